/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occurrences: the terms of a paper that are features, with their places, so that evidence can be
 * shown in the paper's own words. */
#include "occurrences.h"

#include <stdlib.h>
#include <string.h>

/* What travels through the text reader. */
typedef struct Collector {
    ChairliftOccurrences *occurrences;
    const ChairliftVocabulary *vocabulary;
    bool out_of_memory;
} Collector;

static void collect(const ChairliftTerm *term, void *user_data)
{
    Collector *collector = user_data;
    ChairliftOccurrences *occurrences = collector->occurrences;
    uint32_t feature = chairlift_vocabulary_find(collector->vocabulary, term->text, term->length);

    if (feature == UINT32_MAX || collector->out_of_memory)
        return;
    if (occurrences->length == occurrences->capacity) {
        size_t capacity = occurrences->capacity == 0 ? 512 : occurrences->capacity * 2;
        ChairliftOccurrence *grown = realloc(occurrences->all, capacity * sizeof *occurrences->all);
        if (grown == NULL) {
            collector->out_of_memory = true;
            return;
        }
        occurrences->all = grown;
        occurrences->capacity = capacity;
    }
    occurrences->all[occurrences->length++] =
        (ChairliftOccurrence){feature, term->field, term->start, term->end};
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

static bool count(ChairliftOccurrences *occurrences)
{
    if (occurrences->counts_capacity < occurrences->length) {
        ChairliftCount *grown =
            realloc(occurrences->counts, occurrences->capacity * sizeof *occurrences->counts);
        if (grown == NULL)
            return false;
        occurrences->counts = grown;
        occurrences->counts_capacity = occurrences->capacity;
    }
    occurrences->features = 0;
    for (size_t i = 0; i < occurrences->length; i++) {
        const ChairliftOccurrence *occurrence = &occurrences->all[i];
        if (i == 0 || occurrence->feature != occurrence[-1].feature)
            occurrences->counts[occurrences->features++] = (ChairliftCount){occurrence->feature, 0};
        occurrences->counts[occurrences->features - 1].count +=
            chairlift_field_weight(occurrence->field);
    }
    return true;
}

bool chairlift_occurrences_read(ChairliftOccurrences *occurrences,
                                const ChairliftVocabulary *vocabulary, ChairliftTextReader *reader,
                                const char *title, const char *abstract, ChairliftError *error)
{
    Collector collector = {occurrences, vocabulary, false};

    occurrences->length = 0;
    if (title != NULL)
        chairlift_text_read(reader, CHAIRLIFT_FIELD_TITLE, title, strlen(title), collect,
                            &collector);
    if (abstract != NULL)
        chairlift_text_read(reader, CHAIRLIFT_FIELD_ABSTRACT, abstract, strlen(abstract), collect,
                            &collector);
    if (occurrences->length > 1)
        qsort(occurrences->all, occurrences->length, sizeof *occurrences->all, by_feature);
    if (collector.out_of_memory || !count(occurrences))
        return chairlift_error_set(error, "not enough memory for a paper's words");
    return true;
}

void chairlift_occurrences_clear(ChairliftOccurrences *occurrences)
{
    free(occurrences->all);
    free(occurrences->counts);
    *occurrences = (ChairliftOccurrences){0};
}
