/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing to learn: a theme, or a topic among papers in theme; and its SVMs.
 *
 * Venues that ask for the same labels share targets.
 */
#ifndef CHAIRLIFT_LEARN_TARGET_H
#define CHAIRLIFT_LEARN_TARGET_H

#include "svm.h"
#include "truth.h"

typedef struct ChairliftTarget {
    char *name; /* its labels: "neurips_2025/circuits within theme" */
    ChairliftSvmProblem problem;
    guint32 *member; /* [problem.length] */
    gint8 *sign;     /* [problem.length] */
    double *cost;    /* [problem.length] */
    double *margin;  /* [models][set->labelled] of the papers that the model was not trained on;
                        NaN for the others */
    double
        *coefficients; /* [problem.length] of the last model; NULL where there is no Gram matrix */
    double *weights;   /* [features] of the last model, where there is none; else NULL */
    double rho;        /* of the last model */
} ChairliftTarget;

/* Which labelled papers a model is trained on; all of the background's sample always is. */
typedef gboolean (*ChairliftTrainOn)(const ChairliftTrainingSet *set, guint model, gsize paper,
                                     gpointer user_data);

/* The targets of venues' themes and topics. */
typedef struct ChairliftTargets {
    GPtrArray *all; /* of ChairliftTarget, themes first */
    GArray **of;    /* [venues] of ChairliftTarget *: the theme, then the topics in order */
    guint venues;
    guint models; /* trained for each target */
} ChairliftTargets;

/* truths: of ChairliftTruth, one for each venue. */
ChairliftTargets *chairlift_targets_new(const ChairliftTrainingSet *set, const GPtrArray *truths);
void chairlift_targets_free(ChairliftTargets *targets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftTargets, chairlift_targets_free)

/* Trains `models` SVMs for each target and takes the margins of the labelled papers that they have
 * not seen. */
gboolean chairlift_targets_train(ChairliftTargets *targets, const ChairliftTrainingSet *set,
                                 guint models, ChairliftTrainOn train_on, gpointer user_data,
                                 ChairliftRun *run, double cost, GError **error);

/* The target of a venue's theme (topic 0) or of its topic number `topic` - 1. */
static inline const ChairliftTarget *chairlift_target(const ChairliftTargets *targets, guint venue,
                                                      gsize topic)
{
    return g_array_index(targets->of[venue], ChairliftTarget *, topic);
}

/* The last model's support vectors folded into one weight for each feature; free with g_free. */
double *chairlift_target_weights(const ChairliftTarget *target, const ChairliftTrainingSet *set);

#endif
