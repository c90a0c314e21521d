/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a judgement hangs on one sentence. An abstract of another field, to which a sentence of
 * a topic's key terms was added, is told to fit for that sentence alone; what a paper of the field
 * does, it says in more than one. No two sentences share a pair of words, so that what a sentence
 * contributes can be taken out of the margin without reading the rest again: with x the weights of
 * the terms before scaling and w those of the SVM, the margin is w.x / |x| - rho, and both the
 * product and the square of the length lose what the sentence's terms add to them.
 */
#include "../features/vocabulary.h"
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of an abstract of fewer it is no wonder that one decides. */
enum { LEAST_SENTENCES = 3 };

static bool reserve(ChairliftScorer *scorer, size_t sentences)
{
    if (sentences <= scorer->sentence_capacity)
        return true;
    ChairliftSentence *grown = realloc(scorer->sentence, sentences * sizeof *scorer->sentence);
    if (grown == NULL)
        return false;
    scorer->sentence = grown;
    scorer->sentence_capacity = sentences;
    return true;
}

/* Adds what each sentence would lose of one feature, whose places are at occurrence; returns those
 * of the next feature. */
static const ChairliftOccurrence *take_out(const ChairliftVocabulary *vocabulary,
                                           ChairliftCount whole, double svm_weight,
                                           const ChairliftOccurrence *occurrence,
                                           const ChairliftOccurrence *end,
                                           ChairliftSentence *sentence)
{
    const double weight = chairlift_vocabulary_weight(vocabulary, whole);

    while (occurrence < end && occurrence->feature == whole.feature) {
        const uint32_t number = occurrence->sentence;
        ChairliftCount rest = whole;
        for (; occurrence < end && occurrence->feature == whole.feature &&
               occurrence->sentence == number;
             occurrence++)
            rest.count -= chairlift_field_weight(occurrence->field);
        double left = rest.count > 0 ? chairlift_vocabulary_weight(vocabulary, rest) : 0;
        sentence[number].product += (weight - left) * svm_weight;
        sentence[number].squares += weight * weight - left * left;
    }
    return occurrence;
}

/* Fills the scorer's sentences; returns what the whole paper has. */
static ChairliftSentence add_up(ChairliftScorer *scorer, size_t column)
{
    const ChairliftModel *model = scorer->model;
    const ChairliftOccurrence *occurrence = scorer->occurrences.all;
    const ChairliftOccurrence *const end = occurrence + scorer->occurrences.length;
    ChairliftSentence whole = {0};

    memset(scorer->sentence, 0, scorer->occurrences.sentences * sizeof *scorer->sentence);
    for (size_t i = 0; i < scorer->tally.length; i++) {
        ChairliftCount count = scorer->tally.counts[i];
        double svm_weight =
            model->column[column].step * model->weights[count.feature * model->stride + column];
        double weight = chairlift_vocabulary_weight(model->vocabulary, count);
        whole.product += weight * svm_weight;
        whole.squares += weight * weight;
        occurrence =
            take_out(model->vocabulary, count, svm_weight, occurrence, end, scorer->sentence);
    }
    return whole;
}

bool chairlift_check_sentences(ChairliftScorer *scorer, const ChairliftVenueModel *venue,
                               ChairliftScores *scores, ChairliftError *error)
{
    const size_t theme = venue->column[0];
    const ChairliftColumn *column = &scorer->model->column[theme];

    if (!chairlift_scorer_locate(scorer, error))
        return false;
    const size_t sentences = scorer->occurrences.sentences;
    const size_t first = scorer->occurrences.title_sentences;
    if (sentences - first < LEAST_SENTENCES)
        return true;
    if (!reserve(scorer, sentences))
        return chairlift_error_set(error, "not enough memory for a paper's sentences");
    const ChairliftSentence whole = add_up(scorer, theme);
    for (size_t s = first; s < sentences; s++) {
        double squares = whole.squares - scorer->sentence[s].squares;
        double product = whole.product - scorer->sentence[s].product;
        if (scorer->sentence[s].product <= 0 || squares <= 0)
            continue;
        double margin = product / sqrt(squares) - column->rho;
        if (chairlift_column_probability(column, margin) < venue->manifest.does_not_fit)
            scores->one_sentence = true;
    }
    scores->needs_human = scores->needs_human || scores->one_sentence;
    return true;
}
