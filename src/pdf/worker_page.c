/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a page as poppler reads it to runs of glyphs for the layout analysis.
 *
 * poppler gives the page's text, one rectangle a character, and the fonts as ranges of characters.
 * Its order within a line, and where it sees a space, are good; its columns and its words across
 * changes of font are left to the analysis. */
#include "worker.h"

#include <math.h>
#include <string.h>

enum { MAX_PAGE_CHARACTERS = 200000, MAX_ANNOTATION_LINES = 1000 };

/* Whether the part of a font's name from `at` on begins with one of the words. */
static gboolean names_any(const char *name, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strstr(name, *words) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* What a font's name tells: there is no better source for text that may be drawn in any font. */
static guint style_of_font(const char *font)
{
    /* Nimbus Roman calls its bold "Medi"; Computer Modern and its kin say "bx" or "b10". */
    static const char *const BOLD[] = {
        "bold", "-medi",       "black", "heavy",      "cmbx", "sfbx", "demi",   "cmssbx",
        "-bd",  "libertinetb", "tb-",   "lmroman10b", "ecbx", "cmb1", "-semib", NULL};
    static const char *const ITALIC[] = {"ital", "obli", "cmti", "sfti", "cmmi", "slanted", NULL};
    static const char *const SMALL_CAPS[] = {"cmcsc", "smallcap",    "smcp", "-sc",
                                             "csc",   "lmromancaps", NULL};
    if (font == NULL)
        return 0;
    g_autofree char *name = g_ascii_strdown(font, -1);
    guint style = 0;
    if (names_any(name, BOLD))
        style |= LAYOUT_BOLD;
    if (names_any(name, ITALIC))
        style |= LAYOUT_ITALIC;
    if (names_any(name, SMALL_CAPS))
        style |= LAYOUT_SMALL_CAPS;
    return style;
}

/* One pass over the characters of a page. */
typedef struct Pass {
    LayoutPage *page;
    const PopplerRectangle *boxes; /* [n_boxes], one a character */
    guint n_boxes;
    const GList *fonts; /* of PopplerTextAttributes, from the one of the character at hand on */
    guint style;        /* of that font */
} Pass;

/* The font of a character, moving on in the list. */
static const PopplerTextAttributes *font_at(Pass *pass, guint character)
{
    const GList *before = pass->fonts;
    while (pass->fonts != NULL && pass->fonts->next != NULL &&
           ((PopplerTextAttributes *)pass->fonts->data)->end_index < (int)character)
        pass->fonts = pass->fonts->next;
    const PopplerTextAttributes *font = pass->fonts != NULL ? pass->fonts->data : NULL;
    if (font != NULL && (pass->fonts != before || character == 0))
        pass->style = style_of_font(font->font_name);
    return font;
}

/* Type 3 fonts have sizes in units of their own; then the height of the box says more. */
static float plausible_size(double size, double height)
{
    if (!(size > 0.4 * height && size < 2.5 * height))
        size = 0.9 * height;
    return (float)size;
}

/* The box of the characters [first, end) and whether they follow each other vertically. */
static void measure(const Pass *pass, guint first, guint end, LayoutRun *run)
{
    const PopplerRectangle *boxes = pass->boxes;
    PopplerRectangle all = boxes[first];
    for (guint i = first + 1; i < end; i++) {
        all.x1 = MIN(all.x1, boxes[i].x1);
        all.y1 = MIN(all.y1, boxes[i].y1);
        all.x2 = MAX(all.x2, boxes[i].x2);
        all.y2 = MAX(all.y2, boxes[i].y2);
    }
    run->left = (float)all.x1;
    run->top = (float)all.y1;
    run->right = (float)all.x2;
    run->bottom = (float)all.y2;
    if (end - first > 1) {
        double across = boxes[end - 1].x1 - boxes[first].x1;
        double down = boxes[end - 1].y1 - boxes[first].y1;
        if (fabs(down) > fabs(across) || across < 0)
            run->style |= LAYOUT_ROTATED;
    }
}

static void add_runs(Pass *pass, const char *text)
{
    const char *start = text;
    guint first = 0, character = 0;
    gboolean joined = FALSE;
    const PopplerTextAttributes *font = NULL;
    guint style = 0;
    for (const char *at = text;; at = g_utf8_next_char(at), character++) {
        gboolean over = *at == '\0' || character >= pass->n_boxes;
        gboolean space = !over && (*at == ' ' || *at == '\n' || *at == '\f' || *at == '\t');
        const PopplerTextAttributes *here = over ? NULL : font_at(pass, character);
        if (over || space || here != font) {
            if (character > first) {
                LayoutRun run = {.style = style, .joined = joined};
                measure(pass, first, character, &run);
                run.size = plausible_size(font != NULL ? font->font_size : 0,
                                          (double)run.bottom - run.top);
                chairlift_layout_page_add(pass->page, &run, start, (gsize)(at - start));
                joined = !space;
            }
            start = space ? at + 1 : at;
            first = space ? character + 1 : character;
            if (space)
                joined = FALSE;
            font = here;
            style = pass->style;
        }
        if (over)
            return;
    }
}

static void read_text(PopplerPage *page, LayoutPage *layout)
{
    g_autofree char *text = poppler_page_get_text(page);
    g_autofree PopplerRectangle *boxes = NULL;
    guint n_boxes = 0;
    if (text == NULL || !poppler_page_get_text_layout(page, &boxes, &n_boxes))
        return;
    GList *fonts = poppler_page_get_text_attributes(page);
    Pass pass = {.page = layout,
                 .boxes = boxes,
                 .n_boxes = MIN(n_boxes, MAX_PAGE_CHARACTERS),
                 .fonts = fonts};
    add_runs(&pass, text);
    poppler_page_free_text_attributes(fonts);
}

/* Lays the words of a text out in a box, roughly: there are no places for them to be had. */
static void add_words(LayoutPage *layout, const char *text, const PopplerRectangle *area)
{
    static const float SIZE = 10, LINE = 12;
    float top = (float)(layout->height - area->y2), left = (float)area->x1;
    g_auto(GStrv) lines = g_strsplit_set(text, "\r\n", MAX_ANNOTATION_LINES);
    for (guint i = 0; lines[i] != NULL; i++) {
        LayoutRun run = {.left = left,
                         .top = top + LINE * (float)i,
                         .right = left + SIZE * (float)g_utf8_strlen(lines[i], -1) / 2,
                         .bottom = top + LINE * (float)i + SIZE,
                         .size = SIZE};
        chairlift_layout_page_add(layout, &run, lines[i], strlen(lines[i]));
    }
}

/* Some editors leave a page's text in annotations ("typewriter"), which poppler-glib does not count
 * as text of the page. */
static void read_annotations(PopplerPage *page, LayoutPage *layout)
{
    GList *annotations = poppler_page_get_annot_mapping(page);
    for (const GList *at = annotations; at != NULL; at = at->next) {
        const PopplerAnnotMapping *mapping = at->data;
        if (poppler_annot_get_annot_type(mapping->annot) != POPPLER_ANNOT_FREE_TEXT)
            continue;
        g_autofree char *text = poppler_annot_get_contents(mapping->annot);
        if (text != NULL)
            add_words(layout, text, &mapping->area);
    }
    poppler_page_free_annot_mapping(annotations);
}

LayoutPage *worker_page(PopplerDocument *document, int number)
{
    PopplerPage *page = poppler_document_get_page(document, number);
    if (page == NULL)
        return NULL;
    double width, height;
    poppler_page_get_size(page, &width, &height);
    LayoutPage *layout = chairlift_layout_page_new((float)width, (float)height);
    read_text(page, layout);
    if (layout->runs->len == 0)
        read_annotations(page, layout);
    g_object_unref(page);
    return layout;
}
