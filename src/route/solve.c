/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrix of the linear program (program.c) is totally unimodular as long as nobody is kept
 * apart, and all numbers are integers, so that every basic solution, and the prices that belong to
 * it, are integers too: rounding takes off no more than floating point put on, and certificate.c
 * checks the rounded numbers exactly. People who are worth the same to every paper make the simplex
 * method stand still, so it begins with costs that are a little disturbed (the dual method, from
 * the basis of basis.c) and ends with the true ones (the primal method, from where the dual one
 * stopped), adding pairs that the prices say are missing. Groups that are to be kept apart come
 * last (search.c).
 */
#include "search.h"

#include "chairlift/paper.h"

/* gains are disturbed by less than this many millionths */
enum { NOISE = 16 };

gboolean chairlift_solver_failed(GError **error, const char *doing)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_INFEASIBLE,
                "the linear programming solver failed %s; please report this", doing);
    return FALSE;
}

gboolean chairlift_price_all(ChairliftProgram *program, ChairliftFlow *flow, GError **error)
{
    while (TRUE) {
        if (Clp_status(program->model) != 0)
            return chairlift_solver_failed(error, "to find an optimum");
        chairlift_program_read_prices(program, flow);
        if (chairlift_candidates_grow(program->candidates, program->transport, flow) == 0)
            return TRUE;
        chairlift_program_add_pairs(program, flow);
        Clp_primal(program->model, 0);
    }
}

/* A copy in which hardly two people are worth the same to a paper. */
static ChairliftTransport *perturb(const ChairliftTransport *transport)
{
    const size_t pairs = transport->papers * transport->people;
    ChairliftTransport *copy = g_memdup2(transport, sizeof *transport);
    copy->gain = g_memdup2(transport->gain, pairs * sizeof *transport->gain);
    guint32 state = 2463534242; /* Marsaglia's xorshift, the same numbers every time */
    for (size_t i = 0; i < pairs; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        if (copy->gain[i] != CHAIRLIFT_FORBIDDEN)
            copy->gain[i] += (gint32)(state % NOISE);
    }
    return copy;
}

static void perturbed_free(ChairliftTransport *copy)
{
    g_free(copy->gain);
    g_free(copy);
}

/* Solves with perturbed costs, over the first candidates. */
static ChairliftProgram *solve_perturbed(const ChairliftTransport *transport,
                                         const ChairliftFlow *flow)
{
    ChairliftTransport *perturbed = perturb(transport);
    ChairliftProgram *program = chairlift_program_new(perturbed);
    chairlift_candidates_start(program->candidates, perturbed);
    chairlift_program_add_pairs(program, flow);
    chairlift_program_start_basis(program);
    Clp_dual(program->model, 0);
    chairlift_program_set_costs(program, transport);
    perturbed_free(perturbed);
    return program;
}

ChairliftFlow *chairlift_transport_solve(const ChairliftTransport *transport, GError **error)
{
    g_autoptr(ChairliftFlow) flow = chairlift_flow_new(transport);
    if (transport->papers == 0 || transport->people == 0) {
        for (size_t paper = 0; paper < transport->papers; paper++)
            flow->paper_price[paper] = transport->shortage_cost * chairlift_price_unit(transport);
        return g_steal_pointer(&flow);
    }
    g_autoptr(ChairliftProgram) program = solve_perturbed(transport, flow);
    Clp_primal(program->model, 0);
    if (!chairlift_price_all(program, flow, error))
        return NULL;
    if (transport->groups > 0)
        return chairlift_search(program, g_steal_pointer(&flow), error);
    if (!chairlift_program_read_flow(program, flow)) {
        chairlift_solver_failed(error, "to stay within its bounds");
        return NULL;
    }
    return g_steal_pointer(&flow);
}
