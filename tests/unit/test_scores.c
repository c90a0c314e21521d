/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Score files are read back with other parsers than ours: jansson and libcsv. */
#include <csv.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "chairlift/exchange.h"

static ChairliftTopicScore topics[] = {
    {"methods", 1, 1.25, 0.8765432, true},
    {"safety", 0, -0.5, 0.25, false},
};

static const ChairliftScores SCORES = {.theme_margin = 1.5,
                                       .theme_probability = 0.99999999,
                                       .verdict = CHAIRLIFT_VERDICT_FITS,
                                       .confidence = 0.876543,
                                       .length = 2,
                                       .topics = topics};

static ChairliftPaper *new_paper(void)
{
    ChairliftPaper *paper = chairlift_paper_new("-aB_1", "notes \"x\".json#1");
    chairlift_paper_set_title(paper,
                              "=HYPERLINK(\"http://x\";\"a, b\")\\ Gr\xC3\xB6\xC3\x9F"
                              "e",
                              -1);
    paper->flags = CHAIRLIFT_PAPER_SHORT_TEXT | CHAIRLIFT_PAPER_DUPLICATE_ID;
    return paper;
}

static ChairliftPaper *new_failure(void)
{
    ChairliftPaper *paper = chairlift_paper_new("broken", "broken.pdf");
    chairlift_paper_set_failure(paper, "is encrypted, \"really\"");
    return paper;
}

static const ChairliftEvidence *explain(size_t topic, size_t *length, double *bias,
                                        gpointer user_data)
{
    static const ChairliftEvidence THEME[] = {
        {"sparse \"auto\x01\"encoder", CHAIRLIFT_FIELD_TITLE, 1.75},
        {"caf\xE9", CHAIRLIFT_FIELD_ABSTRACT, -1e-7}};
    g_assert_true(user_data == topics);
    *bias = -0.25;
    *length = topic == CHAIRLIFT_THEME ? G_N_ELEMENTS(THEME) : 0;
    return THEME;
}

/* Writes these papers and gives back the file's bytes. */
static char *write_scores(ChairliftScoresFormat format, ChairliftExplainFunction function,
                          int papers)
{
    GError *error = NULL;
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("chairlift-XXXXXX", &path, &error);
    g_assert_no_error(error);
    close(fd);
    g_autoptr(ChairliftOutput) output = chairlift_output_open(path, &error);
    g_autoptr(ChairliftScoresWriter) writer = chairlift_scores_writer_new(output, format);
    g_autoptr(ChairliftPaper) paper = new_paper();
    g_autoptr(ChairliftPaper) failure = new_failure();
    for (int i = 0; i < papers; i++) {
        g_autoptr(GString) record = g_string_new(NULL);
        chairlift_scores_append(record, format, i == 1 ? failure : paper, "venue-1",
                                i == 1 ? NULL : &SCORES, function, topics);
        g_assert_true(chairlift_scores_writer_write(writer, record->str, record->len, &error));
    }
    g_assert_true(chairlift_scores_writer_finish(writer, &error));
    g_assert_true(chairlift_output_commit(output, &error));
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, &error));
    g_unlink(path);
    return text;
}

static void check_scored(const json_t *record)
{
    g_autoptr(ChairliftPaper) paper = new_paper();
    const char *id, *source, *title, *venue, *verdict, *first, *second;
    double theme, first_probability, second_probability;
    int assigned, not_assigned;
    const json_t *flags;
    g_assert_cmpint(json_unpack((json_t *)record,
                                "{s:s,s:s,s:s,s:s,s:{s:f,s:s},s:[{s:s,s:f,s:b},{s:s,s:f,s:b}],s:o}",
                                "id", &id, "source", &source, "title", &title, "venue", &venue,
                                "theme", "probability", &theme, "verdict", &verdict, "topics", "id",
                                &first, "probability", &first_probability, "assigned", &assigned,
                                "id", &second, "probability", &second_probability, "assigned",
                                &not_assigned, "flags", &flags),
                    ==, 0);
    g_assert_cmpstr(id, ==, paper->id);
    g_assert_cmpstr(source, ==, paper->source);
    g_assert_cmpstr(title, ==, paper->title);
    g_assert_cmpstr(venue, ==, "venue-1");
    g_assert_cmpstr(verdict, ==, "fits");
    g_assert_cmpfloat(theme, ==, 1.0);
    g_assert_cmpstr(first, ==, "methods");
    g_assert_cmpfloat(first_probability, ==, 0.876543);
    g_assert_true(assigned && !not_assigned);
    g_assert_cmpuint(json_array_size(flags), ==, 2);
    g_assert_cmpstr(json_string_value(json_array_get(flags, 0)), ==, "short-text");
}

static void check_failed(const json_t *record)
{
    g_assert_true(json_is_null(json_object_get(record, "title")));
    g_assert_cmpstr(json_string_value(json_object_get(record, "error")), ==,
                    "is encrypted, \"really\"");
    g_assert_null(json_object_get(record, "theme"));
    g_assert_true(json_is_array(json_object_get(record, "flags")));
}

static void test_json(void)
{
    g_autofree char *text = write_scores(CHAIRLIFT_SCORES_JSON, NULL, 3);
    json_t *records = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    g_assert_cmpuint(json_array_size(records), ==, 3);
    check_scored(json_array_get(records, 0));
    check_failed(json_array_get(records, 1));
    check_scored(json_array_get(records, 2));
    json_decref(records);
    g_autofree char *empty = write_scores(CHAIRLIFT_SCORES_JSON, NULL, 0);
    g_assert_cmpstr(empty, ==, "[]\n");
}

static void test_jsonl(void)
{
    g_autofree char *text = write_scores(CHAIRLIFT_SCORES_JSONL, NULL, 2);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 3);
    json_t *scored = json_loads(lines[0], 0, NULL);
    json_t *failed = json_loads(lines[1], 0, NULL);
    check_scored(scored);
    check_failed(failed);
    json_decref(scored);
    json_decref(failed);
    g_assert_cmpstr(lines[2], ==, "");
    g_autofree char *empty = write_scores(CHAIRLIFT_SCORES_JSONL, NULL, 0);
    g_assert_cmpstr(empty, ==, "");
}

static void test_evidence(void)
{
    g_autofree char *text = write_scores(CHAIRLIFT_SCORES_JSONL, explain, 1);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    json_t *record = json_loads(text, 0, NULL);
    const json_t *theme = json_object_get(record, "theme");
    g_assert_cmpfloat(json_number_value(json_object_get(theme, "margin")), ==, 1.5);
    g_assert_cmpfloat(json_number_value(json_object_get(theme, "bias")), ==, -0.25);
    const json_t *evidence = json_object_get(theme, "evidence");
    g_assert_cmpuint(json_array_size(evidence), ==, 2);
    const json_t *first = json_array_get(evidence, 0);
    g_assert_cmpstr(json_string_value(json_object_get(first, "term")), ==,
                    "sparse \"auto\x01\"encoder");
    g_assert_cmpstr(json_string_value(json_object_get(first, "field")), ==, "title");
    g_assert_cmpfloat(json_number_value(json_object_get(first, "contribution")), ==, 1.75);
    const json_t *second = json_array_get(evidence, 1);
    g_assert_cmpfloat(json_number_value(json_object_get(second, "contribution")), ==, -1e-7);
    const json_t *topic = json_array_get(json_object_get(record, "topics"), 0);
    g_assert_cmpfloat(json_number_value(json_object_get(topic, "margin")), ==, 1.25);
    g_assert_true(json_is_array(json_object_get(topic, "evidence")));
    json_decref(record);
}

/* Rows and cells as libcsv reads them back. */
typedef struct Table {
    GPtrArray *cells; /* of char *, of all rows */
    guint rows;
} Table;

static void take_cell(void *bytes, size_t length, void *user_data)
{
    g_ptr_array_add(((Table *)user_data)->cells, g_strndup(bytes, length));
}

static void take_row(int terminator, void *user_data)
{
    (void)terminator;
    ((Table *)user_data)->rows++;
}

static void test_csv(void)
{
    static const char *const EXPECTED[][12] = {
        {"id", "source", "title", "venue", "theme_probability", "theme_verdict", "confidence",
         "needs_human", "topics", "topic_probabilities", "flags", "error"},
        {"-aB_1", "notes \"x\".json#1",
         "'=HYPERLINK(\"http://x\";\"a, b\")\\ Gr\xC3\xB6\xC3\x9F"
         "e",
         "venue-1", "1.000000", "fits", "0.876543", "no", "methods",
         "methods=0.876543|safety=0.250000", "short-text|duplicate-id", ""},
        {"broken", "broken.pdf", "", "venue-1", "", "", "", "", "", "", "",
         "is encrypted, \"really\""},
    };
    g_autofree char *text = write_scores(CHAIRLIFT_SCORES_CSV, NULL, 2);
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    Table table = {cells, 0};
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    g_assert_cmpuint(csv_parse(&parser, text, strlen(text), take_cell, take_row, &table), ==,
                     strlen(text));
    g_assert_cmpint(csv_fini(&parser, take_cell, take_row, &table), ==, 0);
    csv_free(&parser);
    g_assert_cmpuint(table.rows, ==, 3);
    g_assert_cmpuint(cells->len, ==, 36);
    for (guint i = 0; i < 36; i++)
        g_assert_cmpstr(g_ptr_array_index(cells, i), ==, EXPECTED[i / 12][i % 12]);
    g_autofree char *empty = write_scores(CHAIRLIFT_SCORES_CSV, NULL, 0);
    g_assert_true(g_str_has_prefix(empty, "id,source,title"));
}

/* The first cell of a row whose id is this text, up to the comma. */
static void check_id_cell(const char *id, const char *expected)
{
    g_autoptr(ChairliftPaper) paper = chairlift_paper_new("id", "s");
    g_free(paper->id);
    paper->id = g_strdup(id); /* uncleaned: the writer must not rely on its readers */
    g_autoptr(GString) row = g_string_new(NULL);
    chairlift_scores_append(row, CHAIRLIFT_SCORES_CSV, paper, "v", &SCORES, NULL, NULL);
    g_assert_true(g_str_has_prefix(row->str, expected));
    g_assert_cmpint(row->str[strlen(expected)], ==, ',');
}

static void test_formulae(void)
{
    check_id_cell("=1+1", "'=1+1");
    check_id_cell("+1", "'+1");
    check_id_cell("@SUM(1)", "'@SUM(1)");
    check_id_cell("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
    check_id_cell("-aB3_x-9", "-aB3_x-9");
    check_id_cell("a=1", "a=1");
    check_id_cell(" x", "\" x\"");
    check_id_cell("\t=1", "'\t=1");
}

static void test_no_numbers(void)
{
    ChairliftTopicScore broken[] = {{"t", 0, NAN, NAN, false}};
    const ChairliftScores scores = {.theme_probability = INFINITY,
                                    .verdict = CHAIRLIFT_VERDICT_DOES_NOT_FIT,
                                    .no_evidence = true,
                                    .length = 1,
                                    .topics = broken};
    g_autoptr(ChairliftPaper) paper = chairlift_paper_new("id", "s");
    g_autoptr(GString) record = g_string_new(NULL);
    chairlift_scores_append(record, CHAIRLIFT_SCORES_JSONL, paper, "v", &scores, NULL, NULL);
    json_t *value = json_loads(record->str, 0, NULL);
    g_assert_nonnull(value);
    const json_t *flags = json_object_get(value, "flags");
    g_assert_cmpstr(json_string_value(json_array_get(flags, 0)), ==, "no-evidence");
    json_decref(value);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scores/json", test_json);
    g_test_add_func("/scores/jsonl", test_jsonl);
    g_test_add_func("/scores/evidence", test_evidence);
    g_test_add_func("/scores/csv", test_csv);
    g_test_add_func("/scores/formulae", test_formulae);
    g_test_add_func("/scores/no-numbers", test_no_numbers);
    return g_test_run();
}
