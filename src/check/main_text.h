/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the main text of a paper ends, and how many pages it takes up. */
#ifndef CHAIRLIFT_CHECK_MAIN_TEXT_H
#define CHAIRLIFT_CHECK_MAIN_TEXT_H

#include "styles.h"

#include "chairlift/pdf_structure.h"

/* An end: the heading of the first section that does not count. */
typedef struct MainTextEnd {
    const ChairliftPdfSection *heading; /* NULL when there is none */
    guint pages;                        /* that have main text on them; 0 without a heading */
    gboolean certain; /* FALSE when what is above the heading on its page may be a picture that the
                         last of these pages holds alone, or nothing */
} MainTextEnd;

typedef struct MainText {
    MainTextEnd sure;  /* by the references, an appendix, or a statement that the style does not
                          count */
    MainTextEnd least; /* by any statement of those that one style or another does not count; the
                          same as sure when it comes first */
} MainText;

/* not_counted: of CheckStatement. */
MainText main_text_find(const ChairliftPdfStructure *structure, guint not_counted);

/* What kind of statement a heading begins; 0 for other sections. */
guint main_text_statement(const char *heading);

/* The block that a heading stands in, or NULL. */
const ChairliftPdfBlock *main_text_block(const ChairliftPdfStructure *structure,
                                         const ChairliftPdfSection *heading);

#endif
