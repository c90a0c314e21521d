/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What OpenReview's matching reads. Its reader of scores splits lines at commas, knows no quoting,
 * and drops rows with unknown ids without a word: the order is paper, person, score.
 */
#include "routing_formats.h"
#include "scores.h"

#include <string.h>

/* The file has no quoting, so an id may not hold what separates. */
static gboolean check_id(const char *id, GError **error)
{
    if (strpbrk(id, ",\r\n\"") == NULL)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                "the id \"%s\" cannot stand in OpenReview's scores, which know no quotation "
                "marks: use the ids that OpenReview gave",
                id);
    return FALSE;
}

static gboolean check_ids(const GPtrArray *papers, const GPtrArray *people, GError **error)
{
    for (guint i = 0; i < people->len; i++) {
        if (!check_id(((const ChairliftPerson *)g_ptr_array_index(people, i))->id, error))
            return FALSE;
    }
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(papers, i);
        if (routed->topic != NULL && !check_id(routed->paper->id, error))
            return FALSE;
    }
    return TRUE;
}

static void append_score(GString *text, const char *paper, const char *person, float score)
{
    g_string_append_printf(text, "%s,%s,", paper, person);
    chairlift_routing_append_number(text, CLAMP((double)score, 0, 1), 4);
    g_string_append_c(text, '\n');
}

static gboolean is_shown(const ChairliftRouting *routing, size_t person)
{
    return routing->only_role < 0 || routing->problem.role[person] == routing->only_role;
}

gboolean chairlift_routing_append_openreview_affinity(const ChairliftRouting *routing,
                                                      GString *text, GError **error)
{
    const ChairliftAssignmentProblem *problem = &routing->problem;
    if (chairlift_routing_has_roles(routing) && routing->only_role < 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "OpenReview has an upload of affinity scores for area chairs and one for "
                    "reviewers: write each with --role");
        return FALSE;
    }
    if (!check_ids(routing->papers, routing->people, error))
        return FALSE;
    for (size_t paper = 0; paper < problem->papers; paper++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(routing->papers, (guint)paper);
        for (size_t person = 0; routed->topic != NULL && person < problem->people; person++) {
            const size_t pair = paper * problem->people + person;
            if (problem->pairs[pair] != CHAIRLIFT_PAIR_FORBIDDEN && is_shown(routing, person))
                append_score(text, problem->paper_ids[paper], problem->person_ids[person],
                             problem->affinity[pair]);
        }
    }
    return TRUE;
}

gboolean chairlift_affinity_write(const ChairliftAffinity *affinity, const GPtrArray *papers,
                                  const GPtrArray *people, ChairliftOutput *output, GError **error)
{
    if (!check_ids(papers, people, error))
        return FALSE;
    g_autofree float *row = g_new(float, people->len + 1);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(papers, i);
        if (routed->topic == NULL)
            continue;
        g_string_truncate(text, 0);
        chairlift_affinity_row(affinity, i, row);
        for (guint k = 0; k < people->len; k++)
            append_score(text, routed->paper->id,
                         ((const ChairliftPerson *)g_ptr_array_index(people, k))->id, row[k]);
        if (!chairlift_output_write(output, text->str, text->len, error))
            return FALSE;
    }
    return TRUE;
}

static void append_edge(GString *text, const ChairliftRouting *routing, const char *invitation,
                        size_t paper, size_t person, double weight, const char *label)
{
    static const char *const GROUPS[CHAIRLIFT_ROLES] = {"Area_Chairs", "Reviewers"};
    const ChairliftAssignmentProblem *problem = &routing->problem;
    if (!is_shown(routing, person))
        return;
    g_string_append(text, text->len > 2 ? ",\n{" : "{");
    g_string_append_printf(
        text, "\"invitation\":\"%s/-/%s\",\"head\":", GROUPS[problem->role[person]], invitation);
    chairlift_json_append_string(text, problem->paper_ids[paper]);
    g_string_append(text, ",\"tail\":");
    chairlift_json_append_string(text, problem->person_ids[person]);
    g_string_append(text, ",\"weight\":");
    chairlift_routing_append_number(text, weight, weight < 0 ? 0 : 4);
    g_string_append(text, ",\"label\":");
    chairlift_json_append_string(text, label);
    g_string_append_c(text, '}');
}

gboolean chairlift_routing_append_openreview_edges(const ChairliftRouting *routing, GString *text,
                                                   GError **error)
{
    (void)error;
    const ChairliftAssignmentProblem *problem = &routing->problem;
    g_string_append(text, "[\n");
    for (guint i = 0; i < routing->assignment->placements->len; i++) {
        const ChairliftPlacement *placement =
            &g_array_index(routing->assignment->placements, ChairliftPlacement, i);
        append_edge(text, routing, "Proposed_Assignment", placement->paper, placement->person,
                    MAX((double)placement->affinity, 0), "chairlift");
    }
    for (size_t paper = 0; paper < problem->papers; paper++) {
        for (size_t person = 0; person < problem->people; person++) {
            if (problem->pairs[paper * problem->people + person] == CHAIRLIFT_PAIR_FORBIDDEN)
                append_edge(text, routing, "Conflict", paper, person, -1, "Conflict");
        }
    }
    g_string_append(text, "\n]\n");
    return TRUE;
}
