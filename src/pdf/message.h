/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes between the library and its worker processes.
 *
 * Both ends of a Unix stream socket. A request is nine bytes, which say what is wanted and carry
 * the descriptor of the open file (SCM_RIGHTS). A reply is the length of its body (four bytes,
 * least significant first) and the body: a JSON object, or a picture (picture.h). The library takes
 * a reply for hostile: a worker may have been taken over by the file it read. */
#ifndef CHAIRLIFT_PDF_MESSAGE_H
#define CHAIRLIFT_PDF_MESSAGE_H

#include "chairlift/pdf.h"

/* The request's first byte. */
typedef enum PdfRequestKind {
    PDF_REQUEST_TEXT = 'T',
    PDF_REQUEST_STRUCTURE = 'S',
    PDF_REQUEST_TRACES = 'A', /* and the structure */
    PDF_REQUEST_RENDER = 'R', /* a page as a picture */
    PDF_REQUEST_SHOW = 'W'    /* the first page and those where something was found, in boxes */
} PdfRequestKind;

typedef struct PdfRequest {
    PdfRequestKind kind;
    guint page;  /* from 1, for RENDER; else 0 */
    guint width; /* of a page, pixels, for RENDER and SHOW; else 0 */
} PdfRequest;

enum {
    CHAIRLIFT_PDF_REQUEST_SIZE = 9,              /* bytes: kind, page, width */
    CHAIRLIFT_PDF_REPLY_HEADER = 4,              /* bytes before the body */
    CHAIRLIFT_PDF_REPLY_LIMIT = 8 * 1024 * 1024, /* bytes of a body */
    CHAIRLIFT_PDF_PICTURE_LIMIT = 32 * 1024 * 1024,
    CHAIRLIFT_PDF_TITLE_LIMIT = 2000, /* bytes of UTF-8; more is no title */
    CHAIRLIFT_PDF_ABSTRACT_LIMIT = 20000,
    CHAIRLIFT_PDF_TEXT_LIMIT = 40000,
    CHAIRLIFT_PDF_STRING_LIMIT = 1000, /* bytes of a heading, a link, a property */
    CHAIRLIFT_PDF_SECTIONS_LIMIT = 500,
    CHAIRLIFT_PDF_EMAILS_LIMIT = 200,
    CHAIRLIFT_PDF_LINKS_LIMIT = 1000,
    CHAIRLIFT_PDF_PROPERTIES_LIMIT = 40,
    CHAIRLIFT_PDF_PAGES_LIMIT = 200, /* of the structure */
    CHAIRLIFT_PDF_BLOCKS_LIMIT = 12000,
    CHAIRLIFT_PDF_BLOCK_TEXT_LIMIT = 4000,         /* bytes of one block's text */
    CHAIRLIFT_PDF_BLOCKS_TEXT_LIMIT = 1024 * 1024, /* bytes of all blocks' texts */
    CHAIRLIFT_PDF_BOXES_LIMIT = 20,                /* of one abstract */
    CHAIRLIFT_PDF_AUTHORS_LIMIT = 200,
    CHAIRLIFT_PDF_NOTES = (CHAIRLIFT_PDF_TRUNCATED << 1) - 1 /* all there are */
};

/* What a request is sent as, numbers with the least significant byte first. decode is FALSE when
 * there is no such kind. */
void chairlift_pdf_request_encode(const PdfRequest *request,
                                  guint8 bytes[CHAIRLIFT_PDF_REQUEST_SIZE]);
gboolean chairlift_pdf_request_decode(const guint8 bytes[CHAIRLIFT_PDF_REQUEST_SIZE],
                                      PdfRequest *request);

/* Bytes that the body of the answer to a request may have. */
gsize chairlift_pdf_reply_limit(PdfRequestKind kind);

/* Header and body of a reply; file and message are left out. The texts must be within the limits
 * above. Free with g_free. */
char *chairlift_pdf_reply_encode(const ChairliftPdf *pdf, gsize *length);

/* Length of the body that follows a header, or 0 when it is more than limit. */
gsize chairlift_pdf_reply_length(const guint8 header[CHAIRLIFT_PDF_REPLY_HEADER], gsize limit);

/* Reads a body of length bytes. NULL when anything about it is not as encode writes it; no reason
 * is given, since all a user can be told is that the worker answered nonsense. */
ChairliftPdf *chairlift_pdf_reply_decode(const char *body, gsize length);

/* Whether a status is one that a worker can find out about a file that was handed to it. */
gboolean chairlift_pdf_is_from_worker(guint status);

/* One line for the user about a status; NULL for OK. Static. */
const char *chairlift_pdf_status_message(ChairliftPdfStatus status);

#endif
