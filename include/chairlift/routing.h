/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routing: papers with scores and people with topics, made into an assignment with its reasons. */
#ifndef CHAIRLIFT_ROUTING_H
#define CHAIRLIFT_ROUTING_H

#include <glib.h>

#include "chairlift/affinity.h"
#include "chairlift/export.h"
#include "chairlift/names.h"
#include "chairlift/paper.h"
#include "chairlift/people.h"
#include "chairlift/route.h"
#include "chairlift/routed_paper.h"
#include "chairlift/venue.h"

G_BEGIN_DECLS

/* Which pairs must not be, and why. */
typedef struct ChairliftConflicts ChairliftConflicts;

typedef void (*ChairliftRoutingWarningFunction)(const char *message, gpointer user_data);

/* The year from which co-authors of the last `years` years are to be looked for: counted from the
 * year of the venue's submission date, else from the newest of people's own papers; 0 when years is
 * 0 or neither is known. */
CHAIRLIFT_API guint chairlift_coauthors_since(const ChairliftVenue *venue, const GPtrArray *people,
                                              guint years);

typedef struct ChairliftConflictOptions {
    const GPtrArray *listed; /* of ChairliftListedConflict; NULL for none */
    const char *file;        /* that lists them, for warnings */
    guint coauthors_since;   /* year from which writing a paper together is a conflict; 0: never */
    ChairliftRoutingWarningFunction warning; /* or NULL */
    gpointer warning_data;
} ChairliftConflictOptions;

/* All conflicts of papers and people: those listed, those that people or the papers' records name
 * themselves, and those that follow from the authors. The person is one (same id or e-mail address,
 * or one that another paper gives for the same author, or same name where ids are not known of
 * both); shares an institution with one (by name, or by the domain of an e-mail address, except of
 * providers that everybody uses); or wrote a paper with one, among the person's own papers and
 * those at hand. What names nobody and no paper is warned about. */
CHAIRLIFT_API ChairliftConflicts *chairlift_conflicts_find(const GPtrArray *papers,
                                                           const GPtrArray *people,
                                                           const ChairliftConflictOptions *options);
CHAIRLIFT_API void chairlift_conflicts_free(ChairliftConflicts *conflicts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftConflicts, chairlift_conflicts_free)

/* The first reason why the pair must not be, in words ("author", "same institution (x.example)"),
 * or NULL when nothing speaks against it. */
CHAIRLIFT_API const char *chairlift_conflicts_reason(const ChairliftConflicts *conflicts,
                                                     size_t paper, size_t person);

/* Sets each such pair of pairs, [papers * people], to CHAIRLIFT_PAIR_FORBIDDEN. */
CHAIRLIFT_API void chairlift_conflicts_forbid(const ChairliftConflicts *conflicts, guint8 *pairs);

/* Number of pairs. */
CHAIRLIFT_API guint chairlift_conflicts_count(const ChairliftConflicts *conflicts);

/* What is asked of reciprocal reviewers, whom submissions nominate among their authors. */
typedef struct ChairliftReciprocalRules {
    guint most; /* submissions that one person may be nominated for */
    guint load; /* papers that each reviews, however many these are */
} ChairliftReciprocalRules;

/* Makes reviewers of those who are nominated: adds to people (of ChairliftPerson) whom it does not
 * find among its reviewers, with the topics of their submissions; sets capacity and minimum of all
 * of them to the load; and adds their own submissions to conflicts (of ChairliftListedConflict).
 * nominations: of ChairliftListedConflict without reasons, from a file called so. Returns sentences
 * (of char *, owned) that say what is wrong: papers that nominate nobody, people nominated too
 * often, papers that are not here, and people who are none of the authors of the paper that
 * nominates them: these are not enlisted for it. */
CHAIRLIFT_API GPtrArray *chairlift_reciprocal_enlist(const GPtrArray *papers, GPtrArray *people,
                                                     guint topics, GPtrArray *conflicts,
                                                     const GPtrArray *nominations, const char *file,
                                                     const ChairliftReciprocalRules *rules);

/* People of each institution that several people have, kept apart from each other, and what stands
 * for one person in two roles. */
typedef struct ChairliftColleagues {
    GArray *groups; /* of ChairliftGroup */
    GPtrArray *names, *members;
} ChairliftColleagues;

/* institutions: whether to keep those apart. */
ChairliftColleagues *chairlift_colleagues_find(const GPtrArray *people, gboolean institutions);
void chairlift_colleagues_free(ChairliftColleagues *colleagues);

typedef struct ChairliftRoutingOptions {
    guint demand[CHAIRLIFT_ROLES]; /* people for each paper; of no meaning without people */
    gboolean one_per_institution;  /* no two of one institution with one paper */
    ChairliftObjective objective;
    const GPtrArray *previous; /* NULL, or of ChairliftListedConflict without reasons: pairs of an
                                  earlier routing, to be kept where possible */
} ChairliftRoutingOptions;

/* A routing: everything that it was made from, and the assignment. */
typedef struct ChairliftRouting {
    const ChairliftVenue *venue; /* borrowed, as are those that follow */
    const GPtrArray *papers;     /* of ChairliftRoutedPaper */
    const GPtrArray *people;     /* of ChairliftPerson */
    const ChairliftConflicts *conflicts;
    const ChairliftAffinity *affinity;
    ChairliftAssignmentProblem problem; /* its arrays are owned by the routing */
    ChairliftColleagues *colleagues;
    guint even_share[CHAIRLIFT_ROLES]; /* capacity of those who state none; 0 when all do */
    int only_role; /* a ChairliftRole: what files are to hold of two; -1 at first: both */
    ChairliftAssignment *assignment;
    ChairliftExplanation *explanation; /* NULL when everything could be placed */
    const GPtrArray *previous;         /* as in the options */
    guint64 previous_pairs;            /* of previous, that name papers and people of today */
} ChairliftRouting;

/* Assigns. NULL, with error set, when the problem contradicts itself. */
CHAIRLIFT_API ChairliftRouting *
chairlift_routing_new(const ChairliftVenue *venue, const GPtrArray *papers, const GPtrArray *people,
                      const ChairliftConflicts *conflicts, const ChairliftAffinity *affinity,
                      const ChairliftRoutingOptions *options, GError **error);
CHAIRLIFT_API void chairlift_routing_free(ChairliftRouting *routing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftRouting, chairlift_routing_free)

/* Whether papers are given to chairs and to reviewers. */
CHAIRLIFT_API gboolean chairlift_routing_has_roles(const ChairliftRouting *routing);

/* People whom the paper wants, and still lacks, in a role. */
CHAIRLIFT_API guint chairlift_routing_demand(const ChairliftRouting *routing, guint paper,
                                             ChairliftRole role);
CHAIRLIFT_API guint chairlift_routing_missing(const ChairliftRouting *routing, guint paper,
                                              ChairliftRole role);

/* The paper's likeliest topic, if people of the role declared it and all of them have a conflict
 * with the paper; else NULL. */
CHAIRLIFT_API const char *chairlift_routing_barred_topic(const ChairliftRouting *routing,
                                                         guint paper, ChairliftRole role);

/* What is different from the earlier routing, for a paper and role. */
typedef struct ChairliftRoutingChange {
    char *paper; /* id */
    ChairliftRole role;
    char *before; /* people, or NULL when the paper is new */
    char *after;  /* people, or NULL when the paper is not here any more */
    char *reason; /* in words */
} ChairliftRoutingChange;

/* All changes (of ChairliftRoutingChange, owned by the array): papers of today in their order, then
 * those that are not here any more. Empty without an earlier routing. */
CHAIRLIFT_API GPtrArray *chairlift_routing_changes(const ChairliftRouting *routing);

/* What a row of the result says. */
typedef enum ChairliftRoutingStatus {
    CHAIRLIFT_ROUTING_PLACED,
    CHAIRLIFT_ROUTING_UNPLACED, /* nobody could be found */
    CHAIRLIFT_ROUTING_FAILED    /* the paper could not be read */
} ChairliftRoutingStatus;

CHAIRLIFT_API const char *chairlift_routing_status_name(ChairliftRoutingStatus status);

typedef struct ChairliftRoutingRow {
    ChairliftRoutingStatus status;
    ChairliftRole role; /* of the person, or of whom the paper lacks */
    const ChairliftRoutedPaper *paper;
    const ChairliftPerson *person; /* NULL unless placed */
    const char *topic; /* id of the likeliest topic that paper and person share, else of the paper's
                          likeliest; NULL when the paper could not be read */
    double score;      /* affinity; 0 unless placed */
    char *reason;      /* in words */
} ChairliftRoutingRow;

/* The rows of the result (of ChairliftRoutingRow, owned by the array), in the order of the papers:
 * one for each placement, and one for each person that a paper still lacks. */
CHAIRLIFT_API GPtrArray *chairlift_routing_rows(const ChairliftRouting *routing);

/* Sentences that say what could not be done and what would help (of char *, owned): empty when all
 * was done. with_loads: also what would be left if everybody took at most the same number of
 * papers, which a table of the explanation's uniform loads says better. */
CHAIRLIFT_API GPtrArray *chairlift_routing_advice(const ChairliftRouting *routing,
                                                  gboolean with_loads);

G_END_DECLS

#endif
