/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/routing.h"

#include <string.h>

/* Places with each of a role who states no capacity: what is left after the others, evenly. */
static guint even_share(const GPtrArray *people, ChairliftRole role, guint64 demand)
{
    guint64 stated = 0;
    guint silent = 0, all = 0;
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (person->role != role)
            continue;
        all++;
        if (person->has_capacity)
            stated += person->capacity;
        else
            silent++;
    }
    if (silent == 0)
        return 0;
    const guint64 even = (demand + all - 1) / all;
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

static gboolean has_role(const GPtrArray *people, ChairliftRole role)
{
    for (guint i = 0; i < people->len; i++) {
        if (((const ChairliftPerson *)g_ptr_array_index(people, i))->role == role)
            return TRUE;
    }
    return FALSE;
}

static void fill_demand(ChairliftRouting *routing, const guint *demand)
{
    const guint papers = routing->papers->len;
    guint *wanted = g_new0(guint, (gsize)papers * CHAIRLIFT_ROLES + 1);
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        /* Without any people at all, papers still want chairs. */
        const gboolean is_wanted =
            has_role(routing->people, role) || (role == 0 && routing->people->len == 0);
        guint64 places = 0;
        for (guint i = 0; i < papers; i++) {
            const ChairliftRoutedPaper *paper = g_ptr_array_index(routing->papers, i);
            wanted[role * papers + i] = paper->topic != NULL && is_wanted ? demand[role] : 0;
            places += wanted[role * papers + i];
        }
        routing->even_share[role] = even_share(routing->people, role, places);
    }
    routing->problem.demand = wanted;
}

static guint64 places_wanted(const ChairliftRouting *routing, guint role)
{
    guint64 places = 0;
    for (guint i = 0; i < routing->papers->len; i++)
        places += routing->problem.demand[role * routing->papers->len + i];
    return places;
}

/* Reciprocal reviewers review so many papers each, as long as there are papers for that: a load
 * above what is wanted leaves all of them at least an even share of it. */
static void share_reciprocal_minimums(const ChairliftRouting *routing, guint role, guint *minimum)
{
    guint64 others = 0, asked = 0;
    guint reciprocal = 0;
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        if (person->role != role)
            continue;
        reciprocal += person->is_reciprocal ? 1 : 0;
        *(person->is_reciprocal ? &asked : &others) += minimum[i];
    }
    const guint64 places = places_wanted(routing, role);
    if (reciprocal == 0 || others + asked <= places)
        return;
    const guint64 share = places > others ? (places - others) / reciprocal : 0;
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        if (person->role == role && person->is_reciprocal)
            minimum[i] = (guint)MIN(minimum[i], share);
    }
}

static void fill_people(ChairliftRouting *routing)
{
    guint *capacity = g_new0(guint, routing->people->len + 1);
    guint *minimum = g_new0(guint, routing->people->len + 1);
    guint8 *role = g_new0(guint8, routing->people->len + 1);
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        role[i] = (guint8)person->role;
        minimum[i] = person->minimum;
        capacity[i] = person->has_capacity ? person->capacity
                                           : MAX(routing->even_share[person->role], minimum[i]);
    }
    for (guint of = 0; of < CHAIRLIFT_ROLES; of++)
        share_reciprocal_minimums(routing, of, minimum);
    routing->problem.role = role;
    routing->problem.capacity = capacity;
    routing->problem.minimum = minimum;
    routing->problem.roles =
        has_role(routing->people, CHAIRLIFT_ROLE_REVIEWER) ? CHAIRLIFT_ROLES : 1;
}

/* The person of today that an earlier routing names, or G_MAXUINT. */
static guint find_previous_person(const ChairliftRouting *routing,
                                  const ChairliftListedConflict *pair, GHashTable *numbers)
{
    const guint first = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, pair->person));
    if (first == 0)
        return G_MAXUINT;
    for (guint i = first - 1; pair->role != NULL && i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        if (strcmp(person->id, pair->person) == 0 &&
            strcmp(chairlift_role_name(person->role), pair->role) == 0)
            return i;
    }
    return pair->role == NULL ? first - 1 : G_MAXUINT;
}

/* Each id -> where it first stands in the array, from 1. */
static GHashTable *number_ids(const char *const *ids, gsize length)
{
    GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = length; i > 0; i--)
        g_hash_table_insert(numbers, (gpointer)ids[i - 1], GUINT_TO_POINTER((guint)i));
    return numbers;
}

/* Marks the pairs of an earlier routing that are still possible. */
static void keep_previous(ChairliftRouting *routing, guint8 *pairs)
{
    const gsize people = routing->people->len;
    g_autoptr(GHashTable) papers = number_ids(routing->problem.paper_ids, routing->papers->len);
    g_autoptr(GHashTable) persons = number_ids(routing->problem.person_ids, people);
    for (guint i = 0; i < routing->previous->len; i++) {
        const ChairliftListedConflict *pair = g_ptr_array_index(routing->previous, i);
        const guint paper = GPOINTER_TO_UINT(g_hash_table_lookup(papers, pair->paper));
        const guint person =
            pair->person != NULL ? find_previous_person(routing, pair, persons) : G_MAXUINT;
        if (paper == 0 || person == G_MAXUINT)
            continue;
        guint8 *kind = &pairs[(gsize)(paper - 1) * people + person];
        routing->previous_pairs++;
        if (*kind == CHAIRLIFT_PAIR_ALLOWED)
            *kind = CHAIRLIFT_PAIR_KEPT;
    }
}

static void fill_pairs(ChairliftRouting *routing)
{
    const gsize people = routing->people->len;
    guint8 *pairs = g_new0(guint8, routing->papers->len * people + 1);
    chairlift_conflicts_forbid(routing->conflicts, pairs);
    if (routing->previous != NULL)
        keep_previous(routing, pairs);
    routing->problem.pairs = pairs;
}

static void fill_affinities(ChairliftRouting *routing)
{
    const gsize people = routing->people->len;
    float *rows = g_new(float, routing->papers->len *people + 1);
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
    routing->previous = options->previous;
    routing->only_role = -1;
    fill_ids(routing);
    fill_demand(routing, options->demand);
    fill_people(routing);
    routing->colleagues = chairlift_colleagues_find(people, options->one_per_institution);
    routing->problem.groups = (const ChairliftGroup *)(void *)routing->colleagues->groups->data;
    routing->problem.groups_length = routing->colleagues->groups->len;
    fill_affinities(routing);
    fill_pairs(routing);
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
    g_free((gpointer)routing->problem.role);
    chairlift_colleagues_free(routing->colleagues);
    chairlift_assignment_free(routing->assignment);
    chairlift_explanation_free(routing->explanation);
    g_free(routing);
}

gboolean chairlift_routing_has_roles(const ChairliftRouting *routing)
{
    return routing->problem.roles > 1;
}

guint chairlift_routing_demand(const ChairliftRouting *routing, guint paper, ChairliftRole role)
{
    return role < routing->problem.roles
               ? routing->problem.demand[role * routing->papers->len + paper]
               : 0;
}

guint chairlift_routing_missing(const ChairliftRouting *routing, guint paper, ChairliftRole role)
{
    return role < routing->problem.roles
               ? routing->assignment->missing[role * routing->papers->len + paper]
               : 0;
}
