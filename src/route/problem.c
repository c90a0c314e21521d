/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "problem.h"

#include <math.h>
#include <string.h>

/* what the linear programming solver still tells from one millionth more */
static const gint64 MOST_COST = G_GINT64_CONSTANT(1) << 52;

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

size_t chairlift_problem_roles(const ChairliftAssignmentProblem *problem)
{
    return MAX(problem->roles, 1);
}

size_t chairlift_problem_role(const ChairliftAssignmentProblem *problem, size_t person)
{
    return problem->role == NULL ? 0 : problem->role[person];
}

guint chairlift_problem_demand(const ChairliftAssignmentProblem *problem, size_t paper, size_t role)
{
    return problem->demand == NULL ? 1 : problem->demand[role * problem->papers + paper];
}

size_t chairlift_ordered_paper(const ChairliftOrderedProblem *ordered, size_t paper)
{
    return ordered->paper[paper / ordered->roles];
}

size_t chairlift_ordered_rank(const ChairliftOrderedProblem *ordered, size_t paper, size_t role)
{
    return ordered->paper_rank[paper] * ordered->roles + role;
}

guint chairlift_problem_minimum(const ChairliftAssignmentProblem *problem, size_t person)
{
    return problem->minimum == NULL ? 0 : problem->minimum[person];
}

/* Ids of papers, or of people, and their roles. */
typedef struct Ids {
    const char *const *id;
    const guint8 *role; /* or NULL */
} Ids;

static gint compare_ids(const Ids *ids, size_t first, size_t second)
{
    const int order = strcmp(ids->id[first], ids->id[second]);
    return order != 0 || ids->role == NULL ? order : ids->role[first] - ids->role[second];
}

static gint by_id(gconstpointer a, gconstpointer b, gpointer user_data)
{
    return compare_ids(user_data, *(const size_t *)a, *(const size_t *)b);
}

/* Orders the ids; *rank gets the inverse. NULL, with error set, when an id occurs twice. */
static size_t *order_ids(Ids ids, size_t length, const char *kind, size_t **rank, GError **error)
{
    g_autofree size_t *order = g_new0(size_t, length + 1);
    for (size_t i = 0; i < length; i++)
        order[i] = i;
    if (length > 0)
        g_qsort_with_data(order, (gint)length, sizeof *order, by_id, &ids);
    *rank = g_new(size_t, length);
    for (size_t i = 0; i < length; i++) {
        (*rank)[order[i]] = i;
        if (i > 0 && compare_ids(&ids, order[i - 1], order[i]) == 0) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "there are two %s \"%s\"",
                        kind, ids.id[order[i]]);
            return NULL;
        }
    }
    return g_steal_pointer(&order);
}

static gboolean check_sizes(const ChairliftAssignmentProblem *problem, GError **error)
{
    const size_t papers = problem->papers;
    if (papers <= G_MAXINT / 8 && problem->people <= G_MAXINT / 8 && problem->roles <= 4 &&
        (problem->people == 0 || papers <= (G_MAXSIZE / 256) / problem->people))
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%zu papers and %zu people are more than can be assigned at once", problem->papers,
                problem->people);
    return FALSE;
}

/* One row of the transport: gains, kept pairs and settled pairs of a paper in one role. */
static gboolean fill_paper(ChairliftOrderedProblem *ordered, size_t rank, guint32 *kept,
                           GError **error)
{
    const ChairliftAssignmentProblem *problem = ordered->problem;
    ChairliftTransport *transport = ordered->transport;
    const size_t paper = chairlift_ordered_paper(ordered, rank), role = rank % ordered->roles;
    gint32 *gain = transport->gain + rank * transport->people;
    guint settled = 0;
    for (size_t i = 0; i < transport->people; i++) {
        const size_t person = ordered->person[i];
        const float affinity = problem->affinity[paper * problem->people + person];
        gain[i] = CHAIRLIFT_FORBIDDEN;
        if (chairlift_problem_role(problem, person) != role)
            continue;
        if (!(affinity >= -1 && affinity <= 1)) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                        "the affinity of paper %s and %s is %g, not within -1 and 1",
                        problem->paper_ids[paper], problem->person_ids[person], (double)affinity);
            return FALSE;
        }
        const ChairliftPair pair = chairlift_problem_pair(problem, paper, person);
        if (pair == CHAIRLIFT_PAIR_ALLOWED || pair == CHAIRLIFT_PAIR_KEPT)
            gain[i] = chairlift_affinity_millionths(affinity);
        if (pair == CHAIRLIFT_PAIR_KEPT)
            transport->kept[(*kept)++] = (guint32)i;
        if (pair == CHAIRLIFT_PAIR_FORCED) {
            const ChairliftPlacement placement = {(guint)paper, (guint)person, affinity};
            g_array_append_val(ordered->settled, placement);
            transport->settled[i]++;
            settled++;
        }
    }
    transport->kept_start[rank + 1] = *kept;
    const guint demand = chairlift_problem_demand(problem, paper, role);
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

/* People of each group, in the order of the groups, and groups of each person. */
static void fill_groups(ChairliftOrderedProblem *ordered)
{
    const ChairliftAssignmentProblem *problem = ordered->problem;
    ChairliftTransport *transport = ordered->transport;
    const size_t groups = problem->groups_length;
    transport->groups = groups;
    transport->member_start = g_new0(guint32, groups + 1);
    transport->is_strict = g_new0(gboolean, groups);
    for (size_t group = 0; group < groups; group++) {
        transport->is_strict[group] = problem->groups[group].is_strict;
        transport->member_start[group + 1] =
            transport->member_start[group] + (guint32)problem->groups[group].length;
    }
    transport->member = g_new0(guint32, transport->member_start[groups]);
    for (size_t group = 0; group < groups; group++) {
        const ChairliftGroup *members = &problem->groups[group];
        for (size_t i = 0; i < members->length; i++)
            transport->member[transport->member_start[group] + i] =
                (guint32)ordered->person_rank[members->people[i]];
    }
    chairlift_transport_index_groups(transport);
}

/* Nobody may join a settled pair's paper who is of a group of the settled person. */
static void forbid_beside_settled(ChairliftOrderedProblem *ordered)
{
    ChairliftTransport *transport = ordered->transport;
    for (guint i = 0; i < ordered->settled->len && transport->groups > 0; i++) {
        const ChairliftPlacement *settled = &g_array_index(ordered->settled, ChairliftPlacement, i);
        const guint32 *groups = transport->group_start + ordered->person_rank[settled->person];
        for (guint32 k = groups[0]; k < groups[1]; k++) {
            const guint32 *members = transport->member_start + transport->group[k];
            for (guint32 m = members[0]; m < members[1]; m++) {
                for (size_t role = 0; role < ordered->roles; role++)
                    transport->gain[chairlift_ordered_rank(ordered, settled->paper, role) *
                                        transport->people +
                                    transport->member[m]] = CHAIRLIFT_FORBIDDEN;
            }
        }
    }
}

/* Kept pairs that have become forbidden are no longer there to be kept. */
static void forget_forbidden_kept(ChairliftTransport *transport)
{
    guint32 length = 0, from = 0;
    for (size_t paper = 0; paper < transport->papers; paper++) {
        const guint32 end = transport->kept_start[paper + 1];
        for (; from < end; from++) {
            if (transport->gain[paper * transport->people + transport->kept[from]] !=
                CHAIRLIFT_FORBIDDEN)
                transport->kept[length++] = transport->kept[from];
        }
        transport->kept_start[paper + 1] = length;
    }
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
    fill_groups(ordered);
    forbid_beside_settled(ordered);
    forget_forbidden_kept(ordered->transport);
    chairlift_transport_weigh(ordered->transport, CHAIRLIFT_LEAVE_NOTHING);
    if (ordered->transport->shortage_cost <= MOST_COST)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%zu papers are too many to keep earlier placements while people are kept apart, "
                "exactly: give one of the two up",
                ordered->problem->papers);
    return FALSE;
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
    ordered->roles = chairlift_problem_roles(problem);
    const Ids papers = {problem->paper_ids, NULL};
    ordered->paper = order_ids(papers, problem->papers, "papers", &ordered->paper_rank, error);
    if (ordered->paper == NULL)
        return NULL;
    const Ids people = {problem->person_ids, problem->role};
    ordered->person = order_ids(people, problem->people, "people", &ordered->person_rank, error);
    if (ordered->person == NULL)
        return NULL;
    ordered->transport = chairlift_transport_new(problem->papers * ordered->roles, problem->people,
                                                 count_kept(problem));
    ordered->transport->roles = ordered->roles;
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
