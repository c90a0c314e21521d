/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificate.h"
#include "objective.h"
#include "problem.h"
#include "ties.h"

#include <string.h>

#include "chairlift/route.h"

static gint by_paper_and_person(gconstpointer a, gconstpointer b)
{
    const ChairliftPlacement *first = a, *second = b;
    if (first->paper != second->paper)
        return first->paper < second->paper ? -1 : 1;
    return first->person < second->person ? -1 : first->person > second->person;
}

static void collect_placements(ChairliftAssignment *assignment,
                               const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow)
{
    const ChairliftAssignmentProblem *problem = ordered->problem;
    assignment->placements = g_array_new(FALSE, FALSE, sizeof(ChairliftPlacement));
    if (ordered->settled->len > 0)
        g_array_append_vals(assignment->placements, ordered->settled->data, ordered->settled->len);
    for (size_t rank = 0; rank < ordered->transport->papers; rank++) {
        for (guint i = 0; i < flow->placed[rank]; i++) {
            const size_t paper = chairlift_ordered_paper(ordered, rank);
            const size_t person = ordered->person[flow->person[flow->start[rank] + i]];
            const ChairliftPlacement placement = {
                (guint)paper, (guint)person, problem->affinity[paper * problem->people + person]};
            g_array_append_val(assignment->placements, placement);
        }
    }
    g_array_sort(assignment->placements, by_paper_and_person);
}

static void count_placements(ChairliftAssignment *assignment,
                             const ChairliftAssignmentProblem *problem)
{
    assignment->load = g_new0(guint, problem->people);
    const size_t roles = chairlift_problem_roles(problem);
    assignment->missing = g_new0(guint, roles * problem->papers);
    assignment->shortfall = g_new0(guint, problem->people);
    gint64 total = 0;
    for (size_t i = 0; i < roles * problem->papers; i++)
        assignment->missing[i] =
            chairlift_problem_demand(problem, i % problem->papers, i / problem->papers);
    for (guint i = 0; i < assignment->placements->len; i++) {
        const ChairliftPlacement *placement =
            &g_array_index(assignment->placements, ChairliftPlacement, i);
        assignment->load[placement->person]++;
        assignment->missing[chairlift_problem_role(problem, placement->person) * problem->papers +
                            placement->paper]--;
        total += chairlift_affinity_millionths(placement->affinity);
        if (chairlift_problem_pair(problem, placement->paper, placement->person) ==
            CHAIRLIFT_PAIR_KEPT)
            assignment->kept++;
    }
    assignment->total = (double)total / CHAIRLIFT_MILLIONTHS;
    for (size_t i = 0; i < roles * problem->papers; i++)
        assignment->unplaced += assignment->missing[i];
    for (size_t person = 0; person < problem->people; person++) {
        const guint minimum = chairlift_problem_minimum(problem, person);
        if (assignment->load[person] < minimum)
            assignment->shortfall[person] = minimum - assignment->load[person];
        assignment->unfulfilled += assignment->shortfall[person];
    }
}

/* What the bound on the flow's cost says about the affinity of all placements: the difference
 * between the two is affinity, and settled pairs stay as they are. */
static double bound_on_affinity(const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow,
                                const ChairliftCertificate *certificate)
{
    const ChairliftTransport *transport = ordered->transport;
    gint64 gained = certificate->cost - certificate->bound;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        for (guint i = 0; i < flow->placed[paper]; i++)
            gained +=
                transport->gain[paper * transport->people + flow->person[flow->start[paper] + i]];
    }
    for (guint i = 0; i < ordered->settled->len; i++)
        gained += chairlift_affinity_millionths(
            g_array_index(ordered->settled, ChairliftPlacement, i).affinity);
    return (double)gained / CHAIRLIFT_MILLIONTHS;
}

ChairliftAssignment *chairlift_assign(const ChairliftAssignmentProblem *problem, GError **error)
{
    g_autoptr(ChairliftOrderedProblem) ordered = chairlift_ordered_problem_new(problem, error);
    if (ordered == NULL)
        return NULL;
    g_autoptr(ChairliftFlow) flow =
        chairlift_objective_solve(ordered->transport, problem->objective, error);
    if (flow == NULL)
        return NULL;
    chairlift_ties_break(ordered->transport, flow);
    const ChairliftCertificate certificate = chairlift_certificate_check(ordered->transport, flow);
    if (!certificate.feasible) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_INFEASIBLE,
                    "the assignment found breaks a bound or a conflict; please report this");
        return NULL;
    }
    ChairliftAssignment *assignment = g_new0(ChairliftAssignment, 1);
    collect_placements(assignment, ordered, flow);
    count_placements(assignment, problem);
    assignment->certified = certificate.cost == certificate.bound;
    assignment->bound = bound_on_affinity(ordered, flow, &certificate);
    return assignment;
}

void chairlift_assignment_free(ChairliftAssignment *assignment)
{
    if (assignment == NULL)
        return;
    g_array_unref(assignment->placements);
    g_free(assignment->load);
    g_free(assignment->missing);
    g_free(assignment->shortfall);
    g_free(assignment);
}
