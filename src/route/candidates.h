/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pairs are worth showing to the solver. */
#ifndef CHAIRLIFT_ROUTE_CANDIDATES_H
#define CHAIRLIFT_ROUTE_CANDIDATES_H

#include "transport.h"

typedef struct ChairliftCandidate {
    guint32 paper, person;
} ChairliftCandidate;

/* The set of pairs that the solver has been shown. */
typedef struct ChairliftCandidates {
    GArray *pairs;   /* of ChairliftCandidate, in the order they were added */
    guint8 *members; /* [papers * people] bits */
    double *price;   /* [people] estimated, in units of gain; not below 0 without a minimum */
} ChairliftCandidates;

ChairliftCandidates *chairlift_candidates_new(const ChairliftTransport *transport);
void chairlift_candidates_free(ChairliftCandidates *candidates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftCandidates, chairlift_candidates_free)

/* Estimates prices and adds the first pairs, paper by paper: the people it would choose at these
 * prices, best first, then those it was kept with or would have to be content with. */
void chairlift_candidates_start(ChairliftCandidates *candidates,
                                const ChairliftTransport *transport);

/* Adds pairs whose cost is below the prices of the two, the cheapest for each paper. Returns how
 * many: none means that the prices are right for all pairs. */
size_t chairlift_candidates_grow(ChairliftCandidates *candidates,
                                 const ChairliftTransport *transport, const ChairliftFlow *flow);

#endif
