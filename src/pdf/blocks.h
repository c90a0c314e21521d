/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_BLOCKS_H
#define CHAIRLIFT_PDF_BLOCKS_H

#include "lines.h"

#include "chairlift/pdf_structure.h"

/* Adds a page's measures. Pages must come in order. */
void chairlift_layout_about_page(const LayoutPage *page, LayoutGutter gutter,
                                 ChairliftPdfStructure *structure);

/* Adds the blocks of the page that was added last. lines are those of the page alone.
 * *text_left, CHAIRLIFT_PDF_BLOCKS_TEXT_LIMIT at first, is what the blocks' texts may still take,
 * bytes. */
void chairlift_layout_blocks(const GArray *lines, const LayoutPage *page, LayoutGutter gutter,
                             ChairliftPdfStructure *structure, gsize *text_left);

#endif
