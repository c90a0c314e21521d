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

static PopplerDocument *warm_up(gboolean renders)
{
    /* Loads the C library's table for it, which stays loaded while a conversion is open: so it is
     * never closed. Without the table, properties in UTF-16 go unread. */
    g_iconv_open("UTF-8", "UTF-16BE");
    g_autoptr(GBytes) bytes = g_bytes_new_static(SMALLEST, sizeof SMALLEST - 1);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    if (document != NULL)
        chairlift_layout_page_free(worker_page(document, 0));
    if (document != NULL && renders) {
        cairo_surface_destroy(worker_draw(document, 0, 99)); /* has fontconfig read its settings */
        worker_mark_prepare();
    }
    return document;
}

/* Waits for a request. Returns the descriptor of the file, or -1 when the library has gone. */
static int receive_request(PdfRequest *request)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control;
    guint8 bytes[CHAIRLIFT_PDF_REQUEST_SIZE];
    struct iovec part = {.iov_base = bytes, .iov_len = sizeof bytes};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t got;
    do
        got = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *header = got == sizeof bytes ? CMSG_FIRSTHDR(&message) : NULL;
    if (header == NULL || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(sizeof(int)))
        return -1;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    return chairlift_pdf_request_decode(bytes, request) ? descriptor : -1;
}

static char *reply_to(GBytes *bytes, const PdfRequest *request, gsize *length)
{
    if (request->kind == PDF_REQUEST_RENDER || request->kind == PDF_REQUEST_SHOW)
        return worker_picture(bytes, request, length);
    g_autoptr(ChairliftPdf) pdf = worker_read(bytes, request->kind);
    return chairlift_pdf_reply_encode(pdf, length);
}

/* Maps the file, so that no more of it is read than is needed, and makes the reply. */
static char *read_file(int descriptor, const PdfRequest *request, gsize *length)
{
    struct stat about;
    void *mapped = MAP_FAILED;
    if (fstat(descriptor, &about) == 0 && about.st_size > 0)
        mapped = mmap(NULL, (gsize)about.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    gsize size = mapped != MAP_FAILED ? (gsize)about.st_size : 0;
    g_autoptr(GBytes) bytes = g_bytes_new_static(size > 0 ? mapped : NULL, size);
    char *reply = reply_to(bytes, request, length);
    if (size > 0)
        munmap(mapped, size);
    return reply;
}

static gboolean answer(const char *reply, gsize length)
{
    gsize sent = 0;
    while (sent < length) {
        ssize_t n = send(STDIN_FILENO, reply + sent, length - sent, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return FALSE;
        sent += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

/* The argument "render" makes it a process that can draw pages, which takes longer to start. */
int main(int argc, char **argv)
{
    gboolean renders = argc == 2 && strcmp(argv[1], "render") == 0;
    PopplerDocument *kept = warm_up(renders);
    if (kept == NULL || !worker_confine(renders))
        return EXIT_FAILURE;
    for (;;) {
        PdfRequest request;
        gsize length;
        int descriptor = receive_request(&request);
        if (descriptor < 0)
            break;
        g_autofree char *reply = read_file(descriptor, &request, &length);
        if (!answer(reply, length))
            break;
    }
    g_object_unref(kept);
    return EXIT_SUCCESS;
}
