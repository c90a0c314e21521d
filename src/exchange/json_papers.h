/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading papers from JSON step by step, for those who hand the steps to several threads: one cuts
 * the input into records, several understand plain records, and one at a time, in the order of the
 * input, takes the others. */
#ifndef CHAIRLIFT_EXCHANGE_JSON_PAPERS_H
#define CHAIRLIFT_EXCHANGE_JSON_PAPERS_H

#include "json_records.h"

typedef struct ChairliftJsonPapers ChairliftJsonPapers;

/* input and sink must outlive it. */
ChairliftJsonPapers *chairlift_json_papers_new(ChairliftInput *input,
                                               const ChairliftPaperSink *sink);

/* Likewise, of an input that is known to be JSON Lines: each line is a paper of its own, or a
 * broken one. */
ChairliftJsonPapers *chairlift_json_papers_new_lines(ChairliftInput *input,
                                                     const ChairliftPaperSink *sink);
void chairlift_json_papers_free(ChairliftJsonPapers *papers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftJsonPapers, chairlift_json_papers_free)

/* Cuts the input into records; see chairlift_json_records_read and chairlift_json_lines_read. */
gboolean chairlift_json_papers_read(ChairliftJsonPapers *papers,
                                    ChairliftJsonRecordFunction function, gpointer user_data,
                                    GError **error);

/* Reads a plain record into a paper of zeros, whose texts are written to room, of at least
 * chairlift_json_papers_room bytes; the paper is not to be freed. Authors, keywords, number and
 * pages are not read. FALSE when the record must be taken by chairlift_json_papers_take. May be
 * called by many threads at once. */
gboolean chairlift_json_papers_take_flat(const ChairliftJsonPapers *papers,
                                         const ChairliftJsonRecord *record, char *room,
                                         ChairliftPaper *paper);
gsize chairlift_json_papers_room(const ChairliftJsonPapers *papers,
                                 const ChairliftJsonRecord *record);

/* Notes, in the order of the input, that a plain record has been handed over: a value of another
 * shape after it is a broken paper and not a file of another kind. FALSE when an earlier record has
 * stopped the reading. */
gboolean chairlift_json_papers_count(ChairliftJsonPapers *papers);

/* Takes a record of any shape and hands its papers to the sink. FALSE when reading is to stop. */
gboolean chairlift_json_papers_take(ChairliftJsonPapers *papers, const ChairliftJsonRecord *record);

/* After the last record: says what was left out. FALSE, with error set (in place of another), when
 * a record showed that the input holds no papers. */
gboolean chairlift_json_papers_finish(ChairliftJsonPapers *papers, GError **error);

#endif
