/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the worker program. */
#ifndef CHAIRLIFT_PDF_WORKER_H
#define CHAIRLIFT_PDF_WORKER_H

#include "layout.h"
#include "message.h"

#include <poppler.h>

#include "chairlift/pdf.h"

/* Gives up, for good, everything that reading a mapped PDF does not need. To be called when poppler
 * has loaded what it wants from the file system. FALSE when the kernel refuses. */
gboolean worker_confine(void);

/* What the page with this number (from 0) shows; NULL when it cannot be read. */
LayoutPage *worker_page(PopplerDocument *document, int number);

/* The same of a page that is at hand. Never NULL. */
LayoutPage *worker_lay_out(PopplerPage *page);

/* Sections, links, properties and so on, of all pages. Never NULL. What the pages say is also added
 * to traces, unless it is NULL. */
ChairliftPdfStructure *worker_structure(PopplerDocument *document, ChairliftPdfTraces *traces);

/* Reads a file that is in memory. Never NULL. */
ChairliftPdf *worker_read(GBytes *bytes, PdfRequest request);

#endif
