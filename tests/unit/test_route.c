/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assignment against exhaustive search on tiny instances and against GLPK on larger ones; every
 * explanation against what it claims.
 */
#include <glib.h>
#include <glpk.h>
#include <math.h>
#include <string.h>

#include "chairlift/route.h"

enum { ROLES = 2, GROUPS = 4 };

/* An instance that owns its arrays. */
typedef struct Instance {
    ChairliftAssignmentProblem problem;
    char **paper_ids, **person_ids;
    float *affinity;
    guint8 *pairs;
    guint *demand, *capacity, *minimum;
    guint8 *role;
    ChairliftGroup groups[GROUPS];
    guint *members; /* [people]: those of all groups, one after the other */
} Instance;

static char **number_ids(const char *prefix, size_t length)
{
    char **ids = g_new0(char *, length + 1);
    for (size_t i = 0; i < length; i++)
        ids[i] = g_strdup_printf("%s%03zu", prefix, i);
    return ids;
}

static Instance *new_instance(size_t papers, size_t people)
{
    Instance *instance = g_new0(Instance, 1);
    instance->paper_ids = number_ids("paper", papers);
    instance->person_ids = number_ids("person", people);
    instance->affinity = g_new0(float, papers *people);
    instance->pairs = g_new0(guint8, papers * people);
    instance->demand = g_new0(guint, ROLES * papers);
    instance->role = g_new0(guint8, people);
    instance->members = g_new0(guint, 2 * people);
    instance->capacity = g_new0(guint, people);
    instance->minimum = g_new0(guint, people);
    instance->problem = (ChairliftAssignmentProblem){
        .papers = papers,
        .people = people,
        .paper_ids = (const char *const *)instance->paper_ids,
        .person_ids = (const char *const *)instance->person_ids,
        .affinity = instance->affinity,
        .pairs = instance->pairs,
        .demand = instance->demand,
        .capacity = instance->capacity,
        .minimum = instance->minimum,
        .roles = 1,
        .role = instance->role,
        .groups = instance->groups,
    };
    return instance;
}

static void free_instance(Instance *instance)
{
    g_strfreev(instance->paper_ids);
    g_strfreev(instance->person_ids);
    g_free(instance->affinity);
    g_free(instance->pairs);
    g_free(instance->demand);
    g_free(instance->capacity);
    g_free(instance->minimum);
    g_free(instance->role);
    g_free(instance->members);
    g_free(instance);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Instance, free_instance)

/* Random demands, capacities, conflicts, forced and kept pairs. Affinities are few different
 * values, so that there are ties. A forced pair raises demand and capacity where it must. */
static Instance *draw_instance(GRand *random, size_t papers, size_t people, int most_demand,
                               int most_capacity, int values)
{
    Instance *instance = new_instance(papers, people);
    for (size_t paper = 0; paper < papers; paper++)
        instance->demand[paper] = (guint)g_rand_int_range(random, 0, most_demand + 1);
    for (size_t person = 0; person < people; person++) {
        instance->capacity[person] = (guint)g_rand_int_range(random, 0, most_capacity + 1);
        if (g_rand_int_range(random, 0, 3) == 0)
            instance->minimum[person] =
                (guint)g_rand_int_range(random, 0, (gint32)instance->capacity[person] + 1);
    }
    const int conflicts = g_rand_int_range(random, 0, 60);
    for (size_t pair = 0; pair < papers * people; pair++) {
        instance->affinity[pair] =
            (float)g_rand_int_range(random, -values / 4, values + 1) / (float)values;
        const int draw = g_rand_int_range(random, 0, 100);
        if (draw < conflicts)
            instance->pairs[pair] = CHAIRLIFT_PAIR_FORBIDDEN;
        else if (draw > 97)
            instance->pairs[pair] = CHAIRLIFT_PAIR_FORCED;
        else if (draw > 92)
            instance->pairs[pair] = CHAIRLIFT_PAIR_KEPT;
    }
    for (size_t paper = 0; paper < papers; paper++) {
        guint forced = 0;
        for (size_t person = 0; person < people; person++)
            forced += instance->pairs[paper * people + person] == CHAIRLIFT_PAIR_FORCED;
        instance->demand[paper] = MAX(instance->demand[paper], forced);
    }
    for (size_t person = 0; person < people; person++) {
        guint forced = 0;
        for (size_t paper = 0; paper < papers; paper++)
            forced += instance->pairs[paper * people + person] == CHAIRLIFT_PAIR_FORCED;
        instance->capacity[person] = MAX(instance->capacity[person], forced);
    }
    return instance;
}

/* Makes some people reviewers, of whom papers want up to most_demand, and puts people in groups:
 * each in one, or, when they overlap, in two. Forced pairs are what they were. */
static void add_roles_and_groups(GRand *random, Instance *instance, size_t roles, int most_demand,
                                 gboolean overlap)
{
    ChairliftAssignmentProblem *problem = &instance->problem;
    problem->roles = roles;
    for (size_t person = 0; person < problem->people && roles > 1; person++)
        instance->role[person] = (guint8)g_rand_int_range(random, 0, ROLES);
    for (size_t i = 0; i < roles * problem->papers; i++) {
        guint forced = 0;
        for (size_t person = 0; person < problem->people; person++)
            forced += instance->role[person] == i / problem->papers &&
                      instance->pairs[(i % problem->papers) * problem->people + person] ==
                          CHAIRLIFT_PAIR_FORCED;
        const guint drawn = (guint)g_rand_int_range(random, 0, most_demand + 1);
        instance->demand[i] = MAX(forced, drawn);
    }
    size_t length = 0;
    problem->groups_length = GROUPS;
    g_autofree int *of = g_new(int, problem->people);
    for (size_t person = 0; person < problem->people; person++)
        of[person] = g_rand_int_range(random, -1, GROUPS);
    for (int group = 0; group < GROUPS; group++) {
        guint *start = instance->members + length;
        for (guint person = 0; person < problem->people; person++) {
            if (of[person] == group || (overlap && of[person] >= 0 && person % 3 == 0 &&
                                        (of[person] + 1) % GROUPS == group))
                instance->members[length++] = person;
        }
        instance->groups[group] =
            (ChairliftGroup){"group", start, (size_t)(instance->members + length - start), FALSE};
    }
}

static gboolean share_group(const Instance *instance, size_t first, size_t second)
{
    for (size_t group = 0; group < instance->problem.groups_length; group++) {
        gboolean has_first = FALSE, has_second = FALSE;
        for (size_t i = 0; i < instance->groups[group].length; i++) {
            has_first |= instance->groups[group].people[i] == first;
            has_second |= instance->groups[group].people[i] == second;
        }
        if (has_first && has_second)
            return TRUE;
    }
    return FALSE;
}

/* What an assignment is worth, the most important first. All are to be small. */
typedef struct Worth {
    gint64 shortage, changed, worst, highest, lowest, affinity;
    double unevenness;
} Worth;

/* Affinity in millionths, as the library counts. */
static gint64 millionths(const Instance *instance, size_t pair)
{
    return lrint(1e6 * (double)instance->affinity[pair]);
}

/* Whether two people of a group are with the paper, other than both beforehand. */
static gboolean meet(const Instance *instance, guint32 chosen, size_t paper)
{
    const size_t people = instance->problem.people;
    for (size_t first = 0; first < people; first++) {
        for (size_t second = first + 1; second < people; second++) {
            const size_t pair = paper * people + first, other = paper * people + second;
            if ((chosen >> pair) & (chosen >> other) & 1 && share_group(instance, first, second) &&
                (instance->pairs[pair] != CHAIRLIFT_PAIR_FORCED ||
                 instance->pairs[other] != CHAIRLIFT_PAIR_FORCED))
                return TRUE;
        }
    }
    return FALSE;
}

/* Judges the assignment whose pairs are the set bits. FALSE when it breaks a bound. */
static gboolean judge(const Instance *instance, guint32 chosen, Worth *worth)
{
    const ChairliftAssignmentProblem *problem = &instance->problem;
    guint load[8] = {0}, settled[8] = {0};
    *worth = (Worth){.lowest = 0, .worst = G_MININT64};
    gint64 worst = G_MAXINT32;
    for (size_t paper = 0; paper < problem->papers; paper++) {
        guint placed[ROLES] = {0};
        if (problem->groups_length > 0 && meet(instance, chosen, paper))
            return FALSE;
        for (size_t person = 0; person < problem->people; person++) {
            const size_t pair = paper * problem->people + person;
            const gboolean is_chosen = (chosen >> pair) & 1;
            if (is_chosen == (instance->pairs[pair] == CHAIRLIFT_PAIR_FORBIDDEN) &&
                (is_chosen || instance->pairs[pair] == CHAIRLIFT_PAIR_FORCED))
                return FALSE;
            if (!is_chosen && instance->pairs[pair] == CHAIRLIFT_PAIR_FORCED)
                return FALSE;
            if (!is_chosen)
                continue;
            placed[instance->role[person]]++;
            load[person]++;
            settled[person] += instance->pairs[pair] == CHAIRLIFT_PAIR_FORCED;
            worth->affinity -= millionths(instance, pair);
            worth->changed -= instance->pairs[pair] == CHAIRLIFT_PAIR_KEPT;
            if (instance->pairs[pair] == CHAIRLIFT_PAIR_ALLOWED)
                worst = MIN(worst, millionths(instance, pair));
        }
        for (size_t role = 0; role < problem->roles; role++) {
            const guint demand = instance->demand[role * problem->papers + paper];
            if (placed[role] > demand)
                return FALSE;
            worth->shortage += demand - placed[role];
        }
    }
    worth->worst = -worst;
    gint64 lowest = G_MAXINT32;
    for (size_t person = 0; person < problem->people; person++) {
        if (load[person] > instance->capacity[person])
            return FALSE;
        if (load[person] < instance->minimum[person])
            worth->shortage += instance->minimum[person] - load[person];
        worth->highest = MAX(worth->highest, (gint64)load[person]);
        lowest = MIN(lowest, (gint64)load[person]);
        const guint room = /* more than there are papers is no more than all of them */
            MIN(instance->capacity[person] - settled[person], (guint)problem->papers) +
            settled[person];
        worth->unevenness += (double)load[person] * load[person] / MAX(room, 1);
    }
    worth->lowest = -lowest;
    return TRUE;
}

static gint compare(gint64 first, gint64 second)
{
    return first < second ? -1 : first > second;
}

/* Order of preference under an objective. Unevenness comes last and is only compared when asked. */
static gint compare_worth(const Worth *first, const Worth *second, ChairliftObjective objective)
{
    gint order = compare(first->shortage, second->shortage);
    if (order == 0)
        order = compare(first->changed, second->changed);
    if (order == 0 && objective == CHAIRLIFT_OBJECTIVE_WORST_OFF)
        order = compare(first->worst, second->worst);
    if (order == 0)
        order = compare(first->affinity, second->affinity);
    return order;
}

static Worth search_all(const Instance *instance, ChairliftObjective objective)
{
    Worth best = {.shortage = G_MAXINT64};
    const size_t pairs = instance->problem.papers * instance->problem.people;
    for (guint32 chosen = 0; chosen < (1u << pairs); chosen++) {
        Worth worth;
        if (!judge(instance, chosen, &worth))
            continue;
        const gint order = compare_worth(&worth, &best, objective);
        if (order < 0 || (order == 0 && worth.unevenness < best.unevenness - 1e-9))
            best = worth;
    }
    return best;
}

static guint32 bits_of(const ChairliftAssignment *assignment, size_t people)
{
    guint32 bits = 0;
    for (guint i = 0; i < assignment->placements->len; i++) {
        const ChairliftPlacement *placement =
            &g_array_index(assignment->placements, ChairliftPlacement, i);
        bits |= 1u << (placement->paper * people + placement->person);
    }
    return bits;
}

static ChairliftAssignment *assign(const Instance *instance)
{
    g_autoptr(GError) error = NULL;
    ChairliftAssignment *assignment = chairlift_assign(&instance->problem, &error);
    g_assert_no_error(error);
    g_assert_nonnull(assignment);
    g_assert_true(assignment->certified);
    g_assert_cmpfloat(assignment->total, ==, assignment->bound);
    return assignment;
}

static void test_exhaustive(gconstpointer data)
{
    const ChairliftObjective objective = (ChairliftObjective)GPOINTER_TO_INT(data);
    g_autoptr(GRand) random = g_rand_new_with_seed(11 + objective);
    for (int round = 0; round < 400; round++) {
        const size_t papers = (size_t)g_rand_int_range(random, 1, 5);
        const size_t people = (size_t)g_rand_int_range(random, 1, papers == 4 ? 4 : 5);
        g_autoptr(Instance) instance =
            draw_instance(random, papers, people, 2, 3, g_rand_int_range(random, 1, 9));
        instance->problem.objective = objective;
        const Worth best = search_all(instance, objective);
        g_autoptr(ChairliftAssignment) assignment = assign(instance);
        Worth reached;
        g_assert_true(judge(instance, bits_of(assignment, people), &reached));
        g_assert_cmpint(reached.shortage, ==, best.shortage);
        g_assert_cmpint(reached.shortage, ==, assignment->unplaced + assignment->unfulfilled);
        g_assert_cmpint(reached.changed, ==, best.changed);
        g_assert_cmpint(-reached.changed, ==, assignment->kept);
        if (objective == CHAIRLIFT_OBJECTIVE_WORST_OFF)
            g_assert_cmpint(reached.worst, ==, best.worst);
        g_assert_cmpint(reached.affinity, ==, best.affinity);
        if (objective == CHAIRLIFT_OBJECTIVE_TOTAL)
            g_assert_cmpfloat_with_epsilon(reached.unevenness, best.unevenness, 1e-9);
    }
}

/* With two roles, and groups that are kept apart. */
static void test_groups(gconstpointer data)
{
    const ChairliftObjective objective = (ChairliftObjective)GPOINTER_TO_INT(data);
    g_autoptr(GRand) random = g_rand_new_with_seed(29 + objective);
    for (int round = 0; round < 200; round++) {
        const size_t papers = (size_t)g_rand_int_range(random, 1, 4);
        const size_t people = (size_t)g_rand_int_range(random, 2, papers == 3 ? 5 : 7);
        g_autoptr(Instance) instance =
            draw_instance(random, papers, people, 0, 3, g_rand_int_range(random, 1, 9));
        add_roles_and_groups(random, instance, 1 + (size_t)round % 2, 3, round % 3 == 0);
        instance->problem.objective = objective;
        const Worth best = search_all(instance, objective);
        g_autoptr(ChairliftAssignment) assignment = assign(instance);
        Worth reached;
        g_assert_true(judge(instance, bits_of(assignment, people), &reached));
        g_assert_cmpint(reached.shortage, ==, best.shortage);
        g_assert_cmpint(reached.shortage, ==, assignment->unplaced + assignment->unfulfilled);
        g_assert_cmpint(reached.changed, ==, best.changed);
        if (objective == CHAIRLIFT_OBJECTIVE_WORST_OFF)
            g_assert_cmpint(reached.worst, ==, best.worst);
        g_assert_cmpint(reached.affinity, ==, best.affinity);
    }
}

/* Among balanced loads: the greatest load, then the least, then the affinity. Minimums and kept
 * pairs are left out: they come first and would hide what is tested. */
static void test_balanced(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    for (int round = 0; round < 300; round++) {
        const size_t papers = (size_t)g_rand_int_range(random, 1, 5), people = 3;
        g_autoptr(Instance) instance = draw_instance(random, papers, people, 2, 4, 5);
        memset(instance->minimum, 0, people * sizeof(guint));
        for (size_t pair = 0; pair < papers * people; pair++) {
            if (instance->pairs[pair] != CHAIRLIFT_PAIR_FORBIDDEN)
                instance->pairs[pair] = CHAIRLIFT_PAIR_ALLOWED;
        }
        for (size_t person = 0; person < people; person++)
            instance->capacity[person] = 4;
        instance->problem.objective = CHAIRLIFT_OBJECTIVE_BALANCED;
        Worth best = {.shortage = G_MAXINT64};
        for (guint32 chosen = 0; chosen < (1u << (papers * people)); chosen++) {
            Worth worth;
            if (!judge(instance, chosen, &worth))
                continue;
            gint order = compare(worth.shortage, best.shortage);
            if (order == 0)
                order = compare(worth.highest, best.highest);
            if (order == 0)
                order = compare(worth.lowest, best.lowest);
            if (order == 0)
                order = compare(worth.affinity, best.affinity);
            if (order < 0)
                best = worth;
        }
        g_autoptr(ChairliftAssignment) assignment = assign(instance);
        Worth reached;
        g_assert_true(judge(instance, bits_of(assignment, people), &reached));
        g_assert_cmpint(reached.shortage, ==, best.shortage);
        g_assert_cmpint(reached.highest, ==, best.highest);
        g_assert_cmpint(reached.lowest, ==, best.lowest);
        g_assert_cmpint(reached.affinity, ==, best.affinity);
    }
}

/* Rows of GLPK's program that keep the groups apart, on papers that nobody of the group has
 * beforehand, and no other of the group where somebody has. */
static void keep_apart(glp_prob *program, const Instance *instance)
{
    const size_t people = instance->problem.people;
    const int first = glp_get_num_cols(program) - (int)(instance->problem.papers * people) + 1;
    for (size_t paper = 0; paper < instance->problem.papers; paper++) {
        for (size_t group = 0; group < instance->problem.groups_length; group++) {
            int columns[32] = {0}, length = 0;
            double ones[32];
            gboolean settled = FALSE;
            for (size_t i = 0; i < instance->groups[group].length; i++) {
                const size_t pair = paper * people + instance->groups[group].people[i];
                settled |= instance->pairs[pair] == CHAIRLIFT_PAIR_FORCED;
                if (instance->pairs[pair] == CHAIRLIFT_PAIR_FORCED)
                    continue;
                columns[++length] = first + (int)pair;
                ones[length] = 1;
            }
            const int row = glp_add_rows(program, 1);
            glp_set_row_bnds(program, row, GLP_UP, 0, settled ? 0 : 1);
            glp_set_mat_row(program, row, length, columns, ones);
        }
    }
}

/* The same problem as a program for GLPK, with all pairs in it: the greatest affinity with the
 * fewest empty places, both as GLPK sees them. With groups it is an integer program. */
static void solve_with_glpk(const Instance *instance, double penalty, double *optimum)
{
    const ChairliftAssignmentProblem *problem = &instance->problem;
    const int papers = (int)problem->papers, people = (int)problem->people;
    const int seats = papers * (int)problem->roles;
    glp_prob *program = glp_create_prob();
    glp_term_out(GLP_OFF);
    glp_set_obj_dir(program, GLP_MAX);
    glp_add_rows(program, seats + people);
    for (int seat = 0; seat < seats; seat++)
        glp_set_row_bnds(program, seat + 1, GLP_FX, instance->demand[seat], instance->demand[seat]);
    for (int person = 0; person < people; person++) {
        const double least = instance->minimum[person], most = instance->capacity[person];
        glp_set_row_bnds(program, seats + person + 1, least < most ? GLP_DB : GLP_FX, least, most);
    }
    for (int i = 0; i < seats + people; i++) {
        const int column = glp_add_cols(program, 1), row[] = {0, i + 1};
        const double one[] = {0, 1};
        glp_set_mat_col(program, column, 1, row, one);
        glp_set_col_bnds(program, column, GLP_LO, 0, 0);
        /* A person's empty places only count up to the minimum. */
        if (i >= seats && instance->minimum[i - seats] == 0)
            glp_set_col_bnds(program, column, GLP_FX, 0, 0);
        glp_set_obj_coef(program, column, -penalty);
    }
    for (int pair = 0; pair < papers * people; pair++) {
        const int kind = instance->pairs[pair], person = pair % people;
        const int column = glp_add_cols(program, 1);
        const int seat = instance->role[person] * papers + pair / people;
        const int row[] = {0, seat + 1, seats + person + 1};
        const double ones[] = {0, 1, 1};
        glp_set_mat_col(program, column, 2, row, ones);
        if (problem->groups_length > 0)
            glp_set_col_kind(program, column, GLP_BV);
        if (kind == CHAIRLIFT_PAIR_FORCED || kind == CHAIRLIFT_PAIR_FORBIDDEN)
            glp_set_col_bnds(program, column, GLP_FX, kind == CHAIRLIFT_PAIR_FORCED,
                             kind == CHAIRLIFT_PAIR_FORCED);
        else
            glp_set_col_bnds(program, column, GLP_DB, 0, 1);
        glp_set_obj_coef(program, column, (double)millionths(instance, (size_t)pair) * 1e-6);
    }
    keep_apart(program, instance);
    g_assert_cmpint(glp_simplex(program, NULL), ==, 0);
    g_assert_cmpint(glp_get_status(program), ==, GLP_OPT);
    *optimum = glp_get_obj_val(program);
    if (problem->groups_length > 0) {
        g_assert_cmpint(glp_intopt(program, NULL), ==, 0);
        g_assert_cmpint(glp_mip_status(program), ==, GLP_OPT);
        *optimum = glp_mip_obj_val(program);
    }
    glp_delete_prob(program);
}

/* One random instance, solved by both. Returns whether something stays empty. */
static gboolean compare_with_glpk(GRand *random, int round, gboolean with_groups)
{
    const double penalty = 100;
    const size_t papers = (size_t)g_rand_int_range(random, 5, with_groups ? 30 : 60);
    const size_t people = (size_t)g_rand_int_range(random, 2, 15);
    const int most = (int)(2 * papers * 2 / people) + g_rand_int_range(random, 0, 4);
    g_autoptr(Instance) instance =
        draw_instance(random, papers, people, 3, most, round % 2 ? 1000000 : 7);
    if (with_groups)
        add_roles_and_groups(random, instance, 1 + (size_t)round / 2 % 2, 2, round % 3 == 0);
    for (size_t pair = 0; pair < papers * people; pair++) {
        if (instance->pairs[pair] == CHAIRLIFT_PAIR_KEPT)
            instance->pairs[pair] = CHAIRLIFT_PAIR_ALLOWED;
    }
    double optimum = 0;
    solve_with_glpk(instance, penalty, &optimum);
    g_autoptr(ChairliftAssignment) assignment = assign(instance);
    const guint64 shortage = assignment->unplaced + assignment->unfulfilled;
    g_assert_cmpfloat_with_epsilon(assignment->total - penalty * (double)shortage, optimum, 2e-4);
    return shortage > 0;
}

static void test_against_glpk(gconstpointer data)
{
    const gboolean with_groups = GPOINTER_TO_INT(data);
    const int rounds = g_test_slow() ? 2000 : 250;
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    guint impossible = 0;
    for (int round = 0; round < rounds; round++)
        impossible += compare_with_glpk(random, round, with_groups);
    g_test_message("%u of %d instances could not be met", impossible, rounds);
    g_assert_cmpuint(impossible, >, (guint)rounds / 10);
    g_assert_cmpuint(impossible, <, (guint)rounds * 9 / 10);
}

/* Roles and groups of an instance, for one in which papers stand backwards and people one further.
 */
static void copy_roles_and_groups(const Instance *instance, Instance *other)
{
    const size_t papers = instance->problem.papers, people = instance->problem.people;
    other->problem.roles = instance->problem.roles;
    other->problem.groups_length = instance->problem.groups_length;
    for (size_t person = 0; person < people; person++)
        other->role[(person + 1) % people] = instance->role[person];
    for (size_t i = 0; i < instance->problem.roles * papers; i++)
        other->demand[i / papers * papers + papers - 1 - i % papers] = instance->demand[i];
    size_t next = 0;
    for (size_t group = 0; group < instance->problem.groups_length; group++) {
        const ChairliftGroup *from = &instance->groups[group];
        other->groups[group] =
            (ChairliftGroup){from->name, other->members + next, from->length, from->is_strict};
        for (size_t i = 0; i < from->length; i++)
            other->members[next++] = (guint)((from->people[i] + 1) % people);
    }
}

/* Papers and people in another order: the same pairs. */
static void test_order_of_input(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(17);
    for (int round = 0; round < 60; round++) {
        const size_t papers = 20, people = 6;
        g_autoptr(Instance) instance = draw_instance(random, papers, people, 2, 9, 3);
        if (round % 2 == 1)
            add_roles_and_groups(random, instance, 2, 2, round % 3 == 0);
        g_autoptr(Instance) other = new_instance(papers, people);
        copy_roles_and_groups(instance, other);
        for (size_t paper = 0; paper < papers; paper++) {
            const size_t from = papers - 1 - paper;
            g_free(other->paper_ids[paper]);
            other->paper_ids[paper] = g_strdup(instance->paper_ids[from]);
            for (size_t person = 0; person < people; person++) {
                const size_t to = paper * people + (person + 1) % people;
                other->affinity[to] = instance->affinity[from * people + person];
                other->pairs[to] = instance->pairs[from * people + person];
            }
        }
        for (size_t person = 0; person < people; person++) {
            const size_t to = (person + 1) % people;
            g_free(other->person_ids[to]);
            other->person_ids[to] = g_strdup(instance->person_ids[person]);
            other->capacity[to] = instance->capacity[person];
            other->minimum[to] = instance->minimum[person] =
                MIN(instance->minimum[person], instance->capacity[person]);
        }
        g_autoptr(ChairliftAssignment) first = assign(instance);
        g_autoptr(ChairliftAssignment) second = assign(other);
        g_assert_cmpuint(first->placements->len, ==, second->placements->len);
        g_autoptr(GHashTable) pairs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        for (guint i = 0; i < first->placements->len; i++) {
            const ChairliftPlacement *placement =
                &g_array_index(first->placements, ChairliftPlacement, i);
            g_hash_table_add(pairs, g_strconcat(instance->paper_ids[placement->paper], " ",
                                                instance->person_ids[placement->person], NULL));
        }
        for (guint i = 0; i < second->placements->len; i++) {
            const ChairliftPlacement *placement =
                &g_array_index(second->placements, ChairliftPlacement, i);
            g_autofree char *pair = g_strconcat(other->paper_ids[placement->paper], " ",
                                                other->person_ids[placement->person], NULL);
            g_assert_true(g_hash_table_contains(pairs, pair));
        }
    }
}

/* Everybody is worth the same: loads are even and the lowest ids come first. */
static void test_ties(void)
{
    g_autoptr(Instance) instance = new_instance(5, 2);
    for (size_t paper = 0; paper < 5; paper++)
        instance->demand[paper] = 1;
    instance->capacity[0] = instance->capacity[1] = 5;
    g_autoptr(ChairliftAssignment) assignment = assign(instance);
    g_assert_cmpint((gint)assignment->load[0] - (gint)assignment->load[1], <=, 1);
    g_assert_cmpint((gint)assignment->load[0] - (gint)assignment->load[1], >=, -1);
    for (guint i = 1; i < 5; i++)
        g_assert_cmpuint(g_array_index(assignment->placements, ChairliftPlacement, i - 1).person,
                         <=, g_array_index(assignment->placements, ChairliftPlacement, i).person);
}

/* Empty places of papers when some people take more. */
static guint64 unplaced_with(const Instance *instance, const guint *capacity)
{
    ChairliftAssignmentProblem problem = instance->problem;
    problem.capacity = capacity;
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftAssignment) assignment = chairlift_assign(&problem, &error);
    g_assert_no_error(error);
    return assignment->unplaced;
}

/* Every way to raise capacities by less than `places` leaves more unplaced than `unplaced`. */
static gboolean no_less_would_do(const Instance *instance, guint *capacity, size_t person,
                                 guint places, guint64 unplaced)
{
    if (places == 0)
        return TRUE;
    if (person == instance->problem.people)
        return unplaced_with(instance, capacity) > unplaced;
    for (guint extra = 0; extra < places; extra++) {
        capacity[person] += extra;
        const gboolean holds =
            no_less_would_do(instance, capacity, person + 1, places - extra, unplaced);
        capacity[person] -= extra;
        if (!holds)
            return FALSE;
    }
    return TRUE;
}

static void check_bottleneck(const Instance *instance, const ChairliftBottleneck *bottleneck)
{
    g_assert_cmpuint(bottleneck->demand - bottleneck->room, ==, bottleneck->missing);
    g_assert_cmpuint(bottleneck->unplaced->len, >, 0);
    guint extra = 0;
    for (guint i = 0; i < bottleneck->repair->len; i++)
        extra += g_array_index(bottleneck->repair, ChairliftExtraRoom, i).extra;
    g_assert_cmpuint(extra, ==, bottleneck->missing - bottleneck->stuck);
    /* Whoever any of the papers may have is in it, or the paper has found the place elsewhere. */
    for (guint i = 0; i < bottleneck->unplaced->len; i++) {
        const guint paper = g_array_index(bottleneck->unplaced, guint, i);
        guint allowed = 0, inside = 0;
        for (size_t person = 0; person < instance->problem.people; person++)
            allowed += instance->pairs[paper * instance->problem.people + person] !=
                       CHAIRLIFT_PAIR_FORBIDDEN;
        for (guint k = 0; k < bottleneck->people->len; k++)
            inside += instance->pairs[paper * instance->problem.people +
                                      g_array_index(bottleneck->people, guint, k)] !=
                      CHAIRLIFT_PAIR_FORBIDDEN;
        g_assert_cmpuint(allowed - inside, <=, instance->demand[paper]);
    }
}

/* People each of whom alone would do can share what is wanted in any way. */
static void check_shared(GRand *random, const Instance *instance, guint64 unplaced,
                         const ChairliftBottleneck *bottleneck)
{
    const guint wanted = bottleneck->missing - bottleneck->stuck;
    if (bottleneck->any_of->len == 0)
        return;
    g_autofree guint *capacity =
        g_memdup2(instance->capacity, instance->problem.people * sizeof(guint));
    for (guint i = 0; i < wanted; i++) {
        const guint pick = (guint)g_rand_int_range(random, 0, (gint32)bottleneck->any_of->len);
        capacity[g_array_index(bottleneck->any_of, guint, pick)]++;
    }
    g_assert_cmpuint(unplaced_with(instance, capacity), ==, unplaced - wanted);
}

static void check_any_of(const Instance *instance, const ChairliftAssignment *assignment,
                         const ChairliftBottleneck *bottleneck, gboolean is_only_one)
{
    const guint wanted = bottleneck->missing - bottleneck->stuck;
    g_assert_nonnull(bottleneck->any_of);
    for (guint person = 0; wanted > 0 && person < instance->problem.people; person++) {
        gboolean claimed = FALSE;
        for (guint i = 0; i < bottleneck->any_of->len; i++)
            claimed |= g_array_index(bottleneck->any_of, guint, i) == person;
        g_autofree guint *capacity =
            g_memdup2(instance->capacity, instance->problem.people * sizeof(guint));
        capacity[person] += wanted;
        gboolean inside = FALSE;
        for (guint i = 0; i < bottleneck->people->len; i++)
            inside |= g_array_index(bottleneck->people, guint, i) == person;
        const gboolean helps = unplaced_with(instance, capacity) == assignment->unplaced - wanted;
        g_assert_true(claimed == (inside && helps));
        /* Elsewhere it could only end another shortage. */
        if (is_only_one)
            g_assert_true(inside || !helps);
    }
}

static void check_uniform(const Instance *instance, const ChairliftExplanation *explanation)
{
    g_autofree guint *capacity = g_new(guint, instance->problem.people);
    g_autofree guint *minimum = g_new0(guint, instance->problem.people);
    ChairliftAssignmentProblem problem = instance->problem;
    problem.minimum = minimum;
    for (guint i = 0; i < explanation->uniform->len; i++) {
        const ChairliftUniformLoad *row =
            &g_array_index(explanation->uniform, ChairliftUniformLoad, i);
        g_assert_cmpuint(row->role, ==, 0);
        for (size_t person = 0; person < problem.people; person++)
            capacity[person] = row->load;
        problem.capacity = capacity;
        g_autoptr(ChairliftAssignment) assignment = chairlift_assign(&problem, NULL);
        /* Contradicts itself when more than that is forced. */
        if (assignment != NULL)
            g_assert_cmpuint(assignment->unplaced, ==, row->unplaced);
    }
}

static void check_idle(const Instance *instance, const ChairliftAssignment *assignment,
                       const ChairliftExplanation *explanation)
{
    guint64 shortfall = 0;
    for (guint i = 0; i < explanation->idle->len; i++) {
        const ChairliftIdleGroup *idle = g_ptr_array_index(explanation->idle, i);
        g_assert_cmpuint(idle->shortfall, >, 0);
        shortfall += idle->shortfall;
        /* No more papers than said can reach them: nobody else's minimum or room matters. */
        guint64 reachable = 0;
        for (size_t paper = 0; paper < instance->problem.papers; paper++) {
            guint open = 0, elsewhere = 0;
            for (size_t person = 0; person < instance->problem.people; person++) {
                const guint8 pair = instance->pairs[paper * instance->problem.people + person];
                gboolean inside = FALSE;
                for (guint k = 0; k < idle->people->len; k++)
                    inside |= g_array_index(idle->people, guint, k) == person;
                open += inside && pair != CHAIRLIFT_PAIR_FORBIDDEN;
                elsewhere += !inside && pair == CHAIRLIFT_PAIR_FORCED;
            }
            reachable += MIN(open, instance->demand[paper] - elsewhere);
        }
        g_assert_cmpuint(idle->available, ==, reachable);
    }
    g_assert_cmpuint(shortfall, ==, assignment->unfulfilled);
}

static void test_explanations(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(23);
    guint explained = 0, idle = 0;
    for (int round = 0; round < 400; round++) {
        const size_t papers = (size_t)g_rand_int_range(random, 1, 7);
        const size_t people = (size_t)g_rand_int_range(random, 1, 5);
        g_autoptr(Instance) instance = draw_instance(random, papers, people, 2, 3, 4);
        g_autoptr(ChairliftAssignment) assignment = assign(instance);
        g_autoptr(GError) error = NULL;
        g_autoptr(ChairliftExplanation) explanation =
            chairlift_assignment_explain(&instance->problem, assignment, &error);
        g_assert_no_error(error);
        check_idle(instance, assignment, explanation);
        idle += explanation->idle->len > 0;
        g_assert_true((explanation->bottlenecks->len > 0) == (assignment->unplaced > 0));
        if (assignment->unplaced == 0)
            continue;
        explained++;
        g_autofree guint *capacity = g_memdup2(instance->capacity, people * sizeof(guint));
        guint64 missing = 0, stuck = 0;
        for (guint i = 0; i < explanation->bottlenecks->len; i++) {
            const ChairliftBottleneck *bottleneck = g_ptr_array_index(explanation->bottlenecks, i);
            check_bottleneck(instance, bottleneck);
            check_any_of(instance, assignment, bottleneck, explanation->bottlenecks->len == 1);
            check_shared(random, instance, assignment->unplaced, bottleneck);
            missing += bottleneck->missing;
            stuck += bottleneck->stuck;
            for (guint k = 0; k < bottleneck->repair->len; k++) {
                const ChairliftExtraRoom *room =
                    &g_array_index(bottleneck->repair, ChairliftExtraRoom, k);
                capacity[room->person] += room->extra;
            }
        }
        g_assert_cmpuint(missing, ==, assignment->unplaced);
        g_assert_cmpuint(unplaced_with(instance, capacity), ==, stuck);
        memcpy(capacity, instance->capacity, people * sizeof(guint));
        if (missing - stuck < 5)
            g_assert_true(no_less_would_do(instance, capacity, 0, (guint)(missing - stuck), stuck));
        check_uniform(instance, explanation);
    }
    g_assert_cmpuint(explained, >, 100);
    g_assert_cmpuint(idle, >, 20);
}

/* What an assignment takes that is not allowed: people beyond the first of a group with a paper,
 * and papers beyond capacities. */
typedef struct Leave {
    guint lifts, extra;
    guint64 shortage;
    gboolean is_listed; /* all of it is among what the explanation lists */
} Leave;

static void count_lifts_of_paper(const Instance *instance, guint32 chosen, guint paper,
                                 const ChairliftExceptions *exceptions, Leave *leave)
{
    for (guint group = 0; group < instance->problem.groups_length; group++) {
        guint present = 0, listed = 0;
        for (size_t i = 0; i < instance->groups[group].length; i++)
            present +=
                (chosen >> (paper * instance->problem.people + instance->groups[group].people[i])) &
                1;
        for (guint i = 0; i < exceptions->lifts->len; i++) {
            const ChairliftLift *lift = &g_array_index(exceptions->lifts, ChairliftLift, i);
            listed += lift->paper == paper && lift->group == group;
        }
        const guint lifts = present > 1 ? present - 1 : 0;
        leave->lifts += lifts;
        leave->is_listed &= lifts <= listed;
    }
}

/* FALSE when it breaks what no leave is for. */
static gboolean judge_leave(const Instance *instance, guint32 chosen,
                            const ChairliftExceptions *exceptions, Leave *leave)
{
    const ChairliftAssignmentProblem *problem = &instance->problem;
    guint load[8] = {0};
    *leave = (Leave){.is_listed = TRUE};
    for (guint paper = 0; paper < problem->papers; paper++) {
        guint placed[ROLES] = {0};
        for (size_t person = 0; person < problem->people; person++) {
            const size_t pair = paper * problem->people + person;
            if (!((chosen >> pair) & 1))
                continue;
            if (instance->pairs[pair] == CHAIRLIFT_PAIR_FORBIDDEN)
                return FALSE;
            placed[instance->role[person]]++;
            load[person]++;
        }
        for (size_t role = 0; role < problem->roles; role++) {
            const guint demand = instance->demand[role * problem->papers + paper];
            if (placed[role] > demand)
                return FALSE;
            leave->shortage += demand - placed[role];
        }
        count_lifts_of_paper(instance, chosen, paper, exceptions, leave);
    }
    for (guint person = 0; person < problem->people; person++) {
        guint listed = 0;
        for (guint i = 0; i < exceptions->repair->len; i++) {
            const ChairliftExtraRoom *room =
                &g_array_index(exceptions->repair, ChairliftExtraRoom, i);
            listed += room->person == person ? room->extra : 0;
        }
        const guint capacity = instance->capacity[person];
        const guint extra = load[person] > capacity ? load[person] - capacity : 0;
        leave->extra += extra;
        leave->is_listed &= extra <= listed;
        if (load[person] < instance->minimum[person])
            leave->shortage += instance->minimum[person] - load[person];
    }
    return TRUE;
}

static void check_exceptions(const Instance *instance, const ChairliftExceptions *exceptions,
                             guint64 shortage)
{
    const size_t pairs = instance->problem.papers * instance->problem.people;
    guint64 without = G_MAXUINT64, stuck = G_MAXUINT64, listed_lifts = G_MAXUINT64,
            listed_repair = G_MAXUINT64;
    guint lifts = G_MAXUINT, extra = G_MAXUINT;
    for (guint32 chosen = 0; chosen < (1u << pairs); chosen++) {
        Leave leave;
        if (!judge_leave(instance, chosen, exceptions, &leave))
            continue;
        if (leave.extra == 0 && leave.shortage <= without) {
            lifts = leave.shortage < without ? leave.lifts : MIN(lifts, leave.lifts);
            without = leave.shortage;
        }
        if (leave.lifts == 0 && leave.shortage <= stuck) {
            extra = leave.shortage < stuck ? leave.extra : MIN(extra, leave.extra);
            stuck = leave.shortage;
        }
        if (leave.extra == 0 && leave.is_listed)
            listed_lifts = MIN(listed_lifts, leave.shortage);
        if (leave.lifts == 0 && leave.is_listed)
            listed_repair = MIN(listed_repair, leave.shortage);
    }
    g_assert_true(exceptions->certified);
    g_assert_cmpuint(exceptions->apart, ==, shortage - without);
    g_assert_cmpuint(exceptions->lifts->len, ==, lifts);
    g_assert_cmpuint(listed_lifts, ==, without);
    g_assert_cmpuint(exceptions->stuck + exceptions->idle, ==, stuck);
    g_assert_cmpuint(listed_repair, ==, stuck);
    guint repair = 0;
    for (guint i = 0; i < exceptions->repair->len; i++)
        repair += g_array_index(exceptions->repair, ChairliftExtraRoom, i).extra;
    g_assert_cmpuint(repair, ==, extra);
}

/* With two roles and groups: exceptions and extra places against exhaustive search. */
static void test_exceptions(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(31);
    guint apart = 0, stuck = 0, idle = 0;
    for (int round = 0; round < 500; round++) {
        const size_t papers = (size_t)g_rand_int_range(random, 1, 4);
        const size_t people = (size_t)g_rand_int_range(random, 2, papers == 3 ? 5 : 7);
        g_autoptr(Instance) instance = draw_instance(random, papers, people, 0, 3, 4);
        for (size_t pair = 0; pair < papers * people; pair++) {
            if (instance->pairs[pair] == CHAIRLIFT_PAIR_FORCED)
                instance->pairs[pair] = CHAIRLIFT_PAIR_ALLOWED;
        }
        if (round % 4 > 0)
            memset(instance->minimum, 0, people * sizeof(guint));
        add_roles_and_groups(random, instance, 1 + (size_t)round % 2, 2, round % 3 == 0);
        g_autoptr(ChairliftAssignment) assignment = assign(instance);
        const guint64 shortage = assignment->unplaced + assignment->unfulfilled;
        g_autoptr(GError) error = NULL;
        g_autoptr(ChairliftExplanation) explanation =
            chairlift_assignment_explain(&instance->problem, assignment, &error);
        g_assert_no_error(error);
        check_exceptions(instance, explanation->exceptions, shortage);
        apart += explanation->exceptions->apart > 0;
        stuck += explanation->exceptions->stuck > 0;
        idle += explanation->exceptions->idle > 0;
    }
    g_test_message("%u of 500 short because of groups, %u beyond capacity's help", apart, stuck);
    g_assert_cmpuint(apart, >, 25);
    g_assert_cmpuint(stuck, >, 50);
    g_assert_cmpuint(idle, >, 5);
}

static void expect_error(const Instance *instance, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(chairlift_assign(&instance->problem, &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(error->message, ==, message);
}

static void test_contradictions(void)
{
    g_autoptr(Instance) instance = new_instance(2, 2);
    instance->demand[0] = instance->demand[1] = 1;
    instance->capacity[0] = instance->capacity[1] = 1;
    instance->minimum[1] = 2;
    expect_error(instance, "person001 is to have at least 2 papers, but takes 1");
    instance->minimum[1] = 0;
    instance->pairs[0] = instance->pairs[2] = CHAIRLIFT_PAIR_FORCED;
    expect_error(instance, "person000 is given 2 papers beforehand, but takes 1");
    instance->pairs[2] = CHAIRLIFT_PAIR_ALLOWED;
    instance->pairs[1] = CHAIRLIFT_PAIR_FORCED;
    expect_error(instance, "paper paper000 is given to 2 people beforehand, but wants 1");
    instance->pairs[1] = CHAIRLIFT_PAIR_ALLOWED;
    instance->affinity[3] = NAN;
    expect_error(instance, "the affinity of paper paper001 and person001 is nan, not within -1 "
                           "and 1");
    instance->affinity[3] = 0;
    strcpy(instance->person_ids[1], "person000");
    expect_error(instance, "there are two people \"person000\"");
}

static void test_nothing(void)
{
    g_autoptr(Instance) no_papers = new_instance(0, 2);
    g_autoptr(ChairliftAssignment) first = assign(no_papers);
    g_assert_cmpuint(first->placements->len, ==, 0);
    g_autoptr(Instance) no_people = new_instance(2, 0);
    no_people->demand[0] = 1;
    g_autoptr(ChairliftAssignment) second = assign(no_people);
    g_assert_cmpuint(second->unplaced, ==, 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftExplanation) explanation =
        chairlift_assignment_explain(&no_people->problem, second, &error);
    g_assert_no_error(error);
    const ChairliftBottleneck *bottleneck = g_ptr_array_index(explanation->bottlenecks, 0);
    g_assert_cmpuint(bottleneck->stuck, ==, 1);
    g_assert_cmpuint(bottleneck->people->len, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/route/exhaustive/total", GINT_TO_POINTER(CHAIRLIFT_OBJECTIVE_TOTAL),
                         test_exhaustive);
    g_test_add_data_func("/route/exhaustive/worst-off",
                         GINT_TO_POINTER(CHAIRLIFT_OBJECTIVE_WORST_OFF), test_exhaustive);
    g_test_add_func("/route/exhaustive/balanced", test_balanced);
    g_test_add_data_func("/route/groups/total", GINT_TO_POINTER(CHAIRLIFT_OBJECTIVE_TOTAL),
                         test_groups);
    g_test_add_data_func("/route/groups/worst-off", GINT_TO_POINTER(CHAIRLIFT_OBJECTIVE_WORST_OFF),
                         test_groups);
    g_test_add_data_func("/route/glpk/one-role", GINT_TO_POINTER(FALSE), test_against_glpk);
    g_test_add_data_func("/route/glpk/roles-and-groups", GINT_TO_POINTER(TRUE), test_against_glpk);
    g_test_add_func("/route/order-of-input", test_order_of_input);
    g_test_add_func("/route/ties", test_ties);
    g_test_add_func("/route/explanations", test_explanations);
    g_test_add_func("/route/exceptions", test_exceptions);
    g_test_add_func("/route/contradictions", test_contradictions);
    g_test_add_func("/route/nothing", test_nothing);
    return g_test_run();
}
