/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records are appended with one write each and flushed to disk, so that what was confirmed is kept
 * whatever happens next. The places where they begin are kept in memory, for taking them back. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/label.h"

/* More than anybody labels by hand. */
enum { LARGEST_FILE = 256 * 1024 * 1024 };

typedef struct Record {
    char *id;
    gsize start; /* where its line begins */
} Record;

struct ChairliftLabelFile {
    char *path;
    int descriptor;
    gsize length;    /* of the records that are complete */
    GArray *records; /* of Record, in order */
    GHashTable *ids; /* of char *, owned by the records */
};

static gboolean fail(const ChairliftLabelFile *file, GError **error)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be written: %s",
                file->path, g_strerror(errno));
    return FALSE;
}

static void record_clear(gpointer data)
{
    g_free(((Record *)data)->id);
}

static void note_record(ChairliftLabelFile *file, const char *id, gsize length)
{
    Record record = {g_strdup(id), file->length};
    g_array_append_val(file->records, record);
    g_hash_table_add(file->ids, record.id);
    file->length += length;
}

/* ---- what is there -------------------------------------------------------------------------- */

/* Notes the record of one line, whose newline counts. */
static gboolean read_line(ChairliftLabelFile *file, const char *line, gsize length, GError **error)
{
    json_error_t cause;
    json_t *record = json_loadb(line, length - 1, JSON_REJECT_DUPLICATES, &cause);
    const char *id = json_string_value(json_object_get(record, "id"));
    gboolean fine = id != NULL && !chairlift_label_file_has(file, id);
    if (fine)
        note_record(file, id, length);
    else
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s:%u: %s", file->path,
                    file->records->len + 1,
                    record == NULL ? "not JSON, so that this is no file of labels"
                    : id == NULL   ? "a record without \"id\", so that this is no file of labels"
                                 : "a paper that an earlier line has labelled; delete one of them");
    json_decref(record);
    return fine;
}

/* What follows the last newline: a record that lacks nothing else gets its newline. The next record
 * is written over what is left, so that must be the beginning of one that was torn, and not
 * something else that would be lost. */
static gboolean read_rest(ChairliftLabelFile *file, const char *rest, gsize length, GError **error)
{
    static const char BEGINNING[] = "{\"id\":\"";
    json_t *whole = json_loadb(rest, length, 0, NULL);
    const gboolean is_record = json_is_object(whole);
    json_decref(whole);
    if (is_record)
        return read_line(file, rest, length + 1, error) &&
               (pwrite(file->descriptor, "\n", 1, (off_t)file->length - 1) == 1 ||
                fail(file, error));
    if (memcmp(rest, BEGINNING, MIN(length, sizeof BEGINNING - 1)) == 0)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%u: the last line has no end and is no torn label; end it with a newline if it "
                "is a label, else name another file",
                file->path, file->records->len + 1);
    return FALSE;
}

static gboolean read_records(ChairliftLabelFile *file, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    struct stat status;
    if (fstat(file->descriptor, &status) != 0)
        return fail(file, error);
    if (!S_ISREG(status.st_mode) || status.st_size > LARGEST_FILE) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: is no file of labels",
                    file->path);
        return FALSE;
    }
    bytes = g_malloc((gsize)status.st_size + 1);
    while (length < (gsize)status.st_size) {
        ssize_t got =
            pread(file->descriptor, bytes + length, (gsize)status.st_size - length, (off_t)length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(file, error);
        if (got == 0)
            break;
        length += (gsize)got;
    }
    const char *end;
    while ((end = memchr(bytes + file->length, '\n', length - file->length)) != NULL) {
        const char *line = bytes + file->length;
        if (!read_line(file, line, (gsize)(end - line) + 1, error))
            return FALSE;
    }
    return read_rest(file, bytes + file->length, length - file->length, error);
}

ChairliftLabelFile *chairlift_label_file_open(const char *path, GError **error)
{
    g_autoptr(ChairliftLabelFile) file = g_new0(ChairliftLabelFile, 1);
    file->path = g_strdup(path);
    file->records = g_array_new(FALSE, FALSE, sizeof(Record));
    g_array_set_clear_func(file->records, record_clear);
    file->ids = g_hash_table_new(g_str_hash, g_str_equal);
    file->descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666);
    if (file->descriptor < 0) {
        fail(file, error);
        return NULL;
    }
    if (flock(file->descriptor, LOCK_EX | LOCK_NB) != 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                    "%s: another run is labelling into it; let it end first", path);
        return NULL;
    }
    return read_records(file, error) ? g_steal_pointer(&file) : NULL;
}

void chairlift_label_file_free(ChairliftLabelFile *file)
{
    if (file == NULL)
        return;
    if (file->descriptor >= 0)
        close(file->descriptor);
    g_hash_table_unref(file->ids);
    g_array_unref(file->records);
    g_free(file->path);
    g_free(file);
}

guint chairlift_label_file_records(const ChairliftLabelFile *file)
{
    return file->records->len;
}

gboolean chairlift_label_file_has(const ChairliftLabelFile *file, const char *id)
{
    return g_hash_table_contains(file->ids, id);
}

/* ---- adding and taking back ----------------------------------------------------------------- */

/* The label's value under its path, "icml_2026" or "interplay_2025.fit", which is the record's key
 * as in the corpus itself. */
static char *format_record(const ChairliftVenue *venue, const ChairliftPaper *paper,
                           const ChairliftJudgement *judgement)
{
    json_t *topics = json_array();
    for (guint i = 0; i < judgement->topics->len; i++) {
        const ChairliftTopic *topic =
            g_ptr_array_index(venue->topics, g_array_index(judgement->topics, guint, i));
        json_array_append_new(topics, json_string(topic->id));
    }
    json_t *record = json_object();
    json_object_set_new(record, "id", json_string(paper->id));
    json_object_set_new(record, "title", json_string(paper->title != NULL ? paper->title : ""));
    json_object_set_new(record, "abstract",
                        json_string(paper->abstract != NULL ? paper->abstract : ""));
    json_object_set_new(record, venue->theme_labels, json_integer(judgement->degree));
    json_object_set_new(record, venue->topic_labels, topics);
    char *dumped = json_dumps(record, JSON_COMPACT);
    char *line = g_strconcat(dumped, "\n", NULL);
    free(dumped);
    json_decref(record);
    return line;
}

static gboolean write_all(const ChairliftLabelFile *file, const char *bytes, gsize length,
                          GError **error)
{
    gsize written = 0;
    while (written < length) {
        ssize_t done = pwrite(file->descriptor, bytes + written, length - written,
                              (off_t)(file->length + written));
        if (done < 0 && errno != EINTR)
            return fail(file, error);
        written += done > 0 ? (gsize)done : 0;
    }
    return TRUE;
}

gboolean chairlift_label_file_add(ChairliftLabelFile *file, const ChairliftVenue *venue,
                                  const ChairliftPaper *paper, const ChairliftJudgement *judgement,
                                  GError **error)
{
    g_autofree char *line = format_record(venue, paper, judgement);
    gsize length = strlen(line);
    if (ftruncate(file->descriptor, (off_t)file->length) != 0)
        return fail(file, error);
    if (!write_all(file, line, length, error))
        return FALSE;
    if (fsync(file->descriptor) != 0)
        return fail(file, error);
    note_record(file, paper->id, length);
    return TRUE;
}

char *chairlift_label_file_undo(ChairliftLabelFile *file, GError **error)
{
    if (file->records->len == 0)
        return NULL;
    const Record *last = &g_array_index(file->records, Record, file->records->len - 1);
    char *id = g_strdup(last->id);
    if (ftruncate(file->descriptor, (off_t)last->start) != 0 || fsync(file->descriptor) != 0) {
        fail(file, error);
        g_free(id);
        return NULL;
    }
    file->length = last->start;
    g_hash_table_remove(file->ids, last->id);
    g_array_set_size(file->records, file->records->len - 1);
    return id;
}
