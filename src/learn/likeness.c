/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper is described by how near it is to each topic of the older calls that the call's file
 * names (the cosine with the topic's centroid, as in Rocchio's classifier) and to each description.
 * That is few numbers, so that fifty labels can tell, by ridge regression (Hoerl & Kennard 1970),
 * which of them speak for a new topic. A paper that is labelled for the new call need not have
 * labels of older ones, and none that it has is used.
 */
#include "likeness.h"

#include "description.h"
#include "parameters.h"

#include <math.h>
#include <string.h>

/* Of the regression on standardised columns. */
static const double RIDGE = 30;

typedef struct OlderTopic {
    const char *path; /* interned */
    const char *id;   /* interned */
} OlderTopic;

/* ---- older topics --------------------------------------------------------------------------- */

static gboolean is_among(const GArray *older, const char *path, const char *id)
{
    for (guint i = 0; i < older->len; i++) {
        const OlderTopic *own = &g_array_index(older, OlderTopic, i);
        if (own->path == path && own->id == id)
            return TRUE;
    }
    return FALSE;
}

/* Adds the topics of an older call that papers ([length] numbers) have. */
static void add_call(GArray *older, const ChairliftTrainingSet *set, const char *path,
                     const guint32 *paper, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        const char **topics =
            chairlift_corpus_topics(g_ptr_array_index(set->corpus->papers, paper[i]), path);
        for (; topics != NULL && *topics != NULL; topics++) {
            const OlderTopic own = {path, *topics};
            if (!is_among(older, path, *topics))
                g_array_append_val(older, own);
        }
    }
}

/* All topics of the calls that the venue names one of. */
static GArray *collect_older(const ChairliftVenue *venue, const ChairliftTrainingSet *set,
                             const guint32 *paper, gsize length)
{
    GArray *older = g_array_new(FALSE, FALSE, sizeof(OlderTopic));
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint t = 0; t < venue->topics->len; t++) {
        const ChairliftTopic *topic = g_ptr_array_index(venue->topics, t);
        for (char **like = topic->like; like != NULL && *like != NULL; like++) {
            g_autofree char *path = g_strndup(*like, (gsize)(strrchr(*like, '/') - *like));
            const char *interned = g_intern_string(path);
            if (g_hash_table_add(seen, (gpointer)interned))
                add_call(older, set, interned, paper, length);
        }
    }
    return older;
}

/* How far a paper has an older topic; 0 for one that was labelled for the new call. */
static double strength_of(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                          guint32 paper, const OlderTopic *older)
{
    return truth->weak[paper]
               ? chairlift_topic_strength(g_ptr_array_index(set->corpus->papers, paper),
                                          older->path, older->id)
               : 0;
}

static double product(const ChairliftVector *vector, const double *dense)
{
    double sum = 0;
    for (size_t k = 0; k < vector->length; k++)
        sum += vector->value[k] * dense[vector->feature[k]];
    return sum;
}

static void add_vector(const ChairliftVector *vector, double weight, double *dense)
{
    for (size_t k = 0; k < vector->length; k++)
        dense[vector->feature[k]] += weight * vector->value[k];
}

/* How near papers are to an older topic's centroid, without their own share in it. Vectors have
 * length 1. */
static void compare_with(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                         const OlderTopic *older, const guint32 *paper, gsize length,
                         double *column)
{
    g_autofree double *centroid = g_new0(double, chairlift_vocabulary_size(set->vocabulary) + 1);
    double sum = 0;
    for (gsize i = 0; i < length; i++) {
        const double own = strength_of(truth, set, paper[i], older);
        sum += own;
        if (own > 0)
            add_vector(&set->vectors[paper[i]], own, centroid);
    }
    for (gsize i = 0; i < length; i++) {
        const double own = strength_of(truth, set, paper[i], older);
        column[i] = (product(&set->vectors[paper[i]], centroid) - own) / MAX(sum - own, 1);
    }
}

/* ---- regression ----------------------------------------------------------------------------- */

/* What papers are described by, and which of them are labelled. */
typedef struct Description {
    gsize columns, length;
    double *value;      /* [columns][length] */
    double *mean;       /* [columns] over the labelled papers */
    gboolean *is_known; /* [length] */
    gsize known;
} Description;

static void centre(Description *own)
{
    own->mean = g_new0(double, own->columns + 1);
    for (gsize c = 0; c < own->columns; c++) {
        chairlift_standardise(own->value + c * own->length, own->length);
        for (gsize i = 0; i < own->length; i++)
            own->mean[c] +=
                own->is_known[i] ? own->value[c * own->length + i] / (double)own->known : 0;
    }
}

static double centred(const Description *own, gsize column, gsize i)
{
    return own->value[column * own->length + i] - own->mean[column];
}

/* The lower triangle of Cholesky's factor of X'X + RIDGE, [columns][columns]. */
static double *factorise(const Description *own)
{
    const gsize n = own->columns;
    double *factor = g_new0(double, n *n + 1);
    for (gsize r = 0; r < n; r++) {
        for (gsize c = 0; c <= r; c++) {
            double sum = r == c ? RIDGE : 0;
            for (gsize i = 0; i < own->length; i++)
                sum += own->is_known[i] ? centred(own, r, i) * centred(own, c, i) : 0;
            for (gsize k = 0; k < c; k++)
                sum -= factor[r * n + k] * factor[c * n + k];
            factor[r * n + c] = r == c ? sqrt(sum) : sum / factor[c * n + c];
        }
    }
    return factor;
}

/* Turns X'y into the coefficients. */
static void solve(const double *factor, gsize n, double *x)
{
    for (gsize r = 0; r < n; r++) {
        for (gsize k = 0; k < r; k++)
            x[r] -= factor[r * n + k] * x[k];
        x[r] /= factor[r * n + r];
    }
    for (gsize r = n; r-- > 0;) {
        for (gsize k = r + 1; k < n; k++)
            x[r] -= factor[k * n + r] * x[k];
        x[r] /= factor[r * n + r];
    }
}

/* What a reader's label says of a topic: 1 where it is the first, less further on. */
static double label_of(const ChairliftTruth *truth, gsize topic, guint32 paper)
{
    const guint8 place = truth->place[topic * truth->papers + paper];
    return chairlift_truth_has(truth, topic, paper) > 0
               ? CHAIRLIFT_PLACE_COST[MIN(place, G_N_ELEMENTS(CHAIRLIFT_PLACE_COST) - 1)]
               : 0;
}

static void predict(const Description *own, const double *factor, const ChairliftTruth *truth,
                    gsize topic, const guint32 *paper, double *predicted)
{
    g_autofree double *coefficient = g_new0(double, own->columns + 1);
    for (gsize c = 0; c < own->columns; c++) {
        for (gsize i = 0; i < own->length; i++)
            coefficient[c] +=
                own->is_known[i] ? centred(own, c, i) * label_of(truth, topic, paper[i]) : 0;
    }
    solve(factor, own->columns, coefficient);
    for (gsize i = 0; i < own->length; i++) {
        predicted[i] = 0;
        for (gsize c = 0; c < own->columns; c++)
            predicted[i] += coefficient[c] * centred(own, c, i);
    }
    chairlift_standardise(predicted, own->length);
}

double *chairlift_likeness_learn(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                                 const guint32 *paper, gsize length, const double *similarity)
{
    g_autoptr(GArray) older = collect_older(truth->venue, set, paper, length);
    Description own = {.columns = older->len + truth->topics, .length = length};
    g_autofree double *value = g_new(double, own.columns *length + 1);
    g_autofree gboolean *is_known = g_new(gboolean, length + 1);
    double *predicted = g_new(double, truth->topics *length + 1);
    own.value = value;
    own.is_known = is_known;
    for (gsize i = 0; i < length; i++) {
        is_known[i] = !truth->weak[paper[i]] && chairlift_truth_has(truth, 0, paper[i]) >= 0;
        own.known += is_known[i] != FALSE;
    }
    for (guint k = 0; k < older->len; k++)
        compare_with(truth, set, &g_array_index(older, OlderTopic, k), paper, length,
                     value + k * length);
    memcpy(value + older->len * length, similarity, truth->topics * length * sizeof *value);
    centre(&own);
    g_autofree double *factor = factorise(&own);
    for (gsize t = 0; t < truth->topics; t++)
        predict(&own, factor, truth, t, paper, predicted + t * length);
    g_free(own.mean);
    return predicted;
}
