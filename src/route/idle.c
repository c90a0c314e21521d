/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a person below the minimum, backwards: every paper that could come is held by people who
 * have none to spare themselves, or it would have come. These people, and those from whom they
 * could have papers, and so on, want more together than can reach them.
 */
#include "explanation.h"
#include "groups.h"

/* Joins the person with everybody who holds a paper that the person could have. */
static void join_holders(const ChairliftTransport *transport, const ChairliftFlow *flow,
                         size_t person, guint32 *group, gboolean *is_reached, GArray *queue)
{
    for (size_t paper = 0; paper < transport->papers; paper++) {
        if (transport->gain[paper * transport->people + person] == CHAIRLIFT_FORBIDDEN ||
            chairlift_flow_has(flow, paper, person))
            continue;
        for (guint i = 0; i < flow->placed[paper]; i++) {
            const guint32 holder = flow->person[flow->start[paper] + i];
            chairlift_groups_join(group, (guint32)person, holder);
            if (!is_reached[holder]) {
                is_reached[holder] = TRUE;
                g_array_append_val(queue, holder);
            }
        }
    }
}

static void free_idle_group(gpointer data)
{
    ChairliftIdleGroup *idle = data;
    g_array_unref(idle->people);
    g_free(idle);
}

static void add_person(ChairliftIdleGroup *idle, const ChairliftOrderedProblem *ordered,
                       const ChairliftFlow *flow, size_t rank)
{
    const guint person = (guint)ordered->person[rank];
    g_array_append_val(idle->people, person);
    idle->minimum += chairlift_problem_minimum(ordered->problem, person);
    idle->available += flow->load[rank] + ordered->transport->settled[rank];
}

static gint by_number(gconstpointer a, gconstpointer b)
{
    const guint first = *(const guint *)a, second = *(const guint *)b;
    return first < second ? -1 : first > second;
}

static gint by_first_person(gconstpointer a, gconstpointer b)
{
    const ChairliftIdleGroup *const *first = a, *const *second = b;
    return by_number((*first)->people->data, (*second)->people->data);
}

GPtrArray *chairlift_idle_groups_find(const ChairliftOrderedProblem *ordered,
                                      const ChairliftFlow *flow)
{
    const ChairliftTransport *transport = ordered->transport;
    g_autofree guint32 *group = chairlift_groups_new(transport->people);
    g_autofree gboolean *is_reached = g_new0(gboolean, transport->people);
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (size_t rank = 0; rank < transport->people; rank++) {
        const guint32 person = (guint32)rank;
        const guint minimum = chairlift_problem_minimum(ordered->problem, ordered->person[rank]);
        if (flow->load[rank] + transport->settled[rank] >= minimum)
            continue;
        is_reached[rank] = TRUE;
        g_array_append_val(queue, person);
    }
    for (guint head = 0; head < queue->len; head++)
        join_holders(transport, flow, g_array_index(queue, guint32, head), group, is_reached,
                     queue);

    GPtrArray *found = g_ptr_array_new_with_free_func(free_idle_group);
    g_autofree ChairliftIdleGroup **of_group = g_new0(ChairliftIdleGroup *, transport->people);
    for (size_t rank = 0; rank < transport->people; rank++) {
        if (!is_reached[rank])
            continue;
        ChairliftIdleGroup **idle = &of_group[chairlift_groups_find(group, (guint32)rank)];
        if (*idle == NULL) {
            *idle = g_new0(ChairliftIdleGroup, 1);
            (*idle)->people = g_array_new(FALSE, FALSE, sizeof(guint));
            g_ptr_array_add(found, *idle);
        }
        add_person(*idle, ordered, flow, rank);
    }
    for (guint i = 0; i < found->len; i++) {
        ChairliftIdleGroup *idle = g_ptr_array_index(found, i);
        idle->shortfall = idle->minimum - idle->available;
        g_array_sort(idle->people, by_number);
    }
    g_ptr_array_sort(found, by_first_person);
    return found;
}
