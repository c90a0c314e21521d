/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold.h"

#include <stdlib.h>
#include <string.h>

typedef struct Scored {
    double score;
    gboolean positive;
} Scored;

static int descending(const void *a, const void *b)
{
    double left = ((const Scored *)a)->score;
    double right = ((const Scored *)b)->score;
    return (left < right) - (left > right);
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* How good it is to call `called` papers positive, `correct` of them rightly, of `all` positive. */
typedef double (*Measure)(gsize called, gsize correct, gsize all);

static double f1(gsize called, gsize correct, gsize all)
{
    return 2.0 * (double)correct / (double)(called + all);
}

/* Correct answers, less a constant. */
static double accuracy(gsize called, gsize correct, gsize all)
{
    (void)all;
    return 2.0 * (double)correct - (double)called;
}

static double best_threshold(const double *score, const gboolean *positive, gsize length,
                             Measure measure)
{
    g_autofree Scored *sorted = g_new(Scored, length + 1);
    gsize all = 0;
    for (gsize i = 0; i < length; i++) {
        sorted[i] = (Scored){score[i], positive[i]};
        all += positive[i] != FALSE;
    }
    qsort(sorted, length, sizeof *sorted, descending);
    double threshold = sorted[0].score + 1;
    double best = all > 0 ? measure(0, 0, all) : 0;
    gsize correct = 0;
    for (gsize called = 1; called <= length; called++) {
        correct += sorted[called - 1].positive != FALSE;
        if (called < length && sorted[called].score == sorted[called - 1].score)
            continue; /* no threshold lies between equal scores */
        double value = measure(called, correct, all);
        if (value <= best)
            continue;
        best = value;
        threshold = called < length ? (sorted[called - 1].score + sorted[called].score) / 2
                                    : sorted[called - 1].score - 1;
    }
    return threshold;
}

double chairlift_threshold_f1(const double *score, const gboolean *positive, gsize length)
{
    return best_threshold(score, positive, length, f1);
}

double chairlift_threshold_accuracy(const double *score, const gboolean *positive, gsize length)
{
    return best_threshold(score, positive, length, accuracy);
}

double chairlift_threshold_quantile(const double *score, gsize length, double part)
{
    g_autofree double *sorted = g_new(double, length + 1);
    memcpy(sorted, score, sizeof *sorted * length);
    qsort(sorted, length, sizeof *sorted, ascending);
    gsize below = MIN((gsize)(part * (double)length), length - 1);
    while (below > 0 && sorted[below] == sorted[below - 1])
        below--;
    return below > 0 ? (sorted[below - 1] + sorted[below]) / 2 : sorted[0];
}

void chairlift_threshold_shrink(double *threshold, const gsize *positive, gsize length,
                                double papers)
{
    g_autofree double *sorted = g_new(double, length + 1);
    memcpy(sorted, threshold, sizeof *sorted * length);
    qsort(sorted, length, sizeof *sorted, ascending);
    double median = (sorted[(length - 1) / 2] + sorted[length / 2]) / 2;
    for (gsize i = 0; i < length; i++)
        threshold[i] =
            ((double)positive[i] * threshold[i] + papers * median) / ((double)positive[i] + papers);
}
