/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_GUTTER_H
#define CHAIRLIFT_PDF_GUTTER_H

#include "layout.h"

/* The strip between two columns of text, x coordinates in points; both 0 on a page of one column.
 */
typedef struct LayoutGutter {
    float left, right;
} LayoutGutter;

LayoutGutter chairlift_layout_gutter(const LayoutPage *page);

/* The middle of a gutter, 0 without one. */
static inline float chairlift_gutter_middle(LayoutGutter gutter)
{
    return (gutter.left + gutter.right) / 2;
}

#endif
