/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of leaks, and what is gathered about each before it becomes a finding. */
#ifndef CHAIRLIFT_CHECK_LEAKS_H
#define CHAIRLIFT_CHECK_LEAKS_H

#include "manuscript.h"

#include "chairlift/contributors.h"

typedef enum LeakKind {
    LEAK_NAMES,        /* of contributors */
    LEAK_EMAILS,       /* likewise */
    LEAK_INSTITUTIONS, /* likewise */
    LEAK_ACCOUNTS,     /* likewise */
    LEAK_AUTHOR_BLOCK,
    LEAK_CONTACT, /* addresses on the first page */
    LEAK_ACKNOWLEDGEMENTS,
    LEAK_SELF_CITATION,
    LEAK_REPOSITORIES,
    LEAK_PREPRINT,
    LEAK_CAMERA_READY,
    LEAK_METADATA,
    LEAK_PATHS,
    LEAK_ATTACHMENTS,
    LEAK_ANNOTATIONS,
    LEAK_IMAGES,
    LEAK_KINDS
} LeakKind;

typedef struct Leaks {
    const Manuscript *manuscript;
    const ChairliftContributors *contributors; /* or NULL */
    gboolean certain[LEAK_KINDS];              /* whether one of the places is beyond doubt */
    GPtrArray *places[LEAK_KINDS];             /* of ChairliftPlace */
    GHashTable *patterns;                      /* char * -> GRegex *: those compiled so far */
} Leaks;

/* Notes bytes [start, end) of the text. */
void chairlift_leaks_add(Leaks *leaks, LeakKind kind, gboolean certain, guint start, guint end);

/* Notes what is not in the text: the place and what it says. */
void chairlift_leaks_add_trace(Leaks *leaks, LeakKind kind, gboolean certain,
                               const ChairliftTrace *trace);

/* Each looks for leaks of some kinds. */
void chairlift_leaks_of_contributors(Leaks *leaks); /* names to accounts; needs contributors */
void chairlift_leaks_on_front(Leaks *leaks);        /* author block, contact, versions */
void chairlift_leaks_in_phrases(Leaks *leaks);      /* thanks, own earlier work */
void chairlift_leaks_in_links(Leaks *leaks);        /* repositories and pages */
void chairlift_leaks_in_file(Leaks *leaks);         /* what is not on the pages */

/* ---- what several of them look for ------------------------------------------------------------
 */

GHashTable *chairlift_leaks_patterns_new(void);

/* A pattern that is known to be right, compiled when it is first asked for; case does not matter.
 * Free with g_regex_unref. */
GRegex *chairlift_leaks_pattern(const Leaks *leaks, const char *pattern);

/* Whether a pattern is found in text[start, end), each brought back to where a character begins. */
gboolean chairlift_leaks_matches(const GRegex *regex, const char *text, guint start, guint end);

/* Called with the place of each match in the manuscript's text. */
typedef void (*LeakMatchFunction)(Leaks *leaks, guint start, guint end, gpointer data);
void chairlift_leaks_each(Leaks *leaks, const char *pattern, LeakMatchFunction function,
                          gpointer data);

/* Whether a text is what templates and careful authors put in place of a name. */
gboolean chairlift_leaks_is_anonymous(const char *text);

/* Whether bytes [start, end) of the text are followed by, or stand within, a citation: "(2021)",
 * "et al., 2021", "[3]". */
gboolean chairlift_leaks_is_cited(const Manuscript *manuscript, guint start, guint end);

ManuscriptRegion chairlift_leaks_region(const Manuscript *manuscript, guint offset);

#endif
