/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a routing could not take into account, and a chair should know before it is used. Each
 * function complains once, with numbers, or says nothing. */
#ifndef CHAIRLIFT_CLI_ROUTE_WARNINGS_H
#define CHAIRLIFT_CLI_ROUTE_WARNINGS_H

#include <glib.h>

#include "chairlift/routing_files.h"

/* Papers (of ChairliftRoutedPaper) that do not name their authors, or name them without what tells
 * where they work: conflicts with these cannot be found. */
void warn_of_unknown_authors(const GPtrArray *papers);

/* Papers whose table only counts conflicts, as CMT's does: for when no list of conflicts is given.
 */
void warn_of_counted_conflicts(const GPtrArray *papers);

/* Nobody has an affinity with any paper. */
void warn_of_no_affinity(const ChairliftRouting *routing);

/* Papers whose ids OpenReview cannot know, when the format is one of its own: it drops such rows
 * without a word. */
void warn_of_foreign_ids(const GPtrArray *papers, ChairliftRoutingFormat format);

/* Likewise people (of ChairliftPerson) whose ids are neither profiles nor e-mail addresses. */
void warn_of_foreign_people(const GPtrArray *people, ChairliftRoutingFormat format);

#endif
