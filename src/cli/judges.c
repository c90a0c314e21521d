/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judges.h"

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

static GPtrArray *find_venues(const char *name, GError **error)
{
    if (strcmp(name, "all") == 0)
        return load_venues(error);
    ChairliftVenue *venue = find_venue(name, error);
    if (venue == NULL)
        return NULL;
    GPtrArray *venues = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_venue_free);
    g_ptr_array_add(venues, venue);
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

/* Fails when any venue's model does: a chair who asks for all must not miss one unawares. */
Judges *judges_load(const char *venue, GError **error)
{
    GPtrArray *venues = find_venues(venue != NULL ? venue : DEFAULT_VENUE, error);
    if (venues == NULL)
        return NULL;
    g_autoptr(Judges) judges = g_new0(Judges, 1);
    judges->venues = venues;
    g_autofree const char **ids = g_new0(const char *, venues->len + 1);
    for (guint i = 0; i < venues->len; i++)
        ids[i] = ((const ChairliftVenue *)g_ptr_array_index(venues, i))->id;
    g_autofree char *models = data_path("models", error);
    if (models == NULL)
        return NULL;
    ChairliftError why;
    judges->model = chairlift_model_load(models, ids, venues->len, &why);
    if (judges->model == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, why.message);
        return NULL;
    }
    for (guint i = 0; i < venues->len; i++) {
        if (!check_topics(judges, i, error))
            return NULL;
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
