/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a paper that lacks somebody, follow the residual network: whom could it have, whom could the
 * papers of these people have, and so on. In a largest flow nobody who is reached has room left, so
 * that the papers of those people, and this one, ask for more places than there are: the violated
 * condition of Hall's theorem, or, in the network's terms, a minimum cut.
 */
#include "explanation.h"
#include "groups.h"
#include "residual.h"

guint chairlift_count_allowed(const ChairliftTransport *transport, size_t paper)
{
    guint allowed = 0;
    for (size_t person = 0; person < transport->people; person++)
        allowed += transport->gain[paper * transport->people + person] != CHAIRLIFT_FORBIDDEN;
    return allowed;
}

/* A person that the paper could have besides those it has, or G_MAXSIZE. */
static size_t first_candidate(const ChairliftTransport *transport, const ChairliftFlow *flow,
                              size_t paper)
{
    for (size_t person = 0; person < transport->people; person++) {
        if (transport->gain[paper * transport->people + person] != CHAIRLIFT_FORBIDDEN &&
            !chairlift_flow_has(flow, paper, person))
            return person;
    }
    return G_MAXSIZE;
}

/* Joins everybody who is reached from the paper. */
static void join_reached(ChairliftResidual *residual, size_t paper, guint32 *group)
{
    const ChairliftTransport *transport = residual->transport;
    chairlift_residual_clear(residual);
    for (size_t person = 0; person < transport->people; person++) {
        if (transport->gain[paper * transport->people + person] != CHAIRLIFT_FORBIDDEN &&
            !chairlift_flow_has(residual->flow, paper, person))
            chairlift_residual_search(residual, person, 0, G_MAXSIZE);
    }
    for (size_t i = 1; i < residual->reached; i++)
        chairlift_groups_join(group, residual->queue[0], residual->queue[i]);
}

static void free_bottleneck(gpointer data)
{
    ChairliftBottleneck *bottleneck = data;
    g_array_unref(bottleneck->papers);
    g_array_unref(bottleneck->unplaced);
    g_array_unref(bottleneck->people);
    g_array_unref(bottleneck->repair);
    if (bottleneck->any_of != NULL)
        g_array_unref(bottleneck->any_of);
    g_free(bottleneck);
}

static ChairliftBottleneck *add_bottleneck(GPtrArray *bottlenecks)
{
    ChairliftBottleneck *bottleneck = g_new0(ChairliftBottleneck, 1);
    bottleneck->papers = g_array_new(FALSE, FALSE, sizeof(guint));
    bottleneck->unplaced = g_array_new(FALSE, FALSE, sizeof(guint));
    bottleneck->people = g_array_new(FALSE, FALSE, sizeof(guint));
    bottleneck->repair = g_array_new(FALSE, FALSE, sizeof(ChairliftExtraRoom));
    g_ptr_array_add(bottlenecks, bottleneck);
    return bottleneck;
}

static void append(GArray *array, size_t index)
{
    const guint number = (guint)index;
    g_array_append_val(array, number);
}

/* Adds a paper that lacks somebody. */
static void add_unplaced(ChairliftBottleneck *bottleneck, const ChairliftOrderedProblem *ordered,
                         const ChairliftFlow *flow, size_t paper)
{
    const guint demand = ordered->transport->demand[paper];
    const guint allowed = chairlift_count_allowed(ordered->transport, paper);
    append(bottleneck->unplaced, chairlift_ordered_paper(ordered, paper));
    bottleneck->missing += demand - flow->placed[paper];
    bottleneck->stuck += demand > allowed ? demand - allowed : 0;
}

/* Adds a paper that takes part: it asks for `demand` of the places in question. */
static void add_paper(ChairliftBottleneck *bottleneck, const ChairliftOrderedProblem *ordered,
                      const ChairliftFlow *flow, size_t paper, guint demand)
{
    append(bottleneck->papers, chairlift_ordered_paper(ordered, paper));
    bottleneck->demand += demand;
    bottleneck->room += flow->placed[paper];
}

static gint by_number(gconstpointer a, gconstpointer b)
{
    const guint first = *(const guint *)a, second = *(const guint *)b;
    return first < second ? -1 : first > second;
}

/* Adds the paper to every bottleneck but its own whose people have it. If it lacks somebody, then
 * not for their sake. */
static void add_to_holders(const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow,
                           size_t paper, guint32 *group, ChairliftBottleneck **of_group,
                           const ChairliftBottleneck *own)
{
    g_autoptr(GHashTable) added = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < flow->placed[paper]; i++) {
        ChairliftBottleneck *bottleneck =
            of_group[chairlift_groups_find(group, flow->person[flow->start[paper] + i])];
        if (bottleneck != NULL && bottleneck != own && g_hash_table_add(added, bottleneck))
            add_paper(bottleneck, ordered, flow, paper, flow->placed[paper]);
    }
}

/* Distributes papers and people to the bottlenecks of their groups. */
static void fill_bottlenecks(const ChairliftOrderedProblem *ordered, const ChairliftFlow *flow,
                             guint32 *group, ChairliftBottleneck **of_group, GPtrArray *bottlenecks)
{
    const ChairliftTransport *transport = ordered->transport;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        ChairliftBottleneck *own = NULL;
        if (flow->placed[paper] < transport->demand[paper]) {
            const size_t person = first_candidate(transport, flow, paper);
            own = person == G_MAXSIZE ? add_bottleneck(bottlenecks)
                                      : of_group[chairlift_groups_find(group, (guint32)person)];
            own->role = (guint)(paper % ordered->roles);
            add_unplaced(own, ordered, flow, paper);
            add_paper(own, ordered, flow, paper, transport->demand[paper]);
        }
        add_to_holders(ordered, flow, paper, group, of_group, own);
    }
    for (size_t person = 0; person < transport->people; person++) {
        ChairliftBottleneck *bottleneck = of_group[chairlift_groups_find(group, (guint32)person)];
        if (bottleneck != NULL)
            append(bottleneck->people, ordered->person[person]);
    }
}

static gint by_first_unplaced(gconstpointer a, gconstpointer b)
{
    const ChairliftBottleneck *const *first = a, *const *second = b;
    return by_number((*first)->unplaced->data, (*second)->unplaced->data);
}

GPtrArray *chairlift_bottlenecks_find(const ChairliftOrderedProblem *ordered, ChairliftFlow *flow)
{
    const ChairliftTransport *transport = ordered->transport;
    GPtrArray *bottlenecks = g_ptr_array_new_with_free_func(free_bottleneck);
    g_autofree guint32 *group = chairlift_groups_new(transport->people);
    g_autoptr(ChairliftResidual) residual = chairlift_residual_new(transport, flow);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        if (flow->placed[paper] < transport->demand[paper])
            join_reached(residual, paper, group);
    }
    g_autofree ChairliftBottleneck **of_group = g_new0(ChairliftBottleneck *, transport->people);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        const size_t person = flow->placed[paper] < transport->demand[paper]
                                  ? first_candidate(transport, flow, paper)
                                  : G_MAXSIZE;
        if (person == G_MAXSIZE)
            continue;
        const guint32 root = chairlift_groups_find(group, (guint32)person);
        if (of_group[root] == NULL)
            of_group[root] = add_bottleneck(bottlenecks);
    }
    fill_bottlenecks(ordered, flow, group, of_group, bottlenecks);
    for (guint i = 0; i < bottlenecks->len; i++) {
        ChairliftBottleneck *bottleneck = g_ptr_array_index(bottlenecks, i);
        g_array_sort(bottleneck->papers, by_number);
        g_array_sort(bottleneck->unplaced, by_number);
        g_array_sort(bottleneck->people, by_number);
    }
    g_ptr_array_sort(bottlenecks, by_first_unplaced);
    return bottlenecks;
}
