/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small tables (people, conflicts, assignments), read as a whole. Papers have a reader of their own
 * that takes one row after the other. */
#ifndef CHAIRLIFT_EXCHANGE_TABLE_H
#define CHAIRLIFT_EXCHANGE_TABLE_H

#include "chairlift/exchange.h"

typedef struct ChairliftTableRow {
    guint64 line;     /* where it begins, from 1 */
    GPtrArray *cells; /* of char *: cleaned texts, NULL for empty ones */
} ChairliftTableRow;

typedef struct ChairliftTable {
    char *name;      /* of the input, for messages */
    GPtrArray *rows; /* of ChairliftTableRow; blank ones are left out; the first has the headers */
} ChairliftTable;

/* Reads the table: comma-, tab- or semicolon-separated, whichever the row of headers has most of,
 * or a spreadsheet as XML. What CMT writes above the headers is left out. NULL, with error set,
 * when it cannot be read, is no table, is larger than 64 MiB, is wrongly quoted, has no row, or has
 * a row whose cells are not as many as the headers. */
ChairliftTable *chairlift_table_read(ChairliftInput *input, GError **error);
void chairlift_table_free(ChairliftTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftTable, chairlift_table_free)

/* Told of a row; FALSE, with error set, stops reading. row is NULL for the headers, which table
 * holds alone, and valid during the call. */
typedef gboolean (*ChairliftTableRowFunction)(const ChairliftTable *table,
                                              const ChairliftTableRow *row, gpointer user_data,
                                              GError **error);

/* Reads a table of any size row by row, in memory for one row; its first row has the headers.
 * FALSE, with error set, as chairlift_table_read. */
gboolean chairlift_table_read_rows(ChairliftInput *input, ChairliftTableRowFunction function,
                                   gpointer user_data, GError **error);

/* What the columns are called that name papers and people, for chairlift_table_find. */
#define CHAIRLIFT_TABLE_PAPER                                                                      \
    "paper paperid submission submissionid noteid id pid number papernumber"
#define CHAIRLIFT_TABLE_PERSON                                                                     \
    "person personid email revieweremail reviewer user userid chair profile tildeid"

/* Index of the first column whose header is one of the names, the earlier names first; -1 when
 * there is none. names: as in "capacity max maxload"; case, blanks and punctuation of the headers
 * do not matter. */
int chairlift_table_find(const ChairliftTable *table, const char *names);

/* Index of the next column with the same header as this one; -1 when there is none. */
int chairlift_table_find_again(const ChairliftTable *table, int column);

/* A cell, or NULL when it is empty or the column is -1. */
const char *chairlift_table_cell(const ChairliftTableRow *row, int column);

/* The headers, shortened, for messages. */
char *chairlift_table_headers(const ChairliftTable *table);

/* Sets a CHAIRLIFT_ERROR_FORMAT that begins with file and line. Returns FALSE. */
gboolean chairlift_table_fail(const ChairliftTable *table, guint64 line, GError **error,
                              const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
