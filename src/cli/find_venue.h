/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a user names as a venue to the venue. */
#ifndef CHAIRLIFT_CLI_FIND_VENUE_H
#define CHAIRLIFT_CLI_FIND_VENUE_H

#include "chairlift/venue.h"

/* All venues that come with the program, sorted by id. */
GPtrArray *load_venues(GError **error);

/* A venue by its id, or by the path of its file when the name holds a "/" or ends in ".venue". An
 * unknown id is a CHAIRLIFT_ERROR_USAGE that names the nearest and all known ones. */
ChairliftVenue *find_venue(const char *name, GError **error);

#endif
