/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transportation problem under an assignment, in integers. */
#ifndef CHAIRLIFT_ROUTE_TRANSPORT_H
#define CHAIRLIFT_ROUTE_TRANSPORT_H

#include <glib.h>

/* gain of a pair that must not be */
#define CHAIRLIFT_FORBIDDEN G_MININT32

/* Papers and people are numbered in the order of their ids. Settled (forced) pairs are already
 * taken out of demand, minimum and capacity. */
typedef struct ChairliftTransport {
    size_t papers, people;
    gint32 *gain;         /* [papers * people] millionths of affinity, or CHAIRLIFT_FORBIDDEN */
    guint *demand;        /* [papers] */
    guint *capacity;      /* [people] at most the number of papers */
    guint *minimum;       /* [people] at most the capacity */
    guint *settled;       /* [people] forced pairs */
    guint32 *kept_start;  /* [papers + 1] into kept */
    guint32 *kept;        /* [kept_start[papers]] people with whom the paper was before */
    gint64 kept_gain;     /* what keeping one pair counts */
    gint64 extra_cost;    /* what one place beyond a capacity costs; 0: there are none */
    gint64 shortage_cost; /* what a place that stays empty costs, wanted by a paper or a minimum */
} ChairliftTransport;

/* An integral flow and the prices that prove it optimal. */
typedef struct ChairliftFlow {
    size_t *start;        /* [papers + 1] into person: room for each paper's demand */
    guint *placed;        /* [papers] how many of them are filled */
    guint32 *person;      /* [start[papers]] */
    guint *load;          /* [people] without settled pairs */
    guint *extra;         /* [people] places used beyond capacity */
    gint64 *paper_price;  /* [papers] dual values of "demand is met" */
    gint64 *person_price; /* [people] dual values of "minimum <= load <= capacity" */
} ChairliftFlow;

/* Allocates a transport with room for `kept` kept pairs; everything is zero. */
ChairliftTransport *chairlift_transport_new(size_t papers, size_t people, size_t kept);
void chairlift_transport_free(ChairliftTransport *transport);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftTransport, chairlift_transport_free)

/* Sets the three weights so that each goal stands above all lower ones together: no empty places,
 * then few extra ones (when extra is allowed at all), then kept pairs, then affinity. */
void chairlift_transport_weigh(ChairliftTransport *transport, gboolean extra);

/* Whether the paper was with the person before. */
gboolean chairlift_transport_is_kept(const ChairliftTransport *transport, size_t paper,
                                     size_t person);

/* Cost of a pair that is not forbidden: the negative of all it gains. */
gint64 chairlift_transport_cost(const ChairliftTransport *transport, size_t paper, size_t person);

/* An empty flow. */
ChairliftFlow *chairlift_flow_new(const ChairliftTransport *transport);
void chairlift_flow_free(ChairliftFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftFlow, chairlift_flow_free)

void chairlift_flow_place(ChairliftFlow *flow, size_t paper, size_t person);
gboolean chairlift_flow_has(const ChairliftFlow *flow, size_t paper, size_t person);

/* The flow of least cost, and its prices. NULL, with error set, when the solver fails. */
ChairliftFlow *chairlift_transport_solve(const ChairliftTransport *transport, GError **error);

#endif
