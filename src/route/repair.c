/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places beyond capacity, at a cost above all affinity and below any empty place: the linear
 * program then says how few are enough and where they do most good. Nobody is to take more of them
 * than it needs, or one person would be asked for all. That one person alone would do is tried, by
 * augmenting paths that end with that person.
 */
#include "explanation.h"
#include "largest.h"
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

/* Whether what capacity can fill is filled when everybody takes so many more. */
static gboolean is_enough(ChairliftTransport *transport, const guint *capacity, guint64 stuck,
                          guint more)
{
    for (size_t person = 0; person < transport->people; person++)
        transport->capacity[person] = MIN(capacity[person] + more, (guint)transport->papers);
    return chairlift_count_unfillable(transport) == stuck;
}

/* The fewest more places for each person with which the shortages can be ended. */
static guint fewest_each(ChairliftTransport *transport, const GPtrArray *bottlenecks)
{
    guint64 stuck = 0;
    for (guint i = 0; i < bottlenecks->len; i++)
        stuck += ((const ChairliftBottleneck *)g_ptr_array_index(bottlenecks, i))->stuck;
    guint *capacity = transport->capacity;
    transport->capacity = g_new(guint, transport->people);
    guint too_few = 0, enough = 1;
    for (; !is_enough(transport, capacity, stuck, enough); enough *= 2)
        too_few = enough;
    while (enough - too_few > 1) {
        const guint middle = too_few + (enough - too_few) / 2;
        if (is_enough(transport, capacity, stuck, middle))
            enough = middle;
        else
            too_few = middle;
    }
    g_free(transport->capacity);
    transport->capacity = capacity;
    return enough;
}

/* The flow with the fewest places beyond capacities. */
static ChairliftFlow *solve_with_extra(ChairliftTransport *transport, const GPtrArray *bottlenecks,
                                       GError **error)
{
    transport->extra_most = fewest_each(transport, bottlenecks);
    chairlift_transport_weigh(transport, CHAIRLIFT_LEAVE_EXTRA);
    ChairliftFlow *flow = chairlift_transport_solve(transport, error);
    chairlift_transport_weigh(transport, CHAIRLIFT_LEAVE_NOTHING);
    transport->extra_most = (guint)transport->papers;
    return flow;
}

gboolean chairlift_bottlenecks_repair(const ChairliftOrderedProblem *ordered,
                                      const ChairliftFlow *flow, GPtrArray *bottlenecks,
                                      GError **error)
{
    if (bottlenecks->len == 0)
        return TRUE;
    g_autoptr(ChairliftFlow) repaired = solve_with_extra(ordered->transport, bottlenecks, error);
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
