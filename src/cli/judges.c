/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judges.h"

#include "data.h"
#include "find_venue.h"

#include <string.h>

void judge_free(Judge *judge)
{
    if (judge == NULL)
        return;
    chairlift_scorer_free(judge->scorer);
    chairlift_model_free(judge->model);
    chairlift_venue_free(judge->venue);
    g_free(judge);
}

/* Takes ownership of venue. */
static Judge *judge_new(ChairliftVenue *venue, GError **error)
{
    g_autoptr(Judge) judge = g_new0(Judge, 1);
    judge->venue = venue;
    g_autofree char *models = data_path("models");
    ChairliftError why;
    judge->model = chairlift_model_load(models, venue->id, &why);
    if (judge->model != NULL)
        judge->scorer = chairlift_scorer_new(judge->model, &why);
    if (judge->scorer == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, why.message);
        return NULL;
    }
    size_t topics = chairlift_model_topics(judge->model);
    g_autofree const char **ids = g_new0(const char *, topics + 1);
    for (size_t i = 0; i < topics; i++)
        ids[i] = chairlift_model_topic(judge->model, i);
    if (!chairlift_venue_check_topics(venue, ids, error))
        return NULL;
    return g_steal_pointer(&judge);
}

Judge *judge_load(const char *venue, GError **error)
{
    ChairliftVenue *found = find_venue(venue, error);
    return found != NULL ? judge_new(found, error) : NULL;
}

/* Fails when any venue's model does: a chair who asks for all must not miss one unawares. */
static GPtrArray *judges_load_all(GError **error)
{
    g_autoptr(GPtrArray) venues = load_venues(error);
    if (venues == NULL)
        return NULL;
    g_autoptr(GPtrArray) judges = g_ptr_array_new_with_free_func((GDestroyNotify)judge_free);
    while (venues->len > 0) {
        Judge *judge = judge_new(g_ptr_array_steal_index(venues, 0), error);
        if (judge == NULL)
            return NULL;
        g_ptr_array_add(judges, judge);
    }
    return g_steal_pointer(&judges);
}

GPtrArray *judges_load(const char *venue, GError **error)
{
    if (strcmp(venue, "all") == 0)
        return judges_load_all(error);
    Judge *judge = judge_load(venue, error);
    if (judge == NULL)
        return NULL;
    GPtrArray *judges = g_ptr_array_new_with_free_func((GDestroyNotify)judge_free);
    g_ptr_array_add(judges, judge);
    return judges;
}
