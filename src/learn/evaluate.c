/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "procedure.h"

#include "chairlift/paper.h"

/* Part of the time that training takes; the rest goes into the bootstrap. */
static const double TRAINING_PART = 0.85;

GPtrArray *chairlift_evaluate(const ChairliftCorpus *corpus, GPtrArray *venues, gboolean held_out,
                              const ChairliftTrainOptions *options, GError **error)
{
    ChairliftRun run = chairlift_run_new(options);
    g_autoptr(GPtrArray) figures =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_figures_free);
    g_autoptr(ChairliftProcedure) procedure =
        chairlift_procedure_new(corpus, venues, held_out ? CHAIRLIFT_BY_TIME : CHAIRLIFT_BY_FOLDS,
                                &run, TRAINING_PART, error);
    if (procedure == NULL)
        return NULL;
    for (guint v = 0; v < venues->len; v++) {
        if (!chairlift_procedure_measure(procedure, v, figures, &run,
                                         (1 - TRAINING_PART) / venues->len, error))
            return NULL;
    }
    if (figures->len == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "the corpus has no labelled papers to judge; the newest fifth are told by the "
                    "dates in arXiv's ids");
        return NULL;
    }
    return g_steal_pointer(&figures);
}

char *chairlift_figures_to_json(const ChairliftCorpus *corpus, const GPtrArray *figures)
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
        json_array_append_new(list, object);
    }
    json_t *all = json_pack("{s:s, s:{s:i, s:f}, s:i, s:o}", "corpus", corpus->checksum,
                            "bootstrap", "resamples", (int)CHAIRLIFT_RESAMPLES, "level", 0.95,
                            "calibration_bins", (int)CHAIRLIFT_CALIBRATION_BINS, "figures", list);
    char *dumped = json_dumps(all, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    char *text = g_strdup(dumped);
    free(dumped);
    json_decref(all);
    return text;
}
