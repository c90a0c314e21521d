/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features: weighing. */
#include "chairlift/features.h"

#include "occurrences.h"
#include "vocabulary.h"

#include <math.h>
#include <stdlib.h>

void chairlift_vector_clear(ChairliftVector *vector)
{
    free(vector->feature);
    free(vector->value);
    *vector = (ChairliftVector){0};
}

static bool reserve(ChairliftVector *vector, size_t length)
{
    if (length <= vector->capacity)
        return true;
    uint32_t *feature = realloc(vector->feature, length * sizeof *feature);
    if (feature == NULL)
        return false;
    vector->feature = feature;
    float *value = realloc(vector->value, length * sizeof *value);
    if (value == NULL)
        return false;
    vector->value = value;
    vector->capacity = length;
    return true;
}

bool chairlift_features_weigh(const ChairliftVocabulary *vocabulary, const ChairliftCount *counts,
                              size_t length, ChairliftVector *vector, ChairliftError *error)
{
    double squares = 0;

    if (!reserve(vector, length))
        return chairlift_error_set(error, "not enough memory for a paper's vector");
    uint32_t *const feature = vector->feature;
    float *const value = vector->value;
    for (size_t i = 0; i < length; i++) {
        double weight = chairlift_vocabulary_weight(vocabulary, counts[i]);
        squares += weight * weight;
        feature[i] = counts[i].feature;
    }
    const double scale = 1 / sqrt(squares);
    for (size_t i = 0; i < length; i++)
        value[i] = (float)(chairlift_vocabulary_weight(vocabulary, counts[i]) * scale);
    vector->length = length;
    return true;
}

bool chairlift_features_vectorize(const ChairliftVocabulary *vocabulary,
                                  ChairliftTextReader *reader, const char *title,
                                  const char *abstract, ChairliftVector *vector,
                                  ChairliftError *error)
{
    ChairliftTally tally = {0};

    bool good = chairlift_tally_read(&tally, vocabulary, reader, title, abstract, error);
    if (good) {
        chairlift_tally_sort(&tally);
        good = chairlift_features_weigh(vocabulary, tally.counts, tally.length, vector, error);
    }
    chairlift_tally_clear(&tally);
    return good;
}
