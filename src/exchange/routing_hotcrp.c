/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HotCRP's bulk assignment and CMT's import: both know papers by number and people by e-mail
 * address. */
#include "csv_cell.h"
#include "routing_formats.h"

#include <string.h>

static const char *number_of(const ChairliftPaper *paper)
{
    return paper->number != NULL ? paper->number : paper->id;
}

static const char *email_of(const ChairliftPerson *person)
{
    return person->email != NULL ? person->email : person->id;
}

static gboolean is_number(const char *text)
{
    return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* Both systems refuse what they do not know, in the middle of the import: better here. */
static gboolean check(const ChairliftRoutingRow *row, const char *system, GError **error)
{
    if (!is_number(number_of(row->paper->paper))) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                    "paper %s has no number, by which %s knows papers: read the papers from its "
                    "export",
                    row->paper->paper->id, system);
        return FALSE;
    }
    if (strchr(email_of(row->person), '@') == NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                    "%s has no e-mail address, by which %s knows people: add a column called "
                    "\"email\"",
                    chairlift_person_label(row->person), system);
        return FALSE;
    }
    return TRUE;
}

gboolean chairlift_routing_append_hotcrp(const ChairliftRouting *routing, GString *text,
                                         GError **error)
{
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    /* A submission has one lead at most, but may have several meta-reviewers. */
    gboolean has_several = FALSE;
    for (guint paper = 0; paper < routing->papers->len; paper++)
        has_several |= chairlift_routing_demand(routing, paper, CHAIRLIFT_ROLE_CHAIR) > 1;
    g_string_append(text, "paper,action,email\n");
    for (guint i = 0; i < rows->len; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(rows, i);
        if (row->status != CHAIRLIFT_ROUTING_PLACED)
            continue;
        if (!check(row, "HotCRP", error))
            return FALSE;
        const char *action = has_several ? "metareview" : "lead";
        g_string_append_printf(text, "%s,%s,", number_of(row->paper->paper),
                               row->role == CHAIRLIFT_ROLE_REVIEWER ? "primary" : action);
        chairlift_csv_append_cell(text, email_of(row->person));
        g_string_append_c(text, '\n');
    }
    return TRUE;
}

gboolean chairlift_routing_append_cmt(const ChairliftRouting *routing, GString *text,
                                      GError **error)
{
    if (chairlift_routing_has_roles(routing) && routing->only_role < 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "CMT imports meta-reviewers and reviewers one after the other: write each with "
                    "--role");
        return FALSE;
    }
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    const ChairliftRoutedPaper *open = NULL;
    g_string_append(text, "<assignments>\n");
    for (guint i = 0; i < rows->len; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(rows, i);
        if (row->status != CHAIRLIFT_ROUTING_PLACED)
            continue;
        if (!check(row, "CMT", error))
            return FALSE;
        if (row->paper != open) {
            g_string_append_printf(text, "%s  <submission submissionId=\"%s\">\n",
                                   open != NULL ? "  </submission>\n" : "",
                                   number_of(row->paper->paper));
            open = row->paper;
        }
        g_autofree char *email = g_markup_escape_text(email_of(row->person), -1);
        g_string_append_printf(text, "    <user email=\"%s\" />\n", email);
    }
    g_string_append(text, open != NULL ? "  </submission>\n</assignments>\n" : "</assignments>\n");
    return TRUE;
}
