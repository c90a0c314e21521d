/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What affinity is made from beside papers: people with their topics and own papers, and bids. */
#ifndef CHAIRLIFT_CLI_AFFINITY_SOURCES_H
#define CHAIRLIFT_CLI_AFFINITY_SOURCES_H

#include "chairlift/affinity.h"
#include "chairlift/venue.h"

/* Reads people from a table, or from a folder of their own papers, which then says who there is.
 * Warnings go to stderr. An array of ChairliftPerson that owns them; NULL, with error set. */
GPtrArray *affinity_people(const char *path, const ChairliftVenue *venue, GError **error);

/* Adds people's own papers from a folder, which may be NULL. */
gboolean affinity_archives(const char *archives, GPtrArray *people, GError **error);

/* Affinity with the things it lives on. */
typedef struct AffinitySources {
    ChairliftSpace *space; /* NULL when nobody has own papers */
    GPtrArray *bids;       /* of ChairliftBid, or NULL */
    ChairliftAffinity *affinity;
} AffinitySources;

void affinity_sources_clear(AffinitySources *sources);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AffinitySources, affinity_sources_clear)

/* Makes the affinity of papers (of ChairliftRoutedPaper) and people, which must outlive it. bids: a
 * file, or NULL. Says on stderr what is missing. FALSE with error set. */
gboolean affinity_sources_make(AffinitySources *sources, const GPtrArray *papers,
                               const GPtrArray *people, const ChairliftVenue *venue,
                               const char *bids, GError **error);

#endif
