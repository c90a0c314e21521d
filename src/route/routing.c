/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/routing.h"

#include <string.h>

/* Places with each of those who state no capacity: what is left after the others, evenly. */
static guint even_share(const GPtrArray *people, guint64 demand)
{
    guint64 stated = 0;
    guint silent = 0;
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (person->has_capacity)
            stated += person->capacity;
        else
            silent++;
    }
    if (silent == 0)
        return 0;
    const guint64 even = (demand + people->len - 1) / people->len;
    const guint64 rest = demand > stated ? (demand - stated + silent - 1) / silent : 0;
    return (guint)MAX(MAX(even, rest), 1);
}

static void fill_ids(ChairliftRouting *routing)
{
    const char **papers = g_new0(const char *, routing->papers->len + 1);
    const char **people = g_new0(const char *, routing->people->len + 1);
    for (guint i = 0; i < routing->papers->len; i++)
        papers[i] =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(routing->papers, i))->paper->id;
    for (guint i = 0; i < routing->people->len; i++)
        people[i] = ((const ChairliftPerson *)g_ptr_array_index(routing->people, i))->id;
    routing->problem.paper_ids = papers;
    routing->problem.person_ids = people;
}

static void fill_loads(ChairliftRouting *routing, guint demand)
{
    guint *wanted = g_new0(guint, routing->papers->len + 1);
    guint *capacity = g_new0(guint, routing->people->len + 1);
    guint *minimum = g_new0(guint, routing->people->len + 1);
    guint64 places = 0;
    for (guint i = 0; i < routing->papers->len; i++) {
        const ChairliftRoutedPaper *paper = g_ptr_array_index(routing->papers, i);
        wanted[i] = paper->topic != NULL ? demand : 0;
        places += wanted[i];
    }
    routing->even_share = even_share(routing->people, places);
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        minimum[i] = person->minimum;
        capacity[i] =
            person->has_capacity ? person->capacity : MAX(routing->even_share, minimum[i]);
    }
    routing->problem.demand = wanted;
    routing->problem.capacity = capacity;
    routing->problem.minimum = minimum;
}

/* Each id -> where it stands in the array. */
static GHashTable *number_ids(const char *const *ids, gsize length)
{
    GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = 0; i < length; i++)
        g_hash_table_insert(numbers, (gpointer)ids[i], (gpointer)&ids[i]);
    return numbers;
}

/* Marks the pairs of an earlier routing that are still possible. */
static void keep_previous(ChairliftRouting *routing, const GPtrArray *previous, guint8 *pairs)
{
    const gsize people = routing->people->len;
    g_autoptr(GHashTable) paper_numbers =
        number_ids(routing->problem.paper_ids, routing->papers->len);
    g_autoptr(GHashTable) person_numbers = number_ids(routing->problem.person_ids, people);
    for (guint i = 0; i < previous->len; i++) {
        const ChairliftListedConflict *pair = g_ptr_array_index(previous, i);
        const char *const *paper = g_hash_table_lookup(paper_numbers, pair->paper);
        const char *const *person = g_hash_table_lookup(person_numbers, pair->person);
        if (paper == NULL || person == NULL)
            continue;
        guint8 *kind = &pairs[(gsize)(paper - routing->problem.paper_ids) * people +
                              (gsize)(person - routing->problem.person_ids)];
        routing->previous_pairs++;
        if (*kind == CHAIRLIFT_PAIR_ALLOWED)
            *kind = CHAIRLIFT_PAIR_KEPT;
    }
}

static void fill_pairs(ChairliftRouting *routing, const GPtrArray *previous)
{
    const gsize people = routing->people->len;
    guint8 *pairs = g_new0(guint8, routing->papers->len * people + 1);
    chairlift_conflicts_forbid(routing->conflicts, pairs);
    if (previous != NULL)
        keep_previous(routing, previous, pairs);
    routing->problem.pairs = pairs;
}

static void fill_affinities(ChairliftRouting *routing)
{
    const gsize people = routing->people->len;
    float *rows = g_new(float, routing->papers->len * people + 1);
    for (guint paper = 0; paper < routing->papers->len; paper++)
        chairlift_affinity_row(routing->affinity, paper, rows + paper * people);
    routing->problem.affinity = rows;
}

ChairliftRouting *chairlift_routing_new(const ChairliftVenue *venue, const GPtrArray *papers,
                                        const GPtrArray *people,
                                        const ChairliftConflicts *conflicts,
                                        const ChairliftAffinity *affinity,
                                        const ChairliftRoutingOptions *options, GError **error)
{
    g_autoptr(ChairliftRouting) routing = g_new0(ChairliftRouting, 1);
    routing->venue = venue;
    routing->papers = papers;
    routing->people = people;
    routing->conflicts = conflicts;
    routing->affinity = affinity;
    routing->problem.papers = papers->len;
    routing->problem.people = people->len;
    routing->problem.objective = options->objective;
    fill_ids(routing);
    fill_loads(routing, options->demand);
    fill_affinities(routing);
    fill_pairs(routing, options->previous);
    routing->assignment = chairlift_assign(&routing->problem, error);
    if (routing->assignment == NULL)
        return NULL;
    if (routing->assignment->unplaced > 0 || routing->assignment->unfulfilled > 0) {
        routing->explanation =
            chairlift_assignment_explain(&routing->problem, routing->assignment, error);
        if (routing->explanation == NULL)
            return NULL;
    }
    return g_steal_pointer(&routing);
}

void chairlift_routing_free(ChairliftRouting *routing)
{
    if (routing == NULL)
        return;
    g_free((gpointer)routing->problem.paper_ids);
    g_free((gpointer)routing->problem.person_ids);
    g_free((gpointer)routing->problem.affinity);
    g_free((gpointer)routing->problem.pairs);
    g_free((gpointer)routing->problem.demand);
    g_free((gpointer)routing->problem.capacity);
    g_free((gpointer)routing->problem.minimum);
    chairlift_assignment_free(routing->assignment);
    chairlift_explanation_free(routing->explanation);
    g_free(routing);
}
