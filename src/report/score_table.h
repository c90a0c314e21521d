/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores as a person reads them: one block of lines for each paper and venue. */
#ifndef CHAIRLIFT_REPORT_SCORE_TABLE_H
#define CHAIRLIFT_REPORT_SCORE_TABLE_H

#include "terminal.h"

#include "chairlift/model.h"
#include "chairlift/paper.h"
#include "chairlift/venue.h"

/* Appends the heading of a venue's table, with the theme probabilities from which a paper fits and
 * below which it does not, and the confidence from which a judgement needs no human. */
void chairlift_score_table_heading(GString *out, const ChairliftTerminal *terminal,
                                   const ChairliftVenue *venue, double fits, double does_not_fit,
                                   double sure);

/* Appends a paper's row: title, theme, and the topics that were assigned (or the likeliest one, in
 * brackets, when none was), and what is wrong with the paper, if anything. With a venue, the row is
 * one of several of the paper: it shows the venue's id, and the title too. */
void chairlift_score_table_row(GString *out, const ChairliftTerminal *terminal,
                               const ChairliftVenue *venue, const ChairliftPaper *paper,
                               const ChairliftScores *scores);

/* Appends the row of a paper that could not be read. */
void chairlift_score_table_failure(GString *out, const ChairliftTerminal *terminal,
                                   const ChairliftPaper *paper);

/* Appends the paper's id and the words that decided what is named (a topic, or the theme): those
 * for it and the strongest against when it was granted, the other way round when it was not.
 * evidence: [length], strongest first. */
void chairlift_score_table_reason(GString *out, const ChairliftTerminal *terminal,
                                  const ChairliftPaper *paper, const char *name, gboolean granted,
                                  const ChairliftEvidence *evidence, size_t length);

/* Appends the whole sum of a margin: the bias, the strongest contributions with their signs, and
 * what the rest of the paper adds, so that the figures shown add up to the margin shown. */
void chairlift_score_table_sum(GString *out, const ChairliftTerminal *terminal, const char *name,
                               double margin, double probability, double bias,
                               const ChairliftEvidence *evidence, size_t length);

#endif
