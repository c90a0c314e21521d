/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way from a corpus to predictions, as training and evaluation both go it. */
#ifndef CHAIRLIFT_LEARN_PROCEDURE_H
#define CHAIRLIFT_LEARN_PROCEDURE_H

#include "calibration.h"
#include "figures.h"
#include "target.h"

/* How papers are divided. Of the models trained for each target, model f, for a fold f, leaves out
 * that fold, and the last leaves out none. */
typedef struct ChairliftDivision {
    const gboolean *held_out; /* [set->labelled] papers that no model sees, and that are judged by
                                 the last; NULL: each paper is judged by the model that left out
                                 its fold */
    gboolean *const *unread;  /* [venues][set->labelled] papers whose topics are held to be
                                 unknown; or NULL */
} ChairliftDivision;

typedef struct ChairliftProcedure {
    const ChairliftTrainingSet *set;
    GPtrArray *truths; /* of ChairliftTruth, one for each venue: what models may learn */
    GPtrArray *tests;  /* of ChairliftTruth, likewise: what they are judged by */
    ChairliftTargets *targets;
    ChairliftDivision division;
} ChairliftProcedure;

/* Trains all models. What is passed must outlive it. */
ChairliftProcedure *chairlift_procedure_new(const ChairliftTrainingSet *set,
                                            const GPtrArray *venues, ChairliftDivision division,
                                            ChairliftRun *run, double cost, GError **error);
void chairlift_procedure_free(ChairliftProcedure *procedure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftProcedure, chairlift_procedure_free)

/* The calibration that a venue's models go with: from the margins of every paper that a model was
 * trained on, taken from the model that left it out. */
ChairliftCalibration *chairlift_procedure_calibration(const ChairliftProcedure *procedure,
                                                      guint venue);

/* Adds what is said of the papers that the division has judged. */
gboolean chairlift_procedure_predict(const ChairliftProcedure *procedure, guint venue,
                                     ChairliftPredictions *predictions, ChairliftRun *run,
                                     double cost, GError **error);

/* Appends a venue's figures on all labelled papers and on the stratified ones, as the division has
 * it: out-of-fold, where a fold is judged by models and calibration from the other folds, or
 * held-out. */
gboolean chairlift_procedure_measure(const ChairliftProcedure *procedure, guint venue,
                                     GPtrArray *figures, ChairliftRun *run, double cost,
                                     GError **error);

#endif
