/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a routing did, in a few lines on standard error. */
#ifndef CHAIRLIFT_CLI_ROUTE_SUMMARY_H
#define CHAIRLIFT_CLI_ROUTE_SUMMARY_H

#include "chairlift/routing.h"

/* failed: papers that could not be read. findings: of char *, what is wrong with nominations of
 * reciprocal reviewers, or NULL. */
void summarise_routing(const ChairliftRouting *routing, guint64 failed, const GPtrArray *findings);

#endif
