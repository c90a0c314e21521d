/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the conferences' style files prescribe and venue files do not repeat. */
#ifndef CHAIRLIFT_CHECK_STYLES_H
#define CHAIRLIFT_CHECK_STYLES_H

#include "chairlift/pdf.h"

/* Kinds of unnumbered sections at the end of a paper that a style may leave out of the count. */
typedef enum CheckStatement {
    CHECK_STATEMENT_ACKNOWLEDGEMENTS = 1 << 0,
    CHECK_STATEMENT_CHECKLIST = 1 << 1,
    CHECK_STATEMENT_IMPACT = 1 << 2,
    CHECK_STATEMENT_ETHICS = 1 << 3,
    CHECK_STATEMENT_REPRODUCIBILITY = 1 << 4,
    CHECK_STATEMENT_LIMITATIONS = 1 << 5,
    CHECK_STATEMENT_CONTRIBUTIONS = 1 << 6 /* of authors, and of language models */
} CheckStatement;

/* Lengths in points, as poppler measures the lines that the style file sets. */
typedef struct CheckStyle {
    ChairliftPdfTemplate template;
    guint columns;
    const char *name;                /* "NeurIPS" */
    double width, height;            /* of the page */
    const char *paper;               /* "US letter" */
    double left, top, right, bottom; /* the text block's edges */
    double size;                     /* of the text's letters */
    double step;                     /* between its baselines */
    guint not_counted;         /* of CheckStatement: what the style's instructions do not count */
    const char *review_option; /* how the form for review, with line numbers, is asked for */
} CheckStyle;

/* NULL for what is no conference's template. */
const CheckStyle *check_style_of(ChairliftPdfTemplate template);

/* The style whose template's id a venue file has ("icml"), or NULL. */
const CheckStyle *check_style_named(const char *id);

/* The statements that a style does not count, of CheckStatement; for NULL, those that none does. */
guint check_style_not_counted(const CheckStyle *style);

#endif
