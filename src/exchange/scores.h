/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_SCORES_H
#define CHAIRLIFT_EXCHANGE_SCORES_H

#include "chairlift/exchange.h"

/* Appends a string with quotation marks and escapes, or null. */
void chairlift_json_append_string(GString *text, const char *string);

enum { CHAIRLIFT_PROBABILITY_SIZE = 8 }; /* bytes of 0.123456 */

/* Writes 0.123456, whatever the locale, or "null" for what is no number; returns its end. */
char *chairlift_scores_put_probability(char *out, double probability);

/* Appends that. */
void chairlift_scores_append_probability(GString *text, double probability);

/* Whether there are any of the flags below. */
gboolean chairlift_scores_have_flags(const ChairliftPaper *paper, const ChairliftScores *scores);

/* The flags of a paper and its scores (NULL if it failed), as chairlift_paper_flag_names gives
 * them; free with g_free. */
const char **chairlift_scores_flag_names(const ChairliftPaper *paper,
                                         const ChairliftScores *scores);

/* One record, without what separates records. */
void chairlift_scores_append_json(GString *text, const ChairliftPaper *paper, const char *venue,
                                  const ChairliftScores *scores, ChairliftExplainFunction explain,
                                  gpointer user_data);

/* One row with its line end, and the row of headers. */
void chairlift_scores_append_csv(GString *text, const ChairliftPaper *paper, const char *venue,
                                 const ChairliftScores *scores);
extern const char CHAIRLIFT_SCORES_CSV_HEADERS[];

#endif
