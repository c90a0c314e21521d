/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "description.h"

#include <math.h>

#include "chairlift/paper.h"
#include "chairlift/text.h"

/* The text's vector, spread out: query, [features]. */
static gboolean vectorize(const ChairliftTrainingSet *set, const char *name,
                          const char *description, double *query, GError **error)
{
    ChairliftError cause;
    ChairliftVector vector = {0};
    ChairliftTextReader *reader = chairlift_text_reader_new(&cause);
    gboolean fine = reader != NULL && chairlift_features_vectorize(set->vocabulary, reader, name,
                                                                   description, &vector, &cause);
    for (size_t k = 0; fine && k < vector.length; k++)
        query[vector.feature[k]] = vector.value[k];
    chairlift_vector_clear(&vector);
    if (reader != NULL)
        chairlift_text_reader_free(reader);
    if (!fine)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s", cause.message);
    return fine;
}

void chairlift_standardise(double *column, gsize length)
{
    double sum = 0;
    double squares = 0;
    for (gsize i = 0; i < length; i++)
        sum += column[i];
    const double mean = sum / (double)length;
    for (gsize i = 0; i < length; i++)
        squares += (column[i] - mean) * (column[i] - mean);
    const double deviation = sqrt(squares / (double)length);
    for (gsize i = 0; i < length; i++)
        column[i] = deviation > 1e-12 ? (column[i] - mean) / deviation : 0;
}

gboolean chairlift_description_compare(const ChairliftTrainingSet *set, const char *name,
                                       const char *description, const guint32 *paper, gsize length,
                                       double *similarity, gboolean *touched, GError **error)
{
    g_autofree double *query = g_new0(double, chairlift_vocabulary_size(set->vocabulary) + 1);
    if (!vectorize(set, name, description, query, error))
        return FALSE;
    for (gsize i = 0; i < length; i++) {
        const ChairliftVector *vector = &set->vectors[paper[i]];
        similarity[i] = 0;
        for (size_t k = 0; k < vector->length; k++)
            similarity[i] += query[vector->feature[k]] * vector->value[k];
        touched[i] = similarity[i] > 0;
    }
    chairlift_standardise(similarity, length);
    return TRUE;
}
