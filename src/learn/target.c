/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "target.h"

#include "linear.h"

#include <math.h>

/* ---- which papers, of which class ---------------------------------------------------------- */

static void target_free(gpointer data)
{
    ChairliftTarget *target = data;
    g_free(target->name);
    g_free(target->member);
    g_free(target->sign);
    g_free(target->cost);
    g_free(target->margin);
    g_free(target->coefficients);
    g_free(target->weights);
    g_free(target);
}

static ChairliftTarget *target_new(const ChairliftTrainingSet *set, char *name)
{
    ChairliftTarget *target = g_new0(ChairliftTarget, 1);
    target->name = name;
    target->member = g_new(guint32, set->papers);
    target->sign = g_new(gint8, set->papers);
    target->cost = g_new(double, set->papers);
    return target;
}

static void add_member(ChairliftTarget *target, gsize paper, gboolean positive, double cost)
{
    gsize i = target->problem.length++;
    target->member[i] = (guint32)paper;
    target->sign[i] = positive ? 1 : -1;
    target->cost[i] = cost;
}

/* Makes up half-way (in logarithms) for one class being rarer than the other. */
static void weigh_classes(ChairliftTarget *target, const ChairliftTrainingSet *set)
{
    ChairliftSvmProblem *problem = &target->problem;
    double count[2] = {0, 0};
    for (gsize i = 0; i < problem->length; i++)
        count[target->sign[i] > 0]++;
    for (gsize i = 0; i < problem->length; i++)
        target->cost[i] *=
            CHAIRLIFT_COST * pow((double)problem->length / (2 * count[target->sign[i] > 0]),
                                 CHAIRLIFT_CLASS_BALANCE);
    problem->gram = set->gram;
    problem->papers = set->papers;
    problem->member = target->member;
    problem->sign = target->sign;
    problem->cost = target->cost;
}

/* All papers labelled for it, and the background as papers out of theme. */
static ChairliftTarget *theme_target(const ChairliftTrainingSet *set, const ChairliftTruth *truth,
                                     char *name)
{
    ChairliftTarget *target = target_new(set, name);
    for (gsize i = 0; i < set->labelled; i++) {
        int degree = truth->degree[i];
        if (degree >= 0)
            add_member(target, i, degree > 0,
                       (degree == 1 ? CHAIRLIFT_BORDERLINE_COST : 1) *
                           (truth->weak_degree[i] ? truth->weak_degree_cost : 1));
    }
    for (gsize i = set->labelled; i < set->papers; i++)
        add_member(target, i, FALSE, 1);
    weigh_classes(target, set);
    return target;
}

static double place_cost(guint8 place)
{
    return CHAIRLIFT_PLACE_COST[MIN(place, G_N_ELEMENTS(CHAIRLIFT_PLACE_COST) - 1)];
}

/* Papers in theme alone: what else a topic is told from is no concern of its own. */
static ChairliftTarget *topic_target(const ChairliftTrainingSet *set, const ChairliftTruth *truth,
                                     gsize topic, char *name)
{
    ChairliftTarget *target = target_new(set, name);
    for (gsize i = 0; i < set->labelled; i++) {
        int has = chairlift_truth_has(truth, topic, i);
        if (truth->degree[i] > 0 && has >= 0)
            add_member(target, i, has > 0,
                       (has > 0 ? place_cost(truth->place[topic * truth->papers + i]) : 1) *
                           (truth->weak[i] ? truth->weak_cost : 1));
    }
    weigh_classes(target, set);
    return target;
}

/* Topic 0 is the theme. Labels that are not all from readers are those of one truth alone. */
static char *name_target(const ChairliftTruth *truth, guint number, gsize topic)
{
    const ChairliftVenue *venue = truth->venue;
    if (topic == 0)
        return truth->weak_degrees == 0 ? g_strdup(venue->theme_labels)
                                        : g_strdup_printf("theme of truth %u", number);
    const char *id = ((const ChairliftTopic *)g_ptr_array_index(venue->topics, topic - 1))->id;
    return truth->is_whole
               ? g_strdup_printf("%s/%s within %s", venue->topic_labels, id, venue->theme_labels)
               : g_strdup_printf("%s of truth %u", id, number);
}

/* The target of this name, which it takes over; made when it is new. */
static ChairliftTarget *find_target(ChairliftTargets *targets, GHashTable *known,
                                    const ChairliftTrainingSet *set, const ChairliftTruth *truth,
                                    gsize topic, char *name)
{
    ChairliftTarget *target = g_hash_table_lookup(known, name);
    if (target != NULL) {
        g_free(name);
        return target;
    }
    target =
        topic == 0 ? theme_target(set, truth, name) : topic_target(set, truth, topic - 1, name);
    g_hash_table_insert(known, target->name, target);
    g_ptr_array_add(targets->all, target);
    return target;
}

ChairliftTargets *chairlift_targets_new(const ChairliftTrainingSet *set, const GPtrArray *truths)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    ChairliftTargets *targets = g_new0(ChairliftTargets, 1);
    targets->all = g_ptr_array_new_with_free_func(target_free);
    targets->venues = truths->len;
    targets->of = g_new0(GArray *, truths->len);
    for (guint v = 0; v < truths->len; v++) {
        const ChairliftTruth *truth = g_ptr_array_index(truths, v);
        targets->of[v] = g_array_new(FALSE, FALSE, sizeof(ChairliftTarget *));
        for (gsize topic = 0; topic <= truth->topics; topic++) {
            ChairliftTarget *target =
                find_target(targets, known, set, truth, topic, name_target(truth, v, topic));
            g_array_append_val(targets->of[v], target);
        }
    }
    return targets;
}

void chairlift_targets_free(ChairliftTargets *targets)
{
    if (targets == NULL)
        return;
    for (guint v = 0; v < targets->venues; v++)
        g_array_unref(targets->of[v]);
    g_free(targets->of);
    g_ptr_array_unref(targets->all);
    g_free(targets);
}

/* ---- training ------------------------------------------------------------------------------ */

typedef struct Training {
    const ChairliftTrainingSet *set;
    ChairliftTarget *target;
    ChairliftSvmRows *rows; /* NULL where there is no Gram matrix */
    const double *square;   /* [papers] of the vectors' lengths */
    ChairliftTrainOn train_on;
    gpointer user_data;
    guint models;
} Training;

static void fill_row(guint member, gpointer data)
{
    const Training *training = data;
    chairlift_svm_rows_fill(training->rows, &training->target->problem, member);
}

/* Where the margins of papers that a model was not trained on go, and what it was trained on. */
typedef struct Trial {
    gboolean is_last;     /* the last model is kept */
    gboolean *trained_on; /* [labelled] */
    gboolean *chosen;     /* [problem.length] likewise, with the background */
    double *margin;       /* [labelled] */
} Trial;

/* Trains on the chosen members from the Gram matrix. */
static void train_from_products(const Training *training, const Trial *trial)
{
    const ChairliftSvmProblem *problem = &training->target->problem;
    g_autofree double *own = g_new(double, problem->length + 1);
    double *coefficients = trial->is_last ? training->target->coefficients : own;
    double rho = chairlift_svm_train(training->rows, problem, trial->chosen, coefficients);
    if (trial->is_last)
        training->target->rho = rho;
    for (gsize paper = 0; paper < training->set->labelled; paper++) {
        if (!trial->trained_on[paper])
            trial->margin[paper] = chairlift_svm_margin(problem, coefficients, rho, paper);
    }
}

/* Likewise from the vectors. */
static void train_from_vectors(const Training *training, const Trial *trial)
{
    const ChairliftTrainingSet *set = training->set;
    const guint32 features = chairlift_vocabulary_size(set->vocabulary);
    g_autofree double *own = g_new(double, features + 1);
    double *weights = trial->is_last ? training->target->weights : own;
    double rho = chairlift_linear_train(set->vectors, training->square, features,
                                        &training->target->problem, trial->chosen, weights);
    if (trial->is_last)
        training->target->rho = rho;
    for (gsize paper = 0; paper < set->labelled; paper++) {
        if (!trial->trained_on[paper])
            trial->margin[paper] = chairlift_linear_margin(&set->vectors[paper], weights, rho);
    }
}

/* Trains one model of a target. The largest, which is the last one, is begun first. */
static void train_model(guint piece, gpointer data)
{
    const Training *training = data;
    const ChairliftTrainingSet *set = training->set;
    const ChairliftSvmProblem *problem = &training->target->problem;
    guint model = training->models - 1 - piece;
    g_autofree gboolean *trained_on = g_new(gboolean, set->labelled + 1);
    g_autofree gboolean *chosen = g_new(gboolean, problem->length + 1);
    const Trial trial = {.is_last = piece == 0,
                         .trained_on = trained_on,
                         .chosen = chosen,
                         .margin = training->target->margin + model * set->labelled};
    for (gsize paper = 0; paper < set->labelled; paper++) {
        trained_on[paper] = training->train_on(set, model, paper, training->user_data);
        trial.margin[paper] = NAN;
    }
    for (gsize i = 0; i < problem->length; i++)
        chosen[i] = problem->member[i] >= set->labelled || trained_on[problem->member[i]];
    if (training->rows != NULL)
        train_from_products(training, &trial);
    else
        train_from_vectors(training, &trial);
}

/* Time that a target takes goes about with the square of its size, or without a Gram matrix with
 * its size. */
static double effort(const ChairliftTrainingSet *set, const ChairliftTarget *target)
{
    double length = (double)target->problem.length;
    return set->gram != NULL ? length * length : length;
}

/* Trains the models of one target. */
static gboolean train_target(const Training *training, ChairliftRun *run, double cost,
                             GError **error)
{
    const ChairliftTrainingSet *set = training->set;
    ChairliftTarget *target = training->target;
    gsize length = target->problem.length;
    target->margin = g_new(double, training->models * set->labelled);
    if (training->rows == NULL) {
        target->weights = g_new0(double, chairlift_vocabulary_size(set->vocabulary) + 1);
        return chairlift_parallel(run, training->models, cost, train_model, (gpointer)training,
                                  error);
    }
    target->coefficients = g_new0(double, length);
    return chairlift_parallel(run, (guint)length, 0.05 * cost, fill_row, (gpointer)training,
                              error) &&
           chairlift_parallel(run, training->models, 0.95 * cost, train_model, (gpointer)training,
                              error);
}

gboolean chairlift_targets_train(ChairliftTargets *targets, const ChairliftTrainingSet *set,
                                 guint models, ChairliftTrainOn train_on, gpointer user_data,
                                 ChairliftRun *run, double cost, GError **error)
{
    double total = 0;
    gsize most = 1;
    for (guint i = 0; i < targets->all->len; i++) {
        const ChairliftTarget *target = g_ptr_array_index(targets->all, i);
        total += effort(set, target);
        most = MAX(most, target->problem.length);
    }
    g_autoptr(ChairliftSvmRows) rows = set->gram != NULL ? chairlift_svm_rows_new(most) : NULL;
    g_autofree double *square = g_new(double, set->papers + 1);
    for (gsize i = 0; i < set->papers; i++)
        square[i] = chairlift_linear_square(&set->vectors[i]);
    targets->models = models;
    for (guint i = 0; i < targets->all->len; i++) {
        ChairliftTarget *target = g_ptr_array_index(targets->all, i);
        const Training training = {set, target, rows, square, train_on, user_data, models};
        if (!train_target(&training, run, cost * effort(set, target) / total, error))
            return FALSE;
    }
    return TRUE;
}

double *chairlift_target_weights(const ChairliftTarget *target, const ChairliftTrainingSet *set)
{
    const guint32 features = chairlift_vocabulary_size(set->vocabulary);
    double *weights = g_new0(double, features + 1);
    for (guint32 f = 0; target->weights != NULL && f < features; f++)
        weights[f] = target->weights[f];
    for (gsize i = 0; target->coefficients != NULL && i < target->problem.length; i++) {
        const ChairliftVector *vector = &set->vectors[target->member[i]];
        for (size_t k = 0; k < vector->length; k++)
            weights[vector->feature[k]] += target->coefficients[i] * vector->value[k];
    }
    return weights;
}
