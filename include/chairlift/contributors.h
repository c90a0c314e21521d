/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contributors: the people who must not be named in a paper that is reviewed double-blind. */
#ifndef CHAIRLIFT_CONTRIBUTORS_H
#define CHAIRLIFT_CONTRIBUTORS_H

#include <glib.h>

#include "chairlift/exchange.h"
#include "chairlift/export.h"

G_BEGIN_DECLS

/* One spelling of a name. */
typedef struct ChairliftContributorName {
    char *given;  /* "Ana Maria", "J. H."; or NULL */
    char *family; /* "van der Berg"; or NULL. Names written without spaces (Chinese, Japanese,
                     Korean) are here as a whole. */
} ChairliftContributorName;

typedef struct ChairliftContributor {
    GPtrArray *names;        /* of ChairliftContributorName */
    GPtrArray *emails;       /* of char * */
    GPtrArray *institutions; /* of char *: names or domains */
    GPtrArray *accounts;     /* of char *: user names ("jdoe-ml"), and addresses of pages without
                                their scheme ("jdoe.example.org/people") */
} ChairliftContributor;

typedef struct ChairliftContributors {
    GPtrArray *people; /* of ChairliftContributor, at least one */
} ChairliftContributors;

CHAIRLIFT_API ChairliftContributors *chairlift_contributors_new(void);
CHAIRLIFT_API void chairlift_contributors_free(ChairliftContributors *contributors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftContributors, chairlift_contributors_free)

/* Reads contributors; what the input is, its content tells:
 *
 *   CSV         with a row of headers: name (or given and family name), email, institution, github,
 *               huggingface, id; several in a cell between ; or |
 *   BibTeX      the authors of all its entries
 *   OpenReview  a note or profiles, as its API gives them; or [{"name", "email", "institution",
 *               "github", "huggingface"}]
 *   lines       one person each, in any order after the name: "Jane Doe, jane@example.org,
 *               University of Somewhere, github: jdoe, huggingface: jdoe-ml"; "#" begins a comment
 *
 * Names may have TeX's accents and be written "Doe, Jane". NULL, with error set ("file:line: ..."),
 * when it cannot be read or names nobody. */
CHAIRLIFT_API ChairliftContributors *chairlift_contributors_read(ChairliftInput *input,
                                                                 GError **error);

G_END_DECLS

#endif
