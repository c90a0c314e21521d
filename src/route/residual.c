/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breadth-first search in the residual network (Ford & Fulkerson 1956), with the papers folded into
 * the steps: person A reaches person B when A holds a paper that B may hold and does not.
 */
#include "residual.h"

static ChairliftResidual *residual_alloc(const ChairliftTransport *transport, ChairliftFlow *flow)
{
    ChairliftResidual *residual = g_new0(ChairliftResidual, 1);
    residual->transport = transport;
    residual->flow = flow;
    residual->held = g_new0(GArray *, transport->people);
    for (size_t person = 0; person < transport->people; person++)
        residual->held[person] = g_array_new(FALSE, FALSE, sizeof(guint32));
    residual->from = g_new0(guint32, transport->people);
    residual->over = g_new0(guint32, transport->people);
    residual->queue = g_new0(guint32, transport->people);
    residual->is_reached = g_new0(gboolean, transport->people);
    return residual;
}

static void hold(ChairliftResidual *residual, size_t paper, size_t person)
{
    const guint32 number = (guint32)paper;
    g_array_append_val(residual->held[person], number);
}

ChairliftResidual *chairlift_residual_new(const ChairliftTransport *transport, ChairliftFlow *flow)
{
    ChairliftResidual *residual = residual_alloc(transport, flow);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        for (guint i = 0; i < flow->placed[paper]; i++)
            hold(residual, paper, flow->person[flow->start[paper] + i]);
    }
    return residual;
}

static gboolean is_tight(const ChairliftTransport *transport, const ChairliftFlow *flow,
                         size_t paper, size_t person)
{
    return transport->gain[paper * transport->people + person] != CHAIRLIFT_FORBIDDEN &&
           chairlift_price_unit(transport) * chairlift_transport_cost(transport, paper, person) ==
               flow->paper_price[paper] + flow->person_price[person];
}

ChairliftResidual *chairlift_residual_new_tight(const ChairliftTransport *transport,
                                                ChairliftFlow *flow)
{
    ChairliftResidual *residual = residual_alloc(transport, flow);
    residual->next_start = g_new0(size_t, transport->papers + 1);
    GArray *next = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (size_t paper = 0; paper < transport->papers; paper++) {
        for (size_t person = 0; transport->demand[paper] > 0 && person < transport->people;
             person++) {
            const guint32 number = (guint32)person;
            if (!is_tight(transport, flow, paper, person))
                continue;
            g_array_append_val(next, number);
            if (chairlift_flow_has(flow, paper, person))
                hold(residual, paper, person);
        }
        residual->next_start[paper + 1] = next->len;
    }
    residual->next = (guint32 *)(void *)g_array_free(next, FALSE);
    return residual;
}

void chairlift_residual_free(ChairliftResidual *residual)
{
    if (residual == NULL)
        return;
    for (size_t person = 0; person < residual->transport->people; person++)
        g_array_unref(residual->held[person]);
    g_free(residual->held);
    g_free(residual->next_start);
    g_free(residual->next);
    g_free(residual->from);
    g_free(residual->over);
    g_free(residual->queue);
    g_free(residual->is_reached);
    g_free(residual);
}

void chairlift_residual_clear(ChairliftResidual *residual)
{
    for (size_t i = 0; i < residual->reached; i++)
        residual->is_reached[residual->queue[i]] = FALSE;
    residual->reached = 0;
}

void chairlift_residual_give_up(ChairliftResidual *residual)
{
    residual->reached = 0;
}

static void reach(ChairliftResidual *residual, size_t person, size_t from, size_t over)
{
    if (residual->is_reached[person])
        return;
    residual->is_reached[person] = TRUE;
    residual->from[person] = (guint32)from;
    residual->over[person] = (guint32)over;
    residual->queue[residual->reached++] = (guint32)person;
}

/* Reaches whoever could take the paper from the person. */
static void pass_on(ChairliftResidual *residual, size_t paper, size_t from)
{
    const ChairliftTransport *transport = residual->transport;
    if (residual->next_start != NULL) {
        for (size_t i = residual->next_start[paper]; i < residual->next_start[paper + 1]; i++) {
            const guint32 person = residual->next[i];
            if (!residual->is_reached[person] &&
                !chairlift_flow_has(residual->flow, paper, person) &&
                !chairlift_flow_clashes(transport, residual->flow, paper, person, from))
                reach(residual, person, from, paper);
        }
        return;
    }
    const gint32 *gain = transport->gain + paper * transport->people;
    for (size_t person = 0; person < transport->people; person++) {
        if (!residual->is_reached[person] && gain[person] != CHAIRLIFT_FORBIDDEN &&
            !chairlift_flow_has(residual->flow, paper, person))
            reach(residual, person, from, paper);
    }
}

/* Reaches whoever could take one of the papers of the person, from first_paper on. */
static void pass_all_on(ChairliftResidual *residual, guint32 holder, size_t first_paper)
{
    for (guint i = 0; i < residual->held[holder]->len; i++) {
        const guint32 paper = g_array_index(residual->held[holder], guint32, i);
        if (paper >= first_paper)
            pass_on(residual, paper, holder);
    }
}

gboolean chairlift_residual_search(ChairliftResidual *residual, size_t person, size_t first_paper,
                                   size_t target)
{
    size_t head = residual->reached;
    reach(residual, person, person, 0);
    for (; head < residual->reached; head++) {
        if (target != G_MAXSIZE && residual->is_reached[target])
            return TRUE;
        if (residual->reached == residual->transport->people)
            break;
        pass_all_on(residual, residual->queue[head], first_paper);
    }
    return target != G_MAXSIZE && residual->is_reached[target];
}

size_t chairlift_residual_search_room(ChairliftResidual *residual, size_t person)
{
    size_t head = residual->reached, seen = head;
    reach(residual, person, person, 0);
    while (head < residual->reached) {
        for (; seen < residual->reached; seen++) {
            const guint32 reached = residual->queue[seen];
            if (residual->flow->load[reached] < residual->transport->capacity[reached])
                return reached;
        }
        pass_all_on(residual, residual->queue[head++], 0);
    }
    return G_MAXSIZE;
}

static void let_go(ChairliftResidual *residual, size_t paper, size_t person)
{
    GArray *held = residual->held[person];
    for (guint i = 0; i < held->len; i++) {
        if (g_array_index(held, guint32, i) == paper) {
            g_array_remove_index(held, i);
            return;
        }
    }
}

void chairlift_residual_move(ChairliftResidual *residual, size_t paper, size_t from, size_t to)
{
    ChairliftFlow *flow = residual->flow;
    for (guint i = 0; i < flow->placed[paper]; i++) {
        if (flow->person[flow->start[paper] + i] == from)
            flow->person[flow->start[paper] + i] = (guint32)to;
    }
    flow->load[from]--;
    flow->load[to]++;
    let_go(residual, paper, from);
    hold(residual, paper, to);
}

void chairlift_residual_place(ChairliftResidual *residual, size_t paper, size_t person)
{
    chairlift_flow_place(residual->flow, paper, person);
    hold(residual, paper, person);
}

gboolean chairlift_residual_keeps_apart(const ChairliftResidual *residual, size_t target,
                                        size_t paper)
{
    const ChairliftTransport *transport = residual->transport;
    if (transport->groups == 0)
        return TRUE;
    g_autoptr(GHashTable) changed = g_hash_table_new(NULL, NULL);
    if (paper != G_MAXSIZE)
        g_hash_table_add(changed, GSIZE_TO_POINTER(paper / transport->roles));
    for (size_t person = target; residual->from[person] != person;
         person = residual->from[person]) {
        if (!g_hash_table_add(changed, GSIZE_TO_POINTER(residual->over[person] / transport->roles)))
            return FALSE;
    }
    return TRUE;
}

void chairlift_residual_shift(ChairliftResidual *residual, size_t target)
{
    for (size_t person = target; residual->from[person] != person;) {
        const size_t from = residual->from[person];
        chairlift_residual_move(residual, residual->over[person], from, person);
        person = from;
    }
}
