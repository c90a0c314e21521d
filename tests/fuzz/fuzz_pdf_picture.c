/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library's reading of a picture from a worker. What is accepted must be a PNG to the last
 * byte, of a sensible size. */
#include "pdf/picture.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ChairliftPdfStatus status;
    ChairliftPdfPicture *read = NULL;
    if (!chairlift_pdf_picture_decode(data, size, &status, &read)) {
        if (read != NULL)
            g_error("a picture that was refused");
        return 0;
    }
    g_autoptr(ChairliftPdfPicture) picture = read;
    if (picture == NULL)
        return 0;
    gsize length;
    const guint8 *png = g_bytes_get_data(picture->png, &length);
    if (length < 45 || memcmp(png + 1, "PNG", 3) != 0 || memcmp(png + length - 8, "IEND", 4) != 0)
        g_error("no PNG");
    if (picture->pixel_width == 0 || picture->pixel_width > 4 * CHAIRLIFT_PDF_MAX_PIXELS ||
        picture->pixel_height == 0 || picture->pixel_height > 4 * CHAIRLIFT_PDF_MAX_PIXELS)
        g_error("a size that should have been refused");

    g_autofree char *reply = chairlift_pdf_picture_encode(status, picture, &length);
    ChairliftPdfPicture *again = NULL;
    if (!chairlift_pdf_picture_decode((guint8 *)reply + CHAIRLIFT_PDF_REPLY_HEADER,
                                      length - CHAIRLIFT_PDF_REPLY_HEADER, &status, &again))
        g_error("what was written is not read back");
    chairlift_pdf_picture_free(again);
    return 0;
}
