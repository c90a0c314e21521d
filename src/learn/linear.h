/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SVMs of svm.h trained by LIBLINEAR, from vectors instead of a Gram matrix. */
#ifndef CHAIRLIFT_LEARN_LINEAR_H
#define CHAIRLIFT_LEARN_LINEAR_H

#include "svm.h"

#include "chairlift/features.h"

/* To be called before there are threads. */
void chairlift_linear_prepare(void);

/* As chairlift_svm_train, but problem->member are indices of vectors, of `features` features, and
 * the result is weights[features]: the margin of a paper is <weights, paper> less what is returned.
 */
double chairlift_linear_train(const ChairliftVector *vectors, guint32 features,
                              const ChairliftSvmProblem *problem, const gboolean *chosen,
                              double *weights);

double chairlift_linear_margin(const ChairliftVector *vector, const double *weights, double rho);

#endif
