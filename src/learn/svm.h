/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear SVMs trained by libsvm from a Gram matrix. */
#ifndef CHAIRLIFT_LEARN_SVM_H
#define CHAIRLIFT_LEARN_SVM_H

#include <glib.h>

/* Papers of two classes, each with its own cost of an error. */
typedef struct ChairliftSvmProblem {
    const float *gram;     /* [papers][papers] inner products */
    gsize papers;          /* rows of gram */
    gsize length;          /* number of members */
    const guint32 *member; /* [length] rows of gram that may be trained on */
    const gint8 *sign;     /* [length] 1 or -1 */
    const double *cost;    /* [length] C_i > 0 */
} ChairliftSvmProblem;

/* A problem's matrix as libsvm wants it: filled once, used for any subset of its members, by any
 * number of threads. */
typedef struct ChairliftSvmRows ChairliftSvmRows;

/* Rows for problems of up to `most` members. */
ChairliftSvmRows *chairlift_svm_rows_new(gsize most);
void chairlift_svm_rows_free(ChairliftSvmRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftSvmRows, chairlift_svm_rows_free)

/* Fills the row of one member; rows must be filled before training. */
void chairlift_svm_rows_fill(ChairliftSvmRows *rows, const ChairliftSvmProblem *problem,
                             gsize member);

/* Trains on the members that `chosen` ([length]) marks, or on all when it is NULL. Sets
 * coefficients
 * ([length], alpha_i * sign_i, 0 for those not chosen) and returns rho: the margin of a paper is
 * the sum of coefficient_i * <member_i, paper>, less rho. When only one class is chosen, its sign
 * is the margin of everything. */
double chairlift_svm_train(const ChairliftSvmRows *rows, const ChairliftSvmProblem *problem,
                           const gboolean *chosen, double *coefficients);

/* The margin of one row of the Gram matrix. */
double chairlift_svm_margin(const ChairliftSvmProblem *problem, const double *coefficients,
                            double rho, gsize paper);

#endif
