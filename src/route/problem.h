/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the caller's problem to the integers of the transportation problem, and back. */
#ifndef CHAIRLIFT_ROUTE_PROBLEM_H
#define CHAIRLIFT_ROUTE_PROBLEM_H

#include "transport.h"

#include "chairlift/route.h"

/* Affinities are solved for, added up and bounded in integers: as so many millionths. */
#define CHAIRLIFT_MILLIONTHS 1e6
gint32 chairlift_affinity_millionths(float affinity);

/* A problem with papers and people in the order of their ids. */
typedef struct ChairliftOrderedProblem {
    const ChairliftAssignmentProblem *problem;
    size_t roles;
    size_t *paper;                 /* [papers] the problem's index of each submission's papers */
    size_t *person;                /* [people] of each person */
    size_t *paper_rank;            /* [papers] the inverse: which submission each paper is */
    size_t *person_rank;           /* [people] */
    ChairliftTransport *transport; /* weighed, without extra places */
    GArray *settled;               /* of ChairliftPlacement: the forced pairs */
} ChairliftOrderedProblem;

/* Checks the problem. NULL, with error set, when it contradicts itself. */
ChairliftOrderedProblem *chairlift_ordered_problem_new(const ChairliftAssignmentProblem *problem,
                                                       GError **error);
void chairlift_ordered_problem_free(ChairliftOrderedProblem *ordered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftOrderedProblem, chairlift_ordered_problem_free)

/* The problem's index of a paper of the transport, and the other way round. */
size_t chairlift_ordered_paper(const ChairliftOrderedProblem *ordered, size_t paper);
size_t chairlift_ordered_rank(const ChairliftOrderedProblem *ordered, size_t paper, size_t role);

/* What the problem says of a pair. */
ChairliftPair chairlift_problem_pair(const ChairliftAssignmentProblem *problem, size_t paper,
                                     size_t person);
size_t chairlift_problem_roles(const ChairliftAssignmentProblem *problem);
size_t chairlift_problem_role(const ChairliftAssignmentProblem *problem, size_t person);
guint chairlift_problem_demand(const ChairliftAssignmentProblem *problem, size_t paper,
                               size_t role);
guint chairlift_problem_minimum(const ChairliftAssignmentProblem *problem, size_t person);

#endif
