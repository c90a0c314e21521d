/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures, thresholds, Platt scaling and the bootstrap, against values worked out by hand. */
#include "learn/diagrams.h"
#include "learn/figures.h"
#include "learn/metrics.h"
#include "learn/platt.h"
#include "learn/random.h"
#include "learn/ranking.h"
#include "learn/threshold.h"

#include <math.h>

#define EPSILON 1e-12

/* ---- rankings ------------------------------------------------------------------------------ */

/* Figures of papers 0, 1, ..., by their counts. */
static void measure_counts(gsize length, const double *probability, const gint8 *class,
                           const ChairliftCounts *counts, ChairliftRankingFigures *figures)
{
    g_autofree guint32 *papers = g_new(guint32, length);
    for (gsize i = 0; i < length; i++)
        papers[i] = (guint32)(length - 1 - i);
    g_autoptr(ChairliftRanking) ranking = chairlift_ranking_new(papers, length, probability, class);
    chairlift_ranking_measure(ranking, counts, figures);
}

/* Likewise of one resample. */
static ChairliftRankingFigures measure_ranking(gsize length, const double *probability,
                                               const gint8 *class, const guint32 *count)
{
    g_autofree ChairliftCounts *counts = g_new0(ChairliftCounts, length);
    ChairliftRankingFigures figures[CHAIRLIFT_ABREAST];
    for (gsize i = 0; i < length; i++)
        counts[i].in[0] = count[i];
    measure_counts(length, probability, class, counts, figures);
    return figures[0];
}

static void test_rank(void)
{
    /* Descending: + - + + -: of 6 pairs 4 are right. Precision at the positives: 1, 2/3, 3/4. */
    static const double score[] = {0.9, 0.8, 0.7, 0.6, 0.5};
    static const gint8 class[] = {1, 0, 1, 1, 0};
    static const guint32 once[] = {1, 1, 1, 1, 1};
    ChairliftRankingFigures figures = measure_ranking(5, score, class, once);
    g_assert_cmpfloat_with_epsilon(figures.auc, 4.0 / 6, EPSILON);
    g_assert_cmpfloat_with_epsilon(figures.average_precision, (1 + 2.0 / 3 + 3.0 / 4) / 3, EPSILON);
    g_assert_cmpfloat(figures.positives, ==, 3);
    g_assert_cmpfloat(figures.papers, ==, 5);
}

static void test_rank_ties(void)
{
    /* One of each class share the first score, so that their pair counts half. */
    static const double score[] = {0.9, 0.9, 0.1};
    static const gint8 class[] = {1, 0, 0};
    static const guint32 once[] = {1, 1, 1};
    ChairliftRankingFigures figures = measure_ranking(3, score, class, once);
    g_assert_cmpfloat_with_epsilon(figures.auc, 0.75, EPSILON);
    g_assert_cmpfloat_with_epsilon(figures.average_precision, 0.5, EPSILON);
    static const double same[] = {0.3, 0.3, 0.3};
    g_assert_cmpfloat_with_epsilon(measure_ranking(3, same, class, once).auc, 0.5, EPSILON);
}

/* A count of two is the same as the paper twice; one of none as if it were not there. */
static void test_rank_counts(void)
{
    static const double score[] = {0.9, 0.8, 0.7, 0.6};
    static const gint8 class[] = {1, 0, 1, -1};
    static const guint32 twice[] = {2, 1, 1, 5};
    ChairliftRankingFigures figures = measure_ranking(4, score, class, twice);
    g_assert_cmpfloat_with_epsilon(figures.auc, 2.0 / 3, EPSILON);
    g_assert_cmpfloat_with_epsilon(figures.average_precision, (2 + 3.0 / 4) / 3, EPSILON);
    static const guint32 one_class[] = {1, 0, 1, 1};
    figures = measure_ranking(4, score, class, one_class);
    g_assert_true(isnan(figures.auc));
    g_assert_cmpfloat(figures.average_precision, ==, 1);
    static const guint32 nothing[] = {0, 0, 0, 1};
    figures = measure_ranking(4, score, class, nothing);
    g_assert_true(isnan(figures.average_precision) && isnan(figures.brier) && isnan(figures.ece));
}

/* AUC and average precision as they are defined, from every pair of papers. */
static void expect_by_definition(gsize length, const double *probability, const gint8 *class,
                                 const ChairliftCounts *counts, int r,
                                 const ChairliftRankingFigures *figures)
{
    double right = 0, pairs = 0, precision = 0, positives = 0;
    for (gsize i = 0; i < length; i++) {
        double above = 0, above_true = 0; /* or with the same probability */
        for (gsize j = 0; j<length &&class[i]> 0; j++) {
            const double both = counts[i].in[r] * counts[j].in[r];
            if (class[j] == 0) {
                pairs += both;
                right += probability[i] > probability[j]    ? both
                         : probability[i] == probability[j] ? both / 2
                                                            : 0;
            }
            if (probability[j] >= probability[i]) {
                above += counts[j].in[r];
                above_true += class[j] > 0 ? counts[j].in[r] : 0;
            }
        }
        if (class[i] > 0 && counts[i].in[r] > 0) {
            precision += counts[i].in[r] * above_true / above;
            positives += counts[i].in[r];
        }
    }
    g_assert_cmpfloat_with_epsilon(figures->auc, right / pairs, EPSILON);
    g_assert_cmpfloat_with_epsilon(figures->average_precision, precision / positives, EPSILON);
}

/* With ties of many kinds, in resamples of which none minds the others. */
static void test_rank_abreast(void)
{
    enum { LENGTH = 60, DRAWS = 20 };
    ChairliftRandom random = chairlift_random_new(1, 2);
    for (guint draw = 0; draw < DRAWS; draw++) {
        double probability[LENGTH];
        gint8 class[LENGTH];
        ChairliftCounts counts[LENGTH];
        ChairliftRankingFigures figures[CHAIRLIFT_ABREAST];
        for (gsize i = 0; i < LENGTH; i++) {
            probability[i] = chairlift_random_below(&random, 5 + 10 * draw) / 1000.0;
            class[i] = chairlift_random_below(&random, 4) == 0;
            for (int r = 0; r < CHAIRLIFT_ABREAST; r++)
                counts[i].in[r] = chairlift_random_below(&random, 4);
        }
        measure_counts(LENGTH, probability, class, counts, figures);
        for (int r = 0; r < CHAIRLIFT_ABREAST; r++)
            expect_by_definition(LENGTH, probability, class, counts, r, &figures[r]);
    }
}

static void test_reliability(void)
{
    /* 15 bins: 0.1 and 0.11 share one; 1.0 belongs to the last. Paper 4 has no class. */
    static const double probability[] = {0.1, 0.11, 0.8, 1.0, 0.5};
    static const gint8 class[] = {0, 1, 1, 1, -1};
    static const guint32 once[] = {1, 1, 1, 1, 1};
    ChairliftRankingFigures figures = measure_ranking(5, probability, class, once);
    g_assert_cmpfloat_with_epsilon(figures.ece, (fabs(0.21 - 1) + 0.2 + 0) / 4, EPSILON);
    g_assert_cmpfloat_with_epsilon(figures.brier, (0.01 + 0.89 * 0.89 + 0.04) / 4, EPSILON);
}

/* ---- thresholds ---------------------------------------------------------------------------- */

static void test_threshold_f1(void)
{
    /* Expected F1 of calling the first 1, 2, 3, 4: 1.8/3, 3/4, 3.8/5, 4/6. */
    static const double probability[] = {0.4, 0.9, 0.1, 0.6};
    g_assert_cmpfloat_with_epsilon(chairlift_threshold_expected_f1(probability, 4), 0.25, EPSILON);
    static const double never[] = {0, 0};
    g_assert_cmpfloat(chairlift_threshold_expected_f1(never, 2), ==, 1);
    static const double always[] = {1, 1};
    g_assert_cmpfloat_with_epsilon(chairlift_threshold_expected_f1(always, 2), 0.5, EPSILON);
}

static void test_threshold_ties(void)
{
    /* Equal scores cannot be told apart: calling one of the three calls all of them. */
    static const double score[] = {0.5, 0.5, 0.5, 0.2};
    static const gboolean positive[] = {TRUE, FALSE, TRUE, FALSE};
    g_assert_cmpfloat_with_epsilon(chairlift_threshold_accuracy(score, positive, 4), 0.35, EPSILON);
    g_assert_cmpfloat_with_epsilon(chairlift_threshold_expected_f1(score, 4), 0.35, EPSILON);
}

static void test_threshold_accuracy(void)
{
    static const double score[] = {0.1, 0.2, 0.3, 0.4, 0.5};
    static const gboolean positive[] = {FALSE, TRUE, FALSE, TRUE, TRUE};
    g_assert_cmpfloat_with_epsilon(chairlift_threshold_accuracy(score, positive, 5), 0.35, EPSILON);
}

static void test_threshold_quantile(void)
{
    double score[100];
    for (int i = 0; i < 100; i++)
        score[i] = (i * 37) % 100;
    g_assert_cmpfloat(chairlift_threshold_quantile(score, 100, 0.02), ==, 1.5);
    g_assert_cmpfloat(chairlift_threshold_quantile(score, 100, 0), ==, 0);
    g_assert_cmpfloat(chairlift_threshold_quantile(score, 1, 1), ==, score[0]);
}

static void test_threshold_shrink(void)
{
    double threshold[] = {1, 2, 9};
    static const gsize positive[] = {20, 0, 60};
    chairlift_threshold_shrink(threshold, positive, 3, 20);
    g_assert_cmpfloat_with_epsilon(threshold[0], 1.5, EPSILON);
    g_assert_cmpfloat_with_epsilon(threshold[1], 2, EPSILON);
    g_assert_cmpfloat_with_epsilon(threshold[2], (60.0 * 9 + 20 * 2) / 80, EPSILON);
}

/* ---- Platt --------------------------------------------------------------------------------- */

enum { DRAWN = 40000 };

/* Margins whose classes are drawn with a known sigmoid. */
static void draw_classes(ChairliftSigmoid sigmoid, double *margin, gboolean *positive)
{
    ChairliftRandom random = chairlift_random_new(1, 2);
    for (int i = 0; i < DRAWN; i++) {
        margin[i] = 4.0 * chairlift_random_next(&random) / G_MAXUINT32 - 2;
        positive[i] = (double)chairlift_random_next(&random) / G_MAXUINT32 <
                      chairlift_platt_probability(sigmoid, margin[i]);
    }
}

static void test_platt_recovers(void)
{
    const ChairliftSigmoid truth = {-2.5, 0.7};
    g_autofree double *margin = g_new(double, DRAWN);
    g_autofree double *weight = g_new(double, DRAWN);
    g_autofree gboolean *positive = g_new(gboolean, DRAWN);
    draw_classes(truth, margin, positive);
    for (int i = 0; i < DRAWN; i++)
        weight[i] = 1;
    ChairliftSigmoid found = chairlift_platt_fit(margin, positive, weight, DRAWN);
    g_assert_cmpfloat_with_epsilon(found.a, truth.a, 0.08);
    g_assert_cmpfloat_with_epsilon(found.b, truth.b, 0.05);
}

/* Weights that make one class e times as frequent move the sigmoid's b by one. */
static void test_platt_weights(void)
{
    g_autofree double *margin = g_new(double, DRAWN);
    g_autofree double *weight = g_new(double, DRAWN);
    g_autofree gboolean *positive = g_new(gboolean, DRAWN);
    draw_classes((ChairliftSigmoid){-1.5, 0}, margin, positive);
    for (int i = 0; i < DRAWN; i++)
        weight[i] = positive[i] ? exp(1) : 1;
    ChairliftSigmoid found = chairlift_platt_fit(margin, positive, weight, DRAWN);
    g_assert_cmpfloat_with_epsilon(found.a, -1.5, 0.08);
    g_assert_cmpfloat_with_epsilon(found.b, -1, 0.05);
}

static void test_platt_extremes(void)
{
    static const double margin[] = {-3, -1, 1, 3};
    static const double weight[] = {1, 1, 1, 1};
    static const gboolean separated[] = {FALSE, FALSE, TRUE, TRUE};
    ChairliftSigmoid found = chairlift_platt_fit(margin, separated, weight, 4);
    g_assert_cmpfloat_with_epsilon(chairlift_platt_probability(found, 0), 0.5, 1e-6);
    g_assert_cmpfloat(chairlift_platt_probability(found, 3), <, 1);
    g_assert_cmpfloat(chairlift_platt_probability(found, 1e6), <=, 1);
    g_assert_cmpfloat(chairlift_platt_probability(found, -1e6), >=, 0);
    static const gboolean none[] = {FALSE, FALSE, FALSE, FALSE};
    found = chairlift_platt_fit(margin, none, weight, 4);
    g_assert_cmpfloat_with_epsilon(chairlift_platt_probability(found, 2), 1.0 / 6, EPSILON);
}

/* ---- bootstrap ----------------------------------------------------------------------------- */

/* The first numbers of O'Neill's own demonstration, pcg32 seeded with 42 and 54. */
static void test_random(void)
{
    static const guint32 expected[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                       0x83d2f293, 0xbfa4784b, 0xcbed606e};
    ChairliftRandom random = chairlift_random_new(42, 54);
    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
        g_assert_cmphex(chairlift_random_next(&random), ==, expected[i]);
    guint met[3] = {0, 0, 0};
    for (int i = 0; i < 30000; i++)
        met[chairlift_random_below(&random, 3)]++;
    for (int i = 0; i < 3; i++)
        g_assert_cmpuint(met[i] > 9700 && met[i] < 10300, ==, TRUE);
}

static void test_interval(void)
{
    double values[] = {NAN, 5, 1, 3, 2, 4, NAN};
    double low;
    double high;
    chairlift_percentile_interval(values, 7, &low, &high);
    g_assert_cmpfloat_with_epsilon(low, 1.1, EPSILON);
    g_assert_cmpfloat_with_epsilon(high, 4.9, EPSILON);
    double undefined[] = {NAN};
    chairlift_percentile_interval(undefined, 1, &low, &high);
    g_assert_true(isnan(low) && isnan(high));
}

/* ---- all figures of a venue ---------------------------------------------------------------- */

enum { PAPERS = 6, TOPICS = 2 };

typedef struct Fixture {
    ChairliftVenue venue;
    ChairliftTopic topic[TOPICS];
    ChairliftTruth truth;
    ChairliftPredictions *predictions;
} Fixture;

/* Degrees of fit, topics, and what is said of each paper. */
static void set_up(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    static const int degree[PAPERS] = {2, 2, 1, 0, 0, 2};
    static const gint8 has[TOPICS * PAPERS] = {1, 1, 0, 0, 0, 0, /**/ 0, 1, 1, 0, 0, 1};
    static const gboolean assigned[TOPICS * PAPERS] = {1, 0, 1, 0, 1, 0, /**/ 0, 1, 1, 0, 0, 0};
    static const double theme[PAPERS] = {0.9, 0.8, 0.6, 0.1, 0.7, 0.2};
    static const guint8 fit[PAPERS] = {CHAIRLIFT_FIT_YES,        CHAIRLIFT_FIT_YES,
                                       CHAIRLIFT_FIT_BORDERLINE, CHAIRLIFT_FIT_NO,
                                       CHAIRLIFT_FIT_YES,        CHAIRLIFT_FIT_NO};
    static const guint16 first[PAPERS] = {0, 1, 0, 0, 0, 1};
    static const guint16 foremost[PAPERS] = {0, 1, 0, CHAIRLIFT_NO_TOPIC, 0, CHAIRLIFT_NO_TOPIC};
    static const double confidence[PAPERS] = {0.75, 0.75, 0.75, 0.9, 0.75, 0.8};
    fixture->topic[0].id = (char *)"one";
    fixture->topic[1].id = (char *)"two";
    fixture->venue.id = (char *)"venue";
    fixture->venue.topics = g_ptr_array_new();
    g_ptr_array_add(fixture->venue.topics, &fixture->topic[0]);
    g_ptr_array_add(fixture->venue.topics, &fixture->topic[1]);
    fixture->truth = (ChairliftTruth){.venue = &fixture->venue, .papers = PAPERS, .topics = TOPICS};
    fixture->truth.degree = g_memdup2(degree, sizeof degree);
    fixture->truth.has = g_memdup2(has, sizeof has);
    fixture->truth.weak = g_new0(gboolean, PAPERS);
    fixture->truth.weak_degree = g_new0(gboolean, PAPERS);
    fixture->predictions = chairlift_predictions_new(PAPERS, TOPICS);
    for (gsize i = 0; i < PAPERS; i++) {
        fixture->predictions->made[i] = TRUE;
        fixture->predictions->theme[i] = theme[i];
        fixture->predictions->fit[i] = fit[i];
        fixture->predictions->in_theme[i] = fit[i] != CHAIRLIFT_FIT_NO;
        fixture->predictions->first[i] = first[i];
        fixture->predictions->foremost[i] = foremost[i];
        fixture->predictions->confidence[i] = confidence[i];
        fixture->predictions->limit[i] = i == 0 ? 0.7 : 0.78;
        fixture->predictions->sure[i] = confidence[i] >= fixture->predictions->limit[i];
    }
    for (gsize i = 0; i < TOPICS * PAPERS; i++) {
        fixture->predictions->assigned[i] = assigned[i];
        fixture->predictions->probability[i] = assigned[i] ? 0.75 : 0.25;
    }
}

static void tear_down(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_ptr_array_unref(fixture->venue.topics);
    g_free(fixture->truth.degree);
    g_free(fixture->truth.has);
    g_free(fixture->truth.weak);
    g_free(fixture->truth.weak_degree);
    chairlift_predictions_free(fixture->predictions);
}

static void test_measure(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    double figures[CHAIRLIFT_OVERALL_FIGURES + TOPICS * CHAIRLIFT_TOPIC_FIGURES];
    static const guint32 papers[PAPERS] = {0, 1, 2, 3, 4, 5};
    g_autoptr(ChairliftMeasurement) measurement =
        chairlift_measurement_new(&fixture->truth, fixture->predictions, papers, PAPERS);
    chairlift_measure(measurement, figures);
#define EXPECT(figure, value) g_assert_cmpfloat_with_epsilon(figures[figure], value, EPSILON)
    EXPECT(CHAIRLIFT_THEME_AUC, 6.0 / 8); /* 0.7 is above 0.6 and 0.2 */
    EXPECT(CHAIRLIFT_THEME_AUC_CLEAR, 5.0 / 6);
    EXPECT(CHAIRLIFT_THEME_ACCURACY, 4.0 / 6);
    EXPECT(CHAIRLIFT_THEME_ACCURACY_CLEAR, 3.0 / 5);
    EXPECT(CHAIRLIFT_TURNED_AWAY, 1.0 / 3);
    EXPECT(CHAIRLIFT_LET_IN, 1.0 / 2);
    EXPECT(CHAIRLIFT_BORDERLINE, 1.0 / 6);
    EXPECT(CHAIRLIFT_MICRO_PRECISION, 3.0 / 5);
    EXPECT(CHAIRLIFT_MICRO_RECALL, 3.0 / 5);
    EXPECT(CHAIRLIFT_MICRO_F1, 6.0 / 10);
    EXPECT(CHAIRLIFT_MACRO_F1, (2.0 / 5 + 4.0 / 5) / 2);
    EXPECT(CHAIRLIFT_MACRO_PRECISION, (1.0 / 3 + 1) / 2);
    EXPECT(CHAIRLIFT_MACRO_RECALL, (1.0 / 2 + 2.0 / 3) / 2);
    EXPECT(CHAIRLIFT_PRECISION_AT_1, 3.0 / 4); /* papers 0, 1 and 5 of 0, 1, 2, 5 */
    EXPECT(CHAIRLIFT_RECALL_AT_3, 1);          /* there are but two */
    /* Paper 5 has the second topic, whose probability is no higher: 1 / log2(3) of 1. So has paper
     * 2, whose probabilities are also the same. */
    EXPECT(CHAIRLIFT_NDCG, (1 + 1 + 1 / log2(3) + 1 / log2(3)) / 4);
    /* Of one; of one of two; of one and one too many; of none. */
    EXPECT(CHAIRLIFT_PAPER_F1, (1 + 2.0 / 3 + 2.0 / 3 + 0) / 4);
    EXPECT(CHAIRLIFT_EXACT_MATCH, 1.0 / 4);
    EXPECT(CHAIRLIFT_LRAP, (1 + 1 + 1.0 / 2 + 1.0 / 2) / 4);
    EXPECT(CHAIRLIFT_WRONG, 3.0 / 6);          /* papers 2 on the topic, 4 and 5 on the theme */
    EXPECT(CHAIRLIFT_NEEDS_HUMAN, 3.0 / 6);    /* papers 1, 2 and 4 */
    EXPECT(CHAIRLIFT_SURE_BUT_WRONG, 1.0 / 3); /* paper 5 of 0, 3 and 5 */
    /* Papers 0 and 1 have it with 0.75 and 0.25; of the four others two have either. */
    EXPECT(CHAIRLIFT_OVERALL_FIGURES + CHAIRLIFT_TOPIC_AUC, 4.0 / 8);
    EXPECT(CHAIRLIFT_OVERALL_FIGURES + CHAIRLIFT_TOPIC_BRIER,
           (0.0625 + 0.5625 + 0.5625 + 0.0625 + 0.5625 + 0.0625) / 6);
#undef EXPECT
}

/* What plots show: counts, and which topics are said in place of which. */
static void test_draw(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    static const gboolean papers[PAPERS] = {TRUE, TRUE, TRUE, TRUE, TRUE, TRUE};
    ChairliftRun run = {.threads = 1, .total = 1};
    g_autoptr(ChairliftFigures) figures = chairlift_figures_new(
        &fixture->truth, fixture->predictions, papers, "out-of-fold", "all", &run, 1, NULL);
    g_assert_cmpuint(figures->counts[0].true_positives, ==, 1);  /* paper 0 */
    g_assert_cmpuint(figures->counts[0].false_positives, ==, 2); /* papers 2 and 4 */
    g_assert_cmpuint(figures->counts[0].false_negatives, ==, 1); /* paper 1 */
    g_assert_cmpuint(figures->counts[1].false_negatives, ==, 1); /* paper 5 */
    const ChairliftTopicConfusion *confusion = &figures->confusion;
    g_assert_cmpuint(confusion->besides[1 * TOPICS + 0], ==, 1); /* paper 2 */
    g_assert_cmpuint(confusion->instead[1 * TOPICS + 0], ==, 0);
    g_assert_cmpuint(confusion->instead[0 * TOPICS + 1], ==, 0); /* paper 1 has both */
    g_assert_cmpuint(confusion->nothing[1], ==, 1);              /* paper 5 */
    g_assert_cmpuint(confusion->of_none[0], ==, 1);              /* paper 4 */
    g_assert_cmpuint(figures->reliability->len, ==, 2 + TOPICS); /* theme, all topics, each */
    const ChairliftReliabilityDiagram *topics =
        &g_array_index(figures->reliability, ChairliftReliabilityDiagram, 1);
    g_assert_cmpuint(topics->papers, ==, PAPERS * TOPICS);
    g_assert_cmpuint(topics->positive, ==, 5);
    g_assert_cmpuint(topics->bin[11].papers, ==, 5); /* 0.75 */
    g_assert_cmpfloat_with_epsilon(topics->bin[11].frequency, 3.0 / 5, EPSILON);
    g_assert_true(isnan(topics->bin[0].frequency));
    g_assert_cmpfloat_with_epsilon(topics->probability, (5 * 0.75 + 7 * 0.25) / 12, EPSILON);
    /* By the joint confidence: paper 3 right, 5 wrong; 0 and 1 right; 2 and 4 wrong. */
    const ChairliftCoverageCurve *curve = &figures->coverage;
    g_assert_cmpuint(curve->papers, ==, PAPERS);
    g_assert_cmpfloat_with_epsilon(curve->point[9].risk, 1.0 / 3, EPSILON);
    g_assert_cmpfloat_with_epsilon(curve->point[9].confidence, 0.75, EPSILON);
    g_assert_cmpfloat_with_epsilon(curve->point[19].risk, 3.0 / 6, EPSILON);
    g_assert_cmpfloat_with_epsilon(curve->point[19].theme_risk, 2.0 / 6, EPSILON);
    g_assert_cmpfloat_with_epsilon(curve->least_limit, 0.7, EPSILON);
    g_assert_cmpfloat_with_epsilon(curve->most_limit, 0.78, EPSILON);
}

static void test_confusion_instead(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    static const gboolean papers[PAPERS] = {FALSE, FALSE, FALSE, FALSE, FALSE, TRUE};
    ChairliftRun run = {.threads = 1, .total = 1};
    fixture->predictions->assigned[5] = TRUE; /* the first topic, and it has the second */
    g_autoptr(ChairliftFigures) figures = chairlift_figures_new(
        &fixture->truth, fixture->predictions, papers, "out-of-fold", "all", &run, 1, NULL);
    g_assert_cmpuint(figures->confusion.instead[1 * TOPICS + 0], ==, 1);
    g_assert_cmpuint(figures->confusion.besides[1 * TOPICS + 0], ==, 0);
    g_assert_cmpuint(figures->confusion.nothing[1], ==, 0);
}

/* The distances in the diagram, weighted by papers, are the expected calibration error. */
static void test_diagram_is_ece(void)
{
    enum { LENGTH = 200 };
    ChairliftRandom random = chairlift_random_new(3, 4);
    double probability[LENGTH];
    gint8 class[LENGTH];
    guint32 once[LENGTH];
    gboolean mark[LENGTH];
    double gaps = 0;
    for (int i = 0; i < LENGTH; i++) {
        probability[i] = (double)chairlift_random_next(&random) / G_MAXUINT32;
        class[i] = (gint8)(chairlift_random_below(&random, 3) - 1);
        once[i] = 1;
        mark[i] = TRUE;
    }
    ChairliftReliabilityDiagram diagram =
        chairlift_reliability_diagram("x", LENGTH, probability, class, mark);
    for (int b = 0; b < CHAIRLIFT_CALIBRATION_BINS; b++)
        gaps += diagram.bin[b].papers *
                fabs(diagram.bin[b].probability - diagram.bin[b].frequency) / diagram.papers;
    g_assert_cmpfloat_with_epsilon(gaps, measure_ranking(LENGTH, probability, class, once).ece,
                                   EPSILON);
    g_assert_cmpfloat_with_epsilon(gaps, diagram.ece.value, EPSILON);
}

/* Where every probability holds, the ECE is what is to be expected by chance. */
static void test_ece_by_chance(void)
{
    enum { LENGTH = 1500, TRIALS = 200 };
    ChairliftRandom random = chairlift_random_new(5, 6);
    double probability[LENGTH];
    gint8 class[LENGTH];
    gboolean mark[LENGTH];
    double sum = 0;
    double by_chance = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        for (int i = 0; i < LENGTH; i++) {
            probability[i] = (double)chairlift_random_next(&random) / G_MAXUINT32;
            class[i] = (double)chairlift_random_next(&random) / G_MAXUINT32 < probability[i];
            mark[i] = TRUE;
        }
        const ChairliftReliabilityDiagram diagram =
            chairlift_reliability_diagram("x", LENGTH, probability, class, mark);
        sum += diagram.ece.value;
        by_chance += diagram.ece_by_chance;
    }
    g_assert_cmpfloat_with_epsilon(sum / TRIALS, by_chance / TRIALS, 0.03 * by_chance / TRIALS);
}

/* The percentiles 0.02 and 0.05 about 0.03 become 0.03 - 0.02 and 0.03 + 0.01; none is below 0. */
static void test_basic_interval(void)
{
    double low = 0.02;
    double high = 0.05;
    chairlift_basic_interval(0.03, &low, &high);
    g_assert_cmpfloat_with_epsilon(low, 0.01, EPSILON);
    g_assert_cmpfloat_with_epsilon(high, 0.04, EPSILON);
    low = 0.07;
    high = 0.08;
    chairlift_basic_interval(0.03, &low, &high);
    g_assert_cmpfloat(low, ==, 0);
    g_assert_cmpfloat(high, ==, 0);
}

/* A figure's key is its name in small letters, joined by "_", so that there is one name. */
static void test_names(void)
{
    for (int f = 0; f < CHAIRLIFT_OVERALL_FIGURES + CHAIRLIFT_TOPIC_FIGURES; f++) {
        const int own = f - CHAIRLIFT_OVERALL_FIGURES;
        const char *name = own < 0 ? chairlift_overall_figure_name((ChairliftOverallFigure)f)
                                   : chairlift_topic_figure_name((ChairliftTopicFigure)own);
        g_autofree char *key = g_ascii_strdown(name, -1);
        g_auto(GStrv) words = g_strsplit_set(key, " ,", -1);
        g_autoptr(GString) joined = g_string_new(NULL);
        for (char **word = words; *word != NULL; word++) {
            if (**word != '\0')
                g_string_append_printf(joined, "%s%s", joined->len > 0 ? "_" : "", *word);
        }
        g_assert_cmpstr(joined->str, ==,
                        own < 0 ? chairlift_overall_figure_key((ChairliftOverallFigure)f)
                                : chairlift_topic_figure_key((ChairliftTopicFigure)own));
    }
}

static void test_wilson(void)
{
    /* 1 of 10: (0.1 + 0.19207) / 1.38415 -+ 0.16705 (Brown, Cai & DasGupta 2001, eq. 4). */
    double low;
    double high;
    chairlift_wilson_interval(1, 10, &low, &high);
    g_assert_cmpfloat_with_epsilon(low, 0.01787, 1e-4);
    g_assert_cmpfloat_with_epsilon(high, 0.40415, 1e-4);
    chairlift_wilson_interval(0, 10, &low, &high);
    g_assert_cmpfloat(low, ==, 0);
    g_assert_cmpfloat_with_epsilon(high, 0.27753, 1e-4);
}

static void test_coverage(void)
{
    /* By confidence: right, wrong, right, right. Risks 0, 1/2, 1/3, 1/4. */
    ChairliftJudged judged[] = {{.paper = 0, .confidence = 0.6},
                                {.paper = 1, .confidence = 0.9},
                                {.paper = 2, .confidence = 0.7},
                                {.paper = 3, .confidence = 0.8, .is_wrong = TRUE}};
    ChairliftCoverageCurve curve = chairlift_coverage_curve(judged, G_N_ELEMENTS(judged));
    g_assert_cmpfloat_with_epsilon(curve.area, (0 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4) / 4, EPSILON);
    static const double risk[] = {0, 1.0 / 2, 1.0 / 3, 1.0 / 4};
    for (int quarter = 0; quarter < 4; quarter++)
        g_assert_cmpfloat_with_epsilon(curve.point[5 * quarter + 4].risk, risk[quarter], EPSILON);
    g_assert_cmpfloat_with_epsilon(curve.point[0].coverage, 0.05, EPSILON);
    g_assert_cmpfloat(curve.point[9].confidence, ==, 0.8);
    g_assert_cmpfloat(curve.point[19].coverage, ==, 1);
    g_assert_cmpfloat(curve.point[19].theme_risk, ==, 0);
    g_assert_cmpfloat(curve.point[19].low, <, 0.25);
    g_assert_cmpfloat(curve.point[19].high, >, 0.25);
}

/* The same figures whatever the number of threads. */
static void test_bootstrap(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    static const gboolean papers[PAPERS] = {TRUE, TRUE, TRUE, TRUE, TRUE, FALSE};
    ChairliftRun alone = {.threads = 1, .total = 1};
    ChairliftRun together = {.threads = 3, .total = 1};
    g_autoptr(ChairliftFigures) first = chairlift_figures_new(
        &fixture->truth, fixture->predictions, papers, "out-of-fold", "all", &alone, 1, NULL);
    g_autoptr(ChairliftFigures) second = chairlift_figures_new(
        &fixture->truth, fixture->predictions, papers, "out-of-fold", "all", &together, 1, NULL);
    g_assert_cmpuint(first->papers, ==, 5);
    g_assert_cmpuint(first->topic_papers[1], ==, 2);
    g_assert_cmpmem(first->overall, sizeof first->overall, second->overall, sizeof second->overall);
    const ChairliftFigure *accuracy = &first->overall[CHAIRLIFT_THEME_ACCURACY];
    g_assert_cmpfloat_with_epsilon(accuracy->value, 0.8, EPSILON);
    /* Of 5 papers, 4 of which are right, resamples are right between 2 and 5 times. */
    g_assert_cmpfloat_with_epsilon(accuracy->low, 0.4, EPSILON);
    g_assert_cmpfloat_with_epsilon(accuracy->high, 1, EPSILON);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/metrics/rank", test_rank);
    g_test_add_func("/metrics/rank-ties", test_rank_ties);
    g_test_add_func("/metrics/rank-counts", test_rank_counts);
    g_test_add_func("/metrics/rank-abreast", test_rank_abreast);
    g_test_add_func("/metrics/reliability", test_reliability);
    g_test_add("/metrics/measure", Fixture, NULL, set_up, test_measure, tear_down);
    g_test_add("/diagrams/draw", Fixture, NULL, set_up, test_draw, tear_down);
    g_test_add("/diagrams/instead", Fixture, NULL, set_up, test_confusion_instead, tear_down);
    g_test_add_func("/diagrams/reliability-is-ece", test_diagram_is_ece);
    g_test_add_func("/diagrams/ece-by-chance", test_ece_by_chance);
    g_test_add_func("/bootstrap/basic-interval", test_basic_interval);
    g_test_add_func("/figures/names", test_names);
    g_test_add_func("/diagrams/wilson", test_wilson);
    g_test_add_func("/diagrams/coverage", test_coverage);
    g_test_add_func("/threshold/f1", test_threshold_f1);
    g_test_add_func("/threshold/ties", test_threshold_ties);
    g_test_add_func("/threshold/accuracy", test_threshold_accuracy);
    g_test_add_func("/threshold/quantile", test_threshold_quantile);
    g_test_add_func("/threshold/shrink", test_threshold_shrink);
    g_test_add_func("/platt/recovers", test_platt_recovers);
    g_test_add_func("/platt/weights", test_platt_weights);
    g_test_add_func("/platt/extremes", test_platt_extremes);
    g_test_add_func("/bootstrap/random", test_random);
    g_test_add_func("/bootstrap/interval", test_interval);
    g_test_add("/bootstrap/threads", Fixture, NULL, set_up, test_bootstrap, tear_down);
    return g_test_run();
}
