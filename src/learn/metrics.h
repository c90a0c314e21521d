/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good predictions are, on papers of which each may count any number of times.
 *
 * Counts make the bootstrap cheap: papers are sorted by score once, and a resample is a vector of
 * counts. A measure that is not defined (no paper of a class) is NaN; precision, recall and F1 of
 * a topic that is neither there nor called are 0, as in scikit-learn.
 */
#ifndef CHAIRLIFT_LEARN_METRICS_H
#define CHAIRLIFT_LEARN_METRICS_H

#include "calibration.h"

typedef struct ChairliftRanking {
    double auc;               /* area under the ROC curve; ties count half */
    double average_precision; /* sum of precision at each score times the recall it adds */
} ChairliftRanking;

/* order: [length] papers by descending score; class of a paper is 1, 0, or -1 (left out). */
ChairliftRanking chairlift_rank(const guint32 *order, gsize length, const double *score,
                                const gint8 *class, const guint32 *count);

typedef struct ChairliftReliability {
    double brier; /* mean squared difference of probability and class */
    double ece;   /* expected calibration error */
} ChairliftReliability;

/* probability, class, count: [papers]. */
ChairliftReliability chairlift_reliability(gsize papers, const double *probability,
                                           const gint8 *class, const guint32 *count);

/* Predictions with what is true, ready to be measured. */
typedef struct ChairliftMeasurement ChairliftMeasurement;

/* Both must outlive it. */
ChairliftMeasurement *chairlift_measurement_new(const ChairliftTruth *truth,
                                                const ChairliftPredictions *predictions);
void chairlift_measurement_free(ChairliftMeasurement *measurement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftMeasurement, chairlift_measurement_free)

/* Computes all figures: CHAIRLIFT_OVERALL_FIGURES of the venue, then CHAIRLIFT_TOPIC_FIGURES of
 * each topic. count: [papers]; papers without prediction must have 0. */
void chairlift_measure(const ChairliftMeasurement *measurement, const guint32 *count,
                       double *figures);

#endif
