/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SVM with squared hinge loss, 1/2 |w|^2 + 1/2 sum C_i' max(0, 1 - y_i (w.x_i - rho))^2 with
 * C_i' = 2 C_i, is a hard-margin SVM whose Gram matrix has 1 / C_i' added to its diagonal (Cortes &
 * Vapnik 1995; Cristianini & Shawe-Taylor 2000, 6.1.2). So libsvm's C-SVC solves it with a
 * precomputed kernel and a C that is never reached, and each paper may have its own cost, which
 * libsvm by itself does not offer. Squared hinge does better than hinge here (models/README.md).
 *
 * libsvm reads kernel(i, j) at x[i][serial of j].value. The serial numbers refer to the whole
 * problem, so a fold is trained on the same rows by passing a part of the pointers.
 */
#include "svm.h"

#include <libsvm/svm.h>
#include <string.h>

/* Above any dual coefficient that occurs, small enough for libsvm's arithmetic. */
static const double NO_BOUND = 1e6;
static const double TOLERANCE = 1e-3;
/* Holds the kernel of the largest fold; the result does not depend on it. */
enum { CACHE_MEGABYTES = 180 };

struct ChairliftSvmRows {
    gsize most;             /* members */
    struct svm_node *nodes; /* [most][most + 1] */
};

static void print_nothing(const char *text)
{
    (void)text;
}

ChairliftSvmRows *chairlift_svm_rows_new(gsize most)
{
    svm_set_print_string_function(print_nothing); /* here, before there are threads */
    ChairliftSvmRows *rows = g_new(ChairliftSvmRows, 1);
    rows->most = most;
    rows->nodes = g_new(struct svm_node, most * (most + 1));
    return rows;
}

void chairlift_svm_rows_free(ChairliftSvmRows *rows)
{
    if (rows != NULL)
        g_free(rows->nodes);
    g_free(rows);
}

void chairlift_svm_rows_fill(ChairliftSvmRows *rows, const ChairliftSvmProblem *problem,
                             gsize member)
{
    struct svm_node *row = rows->nodes + member * (rows->most + 1);
    const float *products = problem->gram + problem->member[member] * problem->papers;
    row[0] = (struct svm_node){.index = 0, .value = (double)(member + 1)};
    for (gsize j = 0; j < problem->length; j++)
        row[j + 1] =
            (struct svm_node){.index = (int)(j + 1), .value = products[problem->member[j]]};
    row[member + 1].value += 1 / (2 * problem->cost[member]);
}

/* Without libsvm's shrinking: no coefficient ever is at a bound of C, so that it would only cost.
 */
static struct svm_model *solve(const struct svm_problem *problem)
{
    const struct svm_parameter parameter = {.svm_type = C_SVC,
                                            .kernel_type = PRECOMPUTED,
                                            .cache_size = CACHE_MEGABYTES,
                                            .eps = TOLERANCE,
                                            .C = NO_BOUND,
                                            .shrinking = 0};
    return svm_train(problem, &parameter);
}

double chairlift_svm_train(const ChairliftSvmRows *rows, const ChairliftSvmProblem *problem,
                           const gboolean *chosen, double *coefficients)
{
    g_autofree double *signs = g_new(double, problem->length + 1);
    g_autofree struct svm_node **x = g_new(struct svm_node *, problem->length + 1);
    g_autofree gsize *place = g_new(gsize, problem->length + 1);
    int length = 0;
    int positive = 0;
    for (gsize i = 0; i < problem->length; i++) {
        coefficients[i] = 0;
        if (chosen != NULL && !chosen[i])
            continue;
        place[length] = i;
        signs[length] = problem->sign[i];
        positive += problem->sign[i] > 0;
        x[length++] = rows->nodes + i * (rows->most + 1);
    }
    if (positive == 0 || positive == length)
        return positive > 0 ? -1 : 1;
    const struct svm_problem part = {.l = length, .y = signs, .x = x};
    struct svm_model *model = solve(&part);
    /* libsvm's first class is the one it met first. */
    double turn = model->label[0];
    for (int i = 0; i < model->l; i++)
        coefficients[place[model->sv_indices[i] - 1]] = turn * model->sv_coef[0][i];
    double rho = turn * model->rho[0];
    svm_free_and_destroy_model(&model);
    return rho;
}

double chairlift_svm_margin(const ChairliftSvmProblem *problem, const double *coefficients,
                            double rho, gsize paper)
{
    const float *products = problem->gram + paper * problem->papers;
    double sum = 0;
    for (gsize i = 0; i < problem->length; i++)
        sum += coefficients[i] * products[problem->member[i]];
    return sum - rho;
}
