/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explanation.h"

#include <string.h>

enum { ROWS = 4 }; /* loads shown, up to the one that is enough */

/* Places that stay empty when everybody takes at most `load` papers; -1, with error set, when the
 * solver fails. */
static gint64 count_unplaced(ChairliftTransport *transport, guint load, GError **error)
{
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
    return unplaced;
}

/* A copy for which people and papers differ in nothing but who may have what. */
static ChairliftTransport *copy_without_goals(const ChairliftTransport *transport)
{
    ChairliftTransport *copy = chairlift_transport_new(transport->papers, transport->people, 0);
    memcpy(copy->demand, transport->demand, transport->papers * sizeof *copy->demand);
    memcpy(copy->settled, transport->settled, transport->people * sizeof *copy->settled);
    for (size_t i = 0; i < transport->papers * transport->people; i++)
        copy->gain[i] = transport->gain[i] == CHAIRLIFT_FORBIDDEN ? CHAIRLIFT_FORBIDDEN : 0;
    chairlift_transport_weigh(copy, FALSE);
    return copy;
}

/* The smallest load at which only what no capacity can place is left; 0, with error set, when the
 * solver fails. */
static guint smallest_load(ChairliftTransport *transport, GError **error)
{
    gint64 stuck = 0;
    guint64 places = 0;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        const guint allowed = chairlift_count_allowed(transport, paper);
        stuck += transport->demand[paper] > allowed ? transport->demand[paper] - allowed : 0;
        places += MIN(transport->demand[paper], allowed);
    }
    for (size_t person = 0; person < transport->people; person++)
        places += transport->settled[person];
    /* More than an even share is needed only now and then: go up from it in growing steps. */
    guint enough = (guint)MAX((places + transport->people - 1) / MAX(transport->people, 1), 1);
    guint too_few = enough - 1, step = 1;
    while (TRUE) {
        const gint64 unplaced = count_unplaced(transport, enough, error);
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
        const gint64 unplaced = count_unplaced(transport, middle, error);
        if (unplaced < 0)
            return 0;
        if (unplaced == stuck)
            enough = middle;
        else
            too_few = middle;
    }
    return enough;
}

GArray *chairlift_uniform_loads(const ChairliftOrderedProblem *ordered, GError **error)
{
    g_autoptr(GArray) loads = g_array_new(FALSE, FALSE, sizeof(ChairliftUniformLoad));
    if (ordered->transport->people == 0)
        return g_steal_pointer(&loads);
    g_autoptr(ChairliftTransport) transport = copy_without_goals(ordered->transport);
    const guint enough = smallest_load(transport, error);
    if (enough == 0)
        return NULL;
    for (guint load = enough > ROWS ? enough - ROWS + 1 : 1; load <= enough; load++) {
        const gint64 unplaced = count_unplaced(transport, load, error);
        if (unplaced < 0)
            return NULL;
        const ChairliftUniformLoad row = {load, (guint64)unplaced};
        g_array_append_val(loads, row);
    }
    return g_steal_pointer(&loads);
}
