/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exchange: other programs' formats, in and out.
 *
 * Readers take a ChairliftInput and hand over one paper after the other, so that memory does not
 * depend on how many there are. A record that is broken becomes a paper with `failure`; a file that
 * breaks off delivers what came before and then fails. What an input is, the room intake finds out.
 */
#ifndef CHAIRLIFT_EXCHANGE_H
#define CHAIRLIFT_EXCHANGE_H

#include <glib.h>

#include "chairlift/export.h"
#include "chairlift/model.h"
#include "chairlift/paper.h"

G_BEGIN_DECLS

/* ---- where bytes come from ------------------------------------------------------------------ */

/* A file, pipe or standard input, decompressed when it is gzip'd and converted when it is UTF-16;
 * a byte order mark is left out. */
typedef struct ChairliftInput ChairliftInput;

/* Bytes that chairlift_input_peek shows at most: enough to tell what the input is. */
enum { CHAIRLIFT_PEEK_SIZE = 16384 };

/* path "-" is standard input. NULL, with error set, when it cannot be opened or is no file (a
 * folder, a device, a pipe that nobody writes to). */
CHAIRLIFT_API ChairliftInput *chairlift_input_open(const char *path, GError **error);

/* Reads from memory, which must outlive it. name stands in messages. */
CHAIRLIFT_API ChairliftInput *chairlift_input_new_for_bytes(const char *name, const void *bytes,
                                                            gsize length);
CHAIRLIFT_API void chairlift_input_free(ChairliftInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftInput, chairlift_input_free)

/* The path as given; "stdin" for standard input. */
CHAIRLIFT_API const char *chairlift_input_name(const ChairliftInput *input);

/* Whether the bytes are those of a plain file that can be opened again by its name. */
CHAIRLIFT_API gboolean chairlift_input_is_plain_file(const ChairliftInput *input);

/* The first bytes (CHAIRLIFT_PEEK_SIZE, or fewer when the input is shorter), without taking them;
 * only before the first chairlift_input_next. Not NUL-terminated. NULL, with error set, when
 * reading fails. */
CHAIRLIFT_API const char *chairlift_input_peek(ChairliftInput *input, gsize *length,
                                               GError **error);

/* The next bytes, valid until the next call; *length 0 at the end. FALSE, with error set, when
 * reading fails. */
CHAIRLIFT_API gboolean chairlift_input_next(ChairliftInput *input, const char **bytes,
                                            gsize *length, GError **error);

/* ---- readers of papers ---------------------------------------------------------------------- */

/* Bytes that one record (a note, a row, a text) may have. */
enum { CHAIRLIFT_RECORD_LIMIT = 16 * 1024 * 1024 };

/* Told what a user should know although nothing failed: one line, naming the file. */
typedef void (*ChairliftWarningFunction)(const char *message, gpointer user_data);

/* Where a reader's papers and warnings go. */
typedef struct ChairliftPaperSink {
    ChairliftPaperFunction paper;
    ChairliftWarningFunction warning; /* or NULL */
    gpointer user_data;               /* given to both */
} ChairliftPaperSink;

/* Each reads all papers of the input. TRUE when it came to the end or was stopped by sink->paper;
 * FALSE, with error set ("file:line: ..."), when the input cannot be read or broken off. */

/* JSON: OpenReview notes (API 1 and 2), HotCRP papers, and records {id, title, abstract, authors,
 * keywords}: as one array, as {"notes": [...]} or {"papers": [...]}, as {id: record, ...}, as one
 * record, or one a line. What was withdrawn, desk-rejected or deleted, HotCRP's drafts, and replies
 * to notes are left out with a warning that says how many. */
CHAIRLIFT_API gboolean chairlift_papers_read_json(ChairliftInput *input,
                                                  const ChairliftPaperSink *sink, GError **error);

/* CSV, tab- or semicolon-separated, or a spreadsheet as XML, with a row of headers among its first
 * rows: OpenReview's console, CMT, or any that has columns called title and abstract. */
CHAIRLIFT_API gboolean chairlift_papers_read_csv(ChairliftInput *input,
                                                 const ChairliftPaperSink *sink, GError **error);

/* One paper as plain text: the first paragraph is its title and the rest its abstract, unless
 * labels ("Title:", "Abstract:") say otherwise. Its id is the file's name without suffix. */
CHAIRLIFT_API gboolean chairlift_papers_read_text(ChairliftInput *input,
                                                  const ChairliftPaperSink *sink, GError **error);

/* Whether these first bytes are a table with the columns that chairlift_papers_read_csv wants. */
CHAIRLIFT_API gboolean chairlift_papers_is_csv(const char *bytes, gsize length);

/* ---- where results go ----------------------------------------------------------------------- */

/* A file that appears, complete, when it is committed, and leaves nothing behind when it is not; or
 * standard output; or a device or pipe, which is written at once. */
typedef struct ChairliftOutput ChairliftOutput;

/* path NULL or "-" is standard output. NULL, with error set, when it cannot be written. */
CHAIRLIFT_API ChairliftOutput *chairlift_output_open(const char *path, GError **error);

/* A file that is written at its place as results come, after its first `length` bytes: the records
 * of an earlier run. What follows them, a torn record, is dropped by the first write. No other run
 * can open it in this way meanwhile. The file is never taken back: a run that ends at any moment
 * leaves the records it wrote. */
CHAIRLIFT_API ChairliftOutput *chairlift_output_resume(const char *path, guint64 length,
                                                       GError **error);

/* FALSE, with error set, when the disk is full, the reader gone, ...; the output is then useless
 * and is freed without being committed. Bytes are buffered. */
CHAIRLIFT_API gboolean chairlift_output_write(ChairliftOutput *output, const char *bytes,
                                              gsize length, GError **error);

/* Hands what is buffered to the system: for output that somebody watches. */
CHAIRLIFT_API gboolean chairlift_output_flush(ChairliftOutput *output, GError **error);

/* Writes what is buffered and puts the file in its place. Nothing may be written after that. */
CHAIRLIFT_API gboolean chairlift_output_commit(ChairliftOutput *output, GError **error);

/* Drops what was not committed. Takes NULL. */
CHAIRLIFT_API void chairlift_output_free(ChairliftOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftOutput, chairlift_output_free)

/* ---- scores --------------------------------------------------------------------------------- */

/* JSON: an array of records. JSONL: a record a line. A record is
 *
 *   {"id", "source", "title", "venue",
 *    "theme": {"probability", "verdict"}, "confidence", "needs_human",
 *    "topics": [{"id", "probability", "assigned"}, ... every topic, most probable first],
 *    "flags": []}
 *
 * where theme and topics also have "margin", "bias" and "evidence": [{"term", "field",
 * "contribution"}] when it was asked for. A paper that failed has
 * {"id", "source", "title": null, "venue", "error", "flags"}.
 *
 * CSV (RFC 4180): a row for each paper and venue, under the headers
 *
 *   id,source,title,venue,theme_probability,theme_verdict,confidence,needs_human,topics,
 *   topic_probabilities,flags,error
 *
 * topics: the assigned ones' ids joined by "|"; topic_probabilities: "id=0.930000" of every topic,
 * joined likewise; these are the same columns for every venue. A text that a spreadsheet would take
 * for a formula begins with "'".
 *
 * Probabilities have six decimals, margins and contributions nine significant digits. All is valid
 * UTF-8. */
typedef enum ChairliftScoresFormat {
    CHAIRLIFT_SCORES_JSON,
    CHAIRLIFT_SCORES_JSONL,
    CHAIRLIFT_SCORES_CSV
} ChairliftScoresFormat;

/* Gives the evidence for one topic (or CHAIRLIFT_THEME), as chairlift_model_explain does, whose
 * arguments these are. NULL for none. */
typedef const ChairliftEvidence *(*ChairliftExplainFunction)(size_t topic, size_t *length,
                                                             double *bias, gpointer user_data);

/* Appends the record of one paper and venue to a text; it is independent of all other records, so
 * threads may make them. scores is NULL for a paper that failed. explain is NULL when evidence is
 * not wanted; CSV has none. */
CHAIRLIFT_API void chairlift_scores_append(GString *text, ChairliftScoresFormat format,
                                           const ChairliftPaper *paper, const char *venue,
                                           const ChairliftScores *scores,
                                           ChairliftExplainFunction explain, gpointer user_data);

/* What stands between two records of a file; not before the first nor after the last. */
CHAIRLIFT_API const char *chairlift_scores_separator(ChairliftScoresFormat format);

/* Puts records together to what stands in a file: headers, brackets, commas. */
typedef struct ChairliftScoresWriter ChairliftScoresWriter;

/* output must outlive the writer, and is committed by the caller. */
CHAIRLIFT_API ChairliftScoresWriter *chairlift_scores_writer_new(ChairliftOutput *output,
                                                                 ChairliftScoresFormat format);
CHAIRLIFT_API void chairlift_scores_writer_free(ChairliftScoresWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftScoresWriter, chairlift_scores_writer_free)

/* Writes one record that chairlift_scores_append made, or several with chairlift_scores_separator
 * between them. */
CHAIRLIFT_API gboolean chairlift_scores_writer_write(ChairliftScoresWriter *writer,
                                                     const char *record, gsize length,
                                                     GError **error);

/* Writes what comes after the last record. */
CHAIRLIFT_API gboolean chairlift_scores_writer_finish(ChairliftScoresWriter *writer,
                                                      GError **error);

G_END_DECLS

#endif
