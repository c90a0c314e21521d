/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "procedure.h"

#include "weak_labels.h"
#include "weak_theme.h"

static gboolean train_on(const ChairliftTrainingSet *set, guint model, gsize paper,
                         gpointer user_data)
{
    const ChairliftDivision *division = user_data;
    return (model == CHAIRLIFT_FOLDS || set->fold[paper] != model) &&
           (division->held_out == NULL || !division->held_out[paper]);
}

/* What a venue's models may learn: labels as far as they are known, and weak ones for the rest. */
static ChairliftTruth *learnable_truth(const ChairliftProcedure *procedure, const GPtrArray *venues,
                                       guint number, GError **error)
{
    const ChairliftDivision *division = &procedure->division;
    g_autoptr(ChairliftTruth) truth =
        chairlift_truth_new(procedure->set, g_ptr_array_index(venues, number));
    g_autofree gboolean *usable = g_new(gboolean, truth->papers + 1);
    for (gsize i = 0; i < truth->papers; i++) {
        usable[i] = division->held_out == NULL || !division->held_out[i];
        if (division->unread != NULL && division->unread[number][i])
            chairlift_truth_forget_topics(truth, i);
    }
    return chairlift_weak_theme_add(truth, procedure->set, usable, error) &&
                   chairlift_weak_labels_add(truth, procedure->set, usable, error) &&
                   chairlift_truth_check(truth, error)
               ? g_steal_pointer(&truth)
               : NULL;
}

ChairliftProcedure *chairlift_procedure_new(const ChairliftTrainingSet *set,
                                            const GPtrArray *venues, ChairliftDivision division,
                                            ChairliftRun *run, double cost, GError **error)
{
    g_autoptr(ChairliftProcedure) procedure = g_new0(ChairliftProcedure, 1);
    procedure->set = set;
    procedure->division = division;
    procedure->truths = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_truth_free);
    procedure->tests = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_truth_free);
    for (guint v = 0; v < venues->len; v++) {
        ChairliftTruth *truth = learnable_truth(procedure, venues, v, error);
        if (truth == NULL)
            return NULL;
        g_ptr_array_add(procedure->truths, truth);
        g_ptr_array_add(procedure->tests, chairlift_truth_new(set, g_ptr_array_index(venues, v)));
    }
    procedure->targets = chairlift_targets_new(set, procedure->truths);
    if (!chairlift_targets_train(procedure->targets, set, CHAIRLIFT_FOLDS + 1, train_on,
                                 &procedure->division, run, cost, error))
        return NULL;
    return g_steal_pointer(&procedure);
}

void chairlift_procedure_free(ChairliftProcedure *procedure)
{
    if (procedure == NULL)
        return;
    chairlift_targets_free(procedure->targets);
    g_ptr_array_unref(procedure->truths);
    g_ptr_array_unref(procedure->tests);
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

/* Marks the papers that may be learnt from, without one fold if it exists. */
static void mark_known(const ChairliftProcedure *procedure, guint without_fold, gboolean *known)
{
    const ChairliftTrainingSet *set = procedure->set;
    for (gsize i = 0; i < set->labelled; i++)
        known[i] = set->fold[i] != without_fold &&
                   (procedure->division.held_out == NULL || !procedure->division.held_out[i]);
}

static ChairliftCalibration *calibrate(const ChairliftTruth *truth, const double *margin,
                                       const gboolean *known)
{
    return chairlift_truth_is_weak(truth) ? chairlift_weak_calibration_new(truth, margin, known)
                                          : chairlift_calibration_new(truth, margin, known);
}

ChairliftCalibration *chairlift_procedure_calibration(const ChairliftProcedure *procedure,
                                                      guint venue)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    g_autofree double *margin = collect_margins(procedure, venue, FALSE);
    g_autofree gboolean *known = g_new(gboolean, truth->papers + 1);
    mark_known(procedure, CHAIRLIFT_FOLDS, known);
    return calibrate(truth, margin, known);
}

/* Predictions of papers from the margins of the models that left them out. */
typedef struct OutOfFold {
    const ChairliftProcedure *procedure;
    const ChairliftTruth *truth;
    const double *margin;
    ChairliftPredictions *predictions;
} OutOfFold;

static void predict_fold(guint fold, gpointer data)
{
    const OutOfFold *work = data;
    const ChairliftTruth *truth = work->truth;
    g_autofree gboolean *known = g_new(gboolean, truth->papers + 1);
    mark_known(work->procedure, fold, known);
    g_autoptr(ChairliftCalibration) calibration = calibrate(truth, work->margin, known);
    for (gsize i = 0; i < truth->papers; i++) {
        if (work->procedure->set->fold[i] == fold)
            chairlift_predict(calibration, truth->venue->most_topics, work->margin + i,
                              truth->papers, work->predictions, i);
    }
}

static gboolean predict_out_of_fold(const ChairliftProcedure *procedure, guint venue,
                                    ChairliftPredictions *predictions, ChairliftRun *run,
                                    double cost, GError **error)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    g_autofree double *margin = collect_margins(procedure, venue, FALSE);
    OutOfFold work = {procedure, truth, margin, predictions};
    return chairlift_parallel(run, CHAIRLIFT_FOLDS, cost, predict_fold, &work, error);
}

static void predict_held_out(const ChairliftProcedure *procedure, guint venue,
                             ChairliftPredictions *predictions)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    g_autoptr(ChairliftCalibration) calibration = chairlift_procedure_calibration(procedure, venue);
    g_autofree double *margin = collect_margins(procedure, venue, TRUE);
    for (gsize i = 0; i < truth->papers; i++) {
        if (procedure->division.held_out[i])
            chairlift_predict(calibration, truth->venue->most_topics, margin + i, truth->papers,
                              predictions, i);
    }
}

gboolean chairlift_procedure_predict(const ChairliftProcedure *procedure, guint venue,
                                     ChairliftPredictions *predictions, ChairliftRun *run,
                                     double cost, GError **error)
{
    if (procedure->division.held_out == NULL)
        return predict_out_of_fold(procedure, venue, predictions, run, cost, error);
    predict_held_out(procedure, venue, predictions);
    chairlift_run_advance(run, cost);
    return TRUE;
}

/* Papers with labels for the venue, of the stratified part or of all. */
static void mark_measured(const ChairliftTruth *truth, gboolean stratified, gboolean *measured)
{
    for (gsize i = 0; i < truth->papers; i++)
        measured[i] = chairlift_truth_is_known(truth, i) && (!stratified || truth->stratified[i]);
}

gboolean chairlift_procedure_measure(const ChairliftProcedure *procedure, guint venue,
                                     GPtrArray *figures, ChairliftRun *run, double cost,
                                     GError **error)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, venue);
    const ChairliftTruth *test = g_ptr_array_index(procedure->tests, venue);
    const char *name = procedure->division.held_out != NULL ? "held-out" : "out-of-fold";
    g_autoptr(ChairliftPredictions) predictions =
        chairlift_predictions_new(test->papers, test->topics);
    g_autofree char *labels = chairlift_corpus_provenance(procedure->set->corpus, test->venue);
    g_autofree gboolean *measured = g_new(gboolean, test->papers + 1);
    if (!chairlift_procedure_predict(procedure, venue, predictions, run, cost / 3, error))
        return FALSE;
    for (int stratified = 0; stratified < 2; stratified++) {
        mark_measured(test, stratified, measured);
        ChairliftFigures *own =
            chairlift_figures_new(test, predictions, measured, name,
                                  stratified ? "stratified" : "all", run, cost / 3, error);
        if (own == NULL)
            return FALSE;
        own->labels = g_strdup(labels);
        own->from_descriptions = chairlift_truth_is_weak(truth);
        if (own->papers > 0)
            g_ptr_array_add(figures, own);
        else
            chairlift_figures_free(own); /* a corpus need not have stratified papers */
    }
    return TRUE;
}
