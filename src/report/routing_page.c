/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routing_page.h"

#include "../paper/plural.h"
#include "html.h"
#include "routing_page_parts.h"

const char *chairlift_routing_page_title(const ChairliftRoutedPaper *paper)
{
    return paper->paper->title != NULL ? paper->paper->title : paper->paper->id;
}

gboolean chairlift_routing_page_has(const ChairliftRoutingPage *page, ChairliftRole role)
{
    for (guint i = 0; i < page->routing->people->len; i++) {
        if (((const ChairliftPerson *)g_ptr_array_index(page->routing->people, i))->role == role)
            return TRUE;
    }
    return FALSE;
}

static void append_card(GString *out, guint64 figure, const char *singular, const char *plural)
{
    g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, figure);
    chairlift_html_append(out, "<div class=\"card\"><b>%s</b><span>%s</span></div>\n", digits,
                          figure == 1 ? singular : plural);
}

static guint count_people(const ChairliftRouting *routing, ChairliftRole role)
{
    guint count = 0;
    for (guint i = 0; i < routing->people->len; i++)
        count += ((const ChairliftPerson *)g_ptr_array_index(routing->people, i))->role == role;
    return count;
}

static void append_summary(GString *out, const ChairliftRouting *routing)
{
    const ChairliftAssignment *assignment = routing->assignment;
    const guint chairs = count_people(routing, CHAIRLIFT_ROLE_CHAIR);
    const guint reviewers = count_people(routing, CHAIRLIFT_ROLE_REVIEWER);
    chairlift_html_append(out, "<p class=\"note\">%s</p>\n<div class=\"cards\">\n",
                          routing->venue->name);
    append_card(out, routing->papers->len, "paper", "papers");
    if (chairs > 0)
        append_card(out, chairs, "chair", "chairs");
    if (reviewers > 0)
        append_card(out, reviewers, "reviewer", "reviewers");
    append_card(out, assignment->placements->len, "placement", "placements");
    append_card(out, assignment->unplaced, "place left empty", "places left empty");
    append_card(out, chairlift_conflicts_count(routing->conflicts), "conflict respected",
                "conflicts respected");
    chairlift_html_append(
        out,
        "</div>\n<p><span class=\"badge %s\">%s</span> The total affinity is %.6f; no assignment "
        "that serves the higher goals as well (places filled%s) has more than %.6f.</p>\n",
        assignment->certified ? "good" : "warn",
        assignment->certified ? "optimal, certified" : "not proved optimal", assignment->total,
        routing->previous != NULL ? ", minimums met, earlier placements kept" : ", minimums met",
        assignment->bound);
}

/* Links to the sections, which are long where papers are many. */
static void append_contents(GString *out, const ChairliftRouting *routing,
                            const GPtrArray *findings)
{
    const struct {
        gboolean is_there;
        const char *id, *name;
    } sections[] = {
        {routing->explanation != NULL, "bottlenecks", "What could not be done"},
        {findings != NULL, "nominations", "Nominations"},
        {routing->previous != NULL, "changes", "What changed"},
        {TRUE, "doubts", "To look at"},
        {TRUE, "loads", "Loads"},
        {TRUE, "topics", "Topics"},
        {TRUE, "quality", "How good"},
        {TRUE, "every", "Every paper"},
    };
    const char *separator = "<nav class=\"no-print\">";
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        if (!sections[i].is_there)
            continue;
        g_string_append(out, separator);
        chairlift_html_append(out, "<a href=\"#%s\">%s</a>", sections[i].id, sections[i].name);
        separator = " · ";
    }
    g_string_append(out, "</nav>\n");
}

static void append_sentences(GString *out, const GPtrArray *sentences)
{
    g_string_append(out, "<ul class=\"sentences\">\n");
    for (guint i = 0; i < sentences->len; i++)
        chairlift_html_append(out, "<li>%s</li>\n", (const char *)g_ptr_array_index(sentences, i));
    g_string_append(out, "</ul>\n");
}

static void append_uniform(GString *out, const ChairliftRouting *routing)
{
    const GArray *uniform = routing->explanation->uniform;
    if (uniform->len == 0)
        return;
    const gboolean has_roles = chairlift_routing_has_roles(routing);
    g_string_append(out,
                    "<p class=\"note\">If everybody took at most the same number of papers:</p>"
                    "\n<div class=\"scroll\"><table>\n<thead><tr>");
    g_string_append(out, has_roles ? "<th>Who</th>" : "");
    g_string_append(out, "<th class=\"number\">Papers each</th><th class=\"number\">Places left "
                         "empty</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < uniform->len; i++) {
        const ChairliftUniformLoad *row = &g_array_index(uniform, ChairliftUniformLoad, i);
        g_string_append(out, "<tr>");
        if (has_roles)
            chairlift_html_append(out, "<td>%ss</td>",
                                  chairlift_role_name((ChairliftRole)row->role));
        chairlift_html_append(out,
                              "<td class=\"number\">%u</td><td class=\"number\">%u</td></tr>\n",
                              row->load, (guint)row->unplaced);
    }
    g_string_append(out, "</tbody></table></div>\n");
}

/* What could not be done, and what would help. */
static void append_bottlenecks(GString *out, const ChairliftRouting *routing)
{
    if (routing->explanation == NULL)
        return;
    g_autoptr(GPtrArray) advice = chairlift_routing_advice(routing, FALSE);
    g_string_append(out,
                    "<h2 id=\"bottlenecks\">What could not be done, and what would help</h2>\n");
    append_sentences(out, advice);
    append_uniform(out, routing);
}

static void append_findings(GString *out, const GPtrArray *findings)
{
    if (findings == NULL)
        return;
    g_string_append(out, "<h2 id=\"nominations\">Nominations of reciprocal reviewers</h2>\n");
    if (findings->len == 0)
        g_string_append(out, "<p>Every paper nominates somebody, and nobody too often.</p>\n");
    else
        append_sentences(out, findings);
}

/* NULL: the paper was, or is, not there. */
static const char *name_people(const char *people)
{
    if (people == NULL)
        return "—";
    return *people != '\0' ? people : "nobody";
}

static void append_change(GString *out, const ChairliftRouting *routing,
                          const ChairliftRoutingChange *change)
{
    chairlift_html_append(out, "<tr><td><code>%s</code></td>", change->paper);
    if (chairlift_routing_has_roles(routing))
        chairlift_html_append(out, "<td>%ss</td>", chairlift_role_name(change->role));
    chairlift_html_append(
        out, "<td data-label=\"Before:\">%s</td><td data-label=\"Now:\">%s</td><td>%s</td></tr>\n",
        name_people(change->before), name_people(change->after), change->reason);
}

static void append_changes(GString *out, const ChairliftRouting *routing)
{
    if (routing->previous == NULL)
        return;
    g_autoptr(GPtrArray) changes = chairlift_routing_changes(routing);
    chairlift_html_append(out,
                          "<h2 id=\"changes\">What changed</h2>\n<p>%u earlier placement%s %s as "
                          "%s.</p>\n",
                          (guint)routing->assignment->kept,
                          chairlift_plural(routing->assignment->kept),
                          routing->assignment->kept == 1 ? "stays" : "stay",
                          routing->assignment->kept == 1 ? "it was" : "they were");
    if (changes->len == 0) {
        g_string_append(out, "<p>Nothing else is different.</p>\n");
        return;
    }
    g_string_append_printf(out,
                           "<table class=\"stack\">\n<thead><tr><th>Paper</th>%s<th>Before"
                           "</th><th>Now</th><th>Why</th></tr></thead>\n<tbody>\n",
                           chairlift_routing_has_roles(routing) ? "<th>Role</th>" : "");
    for (guint i = 0; i < changes->len; i++)
        append_change(out, routing, g_ptr_array_index(changes, i));
    g_string_append(out, "</tbody></table>\n");
}

/* Where each paper's rows begin: rows stand in the order of the papers. */
static guint *index_rows(const ChairliftRouting *routing, const GPtrArray *rows)
{
    guint *first = g_new0(guint, routing->papers->len + 1);
    guint row = 0;
    for (guint paper = 0; paper < routing->papers->len; paper++) {
        first[paper] = row;
        while (row < rows->len &&
               ((const ChairliftRoutingRow *)g_ptr_array_index(rows, row))->paper ==
                   g_ptr_array_index(routing->papers, paper))
            row++;
    }
    first[routing->papers->len] = rows->len;
    return first;
}

void chairlift_routing_page(GString *out, const ChairliftRouting *routing,
                            const GPtrArray *findings)
{
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    g_autofree guint *first_row = index_rows(routing, rows);
    const ChairliftRoutingPage page = {routing, rows, first_row};
    chairlift_html_begin(out, "Who handles which paper", CHAIRLIFT_ROUTING_PAGE_SCRIPT);
    append_summary(out, routing);
    append_contents(out, routing, findings);
    append_bottlenecks(out, routing);
    append_findings(out, findings);
    append_changes(out, routing);
    chairlift_routing_page_doubts(out, &page);
    chairlift_routing_page_loads(out, &page);
    chairlift_routing_page_topics(out, &page);
    chairlift_routing_page_quality(out, &page);
    chairlift_routing_page_papers(out, &page);
    chairlift_html_end(out);
}
