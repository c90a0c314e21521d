/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the papers of chairlift route come from: submissions, which are scored, or scores. */
#ifndef CHAIRLIFT_CLI_ROUTE_PAPERS_H
#define CHAIRLIFT_CLI_ROUTE_PAPERS_H

#include <glib.h>

#include "chairlift/venue.h"

/* Reads all papers of the inputs (NULL-terminated). venue names the venue, NULL: the one that score
 * records are of, else the default. *found gets the venue, owned by the caller. Problems of single
 * papers go to stderr, and *failed counts them. An array of ChairliftRoutedPaper that owns them;
 * NULL, with error set, when there is nothing to route. */
GPtrArray *route_papers_read(const char *const *inputs, const char *venue, ChairliftVenue **found,
                             guint64 *failed, GError **error);

#endif
