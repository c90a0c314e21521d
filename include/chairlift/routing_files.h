/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routing_files: score records and earlier routings in, routings out. */
#ifndef CHAIRLIFT_ROUTING_FILES_H
#define CHAIRLIFT_ROUTING_FILES_H

#include <glib.h>

#include "chairlift/exchange.h"
#include "chairlift/export.h"
#include "chairlift/routing.h"
#include "chairlift/venue.h"

G_BEGIN_DECLS

/* The venue of the first score record in these first bytes of a JSON or JSONL file that
 * chairlift_scores_writer_write wrote; NULL when they are something else. Free with g_free. */
CHAIRLIFT_API char *chairlift_scores_recognise(const char *bytes, gsize length);

/* Reads score records and adds those of the venue to papers (of ChairliftRoutedPaper); *others is
 * raised by the number of those of other venues. FALSE, with error set ("file:line: ..."), when a
 * record is no score record, names a topic that the venue has not or lacks one that it has, has a
 * probability that is none, or has the id of a paper that is there already. */
CHAIRLIFT_API gboolean chairlift_scores_read(ChairliftInput *input, const ChairliftVenue *venue,
                                             GPtrArray *papers, guint64 *others, GError **error);

/* Reads the pairs of an earlier routing, from CSV with the columns paper and chair, and perhaps
 * role: an array of ChairliftListedConflict (without reasons) that owns them. The person of a row
 * without a chair is NULL. */
CHAIRLIFT_API GPtrArray *chairlift_previous_read_csv(ChairliftInput *input, GError **error);

typedef enum ChairliftRoutingFormat {
    /* RFC 4180, with the headers paper,title,chair,chair_name,topic,score,reason,status: a row for
     * each placement, and one without chair for whatever is unplaced or failed. Where reviewers are
     * assigned, too, a column "role" comes last, and "chair" is either. */
    CHAIRLIFT_ROUTING_CSV,
    /* One object: {"venue", "summary": {...}, "assignments": [rows as above], "chairs": [{"id",
     * "name", "load", "capacity", "minimum"}], "conflicts": [{"paper", "chair", "reason"}],
     * "advice": [sentences], "changes": [{"paper", "role", "before", "after", "reason"}]}; rows and
     * chairs have a "role" where reviewers are assigned, too */
    CHAIRLIFT_ROUTING_JSON,
    /* OpenReview's upload of affinity scores: paper,person,score, no header, four decimals, every
     * pair without a conflict. */
    CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY,
    /* OpenReview's edges, a JSON array, each complete as its API takes them: proposed assignments,
     * and conflicts (weight -1). Papers need numbers. */
    CHAIRLIFT_ROUTING_OPENREVIEW_EDGES,
    /* HotCRP's bulk assignment: paper,action,email with action "lead", or "metareview" when papers
     * have more than one chair. */
    CHAIRLIFT_ROUTING_HOTCRP,
    /* HotCRP's preferences, as a bulk assignment: paper,action,email,preference with action
     * "preference" for every pair without a conflict, in whole numbers from -20 (affinity 0) to 20
     * (affinity 1): what chairlift_bids_read makes of them is the affinity again. */
    CHAIRLIFT_ROUTING_HOTCRP_PREFERENCES,
    /* CMT's XML: <assignments><submission submissionId><user email/></submission></assignments> */
    CHAIRLIFT_ROUTING_CMT,
    CHAIRLIFT_ROUTING_FORMATS
} ChairliftRoutingFormat;

/* "csv", "json", "openreview-affinity", "openreview-edges", "hotcrp", "hotcrp-preferences", "cmt"
 */
CHAIRLIFT_API const char *chairlift_routing_format_name(ChairliftRoutingFormat format);

/* The groups that OpenReview's edges are of, and are read and written by. */
typedef struct ChairliftOpenReviewVenue {
    const char *group;                      /* "ICML.cc/2026/Workshop/MechInterp" */
    const char *committee[CHAIRLIFT_ROLES]; /* within it: "Area_Chairs", "Reviewers"; "" for a venue
                                               that has no area chairs */
    const char *label; /* of proposed assignments: the title of their configuration */
} ChairliftOpenReviewVenue;

/* Writes the routing; output is committed by the caller. FALSE, with error set, when it cannot be
 * written, or when the format needs what papers or people do not have (numbers, e-mail
 * addresses). openreview: NULL but for CHAIRLIFT_ROUTING_OPENREVIEW_EDGES. */
CHAIRLIFT_API gboolean chairlift_routing_write(const ChairliftRouting *routing,
                                               ChairliftRoutingFormat format,
                                               const ChairliftOpenReviewVenue *openreview,
                                               ChairliftOutput *output, GError **error);

/* Writes the affinity of every readable paper and every person in the form of
 * CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY or CHAIRLIFT_ROUTING_HOTCRP_PREFERENCES, one paper after
 * the other; output is committed by the caller. FALSE, with error set, when it cannot be written,
 * or an id cannot stand in that form. papers: of ChairliftRoutedPaper; people: of ChairliftPerson.
 */
CHAIRLIFT_API gboolean chairlift_affinity_write(const ChairliftAffinity *affinity,
                                                const GPtrArray *papers, const GPtrArray *people,
                                                ChairliftRoutingFormat format,
                                                ChairliftOutput *output, GError **error);

G_END_DECLS

#endif
