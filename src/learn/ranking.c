/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking.h"

#include <float.h>
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

/* Joins ties without true papers to those before them that have none either. */
static void join_ties(ChairliftRanking *ranking)
{
    ChairliftRankedPaper *before = NULL; /* the last paper of such a tie */
    gboolean has_true = FALSE;
    for (gsize i = 0; i < ranking->length; i++) {
        ChairliftRankedPaper *own = &ranking->papers[i];
        has_true |= own->is_true;
        if (!own->ends_tie)
            continue;
        if (before != NULL && !has_true)
            before->ends_tie = FALSE;
        before = has_true ? NULL : own;
        has_true = FALSE;
    }
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
    join_ties(ranking);
    return ranking;
}

void chairlift_ranking_free(ChairliftRanking *ranking)
{
    if (ranking != NULL)
        g_free(ranking->papers);
    g_free(ranking);
}

/* What has been added up on the way down a ranking. */
typedef struct Sums {
    ChairliftCounts above, above_true; /* papers with a higher probability */
    ChairliftCounts tied, tied_true;   /* and with the same */
    ChairliftCounts area;              /* twice the pairs of both classes in the right order */
    ChairliftCounts precision, squares, gap, gaps;
} Sums;

static void end_bin(Sums *sums)
{
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++) {
        sums->gaps.in[r] += fabs(sums->gap.in[r]);
        sums->gap.in[r] = 0;
    }
}

static void end_tie(Sums *sums)
{
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++) {
        const double tied = sums->tied.in[r];
        const double tied_true = sums->tied_true.in[r];
        sums->area.in[r] += (tied - tied_true) * (2 * sums->above_true.in[r] + tied_true);
        sums->above.in[r] += tied;
        sums->above_true.in[r] += tied_true;
        /* what is added changes no number of papers but 0 */
        sums->precision.in[r] += tied_true * sums->above_true.in[r] / (sums->above.in[r] + DBL_MIN);
    }
    sums->tied = sums->tied_true = (ChairliftCounts){0};
}

static ChairliftRankingFigures figures_of(const Sums *sums, int r)
{
    const double papers = sums->above.in[r];
    const double positives = sums->above_true.in[r];
    const double pairs = positives * (papers - positives);
    return (ChairliftRankingFigures){.auc = pairs > 0 ? sums->area.in[r] / (2 * pairs) : NAN,
                                     .average_precision =
                                         positives > 0 ? sums->precision.in[r] / positives : NAN,
                                     .brier = papers > 0 ? sums->squares.in[r] / papers : NAN,
                                     .ece = papers > 0 ? sums->gaps.in[r] / papers : NAN,
                                     .positives = positives,
                                     .papers = papers};
}

/* Everything in one pass, because the bootstrap spends its time here. */
void chairlift_ranking_measure(const ChairliftRanking *ranking, const ChairliftCounts *counts,
                               ChairliftRankingFigures *figures)
{
    Sums sums = {0};
    for (gsize i = 0; i < ranking->length; i++) {
        const ChairliftRankedPaper *own = &ranking->papers[i];
        const ChairliftCounts *times = &counts[own->paper];
        for (int r = 0; r < CHAIRLIFT_ABREAST; r++) {
            const double weighed = times->in[r] * own->difference;
            sums.squares.in[r] += weighed * own->difference;
            sums.gap.in[r] += weighed;
            sums.tied.in[r] += times->in[r];
        }
        if (own->is_true)
            chairlift_counts_add(&sums.tied_true, times, 1);
        if (own->ends_bin)
            end_bin(&sums);
        if (own->ends_tie)
            end_tie(&sums);
    }
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++)
        figures[r] = figures_of(&sums, r);
}
