/* SPDX-License-Identifier: GPL-3.0-or-later */
/* label: which papers to label next, and the labels that people give.
 *
 * A file of labels is JSON Lines as `chairlift corpus` reads it (corpus/README.md): a paper a line,
 * with its texts and with the labels that one call is trained by.
 */
#ifndef CHAIRLIFT_LABEL_H
#define CHAIRLIFT_LABEL_H

#include <glib.h>

#include "chairlift/exchange.h"
#include "chairlift/export.h"
#include "chairlift/features.h"
#include "chairlift/model.h"
#include "chairlift/paper.h"
#include "chairlift/venue.h"

G_BEGIN_DECLS

/* What a reader says of a paper. */
typedef struct ChairliftJudgement {
    char *id;       /* the paper's */
    int degree;     /* 2 in theme, 1 borderline, 0 out of it */
    GArray *topics; /* of guint: numbers of the venue's topics, best first */
} ChairliftJudgement;

CHAIRLIFT_API ChairliftJudgement *chairlift_judgement_new(const char *id, int degree);
CHAIRLIFT_API void chairlift_judgement_free(ChairliftJudgement *judgement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftJudgement, chairlift_judgement_free)

/* ---- which papers --------------------------------------------------------------------------- */

/* How much a reader's answer would tell, 0 to about 1.5: most where theme and topics are near their
 * thresholds. Topics count by how likely it is that the paper is in theme. */
CHAIRLIFT_API double chairlift_label_uncertainty(const ChairliftScores *scores);

/* Numbers of up to `count` of the papers ([length]), those to label first in front: the most
 * uncertain, each discounted by its likeness (cosine of vectors) to the papers chosen before it and
 * to those that are labelled already. Papers whose uncertainty is below 0 are never chosen. The
 * array is of guint. */
CHAIRLIFT_API GArray *chairlift_label_propose(const double *uncertainty,
                                              const ChairliftVector *vectors,
                                              const gboolean *labelled, guint length, guint count);

/* ---- a file of labels ----------------------------------------------------------------------- */

/* A file that is appended to record by record. A record is on disk when it has been added; a run
 * that was killed in the middle of one leaves a torn line, which the next one drops. */
typedef struct ChairliftLabelFile ChairliftLabelFile;

/* Opens or makes the file. Fails when it cannot be written, another run has it open, or a line is
 * no record. */
CHAIRLIFT_API ChairliftLabelFile *chairlift_label_file_open(const char *path, GError **error);
CHAIRLIFT_API void chairlift_label_file_free(ChairliftLabelFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftLabelFile, chairlift_label_file_free)

/* How many records it holds, and whether one of them is of this paper. */
CHAIRLIFT_API guint chairlift_label_file_records(const ChairliftLabelFile *file);
CHAIRLIFT_API gboolean chairlift_label_file_has(const ChairliftLabelFile *file, const char *id);

/* Appends a record; the paper must not be in the file. */
CHAIRLIFT_API gboolean chairlift_label_file_add(ChairliftLabelFile *file,
                                                const ChairliftVenue *venue,
                                                const ChairliftPaper *paper,
                                                const ChairliftJudgement *judgement,
                                                GError **error);

/* Takes the last record back, if there is one, and returns the id of its paper, to be freed with
 * g_free; NULL with or without error set. */
CHAIRLIFT_API char *chairlift_label_file_undo(ChairliftLabelFile *file, GError **error);

/* ---- labels as a table ---------------------------------------------------------------------- */

/* The table's headers, and a row for a paper to be labelled in a spreadsheet: what the model says
 * of it stands beside the two columns, "theme" and "topics", that are to be filled. */
CHAIRLIFT_API void chairlift_labels_append_header(GString *text);
CHAIRLIFT_API void chairlift_labels_append_row(GString *text, const ChairliftPaper *paper,
                                               const ChairliftScores *scores);

/* Reads labels from a table (comma-, tab- or semicolon-separated) with the columns id, theme (2, 1,
 * 0, or fits, borderline, does not fit) and topics (ids or names, best first, separated by ";" or
 * "|"): an array of ChairliftJudgement. A row with topics and no theme is in theme; one with
 * neither is passed over. NULL, with error set ("file:line: ..."), when something is wrong; no row
 * counts then. */
CHAIRLIFT_API GPtrArray *chairlift_labels_read_csv(ChairliftInput *input,
                                                   const ChairliftVenue *venue, GError **error);

G_END_DECLS

#endif
