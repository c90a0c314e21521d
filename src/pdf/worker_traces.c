/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says: its lines, with what the layout analysis leaves out because it is no part of
 * the running text (rotated stamps); and where its links lead, with the text they lie under. */
#include "worker_traces.h"

#include <string.h>

/* ---- lines ----------------------------------------------------------------------------------- */

static void add_line(const LayoutLine *line, const LayoutPage *page, guint number,
                     ChairliftPdfTraces *traces)
{
    ChairliftTrace trace = {.kind = CHAIRLIFT_TRACE_TEXT,
                            .page = number + 1,
                            .left = line->left / page->width,
                            .top = line->top / page->height,
                            .right = line->right / page->width,
                            .bottom = line->bottom / page->height,
                            .size = line->size,
                            .name = line->lead,
                            .text = line->text};
    chairlift_pdf_traces_add(traces, &trace);
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
                        guint number, ChairliftPdfTraces *traces)
{
    for (guint i = 0; i < lines->len; i++)
        add_line(&g_array_index(lines, LayoutLine, i), layout, number, traces);
    add_rotated(layout, number, traces);
    add_links(page, layout, number, traces);
}
