/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A topic's name and description are a query, as in information retrieval, and papers that have a
 * topic of an older call that it is said to resemble speak for it too. The papers in theme that
 * both put on top get the topic as a weak label: about as many as the older topics have, each of
 * which is shared out among the new topics that resemble it. An SVM that is trained on them finds
 * the other words of such papers, as pseudo-relevance feedback does (Manning, Raghavan & Schuetze
 * 2008, ch. 9). Labels that readers give take the place of a paper's weak ones, teach which of the
 * others are to be expected, and lower their cost as they come.
 */
#include "weak_labels.h"

#include "description.h"
#include "likeness.h"

#include <stdlib.h>
#include <string.h>

#include "chairlift/paper.h"

/* Weight of a standard deviation of similarity to the description, where having the older topic as
 * the first one weighs 1. */
static const double DESCRIPTION_WEIGHT = 0.5;
/* Topics that a paper has on average, where no older topic says how frequent one is. */
static const double TOPICS_OF_A_PAPER = 1.5;
/* Papers of which the older topics' frequencies are worth as much as those of labels. */
static const double EXPECTED_WORTH = 40;
/* What labels teach about likeness (likeness.h), in deviations, against what the call's file says;
 * and how many labels it takes that both count equally but for this. */
static const double LEARNT_WEIGHT = 3;
static const double LEARNT_HALF = 50;
/* Positive labels that the calibration by weak labels counts for. */
static const double WEAK_PAPERS = 20;
/* Where fewer papers than this are labelled, a paper that fits is assigned at least one topic. */
enum { LEAST_LABELS_TO_COVER = 50 };

/* ---- topics of older calls ------------------------------------------------------------------ */

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
        double own =
            chairlift_topic_strength(g_ptr_array_index(set->corpus->papers, paper[i]), path, id);
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

/* What speaks for topics in papers in theme. */
typedef struct Evidence {
    const guint32 *paper; /* [length] */
    gsize length;
    double *similarity; /* [topics][length] to the descriptions, standardised */
    gboolean *touched;  /* [topics][length] shares a term with the description */
    double *learnt;     /* [topics][length] what labels teach, likewise; NULL without labels */
} Evidence;

static void evidence_clear(Evidence *evidence)
{
    g_free(evidence->similarity);
    g_free(evidence->touched);
    g_free(evidence->learnt);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Evidence, evidence_clear)

static gboolean gather(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                       Evidence *evidence, GError **error)
{
    const gsize length = evidence->length;
    evidence->similarity = g_new(double, truth->topics *length + 1);
    evidence->touched = g_new(gboolean, truth->topics * length + 1);
    for (gsize t = 0; t < truth->topics; t++) {
        const ChairliftTopic *topic = g_ptr_array_index(truth->venue->topics, t);
        if (!chairlift_description_compare(set, topic->name, topic->description, evidence->paper,
                                           length, evidence->similarity + t * length,
                                           evidence->touched + t * length, error))
            return FALSE;
    }
    if (truth->labels > 0)
        evidence->learnt =
            chairlift_likeness_learn(truth, set, evidence->paper, length, evidence->similarity);
    return TRUE;
}

/* How many papers are to be expected to have a topic: as the older topics have it, or the labels,
 * the more of these there are. */
static gsize count_expected(const ChairliftTruth *truth, gsize topic, const Evidence *evidence,
                            double by_older)
{
    double labels = 0;
    for (gsize i = 0; i < evidence->length; i++)
        labels += !truth->weak[evidence->paper[i]] &&
                  chairlift_truth_has(truth, topic, evidence->paper[i]) > 0;
    const double length = (double)evidence->length;
    const double known = (double)truth->labels;
    return (gsize)((by_older * EXPECTED_WORTH + labels * length) / (EXPECTED_WORTH + known) + 0.5);
}

/* Gives a topic to the papers that come first for it. */
static gboolean label_topic(ChairliftTruth *truth, const ChairliftTrainingSet *set, gsize t,
                            const Evidence *evidence, GError **error)
{
    const ChairliftTopic *topic = g_ptr_array_index(truth->venue->topics, t);
    const gsize length = evidence->length;
    const double *similarity = evidence->similarity + t * length;
    const double part = (double)truth->labels / ((double)truth->labels + LEARNT_HALF);
    g_autofree double *score = g_new0(double, length + 1);
    g_autofree Candidate *candidate = g_new(Candidate, length + 1);
    double expected = 0;
    gsize candidates = 0;
    for (char **like = topic->like; like != NULL && *like != NULL; like++) {
        if (!take_like(truth, set, topic, *like, evidence->paper, length, score, &expected, error))
            return FALSE;
    }
    if (topic->like == NULL)
        expected = TOPICS_OF_A_PAPER * (double)length / (double)truth->topics;
    for (gsize i = 0; i < length; i++) {
        if (evidence->learnt != NULL || evidence->touched[t * length + i] || score[i] > 0)
            candidate[candidates++].paper = (guint32)i;
        score[i] += DESCRIPTION_WEIGHT * similarity[i];
    }
    chairlift_standardise(score, length);
    for (gsize c = 0; c < candidates; c++) {
        const guint32 i = candidate[c].paper;
        const double learnt = evidence->learnt != NULL ? evidence->learnt[t * length + i] : 0;
        candidate[c] =
            (Candidate){evidence->paper[i], (1 - part) * score[i] + part * LEARNT_WEIGHT * learnt};
    }
    qsort(candidate, candidates, sizeof *candidate, best_first);
    const gsize most = count_expected(truth, t, evidence, expected);
    for (gsize c = 0; c < MIN(candidates, most); c++) {
        if (truth->weak[candidate[c].paper])
            truth->has[t * truth->papers + candidate[c].paper] = 1;
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
    g_auto(Evidence) evidence = {.paper = in_theme, .length = length};
    gboolean fine = gather(truth, set, &evidence, error);
    for (gsize t = 0; fine && t < truth->topics; t++)
        fine = label_topic(truth, set, t, &evidence, error);
    return fine;
}

/* ---- calibration ---------------------------------------------------------------------------- */

/* Draws a column's sigmoid and threshold towards those of the readers' labels; `labels` is how many
 * papers these give it. */
static void blend(ChairliftCalibration *weak, const ChairliftCalibration *own, gsize column,
                  double labels)
{
    double part = labels / (labels + WEAK_PAPERS);
    ChairliftSigmoid *sigmoid = &weak->sigmoid[column];
    sigmoid->a += part * (own->sigmoid[column].a - sigmoid->a);
    sigmoid->b += part * (own->sigmoid[column].b - sigmoid->b);
    weak->threshold[column] += part * (own->threshold[column] - weak->threshold[column]);
}

/* Draws the theme's sigmoid and limits towards those of the readers' degrees, if there are any on
 * both sides. */
static void calibrate_theme(ChairliftCalibration *calibration, const ChairliftTruth *truth,
                            const double *margin, const gboolean *papers)
{
    g_autofree gboolean *read = g_new(gboolean, truth->papers + 1);
    gsize of_class[] = {0, 0};
    for (gsize i = 0; i < truth->papers; i++) {
        read[i] = papers[i] && truth->degree[i] >= 0 && !truth->weak_degree[i];
        if (read[i])
            of_class[truth->degree[i] > 0]++;
    }
    const double labels = (double)MIN(of_class[0], of_class[1]);
    if (labels == 0)
        return;
    g_autoptr(ChairliftCalibration) own = chairlift_calibration_new(truth, margin, read);
    const double part = labels / (labels + WEAK_PAPERS);
    blend(calibration, own, 0, labels);
    calibration->fits += part * (own->fits - calibration->fits);
    calibration->does_not_fit += part * (own->does_not_fit - calibration->does_not_fit);
}

/* Likewise of each topic. */
static void calibrate_topics(ChairliftCalibration *calibration, const ChairliftTruth *truth,
                             const double *margin, const gboolean *papers)
{
    g_autofree gboolean *read = g_new(gboolean, truth->papers + 1);
    gsize length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        read[i] = papers[i] && !truth->weak[i] && truth->degree[i] > 0 &&
                  chairlift_truth_has(truth, 0, i) >= 0;
        length += read[i] != FALSE;
    }
    if (length < LEAST_LABELS_TO_COVER)
        calibration->least_topics = 1;
    if (length == 0)
        return;
    g_autoptr(ChairliftCalibration) own = chairlift_calibration_new(truth, margin, read);
    for (gsize t = 0; t < truth->topics; t++) {
        gsize positive = 0;
        for (gsize i = 0; i < truth->papers; i++)
            positive += read[i] && chairlift_truth_has(truth, t, i) > 0;
        blend(calibration, own, t + 1, (double)positive);
    }
    if (length >= LEAST_LABELS_TO_COVER)
        calibration->least_topics = own->least_topics;
}

ChairliftCalibration *chairlift_weak_calibration_new(const ChairliftTruth *truth,
                                                     const double *margin, const gboolean *papers)
{
    ChairliftCalibration *calibration = chairlift_calibration_new(truth, margin, papers);
    if (truth->weak_degrees > 0)
        calibrate_theme(calibration, truth, margin, papers);
    if (truth->weak_papers > 0)
        calibrate_topics(calibration, truth, margin, papers);
    return calibration;
}
