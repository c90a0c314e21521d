/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which people and papers of a run a name stands for. */
#ifndef CHAIRLIFT_ROUTE_NAMES_H
#define CHAIRLIFT_ROUTE_NAMES_H

#include "chairlift/names.h"

/* All numbers are indices into the arrays of people or papers, ascending, each once. */
struct ChairliftNames {
    GHashTable *people;       /* folded id or e-mail address, or key of a name -> GArray of guint */
    GHashTable *papers;       /* folded id or number -> GArray of guint */
    GHashTable *authors;      /* as people -> GArray of guint: the papers they wrote */
    GHashTable *institutions; /* key of an institution -> GArray of guint: its people */
    GHashTable *same;         /* folded id or e-mail address -> GPtrArray of others of one person */
};

/* One spelling of an id or an e-mail address, or of a person's name; the latter has a mark before
 * it, so that a name is never taken for an id. Free with g_free; NULL for a name without letters.
 */
char *chairlift_names_fold(const char *id);
char *chairlift_names_name_key(const char *name);

/* What institutions are compared by: of an e-mail address its registered domain; NULL for those of
 * public mail providers, and for what says nothing. Free with g_free. */
char *chairlift_names_email_institution(const char *email);
char *chairlift_names_institution(const char *institution);

#endif
