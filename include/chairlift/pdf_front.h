/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf, continued: where a paper's title, authors, abstract and keywords stand, for checking it
 * against a venue's rules and for showing what was found. Nothing of it is ever scored. */
#ifndef CHAIRLIFT_PDF_FRONT_H
#define CHAIRLIFT_PDF_FRONT_H

#include <glib.h>

#include "chairlift/export.h"

G_BEGIN_DECLS

/* A rectangle on a page, in points from its top left corner. */
typedef struct ChairliftPdfBox {
    guint page; /* from 1; 0 when there is no such box */
    double left, top, right, bottom;
} ChairliftPdfBox;

typedef enum ChairliftPdfAuthorPart {
    CHAIRLIFT_PDF_AUTHOR_NAME, /* what is none of the others */
    CHAIRLIFT_PDF_AUTHOR_AFFILIATION,
    CHAIRLIFT_PDF_AUTHOR_EMAIL,
    CHAIRLIFT_PDF_AUTHOR_NOTE,     /* equal contribution, correspondence, a date, a link */
    CHAIRLIFT_PDF_AUTHOR_ANONYMOUS /* what templates put there for review: "Anonymous Authors" */
} ChairliftPdfAuthorPart;

/* A line between title and abstract, or of a footnote on the first page that says who wrote it. */
typedef struct ChairliftPdfAuthorLine {
    char *text; /* valid UTF-8 */
    ChairliftPdfAuthorPart part;
    ChairliftPdfBox box;
} ChairliftPdfAuthorLine;

typedef struct ChairliftPdfFront {
    ChairliftPdfBox title;
    GArray *abstract;   /* of ChairliftPdfBox: one for each column or page that it stands in */
    GPtrArray *authors; /* of ChairliftPdfAuthorLine, from top to bottom */
    char *keywords;     /* valid UTF-8, or NULL */
    ChairliftPdfBox keywords_box;
} ChairliftPdfFront;

CHAIRLIFT_API ChairliftPdfFront *chairlift_pdf_front_new(void);
CHAIRLIFT_API void chairlift_pdf_front_free(ChairliftPdfFront *front);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPdfFront, chairlift_pdf_front_free)

/* Whether the author block says that it is anonymous. */
CHAIRLIFT_API gboolean chairlift_pdf_front_is_anonymous(const ChairliftPdfFront *front);

/* Word for a part, as it stands in outputs: "name", "affiliation", "email", "note",
 * "anonymous". */
CHAIRLIFT_API const char *chairlift_pdf_author_part_name(ChairliftPdfAuthorPart part);

G_END_DECLS

#endif
