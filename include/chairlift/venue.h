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

typedef struct ChairliftTopic {
    char *id;          /* "dictionary-learning": as in labels, models and outputs */
    char *name;        /* "Unsupervised Discovery & Dictionary Learning" */
    char *description; /* what belongs there, in one to three sentences */
    char *group;       /* id of the group it belongs to, or NULL */
    guint line;        /* where it stands in the venue's file */
} ChairliftTopic;

typedef struct ChairliftTopicGroup {
    char *id;
    char *name;
    char *description;
    char **topics; /* ids of its topics, NULL-terminated */
} ChairliftTopicGroup;

typedef struct ChairliftPageLimit {
    char *template; /* "neurips", "icml", "colm" */
    guint pages;    /* of main text */
} ChairliftPageLimit;

typedef struct ChairliftTrack {
    char *id; /* "short", "long", "main-long", "flash", ... */
    char *name;
    char *description;
    GArray *limits; /* of ChairliftPageLimit, one for each template allowed */
} ChairliftTrack;

typedef struct ChairliftDate {
    char *id; /* "submission", "notification", "workshop", ... */
    char *name;
    char *day;  /* ISO 8601: "2026-05-08" */
    char *zone; /* "AoE" or NULL */
} ChairliftDate;

typedef struct ChairliftVenue {
    char *id;   /* "mechinterp-icml-2026" */
    char *file; /* where it was read */
    char *name;
    char *url;    /* of the call, or NULL */
    char *labels; /* which labels of the corpus train it */
    char *theme_name;
    char *theme_description;
    GPtrArray *topics;  /* of ChairliftTopic, in the call's order */
    GPtrArray *groups;  /* of ChairliftTopicGroup */
    GPtrArray *tracks;  /* of ChairliftTrack */
    GPtrArray *dates;   /* of ChairliftDate */
    guint most_topics;  /* that one paper may be assigned */
    char **not_counted; /* what does not count towards page limits: "references", ... */
    char *anonymity;    /* "double-blind", ... */
    gboolean archival;
} ChairliftVenue;

CHAIRLIFT_API void chairlift_venue_free(ChairliftVenue *venue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftVenue, chairlift_venue_free)

/* Reads one venue file. An unknown key, a duplicate id, a missing or malformed value is an error
 * that names file and line. */
CHAIRLIFT_API ChairliftVenue *chairlift_venue_load(const char *file, GError **error);

/* Reads all "*.venue" of a directory, sorted by id. */
CHAIRLIFT_API GPtrArray *chairlift_venues_load(const char *directory, GError **error);

/* The topic with this id or (case and punctuation folded) name, or NULL. */
CHAIRLIFT_API const ChairliftTopic *chairlift_venue_find_topic(const ChairliftVenue *venue,
                                                               const char *name);

G_END_DECLS

#endif
