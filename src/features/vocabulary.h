/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rooms features and model know of a vocabulary besides its public face. */
#ifndef CHAIRLIFT_FEATURES_VOCABULARY_H
#define CHAIRLIFT_FEATURES_VOCABULARY_H

#include "../text/hash.h"

#include <math.h>

#include "chairlift/features.h"

/* Most features a vocabulary, and with it a model, may have. */
enum { CHAIRLIFT_MOST_FEATURES = 1000000 };

/* Counts below this have their weight in a table. */
enum { CHAIRLIFT_KNOWN_FREQUENCIES = 64 };

#define CHAIRLIFT_NO_FEATURE UINT32_MAX
#define CHAIRLIFT_NO_STEM UINT32_MAX

/* A stem that is a term or part of one. */
typedef struct ChairliftKnownStem {
    uint32_t text;    /* where in the vocabulary's terms it stands */
    uint32_t feature; /* that it is alone, or CHAIRLIFT_NO_FEATURE */
    uint8_t length;
    bool begins_pair, ends_pair; /* whether any term of two stems begins, or ends, with it */
} ChairliftKnownStem;

/* A term of two stems; a slot of a hash table. */
typedef struct ChairliftKnownPair {
    uint32_t first, second; /* numbers of stems */
    uint32_t feature;
} ChairliftKnownPair;

struct ChairliftVocabulary {
    uint32_t size;
    char *terms;       /* all terms, one after the other, each NUL-terminated */
    size_t terms_size; /* bytes in use */
    size_t *term;      /* [size] where in terms each begins */
    double *idf;       /* [size] */
    uint32_t stems, pairs;
    ChairliftKnownStem *stem;       /* [stems] */
    uint32_t *stem_slots;           /* [stem_slots_size] number of a stem + 1, or 0 */
    size_t stem_slots_size;         /* a power of two */
    ChairliftKnownPair *pair_slots; /* [pair_slots_size] */
    uint8_t *pair_tags;     /* [pair_slots_size] part of the pair's hash, or 0 where the slot is
                               empty: most pairs of a text are no terms, and end their search
                               here, in a sixteenth of the memory */
    size_t pair_slots_size; /* a power of two */
    uint64_t checksum;
    double frequency_weight[CHAIRLIFT_KNOWN_FREQUENCIES]; /* 1 + ln tf, by tf */
};

/* Reads a vocabulary from the bytes of its file; `file` is its name, for messages. */
ChairliftVocabulary *chairlift_vocabulary_parse(const char *file, const char *bytes, size_t length,
                                                ChairliftError *error);

/* The number of a stem, or CHAIRLIFT_NO_STEM when no term has it. */
uint32_t chairlift_vocabulary_find_stem(const ChairliftVocabulary *vocabulary, const char *text,
                                        size_t length);

/* The slot that holds the pair, or the empty one where it belongs; *tag is the pair's. */
static inline size_t chairlift_vocabulary_pair_slot(const ChairliftVocabulary *vocabulary,
                                                    uint32_t first, uint32_t second, uint8_t *tag)
{
    uint64_t hash = chairlift_hash_number((uint64_t)first << 32 | second);
    size_t at = (size_t)hash & (vocabulary->pair_slots_size - 1);

    *tag = (uint8_t)(hash >> 56 | 1);
    for (;; at = (at + 1) & (vocabulary->pair_slots_size - 1)) {
        if (vocabulary->pair_tags[at] == 0)
            return at;
        const ChairliftKnownPair *pair = &vocabulary->pair_slots[at];
        if (vocabulary->pair_tags[at] == *tag && pair->first == first && pair->second == second)
            return at;
    }
}

/* The feature of two stems, or CHAIRLIFT_NO_FEATURE. */
static inline uint32_t chairlift_vocabulary_find_pair(const ChairliftVocabulary *vocabulary,
                                                      uint32_t first, uint32_t second)
{
    uint8_t tag;

    if (!vocabulary->stem[first].begins_pair || !vocabulary->stem[second].ends_pair)
        return CHAIRLIFT_NO_FEATURE;
    size_t at = chairlift_vocabulary_pair_slot(vocabulary, first, second, &tag);
    return vocabulary->pair_tags[at] == 0 ? CHAIRLIFT_NO_FEATURE
                                          : vocabulary->pair_slots[at].feature;
}

/* Inverse document frequency of a feature. */
static inline double chairlift_vocabulary_idf(const ChairliftVocabulary *vocabulary,
                                              uint32_t feature)
{
    return vocabulary->idf[feature];
}

/* What a feature that occurs `count` times weighs before the vector is scaled. */
static inline double chairlift_vocabulary_weight(const ChairliftVocabulary *vocabulary,
                                                 ChairliftCount count)
{
    double frequency = count.count < CHAIRLIFT_KNOWN_FREQUENCIES
                           ? vocabulary->frequency_weight[count.count]
                           : 1 + log((double)count.count);
    return frequency * vocabulary->idf[count.feature];
}

#endif
