/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explanation.h"

/* The flow of an assignment, without settled pairs. */
static ChairliftFlow *flow_of(const ChairliftOrderedProblem *ordered,
                              const ChairliftAssignment *assignment)
{
    const ChairliftAssignmentProblem *problem = ordered->problem;
    ChairliftFlow *flow = chairlift_flow_new(ordered->transport);
    for (guint i = 0; i < assignment->placements->len; i++) {
        const ChairliftPlacement *placement =
            &g_array_index(assignment->placements, ChairliftPlacement, i);
        if (chairlift_problem_pair(problem, placement->paper, placement->person) !=
            CHAIRLIFT_PAIR_FORCED)
            chairlift_flow_place(
                flow,
                chairlift_ordered_rank(ordered, placement->paper,
                                       chairlift_problem_role(problem, placement->person)),
                ordered->person_rank[placement->person]);
    }
    return flow;
}

/* Bottlenecks and idle groups of a flow that minds no groups. */
static gboolean find_bottlenecks(const ChairliftOrderedProblem *ordered, ChairliftFlow *flow,
                                 ChairliftExplanation *explanation, GError **error)
{
    explanation->bottlenecks = chairlift_bottlenecks_find(ordered, flow);
    explanation->idle = chairlift_idle_groups_find(ordered, flow);
    return ordered->problem->groups_length > 0 ||
           chairlift_bottlenecks_repair(ordered, flow, explanation->bottlenecks, error);
}

/* Explains what would be short without groups, and then what is because of them. */
static gboolean explain_with_groups(const ChairliftOrderedProblem *ordered, guint64 shortage,
                                    ChairliftExplanation *explanation, GError **error)
{
    ChairliftTransport *transport = ordered->transport;
    const size_t groups = transport->groups;
    transport->groups = 0;
    chairlift_transport_weigh(transport, CHAIRLIFT_LEAVE_NOTHING);
    g_autoptr(ChairliftFlow) flow = chairlift_transport_solve(transport, error);
    const gboolean found = flow != NULL && find_bottlenecks(ordered, flow, explanation, error);
    transport->groups = groups;
    chairlift_transport_weigh(transport, CHAIRLIFT_LEAVE_NOTHING);
    if (!found)
        return FALSE;
    explanation->exceptions = chairlift_exceptions_find(ordered, shortage, error);
    return explanation->exceptions != NULL;
}

ChairliftExplanation *chairlift_assignment_explain(const ChairliftAssignmentProblem *problem,
                                                   const ChairliftAssignment *assignment,
                                                   GError **error)
{
    g_autoptr(ChairliftOrderedProblem) ordered = chairlift_ordered_problem_new(problem, error);
    if (ordered == NULL)
        return NULL;
    g_autoptr(ChairliftExplanation) explanation = g_new0(ChairliftExplanation, 1);
    if (problem->groups_length > 0) {
        if (!explain_with_groups(ordered, assignment->unplaced + assignment->unfulfilled,
                                 explanation, error))
            return NULL;
    } else {
        g_autoptr(ChairliftFlow) flow = flow_of(ordered, assignment);
        if (!find_bottlenecks(ordered, flow, explanation, error))
            return NULL;
    }
    explanation->uniform = chairlift_uniform_loads(ordered, assignment, error);
    return explanation->uniform != NULL ? g_steal_pointer(&explanation) : NULL;
}

void chairlift_explanation_free(ChairliftExplanation *explanation)
{
    if (explanation == NULL)
        return;
    if (explanation->bottlenecks != NULL)
        g_ptr_array_unref(explanation->bottlenecks);
    if (explanation->idle != NULL)
        g_ptr_array_unref(explanation->idle);
    if (explanation->uniform != NULL)
        g_array_unref(explanation->uniform);
    chairlift_exceptions_free(explanation->exceptions);
    g_free(explanation);
}
