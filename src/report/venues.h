/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Venues for people: a table of all, and everything about one. */
#ifndef CHAIRLIFT_REPORT_VENUES_H
#define CHAIRLIFT_REPORT_VENUES_H

#include "terminal.h"

#include "chairlift/venue.h"

/* A table of venues, one line each. With `cut`, names are cut to the terminal's width. */
char *chairlift_report_venues(const GPtrArray *venues, const ChairliftTerminal *terminal,
                              gboolean cut);

/* Everything in one venue's file, in lines of at most the terminal's width and 100 columns. */
char *chairlift_report_venue(const ChairliftVenue *venue, const ChairliftTerminal *terminal);

#endif
