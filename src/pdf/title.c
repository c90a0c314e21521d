/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title: what is set largest near the top of the first page, over as many lines as go on in the
 * same letters. */
#include "title.h"

#include "confidence.h"
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
    /* After a colon, or a name alone, a subtitle may be set smaller. */
    gboolean announced = ends_in_colon(last->text) ||
                         (strchr(last->text, ' ') == NULL && (row->style & LAYOUT_BOLD) != 0);
    return announced && same_weight && row->largest < size && row->largest > 0.55F * size &&
           row->largest > 1.15F * body;
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

/* "3 Results", "2.1. Of Birds": as sections begin. */
static gboolean is_numbered(const char *text)
{
    gsize number = strspn(text, "0123456789.");
    return number > 0 && number <= 4 && text[number] == ' ';
}

static gboolean has_function_word(const char *text)
{
    static const char *const WORDS[] = {
        "a",  "an", "are", "as",  "at", "by",  "can",  "do",   "for",  "from", "how",     "in",
        "is", "of", "on",  "the", "to", "via", "what", "when", "with", "why",  "without", NULL};
    g_autofree char *lower = g_utf8_strdown(text, -1);
    g_auto(GStrv) words = g_strsplit_set(lower, " :,?", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        if (g_strv_contains(WORDS, words[i]))
            return TRUE;
    }
    return FALSE;
}

/* Size of the largest row besides those of the title [first, end), in units of the title's. */
static float find_rival(const GArray *rows, guint first, guint end, float limit)
{
    float size = g_array_index(rows, LayoutRow, first).largest, rival = 0;
    for (guint i = 0; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if ((i < first || i >= end) && may_be_title(row, limit))
            rival = MAX(rival, row->largest);
    }
    return size > 0 ? rival / size : 1;
}

void chairlift_layout_title(const GArray *lines, const LayoutPage *page, guint number, float limit,
                            gboolean above_abstract, const RepairWords *words, LayoutTitle *title)
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
    guint end = (guint)first;
    for (guint i = (guint)first; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (last != NULL && !continues(last, row, body))
            break;
        chairlift_repair_join(text, row->text, words);
        title->left = last != NULL ? MIN(title->left, row->left) : row->left;
        title->right = MAX(title->right, row->right);
        title->bottom = row->bottom;
        last = row;
        end = i + 1;
    }
    strip_marks(text);
    if (text->len == 0 || text->len > CHAIRLIFT_PDF_TITLE_LIMIT)
        return;
    const LayoutRow *row = &g_array_index(rows, LayoutRow, first);
    TitleEvidence evidence = {.size = row->largest / body,
                              .rival = find_rival(rows, (guint)first, end, limit),
                              .bold = (row->style & LAYOUT_BOLD) != 0,
                              .above_abstract = above_abstract,
                              .first_page = number == 0,
                              .numbered = is_numbered(text->str),
                              .has_function_word = has_function_word(text->str),
                              .length = g_utf8_strlen(text->str, -1)};
    title->confidence = chairlift_title_confidence(&evidence);
    title->text = g_string_free(g_steal_pointer(&text), FALSE);
}
