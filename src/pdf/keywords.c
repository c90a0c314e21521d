/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keywords: a line that begins with their label, in letters that stand out or after a colon or
 * dash, and what follows it in the same paragraph. */
#include "keywords.h"

#include "message.h"
#include "phrases.h"

#include <math.h>
#include <string.h>

enum { MAX_ROWS = 8, MAX_PAGES = 2, MAX_LABEL_LETTERS = 32 };

/* Whether the label is one, and no word at a sentence's start. */
static gboolean is_set_off(const LayoutLine *line, const char *rest)
{
    if (*rest == '\0')
        return line->letters <= MAX_LABEL_LETTERS;
    const char *mark = g_utf8_prev_char(rest);
    while (mark > line->text && *mark == ' ')
        mark = g_utf8_prev_char(mark);
    return line->lead != NULL || !g_unichar_isalnum(g_utf8_get_char(mark));
}

static const LayoutLine *find_label(const GArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        const char *rest = line->page < MAX_PAGES ? chairlift_phrases_keywords(line->text) : NULL;
        if (rest != NULL && is_set_off(line, rest))
            return line;
    }
    return NULL;
}

/* Whether a row goes on with the keywords of which last is the row before. */
static gboolean goes_on(const LayoutRow *last, const LayoutRow *row, gboolean label_alone)
{
    float step = row->top - last->top;
    float reach = label_alone ? 2.6F : 1.5F; /* a heading has room below it */
    return step < reach * last->size && fabsf(row->size - last->size) < 0.12F * last->size &&
           !chairlift_phrases_ends_abstract(row, last->size) &&
           !chairlift_phrases_is_abstract(row->line);
}

static void take(GString *text, const LayoutRow *row, const char *words, const LayoutText *source,
                 ChairliftPdfBox *box)
{
    chairlift_repair_join(text, words, source->words);
    if (box->page == 0)
        *box = (ChairliftPdfBox){row->line->page + 1, row->left, row->top, row->right, row->bottom};
    box->left = MIN(box->left, (double)row->left);
    box->right = MAX(box->right, (double)row->right);
    box->bottom = MAX(box->bottom, (double)row->bottom);
}

void chairlift_layout_keywords(const LayoutText *text, ChairliftPdfFront *front)
{
    const LayoutLine *label = find_label(text->lines);
    if (label == NULL)
        return;
    const LayoutPage *page = text->pages[label->page];
    float gutter = text->gutters[label->page];
    gboolean in_left = gutter > 0 && label->right <= gutter + 2;
    LayoutColumn column = {.page = label->page,
                           .left = label->left - 2 * label->size,
                           .right = in_left ? gutter : page->width,
                           .top = label->top - 1};
    g_autoptr(GArray) rows = chairlift_layout_rows(text->lines, &column);
    g_autoptr(GString) found = g_string_new(NULL);
    ChairliftPdfBox box = {0};
    const LayoutRow *last = NULL;
    for (guint i = 0; i < rows->len && i < MAX_ROWS; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        const char *rest = last == NULL ? chairlift_phrases_keywords(row->text) : NULL;
        if (last == NULL && rest == NULL)
            continue;
        if (last != NULL && !goes_on(last, row, found->len == 0))
            break;
        take(found, row, last == NULL ? rest : row->text, text, &box);
        last = row;
    }
    if (found->len == 0 || found->len > CHAIRLIFT_PDF_STRING_LIMIT)
        return;
    front->keywords = g_string_free(g_steal_pointer(&found), FALSE);
    front->keywords_box = box;
}
