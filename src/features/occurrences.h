/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which features a paper has, how often, and where they stand. */
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
    ChairliftOccurrence *all; /* [length] in the order they were found in, or sorted */
    size_t length, capacity;
    ChairliftCount *counts; /* [features] ascending features */
    size_t features, counts_capacity;
    uint32_t *tally;   /* [tally_size] count of each feature, 0 between papers */
    uint64_t *present; /* [tally_size / 64, rounded up] a bit for each feature, likewise */
    uint32_t tally_size;
} ChairliftOccurrences;

/* Finds and counts the features of a paper; title and abstract may be NULL. What was there before
 * is replaced. False, with error set, only when memory runs out. */
bool chairlift_occurrences_read(ChairliftOccurrences *occurrences,
                                const ChairliftVocabulary *vocabulary, ChairliftTextReader *reader,
                                const char *title, const char *abstract, ChairliftError *error);

/* Sorts the occurrences by feature, those of one feature in reading order. */
void chairlift_occurrences_sort(ChairliftOccurrences *occurrences);

void chairlift_occurrences_clear(ChairliftOccurrences *occurrences);

#endif
