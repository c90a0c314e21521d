/* SPDX-License-Identifier: GPL-3.0-or-later */
/* venue: a call for papers as data: its topics, rules, page limits and dates.
 *
 * One file for each call under corpus/venues/, in GLib's key file syntax (corpus/venues/README.md
 * describes every key). A new workshop adds a file, not code.
 */
#ifndef CHAIRLIFT_VENUE_H
#define CHAIRLIFT_VENUE_H

#include <glib.h>

#include "chairlift/export.h"
#include "chairlift/paper.h"

G_BEGIN_DECLS

/* In every struct below, `source` is the place in the call that says so ("Details, item 8"), or
 * NULL, and `line` is where the entry stands in the venue's file. */

typedef struct ChairliftTopic {
    char *id;          /* "dictionary-learning": as in labels, models and outputs */
    char *name;        /* "Unsupervised Discovery & Dictionary Learning" */
    char *description; /* what belongs there, in one to three sentences */
    char **like; /* topics of other calls that it resembles, as labels: "neurips_2025/circuits";
                    NULL-terminated, or NULL */
    char *source;
    guint line;
} ChairliftTopic;

/* A wider heading over topics. Groups may overlap, and a topic may be in none. */
typedef struct ChairliftTopicGroup {
    char *id;
    char *name;
    char *description;
    char **topics; /* ids of its topics, NULL-terminated, at least one */
    char *source;
    guint line;
} ChairliftTopicGroup;

/* A LaTeX template that submissions may use. */
typedef struct ChairliftTemplate {
    char *id;   /* "neurips", "icml", "colm" */
    char *name; /* "NeurIPS 2026 LaTeX template" */
    guint year; /* of the edition that the call names; 0 when it names none */
    char *url;  /* or NULL */
    char *source;
    guint line;
} ChairliftTemplate;

typedef struct ChairliftPageLimit {
    char *template_id; /* of one of the venue's templates */
    char *form;        /* "short" or "long" where one track has both, else NULL */
    guint pages;       /* of main text, at most */
} ChairliftPageLimit;

typedef struct ChairliftTrack {
    char *id; /* "short", "long", "main", "flash", ... */
    char *name;
    char *description;
    GArray *limits; /* of ChairliftPageLimit: one for each template allowed and each form */
    char *source;
    guint line;
} ChairliftTrack;

typedef enum ChairliftRuleLevel {
    CHAIRLIFT_RULE_MUST,   /* a submission that breaks it may be rejected unread */
    CHAIRLIFT_RULE_SHOULD, /* the call asks for it or recommends it */
    CHAIRLIFT_RULE_MAY     /* the call allows it */
} ChairliftRuleLevel;

/* Something the call demands, recommends or allows. */
typedef struct ChairliftRule {
    char *id; /* "anonymity", "camera-ready-pages", ... */
    ChairliftRuleLevel level;
    char *value; /* what a program can act on ("double-blind", "1"), or NULL */
    char *text;  /* the rule in plain words, not the call's */
    char *source;
    guint line;
} ChairliftRule;

typedef struct ChairliftDate {
    char *id; /* "submission", "notification", "workshop", ... */
    char *name;
    char *day;  /* ISO 8601: "2026-05-08" */
    char *zone; /* "AoE", or NULL when the call names none */
    char *source;
    guint line;
} ChairliftDate;

/* Reciprocal reviewing; all 0 when the call has none. */
typedef struct ChairliftReciprocalReviewing {
    guint reviewers_per_submission; /* at least, from among its authors */
    guint papers_per_reviewer;      /* that each of them reviews */
    guint submissions_per_reviewer; /* at most, that one person may stand for */
} ChairliftReciprocalReviewing;

typedef struct ChairliftVenue {
    char *id;   /* "mechinterp-icml-2026" */
    char *file; /* where it was read */
    guint line; /* of [venue] */
    char *name;
    char *url;          /* of the call, or NULL */
    char *theme_labels; /* field of the labelled corpus that trains the theme: "theme",
                           "interplay_2025.fit" (0 out, 1 borderline, 2 in theme) */
    char *topic_labels; /* field that trains the topics: "neurips_2025",
                           "interplay_2025.questions" (ids of topics, best first; those that are
                           not topics of this venue do not count) */
    char *theme_name;
    char *theme_description;
    char **theme_like; /* theme_labels of other calls that it is like; NULL-terminated, or NULL */
    guint theme_line;  /* of [theme] */
    guint most_topics; /* that one paper may be assigned, 1 or more */
    GPtrArray *topics; /* of ChairliftTopic, in the call's order, at least one */
    GPtrArray *groups; /* of ChairliftTopicGroup */
    GPtrArray *templates; /* of ChairliftTemplate */
    GPtrArray *tracks;    /* of ChairliftTrack */
    GPtrArray *rules;     /* of ChairliftRule */
    GPtrArray *dates;     /* of ChairliftDate */

    /* What the rules say, for programs. */
    const char *anonymity;             /* "double-blind", "single-blind", "open" or "unknown" */
    const char *archival;              /* "archival", "non-archival", "optional" or "unknown" */
    char **not_counted;                /* towards page limits: "references", ...; NULL-terminated */
    guint camera_ready_pages;          /* that the final version may have in addition */
    const char *camera_ready_template; /* id of the only one allowed then, or NULL */
    ChairliftReciprocalReviewing reciprocal;
} ChairliftVenue;

CHAIRLIFT_API void chairlift_venue_free(ChairliftVenue *venue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftVenue, chairlift_venue_free)

/* Reads one venue file. An unknown key, a duplicate id, a missing or malformed value is an error
 * that names file and line. */
CHAIRLIFT_API ChairliftVenue *chairlift_venue_load(const char *file, GError **error);

/* Reads all "*.venue" of a directory, sorted by id: an array of ChairliftVenue that owns them and
 * has at least one. Fails when one cannot be read or two have the same id. */
CHAIRLIFT_API GPtrArray *chairlift_venues_load(const char *directory, GError **error);

/* The topic with this id or (case, punctuation and "and" aside) name, or NULL. */
CHAIRLIFT_API const ChairliftTopic *chairlift_venue_find_topic(const ChairliftVenue *venue,
                                                               const char *name);

/* The entry with this id, or NULL. */
CHAIRLIFT_API const ChairliftTrack *chairlift_venue_find_track(const ChairliftVenue *venue,
                                                               const char *id);
CHAIRLIFT_API const ChairliftTemplate *chairlift_venue_find_template(const ChairliftVenue *venue,
                                                                     const char *id);
CHAIRLIFT_API const ChairliftRule *chairlift_venue_find_rule(const ChairliftVenue *venue,
                                                             const char *id);
CHAIRLIFT_API const ChairliftDate *chairlift_venue_find_date(const ChairliftVenue *venue,
                                                             const char *id);

/* "must", "should" or "may" */
CHAIRLIFT_API const char *chairlift_rule_level_name(ChairliftRuleLevel level);

/* Checks that a model has exactly the venue's topics, in whatever order. model_topics is
 * NULL-terminated. FALSE with CHAIRLIFT_ERROR_MODEL, naming the venue's file and the topic's line,
 * when one has a topic that the other lacks. */
CHAIRLIFT_API gboolean chairlift_venue_check_topics(const ChairliftVenue *venue,
                                                    const char *const *model_topics,
                                                    GError **error);

G_END_DECLS

#endif
