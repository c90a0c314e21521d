/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A topic's name and description are a query, as in information retrieval, and papers that have a
 * topic of an older call that it is said to resemble speak for it too. The papers in theme that
 * both put on top get the topic as a weak label: about as many as the older topics have, each of
 * which is shared out among the new topics that resemble it. An SVM that is trained on them finds
 * the other words of such papers, as pseudo-relevance feedback does (Manning, Raghavan & Schuetze
 * 2008, ch. 9). Labels that readers give take the place of a paper's weak ones, and the cost of the
 * weak ones falls as they come.
 */
#include "weak_labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/paper.h"
#include "chairlift/text.h"

/* Weight of a standard deviation of similarity to the description, where having the older topic as
 * the first one weighs 1. */
static const double DESCRIPTION_WEIGHT = 0.5;
/* Topics that a paper has on average, where no older topic says how frequent one is. */
static const double TOPICS_OF_A_PAPER = 1.5;
/* Positive labels that the calibration by weak labels counts for. */
static const double WEAK_PAPERS = 20;
/* Where fewer papers than this are labelled, a paper that fits is assigned at least one topic. */
enum { LEAST_LABELS_TO_COVER = 50 };

/* ---- similarity to the description ---------------------------------------------------------- */

static gboolean vectorize(const ChairliftTopic *topic, const ChairliftTrainingSet *set,
                          ChairliftTextReader *reader, double *query, GError **error)
{
    ChairliftError cause;
    ChairliftVector vector = {0};
    gboolean fine = chairlift_features_vectorize(set->vocabulary, reader, topic->name,
                                                 topic->description, &vector, &cause);
    for (guint32 f = 0; f < chairlift_vocabulary_size(set->vocabulary); f++)
        query[f] = 0;
    for (size_t k = 0; fine && k < vector.length; k++)
        query[vector.feature[k]] = vector.value[k];
    chairlift_vector_clear(&vector);
    if (!fine)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s", cause.message);
    return fine;
}

/* Cosines of papers ([length] numbers) and query, standardised; *touched says which are not 0. */
static void compare(const ChairliftTrainingSet *set, const guint32 *paper, gsize length,
                    const double *query, double *similarity, gboolean *touched)
{
    double sum = 0;
    double squares = 0;
    for (gsize i = 0; i < length; i++) {
        const ChairliftVector *vector = &set->vectors[paper[i]];
        similarity[i] = 0;
        for (size_t k = 0; k < vector->length; k++)
            similarity[i] += query[vector->feature[k]] * vector->value[k];
        touched[i] = similarity[i] > 0;
        sum += similarity[i];
        squares += similarity[i] * similarity[i];
    }
    double mean = sum / (double)length;
    double deviation = sqrt(MAX(squares / (double)length - mean * mean, 0));
    for (gsize i = 0; i < length; i++)
        similarity[i] = deviation > 0 ? (similarity[i] - mean) / deviation : 0;
}

/* ---- topics of older calls ------------------------------------------------------------------ */

/* How far a paper has an older topic: 1 where it is its first, less further on, 0 when it has not.
 */
static double strength(const ChairliftCorpusPaper *paper, const char *path, const char *id)
{
    const char **topics = chairlift_corpus_topics(paper, path);
    for (gsize place = 0; topics != NULL && topics[place] != NULL; place++) {
        if (strcmp(topics[place], id) == 0)
            return CHAIRLIFT_PLACE_COST[MIN(place, G_N_ELEMENTS(CHAIRLIFT_PLACE_COST) - 1)];
    }
    return 0;
}

/* How many topics of the venue are said to resemble an older one. */
static guint count_claims(const ChairliftVenue *venue, const char *like)
{
    guint claims = 0;
    for (guint t = 0; t < venue->topics->len; t++) {
        const ChairliftTopic *topic = g_ptr_array_index(venue->topics, t);
        claims += topic->like != NULL && g_strv_contains((const char *const *)topic->like, like);
    }
    return claims;
}

/* Adds an older topic's strength in each paper, and to *expected the papers that the new one can
 * expect from it. */
static gboolean take_like(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                          const ChairliftTopic *topic, const char *like, const guint32 *paper,
                          gsize length, double *likeness, double *expected, GError **error)
{
    const char *id = strrchr(like, '/') + 1;
    g_autofree char *path = g_strndup(like, (gsize)(id - 1 - like));
    guint found = 0;
    for (gsize i = 0; i < length; i++) {
        double own = strength(g_ptr_array_index(set->corpus->papers, paper[i]), path, id);
        likeness[i] = MAX(likeness[i], own);
        found += own > 0;
    }
    *expected += (double)found / count_claims(truth->venue, like);
    if (found > 0)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%u: topic \"%s\" is said to be like \"%s\", which no paper of the corpus is "
                "labelled with; topic-labels of an older call and a topic's id are meant, as in "
                "\"neurips_2025/circuits\"",
                truth->venue->file, topic->line, topic->id, like);
    return FALSE;
}

/* ---- labels --------------------------------------------------------------------------------- */

typedef struct Candidate {
    guint32 paper;
    double score;
} Candidate;

static int best_first(const void *a, const void *b)
{
    const Candidate *left = a;
    const Candidate *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return (left->paper > right->paper) - (left->paper < right->paper);
}

/* Gives a topic to the papers ([length] numbers) that come first for it. */
static gboolean label_topic(ChairliftTruth *truth, const ChairliftTrainingSet *set,
                            ChairliftTextReader *reader, gsize t, const guint32 *paper,
                            gsize length, GError **error)
{
    const ChairliftTopic *topic = g_ptr_array_index(truth->venue->topics, t);
    g_autofree double *query = g_new(double, chairlift_vocabulary_size(set->vocabulary) + 1);
    g_autofree double *similarity = g_new(double, length + 1);
    g_autofree double *likeness = g_new0(double, length + 1);
    g_autofree gboolean *touched = g_new(gboolean, length + 1);
    g_autofree Candidate *candidate = g_new(Candidate, length + 1);
    double expected = 0;
    gsize candidates = 0;
    if (!vectorize(topic, set, reader, query, error))
        return FALSE;
    compare(set, paper, length, query, similarity, touched);
    for (char **like = topic->like; like != NULL && *like != NULL; like++) {
        if (!take_like(truth, set, topic, *like, paper, length, likeness, &expected, error))
            return FALSE;
    }
    if (topic->like == NULL)
        expected = TOPICS_OF_A_PAPER * (double)length / (double)truth->topics;
    for (gsize i = 0; i < length; i++) {
        if (touched[i] || likeness[i] > 0)
            candidate[candidates++] =
                (Candidate){paper[i], likeness[i] + DESCRIPTION_WEIGHT * similarity[i]};
    }
    qsort(candidate, candidates, sizeof *candidate, best_first);
    for (gsize i = 0; i < MIN(candidates, (gsize)(expected + 0.5)); i++) {
        if (truth->weak[candidate[i].paper])
            truth->has[t * truth->papers + candidate[i].paper] = 1;
    }
    return TRUE;
}

/* Marks as weak the papers that topics are not known of; returns how many papers in theme have
 * topics. Of the others all topics are said to be absent, to begin with. */
static gsize mark_weak(ChairliftTruth *truth, const gboolean *usable)
{
    gsize known = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        gboolean has_labels = chairlift_truth_has(truth, 0, i) >= 0;
        known += truth->degree[i] > 0 && has_labels;
        truth->weak[i] = usable[i] && truth->degree[i] >= 0 && !has_labels;
    }
    return known;
}

gboolean chairlift_weak_labels_add(ChairliftTruth *truth, const ChairliftTrainingSet *set,
                                   const gboolean *usable, GError **error)
{
    ChairliftError cause;
    g_autofree guint32 *in_theme = g_new(guint32, truth->papers + 1);
    gsize length = 0;
    gsize known = mark_weak(truth, usable);
    for (gsize i = 0; i < truth->papers; i++) {
        truth->weak[i] = truth->weak[i] && known < CHAIRLIFT_ENOUGH_LABELS;
        truth->weak_papers += truth->weak[i] && truth->degree[i] > 0;
        for (gsize t = 0; truth->weak[i] && t < truth->topics; t++)
            truth->has[t * truth->papers + i] = 0;
        if (usable[i] && truth->degree[i] > 0)
            in_theme[length++] = (guint32)i;
    }
    truth->labels = known;
    truth->weak_cost = CHAIRLIFT_WEAK_LABELS_WORTH / (10 * CHAIRLIFT_WEAK_LABELS_WORTH + known);
    if (truth->weak_papers == 0)
        return TRUE;
    truth->is_whole = FALSE;
    ChairliftTextReader *reader = chairlift_text_reader_new(&cause);
    if (reader == NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s", cause.message);
        return FALSE;
    }
    gboolean fine = TRUE;
    for (gsize t = 0; fine && t < truth->topics; t++)
        fine = label_topic(truth, set, reader, t, in_theme, length, error);
    chairlift_text_reader_free(reader);
    return fine;
}

/* ---- calibration ---------------------------------------------------------------------------- */

/* Draws a topic's sigmoid and threshold towards those of the readers' labels; `labels` is how many
 * papers these give the topic. */
static void blend(ChairliftCalibration *weak, const ChairliftCalibration *own, gsize column,
                  double labels)
{
    double part = labels / (labels + WEAK_PAPERS);
    ChairliftSigmoid *sigmoid = &weak->sigmoid[column];
    sigmoid->a += part * (own->sigmoid[column].a - sigmoid->a);
    sigmoid->b += part * (own->sigmoid[column].b - sigmoid->b);
    weak->threshold[column] += part * (own->threshold[column] - weak->threshold[column]);
}

ChairliftCalibration *chairlift_weak_calibration_new(const ChairliftTruth *truth,
                                                     const double *margin, const gboolean *papers)
{
    g_autofree gboolean *labelled = g_new(gboolean, truth->papers + 1);
    gsize length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        labelled[i] = papers[i] && !truth->weak[i] && truth->degree[i] > 0 &&
                      chairlift_truth_has(truth, 0, i) >= 0;
        length += labelled[i] != FALSE;
    }
    ChairliftCalibration *calibration = chairlift_calibration_new(truth, margin, papers);
    if (length < LEAST_LABELS_TO_COVER)
        calibration->least_topics = 1;
    if (length == 0)
        return calibration;
    g_autoptr(ChairliftCalibration) own = chairlift_calibration_new(truth, margin, labelled);
    for (gsize t = 0; t < truth->topics; t++) {
        gsize positive = 0;
        for (gsize i = 0; i < truth->papers; i++)
            positive += labelled[i] && chairlift_truth_has(truth, t, i) > 0;
        blend(calibration, own, t + 1, (double)positive);
    }
    if (length >= LEAST_LABELS_TO_COVER)
        calibration->least_topics = own->least_topics;
    return calibration;
}
