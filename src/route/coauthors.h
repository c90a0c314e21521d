/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With whom people have written papers of late. */
#ifndef CHAIRLIFT_ROUTE_COAUTHORS_H
#define CHAIRLIFT_ROUTE_COAUTHORS_H

#include "names.h"

#include "chairlift/paper.h"

/* One person who wrote a paper with somebody. */
typedef struct ChairliftCoauthor {
    guint person;        /* index */
    guint year;          /* of the latest paper; 0: not known */
    gboolean by_profile; /* the co-author was named with an OpenReview profile */
} ChairliftCoauthor;

/* Folded id or e-mail address, or key of a name -> GArray of ChairliftCoauthor. Taken from people's
 * own papers of the year `since` or later, or without a year, and from the papers at hand that a
 * person wrote. */
GHashTable *chairlift_coauthors_find(const ChairliftNames *names, const GPtrArray *papers,
                                     const GPtrArray *people, guint since);

/* Calls function for each person who wrote a paper with this author, perhaps more than once. By
 * name alone where not both are known by profile. */
typedef void (*ChairliftCoauthorFunction)(const ChairliftCoauthor *coauthor, gboolean by_name,
                                          gpointer user_data);
void chairlift_coauthors_of(GHashTable *coauthors, const ChairliftAuthor *author,
                            ChairliftCoauthorFunction function, gpointer user_data);

#endif
