/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roster: readers of people and their conflicts of interest. */
#ifndef CHAIRLIFT_ROSTER_H
#define CHAIRLIFT_ROSTER_H

#include <glib.h>

#include "chairlift/exchange.h"
#include "chairlift/export.h"
#include "chairlift/people.h"
#include "chairlift/venue.h"

G_BEGIN_DECLS

/* Reads people from CSV (comma, tab or semicolon), columns recognised by name in any order, case
 * and spelling of blanks aside:
 *
 *   id         OpenReview profile or any other           name, or given and family name
 *   email                                                topics: ids or names, between ; or |
 *   capacity   (max, maximum, load, quota)               minimum (min)
 *   institution (affiliation, domain; several)           conflicts: papers or authors, likewise
 *
 * One of id, email and name is needed. Other columns are left alone, so that OpenReview's console
 * CSV of area chairs or reviewers and HotCRP's CSV of users can be read as they are; one warning
 * (unless the function is NULL) names them, since one may be misspelt. An array of ChairliftPerson
 * that owns them, in the order of the file; NULL, with error set ("file:line: ..."), for what
 * cannot be understood: two columns of one name, an unknown topic, a number that is none, a person
 * listed twice, a minimum above the capacity. */
CHAIRLIFT_API GPtrArray *chairlift_people_read_csv(ChairliftInput *input,
                                                   const ChairliftVenue *venue,
                                                   ChairliftWarningFunction warning,
                                                   gpointer warning_data, GError **error);

/* Reads conflicts from CSV with the columns paper and person (user, email, reviewer), and perhaps
 * reason (conflicttype): also HotCRP's pcconflicts and CMT's table of conflicts. An array of
 * ChairliftListedConflict that owns them. Whether the papers and people exist is not checked. */
CHAIRLIFT_API GPtrArray *chairlift_conflicts_read_csv(ChairliftInput *input, GError **error);

G_END_DECLS

#endif
