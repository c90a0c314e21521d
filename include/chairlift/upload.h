/* SPDX-License-Identifier: GPL-3.0-or-later */
/* upload: is a file of scores, assignments or conflicts what a conference system will take?
 *
 * The systems themselves say little: OpenReview drops rows of affinity scores with unknown ids
 * without a word, and turns negative scores into 0. So such a file is read here as its system reads
 * it, and compared with the papers and people that it is about.
 */
#ifndef CHAIRLIFT_UPLOAD_H
#define CHAIRLIFT_UPLOAD_H

#include <glib.h>

#include "chairlift/exchange.h"
#include "chairlift/export.h"
#include "chairlift/routing.h"

G_BEGIN_DECLS

typedef enum ChairliftUploadFormat {
    CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, /* paper,person,score without a header */
    CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES,  /* JSON */
    CHAIRLIFT_UPLOAD_HOTCRP,            /* bulk assignment or preferences: CSV */
    CHAIRLIFT_UPLOAD_CMT,               /* XML */
    CHAIRLIFT_UPLOAD_TABLE,             /* CSV with the columns paper and chair, as route writes */
    CHAIRLIFT_UPLOAD_ROUTING            /* JSON, likewise */
} ChairliftUploadFormat;

/* What a row says of its pair. */
typedef enum ChairliftUploadKind {
    CHAIRLIFT_UPLOAD_SCORE,
    CHAIRLIFT_UPLOAD_ASSIGNMENT,
    CHAIRLIFT_UPLOAD_CONFLICT,
    CHAIRLIFT_UPLOAD_PREFERENCE,
    CHAIRLIFT_UPLOAD_KINDS
} ChairliftUploadKind;

typedef struct ChairliftUploadRow {
    ChairliftUploadKind kind;
    int role;           /* a ChairliftRole; -1 where the file does not say */
    const char *paper;  /* as the file has it; NULL when it is empty */
    const char *person; /* likewise */
    const char *score;  /* likewise, and NULL where the format has none */
    const char *title;  /* of the paper, and what the person is called: as the file says it beside
                           what it knows them by, or NULL */
    const char *called;
    const char *problem; /* NULL, or what is wrong with the row by itself */
    guint64 line;        /* from 1 */
} ChairliftUploadRow;

typedef struct ChairliftUpload {
    char *name; /* of the file, for messages */
    ChairliftUploadFormat format;
    guint64 bytes;              /* of the file; 0 when not counted */
    guint64 without_permission; /* edges that do not say who may read and write them */
    GPtrArray *rows;            /* of ChairliftUploadRow */
    GStringChunk *texts;        /* of the rows, each text once: there may be millions of rows */
} ChairliftUpload;

/* Reads a file of one of the formats, which is told from its content. Rows that say nothing of a
 * paper and a person are left out. NULL, with error set ("file:line: ..."), when it cannot be read
 * or is none of them. */
CHAIRLIFT_API ChairliftUpload *chairlift_upload_read(ChairliftInput *input, GError **error);
CHAIRLIFT_API void chairlift_upload_free(ChairliftUpload *upload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftUpload, chairlift_upload_free)

/* "OpenReview's affinity scores", ... */
CHAIRLIFT_API const char *chairlift_upload_format_name(ChairliftUploadFormat format);

/* Something that is wrong with an upload. */
typedef struct ChairliftUploadFinding {
    gboolean is_remark; /* nothing is wrong, but it should be known */
    guint64 line;       /* where it shows first; 0: of the whole file */
    char *text;         /* what is wrong, and what to do */
} ChairliftUploadFinding;

CHAIRLIFT_API void chairlift_upload_finding_free(ChairliftUploadFinding *finding);

/* Compares an upload with papers (of ChairliftRoutedPaper) and people (of ChairliftPerson, perhaps
 * in two roles): swapped columns, unknown or inexact ids, names or titles beside them that are
 * others', pairs that stand twice, scores that are missing, no numbers, negative or above 1,
 * assignments against conflicts, above capacities or below minimums, papers that get fewer or more
 * people of a role than demand[role] (0: any number), conflicts that are not in a list of
 * conflicts. An array of ChairliftUploadFinding that owns them, by line; what is wrong in the same
 * way many times is one finding that counts. */
CHAIRLIFT_API GPtrArray *chairlift_upload_verify(const ChairliftUpload *upload,
                                                 const GPtrArray *papers, const GPtrArray *people,
                                                 const ChairliftConflicts *conflicts,
                                                 const guint *demand);

G_END_DECLS

#endif
