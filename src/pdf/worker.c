/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift-pdf-worker: reads the PDFs that the library hands to it, one after the other.
 *
 * Its standard input is a socket to the library (message.h); it ends when that is closed. It holds
 * nothing but the file at hand and can do nothing but answer (worker_confine.c). */
#include "worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The smallest document, to have poppler set itself up before the worker is confined. While it is
 * open, poppler also keeps what it has set up. */
static const char SMALLEST[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 "
    "R>>>>>>endobj\n"
    "4 0 obj<</Length 36>>stream\nBT /F 9 Tf 9 9 Td (chairlift) Tj ET \nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n";

static PopplerDocument *warm_up(void)
{
    /* Loads the C library's table for it, which stays loaded while a conversion is open: so it is
     * never closed. Without the table, properties in UTF-16 go unread. */
    g_iconv_open("UTF-8", "UTF-16BE");
    g_autoptr(GBytes) bytes = g_bytes_new_static(SMALLEST, sizeof SMALLEST - 1);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    if (document != NULL)
        chairlift_layout_page_free(worker_page(document, 0));
    return document;
}

/* Waits for a request. Returns the descriptor of the file, or -1 when the library has gone. */
static int receive_request(PdfRequest *request)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control;
    char byte = 0;
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t got;
    do
        got = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *header = got == 1 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header == NULL || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(sizeof(int)))
        return -1;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    *request = byte == PDF_REQUEST_STRUCTURE || byte == PDF_REQUEST_TRACES ? (PdfRequest)byte
                                                                           : PDF_REQUEST_TEXT;
    return descriptor;
}

static ChairliftPdf *read_file(int descriptor, PdfRequest request)
{
    struct stat about;
    void *mapped = MAP_FAILED;
    if (fstat(descriptor, &about) == 0 && about.st_size > 0)
        mapped = mmap(NULL, (gsize)about.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (mapped == MAP_FAILED) {
        ChairliftPdf *pdf = g_new0(ChairliftPdf, 1);
        pdf->status = CHAIRLIFT_PDF_DAMAGED;
        return pdf;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_static(mapped, (gsize)about.st_size);
    ChairliftPdf *pdf = worker_read(bytes, request);
    munmap(mapped, (gsize)about.st_size);
    return pdf;
}

static gboolean answer(const ChairliftPdf *pdf)
{
    gsize length, sent = 0;
    g_autofree char *reply = chairlift_pdf_reply_encode(pdf, &length);
    while (sent < length) {
        ssize_t n = send(STDIN_FILENO, reply + sent, length - sent, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return FALSE;
        sent += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

int main(void)
{
    PopplerDocument *kept = warm_up();
    if (kept == NULL || !worker_confine())
        return EXIT_FAILURE;
    for (;;) {
        PdfRequest request;
        int descriptor = receive_request(&request);
        if (descriptor < 0)
            break;
        g_autoptr(ChairliftPdf) pdf = read_file(descriptor, request);
        if (!answer(pdf))
            break;
    }
    g_object_unref(kept);
    return EXIT_SUCCESS;
}
