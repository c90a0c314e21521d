/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of several optimal flows. */
#ifndef CHAIRLIFT_ROUTE_TIES_H
#define CHAIRLIFT_ROUTE_TIES_H

#include "transport.h"

/* Moves papers along pairs of zero reduced cost, so that the cost stays what it is: until loads are
 * as even as the optimum allows (least sum of load * load / capacity, settled pairs counted, and
 * capacities beyond the number of papers taken for that number), then until each paper in turn, in
 * the order of ids, has the people with the lowest ids. */
void chairlift_ties_break(const ChairliftTransport *transport, ChairliftFlow *flow);

#endif
