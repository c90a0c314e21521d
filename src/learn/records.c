/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "records.h"

#include <string.h>

enum { LONGEST_ID = 200, MOST_TOPICS = 32 };

json_t *chairlift_record_next(ChairliftLines *lines, GError **error)
{
    gsize length;
    const char *line = chairlift_lines_next(lines, &length, error);
    if (line == NULL)
        return NULL;
    json_error_t cause;
    json_t *record = json_loadb(line, length, JSON_REJECT_DUPLICATES, &cause);
    if (record == NULL) {
        chairlift_lines_fail(lines, error, "not JSON: %s, at column %d", cause.text, cause.column);
    } else if (!json_is_object(record)) {
        chairlift_lines_fail(lines, error, "not a JSON object; each line describes one paper");
        g_clear_pointer(&record, json_decref);
    }
    return record;
}

const char *chairlift_record_text(json_t *record, const char *key, ChairliftLines *lines,
                                  GError **error)
{
    json_t *value = json_object_get(record, key);
    if (value == NULL)
        chairlift_lines_fail(lines, error, "\"%s\" is missing", key);
    else if (!json_is_string(value))
        chairlift_lines_fail(lines, error, "\"%s\" is not a text", key);
    else
        return json_string_value(value);
    return NULL;
}

const char *chairlift_record_id(json_t *record, ChairliftLines *lines, GError **error)
{
    const char *id = chairlift_record_text(record, "id", lines, error);
    if (id == NULL)
        return NULL;
    gsize length = strlen(id);
    if (length == 0 || length > LONGEST_ID || g_ascii_isspace(id[0]) ||
        g_ascii_isspace(id[length - 1])) {
        chairlift_lines_fail(lines, error,
                             "\"id\" must have 1 to %d bytes and no space at its ends", LONGEST_ID);
        return NULL;
    }
    return id;
}

gboolean chairlift_record_degree(json_t *record, const char *key, int *degree,
                                 ChairliftLines *lines, GError **error)
{
    json_t *value = json_object_get(record, key);
    if (value == NULL)
        return chairlift_lines_fail(lines, error, "\"%s\" is missing", key);
    json_int_t number = json_is_integer(value) ? json_integer_value(value) : -1;
    if (number < 0 || number > 2)
        return chairlift_lines_fail(
            lines, error, "\"%s\" must be 2 (in theme), 1 (borderline) or 0 (out of theme)", key);
    *degree = (int)number;
    return TRUE;
}

static gboolean read_topics(json_t *list, const char *key, ChairliftLabels *labels,
                            ChairliftLines *lines, GError **error)
{
    if (!json_is_array(list) || json_array_size(list) > MOST_TOPICS)
        return chairlift_lines_fail(lines, error,
                                    "\"%s\" is neither a list of at most %d topics nor an object "
                                    "with \"fit\" and \"questions\"",
                                    key, MOST_TOPICS);
    gsize length = json_array_size(list);
    labels->topics = g_new0(const char *, length + 1);
    for (gsize i = 0; i < length; i++) {
        const char *topic = json_string_value(json_array_get(list, i));
        if (topic == NULL || *topic == '\0') {
            g_clear_pointer(&labels->topics, g_free);
            return chairlift_lines_fail(lines, error, "topic %zu of \"%s\" is not a text", i + 1,
                                        key);
        }
        const char *interned = g_intern_string(topic);
        if (g_strv_contains(labels->topics, interned)) {
            g_clear_pointer(&labels->topics, g_free);
            return chairlift_lines_fail(lines, error, "topic \"%s\" stands twice in \"%s\"",
                                        interned, key);
        }
        labels->topics[i] = interned;
    }
    return TRUE;
}

gboolean chairlift_record_labels(json_t *record, const char *key, int theme,
                                 ChairliftLabels *labels, ChairliftLines *lines, GError **error)
{
    json_t *value = json_object_get(record, key);
    *labels = (ChairliftLabels){.key = g_intern_string(key), .theme = theme};
    if (!json_is_object(value))
        return read_topics(value, key, labels, lines, error);
    labels->own_theme = TRUE;
    return chairlift_record_degree(value, "fit", &labels->theme, lines, error) &&
           read_topics(json_object_get(value, "questions"), key, labels, lines, error);
}

static gint compare_keys(gconstpointer a, gconstpointer b)
{
    return strcmp(((const ChairliftLabels *)a)->key, ((const ChairliftLabels *)b)->key);
}

void chairlift_labels_sort(GArray *labels)
{
    g_array_sort(labels, compare_keys);
}
