/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout analysis on pages that are put together here, run by run. */
#include "pdf/gutter.h"
#include "pdf/layout.h"
#include "pdf/lines.h"

#include <math.h>
#include <string.h>

/* Width of a letter, and of a space, in units of the font's size. */
static const float LETTER = 0.5F, SPACE = 0.25F;

/* Sets text on a line from left on, a run a word, as poppler gives it. Returns where it ends. */
static float set_line(LayoutPage *page, float left, float top, float size, guint style,
                      const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        float width = LETTER * size * (float)g_utf8_strlen(words[i], -1);
        LayoutRun run = {.left = left,
                         .top = top,
                         .right = left + width,
                         .bottom = top + size,
                         .size = size,
                         .style = style};
        chairlift_layout_page_add(page, &run, words[i], strlen(words[i]));
        left += width + SPACE * size;
    }
    return left - SPACE * size;
}

/* Sets lines of text below each other, 1.2 of their size apart. Returns the top of the next. */
static float set_lines(LayoutPage *page, float left, float top, float size, guint style,
                       const char *const *lines)
{
    for (; *lines != NULL; lines++, top += 1.2F * size)
        set_line(page, left, top, size, style, *lines);
    return top;
}

static const char *const ABSTRACT[] = {
    "We count the birds of a harbour with a classi\357\254\201er",
    "that is trained on drawings alone, and find that its",
    "errors are those of the people who made the draw-",
    "ings. A state-of-the-",
    "art network does no better. The classi\357\254\201er is small",
    "enough for a telephone, and needs no self-",
    "supervised training. All drawings are published, and",
    "so are the names of the birds that sat for them, if",
    "the birds had names before they were drawn.",
    NULL};
static const char ABSTRACT_TEXT[] =
    "We count the birds of a harbour with a classifier that is trained on drawings alone, and find "
    "that its errors are those of the people who made the drawings. A state-of-the-art network "
    "does no better. The classifier is small enough for a telephone, and needs no self-supervised "
    "training. All drawings are published, and so are the names of the birds that sat for them, if "
    "the birds had names before they were drawn.";
static const char *const BODY[] = {"Birds have been counted in harbours for as long as there",
                                   "have been harbours, and drawings of them are older still.",
                                   "This section has some lines so that the page has a body,",
                                   "and the body has the letters that most of the page has.",
                                   "It goes on for a little longer than that, and then ends.",
                                   NULL};

static void expect(LayoutPage *page, const char *title, const char *abstract)
{
    LayoutFindings findings;
    LayoutPage *const pages[] = {page};
    chairlift_layout_analyse(pages, 1, &findings);
    g_assert_cmpstr(findings.title, ==, title);
    g_assert_cmpstr(findings.abstract, ==, abstract);
    g_assert_cmpfloat(findings.title_confidence, <=, 1);
    g_assert_cmpfloat(findings.abstract_confidence, <=, 1);
    if (abstract != NULL)
        g_assert_cmpfloat(findings.abstract_confidence, >, 0.2);
    chairlift_layout_findings_clear(&findings);
}

static LayoutPage *page_with_title(void)
{
    LayoutPage *page = chairlift_layout_page_new(612, 792);
    set_line(page, 120, 80, 17, LAYOUT_BOLD, "Counting Birds");
    set_line(page, 130, 100, 17, LAYOUT_BOLD, "by Their Drawings");
    set_line(page, 200, 130, 10, 0, "Ada Example");
    return page;
}

static void test_one_column(void)
{
    g_autoptr(LayoutPage) page = page_with_title();
    set_line(page, 280, 160, 12, LAYOUT_BOLD, "Abstract");
    float top = set_lines(page, 140, 180, 10, 0, ABSTRACT);
    set_line(page, 108, top + 12, 12, LAYOUT_BOLD, "1 Introduction");
    set_lines(page, 108, top + 34, 10, 0, BODY);
    expect(page, "Counting Birds by Their Drawings", ABSTRACT_TEXT);
}

static void test_line_numbers(void)
{
    g_autoptr(LayoutPage) page = page_with_title();
    set_line(page, 280, 160, 12, LAYOUT_BOLD, "Abstract");
    float top = set_lines(page, 120, 180, 10, 0, ABSTRACT);
    set_line(page, 108, top + 12, 12, LAYOUT_BOLD, "1 Introduction");
    set_lines(page, 108, top + 34, 10, 0, BODY);
    for (int line = 0; line < 20; line++) {
        char number[8];
        g_snprintf(number, sizeof number, "%03d", line);
        set_line(page, 99, 82 + 12 * (float)line, 6, 0, number);
        g_snprintf(number, sizeof number, "%03d", line + 20);
        set_line(page, 500, 82 + 12 * (float)line, 6, 0, number);
    }
    expect(page, "Counting Birds by Their Drawings", ABSTRACT_TEXT);
}

/* Two columns whose gutter is narrow, with lines side by side at one height. */
static LayoutPage *two_columns(gboolean with_heading)
{
    LayoutPage *page = page_with_title();
    float top = 180;
    if (with_heading)
        set_line(page, 150, 160, 12, LAYOUT_BOLD, "Abstract");
    top = set_lines(page, 50, top, 10, 0, ABSTRACT);
    set_line(page, 50, top + 12, 12, LAYOUT_BOLD, "1 Introduction");
    top += 34;
    for (int i = 0; i < 4; i++)
        top = set_lines(page, 50, top, 10, 0, BODY);
    top = 180;
    for (int i = 0; i < 5; i++)
        top = set_lines(page, 325, top, 10, 0, BODY);
    return page;
}

static void test_two_columns(void)
{
    g_autoptr(LayoutPage) page = two_columns(TRUE);
    LayoutGutter gutter = chairlift_layout_gutter(page);
    g_assert_cmpfloat(gutter.left, >, 290);
    g_assert_cmpfloat(gutter.right, <=, 326);
    expect(page, "Counting Birds by Their Drawings", ABSTRACT_TEXT);
}

static void test_without_heading(void)
{
    g_autoptr(LayoutPage) page = two_columns(FALSE);
    expect(page, "Counting Birds by Their Drawings", ABSTRACT_TEXT);
}

static void test_no_abstract(void)
{
    g_autoptr(LayoutPage) page = page_with_title();
    set_line(page, 108, 160, 12, LAYOUT_BOLD, "1 Introduction");
    set_lines(page, 108, 182, 10, 0, BODY);
    expect(page, "Counting Birds by Their Drawings", NULL);
}

static void test_run_in(void)
{
    g_autoptr(LayoutPage) page = page_with_title();
    float left =
        set_line(page, 108, 168, 10, LAYOUT_BOLD | LAYOUT_ITALIC, "Abstract\342\200\224In");
    set_line(page, left + 2.5F, 168, 10, LAYOUT_BOLD, "short:");
    float top = set_lines(page, 108, 180, 10, LAYOUT_BOLD, ABSTRACT);
    set_line(page, 108, top + 4, 10, LAYOUT_BOLD, "Index Terms\342\200\224birds, drawings");
    set_lines(page, 108, top + 34, 10, 0, BODY);
    g_autofree char *expected = g_strconcat("In short: ", ABSTRACT_TEXT, NULL);
    expect(page, "Counting Birds by Their Drawings", expected);
}

/* "A" large, "BSTRACT" smaller, with no space of the file's between words. */
static float set_small_caps(LayoutPage *page, float left, float top, float size, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        char initial[2] = {words[i][0], '\0'};
        left = set_line(page, left, top, size, 0, initial) + 0.05F * size;
        if (words[i][1] != '\0')
            left = set_line(page, left, top + 0.15F * size, 0.8F * size, 0, words[i] + 1);
        left += 0.3F * size;
    }
    return left;
}

static void test_small_capitals(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(612, 792);
    set_small_caps(page, 108, 80, 17, "COUNTING BIRDS");
    set_small_caps(page, 108, 100, 17, "BY DRAW-");
    set_small_caps(page, 108, 120, 17, "INGS");
    set_small_caps(page, 280, 160, 12, "ABSTRACT");
    float top = set_lines(page, 140, 180, 10, 0, ABSTRACT);
    set_small_caps(page, 108, top + 12, 12, "1 INTRODUCTION");
    set_lines(page, 108, top + 34, 10, 0, BODY);
    expect(page, "COUNTING BIRDS BY DRAWINGS", ABSTRACT_TEXT);
}

static void test_footnote_marks(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(612, 792);
    float end = set_line(page, 120, 80, 17, LAYOUT_BOLD, "Counting KG");
    set_line(page, end, 79, 10, LAYOUT_BOLD, "2");
    end = set_line(page, end + 5, 80, 17, LAYOUT_BOLD, "RAG Birds");
    set_line(page, end, 79, 10, 0, "\342\210\227\342\200\240");
    set_line(page, 280, 160, 12, LAYOUT_BOLD, "Abstract");
    float top = set_lines(page, 140, 180, 10, 0, ABSTRACT);
    set_line(page, 108, top + 12, 12, LAYOUT_BOLD, "1 Introduction");
    expect(page, "Counting KG2RAG Birds", ABSTRACT_TEXT);
}

/* The archive's stamp runs up the margin; its letters come one by one, some of them alone. */
static void test_rotated_stamp(void)
{
    g_autoptr(LayoutPage) page = page_with_title();
    LayoutRun stamp = {
        .left = 15, .right = 35, .top = 300, .bottom = 500, .size = 20, .style = LAYOUT_ROTATED};
    chairlift_layout_page_add(page, &stamp, "arXiv:2505.12345v1", 18);
    stamp = (LayoutRun){.left = 15, .right = 35, .top = 205, .bottom = 215, .size = 20};
    chairlift_layout_page_add(page, &stamp, "3", 1);
    set_line(page, 280, 160, 12, LAYOUT_BOLD, "Abstract");
    float top = set_lines(page, 140, 180, 10, 0, ABSTRACT);
    set_line(page, 108, top + 12, 12, LAYOUT_BOLD, "1 Introduction");
    expect(page, "Counting Birds by Their Drawings", ABSTRACT_TEXT);
}

static void test_next_page(void)
{
    g_autoptr(LayoutPage) first = page_with_title(), second = chairlift_layout_page_new(612, 792);
    const char *const *rest = ABSTRACT + 2;
    set_line(first, 280, 640, 12, LAYOUT_BOLD, "Abstract");
    set_line(first, 140, 660, 10, 0, ABSTRACT[0]);
    set_line(first, 140, 672, 10, 0, ABSTRACT[1]);
    set_line(first, 300, 740, 10, 0, "1");
    set_line(second, 108, 40, 10, 0, "Under review at a conference of bird counters");
    float top = set_lines(second, 140, 80, 10, 0, rest);
    set_line(second, 108, top + 12, 12, LAYOUT_BOLD, "1 Introduction");
    set_lines(second, 108, top + 34, 10, 0, BODY);

    LayoutPage *const pages[] = {first, second};
    LayoutFindings findings;
    chairlift_layout_analyse(pages, 1, &findings);
    g_assert_true(findings.wants_more);
    chairlift_layout_findings_clear(&findings);
    chairlift_layout_analyse(pages, 2, &findings);
    g_assert_false(findings.wants_more);
    g_assert_cmpstr(findings.abstract, ==, ABSTRACT_TEXT);
    chairlift_layout_findings_clear(&findings);
}

static void test_hostile_numbers(void)
{
    g_autoptr(LayoutPage) page = chairlift_layout_page_new(NAN, -5);
    g_assert_cmpfloat(page->width, >, 0);
    LayoutRun run = {.left = NAN, .top = 0, .right = 5, .bottom = 10, .size = 10};
    chairlift_layout_page_add(page, &run, "word", 4);
    run.left = 1e30F;
    chairlift_layout_page_add(page, &run, "word", 4);
    run = (LayoutRun){.left = 0, .top = 10, .right = 5, .bottom = 0, .size = 10};
    chairlift_layout_page_add(page, &run, "word", 4);
    run = (LayoutRun){.left = 0, .top = 0, .right = 5, .bottom = 10, .size = INFINITY};
    chairlift_layout_page_add(page, &run, "word", 4);
    g_assert_cmpuint(page->runs->len, ==, 0);
    run.size = 10;
    chairlift_layout_page_add(page, &run, "w\377rd", 4);
    g_assert_cmpuint(page->runs->len, ==, 1);
    expect(page, "wrd", NULL);

    LayoutFindings findings;
    chairlift_layout_analyse(NULL, 0, &findings);
    g_assert_null(findings.title);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/layout/one-column", test_one_column);
    g_test_add_func("/pdf/layout/line-numbers", test_line_numbers);
    g_test_add_func("/pdf/layout/two-columns", test_two_columns);
    g_test_add_func("/pdf/layout/without-heading", test_without_heading);
    g_test_add_func("/pdf/layout/no-abstract", test_no_abstract);
    g_test_add_func("/pdf/layout/run-in", test_run_in);
    g_test_add_func("/pdf/layout/small-capitals", test_small_capitals);
    g_test_add_func("/pdf/layout/footnote-marks", test_footnote_marks);
    g_test_add_func("/pdf/layout/rotated-stamp", test_rotated_stamp);
    g_test_add_func("/pdf/layout/next-page", test_next_page);
    g_test_add_func("/pdf/layout/hostile-numbers", test_hostile_numbers);
    return g_test_run();
}
