/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that writes records one a line writes them in the order of the input, whatever the number
 * of its threads. So however it ended, its file is the beginning of the whole, up to a torn last
 * line, and counting lines tells what is done. That the file and the run belong together is not
 * taken on trust: the last papers are done again, and must come out the same to the byte.
 *
 * A paper that failed shows nothing of models and options, and what failed for want of time may not
 * fail again: so of papers at the end that failed nothing is kept. Where the last paper is that of
 * another shard by chance, the one before it is not: so two are done again. */
#include "portion.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/paper.h"

enum { MOST_SHARDS = 1000000 };

static gboolean is_there(const char *input)
{
    if (strcmp(input, "-") == 0)
        return TRUE;
    /* a place where nothing is mounted is an empty folder */
    g_autoptr(GDir) folder = g_dir_open(input, 0, NULL);
    return folder != NULL ? g_dir_read_name(folder) != NULL : access(input, F_OK) == 0;
}

gboolean portion_parse_shard(const char *text, char **inputs, guint *shard, guint *shards,
                             GError **error)
{
    char *end = NULL;
    guint64 number = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &end, 10) : 0;
    guint64 of = end != NULL && *end == '/' && g_ascii_isdigit(end[1])
                     ? g_ascii_strtoull(end + 1, &end, 10)
                     : 0;
    if (number < 1 || number > of || of > MOST_SHARDS || *end != '\0') {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--shard \"%s\" is not I/N with I from 1 to N, and N up to %d, as in 2/8", text,
                    MOST_SHARDS);
        return FALSE;
    }
    for (; *inputs != NULL; inputs++) {
        if (is_there(*inputs))
            continue;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: is not there, or an empty folder; every run of --shard must see the same "
                    "inputs",
                    *inputs);
        return FALSE;
    }
    *shard = (guint)number - 1;
    *shards = (guint)of;
    return TRUE;
}

/* Reads the records of the next paper; *complete is FALSE at the end and where they are torn. */
static gboolean next_paper(FILE *file, guint lines, PortionFailureFunction is_failure,
                           GString *records, gboolean *failed, gboolean *complete)
{
    g_autofree char *line = NULL;
    size_t size = 0;
    g_string_truncate(records, 0);
    *complete = FALSE;
    *failed = FALSE;
    for (guint i = 0; i < lines; i++) {
        ssize_t length = getline(&line, &size, file);
        if (length <= 0 || line[length - 1] != '\n')
            return TRUE;
        if (line[0] != '{')
            return FALSE;
        *failed = *failed || is_failure(line, (gsize)length);
        g_string_append_len(records, line, length);
    }
    *complete = TRUE;
    return TRUE;
}

/* Keeps all up to the paper of these records, of which the ones before are to be made again, too.
 */
static void keep(Portion *portion, const Portion *read, const GString *before,
                 const GString *records)
{
    portion->papers = read->papers;
    portion->failed = read->failed;
    portion->length = read->length;
    portion->repeated = before->len > 0 ? 2 : 1;
    g_string_truncate(portion->last, 0);
    g_string_append_len(portion->last, before->str, (gssize)before->len);
    g_string_append_len(portion->last, records->str, (gssize)records->len);
}

static gboolean read_records(Portion *portion, FILE *file, guint lines,
                             PortionFailureFunction is_failure)
{
    g_autoptr(GString) records = g_string_new(NULL);
    g_autoptr(GString) before = g_string_new(NULL); /* of the paper before, if it did not fail */
    Portion read = {0};
    gboolean failed;
    gboolean complete;
    while (next_paper(file, lines, is_failure, records, &failed, &complete)) {
        if (!complete)
            return TRUE;
        read.papers++;
        read.failed += failed;
        read.length += records->len;
        if (!failed || read.failed == read.papers) /* there is nothing better to go by */
            keep(portion, &read, before, records);
        g_string_truncate(before, 0);
        if (!failed)
            g_string_append_len(before, records->str, (gssize)records->len);
    }
    return FALSE;
}

gboolean portion_read(Portion *portion, const char *path, guint lines,
                      PortionFailureFunction is_failure, GError **error)
{
    struct stat status;
    portion->path = g_strdup(path);
    portion->last = g_string_new(NULL);
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) { /* which may never end */
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: is not a file; --resume goes on with a file that an earlier run wrote",
                    path);
        return FALSE;
    }
    FILE *file = fopen(path, "re");
    if (file == NULL && errno == ENOENT)
        return TRUE;
    if (file == NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: cannot be opened to resume: %s", path, g_strerror(errno));
        return FALSE;
    }
    gboolean good = read_records(portion, file, lines, is_failure);
    gboolean unreadable = ferror(file) != 0;
    fclose(file);
    if (!good || unreadable) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s: %s; name the file that the earlier run wrote", path,
                    unreadable ? "cannot be read" : "is no file of records");
        return FALSE;
    }
    return TRUE;
}

void portion_clear(Portion *portion)
{
    g_free(portion->path);
    if (portion->last != NULL)
        g_string_free(portion->last, TRUE);
    *portion = (Portion){0};
}

guint64 portion_skip(const Portion *portion)
{
    return portion->papers - portion->repeated;
}

/* Bytes that are still to come out the same. */
static gsize not_compared(const Portion *portion)
{
    return portion->last != NULL ? portion->last->len - portion->compared : 0;
}

gboolean portion_is_done(Portion *portion, const char *text, gsize length, gboolean *done,
                         GError **error)
{
    *done = not_compared(portion) > 0;
    if (!*done)
        return TRUE;
    const char *expected = portion->last->str + portion->compared;
    if (not_compared(portion) > length && expected[length] == '\n' &&
        memcmp(expected, text, length) == 0) {
        portion->compared += length + 1;
        return TRUE;
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%s: its last records come out differently now: input, models or options are not "
                "those of the earlier run; begin a new file",
                portion->path);
    return FALSE;
}

gboolean portion_finish(const Portion *portion, GError **error)
{
    if (not_compared(portion) == 0)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%s: tells of more papers than the input holds; begin a new file", portion->path);
    return FALSE;
}
