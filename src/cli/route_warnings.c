/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route_warnings.h"

#include "../paper/plural.h"
#include "complain.h"

#include <string.h>

static gboolean names_institutions(const ChairliftPaper *paper)
{
    for (guint i = 0; i < paper->authors->len; i++) {
        const ChairliftAuthor *author = g_ptr_array_index(paper->authors, i);
        if (author->email != NULL || author->institution != NULL)
            return TRUE;
    }
    return FALSE;
}

void warn_of_unknown_authors(const GPtrArray *papers)
{
    guint without_authors = 0, without_institutions = 0;
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(papers, i);
        if (routed->topic == NULL)
            continue;
        if (routed->paper->authors->len == 0)
            without_authors++;
        else if (!names_institutions(routed->paper))
            without_institutions++;
    }
    if (without_authors > 0)
        complain("%u paper%s name%s no authors (PDFs and score records do not), so conflicts with "
                 "their authors cannot be found: list them in --conflicts, or route the OpenReview "
                 "notes",
                 without_authors, chairlift_plural(without_authors),
                 without_authors == 1 ? "s" : "");
    if (without_institutions > 0)
        complain("%u paper%s name%s authors without e-mail addresses or institutions, so conflicts "
                 "through a common institution cannot be found: list them in --conflicts",
                 without_institutions, chairlift_plural(without_institutions),
                 without_institutions == 1 ? "s" : "");
}

void warn_of_counted_conflicts(const GPtrArray *papers)
{
    guint count = 0;
    guint64 conflicts = 0;
    for (guint i = 0; i < papers->len; i++) {
        const guint counted =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper->counted_conflicts;
        count += counted > 0;
        conflicts += counted;
    }
    if (count > 0)
        complain("the column of conflicts counts %" G_GUINT64_FORMAT " of %u paper%s without "
                 "saying with whom: export the conflicts from the system, too, and give them with "
                 "--conflicts",
                 conflicts, count, chairlift_plural(count));
}

void warn_of_no_affinity(const ChairliftRouting *routing)
{
    const gsize pairs = routing->problem.papers * routing->problem.people;
    for (gsize i = 0; i < pairs; i++) {
        if (routing->problem.affinity[i] > 0)
            return;
    }
    gboolean any_topic = FALSE;
    for (guint i = 0; i < routing->people->len; i++)
        any_topic |=
            ((const ChairliftPerson *)g_ptr_array_index(routing->people, i))->topics->len > 0;
    complain("all affinities are 0, because %s: papers are only dealt out, not matched; fill the "
             "column \"topics\" of the chairs",
             any_topic ? "no chair declared a topic of these papers" : "no chair declared topics");
}

/* OpenReview makes ids of ten letters, digits, "_" and "-"; a few older ones are longer. What is
 * called like that but was a file is not its id, unless somebody named the file so. */
static gboolean may_be_openreview_id(const ChairliftPaper *paper)
{
    enum { SHORTEST = 9, LONGEST = 14 };
    const gsize length = strlen(paper->id);
    if (length < SHORTEST || length > LONGEST || g_str_has_suffix(paper->source, ".pdf"))
        return FALSE;
    for (const char *at = paper->id; *at != '\0'; at++) {
        if (!g_ascii_isalnum(*at) && *at != '_' && *at != '-')
            return FALSE;
    }
    return TRUE;
}

void warn_of_foreign_ids(const GPtrArray *papers, ChairliftRoutingFormat format)
{
    if (format != CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY &&
        format != CHAIRLIFT_ROUTING_OPENREVIEW_EDGES)
        return;
    guint count = 0;
    const char *first = NULL;
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(papers, i);
        if (routed->topic == NULL || may_be_openreview_id(routed->paper))
            continue;
        if (count++ == 0)
            first = routed->paper->id;
    }
    if (count > 0)
        complain("%u paper%s %s known by a file's name or another id that is not OpenReview's "
                 "(\"%s\"), and OpenReview leaves out rows with ids it does not know: route its "
                 "notes, or name each PDF by the id of its note",
                 count, chairlift_plural(count), count == 1 ? "is" : "are", first);
}

void warn_of_foreign_people(const GPtrArray *people, ChairliftRoutingFormat format)
{
    if (format != CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY &&
        format != CHAIRLIFT_ROUTING_OPENREVIEW_EDGES)
        return;
    guint count = 0;
    const char *first = NULL;
    for (guint i = 0; i < people->len; i++) {
        const char *id = ((const ChairliftPerson *)g_ptr_array_index(people, i))->id;
        if (*id == '~' || strchr(id, '@') != NULL)
            continue;
        if (count++ == 0)
            first = id;
    }
    if (count > 0)
        complain("%u of %u people %s no OpenReview profile as id (\"%s\"), and OpenReview knows "
                 "nobody otherwise: fill the column \"id\" with profiles, such as ~Ada_Lovelace1",
                 count, people->len, count == 1 ? "has" : "have", first);
}
