/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occurrences: the terms of a paper that are features, with their places, so that evidence can be
 * shown in the paper's own words.
 *
 * Which stem of the vocabulary a word has is remembered with the word, in the reader's cache. So a
 * word costs one look-up there, one of the pair that it makes with the word before, and a tally of
 * what was found; a bit for each feature then tells in ascending order which ones have been.
 */
#include "occurrences.h"

#include "../text/words.h"
#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

/* Two neighbouring words that may be a term. */
typedef struct Pair {
    uint32_t first, second; /* numbers of their stems */
    size_t start, end;
} Pair;

/* Pairs that wait while memory brings the place where each is looked up. */
enum { WAITING = 16 };

/* What travels through the text reader. */
typedef struct Collector {
    ChairliftOccurrences *occurrences;
    const ChairliftVocabulary *vocabulary;
    ChairliftField field;
    uint32_t weight;     /* of an occurrence in this field */
    uint32_t before;     /* stem of the word before */
    size_t before_start; /* of that word */
    Pair waiting[WAITING];
    size_t pairs; /* that have come; pair i waits at i % WAITING */
    size_t taken; /* of these */
    bool out_of_memory;
} Collector;

static bool grow(ChairliftOccurrences *occurrences)
{
    size_t capacity = occurrences->capacity == 0 ? 512 : occurrences->capacity * 2;
    ChairliftOccurrence *grown = realloc(occurrences->all, capacity * sizeof *occurrences->all);

    if (grown == NULL)
        return false;
    occurrences->all = grown;
    occurrences->capacity = capacity;
    return true;
}

static inline void note(Collector *collector, uint32_t feature, size_t start, size_t end)
{
    ChairliftOccurrences *occurrences = collector->occurrences;

    if (occurrences->length == occurrences->capacity && !grow(occurrences)) {
        collector->out_of_memory = true;
        return;
    }
    occurrences->all[occurrences->length++] =
        (ChairliftOccurrence){feature, collector->field, start, end};
    occurrences->tally[feature] += collector->weight;
    occurrences->present[feature / 64] |= UINT64_C(1) << feature % 64;
}

/* A ChairliftNumberFunction. */
static uint32_t number_of(const char *stem, size_t length, const void *vocabulary)
{
    return chairlift_vocabulary_find_stem(vocabulary, stem, length);
}

static void take_pair(Collector *collector)
{
    const Pair *pair = &collector->waiting[collector->taken++ % WAITING];
    uint32_t feature =
        chairlift_vocabulary_find_pair(collector->vocabulary, pair->first, pair->second);

    if (feature != CHAIRLIFT_NO_FEATURE)
        note(collector, feature, pair->start, pair->end);
}

static void add_pair(Collector *collector, uint32_t first, uint32_t second, size_t start,
                     size_t end)
{
    const ChairliftVocabulary *vocabulary = collector->vocabulary;

    if (!chairlift_vocabulary_may_pair(vocabulary, first, second))
        return;
    __builtin_prefetch(
        chairlift_vocabulary_pair_home(vocabulary, chairlift_pair_stems(first, second)));
    if (collector->pairs - collector->taken == WAITING)
        take_pair(collector);
    collector->waiting[collector->pairs++ % WAITING] = (Pair){first, second, start, end};
}

static void collect(const ChairliftWord *word, void *user_data)
{
    Collector *collector = user_data;
    const ChairliftVocabulary *vocabulary = collector->vocabulary;
    uint32_t stem = word->stem.number;

    if (stem != CHAIRLIFT_NO_STEM) {
        uint32_t feature = vocabulary->stem[stem].feature;
        if (feature != CHAIRLIFT_NO_FEATURE)
            note(collector, feature, word->start, word->end);
        if (!word->opens_sentence && collector->before != CHAIRLIFT_NO_STEM)
            add_pair(collector, collector->before, stem, collector->before_start, word->end);
    }
    collector->before = stem;
    collector->before_start = word->start;
}

static void read_field(Collector *collector, ChairliftTextReader *reader, ChairliftField field,
                       const char *text)
{
    if (text == NULL)
        return;
    collector->field = field;
    collector->weight = chairlift_field_weight(field);
    chairlift_text_read_words(reader, text, strlen(text), collect, collector);
    while (collector->taken < collector->pairs)
        take_pair(collector);
}

/* Makes room for the tallies of a vocabulary's features. */
static bool reserve_tally(ChairliftOccurrences *occurrences, uint32_t size)
{
    if (occurrences->tally != NULL && size <= occurrences->tally_size)
        return true;
    free(occurrences->tally);
    free(occurrences->present);
    occurrences->tally = calloc((size_t)size + 1, sizeof *occurrences->tally);
    occurrences->present = calloc((size_t)size / 64 + 1, sizeof *occurrences->present);
    occurrences->tally_size = size;
    return occurrences->tally != NULL && occurrences->present != NULL;
}

/* Takes the tallies out as counts; they are 0 again after it. */
static void take_counts(ChairliftOccurrences *occurrences)
{
    occurrences->features = 0;
    for (size_t i = 0; i <= occurrences->tally_size / 64; i++) {
        uint64_t bits = occurrences->present[i];
        occurrences->present[i] = 0;
        for (; bits != 0; bits &= bits - 1) {
            uint32_t feature = (uint32_t)(64 * i) + (uint32_t)__builtin_ctzll(bits);
            occurrences->counts[occurrences->features++] =
                (ChairliftCount){feature, occurrences->tally[feature]};
            occurrences->tally[feature] = 0;
        }
    }
}

static bool reserve_counts(ChairliftOccurrences *occurrences)
{
    if (occurrences->counts_capacity >= occurrences->length)
        return true;
    ChairliftCount *grown =
        realloc(occurrences->counts, occurrences->capacity * sizeof *occurrences->counts);
    if (grown == NULL)
        return false;
    occurrences->counts = grown;
    occurrences->counts_capacity = occurrences->capacity;
    return true;
}

bool chairlift_occurrences_read(ChairliftOccurrences *occurrences,
                                const ChairliftVocabulary *vocabulary, ChairliftTextReader *reader,
                                const char *title, const char *abstract, ChairliftError *error)
{
    Collector collector = {.occurrences = occurrences, .vocabulary = vocabulary};

    occurrences->length = 0;
    collector.out_of_memory = !reserve_tally(occurrences, chairlift_vocabulary_size(vocabulary));
    if (!collector.out_of_memory) {
        chairlift_text_reader_set_numbers(reader, chairlift_vocabulary_checksum(vocabulary),
                                          number_of, vocabulary);
        read_field(&collector, reader, CHAIRLIFT_FIELD_TITLE, title);
        read_field(&collector, reader, CHAIRLIFT_FIELD_ABSTRACT, abstract);
    }
    if (collector.out_of_memory || !reserve_counts(occurrences)) {
        chairlift_occurrences_clear(occurrences);
        return chairlift_error_set(error, "not enough memory for a paper's words");
    }
    take_counts(occurrences);
    return true;
}

static int by_feature(const void *a, const void *b)
{
    const ChairliftOccurrence *left = a, *right = b;

    if (left->feature != right->feature)
        return left->feature < right->feature ? -1 : 1;
    if (left->field != right->field)
        return left->field < right->field ? -1 : 1;
    return left->start < right->start ? -1 : left->start > right->start;
}

void chairlift_occurrences_sort(ChairliftOccurrences *occurrences)
{
    if (occurrences->length > 1)
        qsort(occurrences->all, occurrences->length, sizeof *occurrences->all, by_feature);
}

void chairlift_occurrences_clear(ChairliftOccurrences *occurrences)
{
    free(occurrences->all);
    free(occurrences->counts);
    free(occurrences->tally);
    free(occurrences->present);
    *occurrences = (ChairliftOccurrences){0};
}
