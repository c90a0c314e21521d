/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for pictures of pages. */
#include "picture.h"
#include "pool.h"

enum { DEFAULT_WIDTH = 1000 /* pixels across a page */ };

static ChairliftPdfPicture *ask(ChairliftPdfPool *pool, const char *file, const PdfRequest *request,
                                GError **error)
{
    gsize length = 0;
    ChairliftPdfStatus status = CHAIRLIFT_PDF_OK;
    ChairliftPdfPicture *picture = NULL;
    const guint8 *body = chairlift_pdf_pool_ask(pool, file, request, &length, error);
    if (body == NULL)
        return NULL;
    if (!chairlift_pdf_picture_decode(body, length, &status, &picture))
        chairlift_pdf_pool_refuse(pool, file, request, error);
    else if (status != CHAIRLIFT_PDF_OK)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: %s", file,
                    chairlift_pdf_status_message(status));
    else if (picture == NULL)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: there is no page %u that can be drawn", file, MAX(request->page, 1));
    return picture;
}

static guint sensible_width(guint width)
{
    return width == 0 ? DEFAULT_WIDTH : MIN(width, CHAIRLIFT_PDF_MAX_PIXELS);
}

ChairliftPdfPicture *chairlift_pdf_pool_render(ChairliftPdfPool *pool, const char *file, guint page,
                                               guint width, GError **error)
{
    PdfRequest request = {PDF_REQUEST_RENDER, page, sensible_width(width)};
    return ask(pool, file, &request, error);
}

ChairliftPdfPicture *chairlift_pdf_pool_show(ChairliftPdfPool *pool, const char *file, guint width,
                                             GError **error)
{
    PdfRequest request = {PDF_REQUEST_SHOW, 0, sensible_width(width)};
    return ask(pool, file, &request, error);
}
