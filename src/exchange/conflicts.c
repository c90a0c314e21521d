/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts of interest as lists: tables (also HotCRP's pcconflicts and CMT's tab-separated file),
 * and OpenReview's edges. */
#include "edges.h"
#include "input.h"
#include "table.h"

#include "chairlift/roster.h"

static void add(GPtrArray *conflicts, const char *paper, const char *person, const char *reason,
                guint64 line)
{
    ChairliftListedConflict *conflict = g_new0(ChairliftListedConflict, 1);
    conflict->paper = g_strdup(paper);
    conflict->person = g_strdup(person);
    conflict->reason = g_strdup(reason);
    conflict->line = line;
    g_ptr_array_add(conflicts, conflict);
}

/* A ChairliftEdgeFunction: edges of other kinds are passed over, and so is a weight that is not
 * negative, by which a chair takes a conflict back. */
static gboolean take_edge(const ChairliftEdge *edge, gpointer user_data, GError **error)
{
    (void)error;
    GPtrArray *conflicts = user_data;
    if (chairlift_edge_is(edge, "Conflict") && !edge->is_deleted &&
        (!edge->has_weight || edge->weight < 0))
        add(conflicts, edge->head, edge->tail, "a conflict in OpenReview", edge->line);
    return TRUE;
}

static gboolean read_edges(ChairliftInput *input, GPtrArray *conflicts, GError **error)
{
    if (!chairlift_edges_read(input, take_edge, conflicts, error))
        return FALSE;
    if (conflicts->len > 0)
        return TRUE;
    g_set_error(
        error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
        "%s:1: holds no conflicts: edges whose invitation ends in \"/-/Conflict\" and whose "
        "weight is -1",
        chairlift_input_name(input));
    return FALSE;
}

static gboolean read_rows(const ChairliftTable *table, GPtrArray *conflicts, GError **error)
{
    const int paper = chairlift_table_find(table, CHAIRLIFT_TABLE_PAPER);
    const int person = chairlift_table_find(table, CHAIRLIFT_TABLE_PERSON);
    const int reason = chairlift_table_find(table, "reason conflicttype type comment");
    if (paper < 0 || person < 0) {
        g_autofree char *headers = chairlift_table_headers(table);
        return chairlift_table_fail(table, 1, error,
                                    "the table needs columns called \"paper\" and \"person\" (and "
                                    "perhaps \"reason\"); it has: %s",
                                    headers);
    }
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        if (chairlift_table_cell(row, paper) == NULL || chairlift_table_cell(row, person) == NULL)
            return chairlift_table_fail(
                table, row->line, error,
                "this row lacks its paper or its person; fill or delete it");
        add(conflicts, chairlift_table_cell(row, paper), chairlift_table_cell(row, person),
            chairlift_table_cell(row, reason), row->line);
    }
    return TRUE;
}

GPtrArray *chairlift_conflicts_read(ChairliftInput *input, GError **error)
{
    g_autoptr(GPtrArray) conflicts =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    if (chairlift_input_is_json(input))
        return read_edges(input, conflicts, error) ? g_steal_pointer(&conflicts) : NULL;
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    if (table == NULL || !read_rows(table, conflicts, error))
        return NULL;
    return g_steal_pointer(&conflicts);
}
