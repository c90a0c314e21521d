/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a page as poppler reads it to runs of glyphs for the layout analysis.
 *
 * poppler gives the page's text, one rectangle a character, and the fonts as ranges of characters.
 * Its order within a line, and where it sees a space, are good; its columns and its words across
 * changes of font are left to the analysis. */
#include "worker.h"

#include <math.h>
#include <string.h>

enum {
    MAX_PAGE_CHARACTERS = 200000,
    MAX_ANNOTATION_LINES = 1000,
    MAX_SIZES = 64,      /* of unnamed fonts on a page */
    MIN_SIZE_LETTERS = 8 /* to judge a size from */
};

/* What poppler calls fonts without a name. */
static const char NO_NAME[] = "Default";

/* Mean width of a letter of running text, and what is no kerning, in units of the font's size. */
static const float LETTER_WIDTH = 0.48F;
static const float HIDDEN_SPACE = 0.5F;

/* What neither a raised letter nor a rotated one moves by across the page, likewise. */
static const float FAR = 2;

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
    static const char *const BOLD[] = {"bold",       "-medi", "black",      "heavy", "cmbx",
                                       "sfbx",       "demi",  "cmssbx",     "-bd",   "libertinetb",
                                       "biolinumtb", "tb-",   "lmroman10b", "ecbx",  "cmb1",
                                       "-semib",     NULL};
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

/* Whether a font holds nothing but large signs of mathematics. The older ones are said to be
 * letters: a sum is "X". */
static gboolean is_large_signs(const char *font)
{
    static const char *const NAMES[] = {"cmex", "mathextension", "txex", "pxex", "eufex", NULL};
    if (font == NULL)
        return FALSE;
    g_autofree char *name = g_ascii_strdown(font, -1);
    return names_any(name, NAMES);
}

/* One pass over the characters of a page. */
typedef struct Pass {
    LayoutPage *page;
    const PopplerRectangle *boxes; /* [n_boxes], one a character */
    guint n_boxes;
    const GList *fonts; /* of PopplerTextAttributes, from the one of the character at hand on */
    guint style;        /* of that font */
    gboolean signs;     /* that font holds large signs */
    GArray *unnamed;    /* of guint: runs in fonts without a name */
} Pass;

static void look_at_font(Pass *pass, const char *name)
{
    pass->style = style_of_font(name);
    pass->signs = is_large_signs(name);
}

/* The font of a character, moving on in the list. */
static const PopplerTextAttributes *font_at(Pass *pass, guint character)
{
    const GList *before = pass->fonts;
    while (pass->fonts != NULL && pass->fonts->next != NULL &&
           ((PopplerTextAttributes *)pass->fonts->data)->end_index < (int)character)
        pass->fonts = pass->fonts->next;
    const PopplerTextAttributes *font = pass->fonts != NULL ? pass->fonts->data : NULL;
    if (font != NULL && (pass->fonts != before || character == 0))
        look_at_font(pass, font->font_name);
    return font;
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
        if (fabs(down) > 0.25 * fabs(across) || across < 0)
            run->style |= LAYOUT_ROTATED;
    }
}

/* The characters between two changes of font, or spaces. */
typedef struct Stretch {
    const char *start;
    guint first; /* number of its first character */
    const PopplerTextAttributes *font;
    guint style;
    gboolean signs; /* nothing to read */
    gboolean joined;
} Stretch;

/* Adds characters [stretch->first, end), whose bytes end at `at`. */
static void add_run(Pass *pass, const Stretch *stretch, guint end, const char *at)
{
    if (stretch->signs)
        return;
    LayoutRun run = {.style = stretch->style, .joined = stretch->joined};
    measure(pass, stretch->first, end, &run);
    const PopplerTextAttributes *font = stretch->font;
    run.size = font != NULL ? (float)font->font_size : run.bottom - run.top;
    guint before = pass->page->runs->len;
    chairlift_layout_page_add(pass->page, &run, stretch->start, (gsize)(at - stretch->start));
    if (pass->page->runs->len > before &&
        (font == NULL || g_strcmp0(font->font_name, NO_NAME) == 0))
        g_array_append_val(pass->unnamed, before);
}

/* Whether there is a space between a character and the next that poppler did not see, or the next
 * stands in another line or column. */
static gboolean hides_space(const Pass *pass, guint character, const PopplerTextAttributes *font)
{
    if (font == NULL || character + 1 >= pass->n_boxes)
        return FALSE;
    const PopplerRectangle *box = &pass->boxes[character];
    double gap = box[1].x1 - box->x2;
    double down = fabs(box[1].y1 - box->y1);
    return (gap > HIDDEN_SPACE * font->font_size && down < 0.5 * font->font_size) ||
           (fabs(gap) > FAR * font->font_size && down >= 0.5 * font->font_size);
}

static void add_runs(Pass *pass, const char *text)
{
    Stretch stretch = {.start = text};
    guint character = 0;
    gboolean apart = FALSE;
    for (const char *at = text;; at = g_utf8_next_char(at), character++) {
        gboolean over = *at == '\0' || character >= pass->n_boxes;
        gboolean space = !over && (*at == ' ' || *at == '\n' || *at == '\f' || *at == '\t');
        const PopplerTextAttributes *font = over ? NULL : font_at(pass, character);
        if (over || space || apart || font != stretch.font) {
            gboolean any = character > stretch.first;
            if (any)
                add_run(pass, &stretch, character, at);
            stretch = (Stretch){.start = space ? at + 1 : at,
                                .first = space ? character + 1 : character,
                                .font = font,
                                .style = pass->style,
                                .signs = pass->signs,
                                .joined = any && !space && !apart};
        }
        if (over)
            return;
        apart = hides_space(pass, character, font);
    }
}

/* Letters of one size, as the file has it. */
typedef struct Advance {
    float size;  /* points, perhaps */
    float width; /* of all letters together, points */
    guint letters;
} Advance;

static Advance *find_advance(GArray *advances, float size)
{
    for (guint i = 0; i < advances->len; i++) {
        Advance *advance = &g_array_index(advances, Advance, i);
        if (fabsf(advance->size - size) < 0.01F)
            return advance;
    }
    if (advances->len >= MAX_SIZES)
        return NULL;
    Advance advance = {.size = size};
    g_array_append_val(advances, advance);
    return &g_array_index(advances, Advance, advances->len - 1);
}

/* Type 3 fonts have no names, and sizes in units of their own. How wide their letters run says how
 * large they are. */
static void correct_sizes(const Pass *pass)
{
    g_autoptr(GArray) advances = g_array_new(FALSE, FALSE, sizeof(Advance));
    for (guint i = 0; i < pass->unnamed->len; i++) {
        const LayoutRun *run =
            &g_array_index(pass->page->runs, LayoutRun, g_array_index(pass->unnamed, guint, i));
        Advance *advance = find_advance(advances, run->size);
        if (advance == NULL || run->style & LAYOUT_ROTATED)
            continue;
        advance->width += run->right - run->left;
        advance->letters += (guint)g_utf8_strlen(run->text, -1);
    }
    for (guint i = 0; i < pass->unnamed->len; i++) {
        LayoutRun *run =
            &g_array_index(pass->page->runs, LayoutRun, g_array_index(pass->unnamed, guint, i));
        const Advance *advance = find_advance(advances, run->size);
        if (advance != NULL && advance->letters >= MIN_SIZE_LETTERS)
            run->size = advance->width / (float)advance->letters / LETTER_WIDTH;
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
                 .fonts = fonts,
                 .unnamed = g_array_new(FALSE, FALSE, sizeof(guint))};
    add_runs(&pass, text);
    correct_sizes(&pass);
    g_array_unref(pass.unnamed);
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

LayoutPage *worker_lay_out(PopplerPage *page)
{
    double width, height;
    poppler_page_get_size(page, &width, &height);
    LayoutPage *layout = chairlift_layout_page_new((float)width, (float)height);
    read_text(page, layout);
    if (layout->runs->len == 0)
        read_annotations(page, layout);
    return layout;
}

LayoutPage *worker_page(PopplerDocument *document, int number)
{
    PopplerPage *page = poppler_document_get_page(document, number);
    if (page == NULL)
        return NULL;
    LayoutPage *layout = worker_lay_out(page);
    g_object_unref(page);
    return layout;
}
