/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_AUTHORS_H
#define CHAIRLIFT_PDF_AUTHORS_H

#include "abstract.h"
#include "title.h"

#include "chairlift/pdf_front.h"

/* Adds to front->authors the lines below the title and above the abstract (its heading, which may
 * be NULL, or front->abstract), and those of the page's footnotes that say who wrote it. */
void chairlift_layout_authors(const LayoutText *text, const LayoutTitle *title,
                              const LayoutLine *heading, ChairliftPdfFront *front);

#endif
