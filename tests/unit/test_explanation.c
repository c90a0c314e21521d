/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations of the models that come with chairlift: what they name is what made the score. When
 * words are taken out of a paper, the parts of what is left keep their proportions, because the
 * vector has length 1 before and after; so the margin without them can be told from the explanation
 * of the whole paper. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "chairlift/model.h"

static const char TITLE[] = "Where a Language Model Keeps the Answer";
static const char ABSTRACT[] =
    "We trace the circuit by which a small transformer answers questions about dates. Activation "
    "patching shows that two attention heads move the year, and that a third one suppresses it. "
    "When these heads are ablated, the answer is lost, while fluency stays. We then steer the "
    "model "
    "with one direction in the residual stream, and find that it holds for three other tasks. "
    "Probes for the same direction, however, generalize badly: what is decodable need not be used.";

enum { REMOVED = 3 };

typedef struct Fixture {
    ChairliftModel *model;
    ChairliftScorer *scorer;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer venue)
{
    const char *const venues[] = {venue};
    ChairliftError error = {{0}};

    fixture->model = chairlift_model_load("models", venues, 1, &error);
    if (fixture->model == NULL)
        g_error("%s", error.message);
    fixture->scorer = chairlift_scorer_new(fixture->model, NULL);
}

static void tear_down(Fixture *fixture, gconstpointer venue)
{
    (void)venue;
    chairlift_scorer_free(fixture->scorer);
    chairlift_model_free(fixture->model);
}

/* The margin of a topic, and its parts by term. */
static double explain(const Fixture *fixture, const char *abstract, size_t topic, GHashTable *parts,
                      double *bias)
{
    ChairliftScores scores;
    size_t length;

    g_assert_true(chairlift_model_score(fixture->scorer, TITLE, abstract, &scores, NULL));
    double margin = scores.theme_margin;
    for (size_t t = 0; t < scores.length; t++) {
        if (scores.topics[t].topic == topic)
            margin = scores.topics[t].margin;
    }
    const ChairliftEvidence *evidence =
        chairlift_model_explain(fixture->scorer, 0, topic, &length, bias, NULL);
    for (size_t i = 0; i < length; i++)
        g_hash_table_insert(parts, g_utf8_strdown(evidence[i].term, -1),
                            g_memdup2(&evidence[i].contribution, sizeof(double)));
    return margin;
}

/* The words of the abstract that speak most for the topic, and for which nothing else is said. */
static GPtrArray *top_words(const Fixture *fixture, size_t topic)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    size_t length;
    double bias;
    const ChairliftEvidence *evidence =
        chairlift_model_explain(fixture->scorer, 0, topic, &length, &bias, NULL);

    for (size_t i = 0; i < length && words->len < REMOVED; i++) {
        if (evidence[i].contribution > 0 && evidence[i].field == CHAIRLIFT_FIELD_ABSTRACT &&
            strchr(evidence[i].term, ' ') == NULL)
            g_ptr_array_add(words, g_strdup(evidence[i].term));
    }
    g_assert_cmpuint(words->len, ==, REMOVED);
    return words;
}

/* The abstract with a word in their place, in all their forms, that no model knows. */
static char *without(const GPtrArray *words)
{
    char *text = g_strdup(ABSTRACT);

    for (guint i = 0; i < words->len; i++) {
        g_autofree char *word = g_regex_escape_string(words->pdata[i], -1);
        g_autofree char *stem = g_strndup(word, MIN(strlen(word), 5));
        g_autofree char *pattern = g_strdup_printf("\\b%s\\w*", stem);
        g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
        char *next = g_regex_replace_literal(regex, text, -1, 0, "qwxzk", 0, NULL);
        g_free(text);
        text = next;
    }
    return text;
}

static void check_removal(const Fixture *fixture, size_t topic)
{
    g_autoptr(GHashTable) before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) after = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    double bias, same_bias;
    double margin = explain(fixture, ABSTRACT, topic, before, &bias);
    g_autoptr(GPtrArray) words = top_words(fixture, topic);
    g_autofree char *text = without(words);
    double rest = explain(fixture, text, topic, after, &same_bias);
    double kept = 0, squares[2] = {0, 0};
    GHashTableIter each;
    gpointer term, part;

    g_assert_cmpfloat(bias, ==, same_bias);
    g_assert_cmpuint(g_hash_table_size(after), <=, g_hash_table_size(before) - REMOVED);
    g_hash_table_iter_init(&each, after);
    while (g_hash_table_iter_next(&each, &term, &part)) {
        const double *whole = g_hash_table_lookup(before, term);
        g_assert_nonnull(whole);
        kept += *whole;
        squares[0] += *whole * *whole;
        squares[1] += *(double *)part * *(double *)part;
    }
    /* all parts have grown alike */
    double growth = sqrt(squares[1] / squares[0]);
    g_hash_table_iter_init(&each, after);
    while (g_hash_table_iter_next(&each, &term, &part))
        g_assert_cmpfloat_with_epsilon(*(double *)part,
                                       growth * *(double *)g_hash_table_lookup(before, term), 1e-6);
    g_assert_cmpfloat(growth, >, 1);
    g_assert_cmpfloat_with_epsilon(rest, bias + growth * kept, 1e-5);
    g_assert_cmpfloat(rest, <, margin);
}

static void test_removal(Fixture *fixture, gconstpointer venue)
{
    (void)venue;
    check_removal(fixture, CHAIRLIFT_THEME);
    for (size_t topic = 0; topic < chairlift_model_topics(fixture->model, 0); topic++)
        check_removal(fixture, topic);
}

/* Platt's sigmoid as the model's file has it, of the margin that the parts add up to. */
static double explained_probability(const Fixture *fixture, const char *venue, const char *name,
                                    size_t topic, double margin)
{
    g_autofree char *file = g_strdup_printf("models/%s/%s.svm", venue, name);
    g_autofree char *text = NULL;
    size_t length;
    double sum;
    const ChairliftEvidence *evidence =
        chairlift_model_explain(fixture->scorer, 0, topic, &length, &sum, NULL);

    for (size_t i = 0; i < length; i++)
        sum += evidence[i].contribution;
    g_assert_cmpfloat_with_epsilon(sum, margin, 1e-5);
    g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
    double a = g_ascii_strtod(strstr(text, "\nprobA ") + strlen("\nprobA "), NULL);
    double b = g_ascii_strtod(strstr(text, "\nprobB ") + strlen("\nprobB "), NULL);
    return 1 / (1 + exp(a * sum + b));
}

/* What is shown follows from the parts: a topic's probability is that of theme and topic together,
 * and the confidence that of the most probable topic assigned. */
static void test_probabilities(Fixture *fixture, gconstpointer venue)
{
    ChairliftScores scores;
    double confidence = 0;
    g_assert_true(chairlift_model_score(fixture->scorer, TITLE, ABSTRACT, &scores, NULL));
    double theme =
        explained_probability(fixture, venue, "theme", CHAIRLIFT_THEME, scores.theme_margin);
    g_assert_cmpfloat_with_epsilon(theme, scores.theme_probability, 1e-5);
    for (size_t t = 0; t < scores.length; t++) {
        const ChairliftTopicScore *own = &scores.topics[t];
        double topic = explained_probability(fixture, venue, own->id, own->topic, own->margin);
        g_assert_cmpfloat_with_epsilon(own->probability, theme * topic, 1e-5);
        confidence = own->assigned ? MAX(confidence, own->probability) : confidence;
    }
    g_assert_cmpint(scores.verdict, ==, CHAIRLIFT_VERDICT_FITS);
    g_assert_cmpfloat(confidence, >, 0);
    g_assert_cmpfloat(scores.confidence, ==, confidence);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/explanation/removal/neurips", Fixture, "mechinterp-neurips-2025", set_up,
               test_removal, tear_down);
    g_test_add("/explanation/probabilities/neurips", Fixture, "mechinterp-neurips-2025", set_up,
               test_probabilities, tear_down);
    g_test_add("/explanation/probabilities/icml", Fixture, "mechinterp-icml-2026", set_up,
               test_probabilities, tear_down);
    g_test_add("/explanation/removal/icml", Fixture, "mechinterp-icml-2026", set_up, test_removal,
               tear_down);
    g_test_add("/explanation/removal/interplay", Fixture, "interplay-colm-2025", set_up,
               test_removal, tear_down);
    return g_test_run();
}
