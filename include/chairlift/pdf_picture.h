/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf, continued: pages as pictures. */
#ifndef CHAIRLIFT_PDF_PICTURE_H
#define CHAIRLIFT_PDF_PICTURE_H

#include <glib.h>

#include "chairlift/export.h"

G_BEGIN_DECLS

enum { CHAIRLIFT_PDF_MAX_PIXELS = 4000 }; /* across a page */

typedef struct ChairliftPdfPicture {
    GBytes *png;                     /* a PNG file, checked to be one and nothing more */
    guint pixel_width, pixel_height; /* of the picture */
    double page_width, page_height;  /* of the page, points */
} ChairliftPdfPicture;

CHAIRLIFT_API void chairlift_pdf_picture_free(ChairliftPdfPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPdfPicture, chairlift_pdf_picture_free)

G_END_DECLS

#endif
