/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metrics.h"

#include <math.h>
#include <stdlib.h>

/* What is measured of one paper's topics; `topics` 0 when it has none or no prediction. */
typedef struct PaperFigures {
    guint topics; /* that it has */
    double recall_at_3;
    double ndcg;
    double lrap;
    double f1;
    gboolean is_exact;
} PaperFigures;

struct ChairliftMeasurement {
    const ChairliftTruth *truth;
    const ChairliftPredictions *predictions;
    gsize length;        /* number of papers with a prediction */
    guint32 *order;      /* [topics + 1][length] papers by descending probability: theme, topics */
    gint8 *in_theme;     /* [papers] 1 in theme or borderline, 0 out, -1 not labelled */
    gint8 *clear;        /* [papers] 1 in theme, 0 out, -1 borderline or not labelled */
    PaperFigures *paper; /* [papers] */
};

/* ---- single measures ----------------------------------------------------------------------- */

ChairliftRanking chairlift_rank(const guint32 *order, gsize length, const double *score,
                                const gint8 *class, const guint32 *count)
{
    double above[2] = {0, 0}; /* papers of each class with a higher score */
    double area = 0;
    double precision = 0;
    for (gsize i = 0; i < length;) {
        double tied[2] = {0, 0};
        double value = score[order[i]];
        for (; i < length && score[order[i]] == value; i++) {
            if (class[order[i]] >= 0)
                tied[class[order[i]]] += count[order[i]];
        }
        area += tied[0] * (above[1] + tied[1] / 2);
        above[0] += tied[0];
        above[1] += tied[1];
        if (tied[1] > 0)
            precision += tied[1] * above[1] / (above[0] + above[1]);
    }
    return (ChairliftRanking){.auc =
                                  above[0] > 0 && above[1] > 0 ? area / (above[0] * above[1]) : NAN,
                              .average_precision = above[1] > 0 ? precision / above[1] : NAN};
}

ChairliftReliability chairlift_reliability(gsize papers, const double *probability,
                                           const gint8 *class, const guint32 *count)
{
    double gap[CHAIRLIFT_CALIBRATION_BINS] = {0}; /* sum of probability - class */
    double total = 0;
    double squares = 0;
    for (gsize i = 0; i < papers; i++) {
        if (class[i] < 0 || count[i] == 0)
            continue;
        int bin =
            MIN((int)(probability[i] * CHAIRLIFT_CALIBRATION_BINS), CHAIRLIFT_CALIBRATION_BINS - 1);
        double difference = probability[i] - class[i];
        gap[bin] += count[i] * difference;
        squares += count[i] * difference * difference;
        total += count[i];
    }
    double gaps = 0;
    for (int bin = 0; bin < CHAIRLIFT_CALIBRATION_BINS; bin++)
        gaps += fabs(gap[bin]);
    return (ChairliftReliability){.brier = squares / total, .ece = gaps / total};
}

/* ---- preparation --------------------------------------------------------------------------- */

static int descending(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const double *score = user_data;
    guint32 left = *(const guint32 *)a;
    guint32 right = *(const guint32 *)b;
    if (score[left] != score[right])
        return score[left] > score[right] ? -1 : 1;
    return (left > right) - (left < right);
}

static void sort_papers(ChairliftMeasurement *measurement, gsize column, double *score)
{
    guint32 *order = measurement->order + column * measurement->length;
    gsize length = 0;
    for (gsize i = 0; i < measurement->truth->papers; i++) {
        if (measurement->predictions->made[i])
            order[length++] = (guint32)i;
    }
    g_qsort_with_data(order, (gint)length, sizeof *order, descending, score);
}

typedef struct Ranked {
    double probability;
    gboolean has;
    gsize topic;
} Ranked;

static int by_probability(const void *a, const void *b)
{
    const Ranked *left = a;
    const Ranked *right = b;
    if (left->probability != right->probability)
        return left->probability > right->probability ? -1 : 1;
    return (left->topic > right->topic) - (left->topic < right->topic);
}

/* Looks at one paper's topics in order of their probability. For NDCG a topic that it has gains 1,
 * one that it has not 0, divided by the logarithm of its place. For LRAP each topic that it has
 * counts the part of the places up to its own that are of such topics. */
static PaperFigures look_at_paper(const ChairliftTruth *truth,
                                  const ChairliftPredictions *predictions, gsize paper)
{
    g_autofree Ranked *ranked = g_new(Ranked, truth->topics + 1);
    PaperFigures figures = {0};
    guint assigned = 0;
    guint both = 0;
    double found = 0;
    double gain = 0;
    double best = 0;
    for (gsize t = 0; t < truth->topics; t++) {
        gsize cell = t * truth->papers + paper;
        ranked[t] = (Ranked){predictions->probability[cell], truth->has[cell] > 0, t};
        best += ranked[t].has ? 1 / log2(2.0 + figures.topics) : 0;
        figures.topics += ranked[t].has;
        assigned += predictions->assigned[cell] != FALSE;
        both += ranked[t].has && predictions->assigned[cell];
    }
    if (figures.topics == 0)
        return figures;
    qsort(ranked, truth->topics, sizeof *ranked, by_probability);
    for (gsize place = 0; place < truth->topics; place++) {
        if (!ranked[place].has)
            continue;
        found++;
        gain += 1 / log2(2.0 + (double)place);
        figures.lrap += found / (1.0 + (double)place) / figures.topics;
        figures.recall_at_3 += place < 3 ? 1.0 / figures.topics : 0;
    }
    figures.ndcg = gain / best;
    figures.f1 = 2.0 * both / (assigned + figures.topics);
    figures.is_exact = both == assigned && both == figures.topics;
    return figures;
}

ChairliftMeasurement *chairlift_measurement_new(const ChairliftTruth *truth,
                                                const ChairliftPredictions *predictions)
{
    ChairliftMeasurement *measurement = g_new0(ChairliftMeasurement, 1);
    measurement->truth = truth;
    measurement->predictions = predictions;
    measurement->in_theme = g_new(gint8, truth->papers + 1);
    measurement->clear = g_new(gint8, truth->papers + 1);
    measurement->paper = g_new0(PaperFigures, truth->papers + 1);
    for (gsize i = 0; i < truth->papers; i++) {
        int degree = truth->degree[i];
        measurement->length += predictions->made[i] != FALSE;
        measurement->in_theme[i] = (gint8)(degree < 0 ? -1 : degree > 0);
        measurement->clear[i] = (gint8)(degree == 2 ? 1 : degree == 0 ? 0 : -1);
        if (predictions->made[i])
            measurement->paper[i] = look_at_paper(truth, predictions, i);
    }
    measurement->order = g_new(guint32, (truth->topics + 1) * measurement->length + 1);
    sort_papers(measurement, 0, predictions->theme);
    for (gsize t = 0; t < truth->topics; t++)
        sort_papers(measurement, t + 1, predictions->probability + t * truth->papers);
    return measurement;
}

void chairlift_measurement_free(ChairliftMeasurement *measurement)
{
    if (measurement == NULL)
        return;
    g_free(measurement->order);
    g_free(measurement->in_theme);
    g_free(measurement->clear);
    g_free(measurement->paper);
    g_free(measurement);
}

/* ---- all of them --------------------------------------------------------------------------- */

/* How decisions and classes fall together. */
typedef struct Confusion {
    double both; /* called and true */
    double called;
    double true_;
} Confusion;

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static double defined_ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

static void measure_theme(const ChairliftMeasurement *measurement, const guint32 *count,
                          double *figures)
{
    const ChairliftPredictions *predictions = measurement->predictions;
    const ChairliftTruth *truth = measurement->truth;
    double total = 0, right = 0, borderline = 0;
    double of_degree[3] = {0, 0, 0};
    double turned_away = 0, let_in = 0, clear_right = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        int degree = truth->degree[i];
        if (count[i] == 0 || degree < 0)
            continue;
        double n = count[i];
        gboolean is_right = predictions->in_theme[i] == (degree > 0);
        total += n;
        of_degree[degree] += n;
        right += n * is_right;
        clear_right += n * (is_right && degree != 1);
        borderline += n * (predictions->fit[i] == CHAIRLIFT_FIT_BORDERLINE);
        turned_away += n * (degree == 2 && predictions->fit[i] == CHAIRLIFT_FIT_NO);
        let_in += n * (degree == 0 && predictions->fit[i] == CHAIRLIFT_FIT_YES);
    }
    ChairliftRanking all = chairlift_rank(measurement->order, measurement->length,
                                          predictions->theme, measurement->in_theme, count);
    ChairliftRanking clear = chairlift_rank(measurement->order, measurement->length,
                                            predictions->theme, measurement->clear, count);
    ChairliftReliability reliability =
        chairlift_reliability(truth->papers, predictions->theme, measurement->in_theme, count);
    figures[CHAIRLIFT_THEME_AUC] = all.auc;
    figures[CHAIRLIFT_THEME_AUC_CLEAR] = clear.auc;
    figures[CHAIRLIFT_THEME_AVERAGE_PRECISION] = all.average_precision;
    figures[CHAIRLIFT_THEME_ACCURACY] = defined_ratio(right, total);
    figures[CHAIRLIFT_THEME_ACCURACY_CLEAR] =
        defined_ratio(clear_right, of_degree[0] + of_degree[2]);
    figures[CHAIRLIFT_THEME_BRIER] = reliability.brier;
    figures[CHAIRLIFT_THEME_ECE] = reliability.ece;
    figures[CHAIRLIFT_TURNED_AWAY] = defined_ratio(turned_away, of_degree[2]);
    figures[CHAIRLIFT_LET_IN] = defined_ratio(let_in, of_degree[0]);
    figures[CHAIRLIFT_BORDERLINE] = defined_ratio(borderline, total);
}

static Confusion measure_topic(const ChairliftMeasurement *measurement, gsize topic,
                               const guint32 *count, double *figures)
{
    const ChairliftPredictions *predictions = measurement->predictions;
    gsize papers = measurement->truth->papers;
    const gint8 *has = measurement->truth->has + topic * papers;
    const gboolean *assigned = predictions->assigned + topic * papers;
    const double *probability = predictions->probability + topic * papers;
    Confusion confusion = {0};
    for (gsize i = 0; i < papers; i++) {
        if (count[i] == 0 || has[i] < 0)
            continue;
        confusion.both += count[i] * (has[i] && assigned[i]);
        confusion.called += count[i] * (assigned[i] != FALSE);
        confusion.true_ += count[i] * (has[i] != FALSE);
    }
    ChairliftRanking ranking =
        chairlift_rank(measurement->order + (topic + 1) * measurement->length, measurement->length,
                       probability, has, count);
    ChairliftReliability reliability = chairlift_reliability(papers, probability, has, count);
    figures[CHAIRLIFT_TOPIC_PRECISION] = ratio(confusion.both, confusion.called);
    figures[CHAIRLIFT_TOPIC_RECALL] = ratio(confusion.both, confusion.true_);
    figures[CHAIRLIFT_TOPIC_F1] = ratio(2 * confusion.both, confusion.called + confusion.true_);
    figures[CHAIRLIFT_TOPIC_AVERAGE_PRECISION] = ranking.average_precision;
    figures[CHAIRLIFT_TOPIC_AUC] = ranking.auc;
    figures[CHAIRLIFT_TOPIC_BRIER] = reliability.brier;
    figures[CHAIRLIFT_TOPIC_ECE] = reliability.ece;
    return confusion;
}

/* Means over papers that have topics. */
static void measure_papers(const ChairliftMeasurement *measurement, const guint32 *count,
                           double *figures)
{
    const ChairliftTruth *truth = measurement->truth;
    double right = 0, recall = 0, ndcg = 0, lrap = 0, f1 = 0, exact = 0;
    double total = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        const PaperFigures *paper = &measurement->paper[i];
        if (count[i] == 0 || paper->topics == 0)
            continue;
        total += count[i];
        right += count[i] * (chairlift_truth_has(truth, measurement->predictions->first[i], i) > 0);
        recall += count[i] * paper->recall_at_3;
        ndcg += count[i] * paper->ndcg;
        lrap += count[i] * paper->lrap;
        f1 += count[i] * paper->f1;
        exact += paper->is_exact ? count[i] : 0;
    }
    figures[CHAIRLIFT_PRECISION_AT_1] = defined_ratio(right, total);
    figures[CHAIRLIFT_RECALL_AT_3] = defined_ratio(recall, total);
    figures[CHAIRLIFT_NDCG] = defined_ratio(ndcg, total);
    figures[CHAIRLIFT_LRAP] = defined_ratio(lrap, total);
    figures[CHAIRLIFT_PAPER_F1] = defined_ratio(f1, total);
    figures[CHAIRLIFT_EXACT_MATCH] = defined_ratio(exact, total);
}

/* How many judgements need a human, and how many are wrong. */
static void measure_judgements(const ChairliftMeasurement *measurement, const guint32 *count,
                               double *figures)
{
    const ChairliftPredictions *predictions = measurement->predictions;
    double judged[2] = {0, 0}, wrong[2] = {0, 0}; /* those that are not sure, and those that are */
    for (gsize i = 0; i < measurement->truth->papers; i++) {
        int is_right =
            count[i] > 0 ? chairlift_judgement_is_right(measurement->truth, predictions, i) : -1;
        if (is_right < 0)
            continue;
        judged[predictions->sure[i] != FALSE] += count[i];
        wrong[predictions->sure[i] != FALSE] += is_right ? 0 : count[i];
    }
    figures[CHAIRLIFT_NEEDS_HUMAN] = defined_ratio(judged[0], judged[0] + judged[1]);
    figures[CHAIRLIFT_SURE_BUT_WRONG] = defined_ratio(wrong[1], judged[1]);
    figures[CHAIRLIFT_WRONG] = defined_ratio(wrong[0] + wrong[1], judged[0] + judged[1]);
}

void chairlift_measure(const ChairliftMeasurement *measurement, const guint32 *count,
                       double *figures)
{
    gsize topics = measurement->truth->topics;
    Confusion sum = {0};
    double macro[CHAIRLIFT_TOPIC_FIGURES] = {0};
    measure_theme(measurement, count, figures);
    for (gsize t = 0; t < topics; t++) {
        double *own = figures + CHAIRLIFT_OVERALL_FIGURES + t * CHAIRLIFT_TOPIC_FIGURES;
        Confusion confusion = measure_topic(measurement, t, count, own);
        sum.both += confusion.both;
        sum.called += confusion.called;
        sum.true_ += confusion.true_;
        for (int f = 0; f < CHAIRLIFT_TOPIC_FIGURES; f++)
            macro[f] += own[f] / (double)topics;
    }
    figures[CHAIRLIFT_MICRO_PRECISION] = ratio(sum.both, sum.called);
    figures[CHAIRLIFT_MICRO_RECALL] = ratio(sum.both, sum.true_);
    figures[CHAIRLIFT_MICRO_F1] = ratio(2 * sum.both, sum.called + sum.true_);
    figures[CHAIRLIFT_MACRO_PRECISION] = macro[CHAIRLIFT_TOPIC_PRECISION];
    figures[CHAIRLIFT_MACRO_RECALL] = macro[CHAIRLIFT_TOPIC_RECALL];
    figures[CHAIRLIFT_MACRO_F1] = macro[CHAIRLIFT_TOPIC_F1];
    figures[CHAIRLIFT_MACRO_AVERAGE_PRECISION] = macro[CHAIRLIFT_TOPIC_AVERAGE_PRECISION];
    figures[CHAIRLIFT_MACRO_AUC] = macro[CHAIRLIFT_TOPIC_AUC];
    figures[CHAIRLIFT_TOPICS_BRIER] = macro[CHAIRLIFT_TOPIC_BRIER];
    figures[CHAIRLIFT_TOPICS_ECE] = macro[CHAIRLIFT_TOPIC_ECE];
    measure_papers(measurement, count, figures);
    measure_judgements(measurement, count, figures);
}
