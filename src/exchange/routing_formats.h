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
gboolean chairlift_routing_append_hotcrp(const ChairliftRouting *routing, GString *text,
                                         GError **error);
gboolean chairlift_routing_append_hotcrp_preferences(const ChairliftRouting *routing, GString *text,
                                                     GError **error);
gboolean chairlift_routing_append_cmt(const ChairliftRouting *routing, GString *text,
                                      GError **error);
gboolean chairlift_routing_append_openreview_edges(const ChairliftRouting *routing,
                                                   const ChairliftOpenReviewVenue *venue,
                                                   GString *text, GError **error);

/* Appends a number with so many decimals, whatever the locale. */
void chairlift_routing_append_number(GString *text, double number, int decimals);

/* Whether files are to hold what concerns the person. */
gboolean chairlift_routing_shows(const ChairliftRouting *routing, size_t person);

/* ---- scores of pairs, in two systems' forms -------------------------------------------------- */

/* OpenReview's have no header and no quoting. FALSE, with error set, when an id cannot stand there.
 */
gboolean chairlift_openreview_check_ids(const GPtrArray *papers, const GPtrArray *people,
                                        GError **error);
void chairlift_openreview_append_score(GString *text, const char *paper, const char *person,
                                       double score);

/* HotCRP's have a header. FALSE, with error set, when a paper (that could be read) has no number or
 * somebody no e-mail address. */
gboolean chairlift_hotcrp_check_ids(const GPtrArray *papers, const GPtrArray *people,
                                    GError **error);
void chairlift_hotcrp_append_header(GString *text);
void chairlift_hotcrp_append_preference(GString *text, const ChairliftPaper *paper,
                                        const ChairliftPerson *person, double score);

/* ---- what systems know papers by ------------------------------------------------------------- */

/* The paper's number in its system, else its id. */
const char *chairlift_routing_paper_number(const ChairliftPaper *paper);

/* Whether it is a number. */
gboolean chairlift_routing_has_number(const ChairliftPaper *paper);

#endif
