/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time and memory of the assignment as papers and people grow.
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
 * Seconds are of the clock and of the processor: on a busy machine they differ. Without arguments
 * it also draws the growth: build/bench/route.html.
 *
 * usage: bench_route [PAPERS CHAIRS]...
 *        bench_route --program FILE PAPERS CHAIRS
 *
 * The second measures `chairs` alone, and writes it as a linear program for others to solve
 * (bench_route_lp), in the format that CPLEX brought up; its costs are affinities in millionths,
 * negative.
 */
#include "report/html.h"
#include "report/plot.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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

static double peak_mebibytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* Seconds of the processor, or a negative number when the optimum is not certified, or the linear
 * program cannot be written to the file `program`, when that is not NULL. */
static double measure(Kind kind, size_t papers, size_t chairs, const char *program)
{
    Instance instance;
    draw_instance(&instance, kind, papers, chairs, 7);
    const gboolean is_written = program == NULL || write_program(&instance, program);
    const ChairliftAssignmentProblem problem = {
        .papers = papers,
        .people = instance.people,
        .roles = kind == REVIEWERS ? 2 : 1,
        .role = instance.role,
        .groups = instance.groups,
        .groups_length = instance.groups_length,
        .paper_ids = (const char *const *)instance.paper_ids,
        .person_ids = (const char *const *)instance.person_ids,
        .affinity = instance.affinity,
        .pairs = instance.pairs,
        .demand = instance.demand,
        .capacity = instance.capacity,
    };
    g_autoptr(GError) error = NULL;
    const gint64 start = g_get_monotonic_time();
    const clock_t clock_start = clock();
    g_autoptr(ChairliftAssignment) assignment = chairlift_assign(&problem, &error);
    const double processor = (double)(clock() - clock_start) / CLOCKS_PER_SEC;
    const double seconds = (double)(g_get_monotonic_time() - start) / 1e6;
    if (assignment == NULL)
        fprintf(stderr, "bench_route: %s\n", error->message);
    else
        printf("%-10s %7zu %7zu %9.4f %9.4f %9.1f %14.6f %14.6f %s\n", KIND_NAMES[kind], papers,
               instance.people, seconds, processor, peak_mebibytes(), assignment->total,
               assignment->bound, assignment->certified ? "certified" : "NOT CERTIFIED");
    fflush(stdout);
    clear_instance(&instance);
    return is_written && assignment != NULL && assignment->certified ? processor : -1;
}

/* Measures a kind at sizes[length] and adds its line to the plot. */
static gboolean grow(const ChairliftPlot *plot, Kind kind, const size_t (*sizes)[2], guint length)
{
    g_autofree double *papers = g_new0(double, length);
    g_autofree double *seconds = g_new0(double, length);
    gboolean good = TRUE;
    for (guint i = 0; i < length; i++) {
        papers[i] = (double)sizes[i][0];
        seconds[i] = measure(kind, sizes[i][0], sizes[i][1], NULL);
        good &= seconds[i] >= 0;
    }
    chairlift_plot_line(plot, kind + 1, papers, seconds, length);
    chairlift_plot_points(plot, kind + 1, papers, seconds, NULL, length);
    return good;
}

static gboolean draw_growth(void)
{
    static const size_t SIZES[][2] = {{100, 8},    {300, 15},    {1000, 40},
                                      {3000, 150}, {10000, 500}, {30000, 1500}};
    static const guint LENGTHS[KINDS] = {6, 5, 4};
    g_autoptr(GString) page = g_string_new(NULL);
    chairlift_html_begin(page, "Time of the assignment", NULL);
    const ChairliftAxis x = {"papers", 100, 30000, TRUE};
    const ChairliftAxis y = {"seconds of the processor", 0.001, 200, TRUE};
    const ChairliftPlot plot = chairlift_plot_begin(page, "Growth of the time", x, y);
    gboolean good = TRUE;
    for (Kind kind = 0; kind < KINDS; kind++)
        good &= grow(&plot, kind, SIZES, LENGTHS[kind]);
    chairlift_plot_end(
        &plot, KIND_NAMES, KINDS,
        "One chair for each paper; the same with most papers off the theme; a chair "
        "and three reviewers for each, institutions apart. 12 to 25 papers a chair.");
    chairlift_html_end(page);
    g_mkdir_with_parents("build/bench", 0777);
    return good && g_file_set_contents("build/bench/route.html", page->str, -1, NULL);
}

int main(int argc, char **argv)
{
    gboolean good = TRUE;
    printf("%-10s %7s %7s %9s %9s %9s %14s %14s\n", "kind", "papers", "people", "clock s", "cpu s",
           "peak MiB", "affinity", "bound");
    if (argc == 5 && strcmp(argv[1], "--program") == 0)
        return measure(CHAIRS, strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10), argv[2]) >= 0
                   ? 0
                   : 1;
    if (argc <= 2)
        return draw_growth() ? 0 : 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        for (Kind kind = 0; kind < KINDS; kind++)
            good &= measure(kind, strtoul(argv[i], NULL, 10), strtoul(argv[i + 1], NULL, 10),
                            NULL) >= 0;
    }
    return good ? 0 : 1;
}
