/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model files, scores and evidence, beside libsvm itself. */
#include "model/compiled.h"
#include "model/manifest.h"
#include "model/sums.h"
#include "model/svm_file.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <libsvm/svm.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utime.h>

#include "chairlift/model.h"

enum { FEATURES = 6, TOPICS = 3 };

static const char *const TERMS[FEATURES] = {"probe",  "circuit", "autoencod",
                                            "attent", "cook",    "spars autoencod"};
static const double IDF[FEATURES] = {1.5, 2.0, 2.5, 3.0, 3.5, 3.25};

/* theme, then the topics */
static const char *const IDS[TOPICS + 1] = {"theme", "probing", "circuits", "features"};
static const double WEIGHTS[TOPICS + 1][FEATURES] = {
    {1.0, 1.25, 1.5, 2.0, -3.0, 1.0},
    {2.0, -0.5, -0.25, 0, 0, -0.125},
    {-0.3, 2.2, 0.01, 0, 0, 1e-7},
    {-0.7, -0.5, 1.9, 0, 0, 2.1},
};
static const double RHO[TOPICS + 1] = {0.25, 0.5, 0.4, 0.3};

typedef struct Fixture {
    char *directory;
    char *venue; /* directory of the venue */
} Fixture;

static void write_file(const char *directory, const char *name, const char *bytes, size_t length)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);

    g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
}

static char *read_file(const char *directory, const char *name, size_t *length)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);
    char *bytes;

    g_assert_true(g_file_get_contents(path, &bytes, length, NULL));
    return bytes;
}

static ChairliftSvm svm_of(size_t column, double weights[FEATURES])
{
    memcpy(weights, WEIGHTS[column], FEATURES * sizeof *weights);
    return (ChairliftSvm){FEATURES, weights, RHO[column], -1.5, 0.1 * (double)column};
}

static uint64_t write_vocabulary(const char *directory, size_t features)
{
    ChairliftVocabulary *vocabulary =
        chairlift_vocabulary_new((uint32_t)features, TERMS, IDF, NULL);
    char *bytes;
    size_t length;
    FILE *stream = open_memstream(&bytes, &length);
    uint64_t checksum = chairlift_vocabulary_checksum(vocabulary);

    g_assert_true(chairlift_vocabulary_write(vocabulary, stream));
    fclose(stream);
    write_file(directory, "vocabulary.tsv", bytes, length);
    free(bytes);
    chairlift_vocabulary_free(vocabulary);
    return checksum;
}

static void write_manifest(const char *directory, const ChairliftManifest *manifest)
{
    size_t length;
    char *bytes = chairlift_manifest_format(manifest, &length);

    write_file(directory, "venue.model", bytes, length);
    free(bytes);
}

static void set_up(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftManifestTopic topics[TOPICS] = {{{0}, 0}};
    ChairliftManifest manifest = {.venue = "little-workshop",
                                  .most_topics = 2,
                                  .least_topics = 1,
                                  .fits = 0.7,
                                  .does_not_fit = 0.3,
                                  .sure = 0.8,
                                  .topics = TOPICS,
                                  .topic = topics};

    fixture->directory = g_dir_make_tmp("chairlift-XXXXXX", NULL);
    fixture->venue = g_build_filename(fixture->directory, manifest.venue, NULL);
    g_mkdir(fixture->venue, 0700);
    manifest.vocabulary = write_vocabulary(fixture->directory, FEATURES);
    for (size_t i = 0; i <= TOPICS; i++) {
        double weights[FEATURES];
        size_t length;
        ChairliftSvm svm = svm_of(i, weights);
        char *bytes = chairlift_svm_format(&svm, &length);
        g_autofree char *name = g_strconcat(IDS[i], ".svm", NULL);
        write_file(fixture->venue, name, bytes, length);
        uint64_t checksum = chairlift_file_checksum(bytes, length);
        free(bytes);
        if (i == 0) {
            manifest.theme_checksum = checksum;
        } else {
            g_strlcpy(topics[i - 1].id, IDS[i], sizeof topics[i - 1].id);
            topics[i - 1].checksum = checksum;
        }
    }
    write_manifest(fixture->venue, &manifest);
}

static void remove_all(const char *directory)
{
    g_autoptr(GDir) files = g_dir_open(directory, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(files)) != NULL) {
        g_autofree char *path = g_build_filename(directory, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            remove_all(path);
        else
            g_remove(path);
    }
    g_rmdir(directory);
}

static void tear_down(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    remove_all(fixture->directory);
    g_free(fixture->directory);
    g_free(fixture->venue);
}

static ChairliftModel *load(const Fixture *fixture)
{
    ChairliftError error = {{0}};
    const char *venue = "little-workshop";
    ChairliftModel *model = chairlift_model_load(fixture->directory, &venue, 1, &error);

    g_assert_cmpstr(error.message, ==, "");
    g_assert_nonnull(model);
    return model;
}

static const char TITLE[] = "Probing Circuits";
static const char ABSTRACT[] = "We train \\emph{sparse}\n autoencoders and probe circuits.";

static void test_load(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);

    g_assert_cmpstr(chairlift_model_venue(model, 0), ==, "little-workshop");
    g_assert_cmpuint(chairlift_model_topics(model, 0), ==, TOPICS);
    g_assert_cmpstr(chairlift_model_topic(model, 0, 2), ==, "features");
    g_assert_cmpuint(chairlift_vocabulary_size(chairlift_model_vocabulary(model)), ==, FEATURES);
    chairlift_model_free(model);
}

/* Margin of a column as the definition has it. */
static double expected_margin(const ChairliftVector *vector, size_t column)
{
    double margin = -RHO[column];

    for (size_t i = 0; i < vector->length; i++)
        margin += (double)vector->value[i] * WEIGHTS[column][vector->feature[i]];
    return margin;
}

static void vectorize(const ChairliftModel *model, ChairliftVector *vector)
{
    ChairliftTextReader *reader = chairlift_text_reader_new(NULL);

    g_assert_true(chairlift_features_vectorize(chairlift_model_vocabulary(model), reader, TITLE,
                                               ABSTRACT, vector, NULL));
    chairlift_text_reader_free(reader);
}

static void test_score(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    ChairliftScores scores;
    ChairliftVector vector = {0};

    vectorize(model, &vector);
    g_assert_cmpuint(vector.length, ==, 4);
    g_assert_true(chairlift_model_score(scorer, TITLE, ABSTRACT, &scores, NULL));
    g_assert_false(scores.no_evidence);
    g_assert_cmpfloat_with_epsilon(scores.theme_margin, expected_margin(&vector, 0), 2e-4);
    g_assert_cmpfloat_with_epsilon(scores.theme_probability,
                                   1 / (1 + exp(-1.5 * scores.theme_margin)), 1e-12);
    g_assert_cmpint(scores.verdict, ==, CHAIRLIFT_VERDICT_FITS);
    g_assert_cmpuint(scores.length, ==, TOPICS);
    for (size_t i = 0; i < scores.length; i++) {
        const ChairliftTopicScore *topic = &scores.topics[i];
        g_assert_cmpstr(topic->id, ==, IDS[topic->topic + 1]);
        g_assert_cmpfloat_with_epsilon(topic->margin, expected_margin(&vector, topic->topic + 1),
                                       2e-4);
        g_assert_cmpfloat_with_epsilon(
            topic->probability,
            scores.theme_probability /
                (1 + exp(-1.5 * topic->margin + 0.1 * (double)(topic->topic + 1))),
            1e-12);
        if (i > 0)
            g_assert_cmpfloat(scores.topics[i - 1].probability, >=, topic->probability);
    }
    chairlift_vector_clear(&vector);
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

static void assert_assigned(const ChairliftScores *scores, const char *expected)
{
    g_autoptr(GString) ids = g_string_new(NULL);

    for (size_t i = 0; i < scores->length; i++) {
        if (scores->topics[i].assigned)
            g_string_append_printf(ids, "%s ", scores->topics[i].id);
    }
    g_assert_cmpstr(ids->str, ==, expected);
}

static void test_decisions(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    ChairliftScores scores;

    /* one topic above its threshold */
    g_assert_true(chairlift_model_score(scorer, "Probe", NULL, &scores, NULL));
    assert_assigned(&scores, "probing ");
    /* two of three, the most that the venue allows */
    g_assert_true(chairlift_model_score(scorer, "circuits", "autoencoders", &scores, NULL));
    assert_assigned(&scores, "circuits features ");
    /* out of theme: none */
    g_assert_true(chairlift_model_score(scorer, "Cooking", NULL, &scores, NULL));
    g_assert_cmpint(scores.verdict, ==, CHAIRLIFT_VERDICT_DOES_NOT_FIT);
    assert_assigned(&scores, "");
    /* no topic above its threshold, but in theme: the nearest */
    g_assert_true(chairlift_model_score(scorer, "Attention", NULL, &scores, NULL));
    g_assert_cmpint(scores.verdict, ==, CHAIRLIFT_VERDICT_FITS);
    assert_assigned(&scores, "features ");
    /* nothing known: nothing said */
    g_assert_true(chairlift_model_score(scorer, "Unrelated words", "", &scores, NULL));
    g_assert_true(scores.no_evidence);
    g_assert_cmpint(scores.verdict, ==, CHAIRLIFT_VERDICT_CANNOT_JUDGE);
    g_assert_true(scores.needs_human);
    assert_assigned(&scores, "");
    g_assert_true(chairlift_model_score(scorer, NULL, NULL, &scores, NULL));
    g_assert_true(scores.no_evidence);
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

/* libsvm's view of a vector: indexes from 1, ended by -1. */
static struct svm_node *to_nodes(const ChairliftVector *vector)
{
    struct svm_node *nodes = g_new0(struct svm_node, vector->length + 1);

    for (size_t i = 0; i < vector->length; i++) {
        nodes[i].index = (int)vector->feature[i] + 1;
        nodes[i].value = vector->value[i];
    }
    nodes[vector->length].index = -1;
    return nodes;
}

/* libsvm loads our files, and its margin and label are ours; its probability is ours in papers that
 * are in theme. */
static void test_libsvm_agrees(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    ChairliftScores scores;
    ChairliftVector vector = {0};

    vectorize(model, &vector);
    g_assert_true(chairlift_model_score(scorer, TITLE, ABSTRACT, &scores, NULL));
    g_autofree struct svm_node *nodes = to_nodes(&vector);
    for (size_t i = 0; i < scores.length; i++) {
        const ChairliftTopicScore *topic = &scores.topics[i];
        g_autofree char *name = g_strconcat(topic->id, ".svm", NULL);
        g_autofree char *path = g_build_filename(fixture->venue, name, NULL);
        struct svm_model *theirs = svm_load_model(path);
        double margin, probabilities[2];
        g_assert_nonnull(theirs);
        g_assert_cmpfloat(svm_predict_values(theirs, nodes, &margin), ==,
                          topic->margin > 0 ? 1 : -1);
        g_assert_cmpfloat_with_epsilon(margin, topic->margin, 1e-6);
        /* libsvm finds even two classes' probabilities by iteration, to 0.0025 */
        svm_predict_probability(theirs, nodes, probabilities);
        g_assert_cmpfloat_with_epsilon(probabilities[0] * scores.theme_probability,
                                       topic->probability, 0.005);
        svm_free_and_destroy_model(&theirs);
    }
    chairlift_vector_clear(&vector);
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

static void say_nothing(const char *text)
{
    (void)text;
}

/* Makes -1 the first label, as libsvm did before its version 3.17. */
static void swap_labels(const char *path)
{
    g_autofree char *bytes = NULL;

    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    char *labels = strstr(bytes, "label 1 -1");
    g_assert_nonnull(labels);
    memcpy(labels, "label -1 1", strlen("label -1 1"));
    g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
}

/* A model that libsvm trained, with many support vectors and either label first, gives its own
 * margins when we read it. */
static void check_trained_by_libsvm(bool negative_first)
{
    enum { POINTS = 40 };
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    struct svm_node nodes[POINTS][FEATURES + 1], *rows[POINTS];
    double labels[POINTS];
    struct svm_problem problem = {POINTS, labels, rows};
    struct svm_parameter parameter = {.svm_type = C_SVC,
                                      .kernel_type = LINEAR,
                                      .C = 1,
                                      .eps = 1e-4,
                                      .cache_size = 1,
                                      .shrinking = 1,
                                      .probability = 1};

    for (int i = 0; i < POINTS; i++) {
        labels[i] = i % 2 == 0 ? 1 : -1;
        for (int j = 0; j < FEATURES; j++)
            nodes[i][j] = (struct svm_node){j + 1, g_rand_double(random) +
                                                       (j == 0 && labels[i] > 0 ? 0.4 : 0)};
        nodes[i][FEATURES].index = -1;
        rows[i] = nodes[i];
    }
    svm_set_print_string_function(say_nothing);
    srand(1);
    struct svm_model *theirs = svm_train(&problem, &parameter);
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("chairlift-XXXXXX", &path, NULL);
    g_close(file, NULL);
    g_assert_cmpint(svm_save_model(path, theirs), ==, 0);
    svm_free_and_destroy_model(&theirs);
    if (negative_first)
        swap_labels(path);
    theirs = svm_load_model(path);

    g_autofree char *bytes = NULL;
    size_t length;
    double weights[FEATURES];
    ChairliftSvm ours = {.features = FEATURES, .weights = weights};
    ChairliftError error = {{0}};
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    bool good = chairlift_svm_parse(path, bytes, length, &ours, &error);
    g_assert_cmpstr(error.message, ==, "");
    g_assert_true(good);
    for (int i = 0; i < POINTS; i++) {
        double margin = -ours.rho, their_margin, probabilities[2];
        for (int j = 0; j < FEATURES; j++)
            margin += weights[j] * nodes[i][j].value;
        double label = svm_predict_values(theirs, rows[i], &their_margin);
        g_assert_cmpfloat_with_epsilon(margin, negative_first ? -their_margin : their_margin, 1e-9);
        g_assert_cmpfloat(label, ==, margin > 0 ? 1 : -1);
        svm_predict_probability(theirs, rows[i], probabilities);
        g_assert_cmpfloat_with_epsilon(1 / (1 + exp(ours.sigmoid_a * margin + ours.sigmoid_b)),
                                       probabilities[negative_first ? 1 : 0], 0.005);
    }
    svm_free_and_destroy_model(&theirs);
    g_remove(path);
}

static void test_trained_by_libsvm(void)
{
    check_trained_by_libsvm(false);
    check_trained_by_libsvm(true);
}

static void test_evidence(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    ChairliftScores scores;

    g_assert_true(chairlift_model_score(scorer, TITLE, ABSTRACT, &scores, NULL));
    for (size_t i = 0; i <= scores.length; i++) {
        size_t topic = i == scores.length ? CHAIRLIFT_THEME : scores.topics[i].topic;
        double margin = i == scores.length ? scores.theme_margin : scores.topics[i].margin;
        size_t length;
        double sum;
        const ChairliftEvidence *evidence =
            chairlift_model_explain(scorer, 0, topic, &length, &sum, NULL);
        g_assert_nonnull(evidence);
        g_assert_cmpuint(length, ==, 4);
        for (size_t j = 0; j < length; j++) {
            sum += evidence[j].contribution;
            if (j > 0)
                g_assert_cmpfloat(fabs(evidence[j - 1].contribution), >=,
                                  fabs(evidence[j].contribution));
        }
        g_assert_cmpfloat_with_epsilon(sum, margin, 1e-6);
    }
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

/* Whether an abstract of these sentences that fits turns into one that does not when one of them is
 * left out, found by scoring it without each. */
static bool turns_without_one(ChairliftScorer *scorer, const char *const *sentences)
{
    bool turns = false;

    for (guint out = 0; sentences[out] != NULL; out++) {
        ChairliftScores scores;
        g_autoptr(GString) rest = g_string_new(NULL);
        for (guint i = 0; sentences[i] != NULL; i++)
            g_string_append_printf(rest, "%s ", i == out ? "" : sentences[i]);
        g_assert_true(chairlift_model_score(scorer, NULL, rest->str, &scores, NULL));
        turns = turns || scores.verdict == CHAIRLIFT_VERDICT_DOES_NOT_FIT;
    }
    return turns;
}

static void test_one_sentence(Fixture *fixture, gconstpointer user_data)
{
    static const struct {
        const char *sentences[5];
        bool hangs;
    } CASES[] = {
        {{"We cook soup.", "It is hot.", "Attention to attention probes circuits of autoencoders."},
         true},
        {{"Attention to attention probes circuits of autoencoders.", "It is hot.", "We cook."},
         true},
        {{"Attention probes soup and circuits.", "We cook it.",
          "Attention to autoencoders and circuits."},
         false},
        {{"Attention to circuits.", "We probe attention.", "Autoencoders.", "We cook."}, false},
        {{"We cook soup.", "Attention to attention probes circuits of autoencoders."}, false},
    };
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        ChairliftScores scores;
        size_t length;
        double sum;
        g_autofree char *abstract = g_strjoinv(" ", (char **)CASES[i].sentences);
        if (CASES[i].sentences[2] != NULL) /* two sentences are too few to be asked */
            g_assert_cmpint(turns_without_one(scorer, CASES[i].sentences), ==, CASES[i].hangs);
        g_assert_true(chairlift_model_score(scorer, NULL, abstract, &scores, NULL));
        g_assert_cmpint(scores.verdict, ==, CHAIRLIFT_VERDICT_FITS);
        g_assert_cmpint(scores.one_sentence, ==, CASES[i].hangs);
        g_assert_true(scores.needs_human || !scores.one_sentence);
        /* the evidence, which orders the same places otherwise, still adds up */
        const ChairliftEvidence *evidence =
            chairlift_model_explain(scorer, 0, CHAIRLIFT_THEME, &length, &sum, NULL);
        for (size_t j = 0; j < length; j++)
            sum += evidence[j].contribution;
        g_assert_cmpfloat_with_epsilon(sum, scores.theme_margin, 1e-6);
    }
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

static void test_confidence(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    ChairliftScores scores;

    g_assert_cmpfloat(chairlift_model_sure(model, 0), ==, 0.8);
    /* out of theme: that it is */
    g_assert_true(chairlift_model_score(scorer, "Cooking", NULL, &scores, NULL));
    g_assert_cmpfloat(scores.confidence, ==, 1 - scores.theme_probability);
    /* in theme: the most probable of the topics assigned */
    g_assert_true(chairlift_model_score(scorer, "circuits", "autoencoders", &scores, NULL));
    g_assert_true(scores.topics[0].assigned);
    g_assert_cmpfloat(scores.confidence, ==, scores.topics[0].probability);
    g_assert_cmpint(scores.needs_human, ==, scores.confidence < 0.8);
    chairlift_scores_withhold(&scores);
    g_assert_cmpint(scores.verdict, ==, CHAIRLIFT_VERDICT_CANNOT_JUDGE);
    g_assert_true(scores.needs_human);
    assert_assigned(&scores, "");
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

static void assert_spelling(ChairliftScorer *scorer, const char *title, const char *abstract,
                            ChairliftField field, const char *expected)
{
    ChairliftScores scores;
    size_t length;
    double bias;
    bool found = false;

    g_assert_true(chairlift_model_score(scorer, title, abstract, &scores, NULL));
    const ChairliftEvidence *evidence =
        chairlift_model_explain(scorer, 0, CHAIRLIFT_THEME, &length, &bias, NULL);
    for (size_t i = 0; i < length; i++) {
        g_assert_true(g_utf8_validate(evidence[i].term, -1, NULL));
        if (evidence[i].field == field && strcmp(evidence[i].term, expected) == 0)
            found = true;
        else
            g_test_message("\"%s\"", evidence[i].term);
    }
    g_assert_true(found);
}

/* Evidence speaks the paper's language. */
static void test_spellings(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    const ChairliftField title = CHAIRLIFT_FIELD_TITLE, abstract = CHAIRLIFT_FIELD_ABSTRACT;

    assert_spelling(scorer, "PROBING it", "we probe", title, "PROBING");
    assert_spelling(scorer, "none", "we probe", abstract, "probe");
    assert_spelling(scorer, NULL, "Sparse\n\t autoencoders", abstract, "Sparse autoencoders");
    assert_spelling(scorer, NULL, "cir-\ncuits", abstract, "circuits");
    assert_spelling(scorer, NULL, "\\emph{Sparse} \\textbf{Auto}encoder", abstract,
                    "Sparse Autoencoder");
    assert_spelling(scorer, NULL,
                    "prob\xCC\x81"
                    "e",
                    abstract,
                    "prob\xCC\x81"
                    "e");
    assert_spelling(scorer, NULL, "sparse \xFF autoencoders", abstract, "sparse autoencoders");
    assert_spelling(scorer, NULL, "the circuit's parts", abstract, "circuit");
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

static void test_long_spelling(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    ChairliftModel *model = load(fixture);
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    g_autofree char *dots = g_strnfill(1000, ',');
    g_autofree char *text = g_strconcat("sparse ", dots, " autoencoders", NULL);
    g_autofree char *expected = g_strdup_printf("sparse %.153s\xE2\x80\xA6", dots);

    assert_spelling(scorer, text, NULL, CHAIRLIFT_FIELD_TITLE, expected);
    chairlift_scorer_free(scorer);
    chairlift_model_free(model);
}

static void assert_load_fails(const Fixture *fixture, const char *venue, const char *message)
{
    ChairliftError error = {{0}};
    g_autofree char *with_directory = g_strconcat(fixture->directory, message, NULL);

    g_assert_null(chairlift_model_load(fixture->directory, &venue, 1, &error));
    g_assert_cmpstr(error.message, ==, message[0] == '/' ? with_directory : message);
}

static void test_load_errors(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    const char *venue = "little-workshop";

    assert_load_fails(fixture, "../etc", "\"../etc\" cannot be the id of a venue");
    assert_load_fails(
        fixture, "unknown",
        "/unknown/venue.model: No such file or directory; \"make train\" writes the models");

    size_t length;
    g_autofree char *svm = read_file(fixture->venue, "circuits.svm", &length);
    write_file(fixture->venue, "circuits.svm", svm, length - 20);
    ChairliftError error = {{0}};
    g_assert_null(chairlift_model_load(fixture->directory, &venue, 1, &error));
    g_assert_nonnull(strstr(error.message, "/circuits.svm: not the file that venue.model names"));
    g_autofree char *path = g_build_filename(fixture->venue, "circuits.svm", NULL);
    g_remove(path);
    assert_load_fails(fixture, venue,
                      "/little-workshop/circuits.svm: No such file or directory; \"make train\" "
                      "writes the models");
    write_file(fixture->venue, "circuits.svm", svm, length);
    chairlift_model_free(load(fixture));

    write_vocabulary(fixture->directory, FEATURES - 1);
    assert_load_fails(fixture, venue,
                      "/little-workshop/venue.model: the model was made for another vocabulary "
                      "than vocabulary.tsv; train again");

    g_autofree char *other = g_build_filename(fixture->directory, "other", NULL);
    write_vocabulary(fixture->directory, FEATURES);
    g_assert_cmpint(g_rename(fixture->venue, other), ==, 0);
    assert_load_fails(fixture, "other",
                      "/other/venue.model: this is the model of little-workshop, not of other; "
                      "train again");
    g_remove(fixture->venue);
}

#define HEADER                                                                                     \
    "svm_type c_svc\nkernel_type linear\nnr_class 2\ntotal_sv 1\nrho 0.5\nlabel 1 -1\nprobA -1\n"  \
    "probB 0\nnr_sv 1 0\n"

static void test_svm_errors(void)
{
    static const char *const CASES[][2] = {
        {"", "f:1: the file is cut short; train again"},
        {"SV\n", "f:1: the line \"svm_type\" is missing before SV"},
        {"svm_type nu_svc\n", "f:1: expected \"svm_type c_svc\""},
        {"svm_type c_svc\nsvm_type c_svc\n", "f:2: this line stands in the file twice"},
        {"kernel_type rbf\n", "f:1: expected \"kernel_type linear\""},
        {"nr_class 3\n", "f:1: expected \"nr_class 2\""},
        {"total_sv -1\n", "f:1: expected the number of support vectors"},
        {"rho nan\n", "f:1: expected the number rho"},
        {"rho 1 2\n", "f:1: expected the number rho"},
        {"label 1 2\n", "f:1: expected the labels 1 and -1"},
        {"probA x\n", "f:1: expected the number probA"},
        {"probB\n", "f:1: expected the number probB"},
        {"nr_sv 1\n", "f:1: expected the numbers of support vectors of the two classes"},
        {"gamma 1\n", "f:1: this is not a line of libsvm's model format"},
        {HEADER, "f:10: the file is cut short; train again"},
        {HEADER "SV\n", "f:11: the file is cut short; train again"},
        {HEADER "SV\n1 1:2", "f:11: the file is cut short; train again"},
        {HEADER "SV\nx 1:2\n", "f:11: expected a support vector's coefficient"},
        {HEADER "SV\n1 1\n", "f:11: expected index:value"},
        {HEADER "SV\n1 1:\n", "f:11: expected index:value"},
        {HEADER "SV\n1 1:inf\n", "f:11: expected index:value"},
        {HEADER "SV\n1 0:1\n", "f:11: the indexes do not ascend from 1"},
        {HEADER "SV\n1 2:1 2:1\n", "f:11: the indexes do not ascend from 1"},
        {HEADER "SV\n1 7:1\n", "f:11: index 7 is beyond the vocabulary's 6 terms"},
        {HEADER "SV\n1e300 1:1e300\n", "f: its weights are too large; train again"},
        {HEADER "SV\n1 1:2 \n1 1:2 \n", "f:12: there is more after the last support vector"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        double weights[FEATURES];
        ChairliftSvm svm = {.features = FEATURES, .weights = weights};
        ChairliftError error = {{0}};
        g_assert_false(chairlift_svm_parse("f", CASES[i][0], strlen(CASES[i][0]), &svm, &error));
        g_assert_cmpstr(error.message, ==, CASES[i][1]);
    }
}

static void test_svm_round_trip(void)
{
    double weights[FEATURES], read[FEATURES];
    ChairliftSvm svm = svm_of(2, weights), again = {.features = FEATURES, .weights = read};
    size_t length, again_length;
    char *bytes = chairlift_svm_format(&svm, &length);

    g_assert_true(chairlift_svm_parse("f", bytes, length, &again, NULL));
    g_assert_cmpfloat(again.rho, ==, svm.rho);
    g_assert_cmpfloat(again.sigmoid_a, ==, svm.sigmoid_a);
    g_assert_cmpfloat(again.sigmoid_b, ==, svm.sigmoid_b);
    for (size_t i = 0; i < FEATURES; i++)
        g_assert_cmpfloat_with_epsilon(read[i], weights[i], 2.2 / CHAIRLIFT_WEIGHT_STEPS / 2);
    char *twice = chairlift_svm_format(&again, &again_length);
    g_assert_cmpmem(bytes, length, twice, again_length);
    free(bytes);
    free(twice);
}

static void test_svm_without_weights(void)
{
    double weights[FEATURES] = {0};
    ChairliftSvm svm = {FEATURES, weights, 1, -1, 0};
    size_t length;
    char *bytes = chairlift_svm_format(&svm, &length);

    g_assert_true(chairlift_svm_parse("f", bytes, length, &svm, NULL));
    g_assert_cmpfloat(weights[0], ==, 0);
    free(bytes);
}

#define RULES                                                                                      \
    "chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 2\nleast-topics "        \
    "1\nfits 0.7\n"                                                                                \
    "does-not-fit 0.3\nsure 0.8\ntheme 0123456789abcdef\n"

static void test_manifest_errors(void)
{
    static const char *const CASES[][2] = {
        {"", "f:1: the file is cut short; train again"},
        {"[venue]\n", "f:1: expected a line \"chairlift-model\""},
        {"chairlift-model 2\n", "f:1: this version of the format is not known; train again"},
        {"chairlift-model 1\nvenue A/b\n",
         "f:2: an id has small letters, digits and hyphens, at most 64"},
        {"chairlift-model 1\nvenue v\nvocabulary 12\n", "f:3: expected a checksum of 16 digits"},
        {"chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 0\n",
         "f:4: expected a number from 1 to 1024"},
        {"chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 2\nleast-topics 2\n",
         "f:5: expected 0 or 1"},
        {"chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 2\nleast-topics "
         "1\nfits 1.5\n",
         "f:6: expected a probability between 0 and 1"},
        {"chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 2\nleast-topics "
         "1\nfits 0.5\n"
         "does-not-fit 0.6\n",
         "f:7: does-not-fit is above fits"},
        {"chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 2\nleast-topics "
         "1\nfits 0.7\ndoes-not-fit 0.3\nsure 1.1\n",
         "f:8: expected a probability between 0 and 1"},
        {"chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 2\nleast-topics "
         "1\nfits 0.7\ndoes-not-fit 0.3\nsure 0.8\nlabels few\n",
         "f:9: expected a number of papers"},
        {"chairlift-model 1\nvenue v\nvocabulary 0123456789abcdef\nmost-topics 2\nleast-topics "
         "1\nfits 0.7\ndoes-not-fit 0.3\nsure 0.8\nlabels 4\ntopic a 0123456789abcdef\n",
         "f:10: expected a line \"theme\""},
        {RULES "end\n", "f:10: there are no topics"},
        {RULES "topic a\nend\n", "f:10: expected a topic's id and checksum"},
        {RULES "topic\nend\n", "f:10: expected a line \"topic\" or \"end\""},
        {RULES "topic a 0123456789abcdeg\nend\n", "f:10: expected a checksum of 16 digits"},
        {RULES "topic theme 0123456789abcdef\n", "f:10: this id is taken already"},
        {RULES "topic a 0123456789abcdef\ntopic a 0123456789abcdef\n",
         "f:11: this id is taken already"},
        {RULES "topic a 0123456789abcdef\n", "f:11: the file is cut short; train again"},
        {RULES "topic a 0123456789abcdef\nend\n\n", "f:11: there is more after the end"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        ChairliftManifest manifest;
        ChairliftError error = {{0}};
        g_assert_false(
            chairlift_manifest_parse("f", CASES[i][0], strlen(CASES[i][0]), &manifest, &error));
        g_assert_cmpstr(error.message, ==, CASES[i][1]);
        g_assert_null(manifest.topic);
    }
}

static void check_manifest_round_trip(bool from_descriptions, uint32_t labels)
{
    ChairliftManifestTopic topics[2] = {{"one", 1}, {"two", UINT64_MAX}};
    ChairliftManifest manifest = {.venue = "a-venue-2026",
                                  .vocabulary = 7,
                                  .most_topics = 3,
                                  .least_topics = 1,
                                  .fits = 0.7,
                                  .does_not_fit = 0.1,
                                  .sure = 0.9,
                                  .from_descriptions = from_descriptions,
                                  .labels = labels,
                                  .theme_checksum = 9,
                                  .topics = 2,
                                  .topic = topics};
    ChairliftManifest again;
    size_t length, again_length;
    char *bytes = chairlift_manifest_format(&manifest, &length);

    g_assert_true(chairlift_manifest_parse("f", bytes, length, &again, NULL));
    g_assert_cmpuint(again.topics, ==, 2);
    g_assert_cmpstr(again.topic[1].id, ==, "two");
    g_assert_cmpint(again.from_descriptions, ==, from_descriptions);
    g_assert_cmpuint(again.labels, ==, labels);
    g_assert_cmpuint(again.theme_checksum, ==, 9);
    g_assert_cmpfloat(again.sure, ==, 0.9);
    char *twice = chairlift_manifest_format(&again, &again_length);
    g_assert_cmpmem(bytes, length, twice, again_length);
    chairlift_manifest_clear(&again);
    for (size_t cut = 0; cut < length; cut++)
        g_assert_false(chairlift_manifest_parse("f", bytes, cut, &again, NULL));
    free(bytes);
    free(twice);
}

/* ---- compiled -------------------------------------------------------------------------------- */

static const char VENUE[] = "little-workshop";

static void compile(const Fixture *fixture)
{
    ChairliftError error = {{0}};

    g_assert_true(chairlift_model_compile(fixture->directory, &error));
    g_assert_cmpstr(error.message, ==, "");
}

/* Whether the models are loaded from the compiled file; they can be loaded in any case. */
static bool is_mapped(const Fixture *fixture)
{
    ChairliftModel *model = load(fixture);
    bool mapped = model->mapping != NULL;

    chairlift_model_free(model);
    return mapped;
}

/* What a paper scores. */
static void score_with(const ChairliftModel *model, double margins[TOPICS + 1],
                       double probabilities[TOPICS + 1])
{
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    ChairliftScores scores;

    g_assert_true(chairlift_model_score(scorer, TITLE, ABSTRACT, &scores, NULL));
    margins[TOPICS] = scores.theme_margin;
    probabilities[TOPICS] = scores.theme_probability;
    for (size_t i = 0; i < TOPICS; i++) {
        margins[scores.topics[i].topic] = scores.topics[i].margin;
        probabilities[scores.topics[i].topic] = scores.topics[i].probability;
    }
    chairlift_scorer_free(scorer);
}

static void test_compiled_scores(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    const char *venue = VENUE;
    double margins[2][TOPICS + 1], probabilities[2][TOPICS + 1];

    compile(fixture);
    ChairliftModel *compiled = load(fixture);
    ChairliftModel *text = chairlift_model_load_text(fixture->directory, &venue, 1, NULL);
    g_assert_nonnull(compiled->mapping);
    g_assert_null(text->mapping);
    score_with(compiled, margins[0], probabilities[0]);
    score_with(text, margins[1], probabilities[1]);
    g_assert_cmpmem(margins[0], sizeof margins[0], margins[1], sizeof margins[1]);
    g_assert_cmpmem(probabilities[0], sizeof probabilities[0], probabilities[1],
                    sizeof probabilities[1]);
    for (uint32_t i = 0; i < FEATURES; i++) {
        const char *term = chairlift_vocabulary_term(compiled->vocabulary, i);
        g_assert_cmpstr(term, ==, chairlift_vocabulary_term(text->vocabulary, i));
        g_assert_cmpuint(chairlift_vocabulary_find(compiled->vocabulary, term, strlen(term)), ==,
                         i);
    }
    chairlift_model_free(compiled);
    chairlift_model_free(text);
}

/* Sets when a file was changed, in seconds from now. */
static void set_time(const char *directory, const char *name, int seconds)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);
    time_t when = time(NULL) + seconds;
    struct utimbuf times = {when, when};

    g_assert_cmpint(g_utime(path, &times), ==, 0);
}

static void test_compiled_is_stale(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    const char *venue = VENUE;
    ChairliftError error = {{0}};

    g_assert_false(is_mapped(fixture));
    compile(fixture);
    g_assert_true(is_mapped(fixture));
    set_time(fixture->venue, "theme.svm", 10);
    g_assert_false(is_mapped(fixture));
    compile(fixture);
    set_time(fixture->directory, CHAIRLIFT_COMPILED_NAME, 20);
    g_assert_true(is_mapped(fixture));
    set_time(fixture->directory, "vocabulary.tsv", 30);
    g_assert_false(is_mapped(fixture));
    set_time(fixture->directory, "vocabulary.tsv", 0);

    /* a file of another size is read, and refused, however old it is */
    size_t length;
    g_autofree char *svm = read_file(fixture->venue, "circuits.svm", &length);
    write_file(fixture->venue, "circuits.svm", svm, length - 20);
    set_time(fixture->venue, "circuits.svm", -1000);
    g_assert_null(chairlift_model_load(fixture->directory, &venue, 1, &error));
    g_assert_nonnull(strstr(error.message, "/circuits.svm: not the file that venue.model names"));
    g_assert_false(chairlift_model_compile(fixture->directory, &error));
}

static void test_compiled_is_damaged(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    enum { HEADER_SIZE = 88, STRIDE = 97 }; /* bytes; so many apart after the header */
    size_t length;

    compile(fixture);
    g_autofree char *good = read_file(fixture->directory, CHAIRLIFT_COMPILED_NAME, &length);
    for (size_t i = 0; i < length; i += i < HEADER_SIZE ? 1 : STRIDE) {
        g_autofree char *bad = g_memdup2(good, length);
        bad[i] = (char)(bad[i] + 1);
        write_file(fixture->directory, CHAIRLIFT_COMPILED_NAME, bad, length);
        g_assert_false(is_mapped(fixture));
    }
    for (size_t cut = 0; cut < length; cut += cut < 100 ? 1 : 997) {
        write_file(fixture->directory, CHAIRLIFT_COMPILED_NAME, good, cut);
        g_assert_false(is_mapped(fixture));
    }
    write_file(fixture->directory, CHAIRLIFT_COMPILED_NAME, good, length);
    g_assert_true(is_mapped(fixture));
}

static void test_compile_errors(void)
{
    ChairliftError error = {{0}};
    g_autofree char *directory = g_dir_make_tmp("chairlift-XXXXXX", NULL);

    g_assert_false(chairlift_model_compile(directory, &error));
    g_assert_nonnull(strstr(error.message, ": holds no models"));
    g_assert_false(chairlift_model_compile("/nowhere", &error));
    g_assert_cmpstr(error.message, ==, "/nowhere: cannot be read: No such file or directory");
    g_rmdir(directory);
}

/* ---- sums ------------------------------------------------------------------------------------ */

/* With vector instructions and without, sums are the same to the last bit. */
static void test_sums(void)
{
    enum { ROWS = 500, MOST_COLUMNS = 120 };
    ChairliftSumFunction plain = chairlift_sum_function(false);
    ChairliftSumFunction fast = chairlift_sum_function(true);
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    uint32_t features[ROWS];
    float values[ROWS];
    double sums[2][MOST_COLUMNS];

    if (fast == plain) {
        g_test_skip("this processor has no AVX2");
        return;
    }
    for (size_t columns = 4; columns <= MOST_COLUMNS; columns += 4) {
        size_t stride = columns + 4 * (size_t)g_rand_int_range(random, 0, 3);
        g_autofree int16_t *weights = g_new(int16_t, ROWS * stride);
        for (size_t i = 0; i < ROWS * stride; i++)
            weights[i] = (int16_t)g_rand_int_range(random, INT16_MIN, INT16_MAX + 1);
        ChairliftVector vector = {features, values, (size_t)g_rand_int_range(random, 0, ROWS),
                                  ROWS};
        for (size_t i = 0; i < vector.length; i++) {
            features[i] = (uint32_t)g_rand_int_range(random, 0, ROWS);
            values[i] = (float)g_rand_double_range(random, 1e-6, 1);
        }
        plain(&vector, weights, stride, columns, sums[0]);
        fast(&vector, weights, stride, columns, sums[1]);
        g_assert_cmpmem(sums[0], columns * sizeof(double), sums[1], columns * sizeof(double));
    }
}

static void test_manifest_round_trip(void)
{
    check_manifest_round_trip(false, 0);
    check_manifest_round_trip(true, 0);
    check_manifest_round_trip(true, 120);
}

#define ADD(name, function) g_test_add(name, Fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("/model/load", test_load);
    ADD("/model/score", test_score);
    ADD("/model/decisions", test_decisions);
    ADD("/model/libsvm-agrees", test_libsvm_agrees);
    ADD("/model/confidence", test_confidence);
    ADD("/model/evidence", test_evidence);
    ADD("/model/one-sentence", test_one_sentence);
    ADD("/model/spellings", test_spellings);
    ADD("/model/long-spelling", test_long_spelling);
    ADD("/model/load-errors", test_load_errors);
    ADD("/model/compiled-scores", test_compiled_scores);
    ADD("/model/compiled-is-stale", test_compiled_is_stale);
    ADD("/model/compiled-is-damaged", test_compiled_is_damaged);
    g_test_add_func("/model/compile-errors", test_compile_errors);
    g_test_add_func("/model/sums", test_sums);
    g_test_add_func("/model/trained-by-libsvm", test_trained_by_libsvm);
    g_test_add_func("/model/svm-errors", test_svm_errors);
    g_test_add_func("/model/svm-round-trip", test_svm_round_trip);
    g_test_add_func("/model/svm-without-weights", test_svm_without_weights);
    g_test_add_func("/model/manifest-errors", test_manifest_errors);
    g_test_add_func("/model/manifest-round-trip", test_manifest_round_trip);
    return g_test_run();
}
