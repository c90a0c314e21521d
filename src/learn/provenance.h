/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How labels came about: a corpus holds statements, and each label knows which of them is its own.
 *
 * In papers.jsonl the first line has the statements: "provenance": a text, or a list of texts. A
 * label is of the first one unless its paper says otherwise: "provenance": {"theme": 1}. */
#ifndef CHAIRLIFT_LEARN_PROVENANCE_H
#define CHAIRLIFT_LEARN_PROVENANCE_H

#include "corpus.h"
#include "records.h"

/* The number of a statement, which is added unless it is there. */
guint chairlift_provenance_add(ChairliftCorpus *corpus, const char *statement);

/* The statements as they stand in the first line, and a paper's numbers: NULL when all its labels
 * are of the first. */
json_t *chairlift_provenance_to_json(const ChairliftCorpus *corpus);
json_t *chairlift_provenance_of_paper_to_json(const ChairliftCorpusPaper *paper);

/* Both read back. The paper must have its labels already. */
gboolean chairlift_provenance_read(ChairliftCorpus *corpus, json_t *header,
                                   ChairliftLineReader *lines, GError **error);
gboolean chairlift_provenance_read_paper(const ChairliftCorpus *corpus, json_t *record,
                                         ChairliftCorpusPaper *paper, ChairliftLineReader *lines,
                                         GError **error);

#endif
