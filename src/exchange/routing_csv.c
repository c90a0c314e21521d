/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_cell.h"
#include "routing_formats.h"

gboolean chairlift_routing_append_csv(const ChairliftRouting *routing, GString *text,
                                      GError **error)
{
    (void)error;
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    const gboolean has_roles = chairlift_routing_has_roles(routing);
    g_string_append_printf(text, "paper,title,chair,chair_name,topic,score,reason,status%s\r\n",
                           has_roles ? ",role" : "");
    for (guint i = 0; i < rows->len; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(rows, i);
        const char *const cells[] = {row->paper->paper->id, row->paper->paper->title,
                                     row->person != NULL ? row->person->id : NULL,
                                     row->person != NULL ? row->person->name : NULL, row->topic};
        for (gsize k = 0; k < G_N_ELEMENTS(cells); k++) {
            chairlift_csv_append_cell(text, cells[k]);
            g_string_append_c(text, ',');
        }
        if (row->status == CHAIRLIFT_ROUTING_PLACED)
            chairlift_routing_append_number(text, row->score, 4);
        g_string_append_c(text, ',');
        chairlift_csv_append_cell(text, row->reason);
        g_string_append_printf(text, ",%s", chairlift_routing_status_name(row->status));
        if (has_roles)
            g_string_append_printf(text, ",%s", chairlift_role_name(row->role));
        g_string_append(text, "\r\n");
    }
    return TRUE;
}
