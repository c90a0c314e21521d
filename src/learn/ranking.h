/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers in the order of their probability of something, and how good that is.
 *
 * Papers may count any number of times, which makes the bootstrap cheap: they are sorted once, and
 * a resample is a vector of counts. Several resamples are measured abreast, because processors do
 * the same to several numbers at once.
 */
#ifndef CHAIRLIFT_LEARN_RANKING_H
#define CHAIRLIFT_LEARN_RANKING_H

#include <glib.h>

/* How often a paper counts in each of several resamples; or a sum of such counts. */
enum { CHAIRLIFT_ABREAST = 8 };
typedef struct ChairliftCounts {
    double in[CHAIRLIFT_ABREAST];
} ChairliftCounts;

static inline void chairlift_counts_add(ChairliftCounts *sum, const ChairliftCounts *counts,
                                        double times)
{
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++)
        sum->in[r] += counts->in[r] * times;
}

typedef struct ChairliftRankedPaper {
    double difference; /* probability - class */
    guint32 paper;     /* its index */
    guint8 is_true;
    guint8 ends_tie; /* the next one's probability is less, and one of the two ties, its own and the
                        next one's, has true papers: where none has, order is of no account */
    guint8 ends_bin; /* the next one is in another bin of the calibration error */
} ChairliftRankedPaper;

typedef struct ChairliftRanking {
    ChairliftRankedPaper *papers; /* [length] by descending probability */
    gsize length;
} ChairliftRanking;

/* A measure that is not defined (no paper of a class) is NaN. */
typedef struct ChairliftRankingFigures {
    double auc;               /* area under the ROC curve; ties count half */
    double average_precision; /* sum of precision at each probability times the recall it adds */
    double brier;             /* mean squared difference of probability and class */
    double ece;               /* expected calibration error */
    double positives;         /* of how many papers it is true */
    double papers;
} ChairliftRankingFigures;

/* Ranks the listed papers, which are indices of probability and class, by the probability that
 * class is 1; papers whose class is -1 are left out. */
ChairliftRanking *chairlift_ranking_new(const guint32 *papers, gsize length,
                                        const double *probability, const gint8 *class);
void chairlift_ranking_free(ChairliftRanking *ranking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftRanking, chairlift_ranking_free)

/* counts: of each paper, by its index. figures: [CHAIRLIFT_ABREAST], of each resample. */
void chairlift_ranking_measure(const ChairliftRanking *ranking, const ChairliftCounts *counts,
                               ChairliftRankingFigures *figures);

#endif
