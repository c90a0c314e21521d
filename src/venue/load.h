/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a key file's groups to a venue, checked against what a venue's file may hold. */
#ifndef CHAIRLIFT_VENUE_LOAD_H
#define CHAIRLIFT_VENUE_LOAD_H

#include "key_file.h"

#include "chairlift/venue.h"

/* An empty venue, read from file. */
ChairliftVenue *chairlift_venue_new(const char *file);

/* Fills a venue; NULL, with error set ("file:line: ..."), when something is wrong. */
ChairliftVenue *chairlift_venue_build(const ChairliftKeyFile *file, GError **error);

/* Checks the value of a rule that programs act on and notes it in the venue, whose templates are
 * known already. Other rules have no value. FALSE with a message for the user in *problem. */
gboolean chairlift_venue_apply_rule(ChairliftVenue *venue, const ChairliftRule *rule,
                                    char **problem);

#endif
