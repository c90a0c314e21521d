/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds: for the theme the one that is right most often, lowered when it would turn away too
 * many papers clearly in theme; for a topic, among papers in theme, the one with the best F1, drawn
 * towards the other topics' when few papers speak for it.
 *
 * Probabilities: Platt's sigmoid. A good part of the papers was labelled because an earlier model
 * was unsure of them, so classes have not the frequency they have among papers; a paper's weight
 * restores the frequencies of the stratified part (prior shift: Saerens, Latinne & Decaestecker,
 * "Adjusting the outputs of a classifier to new a priori probabilities", 2002).
 */
#include "calibration.h"

#include "parameters.h"
#include "threshold.h"

#include <stdlib.h>

/* Margins and classes of the papers that a column is calibrated on. */
typedef struct Column {
    double *margin;       /* [length] */
    gboolean *positive;   /* [length] */
    double *weight;       /* [length] */
    gboolean *stratified; /* [length] */
    gsize length;
    gsize positives;
} Column;

static void column_clear(Column *column)
{
    g_free(column->margin);
    g_free(column->positive);
    g_free(column->weight);
    g_free(column->stratified);
}

static int class_of(const ChairliftTruth *truth, gsize column, gsize paper)
{
    if (column == 0)
        return truth->degree[paper] < 0 ? -1 : truth->degree[paper] > 0;
    return truth->degree[paper] > 0 ? chairlift_truth_has(truth, column - 1, paper) : -1;
}

/* How many papers one of each class stands for, so that classes are as frequent as in the
 * stratified part. Without papers of both classes there, each stands for itself. */
static void weigh_papers(Column *column)
{
    double all[2] = {0, 0};
    double drawn[2] = {0, 0};
    for (gsize i = 0; i < column->length; i++) {
        all[column->positive[i]]++;
        drawn[column->positive[i]] += column->stratified[i];
    }
    for (gsize i = 0; i < column->length; i++) {
        int class = column->positive[i];
        double part = (drawn[class] / (drawn[0] + drawn[1])) / (all[class] / (all[0] + all[1]));
        column->weight[i] = drawn[0] > 0 && drawn[1] > 0 ? part : 1;
    }
}

static Column collect(const ChairliftTruth *truth, gsize number, const double *margin,
                      const gboolean *papers)
{
    Column column = {.margin = g_new(double, truth->papers + 1),
                     .positive = g_new(gboolean, truth->papers + 1),
                     .weight = g_new(double, truth->papers + 1),
                     .stratified = g_new(gboolean, truth->papers + 1)};
    for (gsize i = 0; i < truth->papers; i++) {
        int class = class_of(truth, number, i);
        if (!papers[i] || class < 0)
            continue;
        column.margin[column.length] = margin[number * truth->papers + i];
        column.stratified[column.length] = truth->stratified[i];
        column.positive[column.length++] = class;
        column.positives += (gsize) class;
    }
    weigh_papers(&column);
    return column;
}

/* The margins of papers of one degree of fit; returns how many. */
static gsize margins_of_degree(const ChairliftTruth *truth, const double *margin,
                               const gboolean *papers, int degree, double *chosen)
{
    gsize length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        if (papers[i] && truth->degree[i] == degree)
            chosen[length++] = margin[i];
    }
    return length;
}

static void choose_thresholds(ChairliftCalibration *calibration, const ChairliftTruth *truth,
                              const double *margin, const gboolean *papers, const Column *columns)
{
    g_autofree double *clear = g_new(double, truth->papers + 1);
    gsize length = margins_of_degree(truth, margin, papers, 2, clear);
    double *threshold = calibration->threshold;
    threshold[0] =
        chairlift_threshold_accuracy(columns[0].margin, columns[0].positive, columns[0].length);
    if (length > 0)
        threshold[0] = MIN(threshold[0],
                           chairlift_threshold_quantile(clear, length, CHAIRLIFT_MOST_TURNED_AWAY));
    g_autofree gsize *positives = g_new(gsize, truth->topics + 1);
    for (gsize t = 1; t <= truth->topics; t++) {
        threshold[t] =
            chairlift_threshold_f1(columns[t].margin, columns[t].positive, columns[t].length);
        positives[t] = columns[t].positives;
    }
    chairlift_threshold_shrink(threshold + 1, positives + 1, truth->topics, CHAIRLIFT_SHRINKAGE);
}

/* From which theme probability a paper "fits", so that few papers out of theme do. */
static void choose_verdicts(ChairliftCalibration *calibration, const ChairliftTruth *truth,
                            const double *margin, const gboolean *papers)
{
    g_autofree double *out = g_new(double, truth->papers + 1);
    gsize length = margins_of_degree(truth, margin, papers, 0, out);
    double bound = length > 0 ? chairlift_threshold_quantile(out, length, 1 - CHAIRLIFT_MOST_LET_IN)
                              : calibration->threshold[0];
    calibration->does_not_fit = chairlift_platt_probability(calibration->sigmoid[0], 0);
    calibration->fits = MAX(
        calibration->does_not_fit,
        chairlift_platt_probability(calibration->sigmoid[0], bound - calibration->threshold[0]));
}

/* Whether (almost) every paper in theme has one of the venue's topics. */
static gboolean topics_cover_theme(const ChairliftTruth *truth, const gboolean *papers)
{
    double in_theme = 0;
    double uncovered = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        gboolean covered = FALSE;
        if (!papers[i] || truth->degree[i] <= 0 || chairlift_truth_has(truth, 0, i) < 0)
            continue;
        for (gsize t = 0; t < truth->topics && !covered; t++)
            covered = chairlift_truth_has(truth, t, i) > 0;
        in_theme++;
        uncovered += !covered;
    }
    return uncovered <= CHAIRLIFT_MOST_UNCOVERED * in_theme;
}

ChairliftCalibration *chairlift_calibration_new(const ChairliftTruth *truth, const double *margin,
                                                const gboolean *papers)
{
    ChairliftCalibration *calibration = g_new0(ChairliftCalibration, 1);
    g_autofree Column *columns = g_new0(Column, truth->topics + 1);
    calibration->topics = truth->topics;
    calibration->threshold = g_new0(double, truth->topics + 1);
    calibration->sigmoid = g_new0(ChairliftSigmoid, truth->topics + 1);
    for (gsize c = 0; c <= truth->topics; c++)
        columns[c] = collect(truth, c, margin, papers);
    choose_thresholds(calibration, truth, margin, papers, columns);
    for (gsize c = 0; c <= truth->topics; c++) {
        for (gsize i = 0; i < columns[c].length; i++)
            columns[c].margin[i] -= calibration->threshold[c];
        calibration->sigmoid[c] = chairlift_platt_fit(columns[c].margin, columns[c].positive,
                                                      columns[c].weight, columns[c].length);
        column_clear(&columns[c]);
    }
    choose_verdicts(calibration, truth, margin, papers);
    calibration->least_topics = topics_cover_theme(truth, papers) ? 1 : 0;
    return calibration;
}

void chairlift_calibration_free(ChairliftCalibration *calibration)
{
    if (calibration == NULL)
        return;
    g_free(calibration->threshold);
    g_free(calibration->sigmoid);
    g_free(calibration);
}

/* ---- predictions --------------------------------------------------------------------------- */

ChairliftPredictions *chairlift_predictions_new(gsize papers, gsize topics)
{
    ChairliftPredictions *predictions = g_new0(ChairliftPredictions, 1);
    predictions->papers = papers;
    predictions->topics = topics;
    predictions->made = g_new0(gboolean, papers);
    predictions->theme = g_new0(double, papers);
    predictions->in_theme = g_new0(gboolean, papers);
    predictions->fit = g_new0(guint8, papers);
    predictions->probability = g_new0(double, papers *topics);
    predictions->assigned = g_new0(gboolean, papers * topics);
    predictions->first = g_new0(guint16, papers);
    return predictions;
}

void chairlift_predictions_free(ChairliftPredictions *predictions)
{
    if (predictions == NULL)
        return;
    g_free(predictions->made);
    g_free(predictions->theme);
    g_free(predictions->in_theme);
    g_free(predictions->fit);
    g_free(predictions->probability);
    g_free(predictions->assigned);
    g_free(predictions->first);
    g_free(predictions);
}

typedef struct Ranked {
    gsize topic;
    double margin;
} Ranked;

static int by_margin(const void *a, const void *b)
{
    const Ranked *left = a;
    const Ranked *right = b;
    if (left->margin != right->margin)
        return left->margin > right->margin ? -1 : 1;
    return (left->topic > right->topic) - (left->topic < right->topic);
}

/* Topics with a margin above 0, the largest first and at most so many; in any case, where topics
 * cover the theme, the largest. */
static void assign_topics(Ranked *ranked, guint least_topics, guint most_topics,
                          ChairliftPredictions *predictions, gsize paper)
{
    qsort(ranked, predictions->topics, sizeof *ranked, by_margin);
    for (gsize i = 0; i < MIN(most_topics, predictions->topics); i++)
        predictions->assigned[ranked[i].topic * predictions->papers + paper] =
            i < least_topics || ranked[i].margin > 0;
}

void chairlift_predict(const ChairliftCalibration *calibration, guint most_topics,
                       const double *margin, gsize stride, ChairliftPredictions *predictions,
                       gsize paper)
{
    g_autofree Ranked *ranked = g_new(Ranked, predictions->topics + 1);
    double theme =
        chairlift_platt_probability(calibration->sigmoid[0], margin[0] - calibration->threshold[0]);
    double best = -1;
    for (gsize t = 0; t < predictions->topics; t++) {
        double over = margin[(t + 1) * stride] - calibration->threshold[t + 1];
        double probability = theme * chairlift_platt_probability(calibration->sigmoid[t + 1], over);
        ranked[t] = (Ranked){t, over};
        predictions->probability[t * predictions->papers + paper] = probability;
        if (probability > best) {
            best = probability;
            predictions->first[paper] = (guint16)t;
        }
    }
    predictions->made[paper] = TRUE;
    predictions->theme[paper] = theme;
    predictions->in_theme[paper] = theme >= calibration->does_not_fit;
    predictions->fit[paper] = theme >= calibration->fits           ? CHAIRLIFT_FIT_YES
                              : theme >= calibration->does_not_fit ? CHAIRLIFT_FIT_BORDERLINE
                                                                   : CHAIRLIFT_FIT_NO;
    if (predictions->in_theme[paper])
        assign_topics(ranked, calibration->least_topics, most_topics, predictions, paper);
}
