/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the worker program that look for traces of who made a PDF. */
#ifndef CHAIRLIFT_PDF_WORKER_TRACES_H
#define CHAIRLIFT_PDF_WORKER_TRACES_H

#include "lines.h"

#include <poppler.h>

#include "chairlift/pdf_traces.h"

/* Adds the rows and links of a page with this number, from 0. gutter is the page's own or, when
 * none shows on it, the paper's. */
void worker_traces_page(PopplerPage *page, const LayoutPage *layout, const GArray *lines,
                        LayoutGutter gutter, guint number, ChairliftPdfTraces *traces);

/* Adds what a file, in memory, has of traces besides what its pages say. */
void worker_traces_objects(GBytes *bytes, ChairliftPdfTraces *traces);

/* Adds the properties of an XMP packet to traces; `like` has kind and page. */
void worker_traces_xmp(const char *packet, gsize length, const ChairliftTrace *like,
                       ChairliftPdfTraces *traces);

/* Adds what a JPEG or JPEG 2000 image says of its making; page from 1, or 0. */
void worker_traces_image(const guint8 *data, gsize length, guint page, ChairliftPdfTraces *traces);

#endif
