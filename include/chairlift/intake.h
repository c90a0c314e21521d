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
    /* One of `shards` equal parts of the input, 0 .. shards - 1; shards 0 is all of it. The parts
     * have no paper in common, and together all; a paper's part depends on its place in the input
     * alone. Ids are made unique within a part. */
    guint shard, shards;
    /* The inputs are JSON Lines: nothing is recognised, every line is a paper or a broken one, and
     * an input without lines holds no papers, which is no error. */
    gboolean lines;
    guint64 skip; /* papers (of the part) at the beginning that are not handed over; PDFs among them
                     are not even read */
} ChairliftIntakeOptions;

typedef struct ChairliftIntakeCounts {
    guint64 papers; /* handed over or skipped, including those that failed */
    guint64 failed; /* those that have paper->failure set; not counting skipped PDFs */
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

/* Appends to *text what a paper comes to. Called by several threads at once, each with its own
 * worker. Of papers from JSON, authors, keywords, number and pages may be missing. Sets error to
 * stop the run. */
typedef void (*ChairliftPaperMap)(const ChairliftPaper *paper, GString *text, gpointer worker,
                                  GError **error);

/* Takes the text that map made of a paper. Called by one thread, in the order of the input. FALSE
 * stops the run. */
typedef gboolean (*ChairliftPaperResult)(const ChairliftPaper *paper, const char *text,
                                         gsize length, gpointer user_data);

typedef struct ChairliftMapping {
    guint threads;     /* 1 or more; with 1 all is done by the calling thread */
    gpointer *workers; /* [threads] one for each */
    ChairliftPaperMap map;
    ChairliftPaperResult result;
    gpointer user_data; /* of result */
} ChairliftMapping;

/* As chairlift_intake_read, but papers become texts in several threads. Results come in the same
 * order and are the same for any number of them; the memory used does not depend on how many papers
 * there are, but for 16 to 32 bytes each by which their ids are known again. FALSE also when map
 * has set an error. */
CHAIRLIFT_API gboolean chairlift_intake_map(const char *const *inputs,
                                            const ChairliftIntakeOptions *options,
                                            const ChairliftMapping *mapping,
                                            ChairliftIntakeCounts *counts, GError **error);

G_END_DECLS

#endif
