/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An objective that looks at the worst value is a threshold: narrow the problem to what reaches the
 * threshold, see whether the higher goals (places filled, pairs kept) are still served as well, and
 * search the best threshold by bisection. Within it the total decides.
 */
#include "objective.h"

#include <string.h>

/* The goals that stand above every threshold. */
typedef struct Goals {
    guint64 shortage; /* empty places of papers and minimums */
    guint64 kept;     /* pairs */
} Goals;

static Goals goals_of(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    Goals goals = {0};
    for (size_t paper = 0; paper < transport->papers; paper++) {
        goals.shortage += transport->demand[paper] - flow->placed[paper];
        for (guint32 i = transport->kept_start[paper]; i < transport->kept_start[paper + 1]; i++)
            goals.kept += chairlift_flow_has(flow, paper, transport->kept[i]);
    }
    for (size_t person = 0; person < transport->people; person++) {
        if (flow->load[person] < transport->minimum[person])
            goals.shortage += transport->minimum[person] - flow->load[person];
    }
    return goals;
}

/* Narrows the transport to a threshold, from what it was at first. */
typedef void (*NarrowFunction)(ChairliftTransport *transport, gint64 threshold,
                               const void *original);

/* Finds the threshold nearest to `best` at which the goals are reached; at `sure` they are. Leaves
 * the transport narrowed to it and returns the flow. */
static ChairliftFlow *bisect(ChairliftTransport *transport, NarrowFunction narrow,
                             const void *original, gint64 sure, gint64 best, GError **error)
{
    narrow(transport, sure, original);
    g_autoptr(ChairliftFlow) flow = chairlift_transport_solve(transport, error);
    if (flow == NULL)
        return NULL;
    const Goals goals = goals_of(transport, flow);
    while (sure != best) {
        /* The middle, rounded away from what is known to be possible. */
        const gint64 middle =
            best > sure ? sure + (best - sure + 1) / 2 : sure - (sure - best + 1) / 2;
        narrow(transport, middle, original);
        g_autoptr(ChairliftFlow) tried = chairlift_transport_solve(transport, error);
        if (tried == NULL)
            return NULL;
        const Goals reached = goals_of(transport, tried);
        if (reached.shortage == goals.shortage && reached.kept == goals.kept) {
            sure = middle;
            chairlift_flow_free(flow);
            flow = g_steal_pointer(&tried);
        } else {
            best = best > sure ? middle - 1 : middle + 1;
        }
    }
    narrow(transport, sure, original);
    return g_steal_pointer(&flow);
}

/* Forbids pairs below the threshold; what is kept stays possible. */
static void forbid_low_gains(ChairliftTransport *transport, gint64 threshold, const void *original)
{
    const gint32 *gain = original;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        for (size_t person = 0; person < transport->people; person++) {
            const size_t pair = paper * transport->people + person;
            transport->gain[pair] =
                gain[pair] >= threshold || chairlift_transport_is_kept(transport, paper, person)
                    ? gain[pair]
                    : CHAIRLIFT_FORBIDDEN;
        }
    }
}

static ChairliftFlow *solve_worst_off(ChairliftTransport *transport, GError **error)
{
    const size_t pairs = transport->papers * transport->people;
    g_autofree gint32 *gain = g_memdup2(transport->gain, pairs * sizeof *gain);
    gint64 lowest = G_MAXINT32, highest = CHAIRLIFT_FORBIDDEN;
    for (size_t i = 0; i < pairs; i++) {
        if (gain[i] == CHAIRLIFT_FORBIDDEN)
            continue;
        lowest = MIN(lowest, gain[i]);
        highest = MAX(highest, gain[i]);
    }
    if (lowest > highest)
        return chairlift_transport_solve(transport, error);
    return bisect(transport, forbid_low_gains, gain, lowest, highest, error);
}

/* Nobody takes more than the threshold, settled pairs counted, unless the minimum is higher. */
static void lower_capacities(ChairliftTransport *transport, gint64 threshold, const void *original)
{
    const guint *capacity = original;
    for (size_t person = 0; person < transport->people; person++) {
        const gint64 room = MAX(threshold - transport->settled[person], 0);
        transport->capacity[person] =
            (guint)MAX(MIN(capacity[person], room), transport->minimum[person]);
    }
}

/* Everybody takes at least the threshold, settled pairs counted, unless the capacity is lower. */
static void raise_minimums(ChairliftTransport *transport, gint64 threshold, const void *original)
{
    const guint *minimum = original;
    for (size_t person = 0; person < transport->people; person++) {
        const gint64 wanted = MAX(threshold - transport->settled[person], 0);
        transport->minimum[person] =
            (guint)MAX(MIN(transport->capacity[person], wanted), minimum[person]);
    }
}

static ChairliftFlow *solve_balanced(ChairliftTransport *transport, GError **error)
{
    gint64 highest = 0;
    for (size_t person = 0; person < transport->people; person++)
        highest = MAX(highest, (gint64)transport->capacity[person] + transport->settled[person]);
    const size_t size = transport->people * sizeof(guint);
    g_autofree guint *capacity = g_memdup2(transport->capacity, size);
    g_autoptr(ChairliftFlow) flow =
        bisect(transport, lower_capacities, capacity, highest, 0, error);
    if (flow == NULL)
        return NULL;
    highest = 0;
    for (size_t person = 0; person < transport->people; person++)
        highest = MAX(highest, (gint64)flow->load[person] + transport->settled[person]);
    g_autofree guint *minimum = g_memdup2(transport->minimum, size);
    return bisect(transport, raise_minimums, minimum, 0, highest, error);
}

ChairliftFlow *chairlift_objective_solve(ChairliftTransport *transport,
                                         ChairliftObjective objective, GError **error)
{
    switch (objective) {
    case CHAIRLIFT_OBJECTIVE_WORST_OFF:
        return solve_worst_off(transport, error);
    case CHAIRLIFT_OBJECTIVE_BALANCED:
        return solve_balanced(transport, error);
    case CHAIRLIFT_OBJECTIVE_TOTAL:
        break;
    }
    return chairlift_transport_solve(transport, error);
}
