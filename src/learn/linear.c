/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dual coordinate descent (C.-J. Hsieh et al., "A dual coordinate descent method for large-scale
 * linear SVM", ICML 2008, algorithm 3) takes time that grows with the words of the papers, where a
 * Gram matrix grows with the square of their number. In LIBLINEAR (Fan et al. 2008) it takes a copy
 * of the papers for each SVM, and their order from rand(), whose state all threads share; here it
 * reads them where they are, and as many SVMs are solved at once as there are threads. Otherwise it
 * does as LIBLINEAR does, number by number, so that one can tell if it is right.
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

#include <math.h>
#include <stdlib.h>

static const double TOLERANCE = 1e-1; /* LIBLINEAR's own, as the two below */
static const double LEAST_GRADIENT = 1e-12;
enum { MOST_ROUNDS = 1000 };

/* A paper that is trained on. */
typedef struct Row {
    const ChairliftVector *vector;
    double sign;
    double own;        /* value of the feature that no other paper has */
    double own_weight; /* and its weight */
    double curvature;  /* its entry on the diagonal */
    double alpha;      /* its dual variable */
} Row;

typedef struct Descent {
    Row **rows; /* [length] in the order of the round */
    int length;
    int active;      /* those that the rounds go through; the others are set aside at the end */
    double diagonal; /* 1 / (2 C) */
    double *weights;
    double offset;
    double limit; /* rows with alpha 0 are set aside when their gradient is above this */
    struct random_data random;
    char random_state[256];
} Descent;

double chairlift_linear_square(const ChairliftVector *vector)
{
    double sum = 0;
    for (size_t k = 0; k < vector->length; k++)
        sum += (double)vector->value[k] * vector->value[k];
    return sum;
}

static double product(const ChairliftVector *vector, const double *weights)
{
    double sum = 0;
    for (size_t k = 0; k < vector->length; k++)
        sum += weights[vector->feature[k]] * vector->value[k];
    return sum;
}

static void swap(Row **left, Row **right)
{
    Row *row = *left;
    *left = *right;
    *right = row;
}

static void shuffle(Descent *descent)
{
    for (int i = 0; i < descent->active; i++) {
        int32_t number;
        random_r(&descent->random, &number);
        swap(&descent->rows[i], &descent->rows[i + number % (descent->active - i)]);
    }
}

static double gradient_at(const Descent *descent, const Row *row)
{
    double margin = product(row->vector, descent->weights) + row->own_weight * row->own;
    return row->sign * (margin + descent->offset) - 1 + row->alpha * descent->diagonal;
}

/* Takes alpha to where the gradient would be 0 if the others stayed, but not below 0. */
static void move(Descent *descent, Row *row, double gradient)
{
    const double before = row->alpha;
    row->alpha = MAX(before - gradient / row->curvature, 0);
    const double step = (row->alpha - before) * row->sign;
    for (size_t k = 0; k < row->vector->length; k++)
        descent->weights[row->vector->feature[k]] += step * row->vector->value[k];
    row->own_weight += step * row->own;
    descent->offset += step;
}

/* Moves all active rows once; returns whether none had far to go. */
static gboolean go_round(Descent *descent)
{
    double most = -INFINITY;
    double least = INFINITY;
    shuffle(descent);
    for (int i = 0; i < descent->active; i++) {
        Row *row = descent->rows[i];
        if (i + 1 < descent->active) { /* which lies anywhere in memory */
            __builtin_prefetch(descent->rows[i + 1]->vector->feature);
            __builtin_prefetch(descent->rows[i + 1]->vector->value);
        }
        double gradient = gradient_at(descent, row);
        if (row->alpha == 0 && gradient > descent->limit) {
            swap(&descent->rows[i--], &descent->rows[--descent->active]);
            continue;
        }
        if (row->alpha == 0)
            gradient = MIN(gradient, 0);
        most = MAX(most, gradient);
        least = MIN(least, gradient);
        if (fabs(gradient) > LEAST_GRADIENT)
            move(descent, row, gradient);
    }
    descent->limit = most > 0 ? most : INFINITY;
    return most - least <= TOLERANCE && fabs(most) <= TOLERANCE && fabs(least) <= TOLERANCE;
}

/* Each training draws the same numbers. */
static void descend(Descent *descent)
{
    initstate_r(1, descent->random_state, sizeof descent->random_state, &descent->random);
    descent->limit = INFINITY;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        if (!go_round(descent))
            continue;
        if (descent->active == descent->length)
            break;
        descent->active = descent->length; /* those set aside may want to move by now */
        descent->limit = INFINITY;
    }
}

/* Appends the chosen papers of one class. */
static void add_rows(Descent *descent, Row *row, const ChairliftVector *vectors,
                     const double *square, const ChairliftSvmProblem *problem,
                     const gboolean *chosen, int sign)
{
    for (gsize i = 0; i < problem->length; i++) {
        if (problem->sign[i] != sign || (chosen != NULL && !chosen[i]))
            continue;
        const guint32 paper = problem->member[i];
        const double missing = 1 / (2 * problem->cost[i]) - descent->diagonal;
        const double own = sqrt(MAX(missing, 0));
        row[i] = (Row){.vector = &vectors[paper],
                       .sign = sign,
                       .own = own,
                       .curvature = descent->diagonal + (square[paper] + own * own + 1)};
        descent->rows[descent->length++] = &row[i];
    }
}

double chairlift_linear_train(const ChairliftVector *vectors, const double *square,
                              guint32 features, const ChairliftSvmProblem *problem,
                              const gboolean *chosen, double *weights)
{
    g_autofree Row *row = g_new(Row, problem->length + 1);
    g_autofree Row **rows = g_new(Row *, problem->length + 1);
    Descent descent = {.rows = rows, .weights = weights};
    double highest = 0;
    for (gsize i = 0; i < problem->length; i++)
        highest = MAX(highest, chosen == NULL || chosen[i] ? problem->cost[i] : 0);
    descent.diagonal = 1 / (2 * highest);
    for (guint32 f = 0; f < features; f++)
        weights[f] = 0;
    add_rows(&descent, row, vectors, square, problem, chosen, 1);
    const int positive = descent.length;
    add_rows(&descent, row, vectors, square, problem, chosen, -1);
    if (positive == 0 || positive == descent.length)
        return positive > 0 ? -1 : 1;
    descent.active = descent.length;
    descend(&descent);
    return -descent.offset;
}

double chairlift_linear_margin(const ChairliftVector *vector, const double *weights, double rho)
{
    return product(vector, weights) - rho;
}
