/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which portion of the input a run does: one shard of it (--shard), and what an earlier run of the
 * same command left undone (--resume). */
#ifndef CHAIRLIFT_CLI_PORTION_H
#define CHAIRLIFT_CLI_PORTION_H

#include <glib.h>

/* Reads "2/8" as shard 1 of 8, numbered from 0. FALSE, with error set, also when one of the inputs
 * (NULL-terminated) is not there: that shifts all after it, and this part would not fit those of
 * machines that have it. */
gboolean portion_parse_shard(const char *text, char **inputs, guint *shard, guint *shards,
                             GError **error);

/* Whether a line of a file of records tells of a paper that failed. */
typedef gboolean (*PortionFailureFunction)(const char *line, gsize length);

/* What an earlier run has left in its file of records, one a line. */
typedef struct Portion {
    char *path;
    guint64 papers; /* whose records are kept: up to the last that did not fail */
    guint64 failed; /* of these */
    guint64 length; /* bytes of their records; what follows is done again */
    GString *last;  /* the records of the last of them, which this run makes again */
    guint repeated; /* how many papers these are */
    gsize compared; /* bytes of them that have come out the same */
} Portion;

/* Looks through the file, which has `lines` records for each paper; one that is not there is empty.
 * FALSE, with error set, when it cannot be read or is no file of records. */
gboolean portion_read(Portion *portion, const char *path, guint lines,
                      PortionFailureFunction is_failure, GError **error);
void portion_clear(Portion *portion);

/* Papers at the beginning that are not done again: all but the last ones, which show whether input,
 * models and options are still the same. */
guint64 portion_skip(const Portion *portion);

/* Whether the text, what this run makes of a paper, is among the records that are compared, and so
 * need not be written. FALSE with error set when it should be, and is not. */
gboolean portion_is_done(Portion *portion, const char *text, gsize length, gboolean *done,
                         GError **error);

/* After the last paper: FALSE, with error set, when the file tells of more papers than there are.
 */
gboolean portion_finish(const Portion *portion, GError **error);

#endif
