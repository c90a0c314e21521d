/* SPDX-License-Identifier: GPL-3.0-or-later */
/* affinity: how well a person suits a paper, 0 to 1, and why.
 *
 * It is the mean of up to three parts, each 0 to 1, of which those are used that somebody gave:
 *
 *   topics  the share of the paper's topics that the person declared, each topic counting by its
 *           probability: sum over declared topics / max(1, sum over all topics), so that a paper
 *           that is of none of the topics suits nobody much
 *   papers  how near the paper is to the person's own papers. The similarity s of two papers is the
 *           mean of the cosine of their TF-IDF vectors and that of their points in the semantic
 *           space (features.h); a person's is the mean over the own papers. Of it the paper's mean
 *           over all people is taken off, because some papers are near to everybody's; the mean of
 *           few people is drawn towards what is usual, as if CHAIRLIFT_USUAL_PEOPLE more had that.
 *           Few papers say little of a person: of the difference n / (n + 1) counts, n being their
 *           number. The part is 1 / (1 + exp(-difference / 0.04)): a half for who is as near as
 *           people are on average
 *   bid     what the person said: (1 + bid) / 2, a half for who said nothing
 *
 * Somebody who declared no topics, or has no papers here, counts in that part as the average of
 * those who did or have (of own papers, and of the usual people), so that nobody is preferred or
 * passed over for it. A paper without a known
 * word has no papers part; one that could not be read has affinity 0 with everybody.
 */
#ifndef CHAIRLIFT_AFFINITY_H
#define CHAIRLIFT_AFFINITY_H

#include <glib.h>

#include "chairlift/export.h"
#include "chairlift/features.h"
#include "chairlift/paper.h"
#include "chairlift/people.h"
#include "chairlift/routed_paper.h"

G_BEGIN_DECLS

enum { CHAIRLIFT_USUAL_PEOPLE = 3 };

typedef struct ChairliftAffinity ChairliftAffinity;

/* papers: of ChairliftRoutedPaper; people: of ChairliftPerson; both are borrowed. topics: number of
 * the venue's. space: NULL leaves the papers part out, as when no person has any. bids: of
 * ChairliftBid, or NULL; what names no paper or person here is left out, and *unknown (or NULL)
 * counts it. NULL, with error set, when memory or the stemmer is not to be had. */
CHAIRLIFT_API ChairliftAffinity *chairlift_affinity_new(const GPtrArray *papers,
                                                        const GPtrArray *people, guint topics,
                                                        const ChairliftSpace *space,
                                                        const GPtrArray *bids, guint *unknown,
                                                        GError **error);
CHAIRLIFT_API void chairlift_affinity_free(ChairliftAffinity *affinity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftAffinity, chairlift_affinity_free)

/* The affinities of one paper: row, [people]. */
CHAIRLIFT_API void chairlift_affinity_row(const ChairliftAffinity *affinity, guint paper,
                                          float *row);

/* What a part of an affinity rests on. */
typedef enum ChairliftAffinityBasis {
    CHAIRLIFT_AFFINITY_UNUSED,  /* nobody gave it: it does not count */
    CHAIRLIFT_AFFINITY_AVERAGE, /* this person did not: others' average, or a bid of 0 */
    CHAIRLIFT_AFFINITY_KNOWN
} ChairliftAffinityBasis;

typedef struct ChairliftAffinityPart {
    ChairliftAffinityBasis basis;
    double value; /* 0 to 1; 0 when unused */
} ChairliftAffinityPart;

/* The parts of one pair's affinity, which is the mean of those used. */
typedef struct ChairliftAffinityParts {
    ChairliftAffinityPart topics, papers, bid;
    const ChairliftPaper *nearest; /* of the person's own papers; NULL unless papers is known */
} ChairliftAffinityParts;

CHAIRLIFT_API void chairlift_affinity_parts(const ChairliftAffinity *affinity, guint paper,
                                            guint person, ChairliftAffinityParts *parts);

/* Whether anything is known of anybody; else all affinities are 0. */
CHAIRLIFT_API gboolean chairlift_affinity_is_known(const ChairliftAffinity *affinity);

/* Whether any person has papers that could be compared. */
CHAIRLIFT_API gboolean chairlift_affinity_uses_papers(const ChairliftAffinity *affinity);

G_END_DECLS

#endif
