/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a workshop, assigns it, and prints the seconds of the processor that the assignment took,
 * MiB at most, and the total affinity.
 *
 * Random instances with the structure of a workshop: 15 topics of unequal popularity, papers that
 * spread over a few of them, people who declare one to four, so that many people are worth the same
 * to every paper; room for 20 % more papers than there are; 1 % conflicts. Of three kinds:
 *
 *   chairs      one chair for each paper
 *   off-theme   the same, but nine papers in ten belong to no topic to speak of
 *   reviewers   a chair and three reviewers for each paper, eight times as many of these as chairs,
 *               in institutions of ten, of which no two may be with one paper
 *
 * usage: assign_drawn KIND PAPERS CHAIRS
 *        assign_drawn --program FILE PAPERS CHAIRS
 *
 * The second writes `chairs` as a linear program for others to solve, in the format that CPLEX
 * brought up; its costs are affinities in millionths, negative. Exit status 1 when the optimum is
 * not certified. bench_route runs it.
 */
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "chairlift/route.h"

enum { TOPICS = 15, INSTITUTION = 10, REVIEWERS_EACH = 3, REVIEWERS_PER_CHAIR = 8 };

typedef enum Kind { CHAIRS, OFF_THEME, REVIEWERS, KINDS } Kind;

static const char *const KIND_NAMES[KINDS] = {"chairs", "off-theme", "reviewers"};

typedef struct Instance {
    size_t papers, people;
    guint8 *role;
    guint *demand;
    guint *members;
    ChairliftGroup *groups;
    size_t groups_length;
    char **paper_ids, **person_ids;
    float *affinity;
    guint8 *pairs;
    guint *capacity;
} Instance;

static char **number_ids(const char *prefix, size_t length)
{
    char **ids = g_new0(char *, length + 1);
    for (size_t i = 0; i < length; i++)
        ids[i] = g_strdup_printf("%s%06zu", prefix, i);
    return ids;
}

static void draw_paper(GRand *random, Kind kind, double *share)
{
    double sum = 0;
    const gboolean is_off = kind == OFF_THEME && g_rand_double(random) < 0.9;
    const double weight = is_off ? 0.1 * pow(g_rand_double(random), 3) : 1;
    for (int topic = 0; topic < TOPICS; topic++) {
        share[topic] = pow(g_rand_double(random), 6) * (1.5 - topic / (double)TOPICS);
        sum += share[topic];
    }
    for (int topic = 0; topic < TOPICS; topic++)
        share[topic] *= weight / sum;
}

/* Chairs first; everybody else reviews. */
static void draw_roles(Instance *instance, size_t chairs)
{
    const size_t papers = instance->papers, people = instance->people;
    instance->role = g_new0(guint8, people);
    instance->demand = g_new(guint, 2 * papers);
    for (size_t paper = 0; paper < papers; paper++) {
        instance->demand[paper] = 1;
        instance->demand[papers + paper] = REVIEWERS_EACH;
    }
    for (size_t person = 0; person < people; person++) {
        const size_t of_role = person < chairs ? chairs : people - chairs;
        const double places = (double)papers * (person < chairs ? 1 : REVIEWERS_EACH);
        instance->role[person] = person >= chairs;
        instance->capacity[person] = (guint)ceil(1.2 * places / (double)of_role);
    }
    if (people == chairs)
        return;
    instance->groups_length = (people + INSTITUTION - 1) / INSTITUTION;
    instance->groups = g_new(ChairliftGroup, instance->groups_length);
    instance->members = g_new(guint, people);
    size_t next = 0;
    for (size_t group = 0; group < instance->groups_length; group++) {
        const size_t first = next;
        for (size_t person = group; person < people; person += instance->groups_length)
            instance->members[next++] = (guint)person;
        instance->groups[group] =
            (ChairliftGroup){"institution", instance->members + first, next - first, FALSE};
    }
}

static void draw_instance(Instance *instance, Kind kind, size_t papers, size_t chairs, guint32 seed)
{
    const size_t people = kind == REVIEWERS ? chairs * (1 + REVIEWERS_PER_CHAIR) : chairs;
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    *instance = (Instance){.papers = papers, .people = people};
    instance->paper_ids = number_ids("p", papers);
    instance->person_ids = number_ids("~c", people);
    instance->affinity = g_new(float, papers *people);
    instance->pairs = g_new0(guint8, papers * people);
    instance->capacity = g_new(guint, people);
    g_autofree gboolean *declared = g_new0(gboolean, people * TOPICS);
    for (size_t person = 0; person < people; person++) {
        const int topics = g_rand_int_range(random, 1, 5);
        for (int i = 0; i < topics; i++)
            declared[person * TOPICS +
                     (size_t)(TOPICS * g_rand_double(random) * g_rand_double(random))] = TRUE;
    }
    for (size_t paper = 0; paper < papers; paper++) {
        double share[TOPICS];
        draw_paper(random, kind, share);
        for (size_t person = 0; person < people; person++) {
            double affinity = 0;
            for (int topic = 0; topic < TOPICS; topic++)
                affinity += declared[person * TOPICS + (size_t)topic] ? share[topic] : 0;
            instance->affinity[paper * people + person] = (float)MIN(affinity, 1.0);
            if (g_rand_double(random) < 0.01)
                instance->pairs[paper * people + person] = CHAIRLIFT_PAIR_FORBIDDEN;
        }
    }
    draw_roles(instance, chairs);
}

static void clear_instance(Instance *instance)
{
    g_strfreev(instance->paper_ids);
    g_strfreev(instance->person_ids);
    g_free(instance->affinity);
    g_free(instance->pairs);
    g_free(instance->capacity);
    g_free(instance->role);
    g_free(instance->demand);
    g_free(instance->members);
    g_free(instance->groups);
}

/* For each paper one person, and nobody beyond capacity, at the least cost. */
static gboolean write_program(const Instance *instance, const char *path)
{
    const size_t papers = instance->papers, people = instance->people;
    g_autoptr(GString) costs = g_string_new("Minimize\n cost:");
    g_autoptr(GString) rows = g_string_new("\nSubject To\n");
    for (size_t paper = 0; paper < papers; paper++) {
        g_string_append_printf(rows, " paper%zu:", paper);
        for (size_t person = 0; person < people; person++) {
            const size_t pair = paper * people + person;
            if (instance->pairs[pair] == CHAIRLIFT_PAIR_FORBIDDEN)
                continue;
            g_string_append_printf(costs, "\n - %ld x%zu",
                                   lrint(1e6 * (double)instance->affinity[pair]), pair);
            g_string_append_printf(rows, "\n + x%zu", pair);
        }
        g_string_append(rows, " = 1\n");
    }
    for (size_t person = 0; person < people; person++) {
        g_string_append_printf(rows, " person%zu:", person);
        for (size_t pair = person; pair < papers * people; pair += people) {
            if (instance->pairs[pair] != CHAIRLIFT_PAIR_FORBIDDEN)
                g_string_append_printf(rows, "\n + x%zu", pair);
        }
        g_string_append_printf(rows, " <= %u\n", instance->capacity[person]);
    }
    g_string_append_printf(costs, "%sEnd\n", rows->str);
    return g_file_set_contents(path, costs->str, (gssize)costs->len, NULL);
}

/* Of this process: what getrusage says would count the memory of the one that started it, too. */
static double peak_mebibytes(void)
{
    g_autofree char *status = NULL;
    g_file_get_contents("/proc/self/status", &status, NULL, NULL);
    const char *peak = status != NULL ? strstr(status, "VmHWM:") : NULL;
    return peak != NULL ? g_ascii_strtod(peak + strlen("VmHWM:"), NULL) / 1024 : 0;
}

/* FALSE when the optimum is not certified. */
static gboolean measure(const Instance *instance, guint roles)
{
    const ChairliftAssignmentProblem problem = {
        .papers = instance->papers,
        .people = instance->people,
        .roles = roles,
        .role = instance->role,
        .groups = instance->groups,
        .groups_length = instance->groups_length,
        .paper_ids = (const char *const *)instance->paper_ids,
        .person_ids = (const char *const *)instance->person_ids,
        .affinity = instance->affinity,
        .pairs = instance->pairs,
        .demand = instance->demand,
        .capacity = instance->capacity,
    };
    g_autoptr(GError) error = NULL;
    const clock_t start = clock();
    g_autoptr(ChairliftAssignment) assignment = chairlift_assign(&problem, &error);
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (assignment == NULL || !assignment->certified) {
        fprintf(stderr, "assign_drawn: %s\n",
                error != NULL ? error->message : "the optimum is not certified");
        return FALSE;
    }
    printf("%.6f %.1f %.6f\n", seconds, peak_mebibytes(), assignment->total);
    return TRUE;
}

int main(int argc, char **argv)
{
    const gboolean is_program = argc == 5 && strcmp(argv[1], "--program") == 0;
    Kind kind = CHAIRS;
    while (!is_program && argc == 4 && kind < KINDS && strcmp(argv[1], KIND_NAMES[kind]) != 0)
        kind++;
    if ((!is_program && argc != 4) || kind == KINDS) {
        fprintf(stderr, "usage: assign_drawn KIND|--program FILE PAPERS CHAIRS\n");
        return 2;
    }
    Instance instance;
    draw_instance(&instance, kind, strtoul(argv[argc - 2], NULL, 10),
                  strtoul(argv[argc - 1], NULL, 10), 7);
    const gboolean good = is_program ? write_program(&instance, argv[2])
                                     : measure(&instance, kind == REVIEWERS ? 2 : 1);
    clear_instance(&instance);
    return good ? 0 : 1;
}
