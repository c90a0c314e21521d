/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `chairlift venues` prints, for people and for programs. */
#ifndef CHAIRLIFT_CLI_VENUES_OUTPUT_H
#define CHAIRLIFT_CLI_VENUES_OUTPUT_H

#include <jansson.h>

#include "chairlift/venue.h"

/* A table of venues, one line each; names are cut to fit width columns (0: not cut). */
char *venues_to_table(const GPtrArray *venues, guint width);

/* All about one venue, wrapped to width columns. */
char *venue_to_text(const ChairliftVenue *venue, guint width);

/* One object for each venue with what the table shows. */
json_t *venues_to_json(const GPtrArray *venues);

/* An object with everything in the venue's file. */
json_t *venue_to_json(const ChairliftVenue *venue);

#endif
