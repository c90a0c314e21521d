/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explanation.h"
#include "largest.h"

#include <string.h>

enum { ROWS = 4 }; /* loads shown, up to the one that is enough */

/* What has been counted already. */
typedef struct Counted {
    ChairliftTransport *transport; /* its capacities are those of the last count */
    GArray *loads;                 /* of ChairliftUniformLoad, in the order they were counted */
} Counted;

/* Places that stay empty where people are kept apart; -1, with error set, when the solver fails. */
static gint64 count_unplaced_apart(const ChairliftTransport *transport, GError **error)
{
    g_autoptr(ChairliftFlow) flow = chairlift_transport_solve(transport, error);
    gint64 unplaced = 0;
    for (size_t paper = 0; flow != NULL && paper < transport->papers; paper++)
        unplaced += transport->demand[paper] - flow->placed[paper];
    return flow != NULL ? unplaced : -1;
}

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
    const gint64 unplaced = transport->groups > 0 ? count_unplaced_apart(transport, error)
                                                  : (gint64)chairlift_count_unfillable(transport);
    if (unplaced < 0)
        return -1;
    const ChairliftUniformLoad row = {0, load, (guint64)unplaced};
    g_array_append_val(counted->loads, row);
    return unplaced;
}

/* Groups as far as they are of one role: of others, nobody is wanted. */
static void copy_groups(const ChairliftOrderedProblem *ordered, size_t role,
                        ChairliftTransport *copy)
{
    const ChairliftTransport *transport = ordered->transport;
    copy->member_start = g_new0(guint32, transport->groups + 1);
    copy->member = g_new0(guint32, transport->member_start[transport->groups]);
    copy->is_strict = g_new0(gboolean, transport->groups);
    for (size_t group = 0; group < transport->groups; group++) {
        const guint32 first = copy->member_start[copy->groups];
        guint32 end = first;
        for (guint32 i = transport->member_start[group]; i < transport->member_start[group + 1];
             i++) {
            const guint32 person = transport->member[i];
            if (chairlift_problem_role(ordered->problem, ordered->person[person]) == role)
                copy->member[end++] = person;
        }
        if (end - first < 2)
            continue;
        copy->is_strict[copy->groups++] = transport->is_strict[group];
        copy->member_start[copy->groups] = end;
    }
    chairlift_transport_index_groups(copy);
}

/* A copy in which only one role is wanted, and people and papers differ in nothing but who may have
 * what. */
static ChairliftTransport *copy_without_goals(const ChairliftOrderedProblem *ordered, size_t role)
{
    const ChairliftTransport *transport = ordered->transport;
    ChairliftTransport *copy = chairlift_transport_new(transport->papers, transport->people, 0);
    copy->roles = transport->roles;
    for (size_t paper = role; paper < transport->papers; paper += transport->roles)
        copy->demand[paper] = transport->demand[paper];
    memcpy(copy->settled, transport->settled, transport->people * sizeof *copy->settled);
    copy_groups(ordered, role, copy);
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
    g_autoptr(ChairliftTransport) transport = copy_without_goals(ordered, role);
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
