/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf: a PDF file to title, abstract and structure.
 *
 * PDFs come from strangers, so they are parsed by worker processes (the program
 * chairlift-pdf-worker, the only one linked with poppler-glib), which hold no other data and are
 * bounded in time and memory; the library talks to them over sockets and believes nothing they say
 * unchecked. A worker that crashes or hangs costs one paper.
 */
#ifndef CHAIRLIFT_PDF_H
#define CHAIRLIFT_PDF_H

#include <glib.h>

#include "chairlift/export.h"
#include "chairlift/paper.h"
#include "chairlift/pdf_front.h"
#include "chairlift/pdf_picture.h"
#include "chairlift/pdf_structure.h"
#include "chairlift/pdf_traces.h"

G_BEGIN_DECLS

/* What kind of file it turned out to be. All but OK say why a paper has no text. */
typedef enum ChairliftPdfStatus {
    CHAIRLIFT_PDF_OK,
    CHAIRLIFT_PDF_UNREADABLE_FILE, /* no such file, no permission */
    CHAIRLIFT_PDF_EMPTY,           /* no bytes */
    CHAIRLIFT_PDF_NOT_A_PDF,
    CHAIRLIFT_PDF_DAMAGED,  /* a PDF that cannot be opened, even after repair */
    CHAIRLIFT_PDF_PASSWORD, /* needs a password to be opened */
    CHAIRLIFT_PDF_NO_TEXT,  /* scanned: no text layer */
    CHAIRLIFT_PDF_GARBLED,  /* text layer without usable characters (old Type 3 fonts) */
    CHAIRLIFT_PDF_TIMEOUT,  /* the worker took too long */
    CHAIRLIFT_PDF_CRASHED   /* the worker died or broke the protocol */
} ChairliftPdfStatus;

/* What is odd about a file. More than one may hold. */
typedef enum ChairliftPdfNote {
    CHAIRLIFT_PDF_SLIDES = 1 << 0,   /* pages wider than high: no paper */
    CHAIRLIFT_PDF_LONG = 1 << 1,     /* a hundred pages or more: a book or a thesis */
    CHAIRLIFT_PDF_TRUNCATED = 1 << 2 /* the end is missing */
} ChairliftPdfNote;

/* The style file that a paper was set with, told by its notices and measures. */
typedef enum ChairliftPdfTemplate {
    CHAIRLIFT_PDF_TEMPLATE_OTHER,   /* two columns, of another venue or a journal */
    CHAIRLIFT_PDF_TEMPLATE_ARTICLE, /* one column, of no venue: as authors post it on arXiv */
    CHAIRLIFT_PDF_TEMPLATE_NEURIPS,
    CHAIRLIFT_PDF_TEMPLATE_ICML,
    CHAIRLIFT_PDF_TEMPLATE_ICLR,
    CHAIRLIFT_PDF_TEMPLATE_COLM,
    CHAIRLIFT_PDF_TEMPLATE_ACL
} ChairliftPdfTemplate;

/* For whom it was set. */
typedef enum ChairliftPdfForm {
    CHAIRLIFT_PDF_FORM_UNKNOWN,
    CHAIRLIFT_PDF_FORM_REVIEW, /* anonymous, with line numbers, or "under review" */
    CHAIRLIFT_PDF_FORM_PREPRINT,
    CHAIRLIFT_PDF_FORM_FINAL /* camera-ready */
} ChairliftPdfForm;

typedef struct ChairliftPdf {
    char *file; /* as given */
    ChairliftPdfStatus status;
    char *message;              /* one line for the user when status is not OK, else NULL */
    char *title;                /* valid UTF-8, or NULL */
    char *abstract;             /* valid UTF-8, or NULL */
    double title_confidence;    /* 0 .. 1 */
    double abstract_confidence; /* 0 .. 1 */
    char *text;  /* the first page's running text: stands in for a missing abstract */
    guint pages; /* in the whole file */
    guint notes; /* of ChairliftPdfNote */
    ChairliftPdfTemplate page_template;
    ChairliftPdfForm form;
    guint template_year;              /* 0 when it shows nowhere */
    guint columns;                    /* of the first page: 1 or 2; 0 when not known */
    ChairliftPdfStructure *structure; /* NULL when it was not asked for, or there is none */
    ChairliftPdfFront *front;         /* likewise, and asked for with it */
    ChairliftPdfTraces *traces;       /* likewise */
} ChairliftPdf;

CHAIRLIFT_API void chairlift_pdf_free(ChairliftPdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPdf, chairlift_pdf_free)

/* Word for a status, as it stands in outputs: "ok", "password", "no-text", ... */
CHAIRLIFT_API const char *chairlift_pdf_status_name(ChairliftPdfStatus status);

/* Names of the notes that are set, as they stand in outputs ("slides"): an array ended by NULL, to
 * be freed with g_free; the strings are static. */
CHAIRLIFT_API const char **chairlift_pdf_note_names(guint notes);

/* Words as they stand in outputs: "neurips", "arxiv-article"; "review". */
CHAIRLIFT_API const char *chairlift_pdf_template_name(ChairliftPdfTemplate name);
CHAIRLIFT_API const char *chairlift_pdf_form_name(ChairliftPdfForm form);

/* A pool of worker processes. */
typedef struct ChairliftPdfPool ChairliftPdfPool;

typedef struct ChairliftPdfOptions {
    guint workers;         /* processes; 0 for one each processor */
    guint timeout_seconds; /* per file; 0 for the default, 20 */
    gboolean structure;    /* also read structure and front matter, which takes all pages */
    gboolean traces;       /* also what checking it takes: traces of who made it, and a structure
                              with blocks */
    const char *worker; /* path of chairlift-pdf-worker; NULL to look for it: environment variable
                           CHAIRLIFT_PDF_WORKER, beside the running program, then where it was
                           installed */
} ChairliftPdfOptions;

/* options may be NULL. NULL, with error set, when the worker program is not to be found. */
CHAIRLIFT_API ChairliftPdfPool *chairlift_pdf_pool_new(const ChairliftPdfOptions *options,
                                                       GError **error);
CHAIRLIFT_API void chairlift_pdf_pool_free(ChairliftPdfPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPdfPool, chairlift_pdf_pool_free)

/* Receives the result of files[index]; takes ownership. False stops the run. */
typedef gboolean (*ChairliftPdfFunction)(guint index, ChairliftPdf *pdf, gpointer user_data);

/* Reads files (NULL-terminated), many at a time, and hands over the results in the order of the
 * files. Every file gets a result. Returns FALSE only when function stopped it. */
CHAIRLIFT_API gboolean chairlift_pdf_pool_read(ChairliftPdfPool *pool, const char *const *files,
                                               ChairliftPdfFunction function, gpointer user_data);

/* Draws a page (from 1) of a file, so many pixels wide (0 for 1,000; at most
 * CHAIRLIFT_PDF_MAX_PIXELS), in a process of its own that is as confined as the others; waits for
 * it no longer than for a file that is read. May be called while pool_read runs, from its function.
 * NULL, with error set, when the file cannot be opened, has no such page, or its process failed. */
CHAIRLIFT_API ChairliftPdfPicture *chairlift_pdf_pool_render(ChairliftPdfPool *pool,
                                                             const char *file, guint page,
                                                             guint width, GError **error);

/* The same of the first page with what was found on it in boxes, and beside it of other pages where
 * something was found: a title after a cover, the abstract's end, the main text's, references.
 * width is that of each page. */
CHAIRLIFT_API ChairliftPdfPicture *chairlift_pdf_pool_show(ChairliftPdfPool *pool, const char *file,
                                                           guint width, GError **error);

/* Makes a paper of a result: id is the file's name without folders and ".pdf". */
CHAIRLIFT_API ChairliftPaper *chairlift_pdf_to_paper(const ChairliftPdf *pdf);

G_END_DECLS

#endif
