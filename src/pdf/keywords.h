/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_KEYWORDS_H
#define CHAIRLIFT_PDF_KEYWORDS_H

#include "abstract.h"

#include "chairlift/pdf_front.h"

/* Finds the keywords on the first two pages and sets front->keywords and front->keywords_box. */
void chairlift_layout_keywords(const LayoutText *text, ChairliftPdfFront *front);

#endif
