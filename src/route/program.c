/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In Clp (COIN-OR), through its C interface:
 *
 *   minimise   sum cost x  +  shortage_cost (empty places)  +  extra_cost (extra places)
 *              +  lift_cost (lifts)
 *   for each paper    sum over people x + empty = demand
 *   for each person   minimum <= sum over papers x + empty - extra <= capacity
 *   for some submissions and groups
 *                     sum over the submission's papers and the group's people x - lift <= 1
 *
 * Rows stand in this order, those of groups as they are added; columns are places, then pairs and
 * lifts as they are added.
 */
#include "program.h"

#include "basis.h"

#include <math.h>
#include <string.h>

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
static void add_places(ChairliftProgram *program)
{
    const ChairliftTransport *transport = program->transport;
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
            columns_end(&columns, transport->extra_most, transport->extra_cost);
        }
    }
    columns_move_into(&columns, program->model);
}

ChairliftProgram *chairlift_program_new(const ChairliftTransport *transport)
{
    const size_t papers = transport->papers, rows = papers + transport->people;
    ChairliftProgram *program = g_new0(ChairliftProgram, 1);
    program->transport = transport;
    program->candidates = chairlift_candidates_new(transport);
    program->column = g_array_new(FALSE, FALSE, sizeof(int));
    program->model = Clp_newModel();
    Clp_setLogLevel(program->model, 0);
    Clp_scaling(program->model, 0); /* all elements are 1 or -1, and integers stay integers */
    Clp_resize(program->model, (int)rows, 0);
    g_autofree double *lower = g_new(double, rows);
    g_autofree double *upper = g_new(double, rows);
    for (size_t paper = 0; paper < papers; paper++)
        lower[paper] = upper[paper] = transport->demand[paper];
    for (size_t person = 0; person < transport->people; person++) {
        lower[papers + person] = transport->minimum[person];
        upper[papers + person] = transport->capacity[person];
    }
    Clp_chgRowLower(program->model, lower);
    Clp_chgRowUpper(program->model, upper);
    add_places(program);
    return program;
}

void chairlift_program_free(ChairliftProgram *program)
{
    if (program == NULL)
        return;
    chairlift_candidates_free(program->candidates);
    g_array_unref(program->column);
    Clp_deleteModel(program->model);
    g_free(program);
}

static const ChairliftCandidate *pair_at(const ChairliftProgram *program, guint pair)
{
    return &g_array_index(program->candidates->pairs, ChairliftCandidate, pair);
}

static gboolean is_in_group(const ChairliftTransport *transport, size_t person, guint32 group)
{
    for (guint32 i = transport->group_start[person]; i < transport->group_start[person + 1]; i++) {
        if (transport->group[i] == group)
            return TRUE;
    }
    return FALSE;
}

/* Entries of a pair in the rows that keep groups apart. */
static void add_apart_entries(const ChairliftTransport *transport, const ChairliftCandidate *pair,
                              const ChairliftFlow *flow, Columns *columns)
{
    for (gint32 row = flow->last_apart[pair->paper / transport->roles]; row >= 0;) {
        const ChairliftApart *apart = &g_array_index(flow->apart, ChairliftApart, (guint)row);
        if (is_in_group(transport, pair->person, apart->group))
            columns_entry(columns, transport->papers + transport->people + (size_t)row, 1);
        row = apart->earlier;
    }
}

void chairlift_program_add_pairs(ChairliftProgram *program, const ChairliftFlow *flow)
{
    const ChairliftTransport *transport = program->transport;
    int column = Clp_numberColumns(program->model);
    Columns columns;
    columns_init(&columns);
    for (guint i = program->column->len; i < program->candidates->pairs->len; i++, column++) {
        const ChairliftCandidate *pair = pair_at(program, i);
        columns_entry(&columns, pair->paper, 1);
        columns_entry(&columns, transport->papers + pair->person, 1);
        add_apart_entries(transport, pair, flow, &columns);
        columns_end(&columns, 1, chairlift_transport_cost(transport, pair->paper, pair->person));
        g_array_append_val(program->column, column);
    }
    columns_move_into(&columns, program->model);
}

void chairlift_program_start_basis(ChairliftProgram *program)
{
    const ChairliftTransport *transport = program->transport;
    const size_t columns = (size_t)Clp_numberColumns(program->model);
    const size_t first_pair = columns - program->candidates->pairs->len;
    g_autofree guchar *status = g_new(guchar, columns + transport->papers + transport->people);
    memset(status, CHAIRLIFT_AT_LOWER, columns + transport->papers + transport->people);
    chairlift_start_basis(transport, program->candidates, status, status + first_pair,
                          status + columns + transport->papers);
    Clp_copyinStatus(program->model, status);
}

void chairlift_program_set_costs(ChairliftProgram *program, const ChairliftTransport *transport)
{
    program->transport = transport;
    const int columns = Clp_numberColumns(program->model);
    g_autofree double *cost =
        g_memdup2(Clp_getObjCoefficients(program->model), (size_t)columns * sizeof *cost);
    for (guint i = 0; i < program->column->len; i++) {
        const ChairliftCandidate *pair = pair_at(program, i);
        cost[g_array_index(program->column, int, i)] =
            (double)chairlift_transport_cost(transport, pair->paper, pair->person);
    }
    Clp_chgObjCoefficients(program->model, cost);
}

/* A lift for each row, when there may be any. */
static void add_lifts(ChairliftProgram *program, const ChairliftFlow *flow, guint first)
{
    const ChairliftTransport *transport = program->transport;
    if (transport->lift_cost == 0)
        return;
    Columns columns;
    columns_init(&columns);
    for (guint row = first; row < flow->apart->len; row++) {
        columns_entry(&columns, transport->papers + transport->people + row, -1);
        const guint32 group = g_array_index(flow->apart, ChairliftApart, row).group;
        columns_end(&columns, transport->is_strict[group] ? 0 : (double)transport->people,
                    transport->lift_cost);
    }
    columns_move_into(&columns, program->model);
}

void chairlift_program_add_apart(ChairliftProgram *program, const ChairliftFlow *flow, guint first)
{
    const ChairliftTransport *transport = program->transport;
    const guint rows = flow->apart->len - first;
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint row = 0; row < rows; row++)
        g_ptr_array_add(entries, g_array_new(FALSE, FALSE, sizeof(int)));
    for (guint i = 0; i < program->column->len; i++) {
        const ChairliftCandidate *pair = pair_at(program, i);
        for (gint32 row = flow->last_apart[pair->paper / transport->roles]; row >= (gint32)first;) {
            const ChairliftApart *apart = &g_array_index(flow->apart, ChairliftApart, (guint)row);
            if (is_in_group(transport, pair->person, apart->group))
                g_array_append_val((GArray *)g_ptr_array_index(entries, (guint)row - first),
                                   g_array_index(program->column, int, i));
            row = apart->earlier;
        }
    }
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(int));
    g_autofree int *start = g_new0(int, rows + 1);
    g_autofree double *lower = g_new(double, rows);
    g_autofree double *upper = g_new(double, rows);
    for (guint row = 0; row < rows; row++) {
        const GArray *entry = g_ptr_array_index(entries, row);
        g_array_append_vals(columns, entry->data, entry->len);
        start[row + 1] = (int)columns->len;
        lower[row] = 0;
        upper[row] = 1;
    }
    g_autofree double *ones = g_new(double, columns->len);
    for (guint i = 0; i < columns->len; i++)
        ones[i] = 1;
    Clp_addRows(program->model, (int)rows, lower, upper, start, (const int *)(void *)columns->data,
                ones);
    add_lifts(program, flow, first);
}

double chairlift_program_value(const ChairliftProgram *program, guint pair)
{
    return Clp_primalColumnSolution(program->model)[g_array_index(program->column, int, pair)];
}

void chairlift_program_bound(ChairliftProgram *program, guint pair, double lower, double upper)
{
    const int column = g_array_index(program->column, int, pair);
    Clp_columnLower(program->model)[column] = lower;
    Clp_columnUpper(program->model)[column] = upper;
}

void chairlift_program_read_prices(const ChairliftProgram *program, ChairliftFlow *flow)
{
    const ChairliftTransport *transport = program->transport;
    const double *price = Clp_dualRowSolution(program->model);
    const double unit = (double)chairlift_price_unit(transport);
    for (size_t paper = 0; paper < transport->papers; paper++)
        flow->paper_price[paper] = llround(price[paper] * unit);
    price += transport->papers;
    for (size_t person = 0; person < transport->people; person++)
        flow->person_price[person] = llround(price[person] * unit);
    price += transport->people;
    for (guint row = 0; row < flow->apart->len; row++)
        g_array_index(flow->apart, ChairliftApart, row).price = MIN(llround(price[row] * unit), 0);
}

gboolean chairlift_program_read_flow(const ChairliftProgram *program, ChairliftFlow *flow)
{
    const ChairliftTransport *transport = program->transport;
    for (guint i = 0; i < program->column->len; i++) {
        const ChairliftCandidate *pair = pair_at(program, i);
        if (chairlift_program_value(program, i) < 0.5)
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
