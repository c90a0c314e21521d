/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way from a corpus to predictions, as training and evaluation both go it. */
#ifndef CHAIRLIFT_LEARN_PROCEDURE_H
#define CHAIRLIFT_LEARN_PROCEDURE_H

#include "calibration.h"
#include "figures.h"
#include "target.h"

/* How papers are divided. Of the models trained for each target, model f, for a fold f, leaves out
 * that fold, and the last leaves out none. */
typedef enum ChairliftDivision {
    CHAIRLIFT_BY_FOLDS, /* of all papers */
    CHAIRLIFT_BY_TIME   /* of the older papers; no model sees the newest fifth */
} ChairliftDivision;

typedef struct ChairliftProcedure {
    ChairliftTrainingSet *set;
    GPtrArray *truths; /* of ChairliftTruth, one for each venue */
    ChairliftTargets *targets;
    ChairliftDivision division;
} ChairliftProcedure;

/* Makes vectors and trains all models. corpus and venues must outlive it. */
ChairliftProcedure *chairlift_procedure_new(const ChairliftCorpus *corpus, const GPtrArray *venues,
                                            ChairliftDivision division, ChairliftRun *run,
                                            double cost, GError **error);
void chairlift_procedure_free(ChairliftProcedure *procedure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftProcedure, chairlift_procedure_free)

/* The calibration that a venue's models go with: from the margins of every paper that a model was
 * trained on, taken from the model that left it out. */
ChairliftCalibration *chairlift_procedure_calibration(const ChairliftProcedure *procedure,
                                                      guint venue);

/* Appends a venue's figures on all labelled papers and on the stratified ones, as the division has
 * it: out-of-fold, where a fold is judged by models and calibration from the other folds, or
 * held-out. */
gboolean chairlift_procedure_measure(const ChairliftProcedure *procedure, guint venue,
                                     GPtrArray *figures, ChairliftRun *run, double cost,
                                     GError **error);

#endif
