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

#include <string.h>

#include "chairlift/paper.h"

enum { MOST_NODES = 20000 };

/* a value nearer to an integer than this is one */
static const double INTEGRAL = 1e-6;

typedef struct Search {
    ChairliftProgram *program;
    ChairliftTransport transport; /* the program's, but for gains */
    ChairliftFlow *prices;        /* empty; with the prices of the node */
    GArray *settled;              /* of ChairliftCandidate: pairs that the node takes as settled */
    ChairliftFlow *best;          /* the cheapest flow so far */
    gint64 best_cost;
    gint64 least; /* of the bounds of all leaves so far */
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

/* The pair that is nearest to being settled and is not; G_MAXUINT when all are integers. */
static guint choose_branch(const Search *search)
{
    guint best = G_MAXUINT;
    double best_value = 0;
    for (guint i = 0; i < search->program->candidates->pairs->len; i++) {
        const double value = chairlift_program_value(search->program, i);
        if (value > INTEGRAL && value < 1 - INTEGRAL && value > best_value + INTEGRAL) {
            best = i;
            best_value = value;
        }
    }
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
    const guint number = choose_branch(search);
    if (search->nodes == 1 && number != G_MAXUINT)
        round_solution(search);
    const gboolean may_be_better = search->best == NULL || bound < search->best_cost;
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
