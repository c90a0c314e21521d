/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets as XML (Excel 2003's SpreadsheetML): what CMT exports under the name ".xls". */
#ifndef CHAIRLIFT_EXCHANGE_SHEET_ROWS_H
#define CHAIRLIFT_EXCHANGE_SHEET_ROWS_H

#include "csv_rows.h"

/* Whether these first bytes are those of one. */
gboolean chairlift_sheet_is(const char *bytes, gsize length);

/* Whether the input is one; only before the first chairlift_input_next. */
gboolean chairlift_input_is_sheet(ChairliftInput *input);

/* Reads the rows of its first table as chairlift_csv_rows_read does those of CSV. Every row has as
 * many cells as the longest before it. */
gboolean chairlift_sheet_rows_read(ChairliftInput *input, ChairliftCsvRowFunction function,
                                   gpointer user_data, GError **error);

#endif
