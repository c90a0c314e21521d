/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of the page of a routing. */
#ifndef CHAIRLIFT_REPORT_ROUTING_PAGE_PARTS_H
#define CHAIRLIFT_REPORT_ROUTING_PAGE_PARTS_H

#include "chairlift/routing.h"

typedef struct ChairliftRoutingPage {
    const ChairliftRouting *routing;
    GPtrArray *rows;  /* of ChairliftRoutingRow, in the order of the papers */
    guint *first_row; /* [papers + 1] into rows */
} ChairliftRoutingPage;

/* routing_page_people.c: loads, and topics against people. */
void chairlift_routing_page_loads(GString *out, const ChairliftRoutingPage *page);
void chairlift_routing_page_topics(GString *out, const ChairliftRoutingPage *page);

/* routing_page_papers.c: how good placements are, what a human should see, and every paper. */
void chairlift_routing_page_quality(GString *out, const ChairliftRoutingPage *page);
void chairlift_routing_page_doubts(GString *out, const ChairliftRoutingPage *page);
void chairlift_routing_page_papers(GString *out, const ChairliftRoutingPage *page);

/* The script that searches and filters the section of every paper. */
extern const char CHAIRLIFT_ROUTING_PAGE_SCRIPT[];

/* A paper's title, or, where it has none, its id. */
const char *chairlift_routing_page_title(const ChairliftRoutedPaper *paper);

/* Whether any person has the role. */
gboolean chairlift_routing_page_has(const ChairliftRoutingPage *page, ChairliftRole role);

#endif
