/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who declared the same topics are worth the same to every paper, so optima are rarely
 * unique, and which one a simplex method ends in means nothing to anybody. By complementary
 * slackness all of them lie on pairs of zero reduced cost, with full load where the price is not
 * zero. Even loads come from cost-reducing paths (Harvey, Ladner, Lovasz & Tamir 2006,
 * "Semi-matchings for bipartite graphs and load balancing"): none left means that none of the
 * optima is more even. Where groups are kept apart, only changes that touch a submission once are
 * tried: the cost stays, but loads may not be the most even, nor ids the lowest.
 */
#include "ties.h"

#include "residual.h"

/* Whether the optimum leaves the person's load open. */
static gboolean may_change(const ChairliftFlow *flow, size_t person)
{
    return flow->person_price[person] == 0;
}

/* Change of the sum of load * load / capacity that one paper more (or the last one) makes, as a
 * fraction. */
typedef struct Fraction {
    gint64 above, below;
} Fraction;

static Fraction cost_of_next(const ChairliftTransport *transport, const ChairliftFlow *flow,
                             size_t person, gint64 step)
{
    const gint64 settled = transport->settled[person];
    const Fraction fraction = {2 * (flow->load[person] + settled) + step,
                               MAX(transport->capacity[person] + settled, 1)};
    return fraction;
}

static gboolean is_less(Fraction first, Fraction second)
{
    return first.above * second.below < second.above * first.below;
}

/* Hands one paper of the person's to whom it weighs on least. */
static gboolean relieve(ChairliftResidual *residual, size_t person)
{
    const ChairliftTransport *transport = residual->transport;
    const ChairliftFlow *flow = residual->flow;
    if (!may_change(flow, person) || flow->load[person] <= transport->minimum[person])
        return FALSE;
    chairlift_residual_clear(residual);
    chairlift_residual_search(residual, person, 0, G_MAXSIZE);
    Fraction best = cost_of_next(transport, flow, person, -1);
    size_t target = G_MAXSIZE;
    for (size_t i = 1; i < residual->reached; i++) {
        const size_t other = residual->queue[i];
        const Fraction cost = cost_of_next(transport, flow, other, 1);
        if (may_change(flow, other) && flow->load[other] < transport->capacity[other] &&
            is_less(cost, best) && chairlift_residual_keeps_apart(residual, other, G_MAXSIZE)) {
            best = cost;
            target = other;
        }
    }
    if (target == G_MAXSIZE)
        return FALSE;
    chairlift_residual_shift(residual, target);
    return TRUE;
}

static void even_loads(ChairliftResidual *residual)
{
    gboolean changed = TRUE;
    while (changed) {
        changed = FALSE;
        for (size_t person = 0; person < residual->transport->people; person++) {
            while (relieve(residual, person))
                changed = TRUE;
        }
    }
}

/* Gives the paper to `to` instead of one of its people with a higher id, if others, with papers
 * that come later, can make up for it. */
static gboolean lower_id(ChairliftResidual *residual, size_t paper, size_t to)
{
    const ChairliftFlow *flow = residual->flow;
    gboolean searched = FALSE;
    size_t best = G_MAXSIZE;
    for (guint i = 0; i < flow->placed[paper]; i++) {
        const size_t holder = flow->person[flow->start[paper] + i];
        if (holder <= to || (best != G_MAXSIZE && holder < best))
            continue;
        gboolean movable = FALSE;
        for (size_t k = residual->next_start[paper]; k < residual->next_start[paper + 1]; k++)
            movable |= residual->next[k] == holder;
        if (!movable)
            continue;
        if (!searched || !residual->is_reached[holder]) {
            chairlift_residual_clear(residual);
            searched = TRUE;
            if (!chairlift_residual_search(residual, to, paper + 1, holder))
                continue;
        }
        if (!chairlift_residual_keeps_apart(residual, holder, paper) ||
            chairlift_flow_clashes(residual->transport, flow, paper, to, holder))
            continue;
        best = holder;
    }
    if (best == G_MAXSIZE)
        return FALSE;
    chairlift_residual_shift(residual, best);
    chairlift_residual_move(residual, paper, best, to);
    return TRUE;
}

void chairlift_ties_break(const ChairliftTransport *transport, ChairliftFlow *flow)
{
    g_autoptr(ChairliftResidual) residual = chairlift_residual_new_tight(transport, flow);
    even_loads(residual);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        for (size_t i = residual->next_start[paper]; i < residual->next_start[paper + 1]; i++) {
            const guint32 person = residual->next[i];
            if (!chairlift_flow_has(flow, paper, person))
                lower_id(residual, paper, person);
        }
    }
}
