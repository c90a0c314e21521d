/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `chairlift venues --format json` prints. */
#ifndef CHAIRLIFT_CLI_VENUES_JSON_H
#define CHAIRLIFT_CLI_VENUES_JSON_H

#include <jansson.h>

#include "chairlift/venue.h"

/* One object for each venue with what the table shows. */
json_t *venues_to_json(const GPtrArray *venues);

/* An object with everything in the venue's file. */
json_t *venue_to_json(const ChairliftVenue *venue);

#endif
