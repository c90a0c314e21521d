/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of a venue's rules. Each takes what is known of the paper and adds what it has to say,
 * at least one finding where the venue has such a rule. */
#ifndef CHAIRLIFT_CHECK_RULES_H
#define CHAIRLIFT_CHECK_RULES_H

#include "main_text.h"
#include "styles.h"

#include "chairlift/check.h"

typedef struct CheckedPaper {
    const ChairliftPdf *pdf;
    const ChairliftPdfStructure *structure; /* the pdf's, never NULL */
    const ChairliftVenue *venue;
    const char *track;                /* id of a track, or form of a paper; NULL when not chosen */
    const CheckStyle *style;          /* of the template in use; NULL when that is no style known */
    const ChairliftTemplate *allowed; /* the venue's entry for that style, or NULL */
    MainText main_text;
    guint main_pages; /* pages from the first that have main text: all when its end is not known */
} CheckedPaper;

typedef void (*CheckFunction)(const CheckedPaper *paper, GPtrArray *findings);

void check_page_limit(const CheckedPaper *paper, GPtrArray *findings);
void check_template(const CheckedPaper *paper, GPtrArray *findings);
void check_paper_size(const CheckedPaper *paper, GPtrArray *findings);
void check_margins(const CheckedPaper *paper, GPtrArray *findings);
void check_font_size(const CheckedPaper *paper, GPtrArray *findings);
void check_line_spacing(const CheckedPaper *paper, GPtrArray *findings);
void check_abstract(const CheckedPaper *paper, GPtrArray *findings);
void check_searchable(const CheckedPaper *paper, GPtrArray *findings);
void check_line_numbers(const CheckedPaper *paper, GPtrArray *findings);
void check_checklist(const CheckedPaper *paper, GPtrArray *findings);
void check_impact_statement(const CheckedPaper *paper, GPtrArray *findings);
void check_limitations(const CheckedPaper *paper, GPtrArray *findings);
void check_code_and_data(const CheckedPaper *paper, GPtrArray *findings);

/* Where the call says something, or NULL. */
const char *check_rule_source(const CheckedPaper *paper, const char *rule);

/* Where the call says which templates are allowed: of the paper's own, or the first; or NULL. */
const char *check_templates_source(const CheckedPaper *paper);

/* Adds a finding, and returns it. */
ChairliftFinding *check_add(GPtrArray *findings, ChairliftFinding *finding);

/* Adds a block as a place, with the beginning of its text. */
void check_add_block(ChairliftFinding *finding, const CheckedPaper *paper,
                     const ChairliftPdfBlock *block);

/* The same with the beginning of another text, such as one sentence of it. */
void check_add_excerpt(ChairliftFinding *finding, const CheckedPaper *paper,
                       const ChairliftPdfBlock *block, const char *text);

/* Of a block: that it is set like the running text of the paper (in letters of its size, several
 * rows, no caption), not a table or a figure. body_size from check_body_size. */
gboolean check_is_running_text(const ChairliftPdfBlock *block, double body_size);

/* The size in which most letters of the main text are set, points; 0 when there are none. */
double check_body_size(const CheckedPaper *paper);

#endif
