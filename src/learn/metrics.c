/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metrics.h"

#include <math.h>
#include <stdlib.h>

struct ChairliftMeasurement {
    const ChairliftTruth *truth;
    const ChairliftPredictions *predictions;
    gsize length;    /* number of papers with a prediction */
    guint32 *order;  /* [topics + 1][length] papers by descending probability: theme, topics */
    gint8 *in_theme; /* [papers] 1 in theme or borderline, 0 out, -1 not labelled */
    gint8 *clear;    /* [papers] 1 in theme, 0 out, -1 borderline or not labelled */
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

ChairliftMeasurement *chairlift_measurement_new(const ChairliftTruth *truth,
                                                const ChairliftPredictions *predictions)
{
    ChairliftMeasurement *measurement = g_new0(ChairliftMeasurement, 1);
    measurement->truth = truth;
    measurement->predictions = predictions;
    measurement->in_theme = g_new(gint8, truth->papers + 1);
    measurement->clear = g_new(gint8, truth->papers + 1);
    for (gsize i = 0; i < truth->papers; i++) {
        int degree = truth->degree[i];
        measurement->length += predictions->made[i] != FALSE;
        measurement->in_theme[i] = (gint8)(degree < 0 ? -1 : degree > 0);
        measurement->clear[i] = (gint8)(degree == 2 ? 1 : degree == 0 ? 0 : -1);
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
    figures[CHAIRLIFT_TOPIC_BRIER] = reliability.brier;
    figures[CHAIRLIFT_TOPIC_ECE] = reliability.ece;
    return confusion;
}

/* Whether the most probable topic is one of the paper's, over papers that have any. */
static double precision_at_1(const ChairliftMeasurement *measurement, const guint32 *count)
{
    const ChairliftTruth *truth = measurement->truth;
    double right = 0;
    double total = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        gboolean any = FALSE;
        for (gsize t = 0; count[i] > 0 && t < truth->topics && !any; t++)
            any = chairlift_truth_has(truth, t, i) > 0;
        if (!any)
            continue;
        total += count[i];
        right += count[i] * (chairlift_truth_has(truth, measurement->predictions->first[i], i) > 0);
    }
    return defined_ratio(right, total);
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
    figures[CHAIRLIFT_TOPICS_BRIER] = macro[CHAIRLIFT_TOPIC_BRIER];
    figures[CHAIRLIFT_TOPICS_ECE] = macro[CHAIRLIFT_TOPIC_ECE];
    figures[CHAIRLIFT_PRECISION_AT_1] = precision_at_1(measurement, count);
}
