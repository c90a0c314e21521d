/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_CSV_CELL_H
#define CHAIRLIFT_EXCHANGE_CSV_CELL_H

#include <glib.h>

/* Appends a cell as RFC 4180 wants it: in quotation marks where needed, valid UTF-8, and with a "'"
 * before what a spreadsheet would take for a formula. NULL is an empty cell. */
void chairlift_csv_append_cell(GString *text, const char *string);

/* What was written: the cell without the "'" that chairlift_csv_append_cell put before a formula.
 */
const char *chairlift_csv_original(const char *cell);

#endif
