/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same problem with one kind of leave, at a cost above all affinity and below any empty place:
 * to put two of a group on one submission, or to go beyond capacities. What the optimum makes use
 * of is the least that helps.
 */
#include "certificate.h"
#include "explanation.h"

/* Places of papers that a flow leaves empty. */
static guint64 count_missing(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    guint64 missing = 0;
    for (size_t paper = 0; paper < transport->papers; paper++)
        missing += transport->demand[paper] - flow->placed[paper];
    return missing;
}

/* Likewise, of minimums. */
static guint64 count_unfulfilled(const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow)
{
    const ChairliftTransport *transport = ordered->transport;
    guint64 unfulfilled = 0;
    for (size_t person = 0; person < transport->people; person++) {
        const guint load = flow->load[person] + transport->settled[person];
        const guint minimum = chairlift_problem_minimum(ordered->problem, ordered->person[person]);
        unfulfilled += load < minimum ? minimum - load : 0;
    }
    return unfulfilled;
}

/* The optimum under a leave; *certified stays what it was when the optimum is proved. */
static ChairliftFlow *solve_with_leave(const ChairliftOrderedProblem *ordered, ChairliftLeave leave,
                                       gboolean *certified, GError **error)
{
    chairlift_transport_weigh(ordered->transport, leave);
    ChairliftFlow *flow = chairlift_transport_solve(ordered->transport, error);
    if (flow != NULL) {
        const ChairliftCertificate certificate =
            chairlift_certificate_check(ordered->transport, flow);
        /* What is above affinity is proved as soon as the bound is that close. */
        const gint64 least = leave == CHAIRLIFT_LEAVE_EXTRA ? ordered->transport->extra_cost
                                                            : ordered->transport->lift_cost;
        *certified &= certificate.feasible && certificate.cost - certificate.bound < least / 2;
    }
    chairlift_transport_weigh(ordered->transport, CHAIRLIFT_LEAVE_NOTHING);
    return flow;
}

/* Everybody beyond the first of a group with a submission. */
static void collect_lifts(const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow,
                          GArray *lifts)
{
    const ChairliftTransport *transport = ordered->transport;
    g_autofree guint *present = g_new0(guint, transport->groups);
    for (size_t first = 0; first < transport->papers; first += transport->roles) {
        for (size_t paper = first; paper < first + transport->roles; paper++) {
            for (guint i = 0; i < flow->placed[paper]; i++) {
                const guint32 *groups =
                    transport->group_start + flow->person[flow->start[paper] + i];
                for (guint32 k = groups[0]; k < groups[1]; k++)
                    present[transport->group[k]]++;
            }
        }
        for (guint group = 0; group < transport->groups; group++) {
            const ChairliftLift lift = {(guint)chairlift_ordered_paper(ordered, first), group};
            for (; present[group] > 1; present[group]--)
                g_array_append_val(lifts, lift);
            present[group] = 0;
        }
    }
}

static gboolean find_lifts(const ChairliftOrderedProblem *ordered, guint64 shortage,
                           ChairliftExceptions *exceptions, GError **error)
{
    g_autoptr(ChairliftFlow) flow =
        solve_with_leave(ordered, CHAIRLIFT_LEAVE_LIFT, &exceptions->certified, error);
    if (flow == NULL)
        return FALSE;
    const guint64 left = count_missing(ordered->transport, flow) + count_unfulfilled(ordered, flow);
    exceptions->apart = shortage - MIN(left, shortage);
    if (exceptions->apart > 0)
        collect_lifts(ordered, flow, exceptions->lifts);
    return TRUE;
}

static gboolean find_repair(const ChairliftOrderedProblem *ordered, ChairliftExceptions *exceptions,
                            GError **error)
{
    const ChairliftTransport *transport = ordered->transport;
    g_autoptr(ChairliftFlow) flow =
        solve_with_leave(ordered, CHAIRLIFT_LEAVE_EXTRA, &exceptions->certified, error);
    if (flow == NULL)
        return FALSE;
    exceptions->stuck = count_missing(transport, flow);
    exceptions->idle = count_unfulfilled(ordered, flow);
    for (size_t person = 0; person < transport->people; person++) {
        const ChairliftExtraRoom room = {(guint)ordered->person[person], flow->extra[person]};
        if (room.extra > 0)
            g_array_append_val(exceptions->repair, room);
    }
    return TRUE;
}

ChairliftExceptions *chairlift_exceptions_find(const ChairliftOrderedProblem *ordered,
                                               guint64 shortage, GError **error)
{
    ChairliftExceptions *exceptions = g_new0(ChairliftExceptions, 1);
    exceptions->certified = TRUE;
    exceptions->lifts = g_array_new(FALSE, FALSE, sizeof(ChairliftLift));
    exceptions->repair = g_array_new(FALSE, FALSE, sizeof(ChairliftExtraRoom));
    if (find_lifts(ordered, shortage, exceptions, error) && find_repair(ordered, exceptions, error))
        return exceptions;
    chairlift_exceptions_free(exceptions);
    return NULL;
}

void chairlift_exceptions_free(ChairliftExceptions *exceptions)
{
    if (exceptions == NULL)
        return;
    g_array_unref(exceptions->lifts);
    g_array_unref(exceptions->repair);
    g_free(exceptions);
}
