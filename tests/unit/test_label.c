/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is proposed for labelling, and that labels are kept. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "chairlift/label.h"

#define EPSILON 1e-9

/* ---- uncertainty ---------------------------------------------------------------------------- */

static double uncertainty(double theme, double first, double second)
{
    ChairliftTopicScore topics[] = {{.margin = first}, {.margin = second}};
    const ChairliftScores scores = {.theme_probability = theme, .length = 2, .topics = topics};
    return chairlift_label_uncertainty(&scores);
}

static void test_uncertainty(void)
{
    /* Surely in theme, both topics at their thresholds. */
    g_assert_cmpfloat_with_epsilon(uncertainty(1, 0, 0), 1, EPSILON);
    /* One topic at its threshold, the other 1 away: 2 / (1 + e). */
    g_assert_cmpfloat_with_epsilon(uncertainty(1, 0, -1), (1 + 2 / (1 + exp(1))) / 2, EPSILON);
    /* Topics of a paper that is surely out of theme do not matter, the theme does. */
    g_assert_cmpfloat_with_epsilon(uncertainty(0, 0, 0), 0, EPSILON);
    g_assert_cmpfloat_with_epsilon(uncertainty(0.5, 100, 100), 0.5, EPSILON);
    const ChairliftScores silent = {.no_evidence = true};
    g_assert_cmpfloat(chairlift_label_uncertainty(&silent), <, 0);
}

/* ---- proposals ------------------------------------------------------------------------------ */

enum { PAPERS = 5 };

static guint32 feature[PAPERS] = {0, 0, 1, 2, 0};
static float value[PAPERS] = {1, 1, 1, 1, 1};

static void expect_proposal(const double *doubt, const gboolean *labelled, guint count,
                            const guint *expected, guint length)
{
    ChairliftVector vectors[PAPERS];
    for (guint i = 0; i < PAPERS; i++)
        vectors[i] = (ChairliftVector){&feature[i], &value[i], 1, 1};
    g_autoptr(GArray) order = chairlift_label_propose(doubt, vectors, labelled, PAPERS, count);
    g_assert_cmpmem(order->data, order->len * sizeof(guint), expected, length * sizeof(guint));
}

static void test_propose(void)
{
    static const double doubt[PAPERS] = {0.9, 0.8, 0.5, 0.1, 0.7};
    static const gboolean none[PAPERS] = {FALSE};
    /* Papers 1 and 4 are like 0, so that they come last, in their order. */
    static const guint all[] = {0, 2, 3, 1, 4};
    expect_proposal(doubt, none, 10, all, 5);
    expect_proposal(doubt, none, 2, all, 2);
    /* Those that are labelled are not asked for again, nor those like them at once. */
    static const gboolean first[PAPERS] = {TRUE};
    static const guint others[] = {2, 3, 1, 4};
    expect_proposal(doubt, first, 10, others, 4);
    static const double silent[PAPERS] = {-1, -1, 0.2, -1, -1};
    static const guint one[] = {2};
    expect_proposal(silent, none, 10, one, 1);
}

/* ---- file ----------------------------------------------------------------------------------- */

typedef struct Fixture {
    char *directory;
    char *path;
    ChairliftTopic topic[2];
    ChairliftVenue venue;
    ChairliftPaper *paper[3];
} Fixture;

static void set_up(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    fixture->directory = g_dir_make_tmp("chairlift-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->directory, "labels.jsonl", NULL);
    fixture->topic[0] = (ChairliftTopic){.id = (char *)"one", .name = (char *)"The First"};
    fixture->topic[1] = (ChairliftTopic){.id = (char *)"two", .name = (char *)"The Second"};
    fixture->venue = (ChairliftVenue){.id = (char *)"v",
                                      .theme_labels = (char *)"v.fit",
                                      .topic_labels = (char *)"v.topics",
                                      .topics = g_ptr_array_new()};
    g_ptr_array_add(fixture->venue.topics, &fixture->topic[0]);
    g_ptr_array_add(fixture->venue.topics, &fixture->topic[1]);
    static const char *const IDS[] = {"a", "b \"c\"", "d"};
    for (int i = 0; i < 3; i++) {
        fixture->paper[i] = chairlift_paper_new(IDS[i], "x");
        chairlift_paper_set_title(fixture->paper[i], "A title\n\"quoted\"", -1);
    }
}

static void tear_down(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    for (int i = 0; i < 3; i++)
        chairlift_paper_free(fixture->paper[i]);
    g_ptr_array_unref(fixture->venue.topics);
    g_remove(fixture->path);
    g_rmdir(fixture->directory);
    g_free(fixture->path);
    g_free(fixture->directory);
}

static void add(ChairliftLabelFile *file, const Fixture *fixture, int paper)
{
    g_autoptr(ChairliftJudgement) judgement = chairlift_judgement_new(fixture->paper[paper]->id, 2);
    static const guint TOPICS[] = {1, 0};
    g_array_append_vals(judgement->topics, TOPICS, 2);
    g_assert_true(
        chairlift_label_file_add(file, &fixture->venue, fixture->paper[paper], judgement, NULL));
}

static void test_file(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *text = NULL;
    g_autoptr(ChairliftLabelFile) file = chairlift_label_file_open(fixture->path, NULL);
    add(file, fixture, 0);
    add(file, fixture, 1);
    g_assert_true(g_file_get_contents(fixture->path, &text, NULL, NULL));
    g_assert_true(g_str_has_prefix(text, "{\"id\":\"a\",\"title\":\"A title \\\"quoted\\\"\","
                                         "\"abstract\":\"\",\"v.fit\":2,\"v.topics\":[\"two\","
                                         "\"one\"]}\n"));
    g_assert_cmpuint(chairlift_label_file_records(file), ==, 2);
    g_assert_true(chairlift_label_file_has(file, "b \"c\""));
    g_autofree char *id = chairlift_label_file_undo(file, NULL);
    g_assert_cmpstr(id, ==, "b \"c\"");
    g_assert_false(chairlift_label_file_has(file, "b \"c\""));
    add(file, fixture, 2);
    /* No other run may write to it meanwhile. */
    g_autoptr(GError) error = NULL;
    g_assert_null(chairlift_label_file_open(fixture->path, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT);
    g_clear_pointer(&file, chairlift_label_file_free);
    file = chairlift_label_file_open(fixture->path, NULL);
    g_assert_cmpuint(chairlift_label_file_records(file), ==, 2);
    for (int i = 0; i < 2; i++)
        g_free(chairlift_label_file_undo(file, NULL));
    g_assert_null(chairlift_label_file_undo(file, NULL));
    g_assert_cmpuint(chairlift_label_file_records(file), ==, 0);
}

/* Cut anywhere, the file gives the records that are whole, be it without a newline, and goes on
 * behind them. */
static void test_torn_file(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *whole = NULL;
    gsize length;
    ChairliftLabelFile *file = chairlift_label_file_open(fixture->path, NULL);
    add(file, fixture, 0);
    add(file, fixture, 1);
    chairlift_label_file_free(file);
    g_assert_true(g_file_get_contents(fixture->path, &whole, &length, NULL));
    for (gsize cut = 0; cut <= length; cut++) {
        g_autofree char *text = NULL;
        g_assert_true(g_file_set_contents(fixture->path, whole, (gssize)cut, NULL));
        file = chairlift_label_file_open(fixture->path, NULL);
        g_assert_nonnull(file);
        guint records = 0;
        for (gsize i = 0; i <= cut && i < length; i++)
            records += whole[i] == '\n';
        g_assert_cmpuint(chairlift_label_file_records(file), ==, records);
        add(file, fixture, 2);
        chairlift_label_file_free(file);
        g_assert_true(g_file_get_contents(fixture->path, &text, NULL, NULL));
        file = chairlift_label_file_open(fixture->path, NULL);
        g_assert_nonnull(file);
        g_assert_cmpuint(chairlift_label_file_records(file), ==, records + 1);
        chairlift_label_file_free(file);
    }
}

/* What is written is read back, and formulas are not. */
static void test_table(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autoptr(GString) text = g_string_new(NULL);
    ChairliftTopicScore topics[] = {{.id = "two", .assigned = true}, {.id = "one"}};
    const ChairliftScores scores = {
        .verdict = CHAIRLIFT_VERDICT_FITS, .length = 2, .topics = topics};
    g_autoptr(ChairliftPaper) paper = chairlift_paper_new("=1+1", "x");
    chairlift_labels_append_header(text);
    chairlift_labels_append_row(text, paper, &scores);
    g_assert_true(g_str_has_suffix(text->str, "'=1+1,,,fits,two,,\r\n"));
    g_string_truncate(text, text->len - strlen(",\r\n"));
    g_string_append(text, "1,the second|one\r\n");
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("t.csv", text->str, text->len);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) read = chairlift_labels_read_csv(input, &fixture->venue, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(read->len, ==, 1);
    const ChairliftJudgement *judgement = g_ptr_array_index(read, 0);
    g_assert_cmpstr(judgement->id, ==, "=1+1");
    g_assert_cmpint(judgement->degree, ==, 1);
    static const guint EXPECTED[] = {1, 0};
    g_assert_cmpmem(judgement->topics->data, judgement->topics->len * sizeof(guint), EXPECTED,
                    sizeof EXPECTED);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label/uncertainty", test_uncertainty);
    g_test_add_func("/label/propose", test_propose);
    g_test_add("/label/file", Fixture, NULL, set_up, test_file, tear_down);
    g_test_add("/label/torn-file", Fixture, NULL, set_up, test_torn_file, tear_down);
    g_test_add("/label/table", Fixture, NULL, set_up, test_table, tear_down);
    return g_test_run();
}
