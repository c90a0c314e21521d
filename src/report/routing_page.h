/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A routing as a page of HTML that the chair reads, keeps and prints. It shows titles, topics,
 * reasons and people, and nothing else of a paper. */
#ifndef CHAIRLIFT_REPORT_ROUTING_PAGE_H
#define CHAIRLIFT_REPORT_ROUTING_PAGE_H

#include "chairlift/routing.h"

/* findings: of char *, what is wrong with the nominations of reciprocal reviewers; NULL: there are
 * none. */
void chairlift_routing_page(GString *out, const ChairliftRouting *routing,
                            const GPtrArray *findings);

#endif
