/* SPDX-License-Identifier: GPL-3.0-or-later */
/* people: those who handle papers, and whom they must not judge. */
#ifndef CHAIRLIFT_PEOPLE_H
#define CHAIRLIFT_PEOPLE_H

#include <glib.h>

#include "chairlift/export.h"

G_BEGIN_DECLS

typedef enum ChairliftRole {
    CHAIRLIFT_ROLE_CHAIR,    /* area chairs, meta-reviewers */
    CHAIRLIFT_ROLE_REVIEWER, /* where a routing gives papers to both */
    CHAIRLIFT_ROLES
} ChairliftRole;

/* "chair", "reviewer" */
CHAIRLIFT_API const char *chairlift_role_name(ChairliftRole role);

typedef struct ChairliftPerson {
    ChairliftRole role;
    gboolean is_reciprocal; /* reviews because of a submission of their own */
    char *id;           /* OpenReview profile, else e-mail address, else name; unique in a role */
    char *name;         /* or NULL */
    char *email;        /* or NULL */
    GPtrArray *aliases; /* of char *: other ids and e-mail addresses of the person; may be empty */
    GArray *topics;     /* of guint: indices into the venue's topics, ascending; may be empty */
    gboolean has_capacity;
    guint capacity;          /* most papers; of no meaning without has_capacity */
    guint minimum;           /* fewest papers */
    GPtrArray *institutions; /* of char *: names or domains; may be empty */
    GPtrArray *conflicts; /* of char *: papers (id or number) or authors (id, e-mail or name) that
                             the person must not judge, as the file words them; may be empty */
    GPtrArray *collaborators; /* of char *: people whose papers the person must not judge, most of
                                 whom have none here; may be empty */
    GPtrArray *publications;  /* of ChairliftPaper: what the person wrote; may be empty */
    char *file;               /* that lists the person, or NULL */
    guint64 line;             /* of the file, from 1 */
} ChairliftPerson;

CHAIRLIFT_API ChairliftPerson *chairlift_person_new(void);
CHAIRLIFT_API void chairlift_person_free(ChairliftPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPerson, chairlift_person_free)

/* What to call a person in a sentence: the name, else the id. */
CHAIRLIFT_API const char *chairlift_person_label(const ChairliftPerson *person);

/* A pair that must not be, as a file lists it. */
typedef struct ChairliftListedConflict {
    char *paper;  /* id or number */
    char *person; /* id, e-mail or name; NULL for nobody, in an earlier routing */
    char *reason; /* or NULL */
    char *role;   /* of an earlier routing: the person's, or NULL */
    guint64 line;
} ChairliftListedConflict;

CHAIRLIFT_API void chairlift_listed_conflict_free(ChairliftListedConflict *conflict);

/* What a person said of a paper. */
typedef struct ChairliftBid {
    char *paper;  /* id or number */
    char *person; /* id, e-mail or name */
    double value; /* -1 (anything but this) to 1 (very eager) */
    guint64 line;
} ChairliftBid;

CHAIRLIFT_API void chairlift_bid_free(ChairliftBid *bid);

G_END_DECLS

#endif
