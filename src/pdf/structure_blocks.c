/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and blocks between worker and library: a page is [width, height, columns, line numbers], a
 * block [page, column, left, top, right, bottom, size, step, rows, letters, caption, text], with
 * lengths in hundredths of a point. */
#include "message.h"
#include "structure.h"

#include <math.h>
#include <string.h>

enum {
    PAGE_NUMBERS = 4,
    BLOCK_NUMBERS = 11, /* and a text */
    LARGEST = 10000000  /* hundredths of a point, or anything else */
};

void chairlift_pdf_block_free(gpointer data)
{
    ChairliftPdfBlock *block = data;
    g_free(block->text);
    g_free(block);
}

/* Hundredths of a point; 0 for what no page measures. */
static int hundredths(double points)
{
    return points > 0 && points < LARGEST / 100.0 ? (int)lround(points * 100) : 0;
}

json_t *chairlift_pdf_pages_to_json(const GArray *pages)
{
    json_t *array = json_array();
    for (guint i = 0; i < pages->len; i++) {
        const ChairliftPdfPage *page = &g_array_index(pages, ChairliftPdfPage, i);
        json_array_append_new(array, json_pack("[i, i, i, i]", hundredths(page->width),
                                               hundredths(page->height), (int)page->columns,
                                               page->line_numbers ? 1 : 0));
    }
    return array;
}

json_t *chairlift_pdf_blocks_to_json(const GPtrArray *blocks)
{
    json_t *array = json_array();
    for (guint i = 0; i < blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(blocks, i);
        json_array_append_new(array, json_pack("[i, i, i, i, i, i, i, i, i, i, i, s]",
                                               (int)block->page, (int)block->column,
                                               hundredths(block->left), hundredths(block->top),
                                               hundredths(block->right), hundredths(block->bottom),
                                               hundredths(block->size), hundredths(block->step),
                                               (int)block->rows, (int)MIN(block->letters, LARGEST),
                                               block->caption ? 1 : 0, block->text));
    }
    return array;
}

/* Reads the first n members of an array as numbers from 0 to LARGEST. */
static gboolean take_numbers(json_t *array, gsize n, gsize size, int *numbers)
{
    if (!json_is_array(array) || json_array_size(array) != size)
        return FALSE;
    for (gsize i = 0; i < n; i++) {
        json_t *value = json_array_get(array, i);
        json_int_t number = json_is_integer(value) ? json_integer_value(value) : -1;
        if (number < 0 || number > LARGEST)
            return FALSE;
        numbers[i] = (int)number;
    }
    return TRUE;
}

gboolean chairlift_pdf_pages_from_json(json_t *array, GArray *pages)
{
    json_t *value;
    gsize i;
    if (!json_is_array(array) || json_array_size(array) > CHAIRLIFT_PDF_PAGES_LIMIT)
        return FALSE;
    json_array_foreach(array, i, value)
    {
        int n[PAGE_NUMBERS];
        if (!take_numbers(value, PAGE_NUMBERS, PAGE_NUMBERS, n) || n[2] > 2 || n[3] > 1)
            return FALSE;
        ChairliftPdfPage page = {n[0] / 100.0, n[1] / 100.0, (guint)n[2], n[3] == 1};
        g_array_append_val(pages, page);
    }
    return TRUE;
}

static ChairliftPdfBlock *take_block(json_t *value)
{
    int n[BLOCK_NUMBERS];
    if (!take_numbers(value, BLOCK_NUMBERS, BLOCK_NUMBERS + 1, n))
        return NULL;
    json_t *text = json_array_get(value, BLOCK_NUMBERS);
    if (!json_is_string(text) || json_string_length(text) > CHAIRLIFT_PDF_BLOCK_TEXT_LIMIT ||
        n[0] < 1 || n[0] > CHAIRLIFT_PDF_PAGES_LIMIT || n[1] > 2 || n[8] < 1 || n[10] > 1)
        return NULL;
    ChairliftPdfBlock block = {.page = (guint)n[0],
                               .column = (guint)n[1],
                               .left = n[2] / 100.0,
                               .top = n[3] / 100.0,
                               .right = n[4] / 100.0,
                               .bottom = n[5] / 100.0,
                               .size = n[6] / 100.0,
                               .step = n[7] / 100.0,
                               .rows = (guint)n[8],
                               .letters = (guint)n[9],
                               .caption = n[10] == 1,
                               .text = g_strdup(json_string_value(text))};
    return g_memdup2(&block, sizeof block);
}

gboolean chairlift_pdf_blocks_from_json(json_t *array, GPtrArray *blocks)
{
    json_t *value;
    gsize i;
    if (!json_is_array(array) || json_array_size(array) > CHAIRLIFT_PDF_BLOCKS_LIMIT)
        return FALSE;
    json_array_foreach(array, i, value)
    {
        ChairliftPdfBlock *block = take_block(value);
        if (block == NULL)
            return FALSE;
        g_ptr_array_add(blocks, block);
    }
    return TRUE;
}
