/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LIBLINEAR (Fan et al. 2008) solves the problem of svm.c in time that grows with the words of the
 * papers, where a Gram matrix grows with the square of their number. Its dual solver (coordinate
 * descent, Hsieh et al. 2008) takes a quarter of the time of its primal one. It takes the papers in
 * an order that it draws with rand(), whose state all threads share: so each training begins from
 * the same state, one training runs at a time, and the state that the program had is put back.
 *
 * LIBLINEAR has one cost for all papers of a class; ours differ. In the dual problem a paper's cost
 * C_i stands in one place, 1 / (2 C_i) on the diagonal of its matrix of products. So a paper of
 * lower cost than the highest one, C, gets a feature that no other paper has, of value
 *
 *     sqrt(1 / (2 C_i) - 1 / (2 C)),
 *
 * which adds what is missing there, and C serves for all. The offset rho is the weight of a feature
 * that is 1 in all papers. It is part of |w|^2 there, as one of tens of thousands of weights.
 */
#include "linear.h"

#include <linear.h>
#include <math.h>
#include <stdlib.h>

static const double OFFSET = 1;
static const double TOLERANCE = 1e-1; /* LIBLINEAR's own */

static void print_nothing(const char *text)
{
    (void)text;
}

void chairlift_linear_prepare(void)
{
    set_print_string_function(print_nothing);
}

/* The chosen papers as LIBLINEAR wants them. */
typedef struct Rows {
    struct feature_node *nodes;
    struct feature_node **x; /* [length] */
    double *y;               /* [length] */
    int length;
    int features; /* ours, one for each paper's own cost, and the offset */
    double cost;  /* the highest */
} Rows;

static void rows_clear(Rows *rows)
{
    g_free(rows->nodes);
    g_free(rows->x);
    g_free(rows->y);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, rows_clear)

/* Writes a paper's features in ascending order, and returns what follows them. */
static struct feature_node *write_row(struct feature_node *node, const ChairliftVector *vector,
                                      int own, double own_value, int offset)
{
    for (size_t k = 0; k < vector->length; k++)
        *node++ = (struct feature_node){(int)vector->feature[k] + 1, vector->value[k]};
    if (own_value > 0)
        *node++ = (struct feature_node){own, own_value};
    *node++ = (struct feature_node){offset, OFFSET};
    *node++ = (struct feature_node){-1, 0};
    return node;
}

static Rows make_rows(const ChairliftVector *vectors, guint32 features,
                      const ChairliftSvmProblem *problem, const gboolean *chosen)
{
    enum { BESIDES = 3 }; /* nodes of a row beside the features: its own, the offset, the end */
    Rows rows = {0};
    gsize nodes = 0;
    for (gsize i = 0; i < problem->length; i++) {
        if (chosen != NULL && !chosen[i])
            continue;
        rows.length++;
        nodes += vectors[problem->member[i]].length + BESIDES;
        rows.cost = MAX(rows.cost, problem->cost[i]);
    }
    rows.features = (int)features + rows.length + 1;
    rows.nodes = g_new(struct feature_node, nodes + 1);
    rows.x = g_new(struct feature_node *, (gsize)rows.length + 1);
    rows.y = g_new(double, (gsize)rows.length + 1);
    struct feature_node *node = rows.nodes;
    int row = 0;
    for (gsize i = 0; i < problem->length; i++) {
        if (chosen != NULL && !chosen[i])
            continue;
        double missing = 1 / (2 * problem->cost[i]) - 1 / (2 * rows.cost);
        rows.x[row] = node;
        rows.y[row] = problem->sign[i];
        node = write_row(node, &vectors[problem->member[i]], (int)features + 1 + row,
                         sqrt(MAX(missing, 0)), rows.features);
        row++;
    }
    return rows;
}

static struct model *solve(const struct problem *problem, const struct parameter *parameter)
{
    static GMutex one_at_a_time;
    char state[256];
    g_mutex_lock(&one_at_a_time);
    char *before = initstate(1, state, sizeof state);
    struct model *model = train(problem, parameter);
    setstate(before);
    g_mutex_unlock(&one_at_a_time);
    return model;
}

double chairlift_linear_train(const ChairliftVector *vectors, guint32 features,
                              const ChairliftSvmProblem *problem, const gboolean *chosen,
                              double *weights)
{
    g_auto(Rows) rows = make_rows(vectors, features, problem, chosen);
    int positive = 0;
    for (int i = 0; i < rows.length; i++)
        positive += rows.y[i] > 0;
    for (guint32 f = 0; f < features; f++)
        weights[f] = 0;
    if (positive == 0 || positive == rows.length)
        return positive > 0 ? -1 : 1;
    const struct problem part = {
        .l = rows.length, .n = rows.features, .y = rows.y, .x = rows.x, .bias = OFFSET};
    const struct parameter parameter = {
        .solver_type = L2R_L2LOSS_SVC_DUAL, .eps = TOLERANCE, .C = rows.cost};
    struct model *model = solve(&part, &parameter);
    /* LIBLINEAR's first class is the one it met first. */
    double turn = model->label[0];
    for (guint32 f = 0; f < features; f++)
        weights[f] = turn * model->w[f];
    double rho = -turn * OFFSET * model->w[rows.features - 1];
    free_and_destroy_model(&model);
    return rho;
}

double chairlift_linear_margin(const ChairliftVector *vector, const double *weights, double rho)
{
    double sum = 0;
    for (size_t k = 0; k < vector->length; k++)
        sum += weights[vector->feature[k]] * vector->value[k];
    return sum - rho;
}
