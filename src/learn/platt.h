/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platt scaling: from an SVM's margin to a probability. */
#ifndef CHAIRLIFT_LEARN_PLATT_H
#define CHAIRLIFT_LEARN_PLATT_H

#include <glib.h>

/* probability = 1 / (1 + exp(a * margin + b)) */
typedef struct ChairliftSigmoid {
    double a;
    double b;
} ChairliftSigmoid;

/* Fits the sigmoid by maximum likelihood. margin, positive and weight are [length]; a weight says
 * how many papers one stands for. Without a paper of each class the probability is constant. */
ChairliftSigmoid chairlift_platt_fit(const double *margin, const gboolean *positive,
                                     const double *weight, gsize length);

/* The logarithm of the odds, which grows with the margin: -(a * margin + b). */
static inline double chairlift_platt_logit(ChairliftSigmoid sigmoid, double margin)
{
    return -(sigmoid.a * margin + sigmoid.b);
}

double chairlift_platt_probability(ChairliftSigmoid sigmoid, double margin);

#endif
