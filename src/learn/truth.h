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
    gboolean *stratified; /* [papers] drawn so that classes are as frequent as among papers */
} ChairliftTruth;

/* Fails when the corpus has too few labels to train a topic of the venue, or its theme. */
ChairliftTruth *chairlift_truth_new(const ChairliftTrainingSet *set, const ChairliftVenue *venue,
                                    GError **error);
void chairlift_truth_free(ChairliftTruth *truth);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftTruth, chairlift_truth_free)

/* Whether paper has topic: 1, 0, or -1 when it is not labelled for it. */
static inline int chairlift_truth_has(const ChairliftTruth *truth, gsize topic, gsize paper)
{
    return truth->has[topic * truth->papers + paper];
}

#endif
