/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title: what is set largest near the top of the first page, over as many lines as go on in the
 * same letters. */
#include "title.h"

#include "message.h"
#include "phrases.h"

#include <math.h>
#include <string.h>

enum { MIN_TITLE_LETTERS = 3 };

static gboolean may_be_title(const LayoutRow *row, float limit)
{
    return row->bottom <= limit && row->letters >= MIN_TITLE_LETTERS &&
           strchr(row->text, '@') == NULL && !chairlift_phrases_is_banner(row->text);
}

static gboolean ends_in_colon(const char *text)
{
    return g_str_has_suffix(text, ":") || g_str_has_suffix(text, "\342\200\224");
}

/* Whether a row goes on with the title of which `last` is the row before; body is the size of the
 * body's text. */
static gboolean continues(const LayoutRow *last, const LayoutRow *row, float body)
{
    float size = last->largest;
    if (row->top <= last->top || row->top - last->bottom > 1.1F * size)
        return FALSE;
    if (strchr(row->text, '@') != NULL)
        return FALSE;
    gboolean same_weight = ((row->style ^ last->style) & LAYOUT_BOLD) == 0;
    if (fabsf(row->largest - size) <= 0.05F * size)
        return same_weight || size > 1.4F * body;
    /* After a colon a subtitle may be set smaller. */
    return ends_in_colon(last->text) && same_weight && row->largest < size &&
           row->largest > 0.65F * size && row->largest > 1.15F * body;
}

/* Index of the first row below a journal's name and address, which are larger than titles. */
static guint end_of_masthead(const GArray *rows, float limit)
{
    guint end = 0;
    for (guint i = 0; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (row->bottom > 0.5F * limit)
            break;
        g_autofree char *lower = g_utf8_strdown(row->text, -1);
        if (strstr(lower, "journal homepage") != NULL || strstr(lower, "contents lists") != NULL)
            end = i + 1;
    }
    return end;
}

/* First row of the title in rows, or -1. */
static int find_first(const GArray *rows, float limit)
{
    int best = -1;
    float best_score = 0;
    for (guint i = end_of_masthead(rows, limit); i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (!may_be_title(row, limit))
            continue;
        /* Boldness weighs as much as a small step in size: authors are often as large. */
        float score = row->largest * (row->style & LAYOUT_BOLD ? 1.06F : 1.0F);
        if (score > best_score * 1.02F) {
            best = (int)i;
            best_score = score;
        }
    }
    return best;
}

/* Cuts the marks of footnotes off the end of a title. */
static void strip_marks(GString *text)
{
    while (text->len > 0) {
        const char *last = g_utf8_prev_char(text->str + text->len);
        gunichar letter = g_utf8_get_char(last);
        if (letter != ' ' && letter != '*' && letter != 0x2217 && letter != 0x2020 &&
            letter != 0x2021 && letter != 0xA7 && letter != 0xB6 && letter != 0x2A &&
            letter != 0x22C6 && letter != 0xB9)
            break;
        g_string_truncate(text, (gsize)(last - text->str));
    }
}

static double judge(const GString *text, const LayoutRow *row, float body)
{
    double confidence = 0.45;
    if (row->largest > 1.25F * body)
        confidence = 0.97;
    else if (row->largest > 1.1F * body)
        confidence = 0.85;
    else if (row->style & LAYOUT_BOLD)
        confidence = 0.65;
    glong length = g_utf8_strlen(text->str, -1);
    if (length < 12 || length > 220)
        confidence *= 0.5;
    if (strchr(text->str, ' ') == NULL)
        confidence *= 0.6;
    return confidence;
}

void chairlift_layout_title(const GArray *lines, const LayoutPage *page, guint number, float limit,
                            const RepairWords *words, LayoutTitle *title)
{
    *title = (LayoutTitle){.page = number};
    LayoutColumn whole = {.page = number, .left = 0, .right = page->width, .top = 0};
    g_autoptr(GArray) rows = chairlift_layout_rows(lines, &whole);
    int first = find_first(rows, limit);
    if (first < 0)
        return;
    float body = chairlift_layout_body_size(lines);
    g_autoptr(GString) text = g_string_new(NULL);
    const LayoutRow *last = NULL;
    title->top = g_array_index(rows, LayoutRow, first).top;
    for (guint i = (guint)first; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (last != NULL && !continues(last, row, body))
            break;
        chairlift_repair_join(text, row->text, words);
        title->left = last != NULL ? MIN(title->left, row->left) : row->left;
        title->right = MAX(title->right, row->right);
        title->bottom = row->bottom;
        last = row;
    }
    strip_marks(text);
    if (text->len == 0 || text->len > CHAIRLIFT_PDF_TITLE_LIMIT)
        return;
    title->confidence = judge(text, &g_array_index(rows, LayoutRow, first), body);
    title->text = g_string_free(g_steal_pointer(&text), FALSE);
}
