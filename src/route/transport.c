/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport.h"

#include <stdlib.h>

ChairliftTransport *chairlift_transport_new(size_t papers, size_t people, size_t kept)
{
    ChairliftTransport *transport = g_new0(ChairliftTransport, 1);
    transport->papers = papers;
    transport->people = people;
    transport->roles = 1;
    transport->extra_most = (guint)papers;
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
    g_free(transport->group_start);
    g_free(transport->group);
    g_free(transport->member_start);
    g_free(transport->member);
    g_free(transport->is_strict);
    g_free(transport);
}

void chairlift_transport_index_groups(ChairliftTransport *transport)
{
    const size_t people = transport->people;
    const guint32 members = transport->member_start[transport->groups];
    transport->group_start = g_new0(guint32, people + 1);
    transport->group = g_new0(guint32, members);
    for (guint32 i = 0; i < members; i++)
        transport->group_start[transport->member[i] + 1]++;
    for (size_t person = 0; person < people; person++)
        transport->group_start[person + 1] += transport->group_start[person];
    g_autofree guint32 *next = g_memdup2(transport->group_start, (people + 1) * sizeof *next);
    for (size_t group = 0; group < transport->groups; group++) {
        for (guint32 i = transport->member_start[group]; i < transport->member_start[group + 1];
             i++)
            transport->group[next[transport->member[i]]++] = (guint32)group;
    }
}

gint64 chairlift_price_unit(const ChairliftTransport *transport)
{
    return transport->groups > 0 ? 256 : 1;
}

static gint64 widest_gain(const ChairliftTransport *transport)
{
    gint64 widest = 1;
    for (size_t i = 0; i < transport->papers * transport->people; i++) {
        if (transport->gain[i] != CHAIRLIFT_FORBIDDEN)
            widest = MAX(widest, ABS(transport->gain[i]));
    }
    return widest;
}

/* Without groups, two flows that differ in one unit of a goal differ along a path that visits each
 * person at most once, hence in at most people + 1 pairs of either flow; with them, perhaps in all
 * pairs. */
void chairlift_transport_weigh(ChairliftTransport *transport, ChairliftLeave leave)
{
    const gint64 widest = widest_gain(transport);
    gint64 places = 0;
    for (size_t paper = 0; paper < transport->papers; paper++)
        places += transport->demand[paper];
    const gint64 path = (gint64)transport->people + 1;
    const gint64 pairs = transport->groups > 0 ? MAX(places, 1) : path;
    gint64 goal = 2 * widest * pairs + 1;
    transport->kept_gain = 0;
    transport->extra_cost = 0;
    transport->lift_cost = 0;
    if (transport->kept_start[transport->papers] > 0 && leave == CHAIRLIFT_LEAVE_NOTHING) {
        transport->kept_gain = goal;
        goal = 2 * (goal + widest) * MIN(pairs, (gint64)transport->kept_start[transport->papers]) +
               goal;
    }
    if (leave != CHAIRLIFT_LEAVE_NOTHING) {
        *(leave == CHAIRLIFT_LEAVE_EXTRA ? &transport->extra_cost : &transport->lift_cost) = goal;
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
    flow->apart = g_array_new(FALSE, FALSE, sizeof(ChairliftApart));
    const size_t submissions = transport->papers / transport->roles;
    flow->last_apart = g_new(gint32, submissions);
    for (size_t i = 0; i < submissions; i++)
        flow->last_apart[i] = -1;
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
    g_array_unref(flow->apart);
    g_free(flow->last_apart);
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

/* Whether two people may not meet. */
static gboolean share_group(const ChairliftTransport *transport, size_t first, size_t second)
{
    for (guint32 i = transport->group_start[first]; i < transport->group_start[first + 1]; i++) {
        for (guint32 k = transport->group_start[second]; k < transport->group_start[second + 1];
             k++) {
            if (transport->group[i] == transport->group[k] &&
                (transport->lift_cost == 0 || transport->is_strict[transport->group[i]]))
                return TRUE;
        }
    }
    return FALSE;
}

gboolean chairlift_flow_clashes(const ChairliftTransport *transport, const ChairliftFlow *flow,
                                size_t paper, size_t person, size_t except)
{
    if (transport->groups == 0)
        return FALSE;
    const size_t first = paper - paper % transport->roles;
    for (size_t other = first; other < first + transport->roles; other++) {
        for (guint i = 0; i < flow->placed[other]; i++) {
            const guint32 present = flow->person[flow->start[other] + i];
            if (present != person && present != except && share_group(transport, person, present))
                return TRUE;
        }
    }
    return FALSE;
}

guint chairlift_flow_add_apart(ChairliftFlow *flow, guint32 submission, guint32 group)
{
    const ChairliftApart apart = {submission, group, 0, flow->last_apart[submission]};
    flow->last_apart[submission] = (gint32)flow->apart->len;
    g_array_append_val(flow->apart, apart);
    return flow->apart->len - 1;
}
