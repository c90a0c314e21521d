/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works where. */
#ifndef CHAIRLIFT_ROUTE_INSTITUTIONS_H
#define CHAIRLIFT_ROUTE_INSTITUTIONS_H

#include <glib.h>

/* Institutions of people (of ChairliftPerson), as conflicts compare them, by name or by the domain
 * of an e-mail address: key -> GArray of guint, ascending. */
GHashTable *chairlift_people_by_institution(const GPtrArray *people);

#endif
