/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the labels of the corpus say for one venue. */
#ifndef CHAIRLIFT_LEARN_TRUTH_H
#define CHAIRLIFT_LEARN_TRUTH_H

#include "training_set.h"

typedef struct ChairliftTruth {
    const ChairliftVenue *venue;
    gsize papers;  /* labelled ones */
    gsize topics;  /* of the venue */
    int *degree;   /* [papers] 2 in theme, 1 borderline, 0 out; -1 not labelled for it */
    gint8 *has;    /* [topics][papers] 1 or 0; -1 not labelled for it */
    guint8 *place; /* [topics][papers] place among the paper's topics, from 0, if it has it */
    gboolean *stratified;    /* [papers] drawn so that classes are as frequent as among papers */
    gboolean is_whole;       /* its topics are all labels of the corpus, and no others */
    gboolean *weak;          /* [papers] its topics are weak labels: nobody has read it for them */
    gsize weak_papers;       /* how many papers in theme are, */
    gsize labels;            /* and how many have topics that somebody gave them */
    double weak_cost;        /* of an error on a weak label, where one on a label costs 1 */
    gboolean *weak_degree;   /* [papers] its degree is weak: nobody has read it for the theme */
    gsize weak_degrees;      /* how many are */
    double weak_degree_cost; /* as weak_cost */
} ChairliftTruth;

/* What the labels say, without weak ones. */
ChairliftTruth *chairlift_truth_new(const ChairliftTrainingSet *set, const ChairliftVenue *venue);

/* Takes a paper's topics for unknown. */
void chairlift_truth_forget_topics(ChairliftTruth *truth, gsize paper);

/* Fails when there are too few labels, weak ones included, to train a topic of the venue, or its
 * theme. */
gboolean chairlift_truth_check(const ChairliftTruth *truth, GError **error);
void chairlift_truth_free(ChairliftTruth *truth);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftTruth, chairlift_truth_free)

/* Whether paper has topic: 1, 0, or -1 when it is not labelled for it. */
static inline int chairlift_truth_has(const ChairliftTruth *truth, gsize topic, gsize paper)
{
    return truth->has[topic * truth->papers + paper];
}

/* Whether somebody has said if the paper fits and which topics it has. */
static inline gboolean chairlift_truth_is_known(const ChairliftTruth *truth, gsize paper)
{
    return truth->degree[paper] >= 0 && chairlift_truth_has(truth, 0, paper) >= 0 &&
           !truth->weak[paper] && !truth->weak_degree[paper];
}

/* Whether theme or topics are learnt from what the call's file says, too. */
static inline gboolean chairlift_truth_is_weak(const ChairliftTruth *truth)
{
    return truth->weak_papers > 0 || truth->weak_degrees > 0;
}

#endif
