/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good predictions are, on papers of which each may count any number of times. A measure that
 * is not defined (no paper of a class) is NaN; precision, recall and F1 of a topic that is neither
 * there nor called are 0, as in scikit-learn.
 */
#ifndef CHAIRLIFT_LEARN_METRICS_H
#define CHAIRLIFT_LEARN_METRICS_H

#include "calibration.h"

/* Predictions with what is true, ready to be measured. */
typedef struct ChairliftMeasurement ChairliftMeasurement;

/* Of the listed papers, which have predictions. */
ChairliftMeasurement *chairlift_measurement_new(const ChairliftTruth *truth,
                                                const ChairliftPredictions *predictions,
                                                const guint32 *papers, gsize length);
void chairlift_measurement_free(ChairliftMeasurement *measurement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftMeasurement, chairlift_measurement_free)

/* Computes all figures: CHAIRLIFT_OVERALL_FIGURES of the venue, then CHAIRLIFT_TOPIC_FIGURES of
 * each topic. count: how often each paper counts, by its index. */
void chairlift_measure(const ChairliftMeasurement *measurement, const guint32 *count,
                       double *figures);

#endif
