/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_cell.h"
#include "input.h"
#include "table.h"

#include "chairlift/routing_files.h"

GPtrArray *chairlift_previous_read_csv(ChairliftInput *input, GError **error)
{
    if (chairlift_input_is_json(input)) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s:1: --keep wants the CSV of an earlier routing, and this is JSON",
                    chairlift_input_name(input));
        return NULL;
    }
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    if (table == NULL)
        return NULL;
    const int paper = chairlift_table_find(table, "paper paperid id");
    const int chair = chairlift_table_find(table, "chair person chairid email");
    if (paper < 0 || chair < 0) {
        g_autofree char *headers = chairlift_table_headers(table);
        chairlift_table_fail(table, 1, error,
                             "an earlier routing has columns called \"paper\" and \"chair\"; "
                             "this has: %s",
                             headers);
        return NULL;
    }
    const int role = chairlift_table_find(table, "role");
    GPtrArray *pairs =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        if (chairlift_table_cell(row, paper) == NULL)
            continue;
        ChairliftListedConflict *pair = g_new0(ChairliftListedConflict, 1);
        pair->paper = g_strdup(chairlift_csv_original(chairlift_table_cell(row, paper)));
        if (chairlift_table_cell(row, chair) != NULL)
            pair->person = g_strdup(chairlift_csv_original(chairlift_table_cell(row, chair)));
        if (role >= 0)
            pair->role = g_strdup(chairlift_table_cell(row, role));
        pair->line = row->line;
        g_ptr_array_add(pairs, pair);
    }
    return pairs;
}
