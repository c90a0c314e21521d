/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_INTAKE_UNIQUE_IDS_H
#define CHAIRLIFT_INTAKE_UNIQUE_IDS_H

#include "chairlift/paper.h"

typedef struct ChairliftUniqueIds ChairliftUniqueIds;

ChairliftUniqueIds *chairlift_unique_ids_new(void);
void chairlift_unique_ids_free(ChairliftUniqueIds *ids);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftUniqueIds, chairlift_unique_ids_free)

/* Registers an id. NULL, or, when it was registered before, the new one ("id~2") that is now
 * registered in its place, to be freed with g_free. */
char *chairlift_unique_ids_claim(ChairliftUniqueIds *ids, const char *id);

/* Registers the paper's id. When an earlier paper has it, gives the paper another ("id~2"), sets
 * CHAIRLIFT_PAPER_DUPLICATE_ID and returns FALSE. */
gboolean chairlift_unique_ids_register(ChairliftUniqueIds *ids, ChairliftPaper *paper);

#endif
