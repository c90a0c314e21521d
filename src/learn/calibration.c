/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities: Platt's sigmoid. A good part of the papers was labelled because an earlier model
 * was unsure of them, so classes have not the frequency they have among papers; weights
 * restore the frequencies of the stratified part (prior shift: Saerens, Latinne & Decaestecker,
 * "Adjusting the outputs of a classifier to new a priori probabilities", 2002), and let a paper of
 * that part count for more, because the others are not typical within their class either.
 *
 * Thresholds, of the log-odds, in which topics can be compared: for the theme the one that is right
 * most often, lowered when it would turn away too many papers clearly in theme; for a topic the one
 * with the best F1 that the calibrated probabilities promise, drawn towards the other topics' when
 * few papers speak for it. To maximise the F1 that labels show would fit their noise more closely,
 * and hold less well for papers of another time (Ye et al., "Optimizing F-measure: a tale of two
 * approaches", 2012).
 */
#include "calibration.h"

#include "parameters.h"
#include "threshold.h"

#include <math.h>
#include <stdlib.h>

/* A margin that says nothing still keeps its direction. */
static const double LEAST_SLOPE = -1e-3;

/* Probabilities this far from 0 and 1 have log-odds. */
static const double LEAST_PROBABILITY = 1e-12;

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

static double probability_of(double odds)
{
    return chairlift_platt_probability((ChairliftSigmoid){-1, 0}, odds);
}

static int class_of(const ChairliftTruth *truth, gsize column, gsize paper)
{
    if (column == 0)
        return truth->degree[paper] < 0 ? -1 : truth->degree[paper] > 0;
    return truth->degree[paper] > 0 ? chairlift_truth_has(truth, column - 1, paper) : -1;
}

/* How many papers each stands for: a stratified one for more, and such that classes are as frequent
 * as in the stratified part. Without papers of both classes there, each stands for itself. */
static void weigh_papers(Column *column)
{
    double all[2] = {0, 0};
    double drawn[2] = {0, 0};
    for (gsize i = 0; i < column->length; i++) {
        column->weight[i] = column->stratified[i] ? 1 : CHAIRLIFT_CHOSEN_WEIGHT;
        all[column->positive[i]] += column->weight[i];
        drawn[column->positive[i]] += column->stratified[i];
    }
    for (gsize i = 0; i < column->length; i++) {
        int class = column->positive[i];
        double part = (drawn[class] / (drawn[0] + drawn[1])) / (all[class] / (all[0] + all[1]));
        column->weight[i] = drawn[0] > 0 && drawn[1] > 0 ? column->weight[i] * part : 1;
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

/* Fits the sigmoid of a column and turns its margins into log-odds. */
static ChairliftSigmoid calibrate(Column *column)
{
    ChairliftSigmoid sigmoid =
        chairlift_platt_fit(column->margin, column->positive, column->weight, column->length);
    sigmoid.a = MIN(sigmoid.a, LEAST_SLOPE);
    for (gsize i = 0; i < column->length; i++)
        column->margin[i] = chairlift_platt_logit(sigmoid, column->margin[i]);
    return sigmoid;
}

/* The log-odds of papers of one degree of fit to the theme; returns how many. */
static gsize odds_of_degree(const ChairliftTruth *truth, ChairliftSigmoid sigmoid,
                            const double *margin, const gboolean *papers, int degree, double *odds)
{
    gsize length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        if (papers[i] && truth->degree[i] == degree)
            odds[length++] = chairlift_platt_logit(sigmoid, margin[i]);
    }
    return length;
}

/* The probability, from its margins, that a paper is in theme and has a topic. */
static double joint_probability(const ChairliftCalibration *calibration,
                                const ChairliftTruth *truth, const double *margin, gsize topic,
                                gsize paper)
{
    const double *own = margin + (topic + 1) * truth->papers;
    return chairlift_platt_probability(calibration->sigmoid[0], margin[paper]) *
           chairlift_platt_probability(calibration->sigmoid[topic + 1], own[paper]);
}

static void choose_topic_thresholds(ChairliftCalibration *calibration, const ChairliftTruth *truth,
                                    const double *margin, const gboolean *papers)
{
    g_autofree gsize *positives = g_new0(gsize, calibration->topics + 1);
    g_autofree double *probability = g_new(double, truth->papers + 1);
    for (gsize t = 0; t < calibration->topics; t++) {
        gsize length = 0;
        for (gsize i = 0; i < truth->papers; i++) {
            if (!papers[i] || truth->degree[i] < 0 || chairlift_truth_has(truth, t, i) < 0)
                continue;
            probability[length++] = joint_probability(calibration, truth, margin, t, i);
            positives[t] += truth->degree[i] > 0 && chairlift_truth_has(truth, t, i) > 0;
        }
        double best = chairlift_threshold_expected_f1(probability, length);
        best = CLAMP(best, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY);
        calibration->threshold[t + 1] = log(best / (1 - best));
    }
    chairlift_threshold_shrink(calibration->threshold + 1, positives, calibration->topics,
                               CHAIRLIFT_SHRINKAGE);
}

/* From which theme probability a paper "fits", and below which it "does not fit". */
static void choose_verdicts(ChairliftCalibration *calibration, const ChairliftTruth *truth,
                            const double *margin, const gboolean *papers, const Column *theme)
{
    g_autofree double *odds = g_new(double, truth->papers + 1);
    const ChairliftSigmoid sigmoid = calibration->sigmoid[0];
    double lower = chairlift_threshold_accuracy(theme->margin, theme->positive, theme->length);
    gsize clear = odds_of_degree(truth, sigmoid, margin, papers, 2, odds);
    if (clear > 0)
        lower = MIN(lower, chairlift_threshold_quantile(odds, clear, CHAIRLIFT_MOST_TURNED_AWAY));
    double upper = lower;
    gsize out = odds_of_degree(truth, sigmoid, margin, papers, 0, odds);
    if (out > 0)
        upper = MAX(lower, chairlift_threshold_quantile(odds, out, 1 - CHAIRLIFT_MOST_LET_IN));
    calibration->threshold[0] = lower;
    calibration->does_not_fit = probability_of(lower);
    calibration->fits = probability_of(upper);
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

/* How sure a judgement is, and whether it is right. */
typedef struct Judgement {
    double confidence;
    double weight; /* papers that it stands for */
    gboolean is_right;
} Judgement;

static int by_confidence(const void *a, const void *b)
{
    double left = ((const Judgement *)a)->confidence;
    double right = ((const Judgement *)b)->confidence;
    return (left < right) - (left > right);
}

/* The least confidence from which on few enough judgements are wrong; 1 when there is none. */
static double least_confidence(Judgement *judgement, gsize length)
{
    double sure = 1;
    double all = 0;
    double wrong = 0;
    qsort(judgement, length, sizeof *judgement, by_confidence);
    for (gsize i = 0; i < length; i++) {
        all += judgement[i].weight;
        wrong += judgement[i].is_right ? 0 : judgement[i].weight;
        if (i + 1 >= CHAIRLIFT_LEAST_JUDGED && wrong <= CHAIRLIFT_MOST_WRONG * all)
            sure = judgement[i].confidence;
    }
    return sure;
}

static void choose_sure(ChairliftCalibration *calibration, const ChairliftTruth *truth,
                        const double *margin, const gboolean *papers)
{
    g_autofree Judgement *judgement = g_new(Judgement, truth->papers + 1);
    g_autoptr(ChairliftPredictions) predictions =
        chairlift_predictions_new(truth->papers, truth->topics);
    gsize length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        if (!papers[i])
            continue;
        chairlift_predict(calibration, truth->venue->most_topics, margin + i, truth->papers,
                          predictions, i);
        int is_right = chairlift_judgement_is_right(truth, predictions, i);
        if (is_right >= 0)
            judgement[length++] =
                (Judgement){predictions->confidence[i],
                            truth->stratified[i] ? 1 : CHAIRLIFT_CHOSEN_WEIGHT, is_right};
    }
    calibration->sure = least_confidence(judgement, length);
}

ChairliftCalibration *chairlift_calibration_new(const ChairliftTruth *truth, const double *margin,
                                                const gboolean *papers)
{
    ChairliftCalibration *calibration = g_new0(ChairliftCalibration, 1);
    g_autofree Column *columns = g_new0(Column, truth->topics + 1);
    calibration->topics = truth->topics;
    calibration->threshold = g_new0(double, truth->topics + 1);
    calibration->sigmoid = g_new0(ChairliftSigmoid, truth->topics + 1);
    for (gsize c = 0; c <= truth->topics; c++) {
        columns[c] = collect(truth, c, margin, papers);
        calibration->sigmoid[c] = calibrate(&columns[c]);
    }
    choose_verdicts(calibration, truth, margin, papers, &columns[0]);
    choose_topic_thresholds(calibration, truth, margin, papers);
    for (gsize c = 0; c <= truth->topics; c++)
        column_clear(&columns[c]);
    calibration->least_topics = topics_cover_theme(truth, papers) ? 1 : 0;
    choose_sure(calibration, truth, margin, papers);
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
    predictions->foremost = g_new0(guint16, papers);
    predictions->confidence = g_new0(double, papers);
    predictions->limit = g_new0(double, papers);
    predictions->sure = g_new0(gboolean, papers);
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
    g_free(predictions->foremost);
    g_free(predictions->confidence);
    g_free(predictions->limit);
    g_free(predictions->sure);
    g_free(predictions);
}

int chairlift_judgement_is_right(const ChairliftTruth *truth,
                                 const ChairliftPredictions *predictions, gsize paper)
{
    int degree = truth->degree[paper];
    if (!chairlift_truth_is_known(truth, paper))
        return -1;
    if (!predictions->in_theme[paper])
        return degree == 0;
    if (predictions->foremost[paper] != CHAIRLIFT_NO_TOPIC)
        return degree > 0 && chairlift_truth_has(truth, predictions->foremost[paper], paper) > 0;
    for (gsize t = 0; t < truth->topics; t++) {
        if (chairlift_truth_has(truth, t, paper) > 0)
            return FALSE;
    }
    return degree > 0;
}

typedef struct Ranked {
    gsize topic;
    double margin;      /* log-odds in papers in theme, above the threshold */
    double probability; /* that the paper is in theme and has the topic */
    gboolean is_wanted; /* it is above the threshold */
} Ranked;

static int by_margin(const void *a, const void *b)
{
    const Ranked *left = a;
    const Ranked *right = b;
    if (left->margin != right->margin)
        return left->margin > right->margin ? -1 : 1;
    return (left->topic > right->topic) - (left->topic < right->topic);
}

/* The topics above their thresholds, those with the largest margins and at most so many; in any
 * case, where topics cover the theme, the one with the largest. */
static void assign_topics(Ranked *ranked, guint least_topics, guint most_topics,
                          ChairliftPredictions *predictions, gsize paper)
{
    double best = -1;
    guint assigned = 0;
    qsort(ranked, predictions->topics, sizeof *ranked, by_margin);
    for (gsize i = 0; i < predictions->topics && assigned < most_topics; i++) {
        if (i >= least_topics && !ranked[i].is_wanted)
            continue;
        predictions->assigned[ranked[i].topic * predictions->papers + paper] = TRUE;
        assigned++;
        if (ranked[i].probability <= best)
            continue;
        best = ranked[i].probability;
        predictions->foremost[paper] = (guint16)ranked[i].topic;
    }
}

/* The probability that the judgement is right. */
static double confidence_of(const ChairliftPredictions *predictions, gsize paper)
{
    double theme = predictions->theme[paper];
    double none = theme;
    if (!predictions->in_theme[paper])
        return 1 - theme;
    if (predictions->foremost[paper] != CHAIRLIFT_NO_TOPIC)
        return predictions->probability[predictions->foremost[paper] * predictions->papers + paper];
    for (gsize t = 0; t < predictions->topics; t++)
        none *= 1 - predictions->probability[t * predictions->papers + paper] / theme;
    return none;
}

void chairlift_predict(const ChairliftCalibration *calibration, guint most_topics,
                       const double *margin, gsize stride, ChairliftPredictions *predictions,
                       gsize paper)
{
    g_autofree Ranked *ranked = g_new(Ranked, predictions->topics + 1);
    double theme = chairlift_platt_probability(calibration->sigmoid[0], margin[0]);
    double best = -1;
    for (gsize t = 0; t < predictions->topics; t++) {
        double odds = chairlift_platt_logit(calibration->sigmoid[t + 1], margin[(t + 1) * stride]);
        double probability = theme * probability_of(odds);
        ranked[t] = (Ranked){t, odds - calibration->threshold[t + 1], probability,
                             probability > probability_of(calibration->threshold[t + 1])};
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
    predictions->foremost[paper] = CHAIRLIFT_NO_TOPIC;
    if (predictions->in_theme[paper])
        assign_topics(ranked, calibration->least_topics, most_topics, predictions, paper);
    predictions->confidence[paper] = confidence_of(predictions, paper);
    predictions->limit[paper] = calibration->sure;
    predictions->sure[paper] = predictions->confidence[paper] >= calibration->sure;
}
