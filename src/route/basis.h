/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A basis for the simplex method to start from. */
#ifndef CHAIRLIFT_ROUTE_BASIS_H
#define CHAIRLIFT_ROUTE_BASIS_H

#include "candidates.h"

/* Where a variable stands, as Clp counts it (ClpSimplex.hpp). */
enum { CHAIRLIFT_BASIC = 1, CHAIRLIFT_AT_UPPER = 2, CHAIRLIFT_AT_LOWER = 3 };

/* Sets the status of empty places ([papers]), candidate pairs, and people's loads ([people]), all
 * of which are at their lower bounds before. */
void chairlift_start_basis(const ChairliftTransport *transport,
                           const ChairliftCandidates *candidates, guint8 *empty, guint8 *pair,
                           guint8 *load);

#endif
