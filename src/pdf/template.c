/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The template: what its notice says, if there is one above or below the text, and else what its
 * measures say. The measures are those of the venues' style files (page size, the text block's
 * edges, size and place of title and heading), which authors may not change. */
#include "template.h"

#include "margin.h"
#include "phrases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_NEURIPS = 1987, FIRST_ICML = 1984, FIRST_YEAR = 2010, LAST_YEAR = 2049 };

/* ---- notices --------------------------------------------------------------------------------- */

static const struct {
    const char *words; /* in lower case */
    ChairliftPdfTemplate name;
    guint columns;
} VENUES[] = {{"neural information processing systems", CHAIRLIFT_PDF_TEMPLATE_NEURIPS, 1},
              {"neurips", CHAIRLIFT_PDF_TEMPLATE_NEURIPS, 1},
              {"iclr", CHAIRLIFT_PDF_TEMPLATE_ICLR, 1},
              {"colm", CHAIRLIFT_PDF_TEMPLATE_COLM, 1},
              {"international conference on machine learning", CHAIRLIFT_PDF_TEMPLATE_ICML, 2},
              {"icml", CHAIRLIFT_PDF_TEMPLATE_ICML, 2},
              {"association for computational linguistics", CHAIRLIFT_PDF_TEMPLATE_ACL, 2},
              {"anonymous acl submission", CHAIRLIFT_PDF_TEMPLATE_ACL, 2}};

/* Whether a line stands above the text, or below it in smaller letters, and says what venues say.
 */
static gboolean is_notice(const LayoutLine *line, const LayoutPage *page, float body_size)
{
    static const char *const WORDS[] = {"preprint",   "review",   "publish",  "proceedings",
                                        "conference", "workshop", "accepted", "submi",
                                        "copyright",  "\302\251"};
    gboolean above = line->bottom < 0.09F * page->height;
    gboolean below = line->top > 0.84F * page->height && line->size < 0.97F * body_size;
    if (line->page != 0 || (!above && !below))
        return FALSE;
    g_autofree char *lower = g_utf8_strdown(line->text, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (strstr(lower, WORDS[i]) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* All notices of the first page in lower case, one a line. */
static char *collect_notices(const GArray *lines, const LayoutPage *page)
{
    GString *notices = g_string_new(NULL);
    float body_size = chairlift_layout_body_size(lines);
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (!is_notice(line, page, body_size))
            continue;
        g_autofree char *lower = g_utf8_strdown(line->text, -1);
        g_string_append(notices, lower);
        g_string_append_c(notices, '\n');
    }
    return g_string_free(notices, FALSE);
}

/* A number of n digits at text, alone; 0 if there is none. */
static guint number_at(const char *text, gsize n)
{
    return strspn(text, "0123456789") == n ? (guint)strtoul(text, NULL, 10) : 0;
}

/* The year in a notice: in figures, or by the number of the conference. */
static guint find_year(const char *notices)
{
    guint year = 0;
    for (const char *at = notices; *at != '\0' && year == 0; at++) {
        gboolean begins = at == notices || !g_ascii_isalnum(at[-1]);
        if (!begins || !g_ascii_isdigit(*at))
            continue;
        guint number = number_at(at, 4);
        if (number >= FIRST_YEAR && number <= LAST_YEAR)
            year = number;
        guint count = number_at(at, 2);
        const char *word = at + 4; /* after "42nd" */
        if (count == 0 || strlen(at) < 5)
            continue;
        if (strncmp(word, " international conference on machine learning", 45) == 0)
            year = FIRST_ICML + count - 1;
        else if (strncmp(word, " conference on neural information", 33) == 0)
            year = FIRST_NEURIPS + count - 1;
    }
    return year;
}

/* ---- measures -------------------------------------------------------------------------------- */

typedef struct Measures {
    float width, height; /* of the page, points */
    float left, right;   /* of the text block */
    guint columns;
    float title_size, heading_size;
    gboolean title_centred, title_bold, heading_in_small_caps;
} Measures;

/* Edges that differ by less are one, points. */
static const float SHARED = 1.5F;

static gboolean is_near(float a, float b, float slack)
{
    return fabsf(a - b) <= slack;
}

static int by_value(gconstpointer a, gconstpointer b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* The outermost edges that a few lines of text share. */
static void measure_edges(const GArray *lines, Measures *measures)
{
    g_autoptr(GArray) lefts = g_array_new(FALSE, FALSE, sizeof(float));
    g_autoptr(GArray) rights = g_array_new(FALSE, FALSE, sizeof(float));
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (line->page != 0 || line->letters < 20)
            continue;
        g_array_append_val(lefts, line->left);
        g_array_append_val(rights, line->right);
    }
    if (lefts->len < 8)
        return;
    g_array_sort(lefts, by_value);
    g_array_sort(rights, by_value);
    const float *left = (const float *)(void *)lefts->data;
    const float *right = (const float *)(void *)rights->data + rights->len - 1;
    for (guint i = 0; i + 3 < lefts->len && left[2] - left[0] > SHARED; i++)
        left++;
    for (guint i = 0; i + 3 < rights->len && right[0] - right[-2] > SHARED; i++)
        right--;
    measures->left = *left;
    measures->right = *right;
}

static void measure_title(const GArray *lines, const LayoutLine *heading, Measures *measures)
{
    float limit = heading != NULL && heading->page == 0 ? heading->top : measures->height / 2;
    const LayoutLine *title = NULL;
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (line->page == 0 && line->bottom < limit && line->letters >= 4 &&
            (title == NULL || line->largest > title->largest + 0.2F))
            title = line;
    }
    if (title == NULL)
        return;
    measures->title_size = title->largest;
    measures->title_bold = (title->style & LAYOUT_BOLD) != 0;
    float middle = (measures->left + measures->right) / 2;
    measures->title_centred =
        is_near((title->left + title->right) / 2, middle, 6) && title->left > measures->left + 3;
}

static gboolean is_letter_page(const Measures *measures)
{
    return is_near(measures->width, 612, 2) && is_near(measures->height, 792, 2);
}

static ChairliftPdfTemplate judge_one_column(const Measures *measures)
{
    gboolean block = is_letter_page(measures) && is_near(measures->left, 108, 3) &&
                     measures->right > 440 && measures->right < 508;
    if (!block || !is_near(measures->heading_size, 12, 0.6F))
        return CHAIRLIFT_PDF_TEMPLATE_ARTICLE;
    if (measures->heading_in_small_caps)
        return CHAIRLIFT_PDF_TEMPLATE_ICLR;
    if (!measures->title_bold)
        return CHAIRLIFT_PDF_TEMPLATE_ARTICLE;
    if (is_near(measures->title_size, 17.2F, 0.4F))
        return CHAIRLIFT_PDF_TEMPLATE_NEURIPS;
    return CHAIRLIFT_PDF_TEMPLATE_COLM;
}

static ChairliftPdfTemplate judge_two_columns(const Measures *measures)
{
    if (!is_near(measures->heading_size, 12, 0.6F) || !measures->title_bold)
        return CHAIRLIFT_PDF_TEMPLATE_OTHER;
    if (is_near(measures->width, 595.3F, 2) && is_near(measures->height, 841.9F, 2) &&
        is_near(measures->left, 70.9F, 3) && is_near(measures->right, 524.4F, 4))
        return CHAIRLIFT_PDF_TEMPLATE_ACL;
    if (is_letter_page(measures) && is_near(measures->left, 55.4F, 3) &&
        is_near(measures->right, 541.4F, 4))
        return CHAIRLIFT_PDF_TEMPLATE_ICML;
    return CHAIRLIFT_PDF_TEMPLATE_OTHER;
}

/* ---- both ------------------------------------------------------------------------------------ */

static gboolean is_anonymous(const GArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        g_autofree char *letters = chairlift_phrases_letters(line->text);
        if (line->page == 0 && line->letters < 60 && g_str_has_prefix(letters, "anonymous"))
            return TRUE;
    }
    return FALSE;
}

static ChairliftPdfForm judge_form(const GArray *lines, const LayoutPage *page, const char *notices)
{
    if (is_anonymous(lines) || chairlift_layout_has_line_numbers(page))
        return CHAIRLIFT_PDF_FORM_REVIEW;
    if (strstr(notices, "preprint") != NULL)
        return CHAIRLIFT_PDF_FORM_PREPRINT;
    if (strstr(notices, "under review") != NULL || strstr(notices, "submitted to") != NULL)
        return CHAIRLIFT_PDF_FORM_REVIEW;
    if (strstr(notices, "published") != NULL || strstr(notices, "proceedings") != NULL ||
        strstr(notices, "accepted") != NULL || strstr(notices, "conference on") != NULL ||
        strstr(notices, "copyright") != NULL)
        return CHAIRLIFT_PDF_FORM_FINAL;
    return CHAIRLIFT_PDF_FORM_UNKNOWN;
}

LayoutTemplate chairlift_layout_template(const GArray *lines, const LayoutPage *page,
                                         LayoutGutter gutter, const LayoutLine *heading)
{
    Measures measures = {
        .width = page->width, .height = page->height, .columns = gutter.right > 0 ? 2 : 1};
    measure_edges(lines, &measures);
    measure_title(lines, heading, &measures);
    if (heading != NULL) {
        measures.heading_size = heading->largest;
        measures.heading_in_small_caps =
            heading->largest > 1.1F * heading->size || heading->style & LAYOUT_SMALL_CAPS;
    }
    g_autofree char *notices = collect_notices(lines, page);
    LayoutTemplate found = {.name = measures.columns == 1 ? judge_one_column(&measures)
                                                          : judge_two_columns(&measures),
                            .form = judge_form(lines, page, notices),
                            .year = find_year(notices)};
    for (gsize i = 0; i < G_N_ELEMENTS(VENUES); i++) {
        if (VENUES[i].columns == measures.columns && strstr(notices, VENUES[i].words) != NULL) {
            found.name = VENUES[i].name;
            break;
        }
    }
    return found;
}
