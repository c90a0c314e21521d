/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "affinity_sources.h"

#include "../paper/plural.h"
#include "complain.h"
#include "data.h"

#include "chairlift/roster.h"

GPtrArray *affinity_people(const char *path, const ChairliftVenue *venue, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
        g_autoptr(ChairliftInput) input = chairlift_input_open(path, error);
        return input != NULL ? chairlift_people_read_csv(input, venue, complain_of, NULL, error)
                             : NULL;
    }
    g_autoptr(GPtrArray) people =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    if (!chairlift_archives_read(path, people, TRUE, complain_of, NULL, error))
        return NULL;
    return g_steal_pointer(&people);
}

gboolean affinity_archives(const char *archives, GPtrArray *people, GError **error)
{
    return archives == NULL ||
           chairlift_archives_read(archives, people, FALSE, complain_of, NULL, error);
}

void affinity_sources_clear(AffinitySources *sources)
{
    chairlift_affinity_free(sources->affinity);
    chairlift_space_free(sources->space);
    if (sources->bids != NULL)
        g_ptr_array_unref(sources->bids);
}

static void complain_of_some(guint count, guint people, const char *what)
{
    if (count > 0)
        complain("%u of %u people %s no %s, and %s in that part as the average of those who do",
                 count, people, count == 1 ? "has" : "have", what, count == 1 ? "counts" : "count");
}

/* Somebody who lacks what others have counts as their average: that should not go unnoticed. */
static void warn_of_missing(const GPtrArray *people, const ChairliftAffinity *affinity)
{
    guint topics = 0, papers = 0, nothing = 0;
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        topics += person->topics->len == 0;
        papers += person->publications->len == 0;
        nothing += person->topics->len == 0 && person->publications->len == 0;
    }
    if (nothing == people->len)
        return;
    if (chairlift_affinity_uses_papers(affinity))
        complain_of_some(papers, people->len, "own papers here");
    if (topics < people->len)
        complain_of_some(topics, people->len, "topics");
}

static gboolean has_publications(const GPtrArray *people)
{
    for (guint i = 0; i < people->len; i++) {
        if (((const ChairliftPerson *)g_ptr_array_index(people, i))->publications->len > 0)
            return TRUE;
    }
    return FALSE;
}

static ChairliftSpace *load_space(GError **error)
{
    g_autofree char *models = data_path("models", error);
    ChairliftError cause;
    ChairliftSpace *space = models != NULL ? chairlift_space_load(models, &cause) : NULL;
    if (space == NULL && models != NULL)
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, cause.message);
    return space;
}

static gboolean read_bids(AffinitySources *sources, const char *path, GError **error)
{
    g_autoptr(ChairliftInput) input = chairlift_input_open(path, error);
    sources->bids = input != NULL ? chairlift_bids_read(input, error) : NULL;
    return sources->bids != NULL;
}

gboolean affinity_sources_make(AffinitySources *sources, const GPtrArray *papers,
                               const GPtrArray *people, const ChairliftVenue *venue,
                               const char *bids, GError **error)
{
    guint unknown = 0;
    if (bids != NULL && !read_bids(sources, bids, error))
        return FALSE;
    if (has_publications(people)) {
        sources->space = load_space(error);
        if (sources->space == NULL)
            return FALSE;
    }
    sources->affinity = chairlift_affinity_new(papers, people, venue->topics->len, sources->space,
                                               sources->bids, &unknown, error);
    if (sources->affinity == NULL)
        return FALSE;
    if (unknown > 0)
        complain("%s: %u bid%s of papers or people not here %s left out", bids, unknown,
                 chairlift_plural(unknown), unknown == 1 ? "is" : "are");
    warn_of_missing(people, sources->affinity);
    return TRUE;
}
