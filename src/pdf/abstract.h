/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_ABSTRACT_H
#define CHAIRLIFT_PDF_ABSTRACT_H

#include "repair.h"
#include "rows.h"

/* What an abstract is looked for in. */
typedef struct LayoutText {
    const GArray *lines;      /* of LayoutLine, of all pages */
    LayoutPage *const *pages; /* [n_pages] */
    guint n_pages;
    const float *gutters; /* [n_pages], x of the middle in points, 0 where a page has one column */
    const RepairWords *words;
    double title_confidence;
} LayoutText;

typedef struct LayoutAbstract {
    char *text;          /* owned, or NULL */
    GArray *boxes;       /* of ChairliftPdfBox, one a column; owned, NULL without text */
    double confidence;   /* 0 .. 1 */
    gboolean wants_more; /* it was not over at the end of the last page */
} LayoutAbstract;

/* The line with the abstract's heading, or that begins with it; NULL without. */
const LayoutLine *chairlift_layout_abstract_heading(const GArray *lines);

/* Reads the abstract from its heading on; where there is none, looks below the title (its page, and
 * where it ends, in points) for the paragraph that stands before the first section. */
void chairlift_layout_abstract(const LayoutText *text, guint title_page, float title_bottom,
                               LayoutAbstract *abstract);

#endif
