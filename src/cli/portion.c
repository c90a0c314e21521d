/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that writes records one a line writes them in the order of the input, whatever the number
 * of its threads. So however it ended, its file is the beginning of the whole, up to a torn last
 * line, and counting lines tells what is done. That the file and the run belong together is not
 * taken on trust: the last paper is done again, and must come out the same to the byte. */
#include "portion.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "chairlift/paper.h"

enum { MOST_SHARDS = 1000000 };

gboolean portion_parse_shard(const char *text, guint *shard, guint *shards, GError **error)
{
    char *end = NULL;
    guint64 number = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &end, 10) : 0;
    guint64 of = end != NULL && *end == '/' && g_ascii_isdigit(end[1])
                     ? g_ascii_strtoull(end + 1, &end, 10)
                     : 0;
    if (number < 1 || number > of || of > MOST_SHARDS || *end != '\0') {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--shard \"%s\" is not I/N with I from 1 to N, as in 2/8", text);
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

static gboolean read_records(Portion *portion, FILE *file, guint lines,
                             PortionFailureFunction is_failure)
{
    g_autoptr(GString) records = g_string_new(NULL);
    gboolean failed;
    gboolean complete;
    portion->last = g_string_new(NULL);
    while (next_paper(file, lines, is_failure, records, &failed, &complete)) {
        if (!complete)
            return TRUE;
        portion->papers++;
        portion->failed += failed;
        portion->length += records->len;
        g_string_truncate(portion->last, 0);
        g_string_append_len(portion->last, records->str, (gssize)records->len - 1);
    }
    return FALSE;
}

gboolean portion_read(Portion *portion, const char *path, guint lines,
                      PortionFailureFunction is_failure, GError **error)
{
    struct stat status;
    portion->path = g_strdup(path);
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
    if (portion->papers == 0)
        g_string_free(g_steal_pointer(&portion->last), TRUE);
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
    return portion->papers > 0 ? portion->papers - 1 : 0;
}

gboolean portion_is_done(Portion *portion, const char *text, gsize length, gboolean *done,
                         GError **error)
{
    *done = portion->last != NULL;
    if (!*done)
        return TRUE;
    gboolean same = portion->last->len == length && memcmp(portion->last->str, text, length) == 0;
    g_string_free(portion->last, TRUE);
    portion->last = NULL;
    if (!same)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "%s: its last record comes out differently now: input, models or options are "
                    "not those of the earlier run; begin a new file",
                    portion->path);
    return same;
}

gboolean portion_finish(const Portion *portion, GError **error)
{
    if (portion->last == NULL)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%s: tells of more papers than the input holds; begin a new file", portion->path);
    return FALSE;
}
