/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_CSV_ROWS_H
#define CHAIRLIFT_EXCHANGE_CSV_ROWS_H

#include "chairlift/exchange.h"

/* One row of a table. */
typedef struct ChairliftCsvRow {
    guint64 line;       /* on which it begins, from 1 */
    GString **cells;    /* [length], valid during the call; any bytes */
    guint length;       /* cells */
    guint filled;       /* cells up to the last that is not empty: spreadsheets pad rows */
    gboolean too_large; /* more cells or bytes than a row may have; not all are there */
} ChairliftCsvRow;

/* FALSE stops reading. */
typedef gboolean (*ChairliftCsvRowFunction)(const ChairliftCsvRow *row, gpointer user_data);

/* Cells that a row may have; its bytes may be CHAIRLIFT_RECORD_LIMIT. */
enum { CHAIRLIFT_MOST_CELLS = 10000 };

/* Reads a table row by row, in memory for one row; rows without any text are left out. TRUE at the
 * end or when function stopped it; FALSE, with error set ("file:line: ..."), when the input cannot
 * be read or its quoting is wrong. */
gboolean chairlift_csv_rows_read(ChairliftInput *input, char delimiter,
                                 ChairliftCsvRowFunction function, gpointer user_data,
                                 GError **error);

/* Reads the rows that the first bytes of a table hold, whatever their quoting; the last row counts
 * when complete says that these are all bytes. */
void chairlift_csv_rows_look(const char *bytes, gsize length, gboolean complete, char delimiter,
                             ChairliftCsvRowFunction function, gpointer user_data);

/* The byte that ends the lines of a table that begins so: a line feed, or the carriage return alone
 * of old spreadsheets. */
char chairlift_csv_line_end(const char *bytes, gsize length);

#endif
