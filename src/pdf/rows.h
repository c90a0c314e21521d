/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines in the order in which a reader goes down a column. */
#ifndef CHAIRLIFT_PDF_ROWS_H
#define CHAIRLIFT_PDF_ROWS_H

#include "lines.h"

/* What a reader sees as one line of a column: one LayoutLine, or several where wide gaps in it tore
 * it apart. */
typedef struct LayoutRow {
    float left, top, right, bottom; /* box, points */
    float size, largest;            /* of the line with most letters, points */
    guint style;                    /* of that line */
    guint letters;
    guint n_lines;          /* lines it is made of */
    const LayoutLine *line; /* the one with most letters */
    const LayoutLine *head; /* the leftmost one */
    char *text;             /* of all, left to right; owned */
} LayoutRow;

/* A strip of a page. */
typedef struct LayoutColumn {
    guint page;
    float left, right, top; /* points; lines that begin above top are left out */
} LayoutColumn;

/* The rows of a column, from top to bottom: of lines that lie within it, except for what juts out
 * by less than a tenth. Returns an array of LayoutRow. lines must outlive it. */
GArray *chairlift_layout_rows(const GArray *lines, const LayoutColumn *column);

/* The lines that reach across the middle of a page of two columns. Returns an array of LayoutLine
 * that borrows its texts from lines. */
GArray *chairlift_layout_lines_across(const GArray *lines, float middle);

#endif
