/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A corpus as vectors, and how its papers are divided for training and testing. */
#ifndef CHAIRLIFT_LEARN_TRAINING_SET_H
#define CHAIRLIFT_LEARN_TRAINING_SET_H

#include "corpus.h"
#include "parallel.h"
#include "parameters.h"

#include "chairlift/features.h"

typedef struct ChairliftTrainingSet {
    const ChairliftCorpus *corpus;
    ChairliftVocabulary *vocabulary;
    gsize labelled;           /* papers 0 .. labelled - 1 are those of corpus->papers */
    gsize papers;             /* the rest, up to here, are the background's sample */
    ChairliftVector *vectors; /* [papers] */
    float *gram;              /* [papers][papers]; NULL where there are too many papers for it */
    guint8 *fold;             /* [labelled] 0 .. CHAIRLIFT_FOLDS - 1 */
    gboolean *newest;         /* [labelled] whether in the newest fifth, by the id's date */
} ChairliftTrainingSet;

/* Chooses the vocabulary and computes all of the above. The corpus must outlive it. */
ChairliftTrainingSet *chairlift_training_set_new(const ChairliftCorpus *corpus, ChairliftRun *run,
                                                 double cost, GError **error);
void chairlift_training_set_free(ChairliftTrainingSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftTrainingSet, chairlift_training_set_free)

/* The fold of a paper: the first eight hexadecimal digits of the MD5 of its id, modulo the number
 * of folds. It stays where it is when papers are added. */
guint chairlift_fold_of(const char *id);

/* Whether an id is one of arXiv's since 2015, "YYMM.NNNNN", which tells its age. */
gboolean chairlift_is_dated(const char *id);

#endif
