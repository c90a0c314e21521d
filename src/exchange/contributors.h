/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of contributors, one for each format; chairlift_contributors_read chooses. */
#ifndef CHAIRLIFT_EXCHANGE_CONTRIBUTORS_H
#define CHAIRLIFT_EXCHANGE_CONTRIBUTORS_H

#include <jansson.h>

#include "chairlift/contributors.h"

ChairliftContributor *chairlift_contributor_new(void);
void chairlift_contributor_free(ChairliftContributor *contributor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftContributor, chairlift_contributor_free)

/* Adds a person, taking ownership, unless nothing is known of them. */
void chairlift_contributors_add(ChairliftContributors *contributors,
                                ChairliftContributor *contributor);

/* Adds a name as people write it: "Jane H. Doe", "Doe, Jane H.", "van der Berg, Ana"; TeX's accents
 * are understood. What holds no letter is left out. */
void chairlift_contributor_add_name(ChairliftContributor *contributor, const char *name);

/* Adds a name in its parts, which may be NULL. */
void chairlift_contributor_add_parts(ChairliftContributor *contributor, const char *given,
                                     const char *family);

/* Adds an e-mail address; what is none, or hidden by asterisks, is left out. */
void chairlift_contributor_add_email(ChairliftContributor *contributor, const char *email);
void chairlift_contributor_add_institution(ChairliftContributor *contributor, const char *name);

/* Adds a user name ("jdoe", "@jdoe") or the address of a page ("https://github.com/jdoe"). */
void chairlift_contributor_add_account(ChairliftContributor *contributor, const char *account);

/* Adds the name in an OpenReview id ("~Jane_Doe1"). FALSE when it is none. */
gboolean chairlift_contributor_add_profile_id(ChairliftContributor *contributor, const char *id);

/* Reads a person from a line; NULL when nothing is known of them. */
ChairliftContributor *chairlift_contributor_from_line(const char *line);

/* Each adds what it finds in a text; FALSE with error set when that is not as it should be. name is
 * the input's. */
gboolean chairlift_contributors_read_lines(ChairliftContributors *contributors, const char *text);
gboolean chairlift_contributors_read_bibtex(ChairliftContributors *contributors, const char *name,
                                            const char *text, GError **error);
gboolean chairlift_contributors_read_json(ChairliftContributors *contributors, const char *name,
                                          const char *text, gsize length, GError **error);
gboolean chairlift_contributors_read_table(ChairliftContributors *contributors, const char *name,
                                           const char *text, gsize length, GError **error);

/* Whether the first line of a text has the headers of a table of people. */
gboolean chairlift_contributors_is_table(const char *text);

#endif
