/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rooms features and model know of a vocabulary besides its public face. */
#ifndef CHAIRLIFT_FEATURES_VOCABULARY_H
#define CHAIRLIFT_FEATURES_VOCABULARY_H

#include "chairlift/features.h"

/* Most features a vocabulary, and with it a model, may have. */
enum { CHAIRLIFT_MOST_FEATURES = 1000000 };

/* Reads a vocabulary from the bytes of its file; `file` is its name, for messages. */
ChairliftVocabulary *chairlift_vocabulary_parse(const char *file, const char *bytes, size_t length,
                                                ChairliftError *error);

/* Inverse document frequency of a feature. */
double chairlift_vocabulary_idf(const ChairliftVocabulary *vocabulary, uint32_t feature);

#endif
