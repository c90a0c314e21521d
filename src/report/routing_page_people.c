/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each person has, and of which topics. */
#include "html.h"
#include "routing_page_parts.h"

/* more people than this stand in a table that is closed at first */
enum { PEOPLE_SHOWN = 60 };

/* Affinity of a person's placements. */
typedef struct Affinity {
    double sum, lowest;
    guint count;
} Affinity;

static const char *const HEADINGS[CHAIRLIFT_ROLES] = {"chair", "reviewer"};

static const ChairliftPerson *person_at(const ChairliftRoutingPage *page, guint index)
{
    return g_ptr_array_index(page->routing->people, index);
}

static guint count_role(const ChairliftRoutingPage *page, guint role)
{
    guint count = 0;
    for (guint i = 0; i < page->routing->people->len; i++)
        count += person_at(page, i)->role == role;
    return count;
}

static Affinity *affinities(const ChairliftRoutingPage *page)
{
    Affinity *affinity = g_new0(Affinity, page->routing->people->len + 1);
    const GArray *placements = page->routing->assignment->placements;
    for (guint i = 0; i < placements->len; i++) {
        const ChairliftPlacement *placement = &g_array_index(placements, ChairliftPlacement, i);
        Affinity *of = &affinity[placement->person];
        const double value = (double)placement->affinity;
        of->lowest = of->count == 0 ? value : MIN(of->lowest, value);
        of->sum += value;
        of->count++;
    }
    return affinity;
}

static gboolean any_minimum(const ChairliftRoutingPage *page, guint role)
{
    for (guint i = 0; i < page->routing->people->len; i++) {
        if (person_at(page, i)->role == role && page->routing->problem.minimum[i] > 0)
            return TRUE;
    }
    return FALSE;
}

static void append_load(GString *out, const ChairliftRoutingPage *page, guint index,
                        gboolean has_minimum, const Affinity *affinity)
{
    const ChairliftRouting *routing = page->routing;
    const guint load = routing->assignment->load[index],
                capacity = routing->problem.capacity[index];
    const guint minimum = routing->problem.minimum[index];
    chairlift_html_append(out, "<tr><td>%s%s</td><td class=\"bar\" style=\"--v:%.3f\">%u of %u%s",
                          chairlift_person_label(person_at(page, index)),
                          person_at(page, index)->is_reciprocal ? " (reciprocal)" : "",
                          capacity > 0 ? (double)load / capacity : 0.0, load, capacity,
                          load == capacity ? ", full" : "");
    g_string_append(out, "</td>");
    if (has_minimum) {
        chairlift_html_append(out, "<td class=\"number\">%u", minimum);
        if (load < minimum)
            chairlift_html_append(out, " <span class=\"badge bad\">%u short</span>",
                                  minimum - load);
        g_string_append(out, "</td>");
    }
    if (affinity->count == 0)
        g_string_append(out, "<td></td><td></td></tr>\n");
    else
        chairlift_html_append(out,
                              "<td class=\"number\">%.2f</td><td class=\"number\">%.2f</td></tr>\n",
                              affinity->sum / affinity->count, affinity->lowest);
}

void chairlift_routing_page_loads(GString *out, const ChairliftRoutingPage *page)
{
    g_autofree Affinity *affinity = affinities(page);
    g_string_append(out, "<h2 id=\"loads\">Loads</h2>\n");
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        const guint count = count_role(page, role);
        if (count == 0)
            continue;
        g_string_append_printf(out, "<details%s><summary>%u %s%s</summary>\n",
                               count <= PEOPLE_SHOWN ? " open" : "", count, HEADINGS[role],
                               count == 1 ? "" : "s");
        const gboolean has_minimum = any_minimum(page, role);
        g_string_append_printf(out,
                               "<div class=\"scroll\"><table>\n<thead><tr><th>Name</th><th>Papers"
                               "</th>%s<th class=\"number\">Mean affinity</th><th class=\"number\">"
                               "Lowest</th></tr></thead>\n<tbody>\n",
                               has_minimum ? "<th class=\"number\">Minimum</th>" : "");
        for (guint i = 0; i < page->routing->people->len; i++) {
            if (person_at(page, i)->role == role)
                append_load(out, page, i, has_minimum, &affinity[i]);
        }
        g_string_append(out, "</tbody></table></div></details>\n");
    }
}

/* [people * topics] papers that each person has, by the topic that led to them. */
static guint *count_topics(const ChairliftRoutingPage *page, guint topics, guint *most)
{
    g_autoptr(GHashTable) topic_of = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint topic = 0; topic < topics; topic++)
        g_hash_table_insert(
            topic_of,
            ((ChairliftTopic *)g_ptr_array_index(page->routing->venue->topics, topic))->id,
            GUINT_TO_POINTER(topic));
    g_autoptr(GHashTable) index_of = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < page->routing->people->len; i++)
        g_hash_table_insert(index_of, g_ptr_array_index(page->routing->people, i),
                            GUINT_TO_POINTER(i));
    guint *count = g_new0(guint, (gsize)page->routing->people->len * topics + 1);
    for (guint i = 0; i < page->rows->len; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(page->rows, i);
        if (row->person == NULL || row->topic == NULL)
            continue;
        const guint person = GPOINTER_TO_UINT(g_hash_table_lookup(index_of, row->person));
        guint *cell = &count[(gsize)person * topics +
                             GPOINTER_TO_UINT(g_hash_table_lookup(topic_of, row->topic))];
        (*cell)++;
        *most = MAX(*most, *cell);
    }
    return count;
}

static gboolean has_declared(const ChairliftPerson *person, guint topic)
{
    for (guint i = 0; i < person->topics->len; i++) {
        if (g_array_index(person->topics, guint, i) == topic)
            return TRUE;
    }
    return FALSE;
}

static void append_topic_row(GString *out, const ChairliftRoutingPage *page, guint index,
                             const guint *count, guint topics, guint most)
{
    const ChairliftPerson *person = person_at(page, index);
    chairlift_html_append(out, "<tr><th>%s</th>", chairlift_person_label(person));
    for (guint topic = 0; topic < topics; topic++) {
        chairlift_html_append(out, "<td class=\"heat%s\" style=\"--v:%.3f\">",
                              has_declared(person, topic) ? " marked" : "",
                              most > 0 ? (double)count[topic] / most : 0.0);
        if (count[topic] > 0)
            chairlift_html_append(out, "%u", count[topic]);
        g_string_append(out, "</td>");
    }
    g_string_append(out, "</tr>\n");
}

static void append_topic_names(GString *out, const ChairliftVenue *venue)
{
    g_string_append(out, "<thead><tr><th></th>");
    for (guint topic = 0; topic < venue->topics->len; topic++) {
        const ChairliftTopic *described = g_ptr_array_index(venue->topics, topic);
        chairlift_html_append(out, "<th class=\"slant\" title=\"%s\"><span>%s</span></th>",
                              described->name, described->id);
    }
    g_string_append(out, "</tr></thead>\n");
}

void chairlift_routing_page_topics(GString *out, const ChairliftRoutingPage *page)
{
    const ChairliftVenue *venue = page->routing->venue;
    const guint topics = venue->topics->len;
    guint most = 0;
    g_autofree guint *count = count_topics(page, topics, &most);
    g_string_append(out, "<h2 id=\"topics\">Topics</h2>\n<p class=\"note\">Papers by the topic "
                         "that led to each placement. An outline marks what a person declared."
                         "</p>\n");
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        const guint people = count_role(page, role);
        if (people == 0)
            continue;
        g_string_append_printf(out, "<details%s><summary>%u %s%s</summary>\n",
                               people <= PEOPLE_SHOWN ? " open" : "", people, HEADINGS[role],
                               people == 1 ? "" : "s");
        g_string_append(out, "<div class=\"scroll\"><table class=\"map\">\n");
        append_topic_names(out, venue);
        g_string_append(out, "<tbody>\n");
        for (guint i = 0; i < page->routing->people->len; i++) {
            if (person_at(page, i)->role == role)
                append_topic_row(out, page, i, count + (gsize)i * topics, topics, most);
        }
        g_string_append(out, "</tbody></table></div></details>\n");
    }
}
