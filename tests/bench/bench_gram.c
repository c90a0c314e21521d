/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From how many papers on coordinate descent, from vectors, is the better solver than libsvm, from
 * a Gram matrix: what CHAIRLIFT_MOST_IN_GRAM (src/learn/parameters.h) says.
 *
 * Papers of the corpus, drawn evenly from the labelled ones and from the background, are learnt by
 * both as training does it: the theme and all topics of one call, with a model for each fold and
 * one of all papers, on one thread; the Gram matrix is part of libsvm's share. Each training has a
 * process of its own, and they take turns. A ratio is of the two processes of one round: processor
 * time and peak memory of libsvm's by the descent's; median [least, greatest]. The vocabulary and
 * the corpus, about the same for both, are part of the memory. "agree" is the part of margins, of
 * papers left out, of which both have the same sign.
 *
 * usage: bench_gram [PAPERS]...
 * Exit status 1 when they agree on less than 99 %, or the corpus has fewer papers.
 */
#include "learn/gram.h"
#include "learn/target.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chairlift/learn.h"
#include "chairlift/venue.h"

#define CALL "corpus/venues/mechinterp-neurips-2025.venue"

enum { ROUNDS = 6, MODELS = CHAIRLIFT_FOLDS + 1 };
static const double LEAST_AGREEMENT = 0.99;

typedef enum Solver { LIBSVM, DESCENT, SOLVERS } Solver;

typedef struct Cost {
    double seconds[ROUNDS], mebibytes[ROUNDS];
} Cost;

static gboolean is_of_model(const ChairliftTrainingSet *set, guint model, gsize paper,
                            gpointer user_data)
{
    (void)user_data;
    return set->fold[paper] != model;
}

/* `wanted` of the papers, as far from each other as they can be. */
static GPtrArray *draw(const GPtrArray *papers, gsize wanted)
{
    GPtrArray *drawn = g_ptr_array_new();
    for (gsize i = 0; i < wanted; i++)
        g_ptr_array_add(drawn, g_ptr_array_index(papers, i * papers->len / wanted));
    return drawn;
}

/* The corpus' terms as a corpus of these papers alone has them: counted anew, the rare ones left
 * out of the vocabulary. */
static GArray *count_terms(const ChairliftCorpus *corpus, const GPtrArray *papers)
{
    GArray *terms = g_array_copy(corpus->terms);
    ChairliftCorpusTerm *term = (ChairliftCorpusTerm *)(void *)terms->data;
    g_autofree guint32 *last = g_new0(guint32, terms->len + 1); /* paper that had it, from 1 */
    for (guint i = 0; i < terms->len; i++)
        term[i].labelled = 0;
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftCorpusPaper *paper = g_ptr_array_index(papers, i);
        for (int field = 0; field < CHAIRLIFT_FIELDS; field++) {
            for (gsize k = 0; k < paper->length[field]; k++) {
                const guint32 met = paper->counts[field][k].feature;
                term[met].labelled += last[met] != i + 1;
                last[met] = i + 1;
            }
        }
    }
    for (guint i = 0; i < terms->len; i++) {
        if (term[i].labelled < CHAIRLIFT_CORPUS_LEAST_PAPERS)
            term[i].labelled = 0;
    }
    return terms;
}

/* margins: [targets][MODELS * set->labelled]. */
static void train(ChairliftTrainingSet *set, const ChairliftVenue *venue, Solver solver,
                  double *margins)
{
    ChairliftRun run = chairlift_run_new(&(ChairliftTrainOptions){.threads = 1});
    g_clear_pointer(&set->gram, g_free);
    if (solver == LIBSVM)
        set->gram = chairlift_gram_new(set->vectors, set->papers,
                                       chairlift_vocabulary_size(set->vocabulary), &run, 0, NULL);
    g_autoptr(GPtrArray) truths = g_ptr_array_new();
    g_autoptr(ChairliftTruth) truth = chairlift_truth_new(set, venue);
    g_ptr_array_add(truths, truth);
    ChairliftTargets *targets = chairlift_targets_new(set, truths);
    chairlift_targets_train(targets, set, MODELS, is_of_model, NULL, &run, 1, NULL);
    const gsize each = MODELS * set->labelled;
    for (guint i = 0; i < targets->all->len * each; i++) {
        const ChairliftTarget *target = g_ptr_array_index(targets->all, i / each);
        margins[i] = target->margin[i % each];
    }
    chairlift_targets_free(targets);
}

/* Trains in a process of its own; FALSE when that fails. */
static gboolean measure(ChairliftTrainingSet *set, const ChairliftVenue *venue, Solver solver,
                        double *margins, double *seconds, double *mebibytes)
{
    int status;
    struct rusage usage;
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        train(set, venue, solver, margins);
        _exit(0);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
        return FALSE;
    *seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    *mebibytes = (double)usage.ru_maxrss / 1024;
    return TRUE;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Sorts the values. */
static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return (values[(ROUNDS - 1) / 2] + values[ROUNDS / 2]) / 2;
}

/* The median, least and greatest of how many times as much `theirs` is as `ours`; to be freed. */
static char *ratio(const double *theirs, const double *ours)
{
    double ratios[ROUNDS];
    for (int round = 0; round < ROUNDS; round++)
        ratios[round] = theirs[round] / ours[round];
    const double middle = median(ratios);
    return g_strdup_printf("%.2f [%.2f, %.2f]", middle, ratios[0], ratios[ROUNDS - 1]);
}

/* For the page (page.c). */
static void record(gsize papers, const char *solver, const Cost *cost)
{
    const char *path = g_getenv("BENCH_RESULTS");
    FILE *out = path != NULL ? fopen(path, "a") : NULL;
    if (out == NULL)
        return;
    Cost sorted = *cost;
    const double seconds = median(sorted.seconds), mebibytes = median(sorted.mebibytes);
    const double least = sorted.seconds[0], greatest = sorted.seconds[ROUNDS - 1];
    fprintf(
        out,
        "{\"growth\": \"Training one call, by papers\", \"what\": \"papers\", "
        "\"work\": \"libsvm from a Gram matrix, or coordinate descent from vectors; one thread\", "
        "\"series\": \"%s\", \"number\": %zu, \"seconds\": [%f, %f, %f], "
        "\"cost\": \"%.3f [%.3f, %.3f]\", \"each\": \"%.1f\", "
        "\"mebibytes\": %f, \"memory\": \"%.0f MiB\"}\n",
        solver, papers, seconds, least, greatest, seconds, least, greatest,
        1e6 * seconds / (double)papers, mebibytes, mebibytes);
    fclose(out);
}

static double agreement(const double *one, const double *other, gsize length)
{
    gsize same = 0, judged = 0;
    for (gsize i = 0; i < length; i++) {
        judged += !isnan(one[i]);
        same += !isnan(one[i]) && (one[i] > 0) == (other[i] > 0);
    }
    return (double)same / (double)MAX(judged, 1);
}

static void print_row(gsize papers, Cost *costs, double agreed)
{
    g_autofree char *seconds = ratio(costs[LIBSVM].seconds, costs[DESCENT].seconds);
    g_autofree char *memory = ratio(costs[LIBSVM].mebibytes, costs[DESCENT].mebibytes);
    printf("%6zu %9.2f %9.2f %20s %9.0f %9.0f %20s %8.2f %%\n", papers,
           median(costs[LIBSVM].seconds), median(costs[DESCENT].seconds), seconds,
           median(costs[LIBSVM].mebibytes), median(costs[DESCENT].mebibytes), memory, 100 * agreed);
}

/* Both solvers in turns on one training set. */
static gboolean compare_solvers(ChairliftTrainingSet *set, const ChairliftVenue *venue)
{
    const gsize margins = (venue->topics->len + 1) * MODELS * set->labelled;
    const gsize bytes = SOLVERS * margins * sizeof(double);
    double *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return FALSE;
    Cost costs[SOLVERS];
    gboolean good = TRUE;
    for (int round = 0; good && round < ROUNDS; round++) {
        for (Solver solver = 0; good && solver < SOLVERS; solver++)
            good = measure(set, venue, solver, shared + solver * margins,
                           &costs[solver].seconds[round], &costs[solver].mebibytes[round]);
    }
    if (good) {
        const double agreed = agreement(shared, shared + margins, margins);
        record(set->papers, "libsvm", &costs[LIBSVM]);
        record(set->papers, "coordinate descent", &costs[DESCENT]);
        print_row(set->papers, costs, agreed);
        good = agreed >= LEAST_AGREEMENT;
    }
    munmap(shared, bytes);
    return good;
}

/* Likewise on so many papers of the corpus. */
static gboolean compare_on(const ChairliftCorpus *corpus, const ChairliftVenue *venue, gsize papers)
{
    const gsize all = corpus->papers->len + corpus->sample->len;
    const gsize labelled = papers * corpus->papers->len / all;
    if (papers > all) {
        fprintf(stderr, "bench_gram: the corpus has %zu papers, not %zu\n", all, papers);
        return FALSE;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) drawn = draw(corpus->papers, labelled);
    g_autoptr(GPtrArray) sample = draw(corpus->sample, papers - labelled);
    g_autoptr(GArray) terms = count_terms(corpus, drawn);
    ChairliftCorpus part = *corpus;
    part.papers = drawn;
    part.sample = sample;
    part.terms = terms;
    ChairliftRun run = chairlift_run_new(&(ChairliftTrainOptions){.threads = 1});
    g_autoptr(ChairliftTrainingSet) set = chairlift_training_set_new(&part, &run, 1, &error);
    if (set == NULL || !compare_solvers(set, venue)) {
        fprintf(stderr, "bench_gram: %zu papers: %s\n", papers,
                error != NULL ? error->message : "a training failed, or the two do not agree");
        return FALSE;
    }
    return TRUE;
}

int main(int argc, char **argv)
{
    static const gsize SIZES[] = {250, 500, 1000, 2000, 4000};
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftCorpus) corpus = chairlift_corpus_load("corpus", &error);
    g_autoptr(ChairliftVenue) venue = corpus ? chairlift_venue_load(CALL, &error) : NULL;
    if (venue == NULL) {
        fprintf(stderr, "bench_gram: %s\n", error->message);
        return 2;
    }
    gboolean good = TRUE;
    printf("%6s %9s %9s %20s %9s %9s %20s %10s\n", "papers", "libsvm s", "descent s", "ratio",
           "MiB", "MiB", "ratio", "agree");
    for (gsize i = 0; argc <= 1 && i < G_N_ELEMENTS(SIZES); i++)
        good &= compare_on(corpus, venue, SIZES[i]);
    for (int i = 1; i < argc; i++)
        good &= compare_on(corpus, venue, strtoul(argv[i], NULL, 10));
    return good ? 0 : 1;
}
