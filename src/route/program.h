/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linear program of the transportation problem. */
#ifndef CHAIRLIFT_ROUTE_PROGRAM_H
#define CHAIRLIFT_ROUTE_PROGRAM_H

#include "candidates.h"

#include <coin/Clp_C_Interface.h>

typedef struct ChairliftProgram {
    const ChairliftTransport *transport; /* borrowed: its costs are the program's */
    ChairliftCandidates *candidates;     /* the pairs that are in it, and perhaps some to come */
    Clp_Simplex *model;
    GArray *column; /* of int: column of each candidate pair that is in it */
} ChairliftProgram;

/* Over all places, and no pairs as yet. */
ChairliftProgram *chairlift_program_new(const ChairliftTransport *transport);
void chairlift_program_free(ChairliftProgram *program);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftProgram, chairlift_program_free)

/* Adds the candidate pairs that are to come; those of submissions with rows of flow->apart to these
 * rows, too. */
void chairlift_program_add_pairs(ChairliftProgram *program, const ChairliftFlow *flow);

/* Sets the basis of basis.c, for the first candidates. */
void chairlift_program_start_basis(ChairliftProgram *program);

/* The costs of another transport, of the same papers and people, from now on. */
void chairlift_program_set_costs(ChairliftProgram *program, const ChairliftTransport *transport);

/* Adds the rows of flow->apart from number `first` on. */
void chairlift_program_add_apart(ChairliftProgram *program, const ChairliftFlow *flow, guint first);

/* Value of a candidate pair in the solution. */
double chairlift_program_value(const ChairliftProgram *program, guint pair);

/* Least and greatest value that a candidate pair may have. */
void chairlift_program_bound(ChairliftProgram *program, guint pair, double lower, double upper);

/* Prices of the solution, rounded to their unit. */
void chairlift_program_read_prices(const ChairliftProgram *program, ChairliftFlow *flow);

/* Places the pairs of a solution in an empty flow. FALSE when it is not within the bounds. */
gboolean chairlift_program_read_flow(const ChairliftProgram *program, ChairliftFlow *flow);

#endif
