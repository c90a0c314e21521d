/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores as a person reads them: one block of lines for each paper and venue. */
#ifndef CHAIRLIFT_REPORT_SCORE_TABLE_H
#define CHAIRLIFT_REPORT_SCORE_TABLE_H

#include "terminal.h"

#include "chairlift/model.h"
#include "chairlift/paper.h"
#include "chairlift/venue.h"

/* Appends the heading of a venue's table. */
void chairlift_score_table_heading(GString *out, const ChairliftTerminal *terminal,
                                   const ChairliftVenue *venue);

/* Appends a paper's row: title, theme, and the topics that were assigned (or the likeliest one, in
 * brackets, when none was), and what is wrong with the paper, if anything. With a venue, the row is
 * one of several of the paper: it shows the venue's id, and the title too. */
void chairlift_score_table_row(GString *out, const ChairliftTerminal *terminal,
                               const ChairliftVenue *venue, const ChairliftPaper *paper,
                               const ChairliftScores *scores);

/* Appends the row of a paper that could not be read. */
void chairlift_score_table_failure(GString *out, const ChairliftTerminal *terminal,
                                   const ChairliftPaper *paper);

/* Appends, in one line, the words that spoke for what is named (a topic, or the theme) and the
 * strongest against. evidence: [length], strongest first. */
void chairlift_score_table_reason(GString *out, const ChairliftTerminal *terminal, const char *name,
                                  const ChairliftEvidence *evidence, size_t length);

/* Appends the whole sum of a margin: the bias, the strongest contributions with their signs, and
 * what the rest of the paper adds, so that the figures shown add up to the margin shown. */
void chairlift_score_table_sum(GString *out, const ChairliftTerminal *terminal, const char *name,
                               double margin, double probability, double bias,
                               const ChairliftEvidence *evidence, size_t length);

#endif
