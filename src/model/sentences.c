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

/* A length whose square is not above this is nothing but rounding. */
static const double LEAST_SQUARES = 1e-6;

/* Of a text, before its vector is scaled. */
typedef struct Sums {
    double product; /* of the weights of its terms with those of the SVM */
    double squares; /* of the weights of its terms */
} Sums;

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

/* Links the occurrences of each sentence, in one pass over all. */
static void link_occurrences(ChairliftScorer *scorer)
{
    ChairliftOccurrences *occurrences = &scorer->occurrences;

    memset(scorer->sentence, 0, occurrences->sentences * sizeof *scorer->sentence);
    for (size_t i = 0; i < occurrences->length; i++) {
        ChairliftSentence *sentence = &scorer->sentence[occurrences->all[i].sentence];
        occurrences->all[i].previous = sentence->last;
        sentence->last = i + 1;
    }
}

static double svm_weight(const ChairliftModel *model, size_t column, uint32_t feature)
{
    return model->column[column].step * model->weights[feature * model->stride + column];
}

/* Adds up the whole paper; from here on the tally counts its features. */
static Sums add_up(ChairliftScorer *scorer, size_t column)
{
    Sums whole = {0};

    for (size_t i = 0; i < scorer->tally.length; i++) {
        ChairliftCount count = scorer->tally.counts[i];
        double weight = chairlift_vocabulary_weight(scorer->model->vocabulary, count);
        whole.product += weight * svm_weight(scorer->model, column, count.feature);
        whole.squares += weight * weight;
        scorer->tally.count[count.feature] = count.count;
    }
    return whole;
}

/* What is left of the whole without one sentence of the abstract: its occurrences are taken out of
 * the tally one after the other, and then put back. */
static Sums leave_out(ChairliftScorer *scorer, size_t column, const ChairliftSentence *sentence,
                      Sums left)
{
    const ChairliftVocabulary *vocabulary = scorer->model->vocabulary;
    const ChairliftOccurrence *all = scorer->occurrences.all;
    uint32_t *const tally = scorer->tally.count;

    for (size_t i = sentence->last; i > 0; i = all[i - 1].previous) {
        const uint32_t feature = all[i - 1].feature;
        const uint32_t rest = --tally[feature];
        double before =
            chairlift_vocabulary_weight(vocabulary, (ChairliftCount){feature, rest + 1});
        double after =
            rest > 0 ? chairlift_vocabulary_weight(vocabulary, (ChairliftCount){feature, rest}) : 0;
        left.product -= (before - after) * svm_weight(scorer->model, column, feature);
        left.squares -= before * before - after * after;
    }
    for (size_t i = sentence->last; i > 0; i = all[i - 1].previous)
        tally[all[i - 1].feature]++;
    return left;
}

static bool has_turning_sentence(ChairliftScorer *scorer, const ChairliftVenueModel *venue)
{
    const size_t theme = venue->column[0];
    const ChairliftColumn *column = &scorer->model->column[theme];
    const Sums whole = add_up(scorer, theme);
    bool has_one = false;

    for (size_t s = scorer->occurrences.title_sentences;
         s < scorer->occurrences.sentences && !has_one; s++) {
        Sums left = leave_out(scorer, theme, &scorer->sentence[s], whole);
        if (left.squares <= LEAST_SQUARES)
            continue;
        double margin = left.product / sqrt(left.squares) - column->rho;
        has_one = chairlift_column_probability(column, margin) < venue->manifest.does_not_fit;
    }
    for (size_t i = 0; i < scorer->tally.length; i++)
        scorer->tally.count[scorer->tally.counts[i].feature] = 0;
    return has_one;
}

/* Finds the places of the paper's features, and to which sentence each belongs. */
static bool read_sentences(ChairliftScorer *scorer, ChairliftError *error)
{
    if (scorer->placed)
        return true;
    if (!chairlift_scorer_place(scorer, error))
        return false;
    if (!reserve(scorer, scorer->occurrences.sentences))
        return chairlift_error_set(error, "not enough memory for a paper's sentences");
    link_occurrences(scorer);
    return true;
}

/* The scores of a call before this one that told the paper to fit by the same theme and limit, so
 * that the answer is the same; NULL when there is none. Most calls share their theme. */
static const ChairliftScores *find_same_theme(const ChairliftModel *model, size_t venue,
                                              const ChairliftScores *scores)
{
    const ChairliftVenueModel *own = &model->venue[venue];

    for (size_t v = 0; v < venue; v++) {
        const ChairliftVenueModel *other = &model->venue[v];
        if (scores[v].verdict == CHAIRLIFT_VERDICT_FITS && other->column[0] == own->column[0] &&
            other->manifest.does_not_fit == own->manifest.does_not_fit)
            return &scores[v];
    }
    return NULL;
}

bool chairlift_check_sentences(ChairliftScorer *scorer, size_t venue, ChairliftScores *scores,
                               ChairliftError *error)
{
    const ChairliftOccurrences *occurrences = &scorer->occurrences;
    const ChairliftScores *same = find_same_theme(scorer->model, venue, scores);

    if (!read_sentences(scorer, error))
        return false;
    if (occurrences->sentences - occurrences->title_sentences < LEAST_SENTENCES)
        return true;
    scores[venue].one_sentence = same != NULL
                                     ? same->one_sentence
                                     : has_turning_sentence(scorer, &scorer->model->venue[venue]);
    scores[venue].needs_human = scores[venue].needs_human || scores[venue].one_sentence;
    return true;
}
