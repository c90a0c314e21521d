/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the papers of chairlift route come from: submissions, which are scored, or scores. */
#ifndef CHAIRLIFT_CLI_ROUTE_PAPERS_H
#define CHAIRLIFT_CLI_ROUTE_PAPERS_H

#include <glib.h>

#include "chairlift/venue.h"

/* The venue of the papers of these inputs (NULL-terminated): the one named, else the one that score
 * records among them are of, else the default. */
ChairliftVenue *route_papers_venue(const char *const *inputs, const char *named, GError **error);

/* Reads all papers of the inputs. Problems of single papers go to stderr, and *failed counts them.
 * An array of ChairliftRoutedPaper that owns them; NULL, with error set, when there is nothing to
 * route. */
GPtrArray *route_papers_read(const char *const *inputs, const ChairliftVenue *venue,
                             guint64 *failed, GError **error);

#endif
