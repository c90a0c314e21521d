/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judges.h"

#include "complain.h"
#include "data.h"
#include "find_venue.h"

#include <string.h>

void judges_free(Judges *judges)
{
    if (judges == NULL)
        return;
    chairlift_model_free(judges->model);
    g_ptr_array_unref(judges->venues);
    g_free(judges);
}

/* Whether a venue was ever trained: whether its models are whole is seen when they are loaded. */
static gboolean has_models(const ChairliftVenue *venue, const char *models)
{
    g_autofree char *manifest = g_build_filename(models, venue->id, "venue.model", NULL);
    return g_file_test(manifest, G_FILE_TEST_EXISTS);
}

/* A call may be written down before there are papers to train it with. */
static GPtrArray *find_trained_venues(const char *models, GError **error)
{
    g_autoptr(GPtrArray) venues = load_venues(error);
    for (guint i = venues != NULL ? venues->len : 0; i-- > 0;) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, i);
        if (has_models(venue, models))
            continue;
        complain("%s: left out, because this call has no models; chairlift train makes them, once "
                 "the corpus has papers labelled for it",
                 venue->file);
        g_ptr_array_remove_index(venues, i);
    }
    if (venues == NULL || venues->len > 0)
        return g_steal_pointer(&venues);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL,
                "%s: there are no models of any call; chairlift train makes them", models);
    return NULL;
}

static GPtrArray *find_venues(const char *name, const char *models, GError **error)
{
    if (strcmp(name, "all") == 0)
        return find_trained_venues(models, error);
    g_autoptr(ChairliftVenue) venue = find_venue(name, error);
    if (venue == NULL)
        return NULL;
    if (!has_models(venue, models)) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL,
                    "%s: this call has no models in %s; chairlift train makes them for the calls "
                    "in corpus/venues, once the corpus has papers labelled for them",
                    venue->file, models);
        return NULL;
    }
    GPtrArray *venues = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_venue_free);
    g_ptr_array_add(venues, g_steal_pointer(&venue));
    return venues;
}

/* Whether the model has the venue's topics. */
static gboolean check_topics(const Judges *judges, guint venue, GError **error)
{
    size_t topics = chairlift_model_topics(judges->model, venue);
    g_autofree const char **ids = g_new0(const char *, topics + 1);
    for (size_t i = 0; i < topics; i++)
        ids[i] = chairlift_model_topic(judges->model, venue, i);
    return chairlift_venue_check_topics(g_ptr_array_index(judges->venues, venue), ids, error);
}

/* Says when a call's topics were learnt from its descriptions. */
static void tell_basis(const Judges *judges, guint venue)
{
    size_t labels = chairlift_model_labels(judges->model, venue);
    if (chairlift_model_basis(judges->model, venue) == CHAIRLIFT_BASIS_LABELS)
        return;
    complain("%s: its topics were learnt from their descriptions and %zu labelled papers, so that "
             "their probabilities are not calibrated%s; chairlift label helps to label more",
             chairlift_model_venue(judges->model, venue), labels,
             chairlift_model_sure(judges->model, venue) < 1
                 ? ""
                 : ", and no confidence is known to be enough: every paper needs a human");
}

Judges *judges_load(const char *venue, GError **error)
{
    g_autofree char *models = data_path("models", error);
    GPtrArray *venues =
        models != NULL ? find_venues(venue != NULL ? venue : DEFAULT_VENUE, models, error) : NULL;
    if (venues == NULL)
        return NULL;
    g_autoptr(Judges) judges = g_new0(Judges, 1);
    judges->venues = venues;
    g_autofree const char **ids = g_new0(const char *, venues->len + 1);
    for (guint i = 0; i < venues->len; i++)
        ids[i] = ((const ChairliftVenue *)g_ptr_array_index(venues, i))->id;
    ChairliftError why;
    judges->model = chairlift_model_load(models, ids, venues->len, &why);
    if (judges->model == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, why.message);
        return NULL;
    }
    for (guint i = 0; i < venues->len; i++) {
        if (!check_topics(judges, i, error))
            return NULL;
        tell_basis(judges, i);
    }
    return g_steal_pointer(&judges);
}

ChairliftScorer *judges_scorer(const Judges *judges, GError **error)
{
    ChairliftError why;
    ChairliftScorer *scorer = chairlift_scorer_new(judges->model, &why);
    if (scorer == NULL)
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, why.message);
    return scorer;
}

gboolean judges_score(ChairliftScorer *scorer, guint venues, const ChairliftPaper *paper,
                      ChairliftScores *scores, GError **error)
{
    ChairliftError why;
    g_autofree char *prose =
        paper->flags & CHAIRLIFT_PAPER_KEY_TERMS ? chairlift_paper_prose(paper) : NULL;
    if (!chairlift_model_score(scorer, paper->title, prose != NULL ? prose : paper->abstract,
                               scores, &why)) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, "%s: %s", paper->id,
                    why.message);
        return FALSE;
    }
    for (guint i = 0; i < venues; i++) {
        if (paper->flags & CHAIRLIFT_PAPER_NOT_ENGLISH)
            chairlift_scores_withhold(&scores[i]);
        if (paper->flags &
            (CHAIRLIFT_PAPER_NO_ABSTRACT | CHAIRLIFT_PAPER_SHORT_TEXT | CHAIRLIFT_PAPER_REPETITIVE))
            scores[i].needs_human = true;
    }
    return TRUE;
}
