/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paper size, margins, letters and lines against what the style file sets. Only the running text of
 * the main pages is looked at: tables, figures and single lines stick out of every paper, and what
 * comes after the references cannot make the main text shorter. What most lines of several pages do
 * is no accident, though. */
#include "rules.h"

#include <math.h>

/* Lengths in points. Microtypography lets letters hang over the edge by 2. */
static const double PAGE_SLACK = 2, EDGE_SLACK = 5, FOOT_SLACK = 6;
static const double SIZE_SLACK = 0.25;

/* Lines closer than this share of the style's step are squeezed. */
static const double LEAST_STEP = 0.975;

enum {
    FEWEST_PAGES = 2,     /* with squeezed text, for a violation */
    FEWEST_ROWS = 8,      /* of them on a page, to count it */
    MOST_PLACES = 6,      /* that are shown, */
    MOST_OF_A_PAGE = 2,   /* of one page: what goes on through the paper should look so */
    SQUEEZED_PERCENT = 15 /* of the rows of the main text, for a warning */
};

/* Shows where a block stands, unless enough places are shown. */
static void show_block(ChairliftFinding *finding, const CheckedPaper *paper,
                       const ChairliftPdfBlock *block)
{
    guint of_page = 0;
    for (guint i = 0; i < finding->places->len; i++)
        of_page +=
            ((const ChairliftPlace *)g_ptr_array_index(finding->places, i))->page == block->page;
    if (of_page < MOST_OF_A_PAGE && finding->places->len < MOST_PLACES)
        check_add_block(finding, paper, block);
}

static ChairliftFinding *without_style(const char *check)
{
    return chairlift_finding_new(check, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                 "The paper is set with none of the call's templates, so there is "
                                 "nothing to compare it with.");
}

static const ChairliftPdfBlock *block_at(const CheckedPaper *paper, guint i)
{
    return g_ptr_array_index(paper->structure->blocks, i);
}

/* ---- the page -------------------------------------------------------------------------------- */

static gboolean has_size(const ChairliftPdfPage *page, const CheckStyle *style)
{
    return fabs(page->width - style->width) <= PAGE_SLACK &&
           fabs(page->height - style->height) <= PAGE_SLACK;
}

static const char *paper_name(double width, double height)
{
    if (fabs(width - 612) <= PAGE_SLACK && fabs(height - 792) <= PAGE_SLACK)
        return "US letter";
    if (fabs(width - 595.3) <= PAGE_SLACK && fabs(height - 841.9) <= PAGE_SLACK)
        return "A4";
    return NULL;
}

/* The style of a template that the call allows: the paper's, or when it has none of them, any if
 * all are for the same paper. NULL when there is none. */
static const CheckStyle *style_for_size(const CheckedPaper *paper)
{
    const CheckStyle *style = NULL;
    if (paper->allowed != NULL)
        return paper->style;
    for (guint i = 0; i < paper->venue->templates->len; i++) {
        const ChairliftTemplate *template = g_ptr_array_index(paper->venue->templates, i);
        const CheckStyle *other = check_style_named(template->id);
        if (other == NULL || (style != NULL && other->width != style->width))
            return NULL;
        style = other;
    }
    return style;
}

void check_paper_size(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "paper-size";
    const CheckStyle *style = style_for_size(paper);
    const char *source = check_templates_source(paper);
    if (style == NULL) {
        check_add(findings, without_style(CHECK));
        return;
    }
    for (guint i = 0; i < MIN(paper->main_pages, paper->structure->pages->len); i++) {
        const ChairliftPdfPage *page = &g_array_index(paper->structure->pages, ChairliftPdfPage, i);
        if (page->columns == 0 || has_size(page, style))
            continue;
        const char *name = paper_name(page->width, page->height);
        ChairliftFinding *finding = check_add(
            findings, chairlift_finding_new(
                          CHECK, CHAIRLIFT_CHECK_VIOLATION, source,
                          "Page %u is %s (%.0f by %.0f points); the %s template is for %s "
                          "(%.0f by %.0f).",
                          i + 1, name != NULL ? name : "of another size", page->width, page->height,
                          style->name, style->paper, style->width, style->height));
        chairlift_finding_set_advice(finding,
                                     "Let LaTeX make %s pages: take out options and packages that "
                                     "set the paper size (a4paper, geometry), and print to a file "
                                     "without scaling.",
                                     style->paper);
        ChairliftPlace place = {.page = i + 1};
        chairlift_finding_add_place(finding, &place);
        return;
    }
    check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, source,
                                              "The pages are %s, as the %s template sets them.",
                                              style->paper, style->name));
}

/* ---- margins --------------------------------------------------------------------------------- */

typedef enum Edge { EDGE_LEFT, EDGE_RIGHT, EDGE_TOP, EDGE_BOTTOM, EDGES } Edge;

/* How far a block reaches over an edge, points. */
static double excess(const ChairliftPdfBlock *block, const CheckStyle *style, Edge edge)
{
    switch (edge) {
    case EDGE_LEFT:
        return style->left - block->left - EDGE_SLACK;
    case EDGE_RIGHT:
        return block->right - style->right - EDGE_SLACK;
    case EDGE_TOP:
        return style->top - block->top - EDGE_SLACK;
    default:
        return block->bottom - style->bottom - FOOT_SLACK;
    }
}

/* Whether another block on the page reaches as far over the edge: one alone may be a line that
 * LaTeX could not break. */
static gboolean is_shared(const CheckedPaper *paper, double body_size, guint index, Edge edge)
{
    const ChairliftPdfBlock *block = block_at(paper, index);
    if (edge == EDGE_TOP || edge == EDGE_BOTTOM)
        return TRUE;
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *other = block_at(paper, i);
        if (i != index && other->page == block->page && check_is_running_text(other, body_size) &&
            fabs(excess(other, paper->style, edge) - excess(block, paper->style, edge)) < 3)
            return TRUE;
    }
    return FALSE;
}

/* Whether a block tells where the text ends at an edge. The last line of a page may be alone, and
 * the number below it is no text; above the text there may be a running head. */
static gboolean shows_edge(const ChairliftPdfBlock *block, double body_size, Edge edge)
{
    enum { FEWEST_LETTERS = 40 };
    if (edge != EDGE_BOTTOM)
        return check_is_running_text(block, body_size);
    return !block->caption && block->letters >= FEWEST_LETTERS &&
           fabs(block->size - body_size) < 0.3;
}

/* The blocks of running text that reach over an edge, on one page after the other; *pages gets how
 * many pages have them. An array of ChairliftPdfBlock, which it does not own. */
static GPtrArray *blocks_over(const CheckedPaper *paper, double body_size, Edge edge, guint *pages)
{
    GPtrArray *over = g_ptr_array_new();
    guint last = 0;
    *pages = 0;
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = block_at(paper, i);
        if (block->page > paper->main_pages || !shows_edge(block, body_size, edge) ||
            excess(block, paper->style, edge) <= 0 || !is_shared(paper, body_size, i, edge))
            continue;
        if (block->page != last)
            ++*pages;
        last = block->page;
        g_ptr_array_add(over, (gpointer)block);
    }
    return over;
}

static gboolean add_edge(const CheckedPaper *paper, double body_size, Edge edge,
                         GPtrArray *findings)
{
    static const char *const NAMES[EDGES] = {"left", "right", "top", "bottom"};
    guint pages = 0;
    g_autoptr(GPtrArray) over = blocks_over(paper, body_size, edge, &pages);
    if (over->len == 0)
        return FALSE;
    double most = 0;
    for (guint i = 0; i < over->len; i++)
        most = MAX(most, excess(g_ptr_array_index(over, i), paper->style, edge));
    most += edge == EDGE_BOTTOM ? FOOT_SLACK : EDGE_SLACK;
    ChairliftFinding *finding = check_add(
        findings,
        chairlift_finding_new(
            "margins", pages >= FEWEST_PAGES ? CHAIRLIFT_CHECK_VIOLATION : CHAIRLIFT_CHECK_WARNING,
            paper->allowed->source,
            "The text reaches %.0f points into the %s margin of the %s template, "
            "on %u of %u pages.",
            most, NAMES[edge], paper->style->name, pages, paper->main_pages));
    chairlift_finding_set_advice(finding,
                                 "Take out what changes the text's width, height or place "
                                 "(geometry, fullpage, \\textwidth, \\textheight, "
                                 "\\enlargethispage, \\hspace), and leave it to the style file.");
    for (guint i = 0; i < over->len; i++)
        show_block(finding, paper, g_ptr_array_index(over, i));
    return TRUE;
}

void check_margins(const CheckedPaper *paper, GPtrArray *findings)
{
    if (paper->allowed == NULL) {
        check_add(findings, without_style("margins"));
        return;
    }
    double body_size = check_body_size(paper);
    gboolean any = FALSE;
    for (Edge edge = EDGE_LEFT; edge < EDGES; edge++)
        any = add_edge(paper, body_size, edge, findings) || any;
    if (!any)
        check_add(findings,
                  chairlift_finding_new("margins", CHAIRLIFT_CHECK_PASSED, paper->allowed->source,
                                        "The text keeps within the margins of the %s template.",
                                        paper->style->name));
}

/* ---- letters --------------------------------------------------------------------------------- */

/* Paragraphs in smaller letters than the text's: a part that was shrunk to fit. */
static gboolean is_shrunk(const ChairliftPdfBlock *block, double size)
{
    enum { FEWEST_LETTERS_A_ROW = 35 };
    return !block->caption && block->rows >= 5 &&
           block->letters >= FEWEST_LETTERS_A_ROW * block->rows && block->size < size - 0.4;
}

static void add_shrunk(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "font-size";
    guint letters = 0, shrunk = 0;
    g_autoptr(ChairliftFinding) finding = chairlift_finding_new(
        CHECK, CHAIRLIFT_CHECK_WARNING, paper->allowed->source,
        "Paragraphs are set in smaller letters than the %.0f points of the %s template.",
        round(paper->style->size), paper->style->name);
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = block_at(paper, i);
        if (block->page > paper->main_pages)
            continue;
        letters += block->letters;
        if (!is_shrunk(block, paper->style->size))
            continue;
        shrunk += block->letters;
        show_block(finding, paper, block);
    }
    if (shrunk * 100 <= letters * SQUEEZED_PERCENT) {
        check_add(findings,
                  chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, paper->allowed->source,
                                        "The text is set in letters of %.0f points, as the %s "
                                        "template has it.",
                                        round(paper->style->size), paper->style->name));
        return;
    }
    chairlift_finding_set_advice(finding, "Set the main text in the template's size; \\small and "
                                          "the like are for captions, tables and footnotes.");
    check_add(findings, g_steal_pointer(&finding));
}

void check_font_size(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "font-size";
    if (paper->allowed == NULL) {
        check_add(findings, without_style(CHECK));
        return;
    }
    double size = check_body_size(paper);
    if (size <= 0) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                                  "No running text was found on the pages."));
        return;
    }
    if (size >= paper->style->size - SIZE_SLACK) {
        add_shrunk(paper, findings);
        return;
    }
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(
                      CHECK, CHAIRLIFT_CHECK_VIOLATION, paper->allowed->source,
                      "The text is set in letters of %.1f points; the %s template has %.0f.", size,
                      paper->style->name, round(paper->style->size)));
    chairlift_finding_set_advice(finding,
                                 "Take out \\small and packages that change sizes, and print to a "
                                 "file without scaling.");
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = block_at(paper, i);
        if (check_is_running_text(block, size))
            show_block(finding, paper, block);
    }
}

/* ---- lines ----------------------------------------------------------------------------------- */

void check_line_spacing(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "line-spacing";
    if (paper->allowed == NULL) {
        check_add(findings, without_style(CHECK));
        return;
    }
    double size = check_body_size(paper);
    guint rows = 0, squeezed = 0;
    double least = paper->style->step;
    g_autoptr(ChairliftFinding) finding = NULL;
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = block_at(paper, i);
        if (block->page > paper->main_pages || !check_is_running_text(block, size))
            continue;
        rows += block->rows;
        if (block->step >= LEAST_STEP * paper->style->step)
            continue;
        squeezed += block->rows;
        least = MIN(least, block->step);
    }
    if (rows == 0) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                                  "No running text was found on the pages."));
        return;
    }
    if (squeezed < FEWEST_ROWS || squeezed * 100 <= rows * SQUEEZED_PERCENT) {
        check_add(findings,
                  chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, paper->allowed->source,
                                        "The lines are as far apart as the %s template sets them.",
                                        paper->style->name));
        return;
    }
    finding = chairlift_finding_new(
        CHECK, squeezed * 2 > rows ? CHAIRLIFT_CHECK_VIOLATION : CHAIRLIFT_CHECK_WARNING,
        paper->allowed->source,
        "%u of %u lines of text are closer together (down to %.1f points) than the %.1f of the %s "
        "template.",
        squeezed, rows, least, paper->style->step, paper->style->name);
    chairlift_finding_set_advice(finding, "Take out \\linespread, \\baselinestretch, setspace and "
                                          "whatever else changes the distance of lines.");
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = block_at(paper, i);
        if (block->page <= paper->main_pages && check_is_running_text(block, size) &&
            block->step < LEAST_STEP * paper->style->step)
            show_block(finding, paper, block);
    }
    check_add(findings, g_steal_pointer(&finding));
}
