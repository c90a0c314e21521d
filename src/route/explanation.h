/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of an explanation. All of them take the flow of the assignment in question. */
#ifndef CHAIRLIFT_ROUTE_EXPLANATION_H
#define CHAIRLIFT_ROUTE_EXPLANATION_H

#include "problem.h"

/* bottleneck.c: papers and people of every bottleneck; repair and any_of stay empty. */
GPtrArray *chairlift_bottlenecks_find(const ChairliftOrderedProblem *ordered, ChairliftFlow *flow);

/* repair.c: the smallest changes of capacities that end the shortages. */
gboolean chairlift_bottlenecks_repair(const ChairliftOrderedProblem *ordered,
                                      const ChairliftFlow *flow, GPtrArray *bottlenecks,
                                      GError **error);

/* idle.c: groups of people below their minimums. */
GPtrArray *chairlift_idle_groups_find(const ChairliftOrderedProblem *ordered,
                                      const ChairliftFlow *flow);

/* uniform.c: what is left when everybody takes the same number. NULL, with error set, when the
 * solver fails. */
GArray *chairlift_uniform_loads(const ChairliftOrderedProblem *ordered,
                                const ChairliftAssignment *assignment, GError **error);

/* exceptions.c: what would help where groups are kept apart. The shortage is that of the
 * assignment. NULL, with error set, when the solver fails. */
ChairliftExceptions *chairlift_exceptions_find(const ChairliftOrderedProblem *ordered,
                                               guint64 shortage, GError **error);
void chairlift_exceptions_free(ChairliftExceptions *exceptions);

/* People that a paper may have, settled ones left out. */
guint chairlift_count_allowed(const ChairliftTransport *transport, size_t paper);

#endif
