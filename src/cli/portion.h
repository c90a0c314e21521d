/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which portion of the input a run does: one shard of it (--shard), and what an earlier run of the
 * same command left undone (--resume). */
#ifndef CHAIRLIFT_CLI_PORTION_H
#define CHAIRLIFT_CLI_PORTION_H

#include <glib.h>

/* Reads "2/8" as shard 1 of 8, numbered from 0. */
gboolean portion_parse_shard(const char *text, guint *shard, guint *shards, GError **error);

/* Whether a line of a file of records tells of a paper that failed. */
typedef gboolean (*PortionFailureFunction)(const char *line, gsize length);

/* What an earlier run has left in its file of records, one a line. */
typedef struct Portion {
    char *path;
    guint64 papers; /* whose records are complete */
    guint64 failed; /* of these */
    guint64 length; /* bytes of their records; what follows is torn */
    GString *last;  /* the last paper's records, without the newline at their end, until this run
                       has made them again; NULL when there are none */
} Portion;

/* Looks through the file, which has `lines` records for each paper; one that is not there is empty.
 * FALSE, with error set, when it cannot be read or is no file of records. */
gboolean portion_read(Portion *portion, const char *path, guint lines,
                      PortionFailureFunction is_failure, GError **error);
void portion_clear(Portion *portion);

/* Papers at the beginning that are not done again: all but the last, which shows whether input,
 * models and options are still the same. */
guint64 portion_skip(const Portion *portion);

/* Whether the text, what this run makes of a paper, is the record that the file ends in, and so
 * need not be written. FALSE with error set when it should be, and is not. */
gboolean portion_is_done(Portion *portion, const char *text, gsize length, gboolean *done,
                         GError **error);

/* After the last paper: FALSE, with error set, when the file tells of more papers than there are.
 */
gboolean portion_finish(const Portion *portion, GError **error);

#endif
