/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page in blocks: what its measures are taken from, and what says where on it a text stands. */
#include "blocks.h"

#include "margin.h"
#include "message.h"
#include "phrases.h"
#include "repair.h"
#include "rows.h"

#include <math.h>
#include <string.h>

/* Sizes that differ by less are one, points. */
static const float SAME_SIZE = 0.3F;

/* A wider step, in units of the letters' size, begins a block; so does one that differs from the
 * step before by more than this share. */
static const float WIDEST_STEP = 1.55F;
static const float UNEVEN = 0.2F;

/* ---- one block ------------------------------------------------------------------------------- */

typedef struct Strip {
    guint page;   /* from 1 */
    guint column; /* as in ChairliftPdfBlock */
    const RepairWords *words;
    ChairliftPdfStructure *structure;
    gsize *text_left; /* bytes that texts may still have */
} Strip;

static int by_value(gconstpointer a, gconstpointer b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* The median step between the tops of rows[0..n); 0 when there is none. */
static float median_step(const LayoutRow *rows, guint n)
{
    if (n < 2)
        return 0;
    g_autofree float *steps = g_new(float, n - 1);
    for (guint i = 1; i < n; i++)
        steps[i - 1] = rows[i].bottom - rows[i - 1].bottom;
    qsort(steps, n - 1, sizeof *steps, by_value);
    return steps[(n - 1) / 2];
}

static char *join_rows(const LayoutRow *rows, guint n, const Strip *strip)
{
    g_autoptr(GString) text = g_string_new(NULL);
    gsize limit = MIN((gsize)CHAIRLIFT_PDF_BLOCK_TEXT_LIMIT, *strip->text_left);
    for (guint i = 0; i < n && text->len < limit; i++)
        chairlift_repair_join(text, rows[i].text, strip->words);
    if (text->len > limit)
        g_string_truncate(
            text, (gsize)(g_utf8_find_prev_char(text->str, text->str + limit + 1) - text->str));
    *strip->text_left -= text->len;
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void add_block(const LayoutRow *rows, guint n, gboolean caption, const Strip *strip)
{
    if (strip->structure->blocks->len >= CHAIRLIFT_PDF_BLOCKS_LIMIT)
        return;
    ChairliftPdfBlock block = {.page = strip->page,
                               .column = strip->column,
                               .left = rows[0].left,
                               .top = rows[0].top,
                               .right = rows[0].right,
                               .bottom = rows[0].bottom,
                               .size = rows[0].size,
                               .step = MAX(median_step(rows, n), 0),
                               .rows = n,
                               .caption = caption};
    for (guint i = 0; i < n; i++) {
        block.left = MIN(block.left, rows[i].left);
        block.top = MIN(block.top, rows[i].top);
        block.right = MAX(block.right, rows[i].right);
        block.bottom = MAX(block.bottom, rows[i].bottom);
        block.letters += rows[i].letters;
    }
    if (block.letters == 0)
        return;
    block.text = join_rows(rows, n, strip);
    g_ptr_array_add(strip->structure->blocks, g_memdup2(&block, sizeof block));
}

/* ---- a strip of the page --------------------------------------------------------------------- */

/* Whether rows[i] goes on with the block that began at rows[first]. */
static gboolean goes_on(const LayoutRow *rows, guint first, guint i)
{
    const LayoutRow *row = &rows[i];
    float step = row->bottom - rows[i - 1].bottom;
    if (fabsf(row->size - rows[first].size) > SAME_SIZE || step > WIDEST_STEP * row->size ||
        step < 0.5F * row->size || chairlift_phrases_is_caption(row->text))
        return FALSE;
    if (row->left > rows[first].right || row->right < rows[first].left)
        return FALSE; /* beside it, as in a figure */
    float before = i - first > 1 ? rows[i - 1].bottom - rows[i - 2].bottom : step;
    return fabsf(step - before) <= UNEVEN * row->size;
}

static void read_rows(const GArray *lines, const LayoutColumn *column, const Strip *strip)
{
    g_autoptr(GArray) array = chairlift_layout_rows(lines, column);
    const LayoutRow *rows = (const LayoutRow *)(void *)array->data;
    for (guint first = 0, i = 1; first < array->len; first = i++) {
        while (i < array->len && goes_on(rows, first, i))
            i++;
        add_block(rows + first, i - first, chairlift_phrases_is_caption(rows[first].text), strip);
    }
}

/* ---- a page ---------------------------------------------------------------------------------- */

static RepairWords *collect_words(const GArray *lines)
{
    RepairWords *words = chairlift_repair_words_new();
    for (guint i = 0; i < lines->len; i++)
        chairlift_repair_words_add(words, g_array_index(lines, LayoutLine, i).text);
    return words;
}

void chairlift_layout_about_page(const LayoutPage *page, LayoutGutter gutter,
                                 ChairliftPdfStructure *structure)
{
    if (structure->pages->len >= CHAIRLIFT_PDF_PAGES_LIMIT)
        return;
    ChairliftPdfPage about = {.width = page->width,
                              .height = page->height,
                              .columns = gutter.right > 0 ? 2 : 1,
                              .line_numbers = chairlift_layout_has_line_numbers(page)};
    g_array_append_val(structure->pages, about);
}

void chairlift_layout_blocks(const GArray *lines, const LayoutPage *page, LayoutGutter gutter,
                             ChairliftPdfStructure *structure, gsize *text_left)
{
    float middle = chairlift_gutter_middle(gutter);
    g_autoptr(RepairWords) words = collect_words(lines);
    Strip strip = {structure->pages->len, 1, words, structure, text_left};
    LayoutColumn column = {.right = page->width};
    if (middle > 0) {
        g_autoptr(GArray) across = chairlift_layout_lines_across(lines, middle);
        strip.column = 0;
        read_rows(across, &column, &strip);
        strip.column = 1;
        column.right = middle;
    }
    read_rows(lines, &column, &strip);
    if (middle > 0) {
        strip.column = 2;
        column = (LayoutColumn){.left = middle, .right = page->width};
        read_rows(lines, &column, &strip);
    }
}
