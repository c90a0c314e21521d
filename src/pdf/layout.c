/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout.h"

#include "abstract.h"
#include "authors.h"
#include "keywords.h"
#include "lines.h"
#include "message.h"
#include "repair.h"
#include "template.h"
#include "title.h"

#include <math.h>

enum { MAX_PAGES = 8, TEXT_BYTES = 8000 };

/* Lines of all pages in one array. */
static GArray *lines_of(LayoutPage *const *pages, guint n_pages, const LayoutGutter *gutters)
{
    GArray *lines = chairlift_layout_lines(pages[0], 0, gutters[0]);
    for (guint page = 1; page < n_pages; page++) {
        GArray *more = chairlift_layout_lines(pages[page], page, gutters[page]);
        guint n = more->len;
        gpointer stolen = g_array_steal(more, NULL);
        g_array_append_vals(lines, stolen, n);
        g_free(stolen);
        g_array_unref(more);
    }
    return lines;
}

static RepairWords *words_of(const GArray *lines)
{
    RepairWords *words = chairlift_repair_words_new();
    for (guint i = 0; i < lines->len; i++)
        chairlift_repair_words_add(words, g_array_index(lines, LayoutLine, i).text);
    return words;
}

/* The lines in body size, joined, up to a sensible length. */
static char *running_text(const GArray *lines, const RepairWords *words)
{
    float body_size = chairlift_layout_body_size(lines);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < lines->len && text->len < TEXT_BYTES; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (fabsf(line->size - body_size) <= 0.2F * body_size && line->letters > 2)
            chairlift_repair_join(text, line->text, words);
    }
    if (text->len > CHAIRLIFT_PDF_TEXT_LIMIT)
        g_string_truncate(text, 0);
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

/* The title: of the pages down to the abstract's heading, or to the first that has one, the most
 * likely. Covers may be pictures, or say other things in large letters. */
static LayoutTitle find_title(const GArray *lines, LayoutPage *const *pages, guint n_pages,
                              const LayoutLine *heading, const RepairWords *words)
{
    LayoutTitle best = {0};
    for (guint i = 0; i < n_pages; i++) {
        gboolean headed = heading != NULL && heading->page == i;
        float limit = headed ? heading->top + 2 : 0.6F * pages[i]->height;
        LayoutTitle title;
        chairlift_layout_title(lines, pages[i], i, limit, headed, words, &title);
        if (best.text == NULL || (title.text != NULL && title.confidence > best.confidence)) {
            g_free(best.text);
            best = title;
        } else {
            g_free(title.text);
        }
        if (headed || (heading == NULL && best.text != NULL))
            break;
    }
    return best;
}

/* Where things stand. Takes the abstract's boxes. */
static ChairliftPdfFront *make_front(const LayoutText *text, const LayoutTitle *title,
                                     const LayoutLine *heading, LayoutAbstract *abstract)
{
    ChairliftPdfFront *front = chairlift_pdf_front_new();
    if (title->text != NULL)
        front->title = (ChairliftPdfBox){title->page + 1, title->left, title->top, title->right,
                                         title->bottom};
    if (abstract->boxes != NULL) {
        g_array_unref(front->abstract);
        front->abstract = g_steal_pointer(&abstract->boxes);
    }
    chairlift_layout_authors(text, title, heading, front);
    chairlift_layout_keywords(text, front);
    return front;
}

void chairlift_layout_analyse(LayoutPage *const *pages, guint n_pages, LayoutFindings *findings)
{
    *findings = (LayoutFindings){0};
    n_pages = MIN(n_pages, MAX_PAGES);
    if (n_pages == 0)
        return;
    LayoutGutter gutters[MAX_PAGES];
    float middles[MAX_PAGES];
    for (guint i = 0; i < n_pages; i++) {
        gutters[i] = chairlift_layout_gutter(pages[i]);
        middles[i] = chairlift_gutter_middle(gutters[i]);
    }
    g_autoptr(GArray) lines = lines_of(pages, n_pages, gutters);
    g_autoptr(RepairWords) words = words_of(lines);

    const LayoutLine *heading = chairlift_layout_abstract_heading(lines);
    LayoutTitle title = find_title(lines, pages, n_pages, heading, words);

    LayoutText text = {.lines = lines,
                       .pages = pages,
                       .n_pages = n_pages,
                       .gutters = middles,
                       .words = words,
                       .title_confidence = title.confidence};
    LayoutAbstract abstract;
    chairlift_layout_abstract(&text, title.page, title.bottom, &abstract);

    LayoutTemplate template = chairlift_layout_template(lines, pages[0], gutters[0], heading);

    findings->front = make_front(&text, &title, heading, &abstract);
    findings->title = title.text;
    findings->title_confidence = title.confidence;
    findings->abstract = abstract.text;
    findings->abstract_confidence = abstract.confidence;
    findings->wants_more = abstract.wants_more;
    findings->template = template.name;
    findings->form = template.form;
    findings->template_year = template.year;
    findings->columns = gutters[0].right > 0 ? 2 : 1;
    findings->text = running_text(lines, words);
}

void chairlift_layout_findings_clear(LayoutFindings *findings)
{
    g_clear_pointer(&findings->title, g_free);
    g_clear_pointer(&findings->abstract, g_free);
    g_clear_pointer(&findings->text, g_free);
    g_clear_pointer(&findings->front, chairlift_pdf_front_free);
}
