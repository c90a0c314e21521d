/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pool's parts share. */
#ifndef CHAIRLIFT_PDF_POOL_H
#define CHAIRLIFT_PDF_POOL_H

#include "process.h"

struct ChairliftPdfPool {
    char *worker; /* path of the program */
    guint timeout_seconds;
    PdfRequest request; /* what is asked about each file of a batch */
    guint n_workers;
    WorkerProcess *workers; /* [n_workers], for batches */
    WorkerProcess single;   /* for questions about one file; started when first needed */
    WorkerProcess renderer; /* likewise, for pictures */
};

/* Opens a file that may be a PDF. Returns the descriptor, or -1 and what is wrong: a new result
 * with status and message. */
int chairlift_pdf_open(const char *path, ChairliftPdf **wrong);

/* Asks one question about one file and waits for the answer: its body, of *length bytes, which the
 * pool holds until the next question. Nothing of it is checked but its length. NULL, with error set
 * to a line that names the file, when it cannot be opened or its process failed. */
const guint8 *chairlift_pdf_pool_ask(ChairliftPdfPool *pool, const char *file,
                                     const PdfRequest *request, gsize *length, GError **error);

/* Ends the process that answered last, whose answer was nonsense, and says so in error. */
void chairlift_pdf_pool_refuse(ChairliftPdfPool *pool, const char *file, const PdfRequest *request,
                               GError **error);

#endif
