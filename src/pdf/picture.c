/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture is made by the process that the PDF may have taken over, and goes on to whatever people
 * look at pictures with. So it is let through only if it is built as PNG files are (ISO/IEC 15948)
 * from the plainest of chunks, and of a size that is safe to decompress. */
#include "picture.h"

#include <string.h>

enum {
    HEAD = 9,         /* bytes before the PNG: status, width, height */
    CHUNK_FRAME = 12, /* bytes of a chunk besides its data: length, kind, checksum */
    HEADER_DATA = 13, /* bytes of data in the chunk IHDR */
    MAX_HIGH = 2 * CHAIRLIFT_PDF_MAX_PIXELS, /* pixels */
    MAX_WIDE = 4 * CHAIRLIFT_PDF_MAX_PIXELS
};

static const guint8 SIGNATURE[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

void chairlift_pdf_picture_free(ChairliftPdfPicture *picture)
{
    if (picture == NULL)
        return;
    g_clear_pointer(&picture->png, g_bytes_unref);
    g_free(picture);
}

static void put_number(guint8 *at, guint32 number)
{
    number = GUINT32_TO_LE(number);
    memcpy(at, &number, sizeof number);
}

static guint32 get_number(const guint8 *at)
{
    guint32 number;
    memcpy(&number, at, sizeof number);
    return GUINT32_FROM_LE(number);
}

char *chairlift_pdf_picture_encode(ChairliftPdfStatus status, const ChairliftPdfPicture *picture,
                                   gsize *length)
{
    gsize size = 0;
    const void *png = picture != NULL ? g_bytes_get_data(picture->png, &size) : NULL;
    gsize body = picture != NULL ? HEAD + size : 1;
    *length = CHAIRLIFT_PDF_REPLY_HEADER + body;
    guint8 *reply = g_malloc(*length);
    put_number(reply, (guint32)body);
    reply[CHAIRLIFT_PDF_REPLY_HEADER] = (guint8)status;
    if (picture != NULL) {
        put_number(reply + CHAIRLIFT_PDF_REPLY_HEADER + 1, (guint32)(picture->page_width * 1000));
        put_number(reply + CHAIRLIFT_PDF_REPLY_HEADER + 5, (guint32)(picture->page_height * 1000));
        memcpy(reply + CHAIRLIFT_PDF_REPLY_HEADER + HEAD, png, size);
    }
    return (char *)reply;
}

/* ---- the PNG --------------------------------------------------------------------------------- */

/* PNG's own numbers have the most significant byte first. */
static guint32 big_endian(const guint8 *at)
{
    return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

static gboolean is_kind(const guint8 *chunk, const char *kind)
{
    return memcmp(chunk + 4, kind, 4) == 0;
}

/* The chunk IHDR: eight bits a channel, in colour, with or without transparency, not interlaced. */
static gboolean take_header(const guint8 *chunk, guint32 length, ChairliftPdfPicture *picture)
{
    const guint8 *data = chunk + 8;
    if (!is_kind(chunk, "IHDR") || length != HEADER_DATA)
        return FALSE;
    guint32 width = big_endian(data), height = big_endian(data + 4);
    picture->pixel_width = width;
    picture->pixel_height = height;
    return width > 0 && width <= MAX_WIDE && height > 0 && height <= MAX_HIGH && data[8] == 8 &&
           (data[9] == 2 || data[9] == 6) && data[10] == 0 && data[11] == 0 && data[12] == 0;
}

/* IHDR, at most the colour of the background, IDAT once or more, IEND. */
static gboolean take_png(const guint8 *png, gsize size, ChairliftPdfPicture *picture)
{
    gboolean has_header = FALSE, has_data = FALSE;
    gsize at = sizeof SIGNATURE;
    if (size < sizeof SIGNATURE || memcmp(png, SIGNATURE, sizeof SIGNATURE) != 0)
        return FALSE;
    while (size - at >= CHUNK_FRAME) {
        const guint8 *chunk = png + at;
        guint32 length = big_endian(chunk);
        if (length > size - at - CHUNK_FRAME)
            return FALSE;
        at += CHUNK_FRAME + (gsize)length;
        if (!has_header) {
            has_header = take_header(chunk, length, picture);
            if (!has_header)
                return FALSE;
        } else if (is_kind(chunk, "IDAT")) {
            has_data = TRUE;
        } else if (is_kind(chunk, "IEND")) {
            return has_data && length == 0 && at == size;
        } else if (!is_kind(chunk, "bKGD") || has_data) {
            return FALSE;
        }
    }
    return FALSE;
}

gboolean chairlift_pdf_picture_decode(const guint8 *body, gsize length, ChairliftPdfStatus *status,
                                      ChairliftPdfPicture **picture)
{
    *picture = NULL;
    if (length == 0 || !chairlift_pdf_is_from_worker(body[0]))
        return FALSE;
    *status = (ChairliftPdfStatus)body[0];
    if (length == 1)
        return TRUE;
    g_autoptr(ChairliftPdfPicture) read = g_new0(ChairliftPdfPicture, 1);
    if (*status != CHAIRLIFT_PDF_OK || length < HEAD || !take_png(body + HEAD, length - HEAD, read))
        return FALSE;
    read->page_width = get_number(body + 1) / 1000.0;
    read->page_height = get_number(body + 5) / 1000.0;
    read->png = g_bytes_new(body + HEAD, length - HEAD);
    *picture = g_steal_pointer(&read);
    return TRUE;
}
