/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routing_formats.h"
#include "scores.h"

static void append_member(GString *text, const char *name, const char *value)
{
    g_string_append_printf(text, "\"%s\":", name);
    chairlift_json_append_string(text, value);
    g_string_append_c(text, ',');
}

static void append_summary(GString *text, const ChairliftRouting *routing)
{
    const ChairliftAssignment *assignment = routing->assignment;
    append_member(text, "venue", routing->venue->id);
    g_string_append(text, "\n\"summary\":{\"total_affinity\":");
    chairlift_routing_append_number(text, assignment->total, 6);
    g_string_append(text, ",\"dual_bound\":");
    chairlift_routing_append_number(text, assignment->bound, 6);
    g_string_append_printf(text,
                           ",\"certified\":%s,\"placed\":%u,\"unplaced\":%" G_GUINT64_FORMAT
                           ",\"below_minimum\":%" G_GUINT64_FORMAT ",\"kept\":%" G_GUINT64_FORMAT
                           "},\n",
                           assignment->certified ? "true" : "false", assignment->placements->len,
                           assignment->unplaced, assignment->unfulfilled, assignment->kept);
}

/* Only where there are two. */
static void append_role(GString *text, const ChairliftRouting *routing, ChairliftRole role)
{
    if (chairlift_routing_has_roles(routing))
        append_member(text, "role", chairlift_role_name(role));
}

static void append_row(GString *text, const ChairliftRouting *routing,
                       const ChairliftRoutingRow *row)
{
    g_string_append_c(text, '{');
    append_role(text, routing, row->role);
    append_member(text, "paper", row->paper->paper->id);
    append_member(text, "title", row->paper->paper->title);
    append_member(text, "chair", row->person != NULL ? row->person->id : NULL);
    append_member(text, "chair_name", row->person != NULL ? row->person->name : NULL);
    append_member(text, "topic", row->topic);
    g_string_append(text, "\"score\":");
    if (row->status == CHAIRLIFT_ROUTING_PLACED)
        chairlift_routing_append_number(text, row->score, 6);
    else
        g_string_append(text, "null");
    g_string_append_c(text, ',');
    append_member(text, "reason", row->reason);
    g_string_append_printf(text, "\"status\":\"%s\"}", chairlift_routing_status_name(row->status));
}

static void append_rows(GString *text, const ChairliftRouting *routing)
{
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    g_string_append(text, "\"assignments\":[");
    for (guint i = 0; i < rows->len; i++) {
        g_string_append(text, i > 0 ? ",\n" : "\n");
        append_row(text, routing, g_ptr_array_index(rows, i));
    }
    g_string_append(text, "\n],\n");
}

static void append_chairs(GString *text, const ChairliftRouting *routing)
{
    g_string_append(text, "\"chairs\":[");
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        g_string_append(text, i > 0 ? ",\n{" : "\n{");
        append_role(text, routing, person->role);
        append_member(text, "id", person->id);
        append_member(text, "name", person->name);
        g_string_append_printf(text, "\"load\":%u,\"capacity\":%u,\"minimum\":%u}",
                               routing->assignment->load[i], routing->problem.capacity[i],
                               routing->problem.minimum[i]);
    }
    g_string_append(text, "\n],\n");
}

static void append_conflicts(GString *text, const ChairliftRouting *routing)
{
    gboolean any = FALSE;
    g_string_append(text, "\"conflicts\":[");
    for (guint paper = 0; paper < routing->papers->len; paper++) {
        for (guint person = 0; person < routing->people->len; person++) {
            const char *reason = chairlift_conflicts_reason(routing->conflicts, paper, person);
            if (reason == NULL)
                continue;
            g_string_append(text, any ? ",\n{" : "\n{");
            any = TRUE;
            append_member(text, "paper", routing->problem.paper_ids[paper]);
            append_member(text, "chair", routing->problem.person_ids[person]);
            g_string_append(text, "\"reason\":");
            chairlift_json_append_string(text, reason);
            g_string_append_c(text, '}');
        }
    }
    g_string_append(text, "\n],\n");
}

static void append_changes(GString *text, const ChairliftRouting *routing)
{
    g_autoptr(GPtrArray) changes = chairlift_routing_changes(routing);
    g_string_append(text, "\"changes\":[");
    for (guint i = 0; i < changes->len; i++) {
        const ChairliftRoutingChange *change = g_ptr_array_index(changes, i);
        g_string_append(text, i > 0 ? ",\n{" : "\n{");
        append_member(text, "paper", change->paper);
        append_role(text, routing, change->role);
        append_member(text, "before", change->before);
        append_member(text, "after", change->after);
        g_string_append(text, "\"reason\":");
        chairlift_json_append_string(text, change->reason);
        g_string_append_c(text, '}');
    }
    g_string_append(text, "\n]");
}

gboolean chairlift_routing_append_json(const ChairliftRouting *routing, GString *text,
                                       GError **error)
{
    (void)error;
    g_string_append_c(text, '{');
    append_summary(text, routing);
    append_rows(text, routing);
    append_chairs(text, routing);
    append_conflicts(text, routing);
    g_autoptr(GPtrArray) advice = chairlift_routing_advice(routing, TRUE);
    g_string_append(text, "\"advice\":[");
    for (guint i = 0; i < advice->len; i++) {
        g_string_append(text, i > 0 ? ",\n" : "\n");
        chairlift_json_append_string(text, g_ptr_array_index(advice, i));
    }
    g_string_append(text, "\n],\n");
    append_changes(text, routing);
    g_string_append(text, "}\n");
    return TRUE;
}
