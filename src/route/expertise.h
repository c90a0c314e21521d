/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How near papers are to people's own papers. */
#ifndef CHAIRLIFT_ROUTE_EXPERTISE_H
#define CHAIRLIFT_ROUTE_EXPERTISE_H

#include "chairlift/affinity.h"

typedef struct ChairliftExpertise ChairliftExpertise;

/* Takes all texts apart. space and the arrays must outlive it. NULL, with error set, when memory or
 * the stemmer is not to be had. */
ChairliftExpertise *chairlift_expertise_new(const ChairliftSpace *space, const GPtrArray *papers,
                                            const GPtrArray *people, GError **error);
void chairlift_expertise_free(ChairliftExpertise *expertise);

/* How many of the person's own papers have a known word. */
guint chairlift_expertise_publications(const ChairliftExpertise *expertise, guint person);

/* Whether the paper has a known word, and so can be compared. */
gboolean chairlift_expertise_has_text(const ChairliftExpertise *expertise, guint paper);

/* Mean similarity, -1 to 1, of the paper and each person's own papers: row, [people]; 0 for who has
 * none. */
void chairlift_expertise_row(const ChairliftExpertise *expertise, guint paper, float *row);

/* The person's own paper that is most similar to the paper; NULL when there is none. */
const ChairliftPaper *chairlift_expertise_nearest(const ChairliftExpertise *expertise, guint paper,
                                                  guint person);

#endif
