/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking.h"

#include <math.h>
#include <stdlib.h>

#include "chairlift/learn.h"

typedef struct Scored {
    double probability;
    guint32 paper;
    gint8 class;
} Scored;

static int descending(const void *a, const void *b)
{
    const Scored *left = a;
    const Scored *right = b;
    if (left->probability != right->probability)
        return left->probability > right->probability ? -1 : 1;
    return (left->paper > right->paper) - (left->paper < right->paper);
}

static int bin_of(const Scored *scored)
{
    return MIN((int)(scored->probability * CHAIRLIFT_CALIBRATION_BINS),
               CHAIRLIFT_CALIBRATION_BINS - 1);
}

ChairliftRanking *chairlift_ranking_new(const guint32 *papers, gsize length,
                                        const double *probability, const gint8 *class)
{
    ChairliftRanking *ranking = g_new0(ChairliftRanking, 1);
    g_autofree Scored *scored = g_new(Scored, length + 1);
    for (gsize i = 0; i < length; i++) {
        if (class[papers[i]] >= 0)
            scored[ranking->length++] =
                (Scored){probability[papers[i]], papers[i], class[papers[i]]};
    }
    qsort(scored, ranking->length, sizeof *scored, descending);
    ranking->papers = g_new(ChairliftRankedPaper, ranking->length + 1);
    for (gsize i = 0; i < ranking->length; i++) {
        const Scored *own = &scored[i];
        const Scored *next = i + 1 < ranking->length ? own + 1 : NULL;
        ranking->papers[i] = (ChairliftRankedPaper){
            .difference = own->probability - own->class,
            .paper = own->paper,
            .is_true = own->class > 0,
            .ends_tie = next == NULL || next->probability < own->probability,
            .ends_bin = next == NULL || bin_of(next) != bin_of(own),
        };
    }
    return ranking;
}

void chairlift_ranking_free(ChairliftRanking *ranking)
{
    if (ranking != NULL)
        g_free(ranking->papers);
    g_free(ranking);
}

/* Everything in one pass, because the bootstrap spends its time here. */
ChairliftRankingFigures chairlift_ranking_measure(const ChairliftRanking *ranking,
                                                  const guint32 *count)
{
    guint64 above = 0, above_true = 0; /* papers with a higher probability */
    guint64 tied = 0, tied_true = 0;   /* and with the same */
    guint64 area = 0;                  /* twice the pairs of both classes in the right order */
    double precision = 0, squares = 0, gap = 0, gaps = 0;
    for (gsize i = 0; i < ranking->length; i++) {
        const ChairliftRankedPaper *own = &ranking->papers[i];
        const guint32 times = count[own->paper];
        const double weighed = times * own->difference;
        squares += weighed * own->difference;
        gap += weighed;
        if (own->ends_bin) {
            gaps += fabs(gap);
            gap = 0;
        }
        tied += times;
        tied_true += own->is_true ? times : 0;
        if (!own->ends_tie)
            continue;
        area += (tied - tied_true) * (2 * above_true + tied_true);
        above += tied;
        above_true += tied_true;
        if (tied_true > 0)
            precision += (double)(tied_true * above_true) / (double)above;
        tied = tied_true = 0;
    }
    const double pairs = (double)above_true * (double)(above - above_true);
    const double papers = (double)above;
    return (ChairliftRankingFigures){.auc = pairs > 0 ? (double)area / (2 * pairs) : NAN,
                                     .average_precision =
                                         above_true > 0 ? precision / (double)above_true : NAN,
                                     .brier = above > 0 ? squares / papers : NAN,
                                     .ece = above > 0 ? gaps / papers : NAN,
                                     .positives = above_true,
                                     .papers = above};
}
