/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good predictions are, on papers of which each may count any number of times. A measure that
 * is not defined (no paper of a class) is NaN; precision, recall and F1 of a topic that is neither
 * there nor called are 0, as in scikit-learn.
 */
#ifndef CHAIRLIFT_LEARN_METRICS_H
#define CHAIRLIFT_LEARN_METRICS_H

#include "calibration.h"
#include "ranking.h"

/* Predictions with what is true, ready to be measured. */
typedef struct ChairliftMeasurement ChairliftMeasurement;

/* Of the listed papers, which have predictions. */
ChairliftMeasurement *chairlift_measurement_new(const ChairliftTruth *truth,
                                                const ChairliftPredictions *predictions,
                                                const guint32 *papers, gsize length);
void chairlift_measurement_free(ChairliftMeasurement *measurement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftMeasurement, chairlift_measurement_free)

/* How many figures there are: CHAIRLIFT_OVERALL_FIGURES of the venue, then CHAIRLIFT_TOPIC_FIGURES
 * of each topic. */
gsize chairlift_measurement_width(const ChairliftMeasurement *measurement);

/* Computes all figures, with each paper counting once. */
void chairlift_measure(const ChairliftMeasurement *measurement, double *figures);

/* Likewise of resamples. counts: of each paper, by its index. figures: [CHAIRLIFT_ABREAST][width].
 */
void chairlift_measure_resamples(const ChairliftMeasurement *measurement,
                                 const ChairliftCounts *counts, double *figures);

#endif
