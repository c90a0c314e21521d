/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_TITLE_H
#define CHAIRLIFT_PDF_TITLE_H

#include "repair.h"
#include "rows.h"

typedef struct LayoutTitle {
    char *text;                     /* owned, or NULL */
    double confidence;              /* 0 .. 1 */
    float left, top, right, bottom; /* box, points */
    guint page;                     /* from 0 */
} LayoutTitle;

/* Finds the title: the rows set in the largest letters near the top of the page, above limit
 * (points; where the abstract's heading is, then above_abstract holds, or some way down the page).
 */
void chairlift_layout_title(const GArray *lines, const LayoutPage *page, guint number, float limit,
                            gboolean above_abstract, const RepairWords *words, LayoutTitle *title);

#endif
