/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "procedure.h"

static gboolean train_by_folds(const ChairliftTrainingSet *set, guint model, gsize paper)
{
    return model == CHAIRLIFT_FOLDS || set->fold[paper] != model;
}

static gboolean train_by_time(const ChairliftTrainingSet *set, guint model, gsize paper)
{
    return !set->newest[paper] && train_by_folds(set, model, paper);
}

ChairliftProcedure *chairlift_procedure_new(const ChairliftCorpus *corpus, const GPtrArray *venues,
                                            ChairliftDivision division, ChairliftRun *run,
                                            double cost, GError **error)
{
    g_autoptr(ChairliftProcedure) procedure = g_new0(ChairliftProcedure, 1);
    procedure->division = division;
    procedure->truths = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_truth_free);
    procedure->set = chairlift_training_set_new(corpus, run, 0.1 * cost, error);
    for (guint v = 0; procedure->set != NULL && v < venues->len; v++) {
        ChairliftTruth *truth =
            chairlift_truth_new(procedure->set, g_ptr_array_index(venues, v), error);
        if (truth == NULL)
            return NULL;
        g_ptr_array_add(procedure->truths, truth);
    }
    if (procedure->set == NULL)
        return NULL;
    procedure->targets = chairlift_targets_new(procedure->set, procedure->truths);
    if (!chairlift_targets_train(procedure->targets, procedure->set, CHAIRLIFT_FOLDS + 1,
                                 division == CHAIRLIFT_BY_TIME ? train_by_time : train_by_folds,
                                 run, 0.9 * cost, error))
        return NULL;
    return g_steal_pointer(&procedure);
}

void chairlift_procedure_free(ChairliftProcedure *procedure)
{
    if (procedure == NULL)
        return;
    chairlift_targets_free(procedure->targets);
    g_ptr_array_unref(procedure->truths);
    chairlift_training_set_free(procedure->set);
    g_free(procedure);
}

/* Margins of a venue's columns, [topics + 1][papers]: of each paper from the model that left out
 * its fold, or, when `last`, from the last model. */
static double *collect_margins(const ChairliftProcedure *procedure, guint venue, gboolean last)
{
    const ChairliftTrainingSet *set = procedure->set;
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    double *margin = g_new(double, (truth->topics + 1) * set->labelled);
    for (gsize c = 0; c <= truth->topics; c++) {
        const ChairliftTarget *target = chairlift_target(procedure->targets, venue, c);
        for (gsize i = 0; i < set->labelled; i++) {
            gsize model = last ? CHAIRLIFT_FOLDS : set->fold[i];
            margin[c * set->labelled + i] = target->margin[model * set->labelled + i];
        }
    }
    return margin;
}

/* Marks the papers that may be learnt from: all, or the older ones, without one fold if it exists.
 */
static void mark_known(const ChairliftProcedure *procedure, guint without_fold, gboolean *known)
{
    const ChairliftTrainingSet *set = procedure->set;
    for (gsize i = 0; i < set->labelled; i++)
        known[i] = set->fold[i] != without_fold &&
                   !(procedure->division == CHAIRLIFT_BY_TIME && set->newest[i]);
}

ChairliftCalibration *chairlift_procedure_calibration(const ChairliftProcedure *procedure,
                                                      guint venue)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    g_autofree double *margin = collect_margins(procedure, venue, FALSE);
    g_autofree gboolean *known = g_new(gboolean, truth->papers + 1);
    mark_known(procedure, CHAIRLIFT_FOLDS, known);
    return chairlift_calibration_new(truth, margin, known);
}

static void predict_fold(const ChairliftProcedure *procedure, const ChairliftTruth *truth,
                         const double *margin, guint fold, ChairliftPredictions *predictions)
{
    g_autofree gboolean *known = g_new(gboolean, truth->papers + 1);
    mark_known(procedure, fold, known);
    g_autoptr(ChairliftCalibration) calibration = chairlift_calibration_new(truth, margin, known);
    for (gsize i = 0; i < truth->papers; i++) {
        if (procedure->set->fold[i] == fold)
            chairlift_predict(calibration, truth->venue->most_topics, margin + i, truth->papers,
                              predictions, i);
    }
}

static ChairliftPredictions *predict_out_of_fold(const ChairliftProcedure *procedure, guint venue)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    g_autofree double *margin = collect_margins(procedure, venue, FALSE);
    ChairliftPredictions *predictions = chairlift_predictions_new(truth->papers, truth->topics);
    for (guint fold = 0; fold < CHAIRLIFT_FOLDS; fold++)
        predict_fold(procedure, truth, margin, fold, predictions);
    return predictions;
}

static ChairliftPredictions *predict_newest(const ChairliftProcedure *procedure, guint venue)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    g_autoptr(ChairliftCalibration) calibration = chairlift_procedure_calibration(procedure, venue);
    g_autofree double *margin = collect_margins(procedure, venue, TRUE);
    ChairliftPredictions *predictions = chairlift_predictions_new(truth->papers, truth->topics);
    for (gsize i = 0; i < truth->papers; i++) {
        if (procedure->set->newest[i])
            chairlift_predict(calibration, truth->venue->most_topics, margin + i, truth->papers,
                              predictions, i);
    }
    return predictions;
}

/* Papers with labels for the venue, of the stratified part or of all. */
static void mark_measured(const ChairliftTruth *truth, gboolean stratified, gboolean *measured)
{
    for (gsize i = 0; i < truth->papers; i++)
        measured[i] = truth->degree[i] >= 0 && chairlift_truth_has(truth, 0, i) >= 0 &&
                      (!stratified || truth->stratified[i]);
}

gboolean chairlift_procedure_measure(const ChairliftProcedure *procedure, guint venue,
                                     GPtrArray *figures, ChairliftRun *run, double cost,
                                     GError **error)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    gboolean by_time = procedure->division == CHAIRLIFT_BY_TIME;
    g_autoptr(ChairliftPredictions) predictions =
        by_time ? predict_newest(procedure, venue) : predict_out_of_fold(procedure, venue);
    g_autofree char *labels = chairlift_corpus_provenance(procedure->set->corpus, truth->venue);
    g_autofree gboolean *measured = g_new(gboolean, truth->papers + 1);
    for (int stratified = 0; stratified < 2; stratified++) {
        mark_measured(truth, stratified, measured);
        ChairliftFigures *own = chairlift_figures_new(
            truth, predictions, measured, by_time ? "held-out" : "out-of-fold",
            stratified ? "stratified" : "all", run, cost / 2, error);
        if (own == NULL)
            return FALSE;
        own->labels = g_strdup(labels);
        if (own->papers > 0)
            g_ptr_array_add(figures, own);
        else
            chairlift_figures_free(own); /* a corpus need not have stratified papers */
    }
    return TRUE;
}
