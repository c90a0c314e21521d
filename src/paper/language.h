/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PAPER_LANGUAGE_H
#define CHAIRLIFT_PAPER_LANGUAGE_H

#include <glib.h>

typedef struct ChairliftLanguageCounts {
    guint words;          /* separated by white space */
    guint function_words; /* English ones among them */
    guint letters;
    guint latin_letters;
} ChairliftLanguageCounts;

/* Adds up what text (valid UTF-8, or NULL) holds. */
void chairlift_language_count(ChairliftLanguageCounts *counts, const char *text);

/* Whether there is too little text to judge from. */
gboolean chairlift_language_is_short(const ChairliftLanguageCounts *counts);

/* Whether the text is surely not English; FALSE where it is too short to tell. */
gboolean chairlift_language_is_foreign(const ChairliftLanguageCounts *counts);

#endif
