/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where main texts end, on structures that are put together here; and pages cut into blocks. */
#include "check/main_text.h"
#include "check/rules.h"
#include "pdf/blocks.h"
#include "pdf/message.h"

#include <string.h>

#include "chairlift/check.h"

static ChairliftPdfStructure *structure_of(guint pages, guint columns)
{
    ChairliftPdfStructure *structure = chairlift_pdf_structure_new();
    for (guint i = 0; i < pages; i++) {
        ChairliftPdfPage page = {612, 800, columns, FALSE};
        g_array_append_val(structure->pages, page);
    }
    return structure;
}

static void add_block(ChairliftPdfStructure *structure, guint page, guint column, double top,
                      guint rows, const char *text)
{
    ChairliftPdfBlock block = {.page = page,
                               .column = column,
                               .left = 108,
                               .top = top,
                               .right = 504,
                               .bottom = top + 11 * rows,
                               .size = 10,
                               .rows = rows,
                               .letters = 40 * rows,
                               .text = g_strdup(text)};
    g_ptr_array_add(structure->blocks, g_memdup2(&block, sizeof block));
}

static void add_heading(ChairliftPdfStructure *structure, guint page, guint column, double top,
                        const char *title)
{
    ChairliftPdfSection section = {g_strdup(title), page, top / 800};
    g_ptr_array_add(structure->sections, g_memdup2(&section, sizeof section));
    add_block(structure, page, column, top, 1, title);
}

static void expect_pages(const ChairliftPdfStructure *structure, guint not_counted, guint sure,
                         guint least)
{
    MainText text = main_text_find(structure, not_counted);
    g_assert_cmpuint(text.sure.pages, ==, sure);
    g_assert_cmpuint(text.least.pages, ==, least);
}

static void test_top_of_page(void)
{
    g_autoptr(ChairliftPdfStructure) structure = structure_of(3, 1);
    add_heading(structure, 1, 1, 300, "1 Introduction");
    add_block(structure, 2, 1, 80, 40, "text");
    add_block(structure, 3, 1, 40, 1, "a running head");
    add_heading(structure, 3, 1, 80, "References");
    add_block(structure, 3, 1, 770, 1, "3");
    expect_pages(structure, 0, 2, 2);
    add_block(structure, 3, 1, 70, 1, "its last line");
    expect_pages(structure, 0, 3, 3);
}

static void test_columns(void)
{
    g_autoptr(ChairliftPdfStructure) structure = structure_of(2, 2);
    add_heading(structure, 1, 1, 300, "1 Introduction");
    add_heading(structure, 2, 2, 80, "References");
    expect_pages(structure, 0, 1, 1);
    add_block(structure, 2, 1, 80, 20, "the left column");
    expect_pages(structure, 0, 2, 2);
}

static void test_picture(void)
{
    g_autoptr(ChairliftPdfStructure) structure = structure_of(2, 1);
    add_heading(structure, 1, 1, 300, "1 Introduction");
    add_heading(structure, 2, 1, 400, "References");
    MainText text = main_text_find(structure, 0);
    g_assert_cmpuint(text.sure.pages, ==, 2);
    g_assert_false(text.sure.certain);
}

static void test_statements(void)
{
    g_autoptr(ChairliftPdfStructure) structure = structure_of(4, 1);
    add_heading(structure, 1, 1, 300, "1 Introduction");
    add_block(structure, 2, 1, 80, 40, "text");
    add_heading(structure, 3, 1, 80, "Limitations");
    add_block(structure, 3, 1, 100, 40, "text");
    add_heading(structure, 4, 1, 80, "Acknowledgments and Disclosure of Funding");
    add_heading(structure, 4, 1, 300, "References");
    expect_pages(structure, CHECK_STATEMENT_ACKNOWLEDGEMENTS, 3, 2);
    expect_pages(structure, CHECK_STATEMENT_LIMITATIONS, 2, 2);
    expect_pages(structure, 0, 4, 2);
    g_assert_cmpuint(main_text_statement("Impact Statement"), ==, CHECK_STATEMENT_IMPACT);
    g_assert_cmpuint(main_text_statement("6 Discussion"), ==, 0);
}

/* "A" begins an appendix after numbered sections, and not in the middle of them. */
static void test_lettered(void)
{
    g_autoptr(ChairliftPdfStructure) structure = structure_of(4, 1);
    add_heading(structure, 1, 1, 300, "1 Introduction");
    add_heading(structure, 2, 1, 80, "A Closer Look");
    add_heading(structure, 2, 1, 300, "2 Results");
    add_block(structure, 3, 1, 80, 40, "text");
    add_heading(structure, 4, 1, 80, "References");
    expect_pages(structure, 0, 3, 3);
    add_heading(structure, 4, 1, 300, "B Proofs");
    expect_pages(structure, 0, 1, 1);
}

static void test_no_end(void)
{
    g_autoptr(ChairliftPdfStructure) structure = structure_of(2, 1);
    add_heading(structure, 1, 1, 300, "1 Introduction");
    expect_pages(structure, 0, 0, 0);
    /* A page that is not there, as a worker might send it. */
    add_heading(structure, 0, 1, 80, "References");
    g_assert_nonnull(main_text_find(structure, 0).sure.heading);
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static void set_text(LayoutPage *page, float left, float top, float size, const char *text)
{
    LayoutRun run = {.left = left,
                     .top = top,
                     .right = left + 0.5F * size * (float)strlen(text),
                     .bottom = top + size,
                     .size = size};
    chairlift_layout_page_add(page, &run, text, strlen(text));
}

static ChairliftPdfStructure *blocks_of(const LayoutPage *page, LayoutGutter gutter)
{
    ChairliftPdfStructure *structure = chairlift_pdf_structure_new();
    gsize text_left = CHAIRLIFT_PDF_BLOCKS_TEXT_LIMIT;
    g_autoptr(GArray) lines = chairlift_layout_lines(page, 0, gutter);
    chairlift_layout_about_page(page, gutter, structure);
    chairlift_layout_blocks(lines, page, gutter, structure, &text_left);
    return structure;
}

static void test_blocks(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(612, 792);
    set_text(page, 108, 80, 12, "1 Gulls");
    set_text(page, 108, 100, 10, "Gulls are birds that are seen at har-");
    set_text(page, 108, 111, 10, "bours, and heard there before that.");
    set_text(page, 108, 130, 10, "Another paragraph begins here.");
    set_text(page, 108, 160, 9, "Figure 1: A gull.");
    g_autoptr(ChairliftPdfStructure) structure = blocks_of(page, (LayoutGutter){0, 0});
    g_assert_cmpuint(structure->blocks->len, ==, 4);
    const ChairliftPdfBlock *text = g_ptr_array_index(structure->blocks, 1);
    g_assert_cmpuint(text->rows, ==, 2);
    g_assert_cmpfloat_with_epsilon(text->step, 11, 0.1);
    g_assert_cmpfloat_with_epsilon(text->left, 108, 0.1);
    g_assert_cmpstr(text->text, ==,
                    "Gulls are birds that are seen at harbours, and heard there before that.");
    const ChairliftPdfBlock *caption = g_ptr_array_index(structure->blocks, 3);
    g_assert_true(caption->caption);
}

/* Two columns, and what reaches across them. */
static void test_blocks_in_columns(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(612, 792);
    set_text(page, 200, 80, 12, "A heading right across the middle");
    set_text(page, 54, 120, 10, "On the left side of it");
    set_text(page, 320, 120, 10, "and on the right side");
    g_autoptr(ChairliftPdfStructure) structure = blocks_of(page, (LayoutGutter){297, 315});
    g_assert_cmpuint(structure->blocks->len, ==, 3);
    for (guint i = 0; i < 3; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(structure->blocks, i);
        g_assert_cmpuint(block->column, ==, i);
    }
}

/* Blocks pass from worker to library unchanged. */
static void test_message(void)
{
    g_autoptr(ChairliftPdf) pdf = g_new0(ChairliftPdf, 1);
    pdf->structure = structure_of(2, 2);
    add_block(pdf->structure, 2, 2, 123.45, 3, "says \"hello\"");
    gsize length;
    g_autofree char *reply = chairlift_pdf_reply_encode(pdf, &length);
    g_autoptr(ChairliftPdf) again = chairlift_pdf_reply_decode(reply + CHAIRLIFT_PDF_REPLY_HEADER,
                                                               length - CHAIRLIFT_PDF_REPLY_HEADER);
    g_assert_nonnull(again);
    g_assert_cmpuint(again->structure->pages->len, ==, 2);
    const ChairliftPdfBlock *block = g_ptr_array_index(again->structure->blocks, 0);
    g_assert_cmpfloat_with_epsilon(block->top, 123.45, 0.006);
    g_assert_cmpstr(block->text, ==, "says \"hello\"");
    g_assert_cmpuint(block->column, ==, 2);
}

/* ---- findings -------------------------------------------------------------------------------- */

/* What is said of code and data where a sentence offers some and a note has an address. */
static void test_code_in_footnotes(void)
{
    static const struct {
        const char *sentence, *note;
        double top, size; /* of the note */
        const char *said;
    } CASES[] = {
        {"We release code and data.", "1https://github.com/nordhavn/digits", 700, 8, "may show"},
        {"We release code and data.", "1https://anonymous.4open.science/r/d-9C", 700, 8,
         "does not show"},
        {"Code will be released upon acceptance.", "1https://github.com/nordhavn/digits", 700, 8,
         "no link"},
        {"We release code and data.", "1 As in https://github.com/nordhavn/digits", 700, 8,
         "no link"},
        {"We release code and data.", "1https://github.com/nordhavn/digits", 100, 8, "no link"},
        {"We release code and data.", "1https://github.com/nordhavn/digits", 700, 10, "no link"},
        {"We train a model.", "1https://github.com/nordhavn/digits", 700, 8, "Nothing is said"},
    };
    g_autofree char *file =
        g_test_build_filename(G_TEST_DIST, "../corpus/venues/mechinterp-icml-2026.venue", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftVenue) venue = chairlift_venue_load(file, &error);
    g_assert_no_error(error);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(ChairliftPdfStructure) structure = structure_of(1, 1);
        g_autoptr(GPtrArray) findings = chairlift_findings_new();
        structure->height = 800;
        add_block(structure, 1, 1, 200, 8, CASES[i].sentence);
        add_block(structure, 1, 1, CASES[i].top, 1, CASES[i].note);
        ((ChairliftPdfBlock *)g_ptr_array_index(structure->blocks, 1))->size = CASES[i].size;
        const CheckedPaper paper = {.structure = structure, .venue = venue, .main_pages = 1};
        check_code_and_data(&paper, findings);
        const ChairliftFinding *finding = g_ptr_array_index(findings, 0);
        g_test_message("%zu: %s", i, finding->text);
        g_assert_nonnull(strstr(finding->text, CASES[i].said));
    }
}

static void test_findings(void)
{
    g_autoptr(GPtrArray) findings = chairlift_findings_new();
    ChairliftFinding *finding =
        chairlift_finding_new("page-limit", CHAIRLIFT_CHECK_WARNING, NULL, "%s \xff pages", "nine");
    g_ptr_array_add(findings, finding);
    g_assert_true(g_utf8_validate(finding->text, -1, NULL));
    g_assert_false(chairlift_findings_violate(findings));
    char bytes[] = "\xff";
    ChairliftPlace place = {.page = 1, .excerpt = bytes};
    chairlift_finding_add_place(finding, &place);
    const ChairliftPlace *added = g_ptr_array_index(finding->places, 0);
    g_assert_true(g_utf8_validate(added->excerpt, -1, NULL));
    g_ptr_array_add(findings,
                    chairlift_finding_new("x", CHAIRLIFT_CHECK_VIOLATION, "item 1", "broken"));
    g_assert_true(chairlift_findings_violate(findings));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/main-text/top-of-page", test_top_of_page);
    g_test_add_func("/check/main-text/columns", test_columns);
    g_test_add_func("/check/main-text/picture", test_picture);
    g_test_add_func("/check/main-text/statements", test_statements);
    g_test_add_func("/check/main-text/lettered", test_lettered);
    g_test_add_func("/check/main-text/no-end", test_no_end);
    g_test_add_func("/check/blocks/paragraphs", test_blocks);
    g_test_add_func("/check/blocks/columns", test_blocks_in_columns);
    g_test_add_func("/check/blocks/message", test_message);
    g_test_add_func("/check/code-in-footnotes", test_code_in_footnotes);
    g_test_add_func("/check/findings", test_findings);
    return g_test_run();
}
