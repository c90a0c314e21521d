/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occurrences: the terms of a paper that are features, how many of each, and their places, so that
 * evidence can be shown in the paper's own words.
 *
 * What the vocabulary knows of a word's stem is remembered with the word, in the reader's cache. So
 * a word costs one look-up there and one of the pair that it makes with the word before. Whether a
 * word or a pair is a feature follows no pattern that a processor could foresee, so all that may be
 * one is written down and only the count depends on it. A tally of what was found, with a bit for
 * each feature, then gives the features in ascending order.
 */
#include "occurrences.h"

#include "../text/words.h"
#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

/* A feature among words that were handed over together. */
typedef struct Found {
    uint32_t feature;
    int16_t first, last; /* of its words, by their place among them; -1 is the word before them */
} Found;

enum { MOST_FOUND = 2 * CHAIRLIFT_MOST_WORDS };

/* Two neighbouring words that may be a feature. */
typedef struct Pair {
    uint64_t stems;
    int16_t last;
} Pair;

/* Finds the features of one word; returns how many. */
static size_t find_words(const ChairliftWord *words, size_t length, Found found[MOST_FOUND])
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++) {
        uint32_t feature = chairlift_mark_feature(words[i].mark);
        found[count] = (Found){feature, (int16_t)i, (int16_t)i};
        count += feature != CHAIRLIFT_NO_FEATURE;
    }
    return count;
}

/* Finds the pairs of words that may be features. */
static size_t find_pairs(const ChairliftVocabulary *vocabulary, const ChairliftWord *words,
                         size_t length, Pair pairs[CHAIRLIFT_MOST_WORDS])
{
    size_t count = 0;
    uint64_t before = words[-1].mark;

    for (size_t i = 0; i < length; i++) {
        const uint64_t mark = words[i].mark;
        uint64_t stems =
            chairlift_pair_stems(chairlift_mark_stem(before), chairlift_mark_stem(mark));
        pairs[count] = (Pair){stems, (int16_t)i};
        count += chairlift_marks_may_pair(before, mark) &
                 chairlift_vocabulary_may_have(vocabulary, stems) & !words[i].opens_sentence;
        before = mark;
    }
    return count;
}

/* Finds all features among words; returns how many. */
static size_t find_features(const ChairliftVocabulary *vocabulary, const ChairliftWord *words,
                            size_t length, Found found[MOST_FOUND])
{
    Pair pairs[CHAIRLIFT_MOST_WORDS];
    size_t pairs_length = find_pairs(vocabulary, words, length, pairs);

    for (size_t i = 0; i < pairs_length; i++)
        /* find_pairs has set them; the analyzer does not follow its count. */
        /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage) */
        __builtin_prefetch(chairlift_vocabulary_pair_home(vocabulary, pairs[i].stems));
    size_t count = find_words(words, length, found); /* while the memory comes */
    for (size_t i = 0; i < pairs_length; i++) {
        uint32_t feature = chairlift_vocabulary_find_stems(vocabulary, pairs[i].stems);
        found[count] = (Found){feature, (int16_t)(pairs[i].last - 1), pairs[i].last};
        count += feature != CHAIRLIFT_NO_FEATURE;
    }
    return count;
}

/* Reads one field's text, if there is one. */
static void read_field(const ChairliftVocabulary *vocabulary, ChairliftTextReader *reader,
                       const char *text, ChairliftWordsFunction function, void *user_data)
{
    if (text == NULL)
        return;
    chairlift_text_reader_set_marks(reader, chairlift_vocabulary_checksum(vocabulary),
                                    chairlift_vocabulary_mark, vocabulary);
    chairlift_text_read_words(reader, text, strlen(text), function, user_data);
}

/* ---- how many -------------------------------------------------------------------------------- */

/* What travels through the text reader. */
typedef struct Counter {
    ChairliftTally *tally;
    const ChairliftVocabulary *vocabulary;
    uint32_t weight; /* of an occurrence in this field */
} Counter;

/* A ChairliftWordsFunction. */
static void count_features(const ChairliftWord *words, size_t length, void *user_data)
{
    const Counter *counter = user_data;
    ChairliftTally *tally = counter->tally;
    Found found[MOST_FOUND];
    size_t count = find_features(counter->vocabulary, words, length, found);

    for (size_t i = 0; i < count; i++) {
        uint32_t feature = found[i].feature;
        uint32_t before = tally->count[feature];
        chairlift_vocabulary_prefetch(counter->vocabulary, feature); /* it will be weighed */
        tally->counts[tally->length].feature = feature;
        tally->length += before == 0;
        tally->count[feature] = before + counter->weight;
    }
}

/* Makes room for a vocabulary's features. */
static bool reserve(ChairliftTally *tally, uint32_t size)
{
    if (tally->count != NULL && size <= tally->size)
        return true;
    chairlift_tally_clear(tally);
    tally->counts = malloc(((size_t)size + 1) * sizeof *tally->counts);
    tally->count = calloc((size_t)size + 1, sizeof *tally->count);
    tally->size = size;
    return tally->counts != NULL && tally->count != NULL;
}

/* Takes the tally out as counts; it is 0 again after it. */
static void take_counts(ChairliftTally *tally)
{
    for (size_t i = 0; i < tally->length; i++) {
        uint32_t *count = &tally->count[tally->counts[i].feature];
        tally->counts[i].count = *count;
        *count = 0;
    }
}

bool chairlift_tally_read(ChairliftTally *tally, const ChairliftVocabulary *vocabulary,
                          ChairliftTextReader *reader, const char *title, const char *abstract,
                          ChairliftError *error)
{
    Counter counter = {.tally = tally, .vocabulary = vocabulary};

    if (!reserve(tally, chairlift_vocabulary_size(vocabulary))) {
        chairlift_tally_clear(tally);
        return chairlift_error_set(error, "not enough memory for a paper's words");
    }
    tally->length = 0;
    counter.weight = chairlift_field_weight(CHAIRLIFT_FIELD_TITLE);
    read_field(vocabulary, reader, title, count_features, &counter);
    counter.weight = chairlift_field_weight(CHAIRLIFT_FIELD_ABSTRACT);
    read_field(vocabulary, reader, abstract, count_features, &counter);
    take_counts(tally);
    return true;
}

static int by_count_feature(const void *a, const void *b)
{
    const ChairliftCount *left = a, *right = b;

    return left->feature < right->feature ? -1 : left->feature > right->feature;
}

void chairlift_tally_sort(ChairliftTally *tally)
{
    if (tally->length > 1)
        qsort(tally->counts, tally->length, sizeof *tally->counts, by_count_feature);
}

void chairlift_tally_clear(ChairliftTally *tally)
{
    free(tally->counts);
    free(tally->count);
    *tally = (ChairliftTally){0};
}

/* ---- and where ------------------------------------------------------------------------------- */

typedef struct Collector {
    ChairliftOccurrences *occurrences;
    const ChairliftVocabulary *vocabulary;
    ChairliftField field;
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

/* A ChairliftWordsFunction. */
static void collect_features(const ChairliftWord *words, size_t length, void *user_data)
{
    Collector *collector = user_data;
    ChairliftOccurrences *occurrences = collector->occurrences;
    Found found[MOST_FOUND];
    uint32_t sentence[CHAIRLIFT_MOST_WORDS]; /* [length] */
    size_t count = find_features(collector->vocabulary, words, length, found);

    for (size_t i = 0; i < length; i++) {
        occurrences->sentences += words[i].opens_sentence;
        sentence[i] = occurrences->sentences - 1;
    }

    for (size_t i = 0; i < count; i++) {
        if (occurrences->length == occurrences->capacity && !grow(occurrences)) {
            collector->out_of_memory = true;
            return;
        }
        occurrences->all[occurrences->length++] =
            (ChairliftOccurrence){.feature = found[i].feature,
                                  .field = collector->field,
                                  .sentence = sentence[found[i].last],
                                  .start = words[found[i].first].start,
                                  .end = words[found[i].last].end};
    }
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

bool chairlift_occurrences_read(ChairliftOccurrences *occurrences,
                                const ChairliftVocabulary *vocabulary, ChairliftTextReader *reader,
                                const char *title, const char *abstract, ChairliftError *error)
{
    Collector collector = {.occurrences = occurrences, .vocabulary = vocabulary};

    occurrences->length = 0;
    occurrences->sentences = 0;
    collector.field = CHAIRLIFT_FIELD_TITLE;
    read_field(vocabulary, reader, title, collect_features, &collector);
    occurrences->title_sentences = occurrences->sentences;
    collector.field = CHAIRLIFT_FIELD_ABSTRACT;
    read_field(vocabulary, reader, abstract, collect_features, &collector);
    if (collector.out_of_memory) {
        chairlift_occurrences_clear(occurrences);
        return chairlift_error_set(error, "not enough memory for a paper's words");
    }
    return true;
}

void chairlift_occurrences_sort(ChairliftOccurrences *occurrences)
{
    if (occurrences->length > 1)
        qsort(occurrences->all, occurrences->length, sizeof *occurrences->all, by_feature);
}

void chairlift_occurrences_clear(ChairliftOccurrences *occurrences)
{
    free(occurrences->all);
    *occurrences = (ChairliftOccurrences){0};
}
