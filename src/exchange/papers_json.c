/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads papers from JSON of any of the shapes that conference systems and people write. Finding the
 * records is left to json_records.c, understanding one to openreview.c and json_paper.c. */
#include "json_paper.h"
#include "json_records.h"
#include "json_repair.h"
#include "parts.h"

enum { KEYS_SHOWN = 6 };

typedef struct JsonReader {
    ChairliftInput *input;
    const ChairliftPaperSink *sink;
    guint64 papers;                          /* handed over */
    guint64 left_out[CHAIRLIFT_NOTE_STATES]; /* notes, by state */
    GError *error;
} JsonReader;

/* Where a record stands: its line, or in an array, which may be one long line, its number. */
static char *record_source(const JsonReader *reader, const ChairliftJsonRecord *record)
{
    return g_strdup_printf("%s%c%" G_GUINT64_FORMAT, chairlift_input_name(reader->input),
                           record->element ? '#' : ':',
                           record->element ? record->number : record->line);
}

static ChairliftPaper *new_paper(const JsonReader *reader, const ChairliftJsonRecord *record)
{
    g_autofree char *source = record_source(reader, record);
    g_autofree char *file = g_path_get_basename(chairlift_input_name(reader->input));
    g_autofree char *name = g_strdup_printf("%s#%" G_GUINT64_FORMAT, file, record->number);
    g_autofree char *id = chairlift_paper_clean_text(name, -1, NULL);
    return chairlift_paper_new(id, source);
}

static gboolean deliver(JsonReader *reader, ChairliftPaper *paper)
{
    chairlift_paper_finish(paper);
    reader->papers++;
    return reader->sink->paper(paper, reader->sink->user_data);
}

static gboolean deliver_failure(JsonReader *reader, const ChairliftJsonRecord *record,
                                const char *problem)
{
    ChairliftPaper *paper = new_paper(reader, record);
    chairlift_paper_set_failure(paper, "%s; export it again", problem);
    return deliver(reader, paper);
}

/* The names of an object's first members, for messages. */
static char *describe(const json_t *value)
{
    if (!json_is_object(value))
        return g_strdup(json_is_array(value) ? "an array" : "a single value");
    GString *keys = g_string_new("an object with");
    guint shown = 0;
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member)
    {
        if (shown == KEYS_SHOWN) {
            g_string_append(keys, ", ...");
            break;
        }
        g_string_append_printf(keys, "%s %.40s", shown == 0 ? "" : ",", key);
        shown++;
    }
    if (shown == 0)
        g_string_append(keys, "out members");
    char *text = chairlift_paper_clean_text(keys->str, (gssize)keys->len, NULL);
    g_string_free(keys, TRUE);
    return text;
}

/* A value of another shape: the first one condemns the file, a later one itself. */
static gboolean refuse(JsonReader *reader, const ChairliftJsonRecord *record, const json_t *value)
{
    g_autofree char *found = describe(value);
    if (reader->papers > 0) {
        g_autofree char *problem =
            g_strconcat("neither an OpenReview note nor a record with a title, but ", found, NULL);
        return deliver_failure(reader, record, problem);
    }
    g_autofree char *source = record_source(reader, record);
    g_set_error(&reader->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_NO_PAPERS,
                "%s: expected OpenReview notes or records with \"title\" and \"abstract\", but "
                "found %s",
                source, found);
    return FALSE;
}

/* Hands over the paper that a value holds; knows is FALSE when it holds none. */
static gboolean read_paper(JsonReader *reader, const ChairliftJsonRecord *record,
                           const json_t *value, const char *id, gboolean repaired, gboolean *knows)
{
    gboolean note = chairlift_note_is_note(value);
    *knows = note || chairlift_record_is_record(value);
    if (!*knows)
        return TRUE;
    ChairliftNoteState state = note ? chairlift_note_state(value) : CHAIRLIFT_NOTE_SUBMITTED;
    if (state != CHAIRLIFT_NOTE_SUBMITTED) {
        reader->left_out[state]++;
        return TRUE;
    }
    ChairliftPaper *paper = new_paper(reader, record);
    if (id != NULL) {
        g_free(paper->id);
        paper->id = g_strdup(id);
    }
    if (note)
        chairlift_note_read(value, paper);
    else
        chairlift_record_read(value, paper);
    if (repaired)
        paper->flags |= CHAIRLIFT_PAPER_REPAIRED_TEXT;
    return deliver(reader, paper);
}

/* {id: record, ...}, as the expertise tool of OpenReview keeps submissions. */
static gboolean read_dictionary(JsonReader *reader, const ChairliftJsonRecord *record,
                                const json_t *dictionary, gboolean repaired, gboolean *knows)
{
    ChairliftJsonRecord member = {.element = TRUE};
    const char *key;
    json_t *value;
    *knows = FALSE;
    json_object_foreach((json_t *)dictionary, key, value)
    {
        g_autofree char *id = chairlift_paper_clean_text(key, -1, NULL);
        member.line = record->line;
        member.number++;
        gboolean knows_member;
        if (!read_paper(reader, &member, value, id, repaired, &knows_member))
            return FALSE;
        if (!knows_member && !*knows)
            return TRUE;
        *knows = TRUE;
        if (!knows_member && !deliver_failure(reader, &member, "not a paper as those before it"))
            return FALSE;
    }
    return TRUE;
}

/* jansson's value of a record, mended if need be; NULL with error set. */
static json_t *parse(const ChairliftJsonRecord *record, gboolean *repaired, json_error_t *error)
{
    /* As in Python, the last of several members with one name counts. */
    const size_t flags = JSON_ALLOW_NUL | JSON_DECODE_ANY;
    *repaired = FALSE;
    json_t *value = json_loadb(record->bytes, record->length, flags, error);
    if (value == NULL) {
        GString *mended = chairlift_json_repair(record->bytes, record->length, repaired);
        json_error_t ignored;
        value = json_loadb(mended->str, mended->len, flags, &ignored);
        g_string_free(mended, TRUE);
    }
    return value;
}

static gboolean read_record(const ChairliftJsonRecord *record, gpointer user_data)
{
    JsonReader *reader = user_data;
    if (record->problem != NULL)
        return deliver_failure(reader, record, record->problem);
    json_error_t problem;
    gboolean repaired;
    json_t *value = parse(record, &repaired, &problem);
    if (value == NULL)
        return deliver_failure(reader, record, problem.text);
    gboolean knows;
    gboolean goes_on = read_paper(reader, record, value, NULL, repaired, &knows);
    if (!knows && !record->element && json_is_object(value))
        goes_on = read_dictionary(reader, record, value, repaired, &knows);
    if (!knows)
        goes_on = refuse(reader, record, value);
    json_decref(value);
    return goes_on;
}

/* Says how many notes were left out, and why. */
static void warn_of_left_out(const JsonReader *reader)
{
    static const char *const STATES[CHAIRLIFT_NOTE_STATES] = {NULL, "withdrawn", "desk-rejected",
                                                              "deleted", "replies"};
    guint64 all = 0;
    g_autoptr(GString) reasons = g_string_new(NULL);
    for (guint state = 1; state < CHAIRLIFT_NOTE_STATES; state++) {
        if (reader->left_out[state] == 0)
            continue;
        g_string_append_printf(reasons, "%s%s %" G_GUINT64_FORMAT, all == 0 ? "" : ", ",
                               STATES[state], reader->left_out[state]);
        all += reader->left_out[state];
    }
    if (all == 0 || reader->sink->warning == NULL)
        return;
    g_autofree char *message =
        g_strdup_printf("%s: left out %" G_GUINT64_FORMAT " of its notes: %s",
                        chairlift_input_name(reader->input), all, reasons->str);
    reader->sink->warning(message, reader->sink->user_data);
}

gboolean chairlift_papers_read_json(ChairliftInput *input, const ChairliftPaperSink *sink,
                                    GError **error)
{
    JsonReader reader = {.input = input, .sink = sink};
    gboolean done = chairlift_json_records_read(input, read_record, &reader, error);
    warn_of_left_out(&reader);
    if (reader.error != NULL) {
        g_propagate_error(error, reader.error);
        return FALSE;
    }
    return done;
}
