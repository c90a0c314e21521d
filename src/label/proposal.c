/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Active learning: uncertainty sampling (Lewis & Gale, "A sequential algorithm for training text
 * classifiers", 1994), with papers like those already chosen put back, as in maximal marginal
 * relevance (Carbonell & Goldstein 1998): ten papers on one subject teach little more than one. */
#include <math.h>

#include "chairlift/label.h"

/* Of the uncertainty about topics and that about the theme. */
static const double THEME_WEIGHT = 0.5;

static double closeness(double margin)
{
    return 2 / (1 + exp(fabs(margin)));
}

double chairlift_label_uncertainty(const ChairliftScores *scores)
{
    double first = 0;
    double second = 0;
    if (scores->no_evidence)
        return -1;
    for (size_t t = 0; t < scores->length; t++) {
        double own = closeness(scores->topics[t].margin);
        second = MAX(second, MIN(own, first));
        first = MAX(first, own);
    }
    double theme = 1 - fabs(2 * scores->theme_probability - 1);
    return scores->theme_probability * (first + second) / 2 + THEME_WEIGHT * theme;
}

static double cosine(const ChairliftVector *a, const ChairliftVector *b)
{
    double sum = 0;
    size_t i = 0;
    size_t j = 0;
    while (i < a->length && j < b->length) {
        if (a->feature[i] == b->feature[j])
            sum += (double)a->value[i] * b->value[j];
        guint32 left = a->feature[i];
        guint32 right = b->feature[j];
        i += left <= right;
        j += right <= left;
    }
    return sum;
}

static void come_near(double *likeness, const ChairliftVector *vectors, guint length, guint paper)
{
    for (guint i = 0; i < length; i++)
        likeness[i] = MAX(likeness[i], cosine(&vectors[i], &vectors[paper]));
}

GArray *chairlift_label_propose(const double *uncertainty, const ChairliftVector *vectors,
                                const gboolean *labelled, guint length, guint count)
{
    GArray *chosen = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree double *likeness = g_new0(double, length + 1);
    g_autofree gboolean *taken = g_new(gboolean, length + 1);
    for (guint i = 0; i < length; i++) {
        taken[i] = labelled[i] || uncertainty[i] < 0;
        if (labelled[i])
            come_near(likeness, vectors, length, i);
    }
    while (chosen->len < count) {
        guint best = length;
        double most = -1;
        for (guint i = 0; i < length; i++) {
            double worth = taken[i] ? -1 : uncertainty[i] * (1 - MIN(likeness[i], 1));
            if (worth > most) {
                most = worth;
                best = i;
            }
        }
        if (best == length)
            break;
        taken[best] = TRUE;
        g_array_append_val(chosen, best);
        come_near(likeness, vectors, length, best);
    }
    return chosen;
}
