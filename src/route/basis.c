/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A basis of a transportation problem is a spanning forest of papers and people (Dantzig 1963). One
 * that belongs to good prices is nearly optimal: each paper is linked to whom it would choose at
 * the estimated prices, and people whose load is at a bound are linked with each other where the
 * choice between them is closest (Kruskal's minimum spanning tree over regrets), down to somebody
 * whose load is free. All variables are bounded on both sides, so that every basis can be made dual
 * feasible, and the dual simplex method can start from this one.
 */
#include "basis.h"

#include "groups.h"

#include <string.h>

/* A paper that could as well go to `other` as to its choice, but for the regret. */
typedef struct Link {
    double regret;
    guint32 choice, other; /* people */
    guint32 pair;          /* index of the pair of paper and other */
} Link;

static gint by_regret(gconstpointer a, gconstpointer b)
{
    const Link *first = a, *second = b;
    if (first->regret != second->regret)
        return first->regret < second->regret ? -1 : 1;
    return first->pair < second->pair ? -1 : first->pair > second->pair;
}

static double value_of(const ChairliftTransport *transport, const ChairliftCandidates *candidates,
                       guint pair)
{
    const ChairliftCandidate *candidate =
        &g_array_index(candidates->pairs, ChairliftCandidate, pair);
    return -(double)chairlift_transport_cost(transport, candidate->paper, candidate->person) -
           candidates->price[candidate->person];
}

/* A paper takes its first choices; the last of them is basic, and every other candidate is linked
 * with it. */
static void take_choices(const ChairliftTransport *transport, const ChairliftCandidates *candidates,
                         guint first, guint length, guint8 *empty, guint8 *pair, GArray *links)
{
    const guint paper = g_array_index(candidates->pairs, ChairliftCandidate, first).paper;
    const guint demand = transport->demand[paper];
    for (guint i = 0; i < MIN(length, demand); i++)
        pair[first + i] = CHAIRLIFT_AT_UPPER;
    if (length < demand) {
        empty[paper] = CHAIRLIFT_BASIC;
        return;
    }
    const guint last = first + demand - 1;
    pair[last] = CHAIRLIFT_BASIC;
    const double value = value_of(transport, candidates, last);
    for (guint i = first; i < first + length; i++) {
        if (i == last)
            continue;
        const Link link = {
            .regret = ABS(value - value_of(transport, candidates, i)),
            .choice = g_array_index(candidates->pairs, ChairliftCandidate, last).person,
            .other = g_array_index(candidates->pairs, ChairliftCandidate, i).person,
            .pair = i,
        };
        g_array_append_val(links, link);
    }
}

/* Links people until each tree has exactly one whose load is free. */
static void link_people(const ChairliftTransport *transport, const ChairliftCandidates *candidates,
                        GArray *links, guint8 *pair, guint8 *load)
{
    g_autofree guint32 *parent = chairlift_groups_new(transport->people);
    memset(load, CHAIRLIFT_BASIC, transport->people);
    g_array_sort(links, by_regret);
    for (guint i = 0; i < links->len; i++) {
        const Link *link = &g_array_index(links, Link, i);
        const guint32 first = chairlift_groups_find(parent, link->choice);
        const guint32 second = chairlift_groups_find(parent, link->other);
        /* Each tree's root is the one with the lowest price: its load stays free. */
        const gboolean is_first_cheaper = candidates->price[first] <= candidates->price[second];
        const guint32 dear = is_first_cheaper ? second : first;
        if (first == second || candidates->price[dear] == 0)
            continue;
        parent[dear] = is_first_cheaper ? first : second;
        load[dear] = CHAIRLIFT_AT_LOWER;
        pair[link->pair] = CHAIRLIFT_BASIC;
    }
}

void chairlift_start_basis(const ChairliftTransport *transport,
                           const ChairliftCandidates *candidates, guint8 *empty, guint8 *pair,
                           guint8 *load)
{
    g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(Link));
    for (size_t paper = 0; paper < transport->papers; paper++)
        empty[paper] = CHAIRLIFT_AT_LOWER;
    guint first = 0;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        guint length = 0;
        while (first + length < candidates->pairs->len &&
               g_array_index(candidates->pairs, ChairliftCandidate, first + length).paper == paper)
            length++;
        if (length > 0)
            take_choices(transport, candidates, first, length, empty, pair, links);
        else
            empty[paper] = CHAIRLIFT_BASIC;
        first += length;
    }
    link_people(transport, candidates, links, pair, load);
}
