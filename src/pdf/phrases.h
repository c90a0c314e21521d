/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words of a row say about its part in a paper. */
#ifndef CHAIRLIFT_PDF_PHRASES_H
#define CHAIRLIFT_PDF_PHRASES_H

#include "rows.h"

/* The letters of a text in lower case, without anything else. Free with g_free. */
char *chairlift_phrases_letters(const char *text);

/* Whether a line is the heading of the abstract, or begins with it, set off from the text. */
gboolean chairlift_phrases_is_abstract(const LayoutLine *line);

/* Whether a line is a heading that abstracts sometimes have instead ("Summary"). */
gboolean chairlift_phrases_is_summary(const LayoutLine *line);

/* What follows the heading of the abstract in its own line; NULL when nothing does. Points into
 * text. */
const char *chairlift_phrases_run_in(const char *text);

/* Whether a row begins what follows abstracts: the first section, keywords, links, a figure. size
 * is that of the abstract's letters, points; 0 when it is not known. */
gboolean chairlift_phrases_ends_abstract(const LayoutRow *row, float size);

/* What follows the label of the keywords at a line's start ("Keywords:"): the rest of the line,
 * empty when the label stands alone; NULL without such a label. Points into text. */
const char *chairlift_phrases_keywords(const char *text);

/* Whether a row is a heading within structured abstracts ("Background", "Methods:"). */
gboolean chairlift_phrases_is_part_of_abstract(const LayoutRow *row);

/* Whether a row is what venues and publishers print above papers. */
gboolean chairlift_phrases_is_banner(const char *text);

/* Whether a row begins the caption of a figure or table. */
gboolean chairlift_phrases_is_caption(const char *text);

gboolean chairlift_phrases_ends_sentence(const char *text);

#endif
