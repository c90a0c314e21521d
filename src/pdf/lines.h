/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of text on a page. */
#ifndef CHAIRLIFT_PDF_LINES_H
#define CHAIRLIFT_PDF_LINES_H

#include "gutter.h"
#include "layout.h"

typedef struct LayoutLine {
    float left, top, right, bottom; /* box, points */
    float size;                     /* of most letters, points */
    float largest; /* size of the largest letters; differs from size in small capitals */
    guint style;   /* of LayoutStyle: what holds for most letters */
    guint page;    /* from 0 */
    guint letters; /* letters and digits in text */
    char *text;    /* repaired within the line, without footnotes' marks; never empty; owned */
    char *lead;    /* what stands at its start in another style than the rest ("Abstract"), or NULL;
                      owned */
} LayoutLine;

/* Makes lines of a page's runs: what stands on one baseline without a gap that a column's gutter
 * might be, nor across the gutter. Rotated text and the line numbers of review templates are left
 * out. Returns an array of LayoutLine, in the reading order of the file. */
GArray *chairlift_layout_lines(const LayoutPage *page, guint number, LayoutGutter gutter);

/* Size that most letters have: the body text's, points; 10 when there are none. */
float chairlift_layout_body_size(const GArray *lines);

#endif
