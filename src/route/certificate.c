/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weak duality: whatever the prices, the Lagrangian
 *
 *   sum demand * paper_price + sum min over allowed loads of load * person_price
 *     + sum over all pairs and places of min(0, reduced cost) * upper bound
 *
 * is no more than the cost of any flow. Where it equals the cost of one, that one is optimal. The
 * check shares nothing with the solver but its result, looks at every pair, and counts in integers.
 */
#include "certificate.h"

/* Forbidden pairs, a person twice on a paper, loads that do not add up or go beyond. */
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
            for (guint earlier = 0; earlier < i; earlier++) {
                if (person[earlier] == person[i])
                    return FALSE;
            }
            load[person[i]]++;
        }
    }
    for (size_t person = 0; person < transport->people; person++) {
        if (load[person] != flow->load[person] ||
            load[person] > transport->capacity[person] + flow->extra[person])
            return FALSE;
    }
    return TRUE;
}

static gint64 cost_of(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    gint64 cost = 0;
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
    return cost;
}

static gint64 bound_of_people(const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    gint64 bound = 0;
    for (size_t person = 0; person < transport->people; person++) {
        const gint64 price = flow->person_price[person];
        bound += price * (price > 0 ? transport->minimum[person] : transport->capacity[person]);
        bound += MIN(0, transport->shortage_cost - price) * transport->minimum[person];
        if (transport->extra_cost > 0)
            bound += MIN(0, transport->extra_cost + price) * (gint64)transport->papers;
    }
    return bound;
}

ChairliftCertificate chairlift_certificate_check(const ChairliftTransport *transport,
                                                 const ChairliftFlow *flow)
{
    ChairliftCertificate certificate = {.feasible = is_feasible(transport, flow)};
    if (!certificate.feasible)
        return certificate;
    certificate.cost = cost_of(transport, flow);
    certificate.bound = bound_of_people(transport, flow);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        if (transport->demand[paper] == 0)
            continue;
        const gint64 price = flow->paper_price[paper];
        certificate.bound +=
            transport->demand[paper] * (price + MIN(0, transport->shortage_cost - price));
        const gint32 *gain = transport->gain + paper * transport->people;
        const gboolean any_kept = transport->kept_start[paper] < transport->kept_start[paper + 1];
        for (size_t person = 0; person < transport->people; person++) {
            if (gain[person] == CHAIRLIFT_FORBIDDEN)
                continue;
            const gint64 cost =
                any_kept ? chairlift_transport_cost(transport, paper, person) : -gain[person];
            certificate.bound += MIN(0, cost - price - flow->person_price[person]);
        }
    }
    return certificate;
}
