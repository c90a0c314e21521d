/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts of interest as lists: tables (also HotCRP's pcconflicts, its preferences with their
 * column of conflicts, and CMT's tab-separated file), and OpenReview's edges. */
#include "conflict_types.h"
#include "csv_cell.h"
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

/* Which columns of a table say what; -1 where it has none. */
typedef struct Columns {
    int paper, person, reason;
    int marked; /* whether there is a conflict: of a table that lists other pairs, too */
} Columns;

static gboolean find_columns(const ChairliftTable *table, Columns *columns, GError **error)
{
    *columns = (Columns){chairlift_table_find(table, CHAIRLIFT_TABLE_PAPER),
                         chairlift_table_find(table, CHAIRLIFT_TABLE_PERSON),
                         chairlift_table_find(table, "reason conflicttype type comment"),
                         chairlift_table_find(table, "conflict")};
    if (columns->paper < 0 || columns->person < 0) {
        g_autofree char *headers = chairlift_table_headers(table);
        return chairlift_table_fail(table, 1, error,
                                    "the table needs columns called \"paper\" and \"person\" (and "
                                    "perhaps \"reason\"); it has: %s",
                                    headers);
    }
    if (columns->marked < 0 && chairlift_table_find(table, "preference pref bid") >= 0)
        return chairlift_table_fail(table, 1, error,
                                    "these are bids or preferences, and none of their columns says "
                                    "\"conflict\"; give them with --bids");
    return TRUE;
}

/* Whether the row says that there is a conflict. */
static gboolean is_conflict(const ChairliftTableRow *row, const Columns *columns)
{
    const char *mark = chairlift_table_cell(row, columns->marked);
    const char *reason = chairlift_table_cell(row, columns->reason);
    if (columns->marked >= 0 && (mark == NULL || chairlift_is_no_conflict(mark)))
        return FALSE;
    return reason == NULL || !chairlift_is_no_conflict(reason);
}

static gboolean read_rows(const ChairliftTable *table, GPtrArray *conflicts, GError **error)
{
    Columns columns;
    if (!find_columns(table, &columns, error))
        return FALSE;
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        const char *paper = chairlift_table_cell(row, columns.paper);
        const char *person = chairlift_table_cell(row, columns.person);
        if (paper == NULL || person == NULL)
            return chairlift_table_fail(
                table, row->line, error,
                "this row lacks its paper or its person; fill or delete it");
        if (is_conflict(row, &columns))
            add(conflicts, chairlift_csv_original(paper), chairlift_csv_original(person),
                chairlift_table_cell(row, columns.reason), row->line);
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
