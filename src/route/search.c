/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That no two of a group may be with one submission is a row for each submission and group. Few of
 * them matter, so they are added where a solution breaks them. With one role, and nobody in two
 * groups, what they add is still a network, and the solution comes out in integers; else it may
 * come out in fractions, and a pair that is one is tried as settled and as forbidden (branch and
 * bound, Land & Doig 1960; with pricing in every node, Barnhart et al. 1998). Every leaf of the
 * tree has prices of its own, and the bound that follows from them is counted in integers as in
 * certificate.c, so that the least of these bounds is proved: no flow costs less.
 */
#include "search.h"

#include "certificate.h"

#include <math.h>
#include <string.h>

#include "chairlift/paper.h"

enum {
    MOST_NODES = 2000,
    PROMISING = 6 /* pairs that are looked at before one of them is chosen */
};

/* a value nearer to an integer than this is one */
static const double INTEGRAL = 1e-6;

typedef struct Search {
    ChairliftProgram *program;
    ChairliftTransport transport; /* the program's, but for gains */
    ChairliftFlow *prices;        /* empty; with the prices of the node */
    GArray *settled;              /* of ChairliftCandidate: pairs that the node takes as settled */
    ChairliftFlow *best;          /* the cheapest flow so far */
    gint64 best_cost;
    gint64 least;     /* of the bounds of all leaves so far */
    double node_cost; /* of the node's solution */
    guint nodes;
} Search;

/* ---- rows ----------------------------------------------------------------------------------- */

static gboolean has_row(const ChairliftFlow *prices, size_t submission, guint32 group)
{
    for (gint32 row = prices->last_apart[submission]; row >= 0;) {
        const ChairliftApart *apart = &g_array_index(prices->apart, ChairliftApart, (guint)row);
        if (apart->group == group)
            return TRUE;
        row = apart->earlier;
    }
    return FALSE;
}

/* Adds a row wherever the solution puts more than one of a group on a submission. Returns how many.
 */
static guint add_broken_rows(Search *search)
{
    const ChairliftTransport *transport = &search->transport;
    const GArray *pairs = search->program->candidates->pairs;
    const guint before = search->prices->apart->len;
    g_autoptr(GHashTable) sums = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (guint i = 0; i < pairs->len; i++) {
        const double value = chairlift_program_value(search->program, i);
        if (value < INTEGRAL)
            continue;
        const ChairliftCandidate *pair = &g_array_index(pairs, ChairliftCandidate, i);
        const size_t submission = pair->paper / transport->roles;
        for (guint32 k = transport->group_start[pair->person];
             k < transport->group_start[pair->person + 1]; k++) {
            const gint64 key = (gint64)(submission * transport->groups + transport->group[k]);
            double *sum = g_hash_table_lookup(sums, &key);
            if (sum == NULL) {
                sum = g_new0(double, 1);
                g_hash_table_insert(sums, g_memdup2(&key, sizeof key), sum);
            }
            const gboolean was_whole = *sum <= 1 + INTEGRAL;
            *sum += value;
            if (was_whole && *sum > 1 + INTEGRAL &&
                !has_row(search->prices, submission, transport->group[k]))
                chairlift_flow_add_apart(search->prices, (guint32)submission, transport->group[k]);
        }
    }
    if (search->prices->apart->len > before)
        chairlift_program_add_apart(search->program, search->prices, before);
    return search->prices->apart->len - before;
}

/* ---- flows ---------------------------------------------------------------------------------- */

static void keep_if_better(Search *search, ChairliftFlow *flow)
{
    const gint64 cost = chairlift_flow_cost(&search->transport, flow);
    if (search->best != NULL && cost >= search->best_cost) {
        chairlift_flow_free(flow);
        return;
    }
    chairlift_flow_free(search->best);
    search->best = flow;
    search->best_cost = cost;
}

typedef struct Rounded {
    double value;
    guint pair;
} Rounded;

static gint by_value(gconstpointer a, gconstpointer b)
{
    const Rounded *first = a, *second = b;
    if (first->value != second->value)
        return first->value > second->value ? -1 : 1;
    return first->pair < second->pair ? -1 : first->pair > second->pair;
}

/* A flow of the pairs that the solution values most, as far as they go together: something to beat.
 */
static void round_solution(Search *search)
{
    const ChairliftTransport *transport = &search->transport;
    const GArray *pairs = search->program->candidates->pairs;
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(Rounded));
    for (guint i = 0; i < pairs->len; i++) {
        const Rounded rounded = {chairlift_program_value(search->program, i), i};
        g_array_append_val(order, rounded);
    }
    g_array_sort(order, by_value);
    ChairliftFlow *flow = chairlift_flow_new(transport);
    for (guint i = 0; i < order->len; i++) {
        const ChairliftCandidate *pair =
            &g_array_index(pairs, ChairliftCandidate, g_array_index(order, Rounded, i).pair);
        if (flow->placed[pair->paper] < transport->demand[pair->paper] &&
            flow->load[pair->person] < transport->capacity[pair->person] &&
            !chairlift_flow_clashes(transport, flow, pair->paper, pair->person, G_MAXSIZE))
            chairlift_flow_place(flow, pair->paper, pair->person);
    }
    keep_if_better(search, flow);
}

/* ---- the tree ------------------------------------------------------------------------------- */

static gboolean solve_node(Search *search, GError **error)
{
    do {
        Clp_dual(search->program->model, 0);
        if (!chairlift_price_all(search->program, search->prices, error))
            return FALSE;
    } while (add_broken_rows(search) > 0);
    return TRUE;
}

/* Half first, then in the order of the pairs. */
static gint by_indecision(gconstpointer a, gconstpointer b)
{
    const Rounded *first = a, *second = b;
    const double order = fabs(first->value - 0.5) - fabs(second->value - 0.5);
    if (fabs(order) > INTEGRAL)
        return order < 0 ? -1 : 1;
    return first->pair < second->pair ? -1 : first->pair > second->pair;
}

/* Pairs that are neither settled nor not; of Rounded. */
static GArray *undecided_pairs(const Search *search)
{
    GArray *undecided = g_array_new(FALSE, FALSE, sizeof(Rounded));
    for (guint i = 0; i < search->program->candidates->pairs->len; i++) {
        const Rounded pair = {chairlift_program_value(search->program, i), i};
        if (pair.value > INTEGRAL && pair.value < 1 - INTEGRAL)
            g_array_append_val(undecided, pair);
    }
    g_array_sort(undecided, by_indecision);
    return undecided;
}

/* What it costs, over the pairs that the program knows, to decide a pair; leaves the program's
 * basis to be restored. */
static double cost_of_deciding(Search *search, guint pair, double value, const guchar *basis)
{
    Clp_Simplex *model = search->program->model;
    const double before = search->node_cost;
    chairlift_program_bound(search->program, pair, value, value);
    Clp_dual(model, 0);
    const double cost = Clp_status(model) == 0 ? Clp_objectiveValue(model) - before : G_MAXDOUBLE;
    chairlift_program_bound(search->program, pair, 0, 1);
    Clp_copyinStatus(model, basis);
    return cost;
}

/* The pair whose decision costs most whichever way it is taken (strong branching, Applegate et al.
 * 1995): most pairs are undecided because others are worth the same, and deciding them settles
 * nothing. G_MAXUINT when all are decided. */
static guint choose_branch(Search *search)
{
    g_autoptr(GArray) undecided = undecided_pairs(search);
    if (undecided->len <= 1)
        return undecided->len == 0 ? G_MAXUINT : g_array_index(undecided, Rounded, 0).pair;
    Clp_Simplex *model = search->program->model;
    search->node_cost = Clp_objectiveValue(model);
    const gsize variables = (gsize)Clp_numberColumns(model) + (gsize)Clp_numberRows(model);
    g_autofree guchar *basis = g_memdup2(Clp_statusArray(model), variables);
    guint best = g_array_index(undecided, Rounded, 0).pair, promising = 0;
    double most = 0;
    for (guint i = 0; i < undecided->len && promising < PROMISING; i++) {
        const guint pair = g_array_index(undecided, Rounded, i).pair;
        const double without = cost_of_deciding(search, pair, 0, basis);
        if (without < 0.5)
            continue;
        const double with = cost_of_deciding(search, pair, 1, basis);
        promising += MIN(with, without) >= 0.5;
        if (MIN(with, without) > most) {
            most = MIN(with, without);
            best = pair;
        }
    }
    Clp_dual(model, 0);
    return best;
}

/* Whether the pair can be settled beside those that are. */
static gboolean can_settle(const Search *search, const ChairliftCandidate *pair)
{
    const ChairliftTransport *transport = &search->transport;
    g_autoptr(ChairliftFlow) flow = chairlift_flow_new(transport);
    for (guint i = 0; i < search->settled->len; i++) {
        const ChairliftCandidate *settled = &g_array_index(search->settled, ChairliftCandidate, i);
        chairlift_flow_place(flow, settled->paper, settled->person);
    }
    return flow->placed[pair->paper] < transport->demand[pair->paper] &&
           (transport->extra_cost > 0 ||
            flow->load[pair->person] < transport->capacity[pair->person]) &&
           !chairlift_flow_clashes(transport, flow, pair->paper, pair->person, G_MAXSIZE);
}

static gboolean explore(Search *search, GError **error);

static gboolean branch(Search *search, guint number, GError **error)
{
    const ChairliftCandidate pair =
        g_array_index(search->program->candidates->pairs, ChairliftCandidate, number);
    gint32 *gain = &search->transport.gain[pair.paper * search->transport.people + pair.person];
    if (can_settle(search, &pair)) {
        g_array_append_val(search->settled, pair);
        chairlift_program_bound(search->program, number, 1, 1);
        if (!explore(search, error))
            return FALSE;
        g_array_set_size(search->settled, search->settled->len - 1);
    }
    const gint32 before = *gain;
    *gain = CHAIRLIFT_FORBIDDEN;
    chairlift_program_bound(search->program, number, 0, 0);
    if (!explore(search, error))
        return FALSE;
    *gain = before;
    chairlift_program_bound(search->program, number, 0, 1);
    return TRUE;
}

static gboolean explore(Search *search, GError **error)
{
    search->nodes++;
    if (!solve_node(search, error))
        return FALSE;
    const gint64 bound =
        chairlift_certificate_bound(&search->transport, search->prices, search->settled);
    if (search->nodes == 1)
        round_solution(search);
    const gboolean may_be_better = search->best == NULL || bound < search->best_cost;
    const guint number = may_be_better ? choose_branch(search) : G_MAXUINT;
    if (may_be_better && number != G_MAXUINT && search->nodes < MOST_NODES)
        return branch(search, number, error);
    search->least = MIN(search->least, bound);
    if (!may_be_better || number != G_MAXUINT)
        return TRUE;
    ChairliftFlow *flow = chairlift_flow_new(&search->transport);
    if (!chairlift_program_read_flow(search->program, flow)) {
        chairlift_flow_free(flow);
        return chairlift_solver_failed(error, "to stay within its bounds");
    }
    keep_if_better(search, flow);
    return TRUE;
}

/* The best flow, with the prices of the node that the search ended with. */
static ChairliftFlow *conclude(Search *search)
{
    ChairliftFlow *best = g_steal_pointer(&search->best);
    ChairliftFlow *prices = search->prices;
    g_clear_pointer(&best->paper_price, g_free);
    g_clear_pointer(&best->person_price, g_free);
    best->paper_price = g_steal_pointer(&prices->paper_price);
    best->person_price = g_steal_pointer(&prices->person_price);
    g_array_unref(best->apart);
    best->apart = g_array_ref(prices->apart);
    g_free(best->last_apart);
    best->last_apart = g_steal_pointer(&prices->last_apart);
    best->is_searched = search->nodes > 1;
    best->least = search->least;
    return best;
}

ChairliftFlow *chairlift_search(ChairliftProgram *program, ChairliftFlow *prices, GError **error)
{
    const ChairliftTransport *original = program->transport;
    Search search = {.program = program,
                     .transport = *original,
                     .prices = prices,
                     .settled = g_array_new(FALSE, FALSE, sizeof(ChairliftCandidate)),
                     .least = G_MAXINT64};
    search.transport.gain =
        g_memdup2(original->gain, original->papers * original->people * sizeof *original->gain);
    program->transport = &search.transport;
    ChairliftFlow *flow = explore(&search, error) ? conclude(&search) : NULL;
    program->transport = original;
    chairlift_flow_free(search.best);
    chairlift_flow_free(prices);
    g_free(search.transport.gain);
    g_array_unref(search.settled);
    return flow;
}
