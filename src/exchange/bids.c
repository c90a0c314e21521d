/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said of papers: OpenReview's edges of bids, HotCRP's CSV of all preferences, CMT's
 * XML of bids, and plain tables. */
#include "cmt_xml.h"
#include "csv_cell.h"
#include "edges.h"
#include "input.h"
#include "markup_read.h"
#include "sheet_rows.h"
#include "table.h"

#include <math.h>
#include <string.h>

#include "chairlift/paper.h"
#include "chairlift/roster.h"

/* HotCRP's preferences have no bounds; people use -20 to 20. */
static const double STRONG_PREFERENCE = 20;

/* OpenReview's labels, and what its matcher takes them for; and CMT's. */
static const struct {
    const char *label;
    double value;
} LABELS[] = {{"very high", 1},    {"high", 0.5},      {"neutral", 0},       {"low", -0.5},
              {"very low", -1},    {"eager", 1},       {"willing", 0.5},     {"in a pinch", -0.5},
              {"not willing", -1}, {"not entered", 0}, {"no bid entered", 0}};

/* CMT writes a number before its labels: "4 - Willing". */
static gboolean value_of_label(const char *label, double *value)
{
    const gsize digits = strspn(label, "0123456789");
    if (digits > 0 && g_str_has_prefix(label + digits, " - "))
        label += digits + strlen(" - ");
    for (gsize i = 0; i < G_N_ELEMENTS(LABELS); i++) {
        if (g_ascii_strcasecmp(label, LABELS[i].label) == 0) {
            *value = LABELS[i].value;
            return TRUE;
        }
    }
    return FALSE;
}

static void add(GPtrArray *bids, const char *paper, const char *person, double value, guint64 line)
{
    ChairliftBid *bid = g_new0(ChairliftBid, 1);
    bid->paper = g_strdup(paper);
    bid->person = g_strdup(person);
    bid->value = value;
    bid->line = line;
    g_ptr_array_add(bids, bid);
}

/* ---- edges ----------------------------------------------------------------------------------- */

typedef struct EdgeBids {
    const char *file;
    GPtrArray *bids;
} EdgeBids;

/* The beginning of a text, for a message; free with g_free. */
static char *shortened(const char *text)
{
    return g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), 40));
}

/* A ChairliftEdgeFunction: edges of other kinds are passed over. */
static gboolean take_edge(const ChairliftEdge *edge, gpointer user_data, GError **error)
{
    const EdgeBids *edges = user_data;
    double value = edge->weight;
    if (!chairlift_edge_is(edge, "Bid") || edge->is_deleted)
        return TRUE;
    if (*edge->label != '\0' ? !value_of_label(edge->label, &value)
                             : !(edge->has_weight && value >= -1 && value <= 1)) {
        g_autofree char *label = shortened(edge->label);
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s:%" G_GUINT64_FORMAT ": a bid has a label from \"Very Low\" to \"Very "
                    "High\", or a weight from -1 to 1, and this has \"%s\"",
                    edges->file, edge->line, label);
        return FALSE;
    }
    add(edges->bids, edge->head, edge->tail, value, edge->line);
    return TRUE;
}

static gboolean read_edges(ChairliftInput *input, GPtrArray *bids, GError **error)
{
    EdgeBids edges = {chairlift_input_name(input), bids};
    if (!chairlift_edges_read(input, take_edge, &edges, error))
        return FALSE;
    if (bids->len > 0)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:1: holds no bids: edges whose invitation ends in \"/-/Bid\"",
                chairlift_input_name(input));
    return FALSE;
}

/* ---- CMT's XML ------------------------------------------------------------------------------- */

/* A ChairliftCmtFunction. */
static gboolean take_cmt_user(const ChairliftCmtUser *user, gpointer user_data, GError **error)
{
    double value = 0;
    if (user->bid == NULL || !value_of_label(user->bid, &value)) {
        g_autofree char *label = shortened(user->bid != NULL ? user->bid : "");
        g_set_error(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                    "bid \"%s\" is none of CMT's: eager, willing, in a pinch, not willing", label);
        return FALSE;
    }
    g_autofree char *paper = chairlift_paper_clean_text(user->submission, -1, NULL);
    g_autofree char *person = chairlift_paper_clean_text(user->email, -1, NULL);
    if (paper != NULL && person != NULL)
        add(user_data, paper, person, value, user->line);
    return TRUE;
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* A number in a cell, which may end in one of the letters for expertise that HotCRP's have ("20X");
 * FALSE when it is none. */
static gboolean read_number(const char *cell, gboolean is_preference, double *number)
{
    char *end;
    *number = g_ascii_strtod(cell, &end);
    if (is_preference && end != cell && *end != '\0' && strchr("XYZxyz", *end) != NULL)
        end++;
    return end != cell && *end == '\0' && isfinite(*number);
}

/* Reads a cell of the column of bids, or of HotCRP's preferences. */
static gboolean read_value(const ChairliftTable *table, const ChairliftTableRow *row, int bid,
                           int preference, double *value, GError **error)
{
    const char *cell = chairlift_table_cell(row, bid >= 0 ? bid : preference);
    if (bid >= 0 && value_of_label(cell, value))
        return TRUE;
    if (!read_number(cell, bid < 0, value) || (bid >= 0 && (*value < -1 || *value > 1))) {
        g_autofree char *shown = shortened(cell != NULL ? cell : "");
        return chairlift_table_fail(table, row->line, error,
                                    bid >= 0 ? "bid \"%s\" is neither a number from -1 to 1 nor "
                                               "a word of OpenReview (very low, low, neutral, "
                                               "high, very high) or CMT (eager, willing, in a "
                                               "pinch, not willing)"
                                             : "preference \"%s\" is not a number",
                                    shown);
    }
    if (bid < 0)
        *value = CLAMP(*value / STRONG_PREFERENCE, -1, 1);
    return TRUE;
}

static gboolean read_rows(const ChairliftTable *table, GPtrArray *bids, GError **error)
{
    const int paper = chairlift_table_find(table, CHAIRLIFT_TABLE_PAPER);
    const int person = chairlift_table_find(table, CHAIRLIFT_TABLE_PERSON);
    const int bid = chairlift_table_find(table, "bid bids interest score value");
    const int preference = chairlift_table_find(table, "preference pref");
    if (paper < 0 || person < 0 || (bid < 0 && preference < 0)) {
        g_autofree char *headers = chairlift_table_headers(table);
        return chairlift_table_fail(table, 1, error,
                                    "the table needs columns called \"paper\", \"person\" and "
                                    "\"bid\" (or HotCRP's \"preference\"); it has: %s",
                                    headers);
    }
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        const char *who = chairlift_table_cell(row, person);
        const char *what = chairlift_table_cell(row, paper);
        double value = 0;
        if (who == NULL || what == NULL)
            return chairlift_table_fail(
                table, row->line, error,
                "this row lacks its paper or its person; fill or delete it");
        if (chairlift_table_cell(row, bid >= 0 ? bid : preference) == NULL)
            continue;
        if (!read_value(table, row, bid, preference, &value, error))
            return FALSE;
        add(bids, chairlift_csv_original(what), chairlift_csv_original(who), value, row->line);
    }
    return TRUE;
}

GPtrArray *chairlift_bids_read(ChairliftInput *input, GError **error)
{
    g_autoptr(GPtrArray) bids = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_bid_free);
    if (chairlift_input_is_json(input))
        return read_edges(input, bids, error) ? g_steal_pointer(&bids) : NULL;
    if (chairlift_input_is_markup(input) && !chairlift_input_is_sheet(input))
        return chairlift_cmt_read(input, "bids", take_cmt_user, bids, error)
                   ? g_steal_pointer(&bids)
                   : NULL;
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    if (table == NULL || !read_rows(table, bids, error))
        return NULL;
    return g_steal_pointer(&bids);
}
