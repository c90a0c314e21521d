/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PAPER_LANGUAGE_H
#define CHAIRLIFT_PAPER_LANGUAGE_H

#include <glib.h>

typedef struct ChairliftLanguage {
    gboolean is_short;   /* there is too little text to judge from */
    gboolean is_foreign; /* it is surely not English; FALSE where it is too short to tell */
} ChairliftLanguage;

/* What the texts of a paper (valid UTF-8, or NULL) are written in. It looks only as far as the
 * answer is open, because every abstract passes through here. */
ChairliftLanguage chairlift_language_of(const char *title, const char *abstract);

/* Whether a word, perhaps with punctuation around it, is an English function word. */
gboolean chairlift_is_function_word(const char *word, gsize length);

#endif
