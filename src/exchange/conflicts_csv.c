/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "chairlift/roster.h"

GPtrArray *chairlift_conflicts_read_csv(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    if (table == NULL)
        return NULL;
    const int paper = chairlift_table_find(
        table, "paper paperid submission submissionid noteid id pid number papernumber");
    const int person = chairlift_table_find(
        table, "person personid email revieweremail reviewer user userid chair profile tildeid");
    const int reason = chairlift_table_find(table, "reason conflicttype type comment");
    if (paper < 0 || person < 0) {
        g_autofree char *headers = chairlift_table_headers(table);
        chairlift_table_fail(table, 1, error,
                             "the table needs columns called \"paper\" and \"person\" (and "
                             "perhaps \"reason\"); it has: %s",
                             headers);
        return NULL;
    }
    g_autoptr(GPtrArray) conflicts =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        if (chairlift_table_cell(row, paper) == NULL || chairlift_table_cell(row, person) == NULL) {
            chairlift_table_fail(table, row->line, error,
                                 "this row lacks its paper or its person; fill or delete it");
            return NULL;
        }
        ChairliftListedConflict *conflict = g_new0(ChairliftListedConflict, 1);
        conflict->paper = g_strdup(chairlift_table_cell(row, paper));
        conflict->person = g_strdup(chairlift_table_cell(row, person));
        conflict->reason = g_strdup(chairlift_table_cell(row, reason));
        conflict->line = row->line;
        g_ptr_array_add(conflicts, conflict);
    }
    return g_steal_pointer(&conflicts);
}
