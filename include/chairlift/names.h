/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names: which people and papers of a run an id, a number, an e-mail address or a name stands for.
 */
#ifndef CHAIRLIFT_NAMES_H
#define CHAIRLIFT_NAMES_H

#include <glib.h>

#include "chairlift/export.h"

G_BEGIN_DECLS

typedef struct ChairliftNames ChairliftNames;

/* papers: of ChairliftRoutedPaper; people: of ChairliftPerson. Nothing of them is kept. */
CHAIRLIFT_API ChairliftNames *chairlift_names_new(const GPtrArray *papers, const GPtrArray *people);
CHAIRLIFT_API void chairlift_names_free(ChairliftNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftNames, chairlift_names_free)

/* Each finds indices (of guint, ascending; owned by names), or NULL when there are none; case does
 * not matter. A paper by its id or number. */
CHAIRLIFT_API const GArray *chairlift_names_papers(const ChairliftNames *names, const char *id);

/* A person by id, e-mail address (also another one that is known to be the same person's) or name.
 */
CHAIRLIFT_API const GArray *chairlift_names_people(const ChairliftNames *names, const char *name);

/* Papers by their id or number, else by an author's id, e-mail address or name. */
CHAIRLIFT_API const GArray *chairlift_names_papers_of(const ChairliftNames *names,
                                                      const char *name);

G_END_DECLS

#endif
