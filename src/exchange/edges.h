/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenReview's edges (API 2, "Edge"): {"invitation", "head", "tail", "weight", "label"}, as an
 * array, as {"edges": [...]}, or one a line. */
#ifndef CHAIRLIFT_EXCHANGE_EDGES_H
#define CHAIRLIFT_EXCHANGE_EDGES_H

#include "chairlift/exchange.h"

typedef struct ChairliftEdge {
    const char *invitation; /* "" when there is none */
    const char *head;       /* id of a note; "" when there is none */
    const char *tail;       /* profile or e-mail address; "" when there is none */
    const char *label;      /* "" when there is none */
    gboolean has_weight;
    double weight;
    gboolean is_deleted;      /* it has a ddate */
    gboolean has_permissions; /* it says who may read and write it, and who signs */
    guint64 line;             /* where it begins, from 1 */
    guint64 number;           /* from 1 */
} ChairliftEdge;

/* FALSE, with error set, stops reading. The edge is valid during the call. */
typedef gboolean (*ChairliftEdgeFunction)(const ChairliftEdge *edge, gpointer user_data,
                                          GError **error);

/* Whether an edge is of this kind ("Conflict"): its invitation is that, or ends in "/-/Conflict".
 */
gboolean chairlift_edge_is(const ChairliftEdge *edge, const char *kind);

/* FALSE, with error set ("file:line: ..."), when the input cannot be read, breaks off, or has a
 * value that is no edge. */
gboolean chairlift_edges_read(ChairliftInput *input, ChairliftEdgeFunction function,
                              gpointer user_data, GError **error);

#endif
