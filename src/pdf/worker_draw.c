/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages as pictures, drawn by cairo through poppler. */
#include "picture.h"
#include "worker.h"

#include <stdlib.h>

enum {
    MAX_SHOWN = 4, /* pages side by side */
    MAX_RATIO = 2, /* of a page's height to its width; what is beyond is cut off */
    GAP = 16       /* pixels between pages */
};

/* NULL when there is no such page. */
static PopplerPage *get_page(PopplerDocument *document, guint page)
{
    return page < (guint)MAX(poppler_document_get_n_pages(document), 0)
               ? poppler_document_get_page(document, (int)page)
               : NULL;
}

cairo_surface_t *worker_draw(PopplerDocument *document, guint page, guint width)
{
    PopplerPage *drawn = get_page(document, page);
    if (drawn == NULL)
        return NULL;
    double page_width, page_height;
    poppler_page_get_size(drawn, &page_width, &page_height);
    double scale = page_width > 0 ? width / page_width : 0;
    double height = CLAMP(page_height * scale, 1, (double)width * MAX_RATIO);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(drawn, cairo);
    cairo_destroy(cairo);
    g_object_unref(drawn);
    cairo_surface_flush(surface);
    return surface;
}

/* ---- pages side by side ---------------------------------------------------------------------- */

static void add_page(guint pages[MAX_SHOWN], guint *n, guint page)
{
    for (guint i = 0; i < *n; i++) {
        if (pages[i] == page)
            return;
    }
    if (page > 0 && *n < MAX_SHOWN)
        pages[(*n)++] = page;
}

static int by_number(gconstpointer a, gconstpointer b)
{
    guint x = *(const guint *)a, y = *(const guint *)b;
    return (x > y) - (x < y);
}

/* The pages (from 1) on which something was found, in order. Returns how many. */
static guint pages_to_show(const ChairliftPdf *pdf, guint pages[MAX_SHOWN])
{
    guint n = 0;
    add_page(pages, &n, 1);
    if (pdf->front != NULL) {
        add_page(pages, &n, pdf->front->title.page);
        for (guint i = 0; i < pdf->front->abstract->len; i++)
            add_page(pages, &n, g_array_index(pdf->front->abstract, ChairliftPdfBox, i).page);
    }
    if (pdf->structure != NULL) {
        add_page(pages, &n, pdf->structure->main_end_page);
        add_page(pages, &n, pdf->structure->references_page);
    }
    qsort(pages, n, sizeof *pages, by_number);
    return n;
}

/* Puts surfaces beside each other, consuming them. */
static cairo_surface_t *put_together(cairo_surface_t *const *surfaces, guint n)
{
    int width = 0, height = 0;
    for (guint i = 0; i < n; i++) {
        width += cairo_image_surface_get_width(surfaces[i]) + (i > 0 ? GAP : 0);
        height = MAX(height, cairo_image_surface_get_height(surfaces[i]));
    }
    cairo_surface_t *all = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cairo = cairo_create(all);
    cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6);
    cairo_paint(cairo);
    int left = 0;
    for (guint i = 0; i < n; i++) {
        cairo_set_source_surface(cairo, surfaces[i], left, 0);
        cairo_paint(cairo);
        left += cairo_image_surface_get_width(surfaces[i]) + GAP;
        cairo_surface_destroy(surfaces[i]);
    }
    cairo_destroy(cairo);
    cairo_surface_flush(all);
    return all;
}

static double page_width(PopplerDocument *document, guint page, double *height)
{
    double width = 0;
    PopplerPage *at = get_page(document, page);
    *height = 0;
    if (at != NULL) {
        poppler_page_get_size(at, &width, height);
        g_object_unref(at);
    }
    return width;
}

static cairo_surface_t *show(PopplerDocument *document, GBytes *bytes, guint width)
{
    g_autoptr(ChairliftPdf) pdf = worker_read(bytes, PDF_REQUEST_STRUCTURE);
    guint pages[MAX_SHOWN], n = pages_to_show(pdf, pages), drawn = 0;
    cairo_surface_t *surfaces[MAX_SHOWN];
    for (guint i = 0; i < n; i++) {
        double height;
        cairo_surface_t *surface = worker_draw(document, pages[i] - 1, width);
        if (surface == NULL)
            continue;
        worker_mark(surface, pdf, pages[i], page_width(document, pages[i] - 1, &height));
        surfaces[drawn++] = surface;
    }
    return drawn > 0 ? put_together(surfaces, drawn) : NULL;
}

/* ---- the reply ------------------------------------------------------------------------------- */

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* Consumes the surface. NULL when there is no memory for it. */
static GBytes *to_png(cairo_surface_t *surface)
{
    GByteArray *png = g_byte_array_new();
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, png);
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_SUCCESS && png->len <= CHAIRLIFT_PDF_PICTURE_LIMIT - 16)
        return g_byte_array_free_to_bytes(png);
    g_byte_array_unref(png);
    return NULL;
}

char *worker_picture(GBytes *bytes, const PdfRequest *request, gsize *length)
{
    ChairliftPdfStatus status;
    PopplerDocument *document = worker_open(bytes, &status);
    if (document == NULL)
        return chairlift_pdf_picture_encode(status, NULL, length);
    gboolean shows = request->kind == PDF_REQUEST_SHOW;
    guint width = CLAMP(request->width, 1, CHAIRLIFT_PDF_MAX_PIXELS);
    guint page = request->page - 1; /* of page 0 there is none */
    cairo_surface_t *surface =
        shows ? show(document, bytes, width) : worker_draw(document, page, width);
    ChairliftPdfPicture picture = {.png = surface != NULL ? to_png(surface) : NULL};
    picture.page_width = page_width(document, shows ? 0 : page, &picture.page_height);
    char *reply =
        chairlift_pdf_picture_encode(status, picture.png != NULL ? &picture : NULL, length);
    g_clear_pointer(&picture.png, g_bytes_unref);
    g_object_unref(document);
    return reply;
}
