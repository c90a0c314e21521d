/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objectives beyond the greatest total. */
#ifndef CHAIRLIFT_ROUTE_OBJECTIVE_H
#define CHAIRLIFT_ROUTE_OBJECTIVE_H

#include "transport.h"

#include "chairlift/route.h"

/* Solves the transport for an objective. Where the objective demands more than the problem does,
 * the transport is narrowed accordingly (pairs forbidden, capacities and minimums changed): the
 * flow returned is optimal for the transport as it then stands. */
ChairliftFlow *chairlift_objective_solve(ChairliftTransport *transport,
                                         ChairliftObjective objective, GError **error);

#endif
