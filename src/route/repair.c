/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places beyond capacity, at a cost above all affinity and below any empty place: the linear
 * program then says how few are enough and where they do most good. That one person alone would do
 * is tried, by augmenting paths that end with that person.
 */
#include "explanation.h"
#include "residual.h"

#include <string.h>

/* beyond this many steps, which single person would do is not tried */
static const double MOST_STEPS = 2e8;

static ChairliftFlow *copy_flow(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    ChairliftFlow *copy = chairlift_flow_new(transport);
    memcpy(copy->person, flow->person, flow->start[transport->papers] * sizeof *flow->person);
    memcpy(copy->placed, flow->placed, transport->papers * sizeof *flow->placed);
    memcpy(copy->load, flow->load, transport->people * sizeof *flow->load);
    return copy;
}

/* Places one more of the papers by giving the person one paper more. */
static gboolean augment(ChairliftResidual *residual, const ChairliftOrderedProblem *ordered,
                        const GArray *papers, size_t person)
{
    const size_t role = chairlift_problem_role(ordered->problem, ordered->person[person]);
    const ChairliftTransport *transport = residual->transport;
    for (guint i = 0; i < papers->len; i++) {
        const size_t paper = chairlift_ordered_rank(ordered, g_array_index(papers, guint, i), role);
        if (residual->flow->placed[paper] == transport->demand[paper])
            continue;
        chairlift_residual_clear(residual);
        for (size_t first = 0; first < transport->people; first++) {
            if (transport->gain[paper * transport->people + first] == CHAIRLIFT_FORBIDDEN ||
                chairlift_flow_has(residual->flow, paper, first) ||
                !chairlift_residual_search(residual, first, 0, person))
                continue;
            size_t start = person;
            while (residual->from[start] != start)
                start = residual->from[start];
            chairlift_residual_shift(residual, person);
            chairlift_residual_place(residual, paper, start);
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean suffices_alone(const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow,
                               const ChairliftBottleneck *bottleneck, size_t person)
{
    g_autoptr(ChairliftFlow) copy = copy_flow(ordered->transport, flow);
    g_autoptr(ChairliftResidual) residual = chairlift_residual_new(ordered->transport, copy);
    for (guint i = bottleneck->stuck; i < bottleneck->missing; i++) {
        if (!augment(residual, ordered, bottleneck->unplaced, person))
            return FALSE;
    }
    return TRUE;
}

static void find_single_people(const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow,
                               ChairliftBottleneck *bottleneck)
{
    const guint wanted = bottleneck->missing - bottleneck->stuck;
    const double steps = (double)bottleneck->people->len * wanted * bottleneck->papers->len *
                         (double)ordered->transport->people;
    if (steps > MOST_STEPS)
        return;
    bottleneck->any_of = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; wanted > 0 && i < bottleneck->people->len; i++) {
        const guint person = g_array_index(bottleneck->people, guint, i);
        if (suffices_alone(ordered, flow, bottleneck, ordered->person_rank[person]))
            g_array_append_val(bottleneck->any_of, person);
    }
}

gboolean chairlift_bottlenecks_repair(const ChairliftOrderedProblem *ordered,
                                      const ChairliftFlow *flow, GPtrArray *bottlenecks,
                                      GError **error)
{
    if (bottlenecks->len == 0)
        return TRUE;
    chairlift_transport_weigh(ordered->transport, CHAIRLIFT_LEAVE_EXTRA);
    g_autoptr(ChairliftFlow) repaired = chairlift_transport_solve(ordered->transport, error);
    chairlift_transport_weigh(ordered->transport, CHAIRLIFT_LEAVE_NOTHING);
    if (repaired == NULL)
        return FALSE;
    for (guint i = 0; i < bottlenecks->len; i++) {
        ChairliftBottleneck *bottleneck = g_ptr_array_index(bottlenecks, i);
        for (guint k = 0; k < bottleneck->people->len; k++) {
            const guint person = g_array_index(bottleneck->people, guint, k);
            const ChairliftExtraRoom room = {person, repaired->extra[ordered->person_rank[person]]};
            if (room.extra > 0)
                g_array_append_val(bottleneck->repair, room);
        }
        find_single_people(ordered, flow, bottleneck);
    }
    return TRUE;
}
