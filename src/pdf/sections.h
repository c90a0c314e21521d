/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_SECTIONS_H
#define CHAIRLIFT_PDF_SECTIONS_H

#include "lines.h"

#include "chairlift/pdf_structure.h"

/* Adds what a page has of headings, captions, addresses and references. lines are those of the page
 * alone, number is counted from 0, body_size (points) is that of the first pages' text, so that
 * headings stand out on pages of figures, too. Pages must come in order. */
void chairlift_layout_sections(const GArray *lines, const LayoutPage *page, guint number,
                               LayoutGutter gutter, float body_size,
                               ChairliftPdfStructure *structure);

#endif
