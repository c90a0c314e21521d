/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A largest flow (Ford & Fulkerson 1956), from one in which papers take whoever has room: nearly
 * all places are filled by then. Whom a search reaches in vain, every later one would reach in
 * vain, so that all searches that fail look at each person once.
 */
#include "largest.h"

#include "residual.h"

static gboolean has_room(const ChairliftTransport *transport, const ChairliftFlow *flow,
                         size_t person)
{
    return flow->load[person] < transport->capacity[person];
}

static gboolean may_place(const ChairliftTransport *transport, const ChairliftFlow *flow,
                          size_t paper, size_t person)
{
    return transport->gain[paper * transport->people + person] != CHAIRLIFT_FORBIDDEN &&
           !chairlift_flow_has(flow, paper, person);
}

/* Each paper starts with those who come after the last one's, so that loads grow evenly. */
static void place_in_turn(const ChairliftTransport *transport, ChairliftFlow *flow)
{
    size_t next = 0;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        for (size_t i = 0; i < transport->people && flow->placed[paper] < transport->demand[paper];
             i++) {
            const size_t person = next;
            next = next + 1 < transport->people ? next + 1 : 0;
            if (has_room(transport, flow, person) && may_place(transport, flow, paper, person))
                chairlift_flow_place(flow, paper, person);
        }
    }
}

/* Fills one more place of the paper. */
static gboolean augment(ChairliftResidual *residual, size_t paper)
{
    const ChairliftTransport *transport = residual->transport;
    for (size_t person = 0; person < transport->people; person++) {
        if (!may_place(transport, residual->flow, paper, person))
            continue;
        const size_t last = chairlift_residual_search_room(residual, person);
        if (last == G_MAXSIZE)
            continue;
        size_t first = last;
        while (residual->from[first] != first)
            first = residual->from[first];
        chairlift_residual_shift(residual, last);
        chairlift_residual_place(residual, paper, first);
        chairlift_residual_clear(residual);
        return TRUE;
    }
    chairlift_residual_give_up(residual);
    return FALSE;
}

guint64 chairlift_count_unfillable(const ChairliftTransport *transport)
{
    g_autoptr(ChairliftFlow) flow = chairlift_flow_new(transport);
    place_in_turn(transport, flow);
    ChairliftResidual *residual = chairlift_residual_new(transport, flow);
    guint64 unfilled = 0;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        while (flow->placed[paper] < transport->demand[paper] && augment(residual, paper))
            continue;
        unfilled += transport->demand[paper] - flow->placed[paper];
    }
    chairlift_residual_free(residual);
    return unfilled;
}
