/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside the text and is no part of it: the archive's stamp up the margin, and the
 * numbers that review templates print beside every line. */
#include "margin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_LINE_NUMBERS = 5, MAX_LINE_NUMBER_DIGITS = 4 };

/* ---- line numbers ---------------------------------------------------------------------------- */

static gboolean is_number(const char *text, long *value)
{
    gsize digits = strspn(text, "0123456789");
    if (digits == 0 || digits > MAX_LINE_NUMBER_DIGITS || text[digits] != '\0')
        return FALSE;
    *value = strtol(text, NULL, 10);
    return TRUE;
}

typedef struct MarginNumber {
    const LayoutRun *run;
    guint index;
    long value;
} MarginNumber;

static int by_edge(gconstpointer a, gconstpointer b)
{
    float x = ((const MarginNumber *)a)->run->right, y = ((const MarginNumber *)b)->run->right;
    return (x > y) - (x < y);
}

static int by_height(gconstpointer a, gconstpointer b)
{
    float x = ((const MarginNumber *)a)->run->top, y = ((const MarginNumber *)b)->run->top;
    return (x > y) - (x < y);
}

/* Marks numbers[0..n), which end at one edge, if they count the lines down the page. */
static void mark_counting(MarginNumber *numbers, guint n, guint8 *left_out)
{
    if (n < MIN_LINE_NUMBERS)
        return;
    qsort(numbers, n, sizeof *numbers, by_height);
    guint steps[2] = {0, 0}; /* going on by one, by five */
    for (guint i = 1; i < n; i++) {
        long step = numbers[i].value - numbers[i - 1].value;
        steps[0] += step == 1;
        steps[1] += step == 5;
    }
    if (MAX(steps[0], steps[1]) * 10 < (n - 1) * 7)
        return;
    for (guint i = 0; i < n; i++)
        left_out[numbers[i].index] = 1;
}

/* Finds the numbers that review templates print beside every line: columns of numbers, flush at one
 * side, that count up by one (or by five). */
static void mark_line_numbers(const LayoutPage *page, guint8 *left_out)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(MarginNumber));
    const LayoutRun *runs = (const LayoutRun *)(void *)page->runs->data;
    for (guint i = 0; i < page->runs->len; i++) {
        MarginNumber number = {.run = &runs[i], .index = i};
        if (!left_out[i] && is_number(runs[i].text, &number.value))
            g_array_append_val(found, number);
    }
    MarginNumber *numbers = (MarginNumber *)(void *)found->data;
    if (found->len < MIN_LINE_NUMBERS)
        return;
    qsort(numbers, found->len, sizeof *numbers, by_edge);
    for (guint start = 0, end; start < found->len; start = end) {
        float edge = numbers[start].run->right;
        for (end = start + 1; end < found->len && numbers[end].run->right - edge < 2; end++)
            edge = numbers[end].run->right;
        mark_counting(numbers + start, end - start, left_out);
    }
}

/* ---- rotated text ---------------------------------------------------------------------------- */

/* Marks rotated text, and with it the single letters of it, which do not show that they are. */
static void mark_rotated(const LayoutPage *page, guint8 *left_out)
{
    const LayoutRun *runs = (const LayoutRun *)(void *)page->runs->data;
    guint n = page->runs->len;
    for (guint i = 0; i < n; i++)
        left_out[i] = (runs[i].style & LAYOUT_ROTATED) != 0;
    for (guint i = 1; i < 2 * n; i++) {
        /* Once from the first run on, once back. */
        guint at = i < n ? i : 2 * n - 1 - i;
        guint beside = i < n ? at - 1 : at + 1;
        if (beside < n && left_out[beside] && g_utf8_strlen(runs[at].text, -1) == 1 &&
            fabsf(runs[at].left - runs[beside].left) < 1.5F &&
            fabsf(runs[at].right - runs[beside].right) < 1.5F)
            left_out[at] = 1;
    }
}

void chairlift_layout_mark_margin(const LayoutPage *page, guint8 *left_out)
{
    mark_rotated(page, left_out);
    mark_line_numbers(page, left_out);
}

gboolean chairlift_layout_has_line_numbers(const LayoutPage *page)
{
    g_autofree guint8 *left_out = g_new0(guint8, page->runs->len + 1);
    mark_line_numbers(page, left_out);
    return memchr(left_out, 1, page->runs->len) != NULL;
}
