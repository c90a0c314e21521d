/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HotCRP's bulk assignment and preferences, and CMT's import: both know papers by number and people
 * by e-mail address. */
#include "csv_cell.h"
#include "routing_formats.h"

#include <math.h>
#include <string.h>

/* HotCRP's preferences have no bounds, but people use -20 to 20, and -100 is a conflict. */
static const double STRONGEST = 20;

static const char *email_of(const ChairliftPerson *person)
{
    return person->email != NULL ? person->email : person->id;
}

/* Both systems refuse what they do not know, in the middle of the import: better here. */
static gboolean check_paper(const ChairliftPaper *paper, const char *system, GError **error)
{
    if (chairlift_routing_has_number(paper))
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                "paper %s has no number, by which %s knows papers: read the papers from its "
                "export",
                paper->id, system);
    return FALSE;
}

static gboolean check_person(const ChairliftPerson *person, const char *system, GError **error)
{
    if (strchr(email_of(person), '@') != NULL)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                "%s has no e-mail address, by which %s knows people: add a column called "
                "\"email\"",
                chairlift_person_label(person), system);
    return FALSE;
}

static gboolean check(const ChairliftRoutingRow *row, const char *system, GError **error)
{
    return check_paper(row->paper->paper, system, error) &&
           check_person(row->person, system, error);
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
        g_string_append_printf(text, "%s,%s,", chairlift_routing_paper_number(row->paper->paper),
                               row->role == CHAIRLIFT_ROLE_REVIEWER ? "primary" : action);
        chairlift_csv_append_cell(text, email_of(row->person));
        g_string_append_c(text, '\n');
    }
    return TRUE;
}

/* ---- preferences ----------------------------------------------------------------------------- */

gboolean chairlift_hotcrp_check_ids(const GPtrArray *papers, const GPtrArray *people,
                                    GError **error)
{
    for (guint i = 0; i < people->len; i++) {
        if (!check_person(g_ptr_array_index(people, i), "HotCRP", error))
            return FALSE;
    }
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(papers, i);
        if (routed->topic != NULL && !check_paper(routed->paper, "HotCRP", error))
            return FALSE;
    }
    return TRUE;
}

void chairlift_hotcrp_append_header(GString *text)
{
    g_string_append(text, "paper,action,email,preference\n");
}

void chairlift_hotcrp_append_preference(GString *text, const ChairliftPaper *paper,
                                        const ChairliftPerson *person, double score)
{
    const int preference = (int)lround(STRONGEST * (2 * CLAMP(score, 0, 1) - 1));
    g_string_append_printf(text, "%s,preference,", chairlift_routing_paper_number(paper));
    chairlift_csv_append_cell(text, email_of(person));
    g_string_append_printf(text, ",%d\n", preference);
}

gboolean chairlift_routing_append_hotcrp_preferences(const ChairliftRouting *routing, GString *text,
                                                     GError **error)
{
    const ChairliftAssignmentProblem *problem = &routing->problem;
    if (chairlift_routing_has_roles(routing) && routing->only_role < 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "HotCRP keeps one preference of each person for a paper: write those of the "
                    "chairs or of the reviewers with --role");
        return FALSE;
    }
    if (!chairlift_hotcrp_check_ids(routing->papers, routing->people, error))
        return FALSE;
    chairlift_hotcrp_append_header(text);
    for (size_t paper = 0; paper < problem->papers; paper++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(routing->papers, (guint)paper);
        for (size_t person = 0; routed->topic != NULL && person < problem->people; person++) {
            const size_t pair = paper * problem->people + person;
            if (problem->pairs[pair] != CHAIRLIFT_PAIR_FORBIDDEN &&
                chairlift_routing_shows(routing, person))
                chairlift_hotcrp_append_preference(
                    text, routed->paper, g_ptr_array_index(routing->people, (guint)person),
                    (double)problem->affinity[pair]);
        }
    }
    return TRUE;
}

/* ---- CMT ------------------------------------------------------------------------------------- */

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
                                   chairlift_routing_paper_number(row->paper->paper));
            open = row->paper;
        }
        g_autofree char *email = g_markup_escape_text(email_of(row->person), -1);
        g_string_append_printf(text, "    <user email=\"%s\" />\n", email);
    }
    g_string_append(text, open != NULL ? "  </submission>\n</assignments>\n" : "</assignments>\n");
    return TRUE;
}
