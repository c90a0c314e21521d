/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagrams.h"
#include "learning_curve.h"
#include "procedure.h"

#include <string.h>

#include "chairlift/paper.h"

/* Parts of the time that vectors and training take; the rest goes into the bootstrap. */
static const double VECTORS_PART = 0.05;
static const double TRAINING_PART = 0.8;
static const double FIGURES_PART = 0.15;

/* Measures all venues in one way. `share` is its part of the time. */
static gboolean measure_split(const ChairliftTrainingSet *set, const GPtrArray *venues,
                              const gboolean *held_out, GPtrArray *figures, ChairliftRun *run,
                              double share, GError **error)
{
    g_autoptr(ChairliftProcedure) procedure = chairlift_procedure_new(
        set, venues, (ChairliftDivision){held_out, NULL}, run, share * TRAINING_PART, error);
    for (guint v = 0; procedure != NULL && v < venues->len; v++) {
        if (!chairlift_procedure_measure(procedure, v, figures, run,
                                         share * FIGURES_PART / venues->len, error))
            return FALSE;
    }
    return procedure != NULL;
}

/* Puts figures in order of venues: those of one split follow those of the other. */
static GPtrArray *order_by_venue(const GPtrArray *figures, const GPtrArray *venues)
{
    GPtrArray *ordered = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_figures_free);
    for (guint v = 0; v < venues->len; v++) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, v);
        for (guint i = 0; i < figures->len; i++) {
            ChairliftFigures *own = g_ptr_array_index(figures, i);
            if (strcmp(own->venue, venue->id) == 0)
                g_ptr_array_add(ordered, own);
        }
    }
    return ordered;
}

GPtrArray *chairlift_evaluate(const ChairliftCorpus *corpus, GPtrArray *venues,
                              ChairliftSplit split, const ChairliftTrainOptions *options,
                              GError **error)
{
    ChairliftRun run = chairlift_run_new(options);
    double share = split == CHAIRLIFT_SPLIT_BOTH ? 0.5 : 1;
    g_autoptr(GPtrArray) figures = g_ptr_array_new();
    g_autoptr(ChairliftTrainingSet) set =
        chairlift_training_set_new(corpus, &run, VECTORS_PART, error);
    if (set == NULL)
        return NULL;
    gboolean fine = (split & CHAIRLIFT_SPLIT_FOLDS) == 0 ||
                    measure_split(set, venues, NULL, figures, &run, share, error);
    fine = fine && ((split & CHAIRLIFT_SPLIT_TIME) == 0 ||
                    measure_split(set, venues, set->newest, figures, &run, share, error));
    GPtrArray *ordered = order_by_venue(figures, venues);
    if (fine && ordered->len > 0)
        return ordered;
    g_ptr_array_unref(ordered);
    if (fine)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "the corpus has no papers to judge that are labelled for the topics asked for; "
                    "the newest fifth are told by the dates in arXiv's ids");
    return NULL;
}

char *chairlift_figures_to_json(const ChairliftCorpus *corpus, const GPtrArray *figures,
                                const GPtrArray *curves)
{
    json_t *list = json_array();
    for (guint i = 0; i < figures->len; i++) {
        const ChairliftFigures *own = g_ptr_array_index(figures, i);
        json_t *object = json_object();
        json_object_set_new(object, "venue", json_string(own->venue));
        json_object_set_new(object, "labels", json_string(own->labels));
        json_t *rest = chairlift_figures_to_json_object(own);
        json_object_update(object, rest);
        json_decref(rest);
        chairlift_diagrams_to_json(own, object);
        json_array_append_new(list, object);
    }
    json_t *all = json_pack("{s:s, s:{s:i, s:f}, s:i, s:o}", "corpus", corpus->checksum,
                            "bootstrap", "resamples", (int)CHAIRLIFT_RESAMPLES, "level", 0.95,
                            "calibration_bins", (int)CHAIRLIFT_CALIBRATION_BINS, "figures", list);
    if (curves != NULL)
        json_object_set_new(all, "learning_curves", chairlift_learning_curves_to_json(curves));
    char *dumped = json_dumps(all, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    char *text = g_strdup(dumped);
    free(dumped);
    json_decref(all);
    return text;
}
