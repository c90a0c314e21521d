/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line of the author block is, by its words. */
#ifndef CHAIRLIFT_PDF_AUTHOR_PARTS_H
#define CHAIRLIFT_PDF_AUTHOR_PARTS_H

#include <glib.h>

#include "chairlift/pdf_front.h"

/* NAME is what is left when the words say nothing else. */
ChairliftPdfAuthorPart chairlift_author_part(const char *text);

/* Whether a line begins with what refers to footnotes, or affiliations, and goes on with a word:
 * "1MIT", "* Equal contribution". */
gboolean chairlift_author_is_marked(const char *text);

/* How many words of a text are of no kind that stands among names of people, places and
 * institutions: sentences have some. */
guint chairlift_author_prose_words(const char *text);

/* Whether a text says who wrote the paper, how they share the credit or whom to write to. */
gboolean chairlift_author_is_remark(const char *text);

#endif
