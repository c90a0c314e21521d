/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proof that a flow is optimal. */
#ifndef CHAIRLIFT_ROUTE_CERTIFICATE_H
#define CHAIRLIFT_ROUTE_CERTIFICATE_H

#include "candidates.h"

typedef struct ChairliftCertificate {
    gboolean feasible; /* the flow breaks no bound and uses no forbidden pair */
    gint64 cost;       /* of the flow */
    gint64 bound;      /* no flow costs less; the flow is optimal when it costs no more */
} ChairliftCertificate;

/* What the flow costs. */
gint64 chairlift_flow_cost(const ChairliftTransport *transport, const ChairliftFlow *flow);

/* What no flow with the settled pairs (of ChairliftCandidate; NULL: none) costs less than, by the
 * flow's prices. */
gint64 chairlift_certificate_bound(const ChairliftTransport *transport, const ChairliftFlow *flow,
                                   const GArray *settled);

ChairliftCertificate chairlift_certificate_check(const ChairliftTransport *transport,
                                                 const ChairliftFlow *flow);

#endif
