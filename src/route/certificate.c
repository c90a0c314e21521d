/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weak duality: whatever the prices, the Lagrangian
 *
 *   sum demand * paper_price + sum min over allowed loads of load * person_price
 *     + sum over submissions and groups kept apart of their price
 *     + sum over all pairs and places of min(0, reduced cost) * upper bound
 *
 * is no more than the cost of any flow, which is an integer. Where it equals the cost of one, that
 * one is optimal. The check shares nothing with the solver but its result, looks at every pair, and
 * counts in integers, as so many parts of a millionth where prices may be fractions.
 */
#include "certificate.h"

/* Wide enough for all prices of all papers. */
__extension__ typedef __int128 Wide;

/* Forbidden pairs, a person twice on a paper, people who are to be kept apart, loads that do not
 * add up or go beyond. */
static gboolean is_feasible(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    g_autofree guint *load = g_new0(guint, transport->people);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        if (flow->placed[paper] > transport->demand[paper])
            return FALSE;
        const guint32 *person = flow->person + flow->start[paper];
        for (guint i = 0; i < flow->placed[paper]; i++) {
            if (person[i] >= transport->people ||
                transport->gain[paper * transport->people + person[i]] == CHAIRLIFT_FORBIDDEN)
                return FALSE;
            if (chairlift_flow_clashes(transport, flow, paper, person[i], G_MAXSIZE))
                return FALSE;
            for (guint earlier = 0; earlier < i; earlier++) {
                if (person[earlier] == person[i])
                    return FALSE;
            }
            load[person[i]]++;
        }
    }
    for (size_t person = 0; person < transport->people; person++) {
        if (load[person] != flow->load[person] ||
            load[person] > transport->capacity[person] + flow->extra[person] ||
            flow->extra[person] > transport->extra_most)
            return FALSE;
    }
    return TRUE;
}

/* Adds to *lifts the people of a group with a submission beyond the first; count, of zeros, is left
 * so. */
static void count_lifts(const ChairliftTransport *transport, const ChairliftFlow *flow,
                        size_t submission, guint *count, gint64 *lifts)
{
    for (int undo = 0; undo < 2; undo++) {
        for (size_t role = 0; role < transport->roles; role++) {
            const size_t paper = submission * transport->roles + role;
            for (guint i = 0; i < flow->placed[paper]; i++) {
                const guint32 *start =
                    transport->group_start + flow->person[flow->start[paper] + i];
                for (guint32 k = start[0]; k < start[1]; k++) {
                    guint *members = &count[transport->group[k]];
                    *lifts += undo == 0 && *members > 0;
                    *members = undo == 0 ? *members + 1 : 0;
                }
            }
        }
    }
}

gint64 chairlift_flow_cost(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    gint64 cost = 0, lifts = 0;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        const guint placed = MIN(flow->placed[paper], transport->demand[paper]);
        for (guint i = 0; i < placed; i++)
            cost +=
                chairlift_transport_cost(transport, paper, flow->person[flow->start[paper] + i]);
        cost += (transport->demand[paper] - placed) * transport->shortage_cost;
    }
    for (size_t person = 0; person < transport->people; person++) {
        if (flow->load[person] < transport->minimum[person])
            cost += (transport->minimum[person] - flow->load[person]) * transport->shortage_cost;
        cost += flow->extra[person] * transport->extra_cost;
    }
    g_autofree guint *count = g_new0(guint, transport->groups + 1);
    for (size_t i = 0; transport->lift_cost > 0 && i < transport->papers / transport->roles; i++)
        count_lifts(transport, flow, i, count, &lifts);
    return cost + lifts * transport->lift_cost;
}

static Wide bound_of_people(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    const Wide unit = chairlift_price_unit(transport);
    Wide bound = 0;
    for (size_t person = 0; person < transport->people; person++) {
        const Wide price = flow->person_price[person];
        bound += price * (price > 0 ? transport->minimum[person] : transport->capacity[person]);
        bound += MIN(0, unit * transport->shortage_cost - price) * transport->minimum[person];
        if (transport->extra_cost > 0)
            bound += MIN(0, unit * transport->extra_cost + price) * transport->extra_most;
    }
    return bound;
}

static Wide bound_of_groups(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    Wide bound = 0;
    for (guint row = 0; row < flow->apart->len; row++) {
        const ChairliftApart *apart = &g_array_index(flow->apart, ChairliftApart, row);
        const Wide price = apart->price;
        bound += MIN(price, 0);
        if (transport->lift_cost > 0 && !transport->is_strict[apart->group])
            bound += MIN(0, (Wide)chairlift_price_unit(transport) * transport->lift_cost + price) *
                     (Wide)transport->people;
    }
    return bound;
}

/* Sets the price of everybody for the submission, [people], to that of the person and of the rows
 * that keep the person apart from others. */
static void price_people(const ChairliftTransport *transport, const ChairliftFlow *flow,
                         size_t submission, gint64 *price)
{
    for (size_t person = 0; person < transport->people; person++)
        price[person] = flow->person_price[person];
    for (gint32 row = flow->last_apart[submission]; row >= 0;) {
        const ChairliftApart *apart = &g_array_index(flow->apart, ChairliftApart, (guint)row);
        const guint32 *start = transport->member_start + apart->group;
        for (guint32 i = start[0]; i < start[1]; i++)
            price[transport->member[i]] += apart->price;
        row = apart->earlier;
    }
}

static gint64 reduced_cost(const ChairliftTransport *transport, const ChairliftFlow *flow,
                           size_t paper, size_t person, const gint64 *price)
{
    return chairlift_price_unit(transport) * chairlift_transport_cost(transport, paper, person) -
           flow->paper_price[paper] - price[person];
}

static Wide bound_of_paper(const ChairliftTransport *transport, const ChairliftFlow *flow,
                           size_t paper, const gint64 *person_price)
{
    const gint64 unit = chairlift_price_unit(transport), price = flow->paper_price[paper];
    Wide bound = transport->demand[paper] *
                 ((Wide)price + MIN(0, (Wide)unit * transport->shortage_cost - price));
    const gint32 *gain = transport->gain + paper * transport->people;
    const gboolean any_kept = transport->kept_start[paper] < transport->kept_start[paper + 1];
    for (size_t person = 0; person < transport->people; person++) {
        if (gain[person] == CHAIRLIFT_FORBIDDEN)
            continue;
        const gint64 reduced = any_kept ? reduced_cost(transport, flow, paper, person, person_price)
                                        : -unit * gain[person] - price - person_price[person];
        bound += MIN(0, reduced);
    }
    return bound;
}

gint64 chairlift_certificate_bound(const ChairliftTransport *transport, const ChairliftFlow *flow,
                                   const GArray *settled)
{
    Wide bound = bound_of_people(transport, flow) + bound_of_groups(transport, flow);
    g_autofree gint64 *price = g_new0(gint64, transport->people + 1);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        if (paper % transport->roles == 0)
            price_people(transport, flow, paper / transport->roles, price);
        if (transport->demand[paper] > 0)
            bound += bound_of_paper(transport, flow, paper, price);
    }
    /* What is settled counts whether it pays or not. */
    for (guint i = 0; settled != NULL && i < settled->len; i++) {
        const ChairliftCandidate *pair = &g_array_index(settled, ChairliftCandidate, i);
        price_people(transport, flow, pair->paper / transport->roles, price);
        bound += MAX(0, reduced_cost(transport, flow, pair->paper, pair->person, price));
    }
    const Wide unit = chairlift_price_unit(transport);
    return (gint64)(bound / unit + (bound % unit > 0));
}

ChairliftCertificate chairlift_certificate_check(const ChairliftTransport *transport,
                                                 const ChairliftFlow *flow)
{
    ChairliftCertificate certificate = {.feasible = is_feasible(transport, flow)};
    if (!certificate.feasible)
        return certificate;
    certificate.cost = chairlift_flow_cost(transport, flow);
    certificate.bound =
        flow->is_searched ? flow->least : chairlift_certificate_bound(transport, flow, NULL);
    return certificate;
}
