/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_CSV_CELL_H
#define CHAIRLIFT_EXCHANGE_CSV_CELL_H

#include <glib.h>

/* Appends a cell as RFC 4180 wants it: in quotation marks where needed, valid UTF-8, and with a "'"
 * before what a spreadsheet would take for a formula. NULL is an empty cell. */
void chairlift_csv_append_cell(GString *text, const char *string);

#endif
