/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edges.h"

#include "json_records.h"

#include <jansson.h>
#include <string.h>

#include "chairlift/paper.h"

typedef struct Reader {
    ChairliftInput *input;
    ChairliftEdgeFunction function;
    gpointer user_data;
    GError *error;
} Reader;

gboolean chairlift_edge_is(const ChairliftEdge *edge, const char *kind)
{
    const char *last = strrchr(edge->invitation, '/');
    return strcmp(last != NULL ? last + 1 : edge->invitation, kind) == 0;
}

static gboolean G_GNUC_PRINTF(3, 4)
    fail(Reader *reader, const ChairliftJsonRecord *record, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(&reader->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%" G_GUINT64_FORMAT ": edge %" G_GUINT64_FORMAT " %s",
                chairlift_input_name(reader->input), record->line, record->number, what);
    return FALSE;
}

/* A member that is a text, cleaned and kept in texts; "" when there is none. */
static const char *text_of(const json_t *value, const char *key, GPtrArray *texts)
{
    const json_t *member = json_object_get(value, key);
    char *text = chairlift_paper_clean_text(json_is_string(member) ? json_string_value(member) : "",
                                            -1, NULL);
    if (text == NULL)
        return "";
    g_ptr_array_add(texts, text);
    return text;
}

static gboolean has_permissions(const json_t *value)
{
    static const char *const KEYS[] = {"readers", "writers", "signatures"};
    gboolean all = TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
        all = all && json_array_size(json_object_get(value, KEYS[i])) > 0;
    return all;
}

static gboolean take_value(Reader *reader, const ChairliftJsonRecord *record, const json_t *value)
{
    if (!json_is_object(value))
        return fail(reader, record, "is no object");
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    const json_t *weight = json_object_get(value, "weight");
    const ChairliftEdge edge = {.invitation = text_of(value, "invitation", texts),
                                .head = text_of(value, "head", texts),
                                .tail = text_of(value, "tail", texts),
                                .label = text_of(value, "label", texts),
                                .has_weight = json_is_number(weight),
                                .weight = json_number_value(weight),
                                .is_deleted = json_is_number(json_object_get(value, "ddate")),
                                .has_permissions = has_permissions(value),
                                .line = record->line,
                                .number = record->number};
    if (json_object_get(value, "head") == NULL || json_object_get(value, "tail") == NULL)
        return fail(reader, record,
                    "has no head or no tail: OpenReview's edges have a note as head and a person "
                    "as tail");
    return reader->function(&edge, reader->user_data, &reader->error);
}

/* A ChairliftJsonRecordFunction. */
static gboolean take_record(const ChairliftJsonRecord *record, gpointer user_data)
{
    Reader *reader = user_data;
    json_error_t cause;
    if (record->problem != NULL)
        return fail(reader, record, "%s", record->problem);
    json_t *value = json_loadb(record->bytes, record->length, JSON_DECODE_ANY, &cause);
    if (value == NULL) {
        g_autofree char *why = chairlift_paper_clean_text(cause.text, -1, NULL);
        return fail(reader, record, "is not JSON: %s", why != NULL ? why : "malformed");
    }
    const gboolean good = take_value(reader, record, value);
    json_decref(value);
    return good;
}

gboolean chairlift_edges_read(ChairliftInput *input, ChairliftEdgeFunction function,
                              gpointer user_data, GError **error)
{
    Reader reader = {input, function, user_data, NULL};
    g_autoptr(GError) cause = NULL;
    if (chairlift_json_records_read(input, take_record, &reader, &cause) && reader.error == NULL)
        return TRUE;
    if (reader.error != NULL)
        g_propagate_error(error, reader.error);
    else
        g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}
