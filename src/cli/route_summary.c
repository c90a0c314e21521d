/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route_summary.h"

#include "../paper/plural.h"
#include "../report/terminal.h"
#include "complain.h"

#include <stdio.h>
#include <unistd.h>

enum { CHANGES_SHOWN = 12, FINDINGS_SHOWN = 12 };

static void summarise_changes(const ChairliftRouting *routing)
{
    g_autoptr(GPtrArray) changes = chairlift_routing_changes(routing);
    for (guint i = 0; i < MIN(changes->len, (guint)CHANGES_SHOWN); i++) {
        const ChairliftRoutingChange *change = g_ptr_array_index(changes, i);
        const char *before = change->before, *after = change->after;
        g_autoptr(GString) line = g_string_new(change->paper);
        if (chairlift_routing_has_roles(routing))
            g_string_append_printf(line, " (%ss)", chairlift_role_name(change->role));
        g_string_append(line, ": ");
        if (before != NULL)
            g_string_append_printf(line, "was with %s", *before != '\0' ? before : "nobody");
        if (after != NULL)
            g_string_append_printf(line, "%s %s", before != NULL ? ", goes to" : "goes to",
                                   *after != '\0' ? after : "nobody");
        g_string_append_printf(line, " (%s)", change->reason);
        g_autofree char *shown = chairlift_without_controls(line->str);
        fprintf(stderr, "  %s\n", shown);
    }
    if (changes->len > CHANGES_SHOWN)
        fprintf(stderr, "  and %u more changes, which --report and --format json list\n",
                changes->len - CHANGES_SHOWN);
}

static void summarise_previous(const ChairliftRouting *routing)
{
    guint pairs = 0;
    for (guint i = 0; i < routing->previous->len; i++)
        pairs +=
            ((const ChairliftListedConflict *)g_ptr_array_index(routing->previous, i))->person !=
            NULL;
    const guint64 gone = pairs - routing->previous_pairs;
    fprintf(stderr, "of %u earlier placement%s, %" G_GUINT64_FORMAT " %s kept", pairs,
            chairlift_plural(pairs), routing->assignment->kept,
            routing->assignment->kept == 1 ? "is" : "are");
    if (gone > 0)
        fprintf(stderr, "; %" G_GUINT64_FORMAT " could not be, of papers or chairs not here", gone);
    fputc('\n', stderr);
    summarise_changes(routing);
}

/* "6 chairs, 40 reviewers" */
static void print_people(const GPtrArray *people)
{
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        guint count = 0;
        for (guint i = 0; i < people->len; i++)
            count += ((const ChairliftPerson *)g_ptr_array_index(people, i))->role == role;
        if (count > 0)
            fprintf(stderr, ", %u %s%s", count, chairlift_role_name((ChairliftRole)role),
                    chairlift_plural(count));
    }
}

/* On a terminal the sentences are broken into its lines. */
static void advise(const ChairliftRouting *routing)
{
    g_autoptr(GPtrArray) advice = chairlift_routing_advice(routing, TRUE);
    const ChairliftTerminal terminal = chairlift_terminal_of(stderr);
    for (guint i = 0; i < advice->len; i++) {
        const char *sentence = g_ptr_array_index(advice, i);
        if (!isatty(STDERR_FILENO)) {
            complain("%s", sentence);
            continue;
        }
        g_autofree char *shown = chairlift_without_controls(sentence);
        g_autofree char *item = g_strconcat("- ", shown, NULL);
        g_autoptr(GString) lines = g_string_new(NULL);
        chairlift_append_wrapped(lines, item, 2, terminal.width);
        fputs(lines->str, stderr);
    }
}

/* Papers that want people of some role, and have nobody of it. */
static guint count_bare_papers(const ChairliftRouting *routing)
{
    const guint papers = routing->papers->len;
    const GArray *placements = routing->assignment->placements;
    g_autofree gboolean *has_any = g_new0(gboolean, (gsize)papers * CHAIRLIFT_ROLES + 1);
    for (guint i = 0; i < placements->len; i++) {
        const ChairliftPlacement *placement = &g_array_index(placements, ChairliftPlacement, i);
        const ChairliftPerson *person = g_ptr_array_index(routing->people, placement->person);
        has_any[(gsize)person->role * papers + placement->paper] = TRUE;
    }
    guint bare = 0;
    for (guint paper = 0; paper < papers; paper++) {
        gboolean is_bare = FALSE;
        for (guint role = 0; role < CHAIRLIFT_ROLES; role++)
            is_bare =
                is_bare || (!has_any[(gsize)role * papers + paper] &&
                            chairlift_routing_demand(routing, paper, (ChairliftRole)role) > 0);
        bare += is_bare ? 1 : 0;
    }
    return bare;
}

void summarise_routing(const ChairliftRouting *routing, guint64 failed, const GPtrArray *findings)
{
    const ChairliftAssignment *assignment = routing->assignment;
    const guint conflicts = chairlift_conflicts_count(routing->conflicts);
    char total[G_ASCII_DTOSTR_BUF_SIZE], bound[G_ASCII_DTOSTR_BUF_SIZE];
    fprintf(stderr, "%u paper%s", routing->papers->len, chairlift_plural(routing->papers->len));
    print_people(routing->people);
    fprintf(stderr, ", %u conflict%s: %u placed, %" G_GUINT64_FORMAT " unplaced", conflicts,
            chairlift_plural(conflicts), assignment->placements->len, assignment->unplaced);
    const guint bare = count_bare_papers(routing);
    if (bare > 0 && bare < assignment->unplaced)
        fprintf(stderr, " (%u paper%s nobody at all)", bare, bare == 1 ? " has" : "s have");
    if (failed > 0)
        fprintf(stderr, ", %" G_GUINT64_FORMAT " not read", failed);
    fprintf(stderr, "\ntotal affinity %s, no assignment has more than %s: %s\n",
            g_ascii_formatd(total, sizeof total, "%.6f", assignment->total),
            g_ascii_formatd(bound, sizeof bound, "%.6f", assignment->bound),
            assignment->certified ? "optimal (certified)" : "NOT proved optimal");
    if (routing->previous != NULL)
        summarise_previous(routing);
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        const guint share = routing->even_share[role];
        if (share > 0)
            fprintf(stderr, "%ss without a capacity take at most %u paper%s, an even share\n",
                    chairlift_role_name((ChairliftRole)role), share, chairlift_plural(share));
    }
    for (guint i = 0; findings != NULL && i < MIN(findings->len, (guint)FINDINGS_SHOWN); i++)
        complain("%s", (const char *)g_ptr_array_index(findings, i));
    if (findings != NULL && findings->len > FINDINGS_SHOWN)
        complain("... and %u more of these, which --report lists", findings->len - FINDINGS_SHOWN);
    advise(routing);
}
