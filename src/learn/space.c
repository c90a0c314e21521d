/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learns a semantic space from papers without labels, by the one thing that is known of them: a
 * title belongs to its abstract.
 *
 * A text's point is the sum of its terms' coordinates, each times the term's weight, scaled to unit
 * length. Of the titles and abstracts of some papers, each title should be nearer to its own
 * abstract than to the others', and each abstract to its title: the loss is the cross entropy of
 * these two choices, softmax(cosine / temperature) (van den Oord, Li & Vinyals 2018; Radford et al.
 * 2021). Coordinates begin as those of latent semantic analysis (Deerwester et al. 1990), found by
 * subspace iteration, and follow the gradient with steps of Adagrad (Duchi, Hazan & Singer 2011),
 * so that rare terms learn as fast as frequent ones. One thread and one order of additions: the
 * same papers give the same bytes.
 */
#include "space_texts.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "chairlift/learn.h"
#include "chairlift/paper.h"

enum { DIMENSIONS = 128, BATCH = 1024, SUBSPACE_ITERATIONS = 5, EPOCHS = 2 };

static const float TEMPERATURE = 0.1F, LEARNING_RATE = 0.02F, FIRST_SQUARES = 1e-8F;

typedef float Point[DIMENSIONS];

/* One side of a batch: its titles, or its abstracts. */
typedef struct Side {
    const ChairliftVector *vector[BATCH];
    Point point[BATCH];    /* unit length */
    float length[BATCH];   /* before it was scaled */
    Point gradient[BATCH]; /* of the loss by the point */
} Side;

typedef struct Learner {
    guint32 terms;
    Point *coordinate;       /* [terms] */
    Point *squares;          /* [terms] sums of squared gradients */
    Point *gradient;         /* [terms] of this batch, zero between batches */
    float (*cosine)[BATCH];  /* [BATCH] of title and abstract; then what the loss wants of it */
    float (*across)[BATCH];  /* [BATCH] the same for abstract and title */
    float (*columns)[BATCH]; /* [DIMENSIONS] abstracts' points, turned */
    Side title, abstract;
    guint64 random;
} Learner;

/* Xorshift (Marsaglia 2003). */
static guint64 draw(Learner *learner)
{
    learner->random ^= learner->random << 13;
    learner->random ^= learner->random >> 7;
    learner->random ^= learner->random << 17;
    return learner->random;
}

static Learner *learner_new(guint32 terms)
{
    Learner *learner = g_new0(Learner, 1);
    learner->terms = terms;
    learner->random = 88172645463325252ULL;
    learner->coordinate = g_new0(Point, terms);
    learner->squares = g_new0(Point, terms);
    learner->gradient = g_new0(Point, terms);
    learner->cosine = g_malloc0(sizeof(float) * BATCH * BATCH);
    learner->across = g_malloc0(sizeof(float) * BATCH * BATCH);
    learner->columns = g_malloc0(sizeof(float) * DIMENSIONS * BATCH);
    for (guint32 term = 0; term < terms; term++) {
        for (int d = 0; d < DIMENSIONS; d++) {
            learner->coordinate[term][d] = (float)(draw(learner) >> 40) / (1 << 24) - 0.5F;
            learner->squares[term][d] = FIRST_SQUARES;
        }
    }
    return learner;
}

static void learner_free(Learner *learner)
{
    g_free(learner->coordinate);
    g_free(learner->squares);
    g_free(learner->gradient);
    g_free(learner->cosine);
    g_free(learner->across);
    g_free(learner->columns);
    g_free(learner);
}

/* The weighted sum of a text's coordinates. */
static void project(const Learner *learner, const ChairliftVector *vector, float *point)
{
    memset(point, 0, sizeof(Point));
    for (size_t k = 0; k < vector->length && vector->feature[k] < learner->terms; k++) {
        const float *row = learner->coordinate[vector->feature[k]];
        for (int d = 0; d < DIMENSIONS; d++)
            point[d] += vector->value[k] * row[d];
    }
}

/* Adds a point to the gradient of each of a text's terms, times the term's weight. */
static void distribute(Learner *learner, const ChairliftVector *vector, const float *point)
{
    for (size_t k = 0; k < vector->length && vector->feature[k] < learner->terms; k++) {
        float *row = learner->gradient[vector->feature[k]];
        for (int d = 0; d < DIMENSIONS; d++)
            row[d] += vector->value[k] * point[d];
    }
}

/* ---- where coordinates begin ------------------------------------------------------------------
 */

/* Makes the columns of coordinates orthogonal and of unit length (modified Gram & Schmidt); a
 * column that depends on earlier ones becomes zero. */
static void orthonormalise(Learner *learner)
{
    Point *columns = learner->coordinate;
    for (int d = 0; d < DIMENSIONS; d++) {
        double squares = 0;
        for (int earlier = 0; earlier < d; earlier++) {
            double along = 0;
            for (guint32 term = 0; term < learner->terms; term++)
                along += (double)columns[term][earlier] * (double)columns[term][d];
            for (guint32 term = 0; term < learner->terms; term++)
                columns[term][d] -= (float)along * columns[term][earlier];
        }
        for (guint32 term = 0; term < learner->terms; term++)
            squares += (double)columns[term][d] * (double)columns[term][d];
        const float scale = squares > DBL_EPSILON ? (float)(1 / sqrt(squares)) : 0;
        for (guint32 term = 0; term < learner->terms; term++)
            columns[term][d] *= scale;
    }
}

/* From random coordinates to an orthonormal basis of the space of the abstracts' greatest singular
 * vectors, scaled so that a term is one unit from the origin on average. */
static void analyse(Learner *learner, const GArray *texts)
{
    const float scale = sqrtf((float)learner->terms / DIMENSIONS);
    for (int iteration = 0; iteration < SUBSPACE_ITERATIONS; iteration++) {
        orthonormalise(learner);
        for (guint i = 0; i < texts->len; i++) {
            const ChairliftVector *abstract = &g_array_index(texts, ChairliftSpaceText, i).abstract;
            Point point;
            project(learner, abstract, point);
            distribute(learner, abstract, point);
        }
        Point *product = learner->gradient;
        learner->gradient = learner->coordinate;
        learner->coordinate = product;
        memset(learner->gradient, 0, sizeof(Point) * learner->terms);
    }
    orthonormalise(learner);
    for (guint32 term = 0; term < learner->terms; term++) {
        for (int d = 0; d < DIMENSIONS; d++)
            learner->coordinate[term][d] *= scale;
    }
}

/* ---- how they are learnt ----------------------------------------------------------------------
 */

static void place(const Learner *learner, Side *side, int i)
{
    float *point = side->point[i];
    project(learner, side->vector[i], point);
    float squares = 0;
    for (int d = 0; d < DIMENSIONS; d++)
        squares += point[d] * point[d];
    side->length[i] = sqrtf(squares) + FLT_EPSILON;
    for (int d = 0; d < DIMENSIONS; d++)
        point[d] /= side->length[i];
}

/* Cosines of all titles and abstracts. */
static void compare(Learner *learner)
{
    for (int j = 0; j < BATCH; j++) {
        for (int d = 0; d < DIMENSIONS; d++)
            learner->columns[d][j] = learner->abstract.point[j][d];
    }
    for (int i = 0; i < BATCH; i++) {
        float *row = learner->cosine[i];
        memset(row, 0, sizeof(float) * BATCH);
        for (int d = 0; d < DIMENSIONS; d++) {
            const float coordinate = learner->title.point[i][d];
            for (int j = 0; j < BATCH; j++)
                row[j] += coordinate * learner->columns[d][j];
        }
    }
}

/* Each row of cosines becomes softmax(cosine / temperature); the loss of the row's own column. */
static double soften(float (*rows)[BATCH])
{
    double loss = 0;
    for (int i = 0; i < BATCH; i++) {
        float largest = rows[i][0], sum = 0;
        for (int j = 1; j < BATCH; j++)
            largest = MAX(largest, rows[i][j]);
        for (int j = 0; j < BATCH; j++) {
            rows[i][j] = expf((rows[i][j] - largest) / TEMPERATURE);
            sum += rows[i][j];
        }
        for (int j = 0; j < BATCH; j++)
            rows[i][j] /= sum;
        loss -= log((double)rows[i][i] + DBL_MIN);
    }
    return loss / BATCH;
}

/* The gradient by the cosines, and from it by the points; returns the loss. */
static double judge(Learner *learner)
{
    for (int i = 0; i < BATCH; i++) {
        for (int j = 0; j < BATCH; j++)
            learner->across[j][i] = learner->cosine[i][j];
    }
    const double loss = (soften(learner->cosine) + soften(learner->across)) / 2;
    memset(learner->title.gradient, 0, sizeof learner->title.gradient);
    memset(learner->abstract.gradient, 0, sizeof learner->abstract.gradient);
    for (int i = 0; i < BATCH; i++) {
        for (int j = 0; j < BATCH; j++) {
            const float wanted = (learner->cosine[i][j] + learner->across[j][i]) / 2 - (i == j);
            const float pull = wanted / (TEMPERATURE * BATCH);
            for (int d = 0; d < DIMENSIONS; d++) {
                learner->title.gradient[i][d] += pull * learner->abstract.point[j][d];
                learner->abstract.gradient[j][d] += pull * learner->title.point[i][d];
            }
        }
    }
    return loss;
}

/* From the gradient by a text's point to that by the coordinates of its terms: scaling to unit
 * length passes on only what is at right angles to the point. */
static void pass_back(Learner *learner, const Side *side, int i)
{
    Point gradient;
    float along = 0;
    for (int d = 0; d < DIMENSIONS; d++)
        along += side->gradient[i][d] * side->point[i][d];
    for (int d = 0; d < DIMENSIONS; d++)
        gradient[d] = (side->gradient[i][d] - along * side->point[i][d]) / side->length[i];
    distribute(learner, side->vector[i], gradient);
}

static void step(Learner *learner)
{
    for (guint32 term = 0; term < learner->terms; term++) {
        for (int d = 0; d < DIMENSIONS; d++) {
            const float gradient = learner->gradient[term][d];
            learner->squares[term][d] += gradient * gradient;
            learner->coordinate[term][d] -=
                LEARNING_RATE * gradient / sqrtf(learner->squares[term][d]);
            learner->gradient[term][d] = 0;
        }
    }
}

static double learn_batch(Learner *learner, const GArray *texts, const guint32 *order)
{
    for (int i = 0; i < BATCH; i++) {
        const ChairliftSpaceText *text = &g_array_index(texts, ChairliftSpaceText, order[i]);
        learner->title.vector[i] = &text->title;
        learner->abstract.vector[i] = &text->abstract;
        place(learner, &learner->title, i);
        place(learner, &learner->abstract, i);
    }
    compare(learner);
    const double loss = judge(learner);
    for (int i = 0; i < BATCH; i++) {
        pass_back(learner, &learner->title, i);
        pass_back(learner, &learner->abstract, i);
    }
    step(learner);
    return loss;
}

/* Puts the papers in another order (Fisher & Yates). */
static void shuffle(Learner *learner, guint32 *order, guint32 length)
{
    for (guint32 i = length; i > 1; i--) {
        const guint32 k = (guint32)(draw(learner) % i);
        const guint32 moved = order[i - 1];
        order[i - 1] = order[k];
        order[k] = moved;
    }
}

static gboolean learn(Learner *learner, const GArray *texts, const ChairliftTrainOptions *how,
                      GError **error)
{
    const guint batches = texts->len / BATCH;
    analyse(learner, texts);
    g_autofree guint32 *order = g_new(guint32, texts->len);
    for (guint32 i = 0; i < texts->len; i++)
        order[i] = i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        shuffle(learner, order, texts->len);
        double loss = 0;
        for (guint batch = 0; batch < batches; batch++) {
            loss += learn_batch(learner, texts, order + (gsize)batch * BATCH);
            if (how->progress != NULL)
                how->progress((epoch + (batch + 1.0) / batches) / EPOCHS, how->progress_data);
            if (g_cancellable_set_error_if_cancelled(how->cancellable, error))
                return FALSE;
        }
        g_debug("epoch %d: loss %.3f", epoch + 1, loss / batches);
    }
    return TRUE;
}

/* The space is NULL, with error set, when learning was cancelled or memory ran out. */
static ChairliftSpace *learn_space(ChairliftSpaceTexts *texts, const ChairliftTrainOptions *how,
                                   GError **error)
{
    Learner *learner = learner_new(texts->terms);
    ChairliftSpace *space = NULL;
    ChairliftError cause;
    if (learn(learner, texts->texts, how, error)) {
        space = chairlift_space_new(texts->vocabulary, texts->terms, DIMENSIONS,
                                    learner->coordinate[0], &cause);
        if (space == NULL)
            g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, cause.message);
        else
            texts->vocabulary = NULL; /* the space's now */
    }
    learner_free(learner);
    return space;
}

ChairliftSpace *chairlift_space_learn(const char *const *files, const ChairliftTrainOptions *how,
                                      GError **error)
{
    g_autoptr(ChairliftSpaceTexts) texts = chairlift_space_texts_read(files, error);
    if (texts == NULL)
        return NULL;
    if (texts->texts->len >= BATCH)
        return learn_space(texts, how, error);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "only %u papers have enough words in title and abstract; at least %d are needed, "
                "and many thousand are better",
                texts->texts->len, BATCH);
    return NULL;
}
