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
 *   aliases    other ids and e-mail addresses, likewise
 *   collaborators, and "topic: NAME" with an interest above 0, as HotCRP's list of users has them
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
 * reason (conflicttype): also HotCRP's pcconflicts and CMT's table of conflicts; or from
 * OpenReview's edges (JSON) whose invitation ends in "/-/Conflict". Of a table with a column
 * "conflict", as HotCRP's preferences have it, the rows that are marked there. An array of
 * ChairliftListedConflict that owns them. Whether the papers and people exist is not checked. */
CHAIRLIFT_API GPtrArray *chairlift_conflicts_read(ChairliftInput *input, GError **error);

/* Reads bids from OpenReview's edges (JSON) whose invitation ends in "/-/Bid" ("Very High" is 1,
 * "High" 0.5, "Neutral" 0, "Low" -0.5, "Very Low" -1); from CMT's XML of bids ("5 - Eager" is 1,
 * "4 - Willing" 0.5, "3 - In A Pinch" -0.5, "2 - Not Willing" -1); from HotCRP's CSV of all
 * preferences, of which 20 and more is 1 and -20 and less -1; or from CSV with the columns paper,
 * person and bid (one of these words, or a number from -1 to 1). Rows without a bid are left out.
 * An array of ChairliftBid that owns them. */
CHAIRLIFT_API GPtrArray *chairlift_bids_read(ChairliftInput *input, GError **error);

/* Adds to people (of ChairliftPerson) their own papers, from the folder that OpenReview's expertise
 * tool reads: "archives", or one that holds it, with a file for each person, named by id or e-mail
 * address, and in it a paper a line ({"id", "content": {"title", "abstract", "authors", "year"}} or
 * a plain record). adds_people: who is not in people is added, in the order of the files' names;
 * otherwise such files are left out, with a warning that says how many. Papers without title and
 * abstract are left out likewise. FALSE, with error set, when a file cannot be read or is no JSON.
 */
CHAIRLIFT_API gboolean chairlift_archives_read(const char *folder, GPtrArray *people,
                                               gboolean adds_people,
                                               ChairliftWarningFunction warning,
                                               gpointer warning_data, GError **error);

/* Reads one such file into person->publications; *failed is raised by the number of papers that are
 * left out. */
CHAIRLIFT_API gboolean chairlift_archive_read(ChairliftInput *input, ChairliftPerson *person,
                                              guint *failed, ChairliftWarningFunction warning,
                                              gpointer warning_data, GError **error);

G_END_DECLS

#endif
