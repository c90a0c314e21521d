/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers share few features, so products are added up feature by feature over an inverted index, as
 * in information retrieval (Manning, Raghavan & Schuetze 2008, ch. 7), not by going through pairs
 * of papers. Each product is summed in ascending order of features: always the same rounding. */
#include "gram.h"

#include <string.h>

enum { ROWS_AT_ONCE = 32 };

/* A paper that has a feature, and with what value. */
typedef struct Posting {
    guint32 row;
    float value;
} Posting;

typedef struct Gram {
    const ChairliftVector *vectors; /* [length] */
    gsize length;
    gsize *start; /* [features + 1] postings of feature f are at start[f] .. start[f + 1] - 1 */
    Posting *postings; /* in ascending order of row */
    float *products;   /* [length][length] */
} Gram;

static void index_features(Gram *gram, guint32 features)
{
    gram->start = g_new0(gsize, (gsize)features + 2);
    for (gsize i = 0; i < gram->length; i++) {
        for (size_t k = 0; k < gram->vectors[i].length; k++)
            gram->start[gram->vectors[i].feature[k] + 2]++;
    }
    for (gsize f = 2; f <= (gsize)features + 1; f++)
        gram->start[f] += gram->start[f - 1];
    gram->postings = g_new(Posting, gram->start[features + 1] + 1);
    for (gsize i = 0; i < gram->length; i++) {
        const ChairliftVector *vector = &gram->vectors[i];
        for (size_t k = 0; k < vector->length; k++)
            gram->postings[gram->start[vector->feature[k] + 1]++] =
                (Posting){.row = (guint32)i, .value = vector->value[k]};
    }
}

/* Products of paper i with the papers up to it. */
static void multiply_row(const Gram *gram, gsize i, double *sums)
{
    const ChairliftVector *vector = &gram->vectors[i];
    memset(sums, 0, sizeof *sums * (i + 1));
    for (size_t k = 0; k < vector->length; k++) {
        double value = vector->value[k];
        const Posting *end = gram->postings + gram->start[vector->feature[k] + 1];
        for (const Posting *p = gram->postings + gram->start[vector->feature[k]];
             p < end && p->row <= i; p++)
            sums[p->row] += value * p->value;
    }
    float *row = gram->products + i * gram->length;
    for (gsize j = 0; j <= i; j++)
        row[j] = (float)sums[j];
}

static void multiply_rows(guint piece, gpointer data)
{
    const Gram *gram = data;
    gsize end = MIN(((gsize)piece + 1) * ROWS_AT_ONCE, gram->length);
    g_autofree double *sums = g_new(double, end);
    for (gsize i = (gsize)piece * ROWS_AT_ONCE; i < end; i++)
        multiply_row(gram, i, sums);
}

/* Fills the upper triangle from the lower, for a strip of rows. */
static void mirror_rows(guint piece, gpointer data)
{
    const Gram *gram = data;
    gsize begin = (gsize)piece * ROWS_AT_ONCE;
    gsize end = MIN(begin + ROWS_AT_ONCE, gram->length);
    for (gsize j = begin; j < gram->length; j++) {
        for (gsize i = begin; i < MIN(end, j); i++)
            gram->products[i * gram->length + j] = gram->products[j * gram->length + i];
    }
}

float *chairlift_gram_new(const ChairliftVector *vectors, gsize length, guint32 features,
                          ChairliftRun *run, double cost, GError **error)
{
    Gram gram = {.vectors = vectors, .length = length};
    guint strips = (guint)((length + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE);
    index_features(&gram, features);
    gram.products = g_new(float, length *length + 1);
    gboolean fine = chairlift_parallel(run, strips, 0.8 * cost, multiply_rows, &gram, error) &&
                    chairlift_parallel(run, strips, 0.2 * cost, mirror_rows, &gram, error);
    g_free(gram.start);
    g_free(gram.postings);
    if (!fine)
        g_clear_pointer(&gram.products, g_free);
    return gram.products;
}
