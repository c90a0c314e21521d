/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "records.h"

#include <string.h>

enum { LONGEST_ID = 200, MOST_TOPICS = 32 };

json_t *chairlift_record_next(ChairliftLineReader *lines, GError **error)
{
    gsize length;
    const char *line = chairlift_line_reader_next(lines, &length, error);
    if (line == NULL)
        return NULL;
    json_error_t cause;
    json_t *record = json_loadb(line, length, JSON_REJECT_DUPLICATES, &cause);
    if (record == NULL) {
        chairlift_line_reader_fail(lines, error, "not JSON: %s, at column %d", cause.text,
                                   cause.column);
    } else if (!json_is_object(record)) {
        chairlift_line_reader_fail(lines, error,
                                   "not a JSON object; each line describes one paper");
        json_decref(record);
        return NULL;
    }
    return record;
}

const char *chairlift_record_text(json_t *record, const char *key, ChairliftLineReader *lines,
                                  GError **error)
{
    json_t *value = json_object_get(record, key);
    if (value == NULL)
        chairlift_line_reader_fail(lines, error, "\"%s\" is missing", key);
    else if (!json_is_string(value))
        chairlift_line_reader_fail(lines, error, "\"%s\" is not a text", key);
    else
        return json_string_value(value);
    return NULL;
}

const char *chairlift_record_id(json_t *record, ChairliftLineReader *lines, GError **error)
{
    const char *id = chairlift_record_text(record, "id", lines, error);
    if (id == NULL)
        return NULL;
    gsize length = strlen(id);
    if (length == 0 || length > LONGEST_ID || g_ascii_isspace(id[0]) ||
        g_ascii_isspace(id[length - 1])) {
        chairlift_line_reader_fail(
            lines, error, "\"id\" must have 1 to %d bytes and no space at its ends", LONGEST_ID);
        return NULL;
    }
    return id;
}

/* Topics are owned by the label, their ids are interned. */
static gboolean read_topics(json_t *list, ChairliftLabel *label, ChairliftLineReader *lines,
                            GError **error)
{
    gsize length = json_array_size(list);
    if (length > MOST_TOPICS)
        return chairlift_line_reader_fail(lines, error, "\"%.100s\" has more than %d topics",
                                          label->path, MOST_TOPICS);
    label->topics = g_new0(const char *, length + 1);
    for (gsize i = 0; i < length; i++) {
        const char *topic = json_string_value(json_array_get(list, i));
        if (topic == NULL || *topic == '\0')
            return chairlift_line_reader_fail(lines, error, "topic %zu of \"%.100s\" is not a text",
                                              i + 1, label->path);
        topic = g_intern_string(topic);
        if (g_strv_contains(label->topics, topic))
            return chairlift_line_reader_fail(
                lines, error, "topic \"%.100s\" stands twice in \"%.100s\"", topic, label->path);
        label->topics[i] = topic;
    }
    return TRUE;
}

gboolean chairlift_record_label(json_t *value, const char *path, GArray *labels,
                                ChairliftLineReader *lines, GError **error)
{
    ChairliftLabel label = {.path = g_intern_string(path)};
    if (json_is_array(value)) {
        gboolean fine = read_topics(value, &label, lines, error);
        g_array_append_val(labels, label);
        return fine;
    }
    json_int_t degree = json_is_integer(value) ? json_integer_value(value) : -1;
    if (degree < 0 || degree > 2)
        return chairlift_line_reader_fail(
            lines, error,
            "\"%.100s\" is neither a list of topics nor 2 (in theme), 1 "
            "(borderline) or 0 (out of theme)",
            path);
    label.degree = (int)degree;
    g_array_append_val(labels, label);
    return TRUE;
}

static gint compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(((const ChairliftLabel *)a)->path, ((const ChairliftLabel *)b)->path);
}

void chairlift_labels_sort(GArray *labels)
{
    g_array_sort(labels, compare_paths);
}
