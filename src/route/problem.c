/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "problem.h"

#include <math.h>
#include <string.h>

ChairliftPair chairlift_problem_pair(const ChairliftAssignmentProblem *problem, size_t paper,
                                     size_t person)
{
    return problem->pairs == NULL ? CHAIRLIFT_PAIR_ALLOWED
                                  : (ChairliftPair)problem->pairs[paper * problem->people + person];
}

gint32 chairlift_affinity_millionths(float affinity)
{
    return (gint32)lrint(CHAIRLIFT_MILLIONTHS * (double)affinity);
}

guint chairlift_problem_demand(const ChairliftAssignmentProblem *problem, size_t paper)
{
    return problem->demand == NULL ? 1 : problem->demand[paper];
}

guint chairlift_problem_minimum(const ChairliftAssignmentProblem *problem, size_t person)
{
    return problem->minimum == NULL ? 0 : problem->minimum[person];
}

static gint by_id(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const char *const *ids = user_data;
    return strcmp(ids[*(const size_t *)a], ids[*(const size_t *)b]);
}

/* Orders the ids; *rank gets the inverse. NULL, with error set, when an id occurs twice. */
static size_t *order_ids(const char *const *ids, size_t length, const char *kind, size_t **rank,
                         GError **error)
{
    g_autofree size_t *order = g_new0(size_t, length + 1);
    for (size_t i = 0; i < length; i++)
        order[i] = i;
    if (length > 0)
        g_qsort_with_data(order, (gint)length, sizeof *order, by_id, (gpointer)ids);
    *rank = g_new(size_t, length);
    for (size_t i = 0; i < length; i++) {
        (*rank)[order[i]] = i;
        if (i > 0 && strcmp(ids[order[i - 1]], ids[order[i]]) == 0) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "there are two %s \"%s\"",
                        kind, ids[order[i]]);
            return NULL;
        }
    }
    return g_steal_pointer(&order);
}

static gboolean check_sizes(const ChairliftAssignmentProblem *problem, GError **error)
{
    if (problem->papers <= G_MAXINT / 4 && problem->people <= G_MAXINT / 4 &&
        (problem->people == 0 || problem->papers <= (G_MAXSIZE / 64) / problem->people))
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%zu papers and %zu people are more than can be assigned at once", problem->papers,
                problem->people);
    return FALSE;
}

/* One row of the transport: gains, kept pairs and settled pairs of a paper. */
static gboolean fill_paper(ChairliftOrderedProblem *ordered, size_t rank, guint32 *kept,
                           GError **error)
{
    const ChairliftAssignmentProblem *problem = ordered->problem;
    ChairliftTransport *transport = ordered->transport;
    const size_t paper = ordered->paper[rank];
    gint32 *gain = transport->gain + rank * transport->people;
    guint settled = 0;
    for (size_t i = 0; i < transport->people; i++) {
        const size_t person = ordered->person[i];
        const float affinity = problem->affinity[paper * problem->people + person];
        if (!(affinity >= -1 && affinity <= 1)) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                        "the affinity of paper %s and %s is %g, not within -1 and 1",
                        problem->paper_ids[paper], problem->person_ids[person], (double)affinity);
            return FALSE;
        }
        gain[i] = chairlift_affinity_millionths(affinity);
        const ChairliftPair pair = chairlift_problem_pair(problem, paper, person);
        if (pair == CHAIRLIFT_PAIR_KEPT)
            transport->kept[(*kept)++] = (guint32)i;
        if (pair == CHAIRLIFT_PAIR_FORCED) {
            const ChairliftPlacement placement = {(guint)paper, (guint)person, affinity};
            g_array_append_val(ordered->settled, placement);
            transport->settled[i]++;
            settled++;
        }
        if (pair == CHAIRLIFT_PAIR_FORCED || pair == CHAIRLIFT_PAIR_FORBIDDEN)
            gain[i] = CHAIRLIFT_FORBIDDEN;
    }
    transport->kept_start[rank + 1] = *kept;
    const guint demand = chairlift_problem_demand(problem, paper);
    if (settled > demand) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_INFEASIBLE,
                    "paper %s is given to %u people beforehand, but wants %u",
                    problem->paper_ids[paper], settled, demand);
        return FALSE;
    }
    transport->demand[rank] = demand - settled;
    return TRUE;
}

/* What is left of each person's capacity and minimum after settled pairs. */
static gboolean fill_people(ChairliftOrderedProblem *ordered, GError **error)
{
    const ChairliftAssignmentProblem *problem = ordered->problem;
    ChairliftTransport *transport = ordered->transport;
    const guint papers = (guint)problem->papers;
    for (size_t i = 0; i < transport->people; i++) {
        const size_t person = ordered->person[i];
        const guint capacity = problem->capacity[person], settled = transport->settled[i];
        const guint minimum = chairlift_problem_minimum(problem, person);
        if (minimum > capacity || settled > capacity) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_INFEASIBLE,
                        minimum > capacity ? "%s is to have at least %u papers, but takes %u"
                                           : "%s is given %u papers beforehand, but takes %u",
                        problem->person_ids[person], minimum > capacity ? minimum : settled,
                        capacity);
            return FALSE;
        }
        transport->capacity[i] = MIN(capacity - settled, papers);
        transport->minimum[i] = minimum > settled ? MIN(minimum - settled, papers) : 0;
    }
    return TRUE;
}

static gboolean fill(ChairliftOrderedProblem *ordered, GError **error)
{
    guint32 kept = 0;
    for (size_t rank = 0; rank < ordered->transport->papers; rank++) {
        if (!fill_paper(ordered, rank, &kept, error))
            return FALSE;
    }
    if (!fill_people(ordered, error))
        return FALSE;
    chairlift_transport_weigh(ordered->transport, FALSE);
    return TRUE;
}

static size_t count_kept(const ChairliftAssignmentProblem *problem)
{
    size_t kept = 0;
    for (size_t i = 0; problem->pairs != NULL && i < problem->papers * problem->people; i++)
        kept += problem->pairs[i] == CHAIRLIFT_PAIR_KEPT;
    return kept;
}

ChairliftOrderedProblem *chairlift_ordered_problem_new(const ChairliftAssignmentProblem *problem,
                                                       GError **error)
{
    if (!check_sizes(problem, error))
        return NULL;
    g_autoptr(ChairliftOrderedProblem) ordered = g_new0(ChairliftOrderedProblem, 1);
    ordered->problem = problem;
    ordered->settled = g_array_new(FALSE, FALSE, sizeof(ChairliftPlacement));
    ordered->paper =
        order_ids(problem->paper_ids, problem->papers, "papers", &ordered->paper_rank, error);
    if (ordered->paper == NULL)
        return NULL;
    ordered->person =
        order_ids(problem->person_ids, problem->people, "people", &ordered->person_rank, error);
    if (ordered->person == NULL)
        return NULL;
    ordered->transport =
        chairlift_transport_new(problem->papers, problem->people, count_kept(problem));
    return fill(ordered, error) ? g_steal_pointer(&ordered) : NULL;
}

void chairlift_ordered_problem_free(ChairliftOrderedProblem *ordered)
{
    if (ordered == NULL)
        return;
    g_free(ordered->paper);
    g_free(ordered->person);
    g_free(ordered->paper_rank);
    g_free(ordered->person_rank);
    chairlift_transport_free(ordered->transport);
    if (ordered->settled != NULL)
        g_array_unref(ordered->settled);
    g_free(ordered);
}
