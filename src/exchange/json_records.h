/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_JSON_RECORDS_H
#define CHAIRLIFT_EXCHANGE_JSON_RECORDS_H

#include "chairlift/exchange.h"

/* One record of a JSON file, as the bytes it stands in. */
typedef struct ChairliftJsonRecord {
    const char *bytes; /* [length], valid during the call; NULL when problem is set */
    gsize length;
    guint64 line;        /* on which it begins, from 1 */
    guint64 number;      /* from 1 */
    gboolean element;    /* of an array: then its number says more than its line */
    const char *problem; /* NULL, or why its bytes cannot be had */
} ChairliftJsonRecord;

/* FALSE stops reading. */
typedef gboolean (*ChairliftJsonRecordFunction)(const ChairliftJsonRecord *record,
                                                gpointer user_data);

/* Finds the records of a JSON file without building a tree of it: the elements of an array (that
 * stands alone, or as "notes", "papers" or "edges" in an object), or values that follow one
 * another, as in JSON lines. TRUE at the end of the input or when function stopped it; FALSE, with
 * error set, when the input cannot be read or is so malformed that no record after that place can
 * be found. */
gboolean chairlift_json_records_read(ChairliftInput *input, ChairliftJsonRecordFunction function,
                                     gpointer user_data, GError **error);

/* Likewise, but the elements of the array that stands as `holder` in an object. */
gboolean chairlift_json_records_read_held(ChairliftInput *input, const char *holder,
                                          ChairliftJsonRecordFunction function, gpointer user_data,
                                          GError **error);

#endif
