/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SVM that is found is the best one, whichever way it is trained. */
#include "learn/linear.h"
#include "learn/random.h"
#include "learn/svm.h"

#include <linear.h>
#include <math.h>
#include <stdlib.h>

/* Two papers without a common feature: alpha = 1 / (1 + 1 / (2 C)), as worked out by hand. */
static void test_svm_of_two(void)
{
    static const float gram[] = {1, 0, 0, 1};
    static const guint32 member[] = {0, 1};
    static const gint8 sign[] = {-1, 1};
    static const double cost[] = {0.5, 0.5};
    const ChairliftSvmProblem problem = {gram, 2, 2, member, sign, cost};
    g_autoptr(ChairliftSvmRows) rows = chairlift_svm_rows_new(2);
    double coefficients[2];
    chairlift_svm_rows_fill(rows, &problem, 0);
    chairlift_svm_rows_fill(rows, &problem, 1);
    double rho = chairlift_svm_train(rows, &problem, NULL, coefficients);
    g_assert_cmpfloat_with_epsilon(coefficients[0], -0.5, 1e-3);
    g_assert_cmpfloat_with_epsilon(coefficients[1], 0.5, 1e-3);
    g_assert_cmpfloat_with_epsilon(rho, 0, 1e-3);
    static const gboolean only_second[] = {FALSE, TRUE};
    rho = chairlift_svm_train(rows, &problem, only_second, coefficients);
    g_assert_cmpfloat(chairlift_svm_margin(&problem, coefficients, rho, 0), ==, 1);
}

enum { POINTS = 60, DIMENSIONS = 5 };

/* Papers of which each has its own cost, and a fifth is left out. */
typedef struct Points {
    float point[POINTS][DIMENSIONS];
    guint32 member[POINTS];
    gint8 sign[POINTS];
    double cost[POINTS];
    gboolean chosen[POINTS];
} Points;

static void draw_points(Points *points)
{
    ChairliftRandom random = chairlift_random_new(5, 6);
    for (guint i = 0; i < POINTS; i++) {
        points->member[i] = POINTS - 1 - i;
        points->sign[i] = i % 3 == 0 ? 1 : -1;
        points->cost[i] = 0.2 + 0.01 * i;
        points->chosen[i] = i % 5 != 4;
    }
    for (guint i = 0; i < POINTS; i++) {
        for (int d = 0; d < DIMENSIONS; d++)
            points->point[points->member[i]][d] =
                (float)chairlift_random_next(&random) / (float)G_MAXUINT32 +
                (d == 0 ? 0.3F * (float)points->sign[i] : 0);
    }
}

/* The conditions of Karush, Kuhn and Tucker: alpha_i = 2 C_i * the hinge of paper i. */
static void test_svm_is_optimal(void)
{
    static float gram[POINTS * POINTS];
    double coefficients[POINTS];
    Points points;
    draw_points(&points);
    for (guint i = 0; i < POINTS * POINTS; i++) {
        gram[i] = 0;
        for (int d = 0; d < DIMENSIONS; d++)
            gram[i] += points.point[i / POINTS][d] * points.point[i % POINTS][d];
    }
    const ChairliftSvmProblem problem = {gram,          POINTS,      POINTS,
                                         points.member, points.sign, points.cost};
    g_autoptr(ChairliftSvmRows) rows = chairlift_svm_rows_new(POINTS + 7);
    for (gsize i = 0; i < POINTS; i++)
        chairlift_svm_rows_fill(rows, &problem, i);
    double rho = chairlift_svm_train(rows, &problem, points.chosen, coefficients);
    double balance = 0;
    for (gsize i = 0; i < POINTS; i++) {
        double margin = chairlift_svm_margin(&problem, coefficients, rho, points.member[i]);
        double hinge = MAX(0, 1 - points.sign[i] * margin);
        balance += coefficients[i];
        if (points.chosen[i])
            g_assert_cmpfloat_with_epsilon(coefficients[i] * points.sign[i],
                                           2 * points.cost[i] * hinge, 5e-3);
        else
            g_assert_cmpfloat(coefficients[i], ==, 0);
    }
    g_assert_cmpfloat_with_epsilon(balance, 0, 1e-9);
}

/* The gap between the problem's value at the weights and a lower bound of it (the dual problem's
 * value at alpha_i = 2 C_i * the hinge of paper i), as a part of the former: 0 where they are
 * optimal. The offset is the weight of a feature that is 1 in all papers. */
static double duality_gap(const ChairliftVector *vectors, const ChairliftSvmProblem *problem,
                          const gboolean *chosen, const double *weights, double offset)
{
    double primal = offset * offset / 2, dual = 0;
    double sum[DIMENSIONS + 1] = {0}; /* of alpha_i y_i x_i */
    for (int d = 0; d < DIMENSIONS; d++)
        primal += weights[d] * weights[d] / 2;
    for (gsize i = 0; i < problem->length; i++) {
        const ChairliftVector *vector = &vectors[problem->member[i]];
        double margin = chairlift_linear_margin(vector, weights, offset);
        double hinge = chosen[i] ? MAX(0, 1 - problem->sign[i] * margin) : 0;
        double alpha = 2 * problem->cost[i] * hinge;
        primal += problem->cost[i] * hinge * hinge;
        dual += alpha - alpha * alpha / (4 * problem->cost[i]);
        for (int d = 0; d < DIMENSIONS; d++)
            sum[d] += alpha * problem->sign[i] * vector->value[d];
        sum[DIMENSIONS] += alpha * problem->sign[i];
    }
    for (int d = 0; d <= DIMENSIONS; d++)
        dual -= sum[d] * sum[d] / 2;
    return (primal - dual) / primal;
}

/* The points as vectors. */
typedef struct Vectors {
    guint32 feature[DIMENSIONS];
    ChairliftVector vector[POINTS];
    double square[POINTS];
} Vectors;

static void make_vectors(Points *points, Vectors *vectors)
{
    for (guint32 d = 0; d < DIMENSIONS; d++)
        vectors->feature[d] = d;
    for (guint i = 0; i < POINTS; i++) {
        vectors->vector[i] =
            (ChairliftVector){vectors->feature, points->point[i], DIMENSIONS, DIMENSIONS};
        vectors->square[i] = chairlift_linear_square(&vectors->vector[i]);
    }
}

static ChairliftSvmProblem problem_of(const Points *points)
{
    return (ChairliftSvmProblem){NULL, POINTS, POINTS, points->member, points->sign, points->cost};
}

/* Trains on the chosen points; returns the offset. */
static double train_linear(const Points *points, const Vectors *vectors, double *weights)
{
    const ChairliftSvmProblem problem = problem_of(points);
    return chairlift_linear_train(vectors->vector, vectors->square, DIMENSIONS, &problem,
                                  points->chosen, weights);
}

static void test_linear_svm_is_optimal(void)
{
    Points points;
    Vectors vectors;
    double weights[DIMENSIONS];
    draw_points(&points);
    make_vectors(&points, &vectors);
    const ChairliftSvmProblem problem = problem_of(&points);
    double offset = train_linear(&points, &vectors, weights);
    double gap = duality_gap(vectors.vector, &problem, points.chosen, weights, offset);
    g_assert_cmpfloat(gap, >=, 0);
    g_assert_cmpfloat(gap, <, 0.05); /* the solver's tolerance on so few papers */
    weights[0] += 0.3;
    g_assert_cmpfloat(duality_gap(vectors.vector, &problem, points.chosen, weights, offset), >,
                      0.05);
    for (gsize i = 0; i < POINTS; i++)
        points.chosen[i] = points.sign[i] > 0;
    offset = train_linear(&points, &vectors, weights);
    g_assert_cmpfloat(chairlift_linear_margin(&vectors.vector[0], weights, offset), ==, 1);
}

static void print_nothing(const char *text)
{
    (void)text;
}

/* LIBLINEAR's own solver, which has one cost for all: a paper's own is a feature of its own. The
 * offset is the weight of the last feature. */
static void train_by_liblinear(const Points *points, double *weights)
{
    enum { FEATURES = DIMENSIONS + POINTS + 1, END = -1 };
    static struct feature_node nodes[POINTS][DIMENSIONS + 3];
    static char state[256]; /* of rand() */
    struct feature_node *x[POINTS];
    double y[POINTS];
    struct problem problem = {.n = FEATURES, .y = y, .x = x, .bias = 1};
    struct parameter parameter = {.solver_type = L2R_L2LOSS_SVC_DUAL, .eps = 0.1};
    for (gsize i = 0; i < POINTS; i++)
        parameter.C = MAX(parameter.C, points->chosen[i] ? points->cost[i] : 0);
    for (int i = 0; i < POINTS; i++) {
        struct feature_node *node = nodes[i];
        if (!points->chosen[i])
            continue;
        for (int d = 0; d < DIMENSIONS; d++)
            *node++ = (struct feature_node){d + 1, points->point[points->member[i]][d]};
        *node++ = (struct feature_node){DIMENSIONS + 1 + i,
                                        sqrt(1 / (2 * points->cost[i]) - 1 / (2 * parameter.C))};
        *node++ = (struct feature_node){FEATURES, 1};
        *node = (struct feature_node){END, 0};
        y[problem.l] = points->sign[i];
        x[problem.l++] = nodes[i];
    }
    set_print_string_function(print_nothing);
    initstate(1, state, sizeof state);
    struct model *model = train(&problem, &parameter);
    for (int d = 0; d < DIMENSIONS; d++)
        weights[d] = model->w[d];
    weights[DIMENSIONS] = model->w[FEATURES - 1];
    free_and_destroy_model(&model);
}

static void test_linear_svm_is_liblinears(void)
{
    Points points;
    Vectors vectors;
    double weights[DIMENSIONS];
    double expected[DIMENSIONS + 1];
    draw_points(&points);
    make_vectors(&points, &vectors);
    double offset = train_linear(&points, &vectors, weights);
    train_by_liblinear(&points, expected);
    for (int d = 0; d < DIMENSIONS; d++)
        g_assert_cmpfloat_with_epsilon(weights[d], expected[d], 1e-12);
    g_assert_cmpfloat_with_epsilon(-offset, expected[DIMENSIONS], 1e-12);
}

/* Each training begins from the same random numbers, and leaves the program's own alone. */
static void test_linear_draws_its_own_numbers(void)
{
    Points points;
    Vectors vectors;
    double first[DIMENSIONS];
    double second[DIMENSIONS];
    draw_points(&points);
    make_vectors(&points, &vectors);
    const ChairliftSvmProblem problem = problem_of(&points);
    srandom(7);
    long expected = random();
    srandom(7);
    double offset =
        chairlift_linear_train(vectors.vector, vectors.square, DIMENSIONS, &problem, NULL, first);
    g_assert_cmpint(random(), ==, expected);
    g_assert_cmpfloat(
        chairlift_linear_train(vectors.vector, vectors.square, DIMENSIONS, &problem, NULL, second),
        ==, offset);
    g_assert_cmpmem(first, sizeof first, second, sizeof second);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/svm/two", test_svm_of_two);
    g_test_add_func("/svm/optimal", test_svm_is_optimal);
    g_test_add_func("/svm/linear/optimal", test_linear_svm_is_optimal);
    g_test_add_func("/svm/linear/liblinear", test_linear_svm_is_liblinears);
    g_test_add_func("/svm/linear/random", test_linear_draws_its_own_numbers);
    return g_test_run();
}
