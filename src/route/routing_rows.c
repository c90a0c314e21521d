/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each placement in words: what the paper is about, what of that the person declared, and what
 * makes the paper doubtful.
 */
#include <string.h>

#include "chairlift/routing.h"

enum { TOPICS_SHOWN = 3, CONFLICTS_SHOWN = 3 };

/* A topic that is less probable is not worth a word, unless it is the likeliest. */
static const double WORTH_A_WORD = 0.25;

const char *chairlift_routing_status_name(ChairliftRoutingStatus status)
{
    static const char *const NAMES[] = {"placed", "unplaced", "failed"};
    return NAMES[status];
}

static void free_row(gpointer data)
{
    ChairliftRoutingRow *row = data;
    g_free(row->reason);
    g_free(row);
}

static const char *topic_id(const ChairliftRouting *routing, guint topic)
{
    return ((const ChairliftTopic *)g_ptr_array_index(routing->venue->topics, topic))->id;
}

static gboolean has_declared(const ChairliftPerson *person, guint topic)
{
    for (guint i = 0; i < person->topics->len; i++) {
        if (g_array_index(person->topics, guint, i) == topic)
            return TRUE;
    }
    return FALSE;
}

/* The likeliest topic, of those the person declared when one is given; G_MAXUINT for none. */
static guint likeliest(const ChairliftRouting *routing, const ChairliftRoutedPaper *paper,
                       const ChairliftPerson *person)
{
    guint best = G_MAXUINT;
    for (guint topic = 0; topic < routing->venue->topics->len; topic++) {
        if ((person == NULL || has_declared(person, topic)) &&
            (best == G_MAXUINT || paper->topic[topic] > paper->topic[best]))
            best = topic;
    }
    return best;
}

/* The paper's topics worth naming, likeliest first; returns how many. */
static guint main_topics(const ChairliftRouting *routing, const ChairliftRoutedPaper *paper,
                         guint *topics)
{
    guint count = 0;
    while (count < TOPICS_SHOWN) {
        guint best = G_MAXUINT;
        for (guint topic = 0; topic < routing->venue->topics->len; topic++) {
            gboolean is_named = FALSE;
            for (guint i = 0; i < count; i++)
                is_named |= topics[i] == topic;
            if (!is_named && (best == G_MAXUINT || paper->topic[topic] > paper->topic[best]))
                best = topic;
        }
        if (best == G_MAXUINT || (count > 0 && paper->topic[best] < WORTH_A_WORD))
            break;
        topics[count++] = best;
    }
    return count;
}

static void append_number(GString *text, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(text, g_ascii_formatd(digits, sizeof digits, "%.2f", number));
}

/* Whether the paper is of any topic to speak of. */
static gboolean has_topic(const ChairliftRouting *routing, const ChairliftRoutedPaper *paper)
{
    for (guint topic = 0; topic < routing->venue->topics->len; topic++) {
        if (paper->topic[topic] >= WORTH_A_WORD)
            return TRUE;
    }
    return FALSE;
}

/* "circuits 0.93, dictionary-learning 0.41" */
static void append_topics(GString *text, const ChairliftRouting *routing,
                          const ChairliftRoutedPaper *paper, const guint *topics, guint count)
{
    const gboolean stands_out = has_topic(routing, paper);
    if (!stands_out)
        g_string_append(text, "no topic stands out, likeliest is ");
    for (guint i = 0; i < count; i++) {
        g_string_append_printf(text, "%s%s ", i > 0 ? ", " : "", topic_id(routing, topics[i]));
        append_number(text, paper->topic[topics[i]]);
    }
    if (paper->no_evidence)
        g_string_append(text, "; no known word in it, so these are averages");
}

/* The best of what the person declared, where it is none of the topics named. */
static void append_nearest(GString *text, const ChairliftRouting *routing,
                           const ChairliftRoutedPaper *paper, const ChairliftPerson *person,
                           guint count)
{
    static const double LEAST_SHOWN = 0.005; /* what is less is written 0.00 */
    const guint nearest = likeliest(routing, paper, person);
    g_string_append(text, count > 1 ? "; the chair declared none of these"
                                    : "; the chair did not declare it");
    if (paper->topic[nearest] < LEAST_SHOWN)
        return;
    g_string_append_printf(text, "; likeliest of the chair's own is %s ",
                           topic_id(routing, nearest));
    append_number(text, paper->topic[nearest]);
}

/* What of the topics named the person declared. */
static void append_declared(GString *text, const ChairliftRouting *routing,
                            const ChairliftRoutedPaper *paper, const ChairliftPerson *person,
                            const guint *topics, guint count)
{
    static const char *const ALL[] = {"", "it", "both", "all three"};
    guint declared = 0;
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < count; i++) {
        if (!has_declared(person, topics[i]))
            continue;
        declared++;
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                               topic_id(routing, topics[i]));
    }
    if (person->topics->len == 0)
        g_string_append(text, "; the chair declared no topics, so counts as an average chair");
    else if (declared == 0)
        append_nearest(text, routing, paper, person, count);
    else
        g_string_append_printf(text, "; the chair declared %s",
                               declared == count ? ALL[count] : names->str);
}

/* What a chair should look at before trusting the row. */
static void append_doubts(GString *text, const ChairliftRoutedPaper *paper)
{
    if (!paper->fits) {
        g_string_append(text, "; does not fit the theme (");
        append_number(text, paper->theme);
        g_string_append_c(text, ')');
    }
    if (paper->paper->flags == 0)
        return;
    g_autofree const char **names = chairlift_paper_flag_names(paper->paper->flags);
    g_autofree char *joined = g_strjoinv(", ", (char **)names);
    g_string_append_printf(text, "; flagged %s", joined);
}

static gboolean was_kept(const ChairliftRouting *routing, const ChairliftPlacement *placement)
{
    return routing->problem
               .pairs[(gsize)placement->paper * routing->problem.people + placement->person] ==
           CHAIRLIFT_PAIR_KEPT;
}

static ChairliftRoutingRow *placed_row(const ChairliftRouting *routing,
                                       const ChairliftPlacement *placement)
{
    ChairliftRoutingRow *row = g_new0(ChairliftRoutingRow, 1);
    row->status = CHAIRLIFT_ROUTING_PLACED;
    row->paper = g_ptr_array_index(routing->papers, placement->paper);
    row->person = g_ptr_array_index(routing->people, placement->person);
    row->score = (double)placement->affinity;
    guint topic = likeliest(routing, row->paper, row->person);
    if (topic == G_MAXUINT)
        topic = likeliest(routing, row->paper, NULL);
    row->topic = topic != G_MAXUINT ? topic_id(routing, topic) : NULL;
    guint topics[TOPICS_SHOWN] = {0};
    const guint count = main_topics(routing, row->paper, topics);
    GString *reason = g_string_new(was_kept(routing, placement) ? "kept as it was; " : NULL);
    append_topics(reason, routing, row->paper, topics, count);
    append_declared(reason, routing, row->paper, row->person, topics, count);
    append_doubts(reason, row->paper);
    row->reason = g_string_free(reason, FALSE);
    return row;
}

/* " (Ada: author, Bo: listed)": who is out of the question, and why. */
static void append_conflicts(GString *text, const ChairliftRouting *routing, guint paper,
                             const char *before)
{
    guint count = 0;
    g_string_append_printf(text, " (%s", before);
    for (guint person = 0; person < routing->people->len; person++) {
        const char *reason = chairlift_conflicts_reason(routing->conflicts, paper, person);
        if (reason == NULL)
            continue;
        if (count < CONFLICTS_SHOWN)
            g_string_append_printf(
                text, "%s%s: %s", count > 0 ? ", " : "",
                chairlift_person_label(g_ptr_array_index(routing->people, person)), reason);
        count++;
    }
    if (count > CONFLICTS_SHOWN)
        g_string_append_printf(text, ", and %u more", count - CONFLICTS_SHOWN);
    g_string_append_c(text, ')');
}

/* Why nobody (else) takes the paper. */
static void append_lack(GString *text, const ChairliftRouting *routing, guint paper,
                        guint conflicts)
{
    const guint demand = routing->problem.demand[paper];
    const guint placed = demand - routing->assignment->missing[paper];
    const guint people = routing->people->len;
    const guint allowed = people - conflicts;
    const char *verb = allowed == 1 ? "has" : "have";
    if (allowed == 0) {
        g_string_append(text, "conflicts with every chair");
    } else if (people < demand && conflicts == 0) {
        g_string_append_printf(text, "wants %u chairs, and there %s only %u", demand,
                               people == 1 ? "is" : "are", people);
    } else if (allowed < demand) {
        g_string_append_printf(text, "wants %u chairs, and only %u %s no conflict", demand, allowed,
                               verb);
    } else {
        const char *others = placed > 0 ? "other " : "";
        const char *free = conflicts > 0 ? " without a conflict" : "";
        if (allowed - placed == 1)
            g_string_append_printf(text, "the only %schair%s is full", others, free);
        else
            g_string_append_printf(text, "all %u %schairs%s are full", allowed - placed, others,
                                   free);
    }
    if (conflicts > 0)
        append_conflicts(text, routing, paper, allowed == 0 ? "" : "conflicts: ");
}

static ChairliftRoutingRow *unplaced_row(const ChairliftRouting *routing, guint paper)
{
    ChairliftRoutingRow *row = g_new0(ChairliftRoutingRow, 1);
    row->status = CHAIRLIFT_ROUTING_UNPLACED;
    row->paper = g_ptr_array_index(routing->papers, paper);
    const guint topic = likeliest(routing, row->paper, NULL);
    row->topic = topic != G_MAXUINT ? topic_id(routing, topic) : NULL;
    guint conflicts = 0;
    for (guint person = 0; person < routing->people->len; person++)
        conflicts += chairlift_conflicts_reason(routing->conflicts, paper, person) != NULL;
    GString *reason = g_string_new(NULL);
    append_lack(reason, routing, paper, conflicts);
    append_doubts(reason, row->paper);
    row->reason = g_string_free(reason, FALSE);
    return row;
}

static ChairliftRoutingRow *failed_row(const ChairliftRoutedPaper *paper)
{
    ChairliftRoutingRow *row = g_new0(ChairliftRoutingRow, 1);
    row->status = CHAIRLIFT_ROUTING_FAILED;
    row->paper = paper;
    row->reason = g_strdup(paper->paper->failure != NULL ? paper->paper->failure : "has no scores");
    return row;
}

GPtrArray *chairlift_routing_rows(const ChairliftRouting *routing)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
    const GArray *placements = routing->assignment->placements;
    guint next = 0;
    for (guint paper = 0; paper < routing->papers->len; paper++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(routing->papers, paper);
        if (routed->topic == NULL)
            g_ptr_array_add(rows, failed_row(routed));
        for (; next < placements->len &&
               g_array_index(placements, ChairliftPlacement, next).paper == paper;
             next++)
            g_ptr_array_add(
                rows, placed_row(routing, &g_array_index(placements, ChairliftPlacement, next)));
        for (guint i = 0; i < routing->assignment->missing[paper]; i++)
            g_ptr_array_add(rows, unplaced_row(routing, paper));
    }
    return rows;
}
