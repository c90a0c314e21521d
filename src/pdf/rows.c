/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <string.h>

static void clear_row(gpointer data)
{
    LayoutRow *row = data;
    g_free(row->text);
}

static int downwards(gconstpointer a, gconstpointer b)
{
    const LayoutLine *x = *(const LayoutLine *const *)a, *y = *(const LayoutLine *const *)b;
    float difference = x->top + x->bottom - y->top - y->bottom;
    if (difference != 0)
        return difference > 0 ? 1 : -1;
    return (x->left > y->left) - (x->left < y->left);
}

static gboolean lies_within(const LayoutLine *line, const LayoutColumn *column)
{
    if (line->page != column->page || line->top < column->top)
        return FALSE;
    float inside = MIN(line->right, column->right) - MAX(line->left, column->left);
    return inside >= 0.9F * (line->right - line->left);
}

static gboolean shares_row(const LayoutRow *row, const LayoutLine *line)
{
    float common = MIN(row->bottom, line->bottom) - MAX(row->top, line->top);
    float lower = MIN(row->bottom - row->top, line->bottom - line->top);
    return common > 0.5F * lower && (line->left >= row->right - 2 || line->right <= row->left + 2);
}

/* Puts a line's text beside what a row has. */
static void add_text(char **text, const char *added, gboolean before)
{
    char *joined =
        before ? g_strconcat(added, " ", *text, NULL) : g_strconcat(*text, " ", added, NULL);
    g_free(*text);
    *text = joined;
}

static void extend_row(LayoutRow *row, const LayoutLine *line)
{
    gboolean before = line->right <= row->left + 2;
    add_text(&row->text, line->text, before);
    if (before)
        row->head = line;
    row->left = MIN(row->left, line->left);
    row->top = MIN(row->top, line->top);
    row->right = MAX(row->right, line->right);
    row->bottom = MAX(row->bottom, line->bottom);
    row->letters += line->letters;
    row->n_lines++;
    if (line->letters > row->line->letters) {
        row->line = line;
        row->size = line->size;
        row->largest = line->largest;
        row->style = line->style;
    }
}

GArray *chairlift_layout_rows(const GArray *lines, const LayoutColumn *column)
{
    g_autoptr(GPtrArray) inside = g_ptr_array_new();
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (lies_within(line, column))
            g_ptr_array_add(inside, (gpointer)line);
    }
    g_ptr_array_sort(inside, downwards);

    GArray *rows = g_array_new(FALSE, FALSE, sizeof(LayoutRow));
    g_array_set_clear_func(rows, clear_row);
    for (guint i = 0; i < inside->len; i++) {
        const LayoutLine *line = g_ptr_array_index(inside, i);
        LayoutRow *last = rows->len > 0 ? &g_array_index(rows, LayoutRow, rows->len - 1) : NULL;
        if (last != NULL && last->n_lines < 8 && shares_row(last, line)) {
            extend_row(last, line);
            continue;
        }
        LayoutRow row = {.left = line->left,
                         .top = line->top,
                         .right = line->right,
                         .bottom = line->bottom,
                         .size = line->size,
                         .largest = line->largest,
                         .style = line->style,
                         .letters = line->letters,
                         .n_lines = 1,
                         .line = line,
                         .head = line,
                         .text = g_strdup(line->text)};
        g_array_append_val(rows, row);
    }
    return rows;
}

GArray *chairlift_layout_lines_across(const GArray *lines, float middle)
{
    GArray *across = g_array_new(FALSE, FALSE, sizeof(LayoutLine));
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        float shorter = MIN(middle - line->left, line->right - middle);
        /* Less than a tenth that juts out belongs to the column. */
        if (shorter > 0.1F * (line->right - line->left))
            g_array_append_val(across, *line);
    }
    return across;
}
