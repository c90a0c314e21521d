/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways in which people's names are written, and finding them. */
#ifndef CHAIRLIFT_CHECK_NAMES_H
#define CHAIRLIFT_CHECK_NAMES_H

#include "letters.h"

#include "chairlift/contributors.h"

typedef enum NameForm {
    NAME_FULL,     /* given name and family name, in either order; middle names or not */
    NAME_INITIALS, /* initials and family name, in either order */
    NAME_FAMILY,   /* the family name alone */
    NAME_HANDLE,   /* as in user names: "jdoe", "janed" */
    NAME_FORMS
} NameForm;

typedef struct NameMatch {
    NameForm form;
    guint person;     /* index into the contributors */
    guint start, end; /* letters */
} NameMatch;

typedef struct NamePatterns NamePatterns;

NamePatterns *chairlift_name_patterns_new(const ChairliftContributors *contributors);
void chairlift_name_patterns_free(NamePatterns *patterns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NamePatterns, chairlift_name_patterns_free)

/* How strictly a name must be written. */
typedef enum NameManner {
    NAME_IN_TEXT, /* with capitals, spaces between names, periods after initials */
    NAME_IN_FILE  /* in any letters, with anything between them or nothing: names of files, users,
                     properties */
} NameManner;

/* Finds the longest name that begins at letter `start`, in one of the forms (bits 1 << NameForm).
 * FALSE when none does. */
gboolean chairlift_names_match(const NamePatterns *patterns, const Letters *letters, guint start,
                               guint forms, NameManner manner, NameMatch *match);

#endif
