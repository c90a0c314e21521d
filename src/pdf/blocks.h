/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_BLOCKS_H
#define CHAIRLIFT_PDF_BLOCKS_H

#include "lines.h"

#include "chairlift/pdf_structure.h"

/* Adds a page and its blocks. lines are those of the page alone. Pages must come in order.
 * *text_left, CHAIRLIFT_PDF_BLOCKS_TEXT_LIMIT at first, is what the blocks' texts may still take,
 * bytes. */
void chairlift_layout_blocks(const GArray *lines, const LayoutPage *page, LayoutGutter gutter,
                             ChairliftPdfStructure *structure, gsize *text_left);

#endif
