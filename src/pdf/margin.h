/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_MARGIN_H
#define CHAIRLIFT_PDF_MARGIN_H

#include "layout.h"

/* Sets left_out[i], which is 0 before, for the page's runs that are no part of lines of text:
 * rotated ones and line numbers. left_out has as many members as the page has runs. */
void chairlift_layout_mark_margin(const LayoutPage *page, guint8 *left_out);

/* Whether a page has the line numbers of a review template. */
gboolean chairlift_layout_has_line_numbers(const LayoutPage *page);

#endif
