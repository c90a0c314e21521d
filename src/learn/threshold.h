/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to cut a score: thresholds that serve a measure best on given papers. */
#ifndef CHAIRLIFT_LEARN_THRESHOLD_H
#define CHAIRLIFT_LEARN_THRESHOLD_H

#include <glib.h>

/* Each returns a threshold half-way between two neighbouring scores, [length]; papers above it are
 * called positive. Of thresholds that serve equally well it is the highest. length is 1 or more. */

/* Maximises accuracy. */
double chairlift_threshold_accuracy(const double *score, const gboolean *positive, gsize length);

/* Maximises F1, 2 tp / (tp + fp + tp + fn), as the probabilities have it: expected counts take the
 * place of counts. */
double chairlift_threshold_expected_f1(const double *probability, gsize length);

/* The highest threshold below which at most `part` (0 .. 1) of the scores lie. */
double chairlift_threshold_quantile(const double *score, gsize length, double part);

/* Draws each of several thresholds towards their median, the more the fewer positive papers
 * ([length]) it was chosen by, as if `papers` more had voted for the median. */
void chairlift_threshold_shrink(double *threshold, const gsize *positive, gsize length,
                                double papers);

#endif
