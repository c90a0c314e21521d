/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first labels of a call teach about which older topics its own are like. */
#ifndef CHAIRLIFT_LEARN_LIKENESS_H
#define CHAIRLIFT_LEARN_LIKENESS_H

#include "truth.h"

/* How far each of papers ([length] numbers, in theme, weak and labelled ones) is to be expected to
 * have each topic of the truth: [topics][length], standardised to mean 0 and deviation 1; free with
 * g_free. similarity, [topics][length], is that to the topics' descriptions, likewise. */
double *chairlift_likeness_learn(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                                 const guint32 *paper, gsize length, const double *similarity);

#endif
