/* SPDX-License-Identifier: GPL-3.0-or-later */
/* route: who handles which paper.
 *
 * Papers ask for people, people offer room, and each pair has an affinity. The assignment found
 * places as many papers as can be placed, then fulfils as much as possible of what people want to
 * do at least, then keeps as much as possible of an earlier assignment, and then has the greatest
 * total affinity. It is exact, and proves it: the dual prices of people and papers bound what any
 * assignment can reach, and the bound is checked in integers against what was reached. Knows no
 * file format.
 */
#ifndef CHAIRLIFT_ROUTE_H
#define CHAIRLIFT_ROUTE_H

#include <glib.h>

#include "chairlift/export.h"
#include "chairlift/paper.h"

G_BEGIN_DECLS

/* What is known of a pair before any choice is made. */
typedef enum ChairliftPair {
    CHAIRLIFT_PAIR_ALLOWED = 0,
    CHAIRLIFT_PAIR_FORBIDDEN, /* a conflict of interest, or the chair says no */
    CHAIRLIFT_PAIR_FORCED,    /* settled beforehand */
    CHAIRLIFT_PAIR_KEPT       /* allowed, and how it was: kept before any affinity counts */
} ChairliftPair;

typedef enum ChairliftObjective {
    CHAIRLIFT_OBJECTIVE_TOTAL,     /* greatest total affinity */
    CHAIRLIFT_OBJECTIVE_WORST_OFF, /* best lowest affinity, then greatest total */
    CHAIRLIFT_OBJECTIVE_BALANCED   /* lowest greatest load, highest least load, then total */
} ChairliftObjective;

/* People of whom no two may be with one paper, in whatever role: colleagues, or what stands for one
 * person in two roles. */
typedef struct ChairliftGroup {
    const char *name;
    const guint *people; /* [length] indices */
    size_t length;
    gboolean is_strict; /* no exception is thinkable: one person in two roles */
} ChairliftGroup;

/* All arrays are borrowed. Affinities count in millionths; they lie within [-1, 1]. A person has
 * one role; papers want so many people in each. */
typedef struct ChairliftAssignmentProblem {
    size_t papers, people;
    size_t roles;                 /* 0 counts as 1 */
    const guint8 *role;           /* [people] below roles; NULL: all have the first */
    const ChairliftGroup *groups; /* [groups_length] that are kept apart */
    size_t groups_length;
    const char *const *paper_ids;  /* [papers] unique: ties are broken by their order */
    const char *const *person_ids; /* [people] likewise, unique in each role */
    const float *affinity;         /* [papers * people], a row for each paper */
    const guint8 *pairs;           /* [papers * people] of ChairliftPair; NULL: all allowed */
    const guint *demand;           /* [roles * papers] people wanted for the paper, role by role;
                                      NULL: one each */
    const guint *capacity;         /* [people] most papers a person takes */
    const guint *minimum;          /* [people] fewest papers, at most capacity; NULL: none */
    ChairliftObjective objective;
} ChairliftAssignmentProblem;

typedef struct ChairliftPlacement {
    guint paper;  /* index into the problem's papers */
    guint person; /* index into its people */
    float affinity;
} ChairliftPlacement;

typedef struct ChairliftAssignment {
    GArray *placements;  /* of ChairliftPlacement, by paper, then person */
    guint *load;         /* [people] papers placed with the person */
    guint *missing;      /* [roles * papers] people still wanted, role by role */
    guint *shortfall;    /* [people] papers that the minimum lacks */
    guint64 unplaced;    /* sum of missing */
    guint64 unfulfilled; /* sum of shortfall */
    guint64 kept;        /* placements that were CHAIRLIFT_PAIR_KEPT */
    double total;        /* affinity of all placements, each rounded to millionths */
    double bound;        /* no assignment that serves the higher goals as well has more; in the
                            same millionths, and equal to total when certified */
    gboolean certified;  /* the bound was checked, in integers, and is reached; always, but for
                            groups so entangled that the search for an optimum was broken off */
} ChairliftAssignment;

/* Solves the problem. NULL, with error set, when it contradicts itself (a person forced beyond
 * capacity, a paper forced beyond demand, a minimum above capacity, an affinity that is not a
 * number within [-1, 1]) or the solver fails. That demand cannot be met is no error: see
 * chairlift_assignment_explain. The same problem gives the same assignment in whatever order papers
 * and people stand. */
CHAIRLIFT_API ChairliftAssignment *chairlift_assign(const ChairliftAssignmentProblem *problem,
                                                    GError **error);
CHAIRLIFT_API void chairlift_assignment_free(ChairliftAssignment *assignment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftAssignment, chairlift_assignment_free)

/* More room with one person. */
typedef struct ChairliftExtraRoom {
    guint person; /* index */
    guint extra;  /* papers beyond the capacity */
} ChairliftExtraRoom;

/* Papers that compete for too few places: whoever could take one of `papers` is in `people`, and is
 * full with others of `papers` (Hall's theorem). No two bottlenecks share a person. */
typedef struct ChairliftBottleneck {
    guint role;       /* of the people, and of what the papers lack */
    GArray *papers;   /* of guint, ascending */
    GArray *unplaced; /* of guint, ascending: those of papers that lack somebody */
    GArray *people;   /* of guint, ascending; empty: the papers conflict with everybody */
    guint64 demand;   /* places that papers ask for, all together, forced pairs left out */
    guint64 room;     /* places that people have, and that papers have found elsewhere */
    guint missing;    /* demand - room */
    guint stuck;      /* of missing: no capacity helps, too few people are free of conflicts */
    GArray *repair;   /* of ChairliftExtraRoom: the fewest extra places that end the shortage, as
                         far as capacity can; of such, with the fewest for whoever gets most, and
                         then the ones with the greatest affinity; empty where groups are kept
                         apart: see ChairliftExceptions */
    GArray *any_of;   /* of guint: each of these people alone ends the shortage by taking
                         missing - stuck more; NULL when there are too many to try, or groups */
} ChairliftBottleneck;

/* People who want more papers than can reach them: every paper that any of `people` may take is
 * with one of them already (or forced elsewhere). */
typedef struct ChairliftIdleGroup {
    GArray *people;    /* of guint, ascending */
    guint64 minimum;   /* papers they want at least, all together */
    guint64 available; /* papers that can reach them */
    guint64 shortfall; /* minimum - available: by so much must their minimums come down */
} ChairliftIdleGroup;

/* One more of a group with a paper than the one that may be. */
typedef struct ChairliftLift {
    guint paper;
    guint group;
} ChairliftLift;

/* What would help where groups are kept apart. Bottlenecks and idle groups are then those that
 * would be there if they were not. */
typedef struct ChairliftExceptions {
    guint64 apart;  /* places (wanted by papers or as minimums) that exceptions would fill */
    GArray *lifts;  /* of ChairliftLift: the fewest exceptions that fill them all */
    GArray *repair; /* of ChairliftExtraRoom: the fewest extra places that, without an exception,
                       leave only what no capacity fills */
    guint64 stuck;  /* places of papers that no capacity fills without an exception */
    guint64 idle;   /* places of minimums that no capacity fills without one */
    gboolean certified; /* fewest is proved, of both */
} ChairliftExceptions;

/* What it would be like if everybody of the role took at most the same number of papers. */
typedef struct ChairliftUniformLoad {
    guint role;
    guint load;
    guint64 unplaced;
} ChairliftUniformLoad;

typedef struct ChairliftExplanation {
    GPtrArray *bottlenecks; /* of ChairliftBottleneck, by their first unplaced paper */
    GPtrArray *idle;        /* of ChairliftIdleGroup, by their first person */
    GArray *uniform;        /* of ChairliftUniformLoad, of roles that lack people, ascending; the
                               last of a role is the smallest load with which nothing that capacity
                               can place is left */
    ChairliftExceptions *exceptions; /* NULL without groups */
} ChairliftExplanation;

/* Why an assignment leaves papers without people, or people below their minimum, and the smallest
 * changes that would help. The assignment is one that chairlift_assign made of this problem. */
CHAIRLIFT_API ChairliftExplanation *
chairlift_assignment_explain(const ChairliftAssignmentProblem *problem,
                             const ChairliftAssignment *assignment, GError **error);
CHAIRLIFT_API void chairlift_explanation_free(ChairliftExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftExplanation, chairlift_explanation_free)

G_END_DECLS

#endif
