/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transportation problem under an assignment, in integers. */
#ifndef CHAIRLIFT_ROUTE_TRANSPORT_H
#define CHAIRLIFT_ROUTE_TRANSPORT_H

#include <glib.h>

/* gain of a pair that must not be */
#define CHAIRLIFT_FORBIDDEN G_MININT32

/* Papers and people are numbered in the order of their ids. Settled (forced) pairs are already
 * taken out of demand, minimum and capacity. Where people have one of several roles, a paper stands
 * here once for each role: paper / roles is the submission. Of a group no two may be with one
 * submission. */
typedef struct ChairliftTransport {
    size_t papers, people;
    size_t roles;          /* papers that stand for one submission; 1 or more */
    size_t groups;         /* of two people or more; 0: everybody may meet everybody */
    guint32 *group_start;  /* [people + 1] into group */
    guint32 *group;        /* [group_start[people]] groups of each person */
    guint32 *member_start; /* [groups + 1] into member */
    gboolean *is_strict;   /* [groups] no leave is given from keeping them apart */
    guint32 *member;       /* [member_start[groups]] people of each group */
    gint32 *gain;          /* [papers * people] millionths of affinity, or CHAIRLIFT_FORBIDDEN */
    guint *demand;         /* [papers] */
    guint *capacity;       /* [people] at most the number of papers */
    guint *minimum;        /* [people] at most the capacity */
    guint *settled;        /* [people] forced pairs */
    guint32 *kept_start;   /* [papers + 1] into kept */
    guint32 *kept;         /* [kept_start[papers]] people with whom the paper was before */
    gint64 kept_gain;      /* what keeping one pair counts */
    gint64 extra_cost;     /* what one place beyond a capacity costs; 0: there are none */
    guint extra_most;      /* places beyond a capacity that one person may take */
    gint64 lift_cost;      /* what each of a group beyond the first costs; 0: none may be */
    gint64 shortage_cost;  /* what a place that stays empty costs, wanted by a paper or a minimum */
} ChairliftTransport;

/* "At most one of the group is with the submission", and the dual value of that. */
typedef struct ChairliftApart {
    guint32 submission, group;
    gint64 price;   /* not above 0 */
    gint32 earlier; /* another one of the submission, or -1 */
} ChairliftApart;

/* An integral flow and the prices that prove it optimal. Prices count in chairlift_price_unit: with
 * groups the matrix is not totally unimodular any more, and prices may be fractions. */
typedef struct ChairliftFlow {
    size_t *start;        /* [papers + 1] into person: room for each paper's demand */
    guint *placed;        /* [papers] how many of them are filled */
    guint32 *person;      /* [start[papers]] */
    guint *load;          /* [people] without settled pairs */
    guint *extra;         /* [people] places used beyond capacity */
    gint64 *paper_price;  /* [papers] dual values of "demand is met" */
    gint64 *person_price; /* [people] dual values of "minimum <= load <= capacity" */
    GArray *apart;        /* of ChairliftApart */
    gint32 *last_apart;   /* [papers / roles] into apart, or -1 */
    gboolean is_searched; /* no one set of prices proves the flow optimal, but a search whose */
    gint64 least;         /* ... least bound was this cost */
} ChairliftFlow;

gint64 chairlift_price_unit(const ChairliftTransport *transport);

/* Allocates a transport with room for `kept` kept pairs; everything is zero. */
ChairliftTransport *chairlift_transport_new(size_t papers, size_t people, size_t kept);
void chairlift_transport_free(ChairliftTransport *transport);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftTransport, chairlift_transport_free)

/* Fills group_start and group from member_start and member. */
void chairlift_transport_index_groups(ChairliftTransport *transport);

/* What a flow may do against a cost that stands between empty places and kept pairs. */
typedef enum ChairliftLeave {
    CHAIRLIFT_LEAVE_NOTHING,
    CHAIRLIFT_LEAVE_EXTRA, /* go beyond a capacity */
    CHAIRLIFT_LEAVE_LIFT   /* put two of a group on one submission */
} ChairliftLeave;

/* Sets the weights so that each goal stands above all lower ones together: no empty places, then
 * kept pairs, or, with a leave, little that only the leave allows, then affinity. */
void chairlift_transport_weigh(ChairliftTransport *transport, ChairliftLeave leave);

/* Whether somebody else with the submission of this paper, `except` left out, is of a group of the
 * person from which there is no leave. */
gboolean chairlift_flow_clashes(const ChairliftTransport *transport, const ChairliftFlow *flow,
                                size_t paper, size_t person, size_t except);

/* Adds a row that keeps people apart; its price is 0. Returns its index. */
guint chairlift_flow_add_apart(ChairliftFlow *flow, guint32 submission, guint32 group);

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
