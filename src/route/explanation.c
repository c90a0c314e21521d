/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explanation.h"

/* The flow of an assignment, without settled pairs. */
static ChairliftFlow *flow_of(const ChairliftOrderedProblem *ordered,
                              const ChairliftAssignment *assignment)
{
    ChairliftFlow *flow = chairlift_flow_new(ordered->transport);
    for (guint i = 0; i < assignment->placements->len; i++) {
        const ChairliftPlacement *placement =
            &g_array_index(assignment->placements, ChairliftPlacement, i);
        if (chairlift_problem_pair(ordered->problem, placement->paper, placement->person) !=
            CHAIRLIFT_PAIR_FORCED)
            chairlift_flow_place(flow, ordered->paper_rank[placement->paper],
                                 ordered->person_rank[placement->person]);
    }
    return flow;
}

ChairliftExplanation *chairlift_assignment_explain(const ChairliftAssignmentProblem *problem,
                                                   const ChairliftAssignment *assignment,
                                                   GError **error)
{
    g_autoptr(ChairliftOrderedProblem) ordered = chairlift_ordered_problem_new(problem, error);
    if (ordered == NULL)
        return NULL;
    g_autoptr(ChairliftFlow) flow = flow_of(ordered, assignment);
    g_autoptr(ChairliftExplanation) explanation = g_new0(ChairliftExplanation, 1);
    explanation->bottlenecks = chairlift_bottlenecks_find(ordered, flow);
    explanation->idle = chairlift_idle_groups_find(ordered, flow);
    if (!chairlift_bottlenecks_repair(ordered, flow, explanation->bottlenecks, error))
        return NULL;
    if (explanation->bottlenecks->len > 0)
        explanation->uniform = chairlift_uniform_loads(ordered, error);
    else
        explanation->uniform = g_array_new(FALSE, FALSE, sizeof(ChairliftUniformLoad));
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
    g_free(explanation);
}
