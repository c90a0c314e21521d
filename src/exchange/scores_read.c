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
    GHashTable *places; /* id -> where the paper was read, "file:line" */
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

/* what: whose probability it is, for messages. */
static gboolean read_probability(ScoresReader *reader, const ChairliftJsonRecord *record,
                                 const json_t *object, const char *what, double *probability)
{
    const json_t *value = json_object_get(object, "probability");
    if (!json_is_number(value))
        return fail(reader, record, "the probability of %.60s is missing or no number", what);
    *probability = json_number_value(value);
    if (!(*probability >= 0 && *probability <= 1))
        return fail(reader, record, "the probability of %.60s is %g, not within 0 and 1", what,
                    *probability);
    return TRUE;
}

/* Fills the probabilities, in the venue's order. */
static gboolean read_topics(ScoresReader *reader, const ChairliftJsonRecord *record,
                            const json_t *topics, ChairliftRoutedPaper *paper)
{
    const GPtrArray *known = reader->venue->topics;
    g_autofree gboolean *found = g_new0(gboolean, known->len + 1);
    paper->topic = g_new0(double, known->len + 1);
    for (size_t i = 0; i < json_array_size(topics); i++) {
        const json_t *value = json_array_get(topics, i);
        const char *id = json_string_value(json_object_get(value, "id"));
        guint index = 0;
        const ChairliftTopic *topic =
            id != NULL ? chairlift_venue_find_topic(reader->venue, id) : NULL;
        if (topic == NULL || !g_ptr_array_find((GPtrArray *)known, topic, &index))
            return fail(reader, record, "%s has no topic \"%.60s\"; score the papers again",
                        reader->venue->id, id != NULL ? id : "");
        if (!read_probability(reader, record, value, topic->id, &paper->topic[index]))
            return FALSE;
        found[index] = TRUE;
    }
    for (guint i = 0; i < known->len; i++) {
        if (!found[i])
            return fail(reader, record, "the topic \"%s\" of %s is missing; score the papers again",
                        ((const ChairliftTopic *)g_ptr_array_index(known, i))->id,
                        reader->venue->id);
    }
    return TRUE;
}

/* Flags are written by name; see chairlift_paper_flag_names. */
static void read_flag(ChairliftRoutedPaper *paper, const char *name)
{
    paper->no_evidence |= g_strcmp0(name, "no-evidence") == 0;
    paper->one_sentence |= g_strcmp0(name, "one-sentence") == 0;
    for (guint flag = 1; flag <= CHAIRLIFT_PAPER_KEY_TERMS; flag <<= 1) {
        g_autofree const char **names = chairlift_paper_flag_names(flag);
        if (names[0] != NULL && g_strcmp0(name, names[0]) == 0)
            paper->paper->flags |= flag;
    }
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
    if (!read_probability(reader, record, theme, "the theme", &paper->theme))
        return FALSE;
    paper->fits = verdict == NULL ||
                  strcmp(verdict, chairlift_verdict_name(CHAIRLIFT_VERDICT_DOES_NOT_FIT)) != 0;
    paper->is_borderline =
        verdict != NULL &&
        strcmp(verdict, chairlift_verdict_name(CHAIRLIFT_VERDICT_BORDERLINE)) == 0;
    paper->confidence = json_number_value(json_object_get(object, "confidence"));
    paper->needs_human = json_is_true(json_object_get(object, "needs_human"));
    const json_t *flags = json_object_get(object, "flags");
    for (size_t i = 0; i < json_array_size(flags); i++)
        read_flag(paper, json_string_value(json_array_get(flags, i)));
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
    const char *earlier = g_hash_table_lookup(reader->places, clean);
    if (earlier != NULL)
        return fail(reader, record, "the paper \"%.60s\" stands in %s already; keep one of the two",
                    clean, earlier);
    g_hash_table_insert(reader->places, g_strdup(clean), g_strdup(place));
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
    g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftPaper *paper =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper;
        g_hash_table_insert(places, g_strdup(paper->id), g_strdup(paper->source));
    }
    ScoresReader reader = {chairlift_input_name(input), venue, papers, places, others, NULL};
    if (!chairlift_json_records_read(input, read_record, &reader, error))
        return FALSE;
    if (reader.error != NULL) {
        g_propagate_error(error, reader.error);
        return FALSE;
    }
    return TRUE;
}
