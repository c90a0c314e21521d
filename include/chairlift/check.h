/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: a paper against the rules of a venue's call, as its authors would before they submit it.
 *
 * Every check yields one finding or more, each with an outcome, a sentence for the author, what to
 * do, the place in the call that the rule is from, and the places in the paper that break it. What
 * cannot be told is "not checked", never "passed".
 */
#ifndef CHAIRLIFT_CHECK_H
#define CHAIRLIFT_CHECK_H

#include <glib.h>

#include "chairlift/export.h"
#include "chairlift/model.h"
#include "chairlift/paper.h"
#include "chairlift/pdf.h"
#include "chairlift/venue.h"

G_BEGIN_DECLS

typedef enum ChairliftCheckOutcome {
    CHAIRLIFT_CHECK_PASSED,
    CHAIRLIFT_CHECK_VIOLATION, /* breaks a rule: the paper may be rejected unread */
    CHAIRLIFT_CHECK_WARNING,   /* may break one, or lacks what the call asks for */
    CHAIRLIFT_CHECK_NOT_APPLICABLE,
    CHAIRLIFT_CHECK_NOT_CHECKED /* cannot be told; the text says why */
} ChairliftCheckOutcome;

/* As it stands in outputs: "passed", "violation", "warning", "not-applicable", "not-checked". */
CHAIRLIFT_API const char *chairlift_check_outcome_name(ChairliftCheckOutcome outcome);

/* A place in the paper. Left, top, right and bottom are fractions of the page's width and height,
 * from its upper left corner; all are 0 when the whole page is meant. */
typedef struct ChairliftPlace {
    guint page; /* from 1; 0 for the file as a whole (its properties, attachments) */
    double left, top, right, bottom;
    char *excerpt; /* what stands there, valid UTF-8; or NULL */
} ChairliftPlace;

/* What one check has to say. */
typedef struct ChairliftFinding {
    const char *check; /* id of the check, static: "page-limit" */
    ChairliftCheckOutcome outcome;
    char *text;        /* one plain sentence for the author, valid UTF-8 */
    char *advice;      /* what to do, in a sentence or two; NULL when there is nothing to do */
    char *source;      /* place in the call ("Details, item 8"), or NULL */
    GPtrArray *places; /* of ChairliftPlace, owned; may be empty */
} ChairliftFinding;

/* check must be static. source is copied and may be NULL; the text follows as printf has it. */
CHAIRLIFT_API ChairliftFinding *chairlift_finding_new(const char *check,
                                                      ChairliftCheckOutcome outcome,
                                                      const char *source, const char *text, ...)
    CHAIRLIFT_PRINTF(4, 5);
CHAIRLIFT_API void chairlift_finding_free(ChairliftFinding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftFinding, chairlift_finding_free)

CHAIRLIFT_API void chairlift_finding_set_advice(ChairliftFinding *finding, const char *advice, ...)
    CHAIRLIFT_PRINTF(2, 3);

/* Adds a place, copying it and its excerpt, of which bytes that are not UTF-8 are replaced. */
CHAIRLIFT_API void chairlift_finding_add_place(ChairliftFinding *finding,
                                               const ChairliftPlace *place);

/* An array that owns the findings put into it. */
CHAIRLIFT_API GPtrArray *chairlift_findings_new(void);

/* Whether one of the findings is a violation. */
CHAIRLIFT_API gboolean chairlift_findings_violate(const GPtrArray *findings);

/* ---- rules and theme ------------------------------------------------------------------------- */

/* The paper against the venue's rules, but for anonymity: findings (an array that owns them), none
 * when the venue has no tracks or the pdf no structure. track is the id of one of the venue's
 * tracks, or a form of paper that a track has ("short"), or NULL: whichever the paper could go to.
 */
CHAIRLIFT_API GPtrArray *chairlift_check_rules(const ChairliftPdf *pdf, const ChairliftVenue *venue,
                                               const char *track);

/* What the scores of the venue's model mean for the author of the paper, in words. fits and
 * does_not_fit are the model's limits (chairlift_model_verdict_limits). */
CHAIRLIFT_API ChairliftFinding *chairlift_check_theme(const ChairliftPaper *paper,
                                                      const ChairliftVenue *venue,
                                                      const ChairliftScores *scores, double fits,
                                                      double does_not_fit);

/* ---- anonymity ------------------------------------------------------------------------------- */

/* All in a PDF that may tell who wrote it. */
typedef struct ChairliftPdfTraces ChairliftPdfTraces;

/* The people who must not be named in it. */
typedef struct ChairliftContributors ChairliftContributors;

/* Whether the paper tells who wrote it: findings (an array that owns them) whose severity follows
 * from the venue's anonymity rule. traces NULL: not looked for; contributors NULL: not known. */
CHAIRLIFT_API GPtrArray *chairlift_check_anonymity(const ChairliftPdf *pdf,
                                                   const ChairliftPdfTraces *traces,
                                                   const ChairliftContributors *contributors,
                                                   const ChairliftVenue *venue);

G_END_DECLS

#endif
