/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One procedure for each draw trains the models of all sizes of all venues together, so that the
 * theme, whose labels do not change, is learnt once. */
#include "learning_curve.h"

#include "json_number.h"
#include "procedure.h"
#include "random.h"

enum { SEED = 20260508, SMALLEST = 50 };

static const double VECTORS_PART = 0.03;
static const double TRAINING_PART = 0.9;
static const double FIGURES_PART = 0.07;

GArray *chairlift_learning_sizes(guint most)
{
    GArray *sizes = g_array_new(FALSE, FALSE, sizeof(guint));
    guint none = 0;
    g_array_append_val(sizes, none);
    for (guint size = SMALLEST; size < most; size *= 2)
        g_array_append_val(sizes, size);
    if (most > 0)
        g_array_append_val(sizes, most);
    return sizes;
}

void chairlift_learning_draw(const guint32 *candidate, guint length, guint seed, guint size,
                             gboolean *unread, gsize papers)
{
    ChairliftRandom random = chairlift_random_new(SEED, seed);
    g_autofree guint32 *drawn = g_new(guint32, length + 1);
    for (gsize i = 0; i < papers; i++)
        unread[i] = TRUE;
    for (guint i = 0; i < length; i++)
        drawn[i] = candidate[i];
    /* Fisher and Yates' shuffle, as far as it is needed. */
    for (guint i = 0; i < MIN(size, length); i++) {
        guint other = i + chairlift_random_below(&random, length - i);
        guint32 chosen = drawn[other];
        drawn[other] = drawn[i];
        drawn[i] = chosen;
        unread[chosen] = FALSE;
    }
}

/* ---- trials --------------------------------------------------------------------------------- */

/* One point of one venue's curve. */
typedef struct Trial {
    ChairliftVenue *venue;
    ChairliftTruth *test;
    guint size;
    ChairliftPredictions *predictions; /* of all draws so far */
    gboolean from_descriptions;
    double micro_f1[CHAIRLIFT_DRAWS];
    double macro_f1[CHAIRLIFT_DRAWS];
} Trial;

static void trial_free(gpointer data)
{
    Trial *trial = data;
    chairlift_truth_free(trial->test);
    chairlift_predictions_free(trial->predictions);
    g_free(trial);
}

/* Papers in theme that have topics, outside one fold; returns how many. */
static guint collect_candidates(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                                guint without_fold, guint32 *candidate)
{
    guint length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        if (truth->degree[i] > 0 && chairlift_truth_is_known(truth, i) &&
            set->fold[i] != without_fold)
            candidate[length++] = (guint32)i;
    }
    return length;
}

/* The sizes are the same in all draws: the most that every draw can have. */
static void add_trials(GPtrArray *trials, ChairliftVenue *venue, const ChairliftTrainingSet *set)
{
    g_autoptr(ChairliftTruth) truth = chairlift_truth_new(set, venue);
    g_autofree guint32 *candidate = g_new(guint32, truth->papers + 1);
    guint most = G_MAXUINT;
    for (guint draw = 0; draw < CHAIRLIFT_DRAWS; draw++)
        most = MIN(most, collect_candidates(truth, set, draw, candidate));
    g_autoptr(GArray) sizes = chairlift_learning_sizes(most);
    for (guint i = 0; most > 0 && i < sizes->len; i++) {
        Trial *trial = g_new0(Trial, 1);
        trial->venue = venue;
        trial->test = chairlift_truth_new(set, venue);
        trial->size = g_array_index(sizes, guint, i);
        trial->predictions = chairlift_predictions_new(truth->papers, truth->topics);
        g_ptr_array_add(trials, trial);
    }
}

/* Measures what was predicted of a draw's fold. */
static void measure_draw(Trial *trial, const ChairliftTrainingSet *set, guint draw)
{
    const ChairliftTruth *test = trial->test;
    g_autofree guint32 *papers = g_new(guint32, test->papers + 1);
    gsize length = 0;
    for (gsize i = 0; i < test->papers; i++) {
        if (set->fold[i] == draw && chairlift_truth_is_known(test, i))
            papers[length++] = (guint32)i;
    }
    g_autoptr(ChairliftMeasurement) measurement =
        chairlift_measurement_new(test, trial->predictions, papers, length);
    g_autofree double *figures = g_new(double, chairlift_measurement_width(measurement));
    chairlift_measure(measurement, figures);
    trial->micro_f1[draw] = figures[CHAIRLIFT_MICRO_F1];
    trial->macro_f1[draw] = figures[CHAIRLIFT_MACRO_F1];
}

static gboolean run_draw(GPtrArray *trials, const ChairliftTrainingSet *set, guint draw,
                         ChairliftRun *run, double cost, GError **error)
{
    g_autoptr(GPtrArray) venues = g_ptr_array_new();
    g_autoptr(GPtrArray) unread = g_ptr_array_new_with_free_func(g_free);
    g_autofree guint32 *candidate = g_new(guint32, set->labelled + 1);
    g_autofree gboolean *held_out = g_new(gboolean, set->labelled + 1);
    for (gsize i = 0; i < set->labelled; i++)
        held_out[i] = set->fold[i] == draw;
    for (guint i = 0; i < trials->len; i++) {
        Trial *trial = g_ptr_array_index(trials, i);
        gboolean *own = g_new(gboolean, set->labelled + 1);
        guint length = collect_candidates(trial->test, set, draw, candidate);
        chairlift_learning_draw(candidate, length, draw, trial->size, own, set->labelled);
        g_ptr_array_add(venues, trial->venue);
        g_ptr_array_add(unread, own);
    }
    const ChairliftDivision division = {held_out, (gboolean *const *)unread->pdata};
    g_autoptr(ChairliftProcedure) procedure =
        chairlift_procedure_new(set, venues, division, run, cost, error);
    for (guint i = 0; procedure != NULL && i < trials->len; i++) {
        Trial *trial = g_ptr_array_index(trials, i);
        if (!chairlift_procedure_predict(procedure, i, trial->predictions, run, 0, error))
            return FALSE;
        measure_draw(trial, set, draw);
        trial->from_descriptions |=
            chairlift_truth_is_weak(g_ptr_array_index(procedure->truths, i));
    }
    return procedure != NULL;
}

/* ---- curves --------------------------------------------------------------------------------- */

static void point_clear(gpointer data)
{
    chairlift_figures_free(((ChairliftLearningPoint *)data)->figures);
}

static ChairliftLearningCurve *curve_new(const char *venue)
{
    ChairliftLearningCurve *curve = g_new0(ChairliftLearningCurve, 1);
    curve->venue = g_strdup(venue);
    curve->points = g_array_new(FALSE, FALSE, sizeof(ChairliftLearningPoint));
    g_array_set_clear_func(curve->points, point_clear);
    return curve;
}

void chairlift_learning_curve_free(ChairliftLearningCurve *curve)
{
    if (curve == NULL)
        return;
    g_free(curve->venue);
    g_array_unref(curve->points);
    g_free(curve);
}

static gboolean add_point(GPtrArray *curves, const Trial *trial, const ChairliftTrainingSet *set,
                          ChairliftRun *run, double cost, GError **error)
{
    g_autofree gboolean *measured = g_new(gboolean, trial->test->papers + 1);
    for (gsize i = 0; i < trial->test->papers; i++)
        measured[i] = chairlift_truth_is_known(trial->test, i);
    ChairliftLearningPoint point = {.labels = trial->size};
    point.figures = chairlift_figures_new(trial->test, trial->predictions, measured, "held-out",
                                          "all", run, cost, error);
    if (point.figures == NULL)
        return FALSE;
    point.figures->from_descriptions = trial->from_descriptions;
    point.figures->labels = chairlift_corpus_provenance(set->corpus, trial->venue);
    for (guint draw = 0; draw < CHAIRLIFT_DRAWS; draw++) {
        point.micro_f1[draw] = trial->micro_f1[draw];
        point.macro_f1[draw] = trial->macro_f1[draw];
    }
    if (trial->size == 0)
        g_ptr_array_add(curves, curve_new(trial->venue->id));
    const ChairliftLearningCurve *curve = g_ptr_array_index(curves, curves->len - 1);
    g_array_append_val(curve->points, point);
    return TRUE;
}

GPtrArray *chairlift_learning_curves(const ChairliftCorpus *corpus, GPtrArray *venues,
                                     const ChairliftTrainOptions *options, GError **error)
{
    ChairliftRun run = chairlift_run_new(options);
    g_autoptr(GPtrArray) trials = g_ptr_array_new_with_free_func(trial_free);
    g_autoptr(GPtrArray) curves =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_learning_curve_free);
    g_autoptr(ChairliftTrainingSet) set =
        chairlift_training_set_new(corpus, &run, VECTORS_PART, error);
    if (set == NULL)
        return NULL;
    for (guint v = 0; v < venues->len; v++)
        add_trials(trials, g_ptr_array_index(venues, v), set);
    for (guint draw = 0; draw < CHAIRLIFT_DRAWS; draw++) {
        if (!run_draw(trials, set, draw, &run, TRAINING_PART / CHAIRLIFT_DRAWS, error))
            return NULL;
    }
    for (guint i = 0; i < trials->len; i++) {
        if (!add_point(curves, g_ptr_array_index(trials, i), set, &run, FIGURES_PART / trials->len,
                       error))
            return NULL;
    }
    return g_steal_pointer(&curves);
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static json_t *draws_to_json(const double *values)
{
    json_t *list = json_array();
    for (guint draw = 0; draw < CHAIRLIFT_DRAWS; draw++)
        json_array_append_new(list, chairlift_json_number(values[draw]));
    return list;
}

static json_t *point_to_json(const ChairliftLearningPoint *point)
{
    json_t *object = chairlift_figures_to_json_object(point->figures);
    json_object_set_new(object, "labelled_papers", json_integer(point->labels));
    json_object_set_new(object, "micro_f1_of_draws", draws_to_json(point->micro_f1));
    json_object_set_new(object, "macro_f1_of_draws", draws_to_json(point->macro_f1));
    return object;
}

json_t *chairlift_learning_curves_to_json(const GPtrArray *curves)
{
    json_t *list = json_array();
    for (guint i = 0; i < curves->len; i++) {
        const ChairliftLearningCurve *curve = g_ptr_array_index(curves, i);
        json_t *points = json_array();
        for (guint p = 0; p < curve->points->len; p++)
            json_array_append_new(
                points, point_to_json(&g_array_index(curve->points, ChairliftLearningPoint, p)));
        json_array_append_new(list,
                              json_pack("{s:s, s:o}", "venue", curve->venue, "points", points));
    }
    return list;
}
