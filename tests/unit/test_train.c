/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training: the models are the same on any number of threads, what was learnt is what is loaded,
 * and old models stay until new ones are whole. */
#include "learn/folder.h"
#include "learn/learning_curve.h"
#include "learn/random.h"
#include "learn/training_set.h"
#include "learn/weak_labels.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/learn.h"
#include "chairlift/model.h"
#include "chairlift/paper.h"

/* ---- divisions ----------------------------------------------------------------------------- */

static void test_divisions(void)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_MD5, "a", -1);
    g_assert_true(g_str_has_prefix(digest, "0cc175b9"));
    g_assert_cmpuint(chairlift_fold_of("a"), ==, 0x0cc175b9U % 5);
    g_assert_true(chairlift_is_dated("2510.04819"));
    g_assert_false(chairlift_is_dated("2510.4819"));
    g_assert_false(chairlift_is_dated("2510.04819v2"));
    g_assert_false(chairlift_is_dated("colm2025:x"));
}

/* ---- from papers to models ----------------------------------------------------------------- */

enum { PAPERS = 120 };

typedef struct Fixture {
    char *directory;
    GPtrArray *venues;
    ChairliftCorpus *corpus;
} Fixture;

static const char VENUE[] = "[venue]\nid = test-2027\nname = Test\ntheme-labels = theme\n"
                            "topic-labels = test\nmost-topics = 2\n"
                            "[theme]\nname = T\ndescription = D.\n"
                            "[topic probes]\nname = Probes\ndescription = D.\n"
                            "[topic circuits]\nname = Circuits\ndescription = D.\n";

static void write_file(const Fixture *fixture, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(fixture->directory, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static const char *pick(ChairliftRandom *random, const char *const *words, guint32 length)
{
    return words[chairlift_random_below(random, length)];
}

/* Papers of three kinds, in words that overlap: on probes, on circuits, on bread. */
static char *make_papers(void)
{
    static const char *const WORDS[3][4] = {{"probe", "linear", "monitor", "steering"},
                                            {"circuit", "patching", "ablation", "head"},
                                            {"bread", "flour", "oven", "dough"}};
    static const char *const SHARED[] = {"model", "language", "we", "show", "study", "result"};
    static const char *const LABELS[3] = {"\"theme\":2,\"test\":[\"probes\"]",
                                          "\"theme\":1,\"test\":[\"circuits\"]",
                                          "\"theme\":0,\"test\":[]"};
    ChairliftRandom random = chairlift_random_new(7, 8);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < PAPERS; i++) {
        int kind = i % 3;
        g_string_append_printf(text, "{\"id\":\"25%02d.%05d\",\"title\":\"%s\",\"abstract\":\"",
                               1 + i % 12, i, pick(&random, WORDS[kind], 4));
        for (int w = 0; w < 12; w++)
            g_string_append_printf(text, "%s ",
                                   w % 3 == 0   ? pick(&random, WORDS[kind], 4)
                                   : w % 7 == 0 ? pick(&random, WORDS[(kind + 1) % 3], 4)
                                                : pick(&random, SHARED, 6));
        g_string_append_printf(text, "\",\"sample\":\"%s\",%s}\n",
                               i % 2 == 0 ? "stratified" : "active", LABELS[kind]);
    }
    return g_string_free(text, FALSE);
}

static void set_up(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *papers = make_papers();
    fixture->directory = g_dir_make_tmp("chairlift-XXXXXX", NULL);
    write_file(fixture, "test.venue", VENUE);
    write_file(fixture, "papers.jsonl", papers);
    g_autofree char *file = g_build_filename(fixture->directory, "papers.jsonl", NULL);
    fixture->venues = chairlift_venues_load(fixture->directory, NULL);
    g_assert_nonnull(fixture->venues);
    g_autoptr(ChairliftCorpusBuilder) builder =
        chairlift_corpus_builder_new(NULL, fixture->venues, "made up", NULL);
    g_assert_true(chairlift_corpus_builder_add_labelled(builder, file, NULL));
    fixture->corpus = chairlift_corpus_builder_finish(builder, NULL);
    g_autofree char *corpus = g_build_filename(fixture->directory, "corpus", NULL);
    g_assert_true(chairlift_corpus_save(fixture->corpus, corpus, NULL));
}

static void remove_tree(const char *path)
{
    g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);
    const char *name;
    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *entry = g_build_filename(path, name, NULL);
        remove_tree(entry);
    }
    g_remove(path);
}

static void tear_down(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    remove_tree(fixture->directory);
    g_free(fixture->directory);
    g_ptr_array_unref(fixture->venues);
    chairlift_corpus_free(fixture->corpus);
}

static char *train(const Fixture *fixture, const char *name, guint threads)
{
    char *path = g_build_filename(fixture->directory, name, NULL);
    const ChairliftTrainOptions options = {.threads = threads};
    g_autoptr(GError) error = NULL;
    g_assert_true(chairlift_train(fixture->corpus, fixture->venues, path, &options, &error));
    g_assert_no_error(error);
    return path;
}

static void expect_same(const char *left, const char *right, const char *name)
{
    g_autofree char *left_path = g_build_filename(left, name, NULL);
    g_autofree char *right_path = g_build_filename(right, name, NULL);
    g_autofree char *left_bytes = NULL;
    g_autofree char *right_bytes = NULL;
    gsize left_length;
    gsize right_length;
    g_assert_true(g_file_get_contents(left_path, &left_bytes, &left_length, NULL));
    g_assert_true(g_file_get_contents(right_path, &right_bytes, &right_length, NULL));
    g_assert_cmpmem(left_bytes, left_length, right_bytes, right_length);
}

static const char *const FILES[] = {"vocabulary.tsv",         "test-2027/venue.model",
                                    "test-2027/theme.svm",    "test-2027/probes.svm",
                                    "test-2027/circuits.svm", "test-2027/card.json"};

static void test_same_bytes(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *first = train(fixture, "first", 1);
    g_autofree char *second = train(fixture, "second", 2);
    g_autofree char *third = train(fixture, "third", 13);
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        expect_same(first, second, FILES[i]);
        expect_same(first, third, FILES[i]);
    }
}

static void expect_topic(ChairliftScorer *scorer, const char *abstract, ChairliftVerdict verdict,
                         const char *assigned)
{
    ChairliftScores scores;
    g_assert_true(chairlift_model_score(scorer, "A study", abstract, &scores, NULL));
    g_assert_cmpint(scores.verdict, ==, verdict);
    for (gsize t = 0; t < scores.length; t++)
        g_assert_cmpint(scores.topics[t].assigned, ==,
                        assigned != NULL && strcmp(scores.topics[t].id, assigned) == 0);
    if (assigned != NULL)
        g_assert_cmpstr(scores.topics[0].id, ==, assigned);
}

static void test_scores(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *models = train(fixture, "models", 2);
    ChairliftError error = {{0}};
    static const char *const VENUES[] = {"test-2027"};
    ChairliftModel *model = chairlift_model_load(models, VENUES, 1, &error);
    g_assert_cmpstr(error.message, ==, "");
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    expect_topic(scorer, "A linear probe can monitor steering of a model.", CHAIRLIFT_VERDICT_FITS,
                 "probes");
    expect_topic(scorer, "Ablation and patching of a head in the circuit.", CHAIRLIFT_VERDICT_FITS,
                 "circuits");
    expect_topic(scorer, "Flour, dough, an oven: we study bread.", CHAIRLIFT_VERDICT_DOES_NOT_FIT,
                 NULL);
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

static void test_evaluation(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    const ChairliftTrainOptions options = {.threads = 2};
    g_autoptr(GPtrArray) all =
        chairlift_evaluate(fixture->corpus, fixture->venues, CHAIRLIFT_SPLIT_BOTH, &options, NULL);
    g_assert_cmpuint(all->len, ==, 4);
    for (guint held_out = 0; held_out < 2; held_out++) {
        const ChairliftFigures *figures = g_ptr_array_index(all, 2 * held_out);
        g_assert_cmpstr(figures->procedure, ==, held_out ? "held-out" : "out-of-fold");
        g_assert_cmpuint(figures->papers, ==, held_out ? PAPERS / 5 : PAPERS);
        g_assert_cmpfloat(figures->overall[CHAIRLIFT_THEME_AUC].value, >, 0.9);
        g_assert_cmpfloat(figures->overall[CHAIRLIFT_MICRO_F1].value, >, 0.8);
        const ChairliftFigures *stratified = g_ptr_array_index(all, 2 * held_out + 1);
        g_assert_cmpstr(stratified->sample, ==, "stratified");
        g_assert_cmpuint(stratified->papers, >, 0);
        g_assert_cmpuint(stratified->papers, <, figures->papers);
    }
    g_autofree char *json = chairlift_figures_to_json(fixture->corpus, all, NULL);
    g_assert_nonnull(strstr(json, "\"labels\": \"made up\""));
}

/* A call that no paper is labelled for: one topic is like an older one, whose name it shares no
 * word with, the other is known by its description alone. */
static const char NEW_VENUE[] =
    "[venue]\nid = new-2028\nname = New\ntheme-labels = theme\ntopic-labels = new\n"
    "most-topics = 2\n[theme]\nname = T\ndescription = D.\n"
    "[topic watching]\nname = Watching\ndescription = Of anything.\nlike = test/probes\n"
    "[topic parts]\nname = Parts\ndescription = Patching and ablation of a head.\n";

static GPtrArray *load_new_venue(const Fixture *fixture, const char *text)
{
    g_autofree char *folder = g_build_filename(fixture->directory, "new", NULL);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    write_file(fixture, "new/new.venue", text);
    return chairlift_venues_load(folder, NULL);
}

static void test_new_call(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autoptr(GPtrArray) venues = load_new_venue(fixture, NEW_VENUE);
    g_autofree char *models = g_build_filename(fixture->directory, "models", NULL);
    const ChairliftTrainOptions options = {.threads = 2};
    g_autoptr(GError) error = NULL;
    g_assert_true(chairlift_train(fixture->corpus, venues, models, &options, &error));
    g_assert_no_error(error);
    static const char *const VENUES[] = {"new-2028"};
    ChairliftModel *model = chairlift_model_load(models, VENUES, 1, NULL);
    g_assert_nonnull(model);
    g_assert_cmpint(chairlift_model_basis(model, 0), ==, CHAIRLIFT_BASIS_DESCRIPTIONS);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    expect_topic(scorer, "A linear probe can monitor steering of a model.", CHAIRLIFT_VERDICT_FITS,
                 "watching");
    expect_topic(scorer, "Circuit after circuit in a language model.", CHAIRLIFT_VERDICT_FITS,
                 "parts"); /* "circuit" is not in the description */
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
    g_assert_null(
        chairlift_evaluate(fixture->corpus, venues, CHAIRLIFT_SPLIT_FOLDS, &options, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
}

/* A theme of its own, which no paper is labelled for, is learnt from the older one it is like. */
static void test_new_theme(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_auto(GStrv) parts = g_strsplit(NEW_VENUE, "theme-labels = theme", 2);
    g_autofree char *own = g_strjoinv("theme-labels = new.fit", parts);
    g_auto(GStrv) halves = g_strsplit(own, "description = D.\n", 2);
    g_autofree char *like = g_strjoinv("description = D.\nlike = theme\n", halves);
    g_autoptr(GPtrArray) venues = load_new_venue(fixture, like);
    g_autofree char *models = g_build_filename(fixture->directory, "models", NULL);
    const ChairliftTrainOptions options = {.threads = 2};
    g_autoptr(GError) error = NULL;
    g_assert_true(chairlift_train(fixture->corpus, venues, models, &options, &error));
    g_assert_no_error(error);
    static const char *const VENUES[] = {"new-2028"};
    ChairliftModel *model = chairlift_model_load(models, VENUES, 1, NULL);
    g_assert_cmpint(chairlift_model_basis(model, 0), ==, CHAIRLIFT_BASIS_DESCRIPTIONS);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    expect_topic(scorer, "A linear probe can monitor steering of a model.", CHAIRLIFT_VERDICT_FITS,
                 "watching");
    expect_topic(scorer, "Flour, dough, an oven: we study bread.", CHAIRLIFT_VERDICT_DOES_NOT_FIT,
                 NULL);
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);

    g_autoptr(GPtrArray) alone = load_new_venue(fixture, own);
    g_assert_false(chairlift_train(fixture->corpus, alone, models, &options, &error));
    g_assert_nonnull(strstr(error->message, "new.venue:1: the theme has 0 labelled papers"));
    g_clear_error(&error);
    g_autofree char *unknown = g_strjoinv("description = D.\nlike = theme; theme_2020\n", halves);
    g_autoptr(GPtrArray) lost = load_new_venue(fixture, unknown);
    g_assert_false(chairlift_train(fixture->corpus, lost, models, &options, &error));
    g_assert_nonnull(strstr(error->message, "new.venue:7: the theme is said to be like "
                                            "\"theme_2020\", which no paper"));
}

static void test_unknown_like(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *text = g_strconcat(NEW_VENUE, "like = test/bread; test/circuits\n", NULL);
    g_autoptr(GPtrArray) venues = load_new_venue(fixture, text);
    g_autofree char *models = g_build_filename(fixture->directory, "models", NULL);
    const ChairliftTrainOptions options = {.threads = 1};
    g_autoptr(GError) error = NULL;
    g_assert_false(chairlift_train(fixture->corpus, venues, models, &options, &error));
    g_assert_nonnull(strstr(error->message, "new.venue:14: topic \"parts\" is said to be like "
                                            "\"test/bread\", which no paper"));
}

/* A call of old papers learns from readers' labels alone, whatever its file says of others. */
static void test_enough_labels(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autoptr(ChairliftTrainingSet) set = NULL;
    ChairliftRun run = {.threads = 1, .total = 1};
    set = chairlift_training_set_new(fixture->corpus, &run, 1, NULL);
    g_autoptr(ChairliftTruth) truth =
        chairlift_truth_new(set, g_ptr_array_index(fixture->venues, 0));
    g_autofree gboolean *usable = g_new(gboolean, PAPERS);
    for (gsize i = 0; i < PAPERS; i++)
        usable[i] = TRUE;
    g_assert_true(chairlift_weak_labels_add(truth, set, usable, NULL));
    g_assert_cmpuint(truth->weak_papers, ==, 0);
    g_assert_cmpuint(truth->labels, ==, 2 * PAPERS / 3);
    g_assert_true(truth->is_whole);
    /* One that is taken for unread gets weak labels, the others keep theirs. */
    chairlift_truth_forget_topics(truth, 0);
    usable[0] = truth->degree[0] > 0;
    g_assert_true(chairlift_weak_labels_add(truth, set, usable, NULL));
    g_assert_cmpuint(truth->weak_papers, ==, truth->degree[0] > 0);
    g_assert_cmpfloat(truth->weak_cost, <, 0.1);
}

/* ---- learning curve ------------------------------------------------------------------------ */

static void test_learning_sizes(void)
{
    static const guint EXPECTED[] = {0, 50, 100, 200, 230};
    g_autoptr(GArray) sizes = chairlift_learning_sizes(230);
    g_assert_cmpmem(sizes->data, sizes->len * sizeof(guint), EXPECTED, sizeof EXPECTED);
    g_autoptr(GArray) none = chairlift_learning_sizes(0);
    g_assert_cmpuint(none->len, ==, 1);
}

/* Smaller draws are part of larger ones of the same seed, and no draw leaves the candidates. */
static void test_learning_draw(void)
{
    enum { ALL = 40, CANDIDATES = 20 };
    guint32 candidate[CANDIDATES];
    gboolean small[ALL];
    gboolean large[ALL];
    gboolean other[ALL];
    guint drawn[3] = {0};
    guint shared = 0;
    for (guint32 i = 0; i < CANDIDATES; i++)
        candidate[i] = 2 * i;
    chairlift_learning_draw(candidate, CANDIDATES, 1, 5, small, ALL);
    chairlift_learning_draw(candidate, CANDIDATES, 1, 12, large, ALL);
    chairlift_learning_draw(candidate, CANDIDATES, 2, 12, other, ALL);
    for (guint i = 0; i < ALL; i++) {
        drawn[0] += !small[i];
        drawn[1] += !large[i];
        drawn[2] += !other[i];
        shared += !large[i] && !other[i];
        g_assert_true(small[i] || !large[i]);
        g_assert_true(i % 2 == 0 || large[i]);
    }
    g_assert_cmpuint(drawn[0], ==, 5);
    g_assert_cmpuint(drawn[1], ==, 12);
    g_assert_cmpuint(drawn[2], ==, 12);
    g_assert_cmpuint(shared, <, 12);
}

static void test_learning_curve(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    const ChairliftTrainOptions options = {.threads = 2};
    g_autoptr(GPtrArray) curves =
        chairlift_learning_curves(fixture->corpus, fixture->venues, &options, NULL);
    g_assert_cmpuint(curves->len, ==, 1);
    const ChairliftLearningCurve *curve = g_ptr_array_index(curves, 0);
    g_assert_cmpuint(curve->points->len, ==, 3); /* 0, 50, and the 60 or so that all draws have */
    for (guint p = 0; p < 3; p++) {
        const ChairliftLearningPoint *point =
            &g_array_index(curve->points, ChairliftLearningPoint, p);
        g_assert_cmpuint(point->figures->papers, ==, PAPERS); /* each is judged in one draw */
    }
    /* The descriptions say nothing, the labels much. */
    const ChairliftLearningPoint *last = &g_array_index(curve->points, ChairliftLearningPoint, 2);
    g_assert_cmpfloat(last->figures->overall[CHAIRLIFT_MICRO_F1].value, >, 0.8);
    double mean = 0;
    for (guint draw = 0; draw < CHAIRLIFT_DRAWS; draw++)
        mean += last->micro_f1[draw] / CHAIRLIFT_DRAWS;
    g_assert_cmpfloat_with_epsilon(mean, last->figures->overall[CHAIRLIFT_MICRO_F1].value, 0.05);
}

/* What an organiser is told whose call has too few labels. */
static void test_too_few_labels(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *text =
        g_strconcat(VENUE, "[topic bread]\nname = Bread\ndescription = D.\n", NULL);
    write_file(fixture, "test.venue", text);
    g_autoptr(GPtrArray) venues = chairlift_venues_load(fixture->directory, NULL);
    g_autofree char *path = g_build_filename(fixture->directory, "models", NULL);
    const ChairliftTrainOptions options = {.threads = 1};
    g_autoptr(GError) error = NULL;
    g_assert_false(chairlift_train(fixture->corpus, venues, path, &options, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    g_assert_nonnull(strstr(error->message, "test.venue:16: topic \"bread\" has 0 labelled papers "
                                            "that belong to it and 80 that do not"));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

/* ---- old models ---------------------------------------------------------------------------- */

static guint count_entries(const char *directory)
{
    guint entries = 0;
    g_autoptr(GDir) folder = g_dir_open(directory, 0, NULL);
    while (g_dir_read_name(folder) != NULL)
        entries++;
    return entries;
}

static void cancel_midway(double done, gpointer user_data)
{
    if (done > 0.3)
        g_cancellable_cancel(user_data);
}

static void test_cancelled(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *models = train(fixture, "models", 1);
    g_autofree char *copy = train(fixture, "copy", 1);
    guint entries = count_entries(fixture->directory);
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    const ChairliftTrainOptions options = {.threads = 2,
                                           .cancellable = cancellable,
                                           .progress = cancel_midway,
                                           .progress_data = cancellable};
    g_autoptr(GError) error = NULL;
    g_assert_false(chairlift_train(fixture->corpus, fixture->venues, models, &options, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpuint(count_entries(fixture->directory), ==, entries);
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++)
        expect_same(models, copy, FILES[i]);
}

static void test_folder(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(fixture->directory, "models", NULL);
    g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
    write_file(fixture, "models/README.md", "kept");
    write_file(fixture, "models/vocabulary.tsv", "old");
    ChairliftFolder *folder = chairlift_folder_new(path, NULL);
    g_assert_true(chairlift_folder_write(folder, "vocabulary.tsv", "new", 3, NULL));
    g_assert_true(chairlift_folder_make(folder, "venue", NULL));
    g_assert_true(chairlift_folder_write(folder, "venue/venue.model", "x", 1, NULL));
    guint entries = count_entries(fixture->directory);
    g_assert_true(chairlift_folder_replace(folder, &error));
    g_assert_no_error(error);
    chairlift_folder_free(folder);
    g_assert_cmpuint(count_entries(fixture->directory), ==, entries - 1);
    g_assert_cmpuint(count_entries(path), ==, 3);
    g_autofree char *vocabulary = g_build_filename(path, "vocabulary.tsv", NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(vocabulary, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "new");
    /* A folder with something else in it is not replaced. */
    g_autofree char *own = g_build_filename(path, "photographs", NULL);
    g_assert_cmpint(g_mkdir(own, 0700), ==, 0);
    g_assert_null(chairlift_folder_new(path, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT);
    g_assert_nonnull(strstr(error->message, "is no folder of models, because it holds "
                                            "\"photographs\""));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/train/divisions", test_divisions);
    g_test_add("/train/same-bytes", Fixture, NULL, set_up, test_same_bytes, tear_down);
    g_test_add("/train/scores", Fixture, NULL, set_up, test_scores, tear_down);
    g_test_add("/train/evaluation", Fixture, NULL, set_up, test_evaluation, tear_down);
    g_test_add("/train/new-call", Fixture, NULL, set_up, test_new_call, tear_down);
    g_test_add("/train/new-theme", Fixture, NULL, set_up, test_new_theme, tear_down);
    g_test_add("/train/unknown-like", Fixture, NULL, set_up, test_unknown_like, tear_down);
    g_test_add("/train/enough-labels", Fixture, NULL, set_up, test_enough_labels, tear_down);
    g_test_add_func("/learning/sizes", test_learning_sizes);
    g_test_add_func("/learning/draw", test_learning_draw);
    g_test_add("/learning/curve", Fixture, NULL, set_up, test_learning_curve, tear_down);
    g_test_add("/train/too-few-labels", Fixture, NULL, set_up, test_too_few_labels, tear_down);
    g_test_add("/train/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
    g_test_add("/train/folder", Fixture, NULL, set_up, test_folder, tear_down);
    return g_test_run();
}
