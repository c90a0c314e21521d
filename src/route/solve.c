/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linear program of the transportation problem, solved by Clp (COIN-OR) through its C
 * interface.
 *
 *   minimise   sum cost x  +  shortage_cost (empty places)  +  extra_cost (extra places)
 *   for each paper    sum over people x + empty = demand
 *   for each person   minimum <= sum over papers x + empty - extra <= capacity
 *
 * Its matrix is totally unimodular and all numbers are integers, so that every basic solution, and
 * the prices that belong to it, are integers too: rounding takes off no more than floating point
 * put on, and certificate.c checks the rounded numbers exactly. People who are worth the same to
 * every paper make the simplex method stand still, so it begins with costs that are a little
 * disturbed (the dual method, from the basis of basis.c) and ends with the true ones (the primal
 * method, from where the dual one stopped), adding pairs that the prices say are missing.
 */
#include "basis.h"
#include "transport.h"

#include <coin/Clp_C_Interface.h>
#include <math.h>
#include <string.h>

#include "chairlift/paper.h"

/* gains are disturbed by less than this many millionths */
enum { NOISE = 64 };

/* Columns on their way into the model. */
typedef struct Columns {
    GArray *start;   /* of int: into row and element; one more than there are columns */
    GArray *row;     /* of int */
    GArray *element; /* of double */
    GArray *lower;   /* of double */
    GArray *upper;   /* of double */
    GArray *cost;    /* of double */
} Columns;

static void columns_init(Columns *columns)
{
    const int zero = 0;
    columns->start = g_array_new(FALSE, FALSE, sizeof(int));
    columns->row = g_array_new(FALSE, FALSE, sizeof(int));
    columns->element = g_array_new(FALSE, FALSE, sizeof(double));
    columns->lower = g_array_new(FALSE, FALSE, sizeof(double));
    columns->upper = g_array_new(FALSE, FALSE, sizeof(double));
    columns->cost = g_array_new(FALSE, FALSE, sizeof(double));
    g_array_append_val(columns->start, zero);
}

static void columns_clear(Columns *columns)
{
    g_array_unref(columns->start);
    g_array_unref(columns->row);
    g_array_unref(columns->element);
    g_array_unref(columns->lower);
    g_array_unref(columns->upper);
    g_array_unref(columns->cost);
}

static void columns_entry(Columns *columns, size_t row, double element)
{
    const int index = (int)row;
    g_array_append_val(columns->row, index);
    g_array_append_val(columns->element, element);
}

/* Ends the column whose entries were just given. */
static void columns_end(Columns *columns, double upper, gint64 cost)
{
    const int end = (int)columns->row->len;
    const double lower = 0, objective = (double)cost;
    g_array_append_val(columns->start, end);
    g_array_append_val(columns->lower, lower);
    g_array_append_val(columns->upper, upper);
    g_array_append_val(columns->cost, objective);
}

static void columns_move_into(Columns *columns, Clp_Simplex *model)
{
    Clp_addColumns(model, (int)columns->cost->len, (double *)(void *)columns->lower->data,
                   (double *)(void *)columns->upper->data, (double *)(void *)columns->cost->data,
                   (int *)(void *)columns->start->data, (int *)(void *)columns->row->data,
                   (double *)(void *)columns->element->data);
    columns_clear(columns);
}

/* Empty and extra places: columns 0 .. papers - 1 are the papers' empty places. */
static void add_places(Clp_Simplex *model, const ChairliftTransport *transport)
{
    const size_t papers = transport->papers;
    Columns columns;
    columns_init(&columns);
    for (size_t paper = 0; paper < papers; paper++) {
        columns_entry(&columns, paper, 1);
        columns_end(&columns, transport->demand[paper], transport->shortage_cost);
    }
    for (size_t person = 0; person < transport->people; person++) {
        if (transport->minimum[person] > 0) {
            columns_entry(&columns, papers + person, 1);
            columns_end(&columns, transport->minimum[person], transport->shortage_cost);
        }
    }
    if (transport->extra_cost > 0) {
        for (size_t person = 0; person < transport->people; person++) {
            columns_entry(&columns, papers + person, -1);
            columns_end(&columns, (double)papers, transport->extra_cost);
        }
    }
    columns_move_into(&columns, model);
}

static void add_pairs(Clp_Simplex *model, const ChairliftTransport *transport,
                      const ChairliftCandidates *candidates, guint first)
{
    Columns columns;
    columns_init(&columns);
    for (guint i = first; i < candidates->pairs->len; i++) {
        const ChairliftCandidate *pair = &g_array_index(candidates->pairs, ChairliftCandidate, i);
        columns_entry(&columns, pair->paper, 1);
        columns_entry(&columns, transport->papers + pair->person, 1);
        columns_end(&columns, 1, chairlift_transport_cost(transport, pair->paper, pair->person));
    }
    columns_move_into(&columns, model);
}

static Clp_Simplex *new_model(const ChairliftTransport *transport)
{
    const size_t papers = transport->papers, rows = papers + transport->people;
    Clp_Simplex *model = Clp_newModel();
    Clp_setLogLevel(model, 0);
    Clp_scaling(model, 0); /* all elements are 1 or -1, and integers stay integers */
    Clp_resize(model, (int)rows, 0);
    g_autofree double *lower = g_new(double, rows);
    g_autofree double *upper = g_new(double, rows);
    for (size_t paper = 0; paper < papers; paper++)
        lower[paper] = upper[paper] = transport->demand[paper];
    for (size_t person = 0; person < transport->people; person++) {
        lower[papers + person] = transport->minimum[person];
        upper[papers + person] = transport->capacity[person];
    }
    Clp_chgRowLower(model, lower);
    Clp_chgRowUpper(model, upper);
    return model;
}

static void start_basis(Clp_Simplex *model, const ChairliftTransport *transport,
                        const ChairliftCandidates *candidates, int first_pair)
{
    const size_t columns = (size_t)first_pair + candidates->pairs->len;
    g_autofree guchar *status = g_new(guchar, columns + transport->papers + transport->people);
    memset(status, CHAIRLIFT_AT_LOWER, columns + transport->papers + transport->people);
    chairlift_start_basis(transport, candidates, status, status + first_pair,
                          status + columns + transport->papers);
    Clp_copyinStatus(model, status);
}

static void read_prices(Clp_Simplex *model, const ChairliftTransport *transport,
                        ChairliftFlow *flow)
{
    const double *price = Clp_dualRowSolution(model);
    for (size_t paper = 0; paper < transport->papers; paper++)
        flow->paper_price[paper] = llround(price[paper]);
    for (size_t person = 0; person < transport->people; person++)
        flow->person_price[person] = llround(price[transport->papers + person]);
}

static gboolean read_flow(Clp_Simplex *model, const ChairliftTransport *transport,
                          const ChairliftCandidates *candidates, int first_pair,
                          ChairliftFlow *flow)
{
    const double *value = Clp_primalColumnSolution(model);
    for (guint i = 0; i < candidates->pairs->len; i++) {
        const ChairliftCandidate *pair = &g_array_index(candidates->pairs, ChairliftCandidate, i);
        if (value[first_pair + (int)i] < 0.5)
            continue;
        if (flow->placed[pair->paper] == transport->demand[pair->paper])
            return FALSE;
        chairlift_flow_place(flow, pair->paper, pair->person);
    }
    for (size_t person = 0; person < transport->people; person++) {
        if (flow->load[person] > transport->capacity[person])
            flow->extra[person] = flow->load[person] - transport->capacity[person];
    }
    return TRUE;
}

static gboolean solver_failed(GError **error, const char *doing)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_INFEASIBLE,
                "the linear programming solver failed %s; please report this", doing);
    return FALSE;
}

/* Prices all pairs and adds those that pay, until none does. */
static gboolean generate_columns(Clp_Simplex *model, const ChairliftTransport *transport,
                                 ChairliftCandidates *candidates, ChairliftFlow *flow,
                                 GError **error)
{
    while (TRUE) {
        if (Clp_status(model) != 0)
            return solver_failed(error, "to find an optimum");
        read_prices(model, transport, flow);
        const guint first = candidates->pairs->len;
        if (chairlift_candidates_grow(candidates, transport, flow) == 0)
            return TRUE;
        add_pairs(model, transport, candidates, first);
        Clp_primal(model, 0);
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

static void restore_costs(Clp_Simplex *model, const ChairliftTransport *transport,
                          const ChairliftCandidates *candidates, int first_pair)
{
    const int columns = Clp_numberColumns(model);
    g_autofree double *cost =
        g_memdup2(Clp_getObjCoefficients(model), (size_t)columns * sizeof *cost);
    for (guint i = 0; i < candidates->pairs->len; i++) {
        const ChairliftCandidate *pair = &g_array_index(candidates->pairs, ChairliftCandidate, i);
        cost[first_pair + (int)i] =
            (double)chairlift_transport_cost(transport, pair->paper, pair->person);
    }
    Clp_chgObjCoefficients(model, cost);
}

/* A model solved with perturbed costs, over the first candidates. */
static Clp_Simplex *solve_perturbed(const ChairliftTransport *transport,
                                    ChairliftCandidates *candidates, int *first_pair)
{
    ChairliftTransport *perturbed = perturb(transport);
    chairlift_candidates_start(candidates, perturbed);
    Clp_Simplex *model = new_model(perturbed);
    add_places(model, perturbed);
    *first_pair = Clp_numberColumns(model);
    add_pairs(model, perturbed, candidates, 0);
    start_basis(model, perturbed, candidates, *first_pair);
    Clp_dual(model, 0);
    perturbed_free(perturbed);
    return model;
}

ChairliftFlow *chairlift_transport_solve(const ChairliftTransport *transport, GError **error)
{
    g_autoptr(ChairliftFlow) flow = chairlift_flow_new(transport);
    if (transport->papers == 0 || transport->people == 0) {
        for (size_t paper = 0; paper < transport->papers; paper++)
            flow->paper_price[paper] = transport->shortage_cost;
        return g_steal_pointer(&flow);
    }
    g_autoptr(ChairliftCandidates) candidates = chairlift_candidates_new(transport);
    int first_pair = 0;
    Clp_Simplex *model = solve_perturbed(transport, candidates, &first_pair);
    restore_costs(model, transport, candidates, first_pair);
    Clp_primal(model, 0);
    gboolean solved = generate_columns(model, transport, candidates, flow, error);
    if (solved && !read_flow(model, transport, candidates, first_pair, flow))
        solved = solver_failed(error, "to stay within its bounds");
    Clp_deleteModel(model);
    return solved ? g_steal_pointer(&flow) : NULL;
}
