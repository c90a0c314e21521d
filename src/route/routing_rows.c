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

const char *chairlift_routing_barred_topic(const ChairliftRouting *routing, guint paper,
                                           ChairliftRole role)
{
    const ChairliftRoutedPaper *routed = g_ptr_array_index(routing->papers, paper);
    const guint topic = routed->topic != NULL ? likeliest(routing, routed, NULL) : G_MAXUINT;
    if (topic == G_MAXUINT || routed->topic[topic] < WORTH_A_WORD)
        return NULL;
    gboolean any_knows = FALSE;
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        if (person->role != role || !has_declared(person, topic))
            continue;
        any_knows = TRUE;
        if (chairlift_conflicts_reason(routing->conflicts, paper, i) == NULL)
            return NULL;
    }
    return any_knows ? topic_id(routing, topic) : NULL;
}

/* The best of what the person declared, where it is none of the topics named. */
static void append_nearest(GString *text, const ChairliftRouting *routing,
                           const ChairliftRoutedPaper *paper, const ChairliftPerson *person,
                           guint count)
{
    static const double LEAST_SHOWN = 0.005; /* what is less is written 0.00 */
    const guint nearest = likeliest(routing, paper, person);
    const char *role = chairlift_role_name(person->role);
    g_string_append_printf(
        text, count > 1 ? "; the %s declared none of these" : "; the %s did not declare it", role);
    if (paper->topic[nearest] < LEAST_SHOWN)
        return;
    g_string_append_printf(text, "; likeliest of the %s's own is %s ", role,
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
    const char *role = chairlift_role_name(person->role);
    if (person->topics->len == 0)
        g_string_append_printf(text, "; the %s declared no topics, so counts as an average %s",
                               role, role);
    else if (declared == 0)
        append_nearest(text, routing, paper, person, count);
    else
        g_string_append_printf(text, "; the %s declared %s", role,
                               declared == count ? ALL[count] : names->str);
}

static void append_part(GString *text, const char *name, const ChairliftAffinityPart *part,
                        const char *unknown)
{
    if (part->basis == CHAIRLIFT_AFFINITY_UNUSED)
        return;
    g_string_append_printf(text, "%s%s ", g_str_has_suffix(text->str, " mean of ") ? "" : ", ",
                           name);
    append_number(text, part->value);
    if (part->basis == CHAIRLIFT_AFFINITY_AVERAGE)
        g_string_append(text, unknown);
}

/* What the affinity is the mean of, where it is more than topics. */
static void append_parts(GString *text, const ChairliftPerson *person,
                         const ChairliftAffinityParts *parts)
{
    enum { TITLE_SHOWN = 60 };
    if (parts->papers.basis == CHAIRLIFT_AFFINITY_UNUSED &&
        parts->bid.basis == CHAIRLIFT_AFFINITY_UNUSED)
        return;
    g_string_append(text, "; affinity is the mean of ");
    append_part(text, "topics", &parts->topics, " (an average)");
    append_part(text, "own papers", &parts->papers, " (an average: none are here)");
    if (parts->nearest != NULL) {
        const ChairliftPaper *paper = parts->nearest;
        const char *title = paper->title != NULL ? paper->title : paper->id;
        g_autofree char *shown =
            g_utf8_substring(title, 0, MIN(g_utf8_strlen(title, -1), TITLE_SHOWN));
        g_string_append_printf(text, " (nearest of %u: \"%s%s\")", person->publications->len, shown,
                               strlen(shown) < strlen(title) ? "..." : "");
    }
    append_part(text, "bid", &parts->bid, " (none)");
}

/* What a chair should look at before trusting the row. */
static void append_doubts(GString *text, const ChairliftRoutedPaper *paper)
{
    if (!paper->fits) {
        g_string_append(text, "; does not fit the theme (");
        append_number(text, paper->theme);
        g_string_append_c(text, ')');
    }
    if (paper->needs_human) {
        g_autofree char *need = chairlift_routed_paper_need(paper);
        g_string_append_printf(text, "; %s", need);
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

/* Where nobody better could be found because of conflicts. */
static void append_barred(GString *text, const ChairliftRouting *routing,
                          const ChairliftPlacement *placement)
{
    const ChairliftPerson *person = g_ptr_array_index(routing->people, placement->person);
    const char *topic = chairlift_routing_barred_topic(routing, placement->paper, person->role);
    if (topic != NULL)
        g_string_append_printf(text, "; everybody who declared %s has a conflict", topic);
}

static ChairliftRoutingRow *placed_row(const ChairliftRouting *routing,
                                       const ChairliftPlacement *placement)
{
    ChairliftRoutingRow *row = g_new0(ChairliftRoutingRow, 1);
    row->status = CHAIRLIFT_ROUTING_PLACED;
    row->paper = g_ptr_array_index(routing->papers, placement->paper);
    row->person = g_ptr_array_index(routing->people, placement->person);
    row->role = row->person->role;
    row->score = (double)placement->affinity;
    guint topic = likeliest(routing, row->paper, row->person);
    if (topic == G_MAXUINT)
        topic = likeliest(routing, row->paper, NULL);
    row->topic = topic != G_MAXUINT ? topic_id(routing, topic) : NULL;
    guint topics[TOPICS_SHOWN] = {0};
    const guint count = main_topics(routing, row->paper, topics);
    GString *reason = g_string_new(was_kept(routing, placement) ? "kept as it was; " : NULL);
    append_topics(reason, routing, row->paper, topics, count);
    ChairliftAffinityParts parts;
    chairlift_affinity_parts(routing->affinity, placement->paper, placement->person, &parts);
    append_declared(reason, routing, row->paper, row->person, topics, count);
    append_parts(reason, row->person, &parts);
    append_barred(reason, routing, placement);
    append_doubts(reason, row->paper);
    row->reason = g_string_free(reason, FALSE);
    return row;
}

/* " (Ada: author, Bo: listed)": who is out of the question, and why. */
static void append_conflicts(GString *text, const ChairliftRouting *routing, guint paper,
                             ChairliftRole role, const char *before)
{
    guint count = 0;
    g_string_append_printf(text, " (%s", before);
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        const char *reason = chairlift_conflicts_reason(routing->conflicts, paper, i);
        if (reason == NULL || person->role != role)
            continue;
        if (count < CONFLICTS_SHOWN)
            g_string_append_printf(text, "%s%s: %s", count > 0 ? ", " : "",
                                   chairlift_person_label(person), reason);
        count++;
    }
    if (count > CONFLICTS_SHOWN)
        g_string_append_printf(text, ", and %u more", count - CONFLICTS_SHOWN);
    g_string_append_c(text, ')');
}

/* Of the people whom a paper could have in a role. */
typedef struct Chances {
    guint people, conflicts;
    guint full; /* of the others, and not with the paper */
} Chances;

static Chances chances_of(const ChairliftRouting *routing, guint paper, ChairliftRole role)
{
    Chances chances = {0};
    for (guint i = 0; i < routing->people->len; i++) {
        if (((const ChairliftPerson *)g_ptr_array_index(routing->people, i))->role != role)
            continue;
        chances.people++;
        const gboolean conflicts = chairlift_conflicts_reason(routing->conflicts, paper, i) != NULL;
        chances.conflicts += conflicts;
        chances.full += !conflicts && routing->assignment->load[i] >= routing->problem.capacity[i];
    }
    const GArray *placements = routing->assignment->placements;
    for (guint i = 0; i < placements->len; i++) {
        const ChairliftPlacement *placement = &g_array_index(placements, ChairliftPlacement, i);
        const ChairliftPerson *person = g_ptr_array_index(routing->people, placement->person);
        chances.full -= placement->paper == paper && person->role == role &&
                        routing->assignment->load[placement->person] >=
                            routing->problem.capacity[placement->person];
    }
    return chances;
}

/* Why nobody (else) takes the paper. */
static void append_lack(GString *text, const ChairliftRouting *routing, guint paper,
                        ChairliftRole role)
{
    const Chances chances = chances_of(routing, paper, role);
    const guint demand = chairlift_routing_demand(routing, paper, role);
    const guint placed = demand - chairlift_routing_missing(routing, paper, role);
    const guint people = chances.people, conflicts = chances.conflicts;
    const guint allowed = people - conflicts;
    const char *verb = allowed == 1 ? "has" : "have", *name = chairlift_role_name(role);
    if (allowed == 0) {
        g_string_append_printf(text, "conflicts with every %s", name);
    } else if (people < demand && conflicts == 0) {
        g_string_append_printf(text, "wants %u %ss, and there %s only %u", demand, name,
                               people == 1 ? "is" : "are", people);
    } else if (allowed < demand) {
        g_string_append_printf(text, "wants %u %ss, and only %u %s no conflict", demand, name,
                               allowed, verb);
    } else {
        const char *others = placed > 0 ? "other " : "";
        const char *free = conflicts > 0 ? " without a conflict" : "";
        const char *apart =
            chances.full < allowed - placed ? ", or of an institution that has it already" : "";
        if (allowed - placed == 1)
            g_string_append_printf(text, "the only %s%s%s is %s", others, name, free,
                                   *apart == '\0' ? "full"
                                                  : "of an institution that has it already");
        else
            g_string_append_printf(text, "all %u %s%ss%s are full%s", allowed - placed, others,
                                   name, free, apart);
    }
    if (conflicts > 0)
        append_conflicts(text, routing, paper, role, allowed == 0 ? "" : "conflicts: ");
}

static ChairliftRoutingRow *unplaced_row(const ChairliftRouting *routing, guint paper,
                                         ChairliftRole role)
{
    ChairliftRoutingRow *row = g_new0(ChairliftRoutingRow, 1);
    row->status = CHAIRLIFT_ROUTING_UNPLACED;
    row->role = role;
    row->paper = g_ptr_array_index(routing->papers, paper);
    const guint topic = likeliest(routing, row->paper, NULL);
    row->topic = topic != G_MAXUINT ? topic_id(routing, topic) : NULL;
    GString *reason = g_string_new(NULL);
    append_lack(reason, routing, paper, role);
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

static gboolean is_shown(const ChairliftRouting *routing, ChairliftRole role)
{
    return routing->only_role < 0 || routing->only_role == (int)role;
}

static void add_rows_of_role(const ChairliftRouting *routing, guint paper, ChairliftRole role,
                             guint first, GPtrArray *rows)
{
    const GArray *placements = routing->assignment->placements;
    if (!is_shown(routing, role))
        return;
    for (guint i = first; i < placements->len; i++) {
        const ChairliftPlacement *placement = &g_array_index(placements, ChairliftPlacement, i);
        if (placement->paper != paper)
            break;
        const ChairliftPerson *person = g_ptr_array_index(routing->people, placement->person);
        if (person->role == role)
            g_ptr_array_add(rows, placed_row(routing, placement));
    }
    for (guint i = 0; i < chairlift_routing_missing(routing, paper, role); i++)
        g_ptr_array_add(rows, unplaced_row(routing, paper, role));
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
        for (guint role = 0; role < CHAIRLIFT_ROLES; role++)
            add_rows_of_role(routing, paper, (ChairliftRole)role, next, rows);
        while (next < placements->len &&
               g_array_index(placements, ChairliftPlacement, next).paper == paper)
            next++;
    }
    return rows;
}
