/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explanation.h"

#include <string.h>

enum { ROWS = 4 }; /* loads shown, up to the one that is enough */

/* What has been counted already. */
typedef struct Counted {
    ChairliftTransport *transport; /* its capacities are those of the last count */
    GArray *loads;                 /* of ChairliftUniformLoad, in the order they were counted */
} Counted;

/* Places that stay empty when everybody takes at most `load` papers; -1, with error set, when the
 * solver fails. */
static gint64 count_unplaced(Counted *counted, guint load, GError **error)
{
    for (guint i = 0; i < counted->loads->len; i++) {
        const ChairliftUniformLoad *row = &g_array_index(counted->loads, ChairliftUniformLoad, i);
        if (row->load == load)
            return (gint64)row->unplaced;
    }
    ChairliftTransport *transport = counted->transport;
    for (size_t person = 0; person < transport->people; person++) {
        const guint settled = transport->settled[person];
        transport->capacity[person] =
            load > settled ? MIN(load - settled, (guint)transport->papers) : 0;
    }
    g_autoptr(ChairliftFlow) flow = chairlift_transport_solve(transport, error);
    if (flow == NULL)
        return -1;
    gint64 unplaced = 0;
    for (size_t paper = 0; paper < transport->papers; paper++)
        unplaced += transport->demand[paper] - flow->placed[paper];
    const ChairliftUniformLoad row = {0, load, (guint64)unplaced};
    g_array_append_val(counted->loads, row);
    return unplaced;
}

static guint32 *copy_numbers(const guint32 *numbers, size_t length)
{
    return g_memdup2(numbers, MAX(length, 1) * sizeof *numbers);
}

static void copy_groups(const ChairliftTransport *transport, ChairliftTransport *copy)
{
    const size_t members = transport->member_start[transport->groups];
    copy->groups = transport->groups;
    copy->group_start = copy_numbers(transport->group_start, transport->people + 1);
    copy->group = g_memdup2(transport->group, members * sizeof *copy->group);
    copy->member_start = copy_numbers(transport->member_start, transport->groups + 1);
    copy->is_strict = g_memdup2(transport->is_strict, transport->groups * sizeof *copy->is_strict);
    copy->member = g_memdup2(transport->member, members * sizeof *copy->member);
}

/* A copy in which only one role is wanted, and people and papers differ in nothing but who may have
 * what. */
static ChairliftTransport *copy_without_goals(const ChairliftTransport *transport, size_t role)
{
    ChairliftTransport *copy = chairlift_transport_new(transport->papers, transport->people, 0);
    copy->roles = transport->roles;
    for (size_t paper = role; paper < transport->papers; paper += transport->roles)
        copy->demand[paper] = transport->demand[paper];
    memcpy(copy->settled, transport->settled, transport->people * sizeof *copy->settled);
    copy_groups(transport, copy);
    for (size_t i = 0; i < transport->papers * transport->people; i++)
        copy->gain[i] = transport->gain[i] == CHAIRLIFT_FORBIDDEN ? CHAIRLIFT_FORBIDDEN : 0;
    chairlift_transport_weigh(copy, CHAIRLIFT_LEAVE_NOTHING);
    return copy;
}

/* Places that no capacity fills; -1, with error set, when the solver fails. */
static gint64 count_stuck(Counted *counted, GError **error)
{
    const ChairliftTransport *transport = counted->transport;
    if (transport->groups > 0)
        return count_unplaced(counted, (guint)transport->papers, error);
    gint64 stuck = 0;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        const guint allowed = chairlift_count_allowed(transport, paper);
        stuck += transport->demand[paper] > allowed ? transport->demand[paper] - allowed : 0;
    }
    return stuck;
}

/* The smallest load at which only what no capacity can place is left; 0, with error set, when the
 * solver fails. */
static guint smallest_load(Counted *counted, guint64 people, guint64 settled, GError **error)
{
    const ChairliftTransport *transport = counted->transport;
    const gint64 stuck = count_stuck(counted, error);
    if (stuck < 0)
        return 0;
    guint64 places = settled;
    for (size_t paper = 0; paper < transport->papers; paper++)
        places += transport->demand[paper];
    places -= MIN(places, (guint64)stuck);
    /* More than an even share is needed only now and then: go up from it in growing steps. */
    guint enough = (guint)MAX((places + people - 1) / MAX(people, 1), 1);
    guint too_few = enough - 1, step = 1;
    while (TRUE) {
        const gint64 unplaced = count_unplaced(counted, enough, error);
        if (unplaced < 0)
            return 0;
        if (unplaced == stuck)
            break;
        too_few = enough;
        enough += step;
        step *= 2;
    }
    while (enough - too_few > 1) {
        const guint middle = too_few + (enough - too_few) / 2;
        const gint64 unplaced = count_unplaced(counted, middle, error);
        if (unplaced < 0)
            return 0;
        if (unplaced == stuck)
            enough = middle;
        else
            too_few = middle;
    }
    return enough;
}

static gboolean add_loads(const ChairliftOrderedProblem *ordered, size_t role, GArray *loads,
                          GError **error)
{
    guint64 people = 0, settled = 0;
    for (size_t person = 0; person < ordered->transport->people; person++) {
        if (chairlift_problem_role(ordered->problem, ordered->person[person]) == role) {
            people++;
            settled += ordered->transport->settled[person];
        }
    }
    if (people == 0)
        return TRUE;
    g_autoptr(ChairliftTransport) transport = copy_without_goals(ordered->transport, role);
    g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(ChairliftUniformLoad));
    Counted counted = {transport, known};
    const guint enough = smallest_load(&counted, people, settled, error);
    if (enough == 0)
        return FALSE;
    for (guint load = enough > ROWS ? enough - ROWS + 1 : 1; load <= enough; load++) {
        const gint64 unplaced = count_unplaced(&counted, load, error);
        if (unplaced < 0)
            return FALSE;
        const ChairliftUniformLoad row = {(guint)role, load, (guint64)unplaced};
        g_array_append_val(loads, row);
    }
    return TRUE;
}

GArray *chairlift_uniform_loads(const ChairliftOrderedProblem *ordered,
                                const ChairliftAssignment *assignment, GError **error)
{
    const size_t papers = ordered->problem->papers;
    g_autoptr(GArray) loads = g_array_new(FALSE, FALSE, sizeof(ChairliftUniformLoad));
    for (size_t role = 0; role < ordered->roles; role++) {
        guint64 missing = 0;
        for (size_t paper = 0; paper < papers; paper++)
            missing += assignment->missing[role * papers + paper];
        if (missing > 0 && !add_loads(ordered, role, loads, error))
            return NULL;
    }
    return g_steal_pointer(&loads);
}
