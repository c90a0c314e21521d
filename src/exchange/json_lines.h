/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_JSON_LINES_H
#define CHAIRLIFT_EXCHANGE_JSON_LINES_H

#include "json_records.h"

/* Cuts an input that is known to be JSON Lines: every line is a record, but for those of blanks
 * alone, and what one holds tells nothing of the others. One that holds no object has a problem.
 * TRUE at the end of the input or when function stopped it; FALSE, with error set, when the input
 * cannot be read. */
gboolean chairlift_json_lines_read(ChairliftInput *input, ChairliftJsonRecordFunction function,
                                   gpointer user_data, GError **error);

#endif
