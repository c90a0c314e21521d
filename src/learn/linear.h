/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SVMs of svm.h trained from vectors instead of a Gram matrix. */
#ifndef CHAIRLIFT_LEARN_LINEAR_H
#define CHAIRLIFT_LEARN_LINEAR_H

#include "svm.h"

#include "chairlift/features.h"

/* The square of a vector's length, which training wants of each. */
double chairlift_linear_square(const ChairliftVector *vector);

/* As chairlift_svm_train, but problem->member are indices of vectors, of `features` features, and
 * of `square`, and the result is weights[features]: the margin of a paper is <weights, paper> less
 * what is returned. */
double chairlift_linear_train(const ChairliftVector *vectors, const double *square,
                              guint32 features, const ChairliftSvmProblem *problem,
                              const gboolean *chosen, double *weights);

double chairlift_linear_margin(const ChairliftVector *vector, const double *weights, double rho);

#endif
