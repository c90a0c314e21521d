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

double chairlift_threshold_accuracy(const double *score, const gboolean *positive, gsize length)
{
    g_autofree Scored *sorted = g_new(Scored, length + 1);
    for (gsize i = 0; i < length; i++)
        sorted[i] = (Scored){score[i], positive[i]};
    qsort(sorted, length, sizeof *sorted, descending);
    double threshold = sorted[0].score + 1;
    gssize best = 0;
    gssize gain = 0; /* right answers that calling the first ones positive adds, less wrong ones */
    for (gsize called = 1; called <= length; called++) {
        gain += sorted[called - 1].positive ? 1 : -1;
        if (called < length && sorted[called].score == sorted[called - 1].score)
            continue; /* no threshold lies between equal scores */
        if (gain <= best)
            continue;
        best = gain;
        threshold = called < length ? (sorted[called - 1].score + sorted[called].score) / 2
                                    : sorted[called - 1].score - 1;
    }
    return threshold;
}

double chairlift_threshold_expected_f1(const double *probability, gsize length)
{
    g_autofree double *sorted = g_new(double, length + 1);
    memcpy(sorted, probability, sizeof *sorted * length);
    qsort(sorted, length, sizeof *sorted, ascending);
    double all = 0;
    for (gsize i = 0; i < length; i++)
        all += sorted[i];
    double threshold = 1;
    double best = 0;
    double correct = 0;
    for (gsize called = 1; called <= length; called++) {
        double last = sorted[length - called];
        double next = called < length ? sorted[length - called - 1] : 0;
        correct += last;
        double f1 = 2 * correct / ((double)called + all);
        if (f1 <= best || next == last)
            continue;
        best = f1;
        threshold = (last + next) / 2;
    }
    return threshold;
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
