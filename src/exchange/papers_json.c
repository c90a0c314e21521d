/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads papers from JSON of any of the shapes that conference systems and people write. Finding the
 * records is left to json_records.c, understanding one to openreview.c and json_paper.c. */
#include "json_flat.h"
#include "json_lines.h"
#include "json_paper.h"
#include "json_papers.h"
#include "json_repair.h"
#include "parts.h"

enum { KEYS_SHOWN = 6 };

struct ChairliftJsonPapers {
    ChairliftInput *input;
    const ChairliftPaperSink *sink;
    char *source;   /* what records' sources begin with */
    char *id;       /* and their ids, "file#", if they have none of their own */
    gboolean lines; /* every line is a paper or a broken one, whatever the others are */
    guint64 papers; /* handed over */
    guint64 left_out[CHAIRLIFT_NOTE_STATES]; /* by state */
    GError *error;
};

enum { NUMBER_SIZE = 24 };

/* Writes a number, NUL-terminated. */
static void write_number(guint64 number, char *out)
{
    char digits[NUMBER_SIZE];
    gsize length = 0;
    do
        digits[length++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (length > 0)
        *out++ = digits[--length];
    *out = '\0';
}

/* Where a record stands: its line, or in an array, which may be one long line, its number. Writes
 * it, NUL-terminated; room for strlen(papers->source) + 1 + NUMBER_SIZE. */
static void write_source(const ChairliftJsonPapers *papers, const ChairliftJsonRecord *record,
                         char *out)
{
    char *end = g_stpcpy(out, papers->source);
    *end++ = record->element ? '#' : ':';
    write_number(record->element ? record->number : record->line, end);
}

static char *record_source(const ChairliftJsonPapers *papers, const ChairliftJsonRecord *record)
{
    char *source = g_malloc(strlen(papers->source) + 1 + NUMBER_SIZE);
    write_source(papers, record, source);
    return source;
}

static ChairliftPaper *new_paper(const ChairliftJsonPapers *papers,
                                 const ChairliftJsonRecord *record)
{
    g_autofree char *source = record_source(papers, record);
    g_autofree char *id = g_malloc(strlen(papers->id) + NUMBER_SIZE);
    write_number(record->number, g_stpcpy(id, papers->id));
    return chairlift_paper_new(id, source);
}

static gboolean deliver(ChairliftJsonPapers *papers, ChairliftPaper *paper)
{
    chairlift_paper_finish(paper);
    papers->papers++;
    return papers->sink->paper(paper, papers->sink->user_data);
}

static gboolean deliver_failure(ChairliftJsonPapers *papers, const ChairliftJsonRecord *record,
                                const char *problem)
{
    ChairliftPaper *paper = new_paper(papers, record);
    chairlift_paper_set_failure(paper, "%s; export it again", problem);
    return deliver(papers, paper);
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

/* A value of another shape: the first one condemns the file, a later one, or a line, itself. */
static gboolean refuse(ChairliftJsonPapers *papers, const ChairliftJsonRecord *record,
                       const json_t *value)
{
    g_autofree char *found = describe(value);
    if (papers->papers > 0 || papers->lines) {
        g_autofree char *problem =
            g_strconcat("neither an OpenReview note nor a record with a title, but ", found, NULL);
        return deliver_failure(papers, record, problem);
    }
    g_autofree char *source = record_source(papers, record);
    g_set_error(&papers->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_NO_PAPERS,
                "%s: expected OpenReview notes or records with \"title\" and \"abstract\", but "
                "found %s",
                source, found);
    return FALSE;
}

/* Hands over the paper that a value holds; knows is FALSE when it holds none. */
static gboolean read_paper(ChairliftJsonPapers *papers, const ChairliftJsonRecord *record,
                           const json_t *value, const char *id, gboolean repaired, gboolean *knows)
{
    gboolean note = chairlift_note_is_note(value);
    *knows = note || chairlift_record_is_record(value);
    if (!*knows)
        return TRUE;
    ChairliftNoteState state = note ? chairlift_note_state(value) : chairlift_record_state(value);
    if (state != CHAIRLIFT_NOTE_SUBMITTED) {
        papers->left_out[state]++;
        return TRUE;
    }
    ChairliftPaper *paper = new_paper(papers, record);
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
    return deliver(papers, paper);
}

/* {id: record, ...}, as the expertise tool of OpenReview keeps submissions. */
static gboolean read_dictionary(ChairliftJsonPapers *papers, const ChairliftJsonRecord *record,
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
        if (!read_paper(papers, &member, value, id, repaired, &knows_member))
            return FALSE;
        if (!knows_member && !*knows)
            return TRUE;
        *knows = TRUE;
        if (!knows_member && !deliver_failure(papers, &member, "not a paper as those before it"))
            return FALSE;
    }
    return TRUE;
}

/* The papers that an object holds in an array, though something in it looked like a paper's; NULL
 * when it is none such. An array without papers counts only where nothing else is a paper. */
static const json_t *find_held(const json_t *value)
{
    static const char *const NAMES[] = {"notes", "papers"};
    if (chairlift_note_is_note(value) || json_is_string(json_object_get(value, "abstract")))
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        const json_t *held = json_object_get(value, NAMES[i]);
        const json_t *first = json_array_get(held, 0);
        if (json_is_array(held) &&
            (first == NULL ? !chairlift_record_is_record(value)
                           : chairlift_note_is_note(first) || chairlift_record_is_record(first)))
            return held;
    }
    return NULL;
}

static gboolean read_held(ChairliftJsonPapers *papers, const json_t *held, gboolean repaired)
{
    ChairliftJsonRecord element = {.element = TRUE};
    for (gsize i = 0; i < json_array_size(held); i++) {
        const json_t *value = json_array_get(held, i);
        gboolean knows;
        element.number = i + 1;
        if (!read_paper(papers, &element, value, NULL, repaired, &knows) ||
            (!knows && !refuse(papers, &element, value)))
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

/* Hands over what papers a record is, or holds. */
static gboolean read_value(ChairliftJsonPapers *papers, const ChairliftJsonRecord *record,
                           const json_t *value, gboolean repaired)
{
    gboolean is_paper = record->element || papers->lines; /* and holds no others */
    const json_t *held = is_paper ? NULL : find_held(value);
    if (held != NULL)
        return read_held(papers, held, repaired);
    gboolean knows;
    gboolean goes_on = read_paper(papers, record, value, NULL, repaired, &knows);
    if (!knows && !is_paper && json_is_object(value))
        goes_on = read_dictionary(papers, record, value, repaired, &knows);
    return knows ? goes_on : refuse(papers, record, value);
}

gboolean chairlift_json_papers_take(ChairliftJsonPapers *papers, const ChairliftJsonRecord *record)
{
    if (papers->error != NULL)
        return FALSE;
    if (record->problem != NULL)
        return deliver_failure(papers, record, record->problem);
    json_error_t problem;
    gboolean repaired;
    json_t *value = parse(record, &repaired, &problem);
    if (value == NULL)
        return deliver_failure(papers, record, problem.text);
    gboolean goes_on = read_value(papers, record, value, repaired);
    json_decref(value);
    return goes_on;
}

gsize chairlift_json_papers_room(const ChairliftJsonPapers *papers,
                                 const ChairliftJsonRecord *record)
{
    return record->length + strlen(papers->source) + 1 + strlen(papers->id) +
           2 * (gsize)NUMBER_SIZE;
}

gboolean chairlift_json_papers_take_flat(const ChairliftJsonPapers *papers,
                                         const ChairliftJsonRecord *record, char *room,
                                         ChairliftPaper *paper)
{
    if (record->problem != NULL)
        return FALSE;
    paper->source = room;
    write_source(papers, record, room);
    room += strlen(papers->source) + 1 + NUMBER_SIZE;
    paper->id = room;
    write_number(record->number, g_stpcpy(room, papers->id));
    room += strlen(papers->id) + NUMBER_SIZE;
    return chairlift_json_flat_read(record->bytes, record->length, &room, paper);
}

gboolean chairlift_json_papers_count(ChairliftJsonPapers *papers)
{
    papers->papers++;
    return papers->error == NULL;
}

ChairliftJsonPapers *chairlift_json_papers_new(ChairliftInput *input,
                                               const ChairliftPaperSink *sink)
{
    ChairliftJsonPapers *papers = g_new0(ChairliftJsonPapers, 1);
    papers->input = input;
    papers->sink = sink;
    papers->source = g_utf8_make_valid(chairlift_input_name(input), -1);
    g_autofree char *file = g_path_get_basename(chairlift_input_name(input));
    g_autofree char *beginning = g_strconcat(file, "#", NULL);
    papers->id = chairlift_paper_clean_text(beginning, -1, NULL);
    return papers;
}

ChairliftJsonPapers *chairlift_json_papers_new_lines(ChairliftInput *input,
                                                     const ChairliftPaperSink *sink)
{
    ChairliftJsonPapers *papers = chairlift_json_papers_new(input, sink);
    papers->lines = TRUE;
    return papers;
}

gboolean chairlift_json_papers_read(ChairliftJsonPapers *papers,
                                    ChairliftJsonRecordFunction function, gpointer user_data,
                                    GError **error)
{
    return papers->lines ? chairlift_json_lines_read(papers->input, function, user_data, error)
                         : chairlift_json_records_read(papers->input, function, user_data, error);
}

/* Says how many records were left out, and why. */
static void warn_of_left_out(const ChairliftJsonPapers *papers)
{
    static const char *const STATES[CHAIRLIFT_NOTE_STATES] = {
        NULL, "withdrawn", "desk-rejected", "deleted", "drafts", "replies"};
    guint64 all = 0;
    g_autoptr(GString) reasons = g_string_new(NULL);
    for (guint state = 1; state < CHAIRLIFT_NOTE_STATES; state++) {
        if (papers->left_out[state] == 0)
            continue;
        g_string_append_printf(reasons, "%s%s %" G_GUINT64_FORMAT, all == 0 ? "" : ", ",
                               STATES[state], papers->left_out[state]);
        all += papers->left_out[state];
    }
    if (all == 0 || papers->sink->warning == NULL)
        return;
    g_autofree char *message =
        g_strdup_printf("%s: left out %" G_GUINT64_FORMAT " of its records: %s",
                        chairlift_input_name(papers->input), all, reasons->str);
    papers->sink->warning(message, papers->sink->user_data);
}

gboolean chairlift_json_papers_finish(ChairliftJsonPapers *papers, GError **error)
{
    warn_of_left_out(papers);
    if (papers->error == NULL)
        return TRUE;
    g_clear_error(error);
    g_propagate_error(error, g_steal_pointer(&papers->error));
    return FALSE;
}

void chairlift_json_papers_free(ChairliftJsonPapers *papers)
{
    if (papers == NULL)
        return;
    g_free(papers->source);
    g_free(papers->id);
    g_clear_error(&papers->error);
    g_free(papers);
}

static gboolean take_record(const ChairliftJsonRecord *record, gpointer user_data)
{
    return chairlift_json_papers_take(user_data, record);
}

gboolean chairlift_papers_read_json(ChairliftInput *input, const ChairliftPaperSink *sink,
                                    GError **error)
{
    g_autoptr(ChairliftJsonPapers) papers = chairlift_json_papers_new(input, sink);
    gboolean done = chairlift_json_papers_read(papers, take_record, papers, error);
    return chairlift_json_papers_finish(papers, error) && done;
}
