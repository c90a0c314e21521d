/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Score records back in: what was scored once need not be scored again. */
#include "json_records.h"

#include <jansson.h>
#include <string.h>

#include "chairlift/routing_files.h"

typedef struct ScoresReader {
    const char *file;
    const ChairliftVenue *venue;
    GPtrArray *papers;
    guint64 *others;
    GError *error;
} ScoresReader;

char *chairlift_scores_recognise(const char *bytes, gsize length)
{
    g_autofree char *text = g_strndup(bytes, length); /* up to a NUL, which JSON has not */
    const char *start = text + strspn(text, " \t\r\n[");
    if (*start != '{' || strstr(start, "\"topics\"") == NULL || strstr(start, "\"theme\"") == NULL)
        return NULL;
    g_autoptr(GRegex) key = g_regex_new("\"venue\"\\s*:\\s*\"([^\"\\\\]*)\"", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_autofree char *valid = g_utf8_make_valid(start, -1);
    return g_regex_match(key, valid, 0, &match) ? g_match_info_fetch(match, 1) : NULL;
}

static gboolean G_GNUC_PRINTF(3, 4)
    fail(ScoresReader *reader, const ChairliftJsonRecord *record, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *whole = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *message = g_utf8_make_valid(whole, -1); /* a text may have been cut */
    g_set_error(&reader->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%" G_GUINT64_FORMAT ": %s", reader->file, record->line, message);
    return FALSE;
}

static double read_probability(const json_t *object)
{
    const json_t *value = json_object_get(object, "probability");
    return json_is_number(value) ? CLAMP(json_number_value(value), 0.0, 1.0) : 0;
}

/* Fills the probabilities, in the venue's order. */
static gboolean read_topics(ScoresReader *reader, const ChairliftJsonRecord *record,
                            const json_t *topics, ChairliftRoutedPaper *paper)
{
    paper->topic = g_new0(double, reader->venue->topics->len + 1);
    for (size_t i = 0; i < json_array_size(topics); i++) {
        const json_t *value = json_array_get(topics, i);
        const char *id = json_string_value(json_object_get(value, "id"));
        guint index = 0;
        const ChairliftTopic *topic =
            id != NULL ? chairlift_venue_find_topic(reader->venue, id) : NULL;
        if (topic == NULL || !g_ptr_array_find(reader->venue->topics, topic, &index))
            return fail(reader, record, "%s has no topic \"%.60s\"; score the papers again",
                        reader->venue->id, id != NULL ? id : "");
        paper->topic[index] = read_probability(value);
    }
    return TRUE;
}

static gboolean read_scores(ScoresReader *reader, const ChairliftJsonRecord *record,
                            const json_t *object, ChairliftRoutedPaper *paper)
{
    const json_t *topics = json_object_get(object, "topics");
    const json_t *theme = json_object_get(object, "theme");
    const char *failure = json_string_value(json_object_get(object, "error"));
    if (failure != NULL) {
        paper->paper->failure = chairlift_paper_clean_text(failure, -1, NULL);
        return TRUE;
    }
    if (!json_is_array(topics) || !json_is_object(theme))
        return fail(reader, record,
                    "this is no record of scores: it has no \"topics\" or no "
                    "\"theme\"; see chairlift score --format jsonl");
    const char *verdict = json_string_value(json_object_get(theme, "verdict"));
    paper->theme = read_probability(theme);
    paper->fits = verdict == NULL ||
                  strcmp(verdict, chairlift_verdict_name(CHAIRLIFT_VERDICT_DOES_NOT_FIT)) != 0;
    const json_t *flags = json_object_get(object, "flags");
    for (size_t i = 0; i < json_array_size(flags); i++) {
        const char *flag = json_string_value(json_array_get(flags, i));
        paper->no_evidence |= g_strcmp0(flag, "no-evidence") == 0;
    }
    return read_topics(reader, record, topics, paper);
}

static gboolean read_object(ScoresReader *reader, const ChairliftJsonRecord *record,
                            const json_t *object)
{
    const char *venue = json_string_value(json_object_get(object, "venue"));
    if (venue != NULL && strcmp(venue, reader->venue->id) != 0) {
        ++*reader->others;
        return TRUE;
    }
    const char *id = json_string_value(json_object_get(object, "id"));
    g_autofree char *clean = id != NULL ? chairlift_paper_clean_text(id, -1, NULL) : NULL;
    if (venue == NULL || clean == NULL)
        return fail(reader, record, "this is no record of scores: it has no \"%s\"",
                    venue == NULL ? "venue" : "id");
    g_autofree char *place = g_strdup_printf("%s:%" G_GUINT64_FORMAT, reader->file, record->line);
    const char *source = json_string_value(json_object_get(object, "source"));
    ChairliftPaper *paper = chairlift_paper_new(clean, source != NULL ? source : place);
    const char *title = json_string_value(json_object_get(object, "title"));
    if (title != NULL)
        chairlift_paper_set_title(paper, title, -1);
    ChairliftRoutedPaper *routed = chairlift_routed_paper_new(paper);
    g_ptr_array_add(reader->papers, routed);
    return read_scores(reader, record, object, routed);
}

/* A ChairliftJsonRecordFunction. */
static gboolean read_record(const ChairliftJsonRecord *record, gpointer user_data)
{
    ScoresReader *reader = user_data;
    if (record->problem != NULL)
        return fail(reader, record, "%s", record->problem);
    json_error_t problem;
    json_t *object = json_loadb(record->bytes, record->length, 0, &problem);
    if (object == NULL)
        return fail(reader, record, "%s", problem.text);
    const gboolean more = read_object(reader, record, object);
    json_decref(object);
    return more;
}

gboolean chairlift_scores_read(ChairliftInput *input, const ChairliftVenue *venue,
                               GPtrArray *papers, guint64 *others, GError **error)
{
    ScoresReader reader = {chairlift_input_name(input), venue, papers, others, NULL};
    if (!chairlift_json_records_read(input, read_record, &reader, error))
        return FALSE;
    if (reader.error != NULL) {
        g_propagate_error(error, reader.error);
        return FALSE;
    }
    return TRUE;
}
