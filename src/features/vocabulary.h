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
    uint8_t begins_pair, ends_pair; /* whether any term of two stems begins, or ends, with it */
    uint8_t unused;
} ChairliftKnownStem;

/* A term of two stems in one number, so that eight of them share a cache line: the numbers of its
 * stems, then its feature + 1. 0 is none. */
typedef uint64_t ChairliftKnownPair;

enum { CHAIRLIFT_STEM_BITS = 21, CHAIRLIFT_FEATURE_BITS = 20 };

_Static_assert(2 * CHAIRLIFT_MOST_FEATURES < 1 << CHAIRLIFT_STEM_BITS &&
                   CHAIRLIFT_MOST_FEATURES < 1 << CHAIRLIFT_FEATURE_BITS,
               "stems and features fit into a pair");

struct ChairliftVocabulary {
    uint32_t size;
    char *terms;       /* all terms, one after the other, each NUL-terminated */
    size_t terms_size; /* bytes in use */
    uint32_t *term;    /* [size] where in terms each begins */
    const double *idf; /* [size * idf_step] */
    size_t idf_step;   /* from one feature's to the next one's */
    double *own_idf;   /* [size] or NULL: where idf points to, unless that is in a model */
    uint32_t stems, pairs;
    ChairliftKnownStem *stem;       /* [stems] */
    uint32_t *stem_slots;           /* [stem_slots_size] number of a stem + 1, or 0 */
    size_t stem_slots_size;         /* a power of two */
    ChairliftKnownPair *pair_slots; /* [pair_slots_size] */
    size_t pair_slots_size;         /* a power of two */
    uint64_t *pair_filter; /* [PAIR_FILTER / 64] a bit is set where the hash of a pair says; most
                              neighbouring words are no pair, and need not be searched */
    bool is_borrowed;      /* the arrays are another one's, who frees them */
    uint64_t checksum;
    double frequency_weight[CHAIRLIFT_KNOWN_FREQUENCIES]; /* 1 + ln tf, by tf */
};

/* Reads a vocabulary from the bytes of its file; `file` is its name, for messages. */
ChairliftVocabulary *chairlift_vocabulary_parse(const char *file, const char *bytes, size_t length,
                                                ChairliftError *error);

/* An empty vocabulary, for arrays that it does not own. NULL when memory runs out. */
ChairliftVocabulary *chairlift_vocabulary_new_borrowed(void);

/* The number of a stem, or CHAIRLIFT_NO_STEM when no term has it. */
uint32_t chairlift_vocabulary_find_stem(const ChairliftVocabulary *vocabulary, const char *text,
                                        size_t length);

/* Two stems as they stand in a pair, without the feature. */
static inline uint64_t chairlift_pair_stems(uint64_t first, uint64_t second)
{
    return first << CHAIRLIFT_STEM_BITS | second;
}

enum { CHAIRLIFT_FILTER_BITS = 18, CHAIRLIFT_PAIR_FILTER = 1 << CHAIRLIFT_FILTER_BITS }; /* bits */

/* A hash of two stems, of which the high bits are good (Knuth's multiplicative hashing). */
static inline uint64_t chairlift_pair_hash(uint64_t stems)
{
    return stems * UINT64_C(0x9E3779B97F4A7C15);
}

static inline uint64_t chairlift_filter_bit(uint64_t stems)
{
    return chairlift_pair_hash(stems) >> (64 - CHAIRLIFT_FILTER_BITS);
}

/* Whether two stems may be a pair: 0 or 1. 0 is certain. */
static inline unsigned chairlift_vocabulary_may_have(const ChairliftVocabulary *vocabulary,
                                                     uint64_t stems)
{
    uint64_t bit = chairlift_filter_bit(stems);

    return (unsigned)(vocabulary->pair_filter[bit / 64] >> bit % 64 & 1);
}

/* Where the search for two stems begins. */
static inline ChairliftKnownPair *
chairlift_vocabulary_pair_home(const ChairliftVocabulary *vocabulary, uint64_t stems)
{
    return &vocabulary
                ->pair_slots[chairlift_pair_hash(stems) >> 20 & (vocabulary->pair_slots_size - 1)];
}

/* The slot that holds the pair of these stems, or the empty one where it belongs. */
static inline ChairliftKnownPair *
chairlift_vocabulary_pair_slot(const ChairliftVocabulary *vocabulary, uint64_t stems)
{
    ChairliftKnownPair *slot = chairlift_vocabulary_pair_home(vocabulary, stems);
    const ChairliftKnownPair *end = vocabulary->pair_slots + vocabulary->pair_slots_size;

    while (*slot != 0 && *slot >> CHAIRLIFT_FEATURE_BITS != stems) {
        if (++slot == end)
            slot = vocabulary->pair_slots;
    }
    return slot;
}

/* What a text needs to know of a stem, in one number: the feature that it is alone, + 1; its
 * number; whether any term of two stems ends, or begins, with it. 0 when no term has it. */
enum {
    CHAIRLIFT_MARK_STEM = CHAIRLIFT_FEATURE_BITS,
    CHAIRLIFT_MARK_ENDS = CHAIRLIFT_MARK_STEM + CHAIRLIFT_STEM_BITS,
    CHAIRLIFT_MARK_BEGINS
};

/* The mark of a stem: a ChairliftMarkFunction of the vocabulary. */
uint64_t chairlift_vocabulary_mark(const char *stem, size_t length, const void *vocabulary);

static inline uint32_t chairlift_mark_feature(uint64_t mark)
{
    return (uint32_t)(mark & ((1U << CHAIRLIFT_FEATURE_BITS) - 1)) - 1;
}

static inline uint64_t chairlift_mark_stem(uint64_t mark)
{
    return mark >> CHAIRLIFT_MARK_STEM & ((1U << CHAIRLIFT_STEM_BITS) - 1);
}

/* Whether two stems may be a term at all: 0 or 1. */
static inline unsigned chairlift_marks_may_pair(uint64_t first, uint64_t second)
{
    return (unsigned)(first >> CHAIRLIFT_MARK_BEGINS & second >> CHAIRLIFT_MARK_ENDS) & 1;
}

/* The feature of a pair, or CHAIRLIFT_NO_FEATURE. */
static inline uint32_t chairlift_pair_feature(ChairliftKnownPair pair)
{
    return (uint32_t)(pair & ((1 << CHAIRLIFT_FEATURE_BITS) - 1)) - 1;
}

/* The feature of two stems (chairlift_pair_stems), or CHAIRLIFT_NO_FEATURE. */
static inline uint32_t chairlift_vocabulary_find_stems(const ChairliftVocabulary *vocabulary,
                                                       uint64_t stems)
{
    ChairliftKnownPair pair = *chairlift_vocabulary_pair_home(vocabulary, stems);
    uint64_t other = pair >> CHAIRLIFT_FEATURE_BITS ^ stems;

    if ((pair != 0) & (other != 0)) /* hardly ever, while whether there is a pair is not foreseen */
        pair = *chairlift_vocabulary_pair_slot(vocabulary, stems);
    return chairlift_pair_feature(pair);
}

/* Inverse document frequency of a feature. */
static inline double chairlift_vocabulary_idf(const ChairliftVocabulary *vocabulary,
                                              uint32_t feature)
{
    return vocabulary->idf[feature * vocabulary->idf_step];
}

/* Asks for the memory that tells of a feature's weight and, where this is in a model, for the first
 * and the last of what it weighs in the SVMs. */
static inline void chairlift_vocabulary_prefetch(const ChairliftVocabulary *vocabulary,
                                                 uint32_t feature)
{
    const double *idf = &vocabulary->idf[feature * vocabulary->idf_step];

    __builtin_prefetch(idf);
    __builtin_prefetch(idf + vocabulary->idf_step - 1);
}

/* What a feature that occurs `count` times weighs before the vector is scaled. */
static inline double chairlift_vocabulary_weight(const ChairliftVocabulary *vocabulary,
                                                 ChairliftCount count)
{
    double frequency = count.count < CHAIRLIFT_KNOWN_FREQUENCIES
                           ? vocabulary->frequency_weight[count.count]
                           : 1 + log((double)count.count);
    return frequency * chairlift_vocabulary_idf(vocabulary, count.feature);
}

#endif
