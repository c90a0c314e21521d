/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the worker program. */
#ifndef CHAIRLIFT_PDF_WORKER_H
#define CHAIRLIFT_PDF_WORKER_H

#include "layout.h"
#include "message.h"

#include <poppler.h>

#include "chairlift/pdf.h"

/* Gives up, for good, everything that reading a mapped PDF does not need, or with renders, drawing
 * one: then fonts may be opened too. To be called when poppler has loaded what it wants from the
 * file system. FALSE when the kernel refuses. */
gboolean worker_confine(gboolean renders);

/* What the page with this number (from 0) shows; NULL when it cannot be read. */
LayoutPage *worker_page(PopplerDocument *document, int number);

/* The same of a page that is at hand. Never NULL. */
LayoutPage *worker_lay_out(PopplerPage *page);

/* Sections, links, properties and so on, of all pages. Never NULL. The first n pages are at hand,
 * and not laid out again. Unless traces is NULL, what the pages say is also added to it, and the
 * structure has blocks. */
ChairliftPdfStructure *worker_structure(PopplerDocument *document, LayoutPage *const *first,
                                        guint n, ChairliftPdfTraces *traces);

/* Reads a file that is in memory. Never NULL. */
ChairliftPdf *worker_read(GBytes *bytes, PdfRequestKind kind);

/* Opens a document; NULL, and what is wrong with it, when it cannot be. */
PopplerDocument *worker_open(GBytes *bytes, ChairliftPdfStatus *status);

/* Draws a page (from 0) so many pixels wide, in front of white. NULL when it cannot be. */
cairo_surface_t *worker_draw(PopplerDocument *document, guint page, guint width);

/* Frames in a drawn page what was found on it, with words beside it. */
void worker_mark(cairo_surface_t *surface, const ChairliftPdf *pdf, guint page, double page_width);

/* Has the letters for worker_mark ready; to be called before the worker is confined. */
void worker_mark_prepare(void);

/* The reply to a request for a picture, header and body. */
char *worker_picture(GBytes *bytes, const PdfRequest *request, gsize *length);

#endif
