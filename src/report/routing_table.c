/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routing_table.h"

enum { LABEL_WIDTH = 28, BAR_WIDTH = 20, INDENT = 4 };

/* "Ada Winterbourne   4 of 6  #############......." */
static void append_load(GString *out, const ChairliftTerminal *terminal,
                        const ChairliftRouting *routing, guint index)
{
    const guint load = routing->assignment->load[index];
    const guint capacity = routing->problem.capacity[index];
    const guint filled = capacity > 0 ? (guint)((guint64)load * BAR_WIDTH / capacity) : 0;
    g_string_append(out, "  ");
    chairlift_append_cell(out, chairlift_person_label(g_ptr_array_index(routing->people, index)),
                          LABEL_WIDTH);
    g_string_append_printf(out, " %4u of %-4u ", load, capacity);
    g_autoptr(GString) bar = g_string_new(NULL);
    for (guint i = 0; i < BAR_WIDTH; i++)
        g_string_append(bar, i < filled ? "█" : "·");
    chairlift_append_coloured(out, terminal,
                              load == capacity ? CHAIRLIFT_COLOUR_YELLOW : CHAIRLIFT_COLOUR_GREEN,
                              bar->str);
    if (routing->assignment->shortfall[index] > 0)
        chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_RED, " below the minimum");
    g_string_append_c(out, '\n');
}

static void append_row(GString *out, const ChairliftTerminal *terminal,
                       const ChairliftRoutingRow *row)
{
    const ChairliftPaper *paper = row->paper->paper;
    g_string_append(out, "  ");
    chairlift_append_cell(out, paper->title != NULL ? paper->title : paper->id,
                          terminal->width - INDENT);
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
    g_autoptr(GString) reason = g_string_new(paper->id);
    if (row->status == CHAIRLIFT_ROUTING_PLACED) {
        char digits[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(reason, ", affinity %s",
                               g_ascii_formatd(digits, sizeof digits, "%.2f", row->score));
    }
    g_string_append_printf(reason, ": %s", row->reason);
    g_autoptr(GString) wrapped = g_string_new(NULL);
    chairlift_append_wrapped(wrapped, reason->str, INDENT, terminal->width);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_FAINT, wrapped->str);
}

static void append_section(GString *out, const ChairliftTerminal *terminal, const GPtrArray *rows,
                           const ChairliftPerson *person, ChairliftRoutingStatus status,
                           const char *heading)
{
    gboolean any = FALSE;
    for (guint i = 0; i < rows->len; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(rows, i);
        if (row->status != status || row->person != person)
            continue;
        if (!any) {
            g_string_append_c(out, '\n');
            chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_BOLD, heading);
            g_string_append_c(out, '\n');
        }
        any = TRUE;
        append_row(out, terminal, row);
    }
}

void chairlift_routing_table(GString *out, const ChairliftTerminal *terminal,
                             const ChairliftRouting *routing)
{
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_BOLD, "Load");
    g_string_append_c(out, '\n');
    for (guint i = 0; i < routing->people->len; i++)
        append_load(out, terminal, routing, i);
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        append_section(out, terminal, rows, person, CHAIRLIFT_ROUTING_PLACED,
                       chairlift_person_label(person));
    }
    append_section(out, terminal, rows, NULL, CHAIRLIFT_ROUTING_UNPLACED, "Nobody");
    append_section(out, terminal, rows, NULL, CHAIRLIFT_ROUTING_FAILED, "Not read");
}
