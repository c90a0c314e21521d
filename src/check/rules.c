/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All checks of a venue's rules, in the order in which an author wants to read them. */
#include "rules.h"

#include <math.h>
#include <string.h>

enum { EXCERPT_CHARACTERS = 90 };

static const CheckFunction CHECKS[] = {
    check_page_limit,    check_template,     check_paper_size,       check_margins,
    check_font_size,     check_line_spacing, check_abstract,         check_searchable,
    check_line_numbers,  check_checklist,    check_impact_statement, check_limitations,
    check_code_and_data,
};

const char *check_rule_source(const CheckedPaper *paper, const char *rule)
{
    const ChairliftRule *found = chairlift_venue_find_rule(paper->venue, rule);
    return found != NULL ? found->source : NULL;
}

const char *check_templates_source(const CheckedPaper *paper)
{
    if (paper->allowed != NULL)
        return paper->allowed->source;
    const GPtrArray *templates = paper->venue->templates;
    return templates->len > 0 ? ((ChairliftTemplate *)g_ptr_array_index(templates, 0))->source
                              : NULL;
}

ChairliftFinding *check_add(GPtrArray *findings, ChairliftFinding *finding)
{
    g_ptr_array_add(findings, finding);
    return finding;
}

static char *excerpt_of(const char *text)
{
    if (g_utf8_strlen(text, -1) <= EXCERPT_CHARACTERS)
        return g_strdup(text);
    g_autofree char *cut = g_utf8_substring(text, 0, EXCERPT_CHARACTERS);
    return g_strconcat(cut, "…", NULL);
}

void check_add_excerpt(ChairliftFinding *finding, const CheckedPaper *paper,
                       const ChairliftPdfBlock *block, const char *text)
{
    const ChairliftPdfPage *page = NULL;
    if (block->page <= paper->structure->pages->len)
        page = &g_array_index(paper->structure->pages, ChairliftPdfPage, block->page - 1);
    g_autofree char *excerpt = excerpt_of(text);
    ChairliftPlace place = {.page = block->page, .excerpt = excerpt};
    if (page != NULL && page->width > 0 && page->height > 0) {
        place.left = CLAMP(block->left / page->width, 0, 1);
        place.top = CLAMP(block->top / page->height, 0, 1);
        place.right = CLAMP(block->right / page->width, 0, 1);
        place.bottom = CLAMP(block->bottom / page->height, 0, 1);
    }
    chairlift_finding_add_place(finding, &place);
}

void check_add_block(ChairliftFinding *finding, const CheckedPaper *paper,
                     const ChairliftPdfBlock *block)
{
    check_add_excerpt(finding, paper, block, block->text);
}

gboolean check_is_running_text(const ChairliftPdfBlock *block, double body_size)
{
    enum { FEWEST_ROWS = 3, FEWEST_LETTERS = 25 }; /* the letters, in a row */
    return !block->caption && block->rows >= FEWEST_ROWS &&
           block->letters >= FEWEST_LETTERS * block->rows && fabs(block->size - body_size) < 0.3;
}

double check_body_size(const CheckedPaper *paper)
{
    enum { SIZES = 400 }; /* tenths of a point, to 40 points */
    guint letters[SIZES] = {0};
    guint most = 0;
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(paper->structure->blocks, i);
        guint size = (guint)lround(CLAMP(block->size, 0, 39) * 10);
        if (block->page <= paper->main_pages && !block->caption && block->rows > 1)
            letters[size] += block->letters;
        if (letters[size] > letters[most])
            most = size;
    }
    return most / 10.0;
}

GPtrArray *chairlift_check_rules(const ChairliftPdf *pdf, const ChairliftVenue *venue,
                                 const char *track)
{
    GPtrArray *findings = chairlift_findings_new();
    CheckedPaper paper = {.pdf = pdf, .structure = pdf->structure, .venue = venue, .track = track};
    if (pdf->structure == NULL || venue->tracks->len == 0)
        return findings;
    paper.style = check_style_of(pdf->page_template);
    if (paper.style != NULL)
        paper.allowed =
            chairlift_venue_find_template(venue, chairlift_pdf_template_name(pdf->page_template));
    paper.main_text = main_text_find(pdf->structure, check_style_not_counted(paper.style));
    paper.main_pages = paper.main_text.sure.heading != NULL ? paper.main_text.sure.pages
                                                            : pdf->structure->pages->len;
    for (gsize i = 0; i < G_N_ELEMENTS(CHECKS); i++)
        CHECKS[i](&paper, findings);
    return findings;
}
