/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIGNATURE_WITHIN = 1024 /* bytes from the start where readers look for "%PDF-" */ };

static ChairliftPdf *wrong_kind(ChairliftPdfStatus status)
{
    ChairliftPdf *pdf = g_new0(ChairliftPdf, 1);
    pdf->status = status;
    pdf->message = g_strdup(chairlift_pdf_status_message(status));
    return pdf;
}

static ChairliftPdf *unreadable(const char *why)
{
    ChairliftPdf *pdf = g_new0(ChairliftPdf, 1);
    pdf->status = CHAIRLIFT_PDF_UNREADABLE_FILE;
    pdf->message = g_strdup_printf("cannot be read: %s", why);
    return pdf;
}

int chairlift_pdf_open(const char *path, ChairliftPdf **wrong)
{
    /* Not blocking, so that a named pipe does not hold us up. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        *wrong = unreadable(g_strerror(errno));
        return -1;
    }
    struct stat about;
    char start[SIGNATURE_WITHIN];
    ssize_t got = fstat(descriptor, &about) != 0 ? -1 : 0;
    if (got == 0 && S_ISREG(about.st_mode))
        got = pread(descriptor, start, sizeof start, 0);
    *wrong = NULL;
    if (got < 0)
        *wrong = unreadable(g_strerror(errno));
    else if (!S_ISREG(about.st_mode))
        *wrong = unreadable(S_ISDIR(about.st_mode) ? "it is a folder" : "it is not a file");
    else if (got == 0)
        *wrong = wrong_kind(CHAIRLIFT_PDF_EMPTY);
    else if (memmem(start, (gsize)got, "%PDF-", 5) == NULL)
        *wrong = wrong_kind(CHAIRLIFT_PDF_NOT_A_PDF);
    if (*wrong == NULL)
        return descriptor;
    close(descriptor);
    return -1;
}
