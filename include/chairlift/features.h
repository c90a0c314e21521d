/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features: from terms to the vector that the SVMs see.
 *
 * A vocabulary numbers the features (terms) from 0 and holds their inverse document frequencies. A
 * paper's vector is sublinear TF-IDF, (1 + ln tf) * idf, scaled to unit length (Salton & Buckley
 * 1988; models/README.md gives the exact formula and why). A term of the title counts as
 * CHAIRLIFT_TITLE_WEIGHT of the abstract. Training weighs stored counts and scoring weighs counts
 * just taken from text: both pass through chairlift_features_weigh, so that they cannot drift
 * apart. Depends on C11 and text alone.
 */
#ifndef CHAIRLIFT_FEATURES_H
#define CHAIRLIFT_FEATURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "chairlift/error.h"
#include "chairlift/export.h"
#include "chairlift/text.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ChairliftVocabulary ChairliftVocabulary;

/* How often a feature occurs in one paper: tf = occurrences in the abstract +
 * CHAIRLIFT_TITLE_WEIGHT * occurrences in the title. */
typedef struct ChairliftCount {
    uint32_t feature; /* index into the vocabulary */
    uint32_t count;   /* 1 or more */
} ChairliftCount;

enum { CHAIRLIFT_TITLE_WEIGHT = 3 };

/* What one occurrence in this field adds to a feature's count. */
static inline uint32_t chairlift_field_weight(ChairliftField field)
{
    return field == CHAIRLIFT_FIELD_TITLE ? CHAIRLIFT_TITLE_WEIGHT : 1;
}

/* A sparse vector: `length` features in ascending order. Zero-initialise before first use; the
 * functions below grow it; chairlift_vector_clear frees what it holds. */
typedef struct ChairliftVector {
    uint32_t *feature; /* [length] index into the vocabulary, ascending */
    float *value;      /* [length] */
    size_t length;
    size_t capacity;
} ChairliftVector;

CHAIRLIFT_API void chairlift_vector_clear(ChairliftVector *vector);

/* Loads a vocabulary file (format: models/README.md). NULL, with error set ("file:line: ..."), when
 * it cannot be read or is malformed. */
CHAIRLIFT_API ChairliftVocabulary *chairlift_vocabulary_load(const char *path,
                                                             ChairliftError *error);

/* Makes a vocabulary: feature i is terms[i], with inverse document frequency idf[i], which is
 * rounded to the nine digits that the file has. Copies everything. NULL, with error set, when a
 * term is malformed or occurs twice, an idf is not finite and positive, or memory runs out. */
CHAIRLIFT_API ChairliftVocabulary *chairlift_vocabulary_new(uint32_t size, const char *const *terms,
                                                            const double *idf,
                                                            ChairliftError *error);
CHAIRLIFT_API void chairlift_vocabulary_free(ChairliftVocabulary *vocabulary);

/* Writes the file that chairlift_vocabulary_load reads. False when the stream has failed. */
CHAIRLIFT_API bool chairlift_vocabulary_write(const ChairliftVocabulary *vocabulary, FILE *stream);

/* Number of features. */
CHAIRLIFT_API uint32_t chairlift_vocabulary_size(const ChairliftVocabulary *vocabulary);

/* A checksum of the vocabulary's features and weights: a model says which one it was trained with.
 */
CHAIRLIFT_API uint64_t chairlift_vocabulary_checksum(const ChairliftVocabulary *vocabulary);

/* Index of a term, or UINT32_MAX when it is not a feature. */
CHAIRLIFT_API uint32_t chairlift_vocabulary_find(const ChairliftVocabulary *vocabulary,
                                                 const char *term, size_t length);

/* The term of a feature, NUL-terminated, owned by the vocabulary. */
CHAIRLIFT_API const char *chairlift_vocabulary_term(const ChairliftVocabulary *vocabulary,
                                                    uint32_t feature);

/* Weighs counts ([length], ascending features, each once) into a unit vector; the zero vector when
 * there are none. False, with error set, only when memory runs out. */
CHAIRLIFT_API bool chairlift_features_weigh(const ChairliftVocabulary *vocabulary,
                                            const ChairliftCount *counts, size_t length,
                                            ChairliftVector *vector, ChairliftError *error);

/* Reads a paper's title and abstract (either may be NULL) into its vector. */
CHAIRLIFT_API bool chairlift_features_vectorize(const ChairliftVocabulary *vocabulary,
                                                ChairliftTextReader *reader, const char *title,
                                                const char *abstract, ChairliftVector *vector,
                                                ChairliftError *error);

/* ---- the semantic space ---------------------------------------------------------------------- */

/* Places texts so that those on one subject are near each other though they share few words: a
 * linear map from a vocabulary of its own (models/README.md says how it is learnt). The first
 * chairlift_space_terms features of that vocabulary have coordinates; the rarer rest have none. */
typedef struct ChairliftSpace ChairliftSpace;

/* Loads models/space.bin and models/space-terms.tsv from a directory. NULL, with error set ("file:
 * ..."), when one cannot be read, is malformed, or they do not belong together. */
CHAIRLIFT_API ChairliftSpace *chairlift_space_load(const char *directory, ChairliftError *error);

/* Makes a space: coordinates is [terms * dimensions], a row for each of the first `terms` features;
 * each row is rounded to whole multiples of 1/127 of its largest coordinate. Takes ownership of the
 * vocabulary when it succeeds. */
CHAIRLIFT_API ChairliftSpace *chairlift_space_new(ChairliftVocabulary *vocabulary, uint32_t terms,
                                                  uint32_t dimensions, const float *coordinates,
                                                  ChairliftError *error);
CHAIRLIFT_API void chairlift_space_free(ChairliftSpace *space);

/* Writes space.bin; the vocabulary is written by chairlift_vocabulary_write. False when the stream
 * has failed. */
CHAIRLIFT_API bool chairlift_space_write(const ChairliftSpace *space, FILE *stream);

CHAIRLIFT_API const ChairliftVocabulary *chairlift_space_vocabulary(const ChairliftSpace *space);
CHAIRLIFT_API uint32_t chairlift_space_terms(const ChairliftSpace *space);
CHAIRLIFT_API uint32_t chairlift_space_dimensions(const ChairliftSpace *space);

/* Places a vector over the space's vocabulary: point, [dimensions], has unit length, or is zero
 * when no feature of the vector has coordinates. */
CHAIRLIFT_API void chairlift_space_place(const ChairliftSpace *space, const ChairliftVector *vector,
                                         float *point);

#ifdef __cplusplus
}
#endif

#endif
