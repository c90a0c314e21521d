/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf, continued: everything in a PDF that may tell who made it, for checking its anonymity. */
#ifndef CHAIRLIFT_PDF_TRACES_H
#define CHAIRLIFT_PDF_TRACES_H

#include <glib.h>

#include "chairlift/export.h"

G_BEGIN_DECLS

typedef enum ChairliftTraceKind {
    CHAIRLIFT_TRACE_TEXT,       /* a line of a page; name: its beginning, where that is set in other
                                   letters than the rest ("Acknowledgements."), or "rotated" */
    CHAIRLIFT_TRACE_LINK,       /* where a link leads; name: the text it lies under */
    CHAIRLIFT_TRACE_ANNOTATION, /* an entry of a comment or mark; name: its key, "T" for whose it
                                   is, "Contents" for what it says */
    CHAIRLIFT_TRACE_FORM,       /* an entry of a form's field; name: its key, "V" for the value */
    CHAIRLIFT_TRACE_PROPERTY,   /* of the document; name: "Author", "Producer", ... */
    CHAIRLIFT_TRACE_XMP,        /* the same as XMP; name: "dc:creator", "xmp:CreatorTool", ... */
    CHAIRLIFT_TRACE_ATTACHMENT, /* name: its file's name; text: what it says, as far as it is text,
                                   or its name again */
    CHAIRLIFT_TRACE_PATH,       /* a file's name; name: the key, "PTEX.FileName" for where an
                                   included figure lay when the paper was set */
    CHAIRLIFT_TRACE_FIGURE,     /* a property of an included figure, as the document's */
    CHAIRLIFT_TRACE_IMAGE,      /* of an image's EXIF, IPTC or XMP; name: "Artist", ... */
    CHAIRLIFT_TRACE_OTHER,      /* any other string of the file (the name of a layer or a font,
                                   alternative text, a program's private data); name: its key */
    CHAIRLIFT_TRACE_KINDS
} ChairliftTraceKind;

typedef struct ChairliftTrace {
    ChairliftTraceKind kind;
    guint page;                      /* from 1; 0 for the file as a whole */
    double left, top, right, bottom; /* on the page, as fractions of its width and height from the
                                        upper left corner; all 0 for the page as a whole */
    double size;                     /* of a line's letters, points; else 0 */
    char *name;                      /* see above; valid UTF-8 in one line, perhaps empty */
    char *text;                      /* likewise, not empty */
} ChairliftTrace;

typedef struct ChairliftPdfTraces {
    GPtrArray *list; /* of ChairliftTrace: page by page the lines, column after column from top to
                        bottom, and the links; then the others */
    gboolean incomplete; /* there was more than is looked at */
} ChairliftPdfTraces;

/* "text", "link", ... for outputs. */
CHAIRLIFT_API const char *chairlift_trace_kind_name(ChairliftTraceKind kind);

CHAIRLIFT_API ChairliftPdfTraces *chairlift_pdf_traces_new(void);
CHAIRLIFT_API void chairlift_pdf_traces_free(ChairliftPdfTraces *traces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPdfTraces, chairlift_pdf_traces_free)

/* Adds a trace, copying it; name and text (which may be any bytes) are cleaned, and cut where they
 * are too long. What is without text is left out; so is, with `incomplete` set, what is beyond
 * the number of traces that a file may have. */
CHAIRLIFT_API void chairlift_pdf_traces_add(ChairliftPdfTraces *traces,
                                            const ChairliftTrace *trace);

G_END_DECLS

#endif
