/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says: its lines, with what the layout analysis leaves out because it is no part of
 * the running text (rotated stamps); and where its links lead, with the text they lie under. */
#include "worker_traces.h"

#include "rows.h"

#include <string.h>

enum { MIN_PROSE_LETTERS = 25 /* of a line of running text */ };

/* ---- lines ----------------------------------------------------------------------------------- */

static void add_row(const LayoutRow *row, const LayoutPage *page, guint number,
                    ChairliftPdfTraces *traces)
{
    ChairliftTrace trace = {.kind = CHAIRLIFT_TRACE_TEXT,
                            .page = number + 1,
                            .left = row->left / page->width,
                            .top = row->top / page->height,
                            .right = row->right / page->width,
                            .bottom = row->bottom / page->height,
                            .size = row->size,
                            .name = row->head->lead,
                            .text = row->text};
    chairlift_pdf_traces_add(traces, &trace);
}

/* Adds the rows of one strip of the page. */
static void add_rows(const GArray *lines, const LayoutPage *page, guint number,
                     ChairliftPdfTraces *traces)
{
    LayoutColumn column = {.page = 0, .left = -G_MAXFLOAT, .right = G_MAXFLOAT, .top = -G_MAXFLOAT};
    g_autoptr(GArray) rows = chairlift_layout_rows(lines, &column);
    for (guint i = 0; i < rows->len; i++)
        add_row(&g_array_index(rows, LayoutRow, i), page, number, traces);
}

/* Whether a page's prose keeps clear of a gutter, which may be another page's. */
static gboolean has_columns(const GArray *lines, LayoutGutter gutter)
{
    const float middle = chairlift_gutter_middle(gutter);
    guint prose = 0, across = 0;
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (line->letters < MIN_PROSE_LETTERS)
            continue;
        prose++;
        across += line->left < middle - 2 && line->right > middle + 2 ? 1 : 0;
    }
    return across * 3 < prose;
}

/* As a reader goes: what spans the columns and stands above them, each column, then the rest that
 * spans them. */
static void add_columns(const GArray *lines, const LayoutPage *page, LayoutGutter gutter,
                        guint number, ChairliftPdfTraces *traces)
{
    enum { ABOVE, LEFT, RIGHT, BELOW, STRIPS };
    GArray *strips[STRIPS];
    float first = page->height; /* where the columns begin */
    const float middle = chairlift_gutter_middle(gutter);
    for (guint i = 0; i < STRIPS; i++)
        strips[i] = g_array_new(FALSE, FALSE, sizeof(LayoutLine));
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        guint strip = line->right <= middle + 2 ? LEFT : line->left >= middle - 2 ? RIGHT : BELOW;
        g_array_append_val(strips[strip], *line);
        /* Headers and authors may lie beside each other, too; prose does not lie so high. */
        if (strip != BELOW && line->letters >= MIN_PROSE_LETTERS)
            first = MIN(first, line->top);
    }
    for (guint i = 0; i < strips[BELOW]->len;) {
        const LayoutLine *line = &g_array_index(strips[BELOW], LayoutLine, i);
        if (line->bottom <= first + 2) {
            g_array_append_val(strips[ABOVE], *line);
            g_array_remove_index(strips[BELOW], i);
        } else {
            i++;
        }
    }
    for (guint i = 0; i < STRIPS; i++) {
        add_rows(strips[i], page, number, traces);
        g_array_unref(strips[i]);
    }
}

/* All rotated text of a page as one line: the stamp of a preprint server, the labels of axes. */
static void add_rotated(const LayoutPage *page, guint number, ChairliftPdfTraces *traces)
{
    g_autoptr(GString) text = g_string_new(NULL);
    float left = page->width, top = page->height, right = 0, bottom = 0;
    for (guint i = 0; i < page->runs->len; i++) {
        const LayoutRun *run = &g_array_index(page->runs, LayoutRun, i);
        if ((run->style & LAYOUT_ROTATED) == 0)
            continue;
        if (text->len > 0 && !run->joined)
            g_string_append_c(text, ' ');
        g_string_append(text, run->text);
        left = MIN(left, run->left);
        top = MIN(top, run->top);
        right = MAX(right, run->right);
        bottom = MAX(bottom, run->bottom);
    }
    ChairliftTrace trace = {.kind = CHAIRLIFT_TRACE_TEXT,
                            .page = number + 1,
                            .left = left / page->width,
                            .top = top / page->height,
                            .right = right / page->width,
                            .bottom = bottom / page->height,
                            .name = (char *)"rotated",
                            .text = text->str};
    chairlift_pdf_traces_add(traces, &trace);
}

/* ---- links ----------------------------------------------------------------------------------- */

/* The text under a rectangle: of runs whose middle lies in it. Free with g_free. */
static char *text_under(const PopplerRectangle *area, const LayoutPage *page)
{
    double top = page->height - area->y2, bottom = page->height - area->y1;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < page->runs->len; i++) {
        const LayoutRun *run = &g_array_index(page->runs, LayoutRun, i);
        double across = (run->left + run->right) / 2, down = (run->top + run->bottom) / 2;
        if (across < area->x1 || across > area->x2 || down < top || down > bottom)
            continue;
        if (text->len > 0 && !run->joined)
            g_string_append_c(text, ' ');
        g_string_append(text, run->text);
    }
    return g_string_free(text, FALSE);
}

/* Where an action leads, out of the document; NULL for what stays in it. */
static const char *target_of(const PopplerAction *action)
{
    if (action == NULL)
        return NULL;
    switch (action->type) {
    case POPPLER_ACTION_URI:
        return action->uri.uri;
    case POPPLER_ACTION_GOTO_REMOTE:
        return action->goto_remote.file_name;
    case POPPLER_ACTION_LAUNCH:
        return action->launch.file_name;
    default:
        return NULL;
    }
}

static void add_links(PopplerPage *page, const LayoutPage *layout, guint number,
                      ChairliftPdfTraces *traces)
{
    GList *links = poppler_page_get_link_mapping(page);
    for (const GList *at = links; at != NULL; at = at->next) {
        const PopplerLinkMapping *mapping = at->data;
        const char *target = target_of(mapping->action);
        if (target == NULL)
            continue;
        g_autofree char *under = text_under(&mapping->area, layout);
        ChairliftTrace trace = {.kind = CHAIRLIFT_TRACE_LINK,
                                .page = number + 1,
                                .left = mapping->area.x1 / layout->width,
                                .top = 1 - mapping->area.y2 / layout->height,
                                .right = mapping->area.x2 / layout->width,
                                .bottom = 1 - mapping->area.y1 / layout->height,
                                .name = under,
                                .text = (char *)target};
        chairlift_pdf_traces_add(traces, &trace);
    }
    poppler_page_free_link_mapping(links);
}

void worker_traces_page(PopplerPage *page, const LayoutPage *layout, const GArray *lines,
                        LayoutGutter gutter, guint number, ChairliftPdfTraces *traces)
{
    if (gutter.right > 0 && has_columns(lines, gutter))
        add_columns(lines, layout, gutter, number, traces);
    else
        add_rows(lines, layout, number, traces);
    add_rotated(layout, number, traces);
    add_links(page, layout, number, traces);
}
