/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings, captions and addresses on pages that are put together here. */
#include "pdf/sections.h"

#include <string.h>

/* Sets text as one run. */
static void set_text(LayoutPage *page, float left, float top, float size, guint style,
                     const char *text)
{
    LayoutRun run = {.left = left,
                     .top = top,
                     .right = left + 0.5F * size * (float)strlen(text),
                     .bottom = top + size,
                     .size = size,
                     .style = style};
    chairlift_layout_page_add(page, &run, text, strlen(text));
}

static ChairliftPdfStructure *analyse(LayoutPage *page, LayoutGutter gutter)
{
    ChairliftPdfStructure *structure = chairlift_pdf_structure_new();
    g_autoptr(GArray) lines = chairlift_layout_lines(page, 0, gutter);
    chairlift_layout_sections(lines, page, 4, gutter, 10, structure);
    return structure;
}

static void expect_titles(const ChairliftPdfStructure *structure, const char *expected)
{
    g_autoptr(GString) titles = g_string_new(NULL);
    for (guint i = 0; i < structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(structure->sections, i);
        g_assert_cmpuint(section->page, ==, 5);
        g_string_append_printf(titles, "%s|", section->title);
    }
    g_assert_cmpstr(titles->str, ==, expected);
}

static void test_headings(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(612, 792);
    set_text(page, 108, 80, 12, LAYOUT_BOLD, "3 Results");
    set_text(page, 108, 110, 10, 0, "3 birds were seen, and 12 more were heard.");
    set_text(page, 108, 140, 10, LAYOUT_BOLD, "3.1 Of the Second Harbour");
    set_text(page, 108, 170, 10, LAYOUT_BOLD, "Birds in general. They fly.");
    set_text(page, 108, 200, 10, 0, "V. CONCLUSION");
    set_text(page, 108, 230, 10, 0, "Conclusion");
    set_text(page, 108, 260, 10, LAYOUT_BOLD, "Acknowledgements");
    set_text(page, 108, 290, 10, LAYOUT_BOLD, "References");
    set_text(page, 108, 320, 12, LAYOUT_BOLD, "A.2 Proofs");
    set_text(page, 108, 350, 5, LAYOUT_BOLD, "4 Words in a Figure");
    g_autoptr(ChairliftPdfStructure) structure = analyse(page, (LayoutGutter){0, 0});
    expect_titles(structure, "3 Results|3.1 Of the Second Harbour|V. CONCLUSION|Acknowledgements|"
                             "References|A.2 Proofs|");
    g_assert_cmpuint(structure->references_page, ==, 5);
    g_assert_cmpfloat_with_epsilon(structure->references_position, 290.0 / 792, 0.001);
    g_assert_cmpuint(structure->main_end_page, ==, 5);
    g_assert_cmpfloat_with_epsilon(structure->main_end_position, 260.0 / 792, 0.001);
}

/* Two columns are read one after the other. */
static void test_columns(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(612, 792);
    set_text(page, 54, 80, 12, LAYOUT_BOLD, "5 Discussion");
    set_text(page, 320, 80, 12, LAYOUT_BOLD, "References");
    set_text(page, 54, 300, 12, LAYOUT_BOLD, "6 Conclusion");
    g_autoptr(ChairliftPdfStructure) structure = analyse(page, (LayoutGutter){297, 315});
    expect_titles(structure, "5 Discussion|6 Conclusion|References|");
}

static void test_captions_and_addresses(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(612, 792);
    set_text(page, 108, 80, 9, 0, "Figure 2: Birds. See Table 1.");
    set_text(page, 108, 110, 9, 0, "Fig. 3. More birds.");
    set_text(page, 108, 140, 9, 0, "Table 1: Birds counted.");
    set_text(page, 108, 170, 9, 0, "Figure 2 shows birds.");
    set_text(page, 108, 200, 9, 0,
             "{ada, b.sample}@birds.example.org or gull@harbour.example.net.");
    set_text(page, 108, 230, 9, 0, "ada@birds.example.org @home a@b P@1");
    g_autoptr(ChairliftPdfStructure) structure = analyse(page, (LayoutGutter){0, 0});
    g_assert_cmpuint(structure->figures, ==, 2);
    g_assert_cmpuint(structure->tables, ==, 1);
    g_ptr_array_add(structure->emails, NULL);
    g_autofree char *emails = g_strjoinv(" ", (char **)structure->emails->pdata);
    g_assert_cmpstr(emails, ==,
                    "ada@birds.example.org b.sample@birds.example.org gull@harbour.example.net");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/sections/headings", test_headings);
    g_test_add_func("/pdf/sections/columns", test_columns);
    g_test_add_func("/pdf/sections/captions-and-addresses", test_captions_and_addresses);
    return g_test_run();
}
