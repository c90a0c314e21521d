/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers: how well they are placed, which a human should see, and all of them. */
#include "../paper/plural.h"
#include "html.h"
#include "plot.h"
#include "routing_page_parts.h"

enum { BINS = 20, WORST = 10 };

/* Without the script, the tools stay hidden and every paper is shown. */
const char CHAIRLIFT_ROUTING_PAGE_SCRIPT[] =
    "const tools=document.getElementById('tools'),find=document.getElementById('find'),"
    "only=document.getElementById('only'),count=document.getElementById('count'),"
    "rows=[...document.querySelectorAll('#papers tbody tr')],"
    "texts=rows.map(row=>row.textContent.toLowerCase());"
    "function filter(){const words=find.value.toLowerCase().split(/\\s+/).filter(Boolean),"
    "wanted=only.value;let shown=0;rows.forEach((row,i)=>{"
    "const visible=words.every(word=>texts[i].includes(word))&&"
    "(wanted===''||row.dataset.is.split(' ').includes(wanted));"
    "row.hidden=!visible;shown+=visible});"
    "count.textContent=shown+' of '+rows.length+' papers'}"
    "if(tools){tools.hidden=false;find.addEventListener('input',filter);"
    "only.addEventListener('change',filter);filter()}";

/* ---- doubts --------------------------------------------------------------------------------- */

static void append_badge(GString *out, guint *count, const char *kind, const char *text)
{
    if (out != NULL)
        chairlift_html_append(out, " <span class=\"badge %s\">%s</span>", kind, text);
    (*count)++;
}

/* Appends, unless out is NULL, what makes a paper doubtful; returns how much that is. */
static guint append_doubts(GString *out, const ChairliftRoutedPaper *paper)
{
    guint count = 0;
    if (paper->paper->failure != NULL || paper->topic == NULL) {
        append_badge(out, &count, "bad", "could not be read");
        return count;
    }
    if (!paper->fits)
        append_badge(out, &count, "bad", "does not fit the theme");
    if (paper->is_borderline)
        append_badge(out, &count, "warn", "borderline theme");
    if (paper->needs_human) {
        g_autofree char *need = chairlift_routed_paper_need(paper);
        append_badge(out, &count, "warn", need);
    }
    if (paper->no_evidence)
        append_badge(out, &count, "bad", "no known word in it");
    g_autofree const char **flags = chairlift_paper_flag_names(paper->paper->flags);
    for (guint i = 0; flags[i] != NULL; i++)
        append_badge(out, &count, "warn", flags[i]);
    return count;
}

/* The topics between which the judgement is unsure. */
static void append_likeliest(GString *out, const ChairliftVenue *venue,
                             const ChairliftRoutedPaper *paper)
{
    guint first = 0, second = G_MAXUINT;
    for (guint topic = 1; topic < venue->topics->len; topic++) {
        if (paper->topic[topic] > paper->topic[first]) {
            second = first;
            first = topic;
        } else if (second == G_MAXUINT || paper->topic[topic] > paper->topic[second]) {
            second = topic;
        }
    }
    const guint shown[] = {first, second};
    g_string_append(out, " <span class=\"note\">likeliest:");
    for (guint i = 0; i < G_N_ELEMENTS(shown) && shown[i] < venue->topics->len; i++)
        chairlift_html_append(
            out, "%s %s %.2f", i > 0 ? "," : "",
            ((const ChairliftTopic *)g_ptr_array_index(venue->topics, shown[i]))->id,
            paper->topic[shown[i]]);
    g_string_append(out, "</span>");
}

static void append_people(GString *out, const ChairliftRoutingPage *page, guint paper)
{
    guint missing = 0;
    const char *separator = "";
    for (guint i = page->first_row[paper]; i < page->first_row[paper + 1]; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(page->rows, i);
        missing += row->status == CHAIRLIFT_ROUTING_UNPLACED;
        if (row->person == NULL)
            continue;
        chairlift_html_append(out, "%s%s", separator, chairlift_person_label(row->person));
        separator = ", ";
    }
    if (missing > 0)
        chairlift_html_append(out, " <span class=\"badge bad\">%u missing</span>", missing);
}

static void append_title(GString *out, const ChairliftRoutedPaper *paper)
{
    chairlift_html_append(out, "<b>%s</b>", chairlift_routing_page_title(paper));
    if (paper->paper->title != NULL)
        chairlift_html_append(out, " <span class=\"note\">%s</span>", paper->paper->id);
}

/* How much a doubt asks to be looked at, most first. */
static double urgency(const ChairliftRoutedPaper *paper)
{
    if (paper->topic == NULL)
        return 4;
    return (paper->fits ? 0 : 2) + (paper->is_borderline ? 1 : 0) + (1 - paper->confidence) / 2;
}

static gint by_urgency(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const GPtrArray *papers = user_data;
    const guint first = *(const guint *)a, second = *(const guint *)b;
    const double difference =
        urgency(g_ptr_array_index(papers, second)) - urgency(g_ptr_array_index(papers, first));
    if (difference != 0)
        return difference > 0 ? 1 : -1;
    return first < second ? -1 : first > second;
}

/* Doubtful papers (guint), the most urgent first. */
static GArray *doubtful_papers(const GPtrArray *papers)
{
    GArray *doubtful = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < papers->len; i++) {
        if (append_doubts(NULL, g_ptr_array_index(papers, i)) > 0)
            g_array_append_val(doubtful, i);
    }
    g_array_sort_with_data(doubtful, by_urgency, (gpointer)papers);
    return doubtful;
}

static void append_doubtful(GString *out, const ChairliftRoutingPage *page, guint index)
{
    const ChairliftRoutedPaper *paper = g_ptr_array_index(page->routing->papers, index);
    g_string_append(out, "<tr><td>");
    append_title(out, paper);
    g_string_append(out, "</td><td>");
    append_doubts(out, paper);
    if (paper->paper->failure != NULL)
        chairlift_html_append(out, " %s", paper->paper->failure);
    else if (paper->needs_human && paper->topic != NULL && !paper->no_evidence)
        append_likeliest(out, page->routing->venue, paper);
    g_string_append(out, "</td><td data-label=\"Theme\">");
    if (paper->topic != NULL)
        chairlift_html_append(out, "%.2f", paper->theme);
    g_string_append(out, "</td><td data-label=\"With\">");
    append_people(out, page, index);
    g_string_append(out, "</td></tr>\n");
}

void chairlift_routing_page_doubts(GString *out, const ChairliftRoutingPage *page)
{
    const GPtrArray *papers = page->routing->papers;
    g_autoptr(GArray) doubtful = doubtful_papers(papers);
    g_string_append(out, "<h2 id=\"doubts\">Papers that a human should look at</h2>\n");
    if (doubtful->len == 0) {
        g_string_append(out, "<p>None: every paper was read and fits the theme.</p>\n");
        return;
    }
    chairlift_html_append(out,
                          "<p class=\"note\">%u of %u: what was read of them, whether they fit or "
                          "what they are about is uncertain, or they do not fit. Confidence is the "
                          "probability that the judgement is right. They are placed like all "
                          "others.</p>\n",
                          doubtful->len, papers->len);
    g_string_append(out, "<table class=\"stack\">\n<thead><tr><th>Paper</th><th>Why</th>"
                         "<th>Theme</th><th>With</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < doubtful->len; i++)
        append_doubtful(out, page, g_array_index(doubtful, guint, i));
    g_string_append(out, "</tbody></table>\n");
}

/* ---- quality -------------------------------------------------------------------------------- */

static gint by_score(gconstpointer a, gconstpointer b)
{
    const ChairliftRoutingRow *const *first = a, *const *second = b;
    return ((*first)->score > (*second)->score) - ((*first)->score < (*second)->score);
}

/* Rows that are placed, of a role, worst first, and otherwise in their order. */
static GPtrArray *placed_rows(const ChairliftRoutingPage *page, ChairliftRole role)
{
    GPtrArray *placed = g_ptr_array_new();
    for (guint i = 0; i < page->rows->len; i++) {
        ChairliftRoutingRow *row = g_ptr_array_index(page->rows, i);
        if (row->status == CHAIRLIFT_ROUTING_PLACED && row->role == role)
            g_ptr_array_add(placed, row);
    }
    g_ptr_array_sort(placed, by_score);
    return placed;
}

static double score_at(const GPtrArray *placed, guint index)
{
    return ((const ChairliftRoutingRow *)g_ptr_array_index(placed, index))->score;
}

static void append_histogram(GString *out, const GPtrArray *placed, const char *who)
{
    /* With room for five, the axis counts in whole placements. */
    double edges[BINS + 1], count[BINS] = {0}, most = 5;
    for (guint i = 0; i <= BINS; i++)
        edges[i] = (double)i / BINS;
    for (guint i = 0; i < placed->len; i++) {
        const guint bin = (guint)(CLAMP(score_at(placed, i), 0.0, 1.0) * BINS);
        count[MIN(bin, BINS - 1)]++;
    }
    for (guint i = 0; i < BINS; i++)
        most = MAX(most, count[i]);
    const ChairliftAxis x = {"affinity", 0, 1, FALSE}, y = {"placements", 0, most, FALSE};
    g_autofree char *title = g_strdup_printf("Affinity of the placements with %ss", who);
    const ChairliftPlot plot = chairlift_plot_begin(out, title, x, y);
    chairlift_plot_bars(&plot, 1, edges, count, NULL, BINS);
    g_autofree char *caption = g_strdup_printf(
        "Placements with %ss: lowest %.2f, median %.2f, highest %.2f.", who, score_at(placed, 0),
        score_at(placed, placed->len / 2), score_at(placed, placed->len - 1));
    chairlift_plot_end(&plot, NULL, 0, caption);
}

static void append_worst(GString *out, const GPtrArray *placed, const char *who)
{
    const guint length = MIN(placed->len, (guint)WORST);
    chairlift_html_append(out, "<h3>The %u worst placements with %ss</h3>\n", length, who);
    g_string_append(out, "<table class=\"stack\">\n<thead><tr><th>Paper</th><th>With</th>"
                         "<th>Affinity</th><th>Why</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < length; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(placed, i);
        g_string_append(out, "<tr><td>");
        append_title(out, row->paper);
        chairlift_html_append(out,
                              "</td><td data-label=\"With\">%s</td><td class=\"number\" "
                              "data-label=\"Affinity\">%.2f</td><td>%s</td></tr>\n",
                              chairlift_person_label(row->person), row->score, row->reason);
    }
    g_string_append(out, "</tbody></table>\n");
}

void chairlift_routing_page_quality(GString *out, const ChairliftRoutingPage *page)
{
    g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++)
        g_ptr_array_add(lists, placed_rows(page, (ChairliftRole)role));
    g_string_append(out, "<h2 id=\"quality\">How good the placements are</h2>\n"
                         "<p class=\"note\">Affinity is 0 where a person knows nothing of what a "
                         "paper is about, and 1 where everything.</p>\n<div class=\"plots\">\n");
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        const GPtrArray *placed = g_ptr_array_index(lists, role);
        if (placed->len > 0)
            append_histogram(out, placed, chairlift_role_name((ChairliftRole)role));
    }
    g_string_append(out, "</div>\n");
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        const GPtrArray *placed = g_ptr_array_index(lists, role);
        if (placed->len > 0)
            append_worst(out, placed, chairlift_role_name((ChairliftRole)role));
    }
}

/* ---- every paper ---------------------------------------------------------------------------- */

/* What the filter can ask for: everything, doubts, empty places, or one person's papers. */
static void append_tools(GString *out, const ChairliftRoutingPage *page)
{
    const GPtrArray *people = page->routing->people;
    g_string_append(out,
                    "<p id=\"tools\" class=\"no-print\" hidden><input type=\"search\" id=\"find\" "
                    "placeholder=\"title, topic, reason\" aria-label=\"Search\"> "
                    "<select id=\"only\" aria-label=\"Show\"><option value=\"\">all papers</option>"
                    "<option value=\"doubt\">to look at</option>"
                    "<option value=\"empty\">somebody is missing</option>\n");
    for (guint i = 0; i < people->len; i++)
        chairlift_html_append(out, "<option value=\"p%u\">%s</option>\n", i,
                              chairlift_person_label(g_ptr_array_index(people, i)));
    g_string_append(out,
                    "</select> <span id=\"count\" class=\"note\" role=\"status\"></span></p>\n");
}

static void append_kinds(GString *out, const ChairliftRoutingPage *page, guint paper,
                         GHashTable *index_of)
{
    if (append_doubts(NULL, g_ptr_array_index(page->routing->papers, paper)) > 0)
        g_string_append(out, "doubt ");
    gboolean is_empty = FALSE;
    for (guint i = page->first_row[paper]; i < page->first_row[paper + 1]; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(page->rows, i);
        is_empty |= row->status == CHAIRLIFT_ROUTING_UNPLACED;
        if (row->person != NULL)
            g_string_append_printf(out, "p%u ",
                                   GPOINTER_TO_UINT(g_hash_table_lookup(index_of, row->person)));
    }
    if (is_empty)
        g_string_append(out, "empty");
}

/* A row, which stands for so many alike. */
static void append_placement(GString *out, const ChairliftRoutingPage *page,
                             const ChairliftRoutingRow *row, guint alike)
{
    g_string_append(out, "<p>");
    if (row->status == CHAIRLIFT_ROUTING_PLACED) {
        chairlift_html_append(out, "<b>%s</b>", chairlift_person_label(row->person));
        if (chairlift_routing_has_roles(page->routing))
            chairlift_html_append(out, " (%s)", chairlift_role_name(row->role));
        chairlift_html_append(out, ", %.2f", row->score);
    } else if (row->status == CHAIRLIFT_ROUTING_UNPLACED) {
        chairlift_html_append(out, "<span class=\"badge bad\">%u %s%s missing</span>", alike,
                              chairlift_role_name(row->role), chairlift_plural(alike));
    } else {
        g_string_append(out, "<span class=\"badge bad\">not read</span>");
    }
    chairlift_html_append(out, ": %s</p>", row->reason);
}

/* Whether two rows say the same of places that are empty. */
static gboolean is_alike(const ChairliftRoutingPage *page, guint first, guint second)
{
    const ChairliftRoutingRow *row = g_ptr_array_index(page->rows, first);
    const ChairliftRoutingRow *other = g_ptr_array_index(page->rows, second);
    return row->status == CHAIRLIFT_ROUTING_UNPLACED && other->status == row->status &&
           other->role == row->role;
}

static void append_paper(GString *out, const ChairliftRoutingPage *page, guint paper,
                         GHashTable *index_of)
{
    const ChairliftRoutedPaper *routed = g_ptr_array_index(page->routing->papers, paper);
    g_string_append(out, "<tr data-is=\"");
    append_kinds(out, page, paper, index_of);
    g_string_append(out, "\"><td>");
    append_title(out, routed);
    append_doubts(out, routed);
    g_string_append(out, "</td><td>");
    const guint end = page->first_row[paper + 1];
    for (guint i = page->first_row[paper], next; i < end; i = next) {
        next = i + 1;
        while (next < end && is_alike(page, i, next))
            next++;
        append_placement(out, page, g_ptr_array_index(page->rows, i), next - i);
    }
    g_string_append(out, "</td></tr>\n");
}

void chairlift_routing_page_papers(GString *out, const ChairliftRoutingPage *page)
{
    const GPtrArray *people = page->routing->people;
    g_autoptr(GHashTable) index_of = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < people->len; i++)
        g_hash_table_insert(index_of, g_ptr_array_index(people, i), GUINT_TO_POINTER(i));
    g_string_append(out, "<h2 id=\"every\">Every paper</h2>\n");
    append_tools(out, page);
    g_string_append(out, "<table id=\"papers\" class=\"stack\">\n<thead><tr><th>Paper</th>"
                         "<th>Who, and why</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < page->routing->papers->len; i++)
        append_paper(out, page, i, index_of);
    g_string_append(out, "</tbody></table>\n");
}
