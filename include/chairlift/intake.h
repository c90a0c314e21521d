/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: whatever the user names, as papers.
 *
 * Inputs are files, folders and "-"; what each file is (PDF, JSON, CSV, text, any of them gzip'd)
 * is recognised from its first bytes. Papers come in the order of the inputs, and of the names in a
 * folder; every one has an id of its own. One broken file costs its own row and nothing else.
 */
#ifndef CHAIRLIFT_INTAKE_H
#define CHAIRLIFT_INTAKE_H

#include <glib.h>

#include "chairlift/exchange.h"
#include "chairlift/export.h"
#include "chairlift/paper.h"
#include "chairlift/pdf.h"

G_BEGIN_DECLS

typedef struct ChairliftIntakeOptions {
    ChairliftWarningFunction warning; /* or NULL */
    gpointer warning_data;
    const ChairliftPdfOptions *pdf; /* for the workers that read PDFs, or NULL */
} ChairliftIntakeOptions;

typedef struct ChairliftIntakeCounts {
    guint64 papers; /* handed over, including those that failed */
    guint64 failed; /* handed over with paper->failure set */
} ChairliftIntakeCounts;

/* Reads all papers of the inputs (NULL-terminated) and hands them over one by one; options may be
 * NULL. Folders are read with the folders in them; names that begin with a dot, and files that
 * hold no papers, are left out.
 *
 * TRUE when papers were handed over, or function stopped the run: the program's exit status is then
 * 0, or 1 when counts->failed is not 0. FALSE, with error set, when there is nothing to hand over
 * because the only input cannot be read or holds no paper, or when there is no worker to read PDFs:
 * exit status 2. With several inputs, one that cannot be read becomes a paper with `failure`. An id
 * that an earlier paper has gets a suffix ("id~2") and CHAIRLIFT_PAPER_DUPLICATE_ID. */
CHAIRLIFT_API gboolean chairlift_intake_read(const char *const *inputs,
                                             const ChairliftIntakeOptions *options,
                                             ChairliftPaperFunction function, gpointer user_data,
                                             ChairliftIntakeCounts *counts, GError **error);

G_END_DECLS

#endif
