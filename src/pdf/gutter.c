/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column or two: projected onto the page's width, the words of two columns leave a strip near
 * the middle that hardly any word covers. It is looked for before lines are made, since a narrow
 * gutter is no wider than some spaces. */
#include "gutter.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_BINS = 2000, /* a point each */
    MIN_RUNS = 100,  /* fewer make no columns */
    MIN_GUTTER = 6   /* points */
};

/* covered[x]: words that reach over x points from the left. Returns how many were counted. */
static guint project(const LayoutPage *page, guint bins, guint covered[MAX_BINS + 2])
{
    guint counted = 0;
    memset(covered, 0, (MAX_BINS + 2) * sizeof *covered);
    for (guint i = 0; i < page->runs->len; i++) {
        const LayoutRun *run = &g_array_index(page->runs, LayoutRun, i);
        if (run->style & LAYOUT_ROTATED || run->right <= 0 || run->left >= (float)bins)
            continue;
        counted++;
        covered[(guint)MAX(run->left, 0)]++;
        covered[(guint)MIN(run->right, (float)bins) + 1]--;
    }
    for (guint x = 1; x <= bins; x++)
        covered[x] += covered[x - 1];
    return counted;
}

static int by_count(gconstpointer a, gconstpointer b)
{
    guint x = *(const guint *)a, y = *(const guint *)b;
    return (x > y) - (x < y);
}

/* What is covered where there is text: the upper quartile over the page's middle part. */
static guint typical_cover(const guint *covered, guint first, guint end)
{
    guint sorted[MAX_BINS];
    guint n = end - first;
    memcpy(sorted, covered + first, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_count);
    return sorted[n * 3 / 4];
}

static double mean_cover(const guint *covered, guint first, guint end)
{
    double sum = 0;
    for (guint x = first; x < end; x++)
        sum += covered[x];
    return end > first ? sum / (end - first) : 0;
}

LayoutGutter chairlift_layout_gutter(const LayoutPage *page)
{
    LayoutGutter gutter = {0, 0};
    guint covered[MAX_BINS + 2];
    guint bins = (guint)MIN(page->width, MAX_BINS);
    if (bins < 100 || project(page, bins, covered) < MIN_RUNS)
        return gutter;
    guint first = bins / 10, end = bins - first;
    guint typical = typical_cover(covered, first, end);
    guint widest = MIN_GUTTER - 1;
    for (guint x = bins * 3 / 10, start = x; x <= bins * 7 / 10; x++) {
        if (covered[x] * 20 > typical * 9) {
            start = x + 1;
        } else if (x + 1 - start > widest) {
            widest = x + 1 - start;
            gutter = (LayoutGutter){(float)start, (float)(x + 1)};
        }
    }
    /* Beside a real gutter there is text on both sides. */
    double before = mean_cover(covered, first, (guint)gutter.left);
    double after = mean_cover(covered, (guint)gutter.right, end);
    if (MIN(before, after) * 10 < typical * 4.0)
        gutter = (LayoutGutter){0, 0};
    return gutter;
}
