/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which features a paper has: how often, and where they stand. */
#ifndef CHAIRLIFT_FEATURES_OCCURRENCES_H
#define CHAIRLIFT_FEATURES_OCCURRENCES_H

#include "chairlift/features.h"

/* How often a paper has each feature. Zero-initialise before first use. */
typedef struct ChairliftTally {
    ChairliftCount *counts; /* [length] each feature once, in the order they were met in */
    size_t length;
    uint32_t *count; /* [size] of each feature, 0 between papers */
    uint32_t size;   /* features of the vocabulary */
} ChairliftTally;

/* Counts the features of a paper; title and abstract may be NULL. What was there before is
 * replaced. False, with error set, only when memory runs out. */
bool chairlift_tally_read(ChairliftTally *tally, const ChairliftVocabulary *vocabulary,
                          ChairliftTextReader *reader, const char *title, const char *abstract,
                          ChairliftError *error);

/* Puts the counts into ascending order of features. */
void chairlift_tally_sort(ChairliftTally *tally);

void chairlift_tally_clear(ChairliftTally *tally);

typedef struct ChairliftOccurrence {
    uint32_t feature;
    ChairliftField field;
    uint32_t sentence; /* of the paper's, from 0 */
    size_t previous;   /* for who wants to link those of a sentence */
    size_t start, end; /* bytes of the field's text */
} ChairliftOccurrence;

/* Where a paper's features stand. Zero-initialise before first use. */
typedef struct ChairliftOccurrences {
    ChairliftOccurrence *all; /* [length] */
    size_t length, capacity;
    uint32_t title_sentences; /* of the title: those of the abstract follow */
    uint32_t sentences;       /* of both */
} ChairliftOccurrences;

/* Finds the features of a paper, as chairlift_tally_read, nearly in reading order. */
bool chairlift_occurrences_read(ChairliftOccurrences *occurrences,
                                const ChairliftVocabulary *vocabulary, ChairliftTextReader *reader,
                                const char *title, const char *abstract, ChairliftError *error);

/* Puts them into ascending order of features, those of one feature in reading order. */
void chairlift_occurrences_sort(ChairliftOccurrences *occurrences);

void chairlift_occurrences_clear(ChairliftOccurrences *occurrences);

#endif
