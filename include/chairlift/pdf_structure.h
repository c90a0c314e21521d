/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf, continued: what a paper consists of, for checking it against a venue's rules. */
#ifndef CHAIRLIFT_PDF_STRUCTURE_H
#define CHAIRLIFT_PDF_STRUCTURE_H

#include <glib.h>

#include "chairlift/export.h"

G_BEGIN_DECLS

/* A heading. */
typedef struct ChairliftPdfSection {
    char *title;     /* with its number, as it stands there */
    guint page;      /* from 1 */
    double position; /* on the page: 0 top, 1 bottom */
} ChairliftPdfSection;

/* A property of the document ("Author") and its value. */
typedef struct ChairliftPdfProperty {
    char *name;
    char *value;
} ChairliftPdfProperty;

typedef struct ChairliftPdfPage {
    double width, height;  /* points */
    guint columns;         /* 1 or 2; 0 for a page that cannot be read */
    gboolean line_numbers; /* it has those that review templates print beside every line */
} ChairliftPdfPage;

/* Rows of text that follow each other evenly in letters of one size: a paragraph or a part of one,
 * a heading, a caption, words in a figure. */
typedef struct ChairliftPdfBlock {
    guint page;                      /* from 1 */
    guint column;                    /* 0 across the page, 1 left or only, 2 right */
    double left, top, right, bottom; /* points from the page's upper left corner */
    double size;                     /* of most letters, points */
    double step;                     /* between baselines, points; 0 for a single row */
    guint rows;
    guint letters;    /* letters and digits */
    gboolean caption; /* of a figure or table, or the rows that go on with it */
    char *text;       /* of all rows, words made whole, cut at a sensible length */
} ChairliftPdfBlock;

typedef struct ChairliftPdfStructure {
    double width, height;  /* of the first page, points */
    GArray *pages;         /* of ChairliftPdfPage, as many as were read: at most 200 */
    GPtrArray *blocks;     /* of ChairliftPdfBlock: page by page, column by column, downwards; none
                              unless traces were asked for, too */
    GPtrArray *sections;   /* of ChairliftPdfSection, in order */
    guint references_page; /* where the references start, from 1; 0 when nowhere */
    double references_position; /* on that page: 0 top, 1 bottom */
    guint main_end_page;        /* where the main text ends: the page, from 1, of the first heading
                                   of references, appendix, checklist or statements that venues do
                                   not count; 0 when there is none */
    double main_end_position;   /* on that page: 0 top, 1 bottom */
    guint figures, tables;      /* captions counted */
    guint attachments;          /* files in the file */
    GPtrArray *emails;          /* of char *: addresses in the text, each once */
    GPtrArray *links;           /* of char *: addresses that the file links to, each once */
    GPtrArray *properties;      /* of ChairliftPdfProperty: document information and XMP creators */
} ChairliftPdfStructure;

CHAIRLIFT_API ChairliftPdfStructure *chairlift_pdf_structure_new(void);
CHAIRLIFT_API void chairlift_pdf_structure_free(ChairliftPdfStructure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPdfStructure, chairlift_pdf_structure_free)

G_END_DECLS

#endif
