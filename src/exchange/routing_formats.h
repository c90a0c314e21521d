/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_ROUTING_FORMATS_H
#define CHAIRLIFT_EXCHANGE_ROUTING_FORMATS_H

#include "chairlift/routing_files.h"

/* Each appends a whole file to text. FALSE, with error set, when the format needs what the routing
 * has not. */
typedef gboolean (*ChairliftRoutingAppendFunction)(const ChairliftRouting *routing, GString *text,
                                                   GError **error);

gboolean chairlift_routing_append_csv(const ChairliftRouting *routing, GString *text,
                                      GError **error);
gboolean chairlift_routing_append_json(const ChairliftRouting *routing, GString *text,
                                       GError **error);
gboolean chairlift_routing_append_openreview_affinity(const ChairliftRouting *routing,
                                                      GString *text, GError **error);
gboolean chairlift_routing_append_openreview_edges(const ChairliftRouting *routing, GString *text,
                                                   GError **error);
gboolean chairlift_routing_append_hotcrp(const ChairliftRouting *routing, GString *text,
                                         GError **error);
gboolean chairlift_routing_append_cmt(const ChairliftRouting *routing, GString *text,
                                      GError **error);

/* Appends a number with so many decimals, whatever the locale. */
void chairlift_routing_append_number(GString *text, double number, int decimals);

#endif
