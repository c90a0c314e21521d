/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout.h"

#include <math.h>
#include <string.h>

enum { MAX_RUNS = 20000, MAX_RUN_BYTES = 4000 };

/* Larger boxes or letters than this are no text of a paper, in points. */
static const float FARTHEST = 20000;

LayoutPage *chairlift_layout_page_new(float width, float height)
{
    LayoutPage *page = g_new0(LayoutPage, 1);
    page->width = isfinite(width) && width > 1 && width < FARTHEST ? width : 612;
    page->height = isfinite(height) && height > 1 && height < FARTHEST ? height : 792;
    page->runs = g_array_new(FALSE, FALSE, sizeof(LayoutRun));
    page->texts = g_string_chunk_new(8192);
    return page;
}

void chairlift_layout_page_free(LayoutPage *page)
{
    if (page == NULL)
        return;
    g_array_unref(page->runs);
    g_string_chunk_free(page->texts);
    g_free(page);
}

static gboolean is_within(float value)
{
    return isfinite(value) && fabsf(value) < FARTHEST;
}

void chairlift_layout_page_add(LayoutPage *page, const LayoutRun *run, const char *text,
                               gsize length)
{
    if (page->runs->len >= MAX_RUNS || length == 0 || length > MAX_RUN_BYTES)
        return;
    if (!is_within(run->left) || !is_within(run->right) || !is_within(run->top) ||
        !is_within(run->bottom) || !(run->size > 0.5F) || !(run->size < 1000) ||
        !(run->bottom > run->top) || !(run->right >= run->left))
        return;
    LayoutRun added = *run;
    if (g_utf8_validate_len(text, length, NULL)) {
        added.text = g_string_chunk_insert_len(page->texts, text, (gssize)length);
    } else {
        g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);
        added.text = g_string_chunk_insert(page->texts, valid);
    }
    if (*added.text == '\0')
        return;
    g_array_append_val(page->runs, added);
}
