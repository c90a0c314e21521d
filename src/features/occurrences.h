/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in a paper its features stand. */
#ifndef CHAIRLIFT_FEATURES_OCCURRENCES_H
#define CHAIRLIFT_FEATURES_OCCURRENCES_H

#include "chairlift/features.h"

typedef struct ChairliftOccurrence {
    uint32_t feature;
    ChairliftField field;
    size_t start, end; /* bytes of the field's text */
} ChairliftOccurrence;

/* Zero-initialise before first use. */
typedef struct ChairliftOccurrences {
    ChairliftOccurrence *all; /* [length] by feature; those of one feature in reading order */
    size_t length, capacity;
    ChairliftCount *counts; /* [features] ascending features */
    size_t features, counts_capacity;
} ChairliftOccurrences;

/* Finds and counts the features of a paper; title and abstract may be NULL. What was there before
 * is replaced. False, with error set, only when memory runs out. */
bool chairlift_occurrences_read(ChairliftOccurrences *occurrences,
                                const ChairliftVocabulary *vocabulary, ChairliftTextReader *reader,
                                const char *title, const char *abstract, ChairliftError *error);

void chairlift_occurrences_clear(ChairliftOccurrences *occurrences);

#endif
