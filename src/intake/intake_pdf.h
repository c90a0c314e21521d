/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_INTAKE_PDF_H
#define CHAIRLIFT_INTAKE_PDF_H

#include "chairlift/exchange.h"
#include "chairlift/pdf.h"

/* PDFs that are gathered, so that many are read at a time. */
typedef struct ChairliftPdfBatch ChairliftPdfBatch;

/* options may be NULL; they must outlive the batch. */
ChairliftPdfBatch *chairlift_pdf_batch_new(const ChairliftPdfOptions *options);
void chairlift_pdf_batch_free(ChairliftPdfBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPdfBatch, chairlift_pdf_batch_free)

void chairlift_pdf_batch_add(ChairliftPdfBatch *batch, const char *path);

/* Adds a PDF that is no plain file (standard input, a pipe, gzip'd): takes all of it into memory.
 * FALSE, with error set, when it cannot be read or is too large. */
gboolean chairlift_pdf_batch_add_input(ChairliftPdfBatch *batch, ChairliftInput *input,
                                       GError **error);

/* Reads all that were added and hands them over in that order; the batch is empty then. FALSE, with
 * error set, when there is no worker to read them. */
gboolean chairlift_pdf_batch_read(ChairliftPdfBatch *batch, ChairliftPaperFunction function,
                                  gpointer user_data, GError **error);

#endif
