/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time and memory of the assignment as papers and people grow.
 *
 * Random instances with the structure of a workshop: 15 topics of unequal popularity, papers that
 * spread over a few of them, people who declare one to four, so that many people are worth the same
 * to every paper; room for 20 % more papers than there are; 1 % conflicts.
 *
 * usage: bench_route [PAPERS PEOPLE]...
 */
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "chairlift/route.h"

enum { TOPICS = 15 };

typedef struct Instance {
    size_t papers, people;
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

static void draw_paper(GRand *random, double *share)
{
    double sum = 0;
    for (int topic = 0; topic < TOPICS; topic++) {
        share[topic] = pow(g_rand_double(random), 6) * (1.5 - topic / (double)TOPICS);
        sum += share[topic];
    }
    for (int topic = 0; topic < TOPICS; topic++)
        share[topic] /= sum;
}

static void draw_instance(Instance *instance, size_t papers, size_t people, guint32 seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    *instance = (Instance){.papers = papers, .people = people};
    instance->paper_ids = number_ids("p", papers);
    instance->person_ids = number_ids("~c", people);
    instance->affinity = g_new(float, papers *people);
    instance->pairs = g_new0(guint8, papers * people);
    instance->capacity = g_new(guint, people);
    g_autofree gboolean *declared = g_new0(gboolean, people * TOPICS);
    for (size_t person = 0; person < people; person++) {
        instance->capacity[person] = (guint)ceil(1.2 * (double)papers / (double)people);
        const int topics = g_rand_int_range(random, 1, 5);
        for (int i = 0; i < topics; i++)
            declared[person * TOPICS +
                     (size_t)(TOPICS * g_rand_double(random) * g_rand_double(random))] = TRUE;
    }
    for (size_t paper = 0; paper < papers; paper++) {
        double share[TOPICS];
        draw_paper(random, share);
        for (size_t person = 0; person < people; person++) {
            double affinity = 0;
            for (int topic = 0; topic < TOPICS; topic++)
                affinity += declared[person * TOPICS + (size_t)topic] ? share[topic] : 0;
            instance->affinity[paper * people + person] = (float)MIN(affinity, 1.0);
            if (g_rand_double(random) < 0.01)
                instance->pairs[paper * people + person] = CHAIRLIFT_PAIR_FORBIDDEN;
        }
    }
}

static void clear_instance(Instance *instance)
{
    g_strfreev(instance->paper_ids);
    g_strfreev(instance->person_ids);
    g_free(instance->affinity);
    g_free(instance->pairs);
    g_free(instance->capacity);
}

static double peak_mebibytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static gboolean measure(size_t papers, size_t people)
{
    Instance instance;
    draw_instance(&instance, papers, people, 7);
    const ChairliftAssignmentProblem problem = {
        .papers = papers,
        .people = people,
        .paper_ids = (const char *const *)instance.paper_ids,
        .person_ids = (const char *const *)instance.person_ids,
        .affinity = instance.affinity,
        .pairs = instance.pairs,
        .capacity = instance.capacity,
    };
    g_autoptr(GError) error = NULL;
    const gint64 start = g_get_monotonic_time();
    g_autoptr(ChairliftAssignment) assignment = chairlift_assign(&problem, &error);
    const double seconds = (double)(g_get_monotonic_time() - start) / 1e6;
    if (assignment == NULL)
        fprintf(stderr, "bench_route: %s\n", error->message);
    else
        printf("%8zu %8zu %10.3f %10.1f %14.6f %14.6f %s\n", papers, people, seconds,
               peak_mebibytes(), assignment->total, assignment->bound,
               assignment->certified ? "certified" : "NOT CERTIFIED");
    fflush(stdout);
    clear_instance(&instance);
    return assignment != NULL && assignment->certified;
}

int main(int argc, char **argv)
{
    static const size_t SIZES[][2] = {{100, 8},    {300, 15},    {1000, 40},
                                      {3000, 150}, {10000, 500}, {30000, 1500}};
    gboolean good = TRUE;
    printf("%8s %8s %10s %10s %14s %14s\n", "papers", "people", "seconds", "peak MiB", "affinity",
           "bound");
    if (argc > 2) {
        for (int i = 1; i + 1 < argc; i += 2)
            good &= measure(strtoul(argv[i], NULL, 10), strtoul(argv[i + 1], NULL, 10));
    } else {
        for (size_t i = 0; i < G_N_ELEMENTS(SIZES); i++)
            good &= measure(SIZES[i][0], SIZES[i][1]);
    }
    return good ? 0 : 1;
}
