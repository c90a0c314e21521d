/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping people apart. */
#ifndef CHAIRLIFT_ROUTE_SEARCH_H
#define CHAIRLIFT_ROUTE_SEARCH_H

#include "program.h"

/* Adds pairs to a solved program until none pays; flow gets the prices. FALSE, with error set, when
 * the solver fails. */
gboolean chairlift_price_all(ChairliftProgram *program, ChairliftFlow *flow, GError **error);

/* Sets the error and returns FALSE. */
gboolean chairlift_solver_failed(GError **error, const char *doing);

/* The flow of least cost in which nobody meets somebody of a group, from a program that is solved
 * without minding that. Takes ownership of prices, an empty flow with the program's prices. NULL,
 * with error set, when the solver fails. */
ChairliftFlow *chairlift_search(ChairliftProgram *program, ChairliftFlow *prices, GError **error);

#endif
