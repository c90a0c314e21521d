/* SPDX-License-Identifier: GPL-3.0-or-later */
/* J. Platt, "Probabilistic outputs for support vector machines", 1999, fitted by Newton's method
 * with backtracking as in H.-T. Lin, C.-J. Lin & R. Weng, "A note on Platt's probabilistic outputs
 * for support vector machines", Machine Learning 68, 2007, whose pseudocode this follows; weights
 * of papers are added. libsvm's own fit draws random folds, so it is not used.
 */
#include "platt.h"

#include <math.h>

enum { MOST_ITERATIONS = 100, MOST_HALVINGS = 34 };
static const double RIDGE = 1e-12; /* keeps the Hessian positive definite */
static const double GRADIENT_TOLERANCE = 1e-5;

typedef struct Sample {
    const double *margin;
    const gboolean *positive;
    const double *weight;
    gsize length;
    double target[2]; /* for a negative and a positive paper: Platt's, not quite 0 and 1 */
} Sample;

/* Gradient and Hessian of the negative log-likelihood. */
typedef struct Slope {
    double a, b, aa, ab, bb;
} Slope;

double chairlift_platt_probability(ChairliftSigmoid sigmoid, double margin)
{
    double exponent = sigmoid.a * margin + sigmoid.b;
    return exponent >= 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent));
}

static double negative_log_likelihood(const Sample *sample, ChairliftSigmoid sigmoid)
{
    double sum = 0;
    for (gsize i = 0; i < sample->length; i++) {
        double target = sample->target[sample->positive[i] != FALSE];
        double exponent = sigmoid.a * sample->margin[i] + sigmoid.b;
        double loss = exponent >= 0 ? target * exponent + log1p(exp(-exponent))
                                    : (target - 1) * exponent + log1p(exp(exponent));
        sum += sample->weight[i] * loss;
    }
    return sum;
}

static Slope slope_at(const Sample *sample, ChairliftSigmoid sigmoid)
{
    Slope slope = {.aa = RIDGE, .bb = RIDGE};
    for (gsize i = 0; i < sample->length; i++) {
        double margin = sample->margin[i];
        double probability = chairlift_platt_probability(sigmoid, margin);
        double first =
            sample->weight[i] * (sample->target[sample->positive[i] != FALSE] - probability);
        double second = sample->weight[i] * probability * (1 - probability);
        slope.a += margin * first;
        slope.b += first;
        slope.aa += margin * margin * second;
        slope.ab += margin * second;
        slope.bb += second;
    }
    return slope;
}

/* One step of Newton's method; FALSE when it does not get better. */
static gboolean improve(const Sample *sample, const Slope *slope, ChairliftSigmoid *sigmoid,
                        double *value)
{
    double determinant = slope->aa * slope->bb - slope->ab * slope->ab;
    double da = -(slope->bb * slope->a - slope->ab * slope->b) / determinant;
    double db = -(slope->aa * slope->b - slope->ab * slope->a) / determinant;
    double descent = slope->a * da + slope->b * db;
    double step = 1;
    for (int halvings = 0; halvings < MOST_HALVINGS; halvings++) {
        ChairliftSigmoid next = {sigmoid->a + step * da, sigmoid->b + step * db};
        double next_value = negative_log_likelihood(sample, next);
        if (next_value < *value + 1e-4 * step * descent) {
            *sigmoid = next;
            *value = next_value;
            return TRUE;
        }
        step /= 2;
    }
    return FALSE;
}

ChairliftSigmoid chairlift_platt_fit(const double *margin, const gboolean *positive,
                                     const double *weight, gsize length)
{
    double count[2] = {0, 0};
    for (gsize i = 0; i < length; i++)
        count[positive[i] != FALSE] += weight[i];
    Sample sample = {margin, positive, weight, length, {1 / (count[0] + 2), 0}};
    sample.target[1] = (count[1] + 1) / (count[1] + 2);
    ChairliftSigmoid sigmoid = {0, log((count[0] + 1) / (count[1] + 1))};
    if (count[0] <= 0 || count[1] <= 0)
        return sigmoid;
    double value = negative_log_likelihood(&sample, sigmoid);
    for (int i = 0; i < MOST_ITERATIONS; i++) {
        Slope slope = slope_at(&sample, sigmoid);
        if (fabs(slope.a) < GRADIENT_TOLERANCE && fabs(slope.b) < GRADIENT_TOLERANCE)
            break;
        if (!improve(&sample, &slope, &sigmoid, &value))
            break;
    }
    return sigmoid;
}
