/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The residual network of a flow, seen from the people: who could pass a paper on to whom. */
#ifndef CHAIRLIFT_ROUTE_RESIDUAL_H
#define CHAIRLIFT_ROUTE_RESIDUAL_H

#include "transport.h"

typedef struct ChairliftResidual {
    const ChairliftTransport *transport;
    ChairliftFlow *flow;
    size_t *next_start;   /* [papers + 1] into next; NULL: whoever is not forbidden */
    guint32 *next;        /* people that each paper may move to */
    GArray **held;        /* [people] of guint32: papers that may move away from the person */
    guint32 *from;        /* [people] who passes on; itself for where the search began */
    guint32 *over;        /* [people] the paper that is passed on */
    guint32 *queue;       /* [people] in the order they were reached */
    size_t reached;       /* how many */
    gboolean *is_reached; /* [people] */
} ChairliftResidual;

/* Follows every pair that is not forbidden. Changes of the flow go through
 * chairlift_residual_shift alone as long as the residual lives. */
ChairliftResidual *chairlift_residual_new(const ChairliftTransport *transport, ChairliftFlow *flow);

/* Follows only pairs whose reduced cost is zero, prices of groups left out, and that bring nobody
 * together with somebody of a group: every shift between people whose price is zero leaves the cost
 * as it is. */
ChairliftResidual *chairlift_residual_new_tight(const ChairliftTransport *transport,
                                                ChairliftFlow *flow);
void chairlift_residual_free(ChairliftResidual *residual);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftResidual, chairlift_residual_free)

/* Forgets the last search. */
void chairlift_residual_clear(ChairliftResidual *residual);

/* Begins at a person (once, or more than once after a clear) and reaches everybody who could be
 * handed a paper, directly or through others, using only papers numbered first_paper and up. Stops
 * early when `target` is reached (pass G_MAXSIZE to reach all). Returns whether it was. */
gboolean chairlift_residual_search(ChairliftResidual *residual, size_t person, size_t first_paper,
                                   size_t target);

/* Begins likewise, and ends with somebody who has room; G_MAXSIZE when nobody is reached who has.
 */
size_t chairlift_residual_search_room(ChairliftResidual *residual, size_t person);

/* Forgets the last search, but never reaches again whom it reached. */
void chairlift_residual_give_up(ChairliftResidual *residual);

/* Whether the path of the last search changes each submission only once, and not that of `paper`
 * (G_MAXSIZE: none): steps that do not bring people of a group together then do not all together.
 */
gboolean chairlift_residual_keeps_apart(const ChairliftResidual *residual, size_t target,
                                        size_t paper);

/* Passes papers on along the path of the last search: the target gains one, the person where the
 * search began loses one. */
void chairlift_residual_shift(ChairliftResidual *residual, size_t target);

/* Moves one paper from one person to another. */
void chairlift_residual_move(ChairliftResidual *residual, size_t paper, size_t from, size_t to);

/* Fills an empty place of a paper. */
void chairlift_residual_place(ChairliftResidual *residual, size_t paper, size_t person);

#endif
