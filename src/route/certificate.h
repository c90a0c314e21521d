/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proof that a flow is optimal. */
#ifndef CHAIRLIFT_ROUTE_CERTIFICATE_H
#define CHAIRLIFT_ROUTE_CERTIFICATE_H

#include "transport.h"

typedef struct ChairliftCertificate {
    gboolean feasible; /* the flow breaks no bound and uses no forbidden pair */
    gint64 cost;       /* of the flow */
    gint64 bound;      /* no flow costs less; the flow is optimal when it costs no more */
} ChairliftCertificate;

ChairliftCertificate chairlift_certificate_check(const ChairliftTransport *transport,
                                                 const ChairliftFlow *flow);

#endif
