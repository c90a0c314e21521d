/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport.h"

#include <stdlib.h>

ChairliftTransport *chairlift_transport_new(size_t papers, size_t people, size_t kept)
{
    ChairliftTransport *transport = g_new0(ChairliftTransport, 1);
    transport->papers = papers;
    transport->people = people;
    transport->gain = g_new0(gint32, papers * people);
    transport->demand = g_new0(guint, papers);
    transport->capacity = g_new0(guint, people);
    transport->minimum = g_new0(guint, people);
    transport->settled = g_new0(guint, people);
    transport->kept_start = g_new0(guint32, papers + 1);
    transport->kept = g_new0(guint32, kept);
    return transport;
}

void chairlift_transport_free(ChairliftTransport *transport)
{
    if (transport == NULL)
        return;
    g_free(transport->gain);
    g_free(transport->demand);
    g_free(transport->capacity);
    g_free(transport->minimum);
    g_free(transport->settled);
    g_free(transport->kept_start);
    g_free(transport->kept);
    g_free(transport);
}

/* Two flows that differ in one unit of a goal differ along a path that visits each person at most
 * once, hence in at most people + 1 pairs of either flow. */
void chairlift_transport_weigh(ChairliftTransport *transport, gboolean extra)
{
    gint64 widest = 1;
    for (size_t i = 0; i < transport->papers * transport->people; i++) {
        if (transport->gain[i] != CHAIRLIFT_FORBIDDEN)
            widest = MAX(widest, ABS(transport->gain[i]));
    }
    const gint64 pairs = (gint64)transport->people + 1;
    gint64 goal = 2 * widest * pairs + 1;
    transport->kept_gain = 0;
    transport->extra_cost = 0;
    if (transport->kept_start[transport->papers] > 0) {
        transport->kept_gain = goal;
        goal = 2 * (goal + widest) * pairs + 1;
    }
    if (extra) {
        transport->extra_cost = goal;
        goal = 2 * goal * pairs + 1;
    }
    transport->shortage_cost = goal;
}

gboolean chairlift_transport_is_kept(const ChairliftTransport *transport, size_t paper,
                                     size_t person)
{
    for (guint32 i = transport->kept_start[paper]; i < transport->kept_start[paper + 1]; i++) {
        if (transport->kept[i] == person)
            return TRUE;
    }
    return FALSE;
}

gint64 chairlift_transport_cost(const ChairliftTransport *transport, size_t paper, size_t person)
{
    const gint64 gain = transport->gain[paper * transport->people + person];
    return chairlift_transport_is_kept(transport, paper, person) ? -gain - transport->kept_gain
                                                                 : -gain;
}

ChairliftFlow *chairlift_flow_new(const ChairliftTransport *transport)
{
    ChairliftFlow *flow = g_new0(ChairliftFlow, 1);
    flow->start = g_new0(size_t, transport->papers + 1);
    for (size_t paper = 0; paper < transport->papers; paper++)
        flow->start[paper + 1] = flow->start[paper] + transport->demand[paper];
    flow->person = g_new0(guint32, flow->start[transport->papers]);
    flow->placed = g_new0(guint, transport->papers);
    flow->load = g_new0(guint, transport->people);
    flow->extra = g_new0(guint, transport->people);
    flow->paper_price = g_new0(gint64, transport->papers);
    flow->person_price = g_new0(gint64, transport->people);
    return flow;
}

void chairlift_flow_free(ChairliftFlow *flow)
{
    if (flow == NULL)
        return;
    g_free(flow->start);
    g_free(flow->person);
    g_free(flow->placed);
    g_free(flow->load);
    g_free(flow->extra);
    g_free(flow->paper_price);
    g_free(flow->person_price);
    g_free(flow);
}

void chairlift_flow_place(ChairliftFlow *flow, size_t paper, size_t person)
{
    const size_t place = flow->start[paper] + flow->placed[paper];
    g_return_if_fail(place < flow->start[paper + 1]);
    flow->person[place] = (guint32)person;
    flow->placed[paper]++;
    flow->load[person]++;
}

gboolean chairlift_flow_has(const ChairliftFlow *flow, size_t paper, size_t person)
{
    for (guint i = 0; i < flow->placed[paper]; i++) {
        if (flow->person[flow->start[paper] + i] == person)
            return TRUE;
    }
    return FALSE;
}
