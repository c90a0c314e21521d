/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_cell.h"
#include "routing_formats.h"

gboolean chairlift_routing_append_csv(const ChairliftRouting *routing, GString *text,
                                      GError **error)
{
    (void)error;
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    g_string_append(text, "paper,title,chair,chair_name,topic,score,reason,status\r\n");
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
        g_string_append_printf(text, ",%s\r\n", chairlift_routing_status_name(row->status));
    }
    return TRUE;
}
