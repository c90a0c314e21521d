/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames around what was found on a page, each with a word that says what it is taken for.
 *
 * The words' letters are kept as outlines from before the worker is confined, since no font can be
 * opened afterwards everywhere. */
#include "worker.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_LETTER = ' ', END_LETTER = 0x7F };

static const double LETTER_SIZE = 8, FRAME = 1.2; /* points on the page */

typedef struct Letter {
    cairo_path_t *outline; /* at LETTER_SIZE, from the origin */
    double advance;
} Letter;

static Letter letters[END_LETTER];

void worker_mark_prepare(void)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cairo = cairo_create(surface);
    cairo_select_font_face(cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    cairo_set_font_size(cairo, LETTER_SIZE);
    for (int c = FIRST_LETTER; c < END_LETTER; c++) {
        char text[2] = {(char)c, '\0'};
        cairo_text_extents_t extents;
        cairo_text_extents(cairo, text, &extents);
        cairo_new_path(cairo);
        cairo_move_to(cairo, 0, 0);
        cairo_text_path(cairo, text);
        letters[c] = (Letter){cairo_copy_path(cairo), extents.x_advance};
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
}

typedef struct Colour {
    double red, green, blue;
} Colour;

static double width_of(const char *text)
{
    double width = 0;
    for (; *text != '\0'; text++)
        width += letters[*text & 0x7F].advance;
    return width;
}

static void set_word(cairo_t *cairo, double left, double baseline, const char *text)
{
    cairo_save(cairo);
    cairo_translate(cairo, left, baseline);
    for (; *text != '\0'; text++) {
        const Letter *letter = &letters[*text & 0x7F];
        cairo_new_path(cairo);
        if (letter->outline != NULL)
            cairo_append_path(cairo, letter->outline);
        cairo_fill(cairo);
        cairo_translate(cairo, letter->advance, 0);
    }
    cairo_restore(cairo);
}

/* White on a ground of the colour, to the left of a place on the page and above it. */
static void label(cairo_t *cairo, double right, double bottom, Colour colour, const char *text)
{
    if (*text == '\0')
        return;
    double width = width_of(text) + 4, height = LETTER_SIZE + 3;
    double left = MAX(right - width, 0), top = MAX(bottom - height, 0);
    cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
    cairo_rectangle(cairo, left, top, width, height);
    cairo_fill(cairo);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    set_word(cairo, left + 2, top + LETTER_SIZE, text);
}

/* A frame with its word above it or, where lines follow each other closely, beside it. */
static void frame(cairo_t *cairo, const ChairliftPdfBox *box, Colour colour, const char *text,
                  gboolean beside)
{
    double left = box->left - 3, top = box->top - 2;
    double width = box->right - box->left + 6, height = box->bottom - box->top + 4;
    cairo_rectangle(cairo, left, top, width, height);
    cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, 0.08);
    cairo_fill_preserve(cairo);
    cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
    cairo_set_line_width(cairo, FRAME);
    cairo_stroke(cairo);
    if (beside)
        label(cairo, left + width + width_of(text) + 4, top + height, colour, text);
    else
        label(cairo, left + width, top, colour, text);
}

/* Whether a word beside a line would cover another line's frame. */
static gboolean has_room(const ChairliftPdfFront *front, const ChairliftPdfBox *box,
                         const char *text)
{
    double right = box->right + width_of(text) + 10, middle = (box->top + box->bottom) / 2;
    for (guint i = 0; i < front->authors->len; i++) {
        const ChairliftPdfAuthorLine *other = g_ptr_array_index(front->authors, i);
        if (other->box.page == box->page && other->box.left > box->left &&
            other->box.left < right && other->box.top < middle && other->box.bottom > middle)
            return FALSE;
    }
    return TRUE;
}

static void mark_authors(cairo_t *cairo, const ChairliftPdfFront *front, guint page)
{
    static const Colour NAME = {0.1, 0.3, 0.8}, ANONYMOUS = {0.4, 0.4, 0.4};
    for (guint i = 0; i < front->authors->len; i++) {
        const ChairliftPdfAuthorLine *line = g_ptr_array_index(front->authors, i);
        const char *part = chairlift_pdf_author_part_name(line->part);
        gboolean anonymous = line->part == CHAIRLIFT_PDF_AUTHOR_ANONYMOUS;
        if (line->box.page == page)
            frame(cairo, &line->box, anonymous ? ANONYMOUS : NAME,
                  has_room(front, &line->box, part) ? part : "", TRUE);
    }
}

static void mark_front(cairo_t *cairo, const ChairliftPdf *pdf, guint page)
{
    static const Colour TITLE = {0.75, 0.1, 0.1}, ABSTRACT = {0, 0.45, 0.2},
                        KEYWORDS = {0.6, 0.3, 0};
    const ChairliftPdfFront *front = pdf->front;
    char text[64];
    if (front->title.page == page) {
        g_snprintf(text, sizeof text, "title %.2f", pdf->title_confidence);
        frame(cairo, &front->title, TITLE, text, FALSE);
    }
    for (guint i = 0; i < front->abstract->len; i++) {
        const ChairliftPdfBox *box = &g_array_index(front->abstract, ChairliftPdfBox, i);
        g_snprintf(text, sizeof text, i == 0 ? "abstract %.2f" : "abstract, continued",
                   pdf->abstract_confidence);
        if (box->page == page)
            frame(cairo, box, ABSTRACT, text, FALSE);
    }
    mark_authors(cairo, front, page);
    if (front->keywords_box.page == page)
        frame(cairo, &front->keywords_box, KEYWORDS, "keywords", FALSE);
}

/* A line across the page, at a share of its height. */
static void rule(cairo_t *cairo, double position, double width, double height, Colour colour,
                 const char *text)
{
    double top = position * height - 2;
    cairo_move_to(cairo, 0, top);
    cairo_line_to(cairo, width, top);
    cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
    cairo_set_line_width(cairo, FRAME);
    cairo_stroke(cairo);
    label(cairo, width, top, colour, text);
}

static void mark_structure(cairo_t *cairo, const ChairliftPdfStructure *structure, guint page,
                           double width, double height)
{
    static const Colour SECTION = {0.4, 0.1, 0.6}, END = {0.8, 0.2, 0}, REFERENCES = {0, 0.4, 0.5};
    for (guint i = 0; i < structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(structure->sections, i);
        if (section->page == page)
            label(cairo, 48, section->position * height + LETTER_SIZE + 3, SECTION, "section");
    }
    if (structure->references_page == page)
        rule(cairo, structure->references_position, width, height, REFERENCES, "references");
    if (structure->main_end_page == page)
        rule(cairo, structure->main_end_position, width * 0.8, height, END, "main text ends");
}

void worker_mark(cairo_surface_t *surface, const ChairliftPdf *pdf, guint page, double page_width)
{
    if (!(page_width > 0))
        return;
    double scale = cairo_image_surface_get_width(surface) / page_width;
    cairo_t *cairo = cairo_create(surface);
    cairo_scale(cairo, scale, scale);
    if (pdf->structure != NULL)
        mark_structure(cairo, pdf->structure, page, page_width,
                       cairo_image_surface_get_height(surface) / scale);
    if (pdf->front != NULL)
        mark_front(cairo, pdf, page);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
}
