/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What OpenReview's matching reads. Its reader of scores splits lines at commas, knows no quoting,
 * and drops rows with unknown ids without a word: the order is paper, person, score.
 *
 * Edges name who may read and write them just as the invitations do that OpenReview makes for a
 * venue's matching (openreview-py, venue/matching.py), for a venue without senior area chairs:
 * everybody who may is the venue, the person, and for reviewers the area chairs, of the submission
 * where it is an assignment; its authors must not read assignments. Program chairs sign.
 */
#include "routing_formats.h"
#include "scores.h"

#include <string.h>

/* ---- scores ---------------------------------------------------------------------------------- */

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

gboolean chairlift_openreview_check_ids(const GPtrArray *papers, const GPtrArray *people,
                                        GError **error)
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

void chairlift_openreview_append_score(GString *text, const char *paper, const char *person,
                                       double score)
{
    g_string_append_printf(text, "%s,%s,", paper, person);
    chairlift_routing_append_number(text, CLAMP(score, 0, 1), 4);
    g_string_append_c(text, '\n');
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
    if (!chairlift_openreview_check_ids(routing->papers, routing->people, error))
        return FALSE;
    for (size_t paper = 0; paper < problem->papers; paper++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(routing->papers, (guint)paper);
        for (size_t person = 0; routed->topic != NULL && person < problem->people; person++) {
            const size_t pair = paper * problem->people + person;
            if (problem->pairs[pair] != CHAIRLIFT_PAIR_FORBIDDEN &&
                chairlift_routing_shows(routing, person))
                chairlift_openreview_append_score(text, problem->paper_ids[paper],
                                                  problem->person_ids[person],
                                                  (double)problem->affinity[pair]);
        }
    }
    return TRUE;
}

/* ---- edges ----------------------------------------------------------------------------------- */

/* What edges are written from. */
typedef struct EdgeWriter {
    const ChairliftRouting *routing;
    const ChairliftOpenReviewVenue *venue;
    GString *text;
} EdgeWriter;

static const ChairliftPaper *paper_at(const EdgeWriter *writer, size_t index)
{
    return ((const ChairliftRoutedPaper *)g_ptr_array_index(writer->routing->papers, (guint)index))
        ->paper;
}

/* "VENUE/Submission12/Authors" */
static char *group_of_submission(const EdgeWriter *writer, size_t paper, const char *members)
{
    return g_strdup_printf("%s/Submission%s/%s", writer->venue->group,
                           chairlift_routing_paper_number(paper_at(writer, paper)), members);
}

/* ,"readers":["a","b"], without what is NULL. */
static void append_groups(GString *text, const char *name, const char *const *groups, gsize length)
{
    gboolean any = FALSE;
    g_string_append_printf(text, ",\"%s\":[", name);
    for (gsize i = 0; i < length; i++) {
        if (groups[i] == NULL)
            continue;
        g_string_append(text, any ? "," : "");
        chairlift_json_append_string(text, groups[i]);
        any = TRUE;
    }
    g_string_append_c(text, ']');
}

/* Who may read, not read, write the edge, and who signs it. */
static void append_permissions(const EdgeWriter *writer, size_t paper, size_t person,
                               gboolean is_assignment)
{
    const ChairliftOpenReviewVenue *venue = writer->venue;
    const gboolean is_reviewer = writer->routing->problem.role[person] == CHAIRLIFT_ROLE_REVIEWER &&
                                 *venue->committee[CHAIRLIFT_ROLE_CHAIR] != '\0';
    const char *chairs_name = venue->committee[CHAIRLIFT_ROLE_CHAIR];
    g_autofree char *chairs = !is_reviewer    ? NULL
                              : is_assignment ? group_of_submission(writer, paper, chairs_name)
                                              : g_strdup_printf("%s/%s", venue->group, chairs_name);
    g_autofree char *authors = is_assignment ? group_of_submission(writer, paper, "Authors") : NULL;
    g_autofree char *signer = g_strdup_printf("%s/Program_Chairs", venue->group);
    const char *const readers[] = {venue->group, chairs,
                                   writer->routing->problem.person_ids[person]};
    const char *const nonreaders[] = {authors};
    const char *const writers[] = {venue->group, is_assignment ? chairs : NULL};
    const char *const signers[] = {signer};
    append_groups(writer->text, "readers", readers, G_N_ELEMENTS(readers));
    append_groups(writer->text, "nonreaders", nonreaders, G_N_ELEMENTS(nonreaders));
    append_groups(writer->text, "writers", writers, G_N_ELEMENTS(writers));
    append_groups(writer->text, "signatures", signers, G_N_ELEMENTS(signers));
}

static void append_edge(const EdgeWriter *writer, const char *invitation, size_t paper,
                        size_t person, double weight, const char *label)
{
    const ChairliftAssignmentProblem *problem = &writer->routing->problem;
    GString *text = writer->text;
    if (!chairlift_routing_shows(writer->routing, person))
        return;
    g_autofree char *full =
        g_strdup_printf("%s/%s/-/%s", writer->venue->group,
                        writer->venue->committee[problem->role[person]], invitation);
    g_string_append(text, text->len > 2 ? ",\n{\"invitation\":" : "{\"invitation\":");
    chairlift_json_append_string(text, full);
    g_string_append(text, ",\"head\":");
    chairlift_json_append_string(text, problem->paper_ids[paper]);
    g_string_append(text, ",\"tail\":");
    chairlift_json_append_string(text, problem->person_ids[person]);
    g_string_append(text, ",\"weight\":");
    chairlift_routing_append_number(text, weight, weight < 0 ? 0 : 4);
    g_string_append(text, ",\"label\":");
    chairlift_json_append_string(text, label);
    append_permissions(writer, paper, person, weight >= 0);
    g_string_append_c(text, '}');
}

/* Groups of a submission are called by its number. */
static gboolean check_numbers(const EdgeWriter *writer, GError **error)
{
    const GArray *placements = writer->routing->assignment->placements;
    for (guint i = 0; i < placements->len; i++) {
        const ChairliftPaper *paper =
            paper_at(writer, g_array_index(placements, ChairliftPlacement, i).paper);
        if (chairlift_routing_has_number(paper))
            continue;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                    "paper %s has no number, by which OpenReview calls the groups that may read an "
                    "assignment (%s/Submission1/Authors): route OpenReview's notes, which have it",
                    paper->id, writer->venue->group);
        return FALSE;
    }
    return TRUE;
}

gboolean chairlift_routing_append_openreview_edges(const ChairliftRouting *routing,
                                                   const ChairliftOpenReviewVenue *venue,
                                                   GString *text, GError **error)
{
    const EdgeWriter writer = {routing, venue, text};
    const ChairliftAssignmentProblem *problem = &routing->problem;
    if (!check_numbers(&writer, error))
        return FALSE;
    g_string_append(text, "[\n");
    for (guint i = 0; i < routing->assignment->placements->len; i++) {
        const ChairliftPlacement *placement =
            &g_array_index(routing->assignment->placements, ChairliftPlacement, i);
        append_edge(&writer, "Proposed_Assignment", placement->paper, placement->person,
                    MAX((double)placement->affinity, 0), venue->label);
    }
    for (size_t paper = 0; paper < problem->papers; paper++) {
        for (size_t person = 0; person < problem->people; person++) {
            if (problem->pairs[paper * problem->people + person] == CHAIRLIFT_PAIR_FORBIDDEN)
                append_edge(&writer, "Conflict", paper, person, -1, "Conflict");
        }
    }
    g_string_append(text, "\n]\n");
    return TRUE;
}
