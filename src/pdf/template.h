/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_TEMPLATE_H
#define CHAIRLIFT_PDF_TEMPLATE_H

#include "lines.h"
#include "title.h"

#include "chairlift/pdf.h"

typedef struct LayoutTemplate {
    ChairliftPdfTemplate name;
    ChairliftPdfForm form;
    guint year; /* 0 when it shows nowhere */
} LayoutTemplate;

/* What the first page's measures and notices say about the template. lines are of the first pages,
 * of which the first is looked at; heading is that of the abstract, or NULL. */
LayoutTemplate chairlift_layout_template(const GArray *lines, const LayoutPage *page,
                                         LayoutGutter gutter, const LayoutLine *heading);

#endif
