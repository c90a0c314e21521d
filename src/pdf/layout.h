/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout analysis: from glyph runs with fonts and boxes to title and abstract.
 *
 * The input is what a page shows and nothing else; how it was got out of a PDF is the worker's
 * affair (worker_page.c). The analysis is a pure function of it: runs make lines (lines.c), lines
 * make the title (title.c) and the abstract (abstract.c), and joining lines into text undoes what
 * typesetting did to it (repair.c).
 *
 * Coordinates are in points from the top left corner of the page, y growing downwards. Nothing is
 * believed of the numbers: they may be negative, huge or not finite. */
#ifndef CHAIRLIFT_PDF_LAYOUT_H
#define CHAIRLIFT_PDF_LAYOUT_H

#include <glib.h>

#include "chairlift/pdf.h"

typedef enum LayoutStyle {
    LAYOUT_BOLD = 1 << 0,
    LAYOUT_ITALIC = 1 << 1,
    LAYOUT_SMALL_CAPS = 1 << 2, /* the font's name says so */
    LAYOUT_ROTATED = 1 << 3     /* its letters do not follow each other on a level line */
} LayoutStyle;

/* Glyphs in one font with no space among them: a word, or a part of one. */
typedef struct LayoutRun {
    float left, top, right, bottom; /* box, points */
    float size;                     /* of the font, points */
    guint style;                    /* of LayoutStyle */
    gboolean joined;  /* the file's order has it right after the run before, without a space */
    const char *text; /* UTF-8, not empty; owned by the page */
} LayoutRun;

typedef struct LayoutPage {
    float width, height; /* points */
    GArray *runs;        /* of LayoutRun, in the file's reading order */
    GStringChunk *texts; /* holds the runs' texts */
} LayoutPage;

LayoutPage *chairlift_layout_page_new(float width, float height);
void chairlift_layout_page_free(LayoutPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LayoutPage, chairlift_layout_page_free)

/* Adds a run, copying its text (length bytes, which need not be UTF-8). Runs without a finite box
 * of some extent, without text, or beyond what a page can hold are left out. */
void chairlift_layout_page_add(LayoutPage *page, const LayoutRun *run, const char *text,
                               gsize length);

/* What was found. */
typedef struct LayoutFindings {
    char *title;                /* or NULL */
    char *abstract;             /* or NULL */
    char *text;                 /* the pages' running text, cut at a sensible length; or NULL */
    double title_confidence;    /* 0 .. 1 */
    double abstract_confidence; /* 0 .. 1 */
    ChairliftPdfTemplate template;
    ChairliftPdfForm form;
    guint template_year;      /* 0 when it shows nowhere */
    guint columns;            /* of the first page: 1 or 2 */
    gboolean wants_more;      /* the abstract was not over at the end of the last page given */
    ChairliftPdfFront *front; /* where it all stands; NULL without pages */
} LayoutFindings;

/* Analyses the first n pages of a paper. Clear the findings with chairlift_layout_findings_clear.
 */
void chairlift_layout_analyse(LayoutPage *const *pages, guint n_pages, LayoutFindings *findings);
void chairlift_layout_findings_clear(LayoutFindings *findings);

#endif
