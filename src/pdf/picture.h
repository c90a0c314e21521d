/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture on its way from a worker to the library.
 *
 * The body of the reply: a byte, the file's status (ChairliftPdfStatus); and only when that is OK
 * and there is such a page, width and height of the page in thousandths of a point (four bytes
 * each, least significant first) and a PNG file. */
#ifndef CHAIRLIFT_PDF_PICTURE_MESSAGE_H
#define CHAIRLIFT_PDF_PICTURE_MESSAGE_H

#include "message.h"

#include "chairlift/pdf_picture.h"

/* Header and body of a reply; picture may be NULL. Free with g_free. */
char *chairlift_pdf_picture_encode(ChairliftPdfStatus status, const ChairliftPdfPicture *picture,
                                   gsize *length);

/* Reads a body. FALSE when anything about it is not as encode writes it: the PNG is looked through
 * chunk by chunk (length, kind, order, nothing after the end), but not decompressed. *picture is
 * NULL when there is none. */
gboolean chairlift_pdf_picture_decode(const guint8 *body, gsize length, ChairliftPdfStatus *status,
                                      ChairliftPdfPicture **picture);

#endif
