/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scoring: one pass over a paper's features gives the margins of all SVMs of all venues.
 *
 * Margins become probabilities by Platt's sigmoid (Platt 1999; Lin, Lin & Weng 2007), which
 * training fitted on held-out folds. A topic's SVM is trained on papers in theme, so that its
 * sigmoid gives the probability of the topic in such papers; times that of the theme it is the
 * topic's probability. What follows from the probabilities is decided in decide.c.
 */
#include "model.h"
#include "sums.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

ChairliftScorer *chairlift_scorer_new(const ChairliftModel *model, ChairliftError *error)
{
    ChairliftScorer *scorer = calloc(1, sizeof *scorer);

    if (scorer != NULL) {
        scorer->model = model;
        scorer->reader = chairlift_text_reader_new(NULL);
        scorer->margins = calloc(model->padded, sizeof *scorer->margins);
        scorer->probability = calloc(model->padded, sizeof *scorer->probability);
        scorer->topics = calloc(model->topics, sizeof *scorer->topics);
        scorer->unsorted = calloc(model->topics, sizeof *scorer->unsorted);
    }
    if (scorer == NULL || scorer->reader == NULL || scorer->margins == NULL ||
        scorer->probability == NULL || scorer->topics == NULL || scorer->unsorted == NULL) {
        chairlift_scorer_free(scorer);
        chairlift_error_set(error, "not enough memory to score papers");
        return NULL;
    }
    return scorer;
}

void chairlift_scorer_free(ChairliftScorer *scorer)
{
    if (scorer == NULL)
        return;
    chairlift_text_reader_free(scorer->reader);
    chairlift_tally_clear(&scorer->tally);
    chairlift_occurrences_clear(&scorer->occurrences);
    chairlift_vector_clear(&scorer->vector);
    for (int field = 0; field < CHAIRLIFT_FIELDS; field++)
        free(scorer->text[field]);
    free(scorer->margins);
    free(scorer->probability);
    free(scorer->topics);
    free(scorer->unsorted);
    free(scorer->evidence);
    free(scorer->spellings);
    free(scorer->sentence);
    free(scorer);
}

/* Keeps a copy of a field's text for the evidence. */
static bool keep_text(ChairliftScorer *scorer, ChairliftField field, const char *text,
                      ChairliftError *error)
{
    size_t size = text == NULL ? 1 : strlen(text) + 1;

    if (size > scorer->text_capacity[field]) {
        char *grown = realloc(scorer->text[field], 2 * size);
        if (grown == NULL)
            return chairlift_error_set(error, "not enough memory for a paper's text");
        scorer->text[field] = grown;
        scorer->text_capacity[field] = 2 * size;
    }
    memcpy(scorer->text[field], text == NULL ? "" : text, size);
    return true;
}

/* Asks for the rows of the paper's features all at once: they lie apart, and to wait for each
 * would take longer than to add them up. Their ends have been asked for when they were counted. */
static void fetch_rows(const ChairliftTally *tally, const ChairliftModel *model)
{
    const size_t last = model->row_size - 1;

    for (size_t i = 0; i < tally->length && last > (size_t)2 * CHAIRLIFT_CACHE_LINE; i++) {
        const char *row = (const char *)model->rows + tally->counts[i].feature * model->row_size;
        for (size_t at = CHAIRLIFT_CACHE_LINE; at < last; at += CHAIRLIFT_CACHE_LINE)
            __builtin_prefetch(row + at);
    }
}

/* Lin, Lin & Weng 2007 say how. */
double chairlift_column_probability(const ChairliftColumn *column, double margin)
{
    const double exponent = column->sigmoid_a * margin + column->sigmoid_b;
    const double power = exp(exponent >= 0 ? -exponent : exponent);

    return (exponent >= 0 ? power : 1) / (1 + power);
}

/* Computes margins and probabilities of all columns. */
static void compute_columns(ChairliftScorer *scorer)
{
    const ChairliftModel *model = scorer->model;
    const ChairliftSumFunction add_up = chairlift_sum_function(true);

    for (size_t r = 0; r < model->runs; r++) {
        size_t first = model->run[r].first;
        add_up(&scorer->vector, model->weights + first, model->stride, model->run[r].length,
               scorer->margins + first);
    }
    for (size_t i = 0; i < model->used; i++) {
        size_t c = model->used_column[i];
        const ChairliftColumn *column = &model->column[c];
        scorer->margins[c] = scorer->margins[c] * column->step - column->rho;
        scorer->probability[c] = chairlift_column_probability(column, scorer->margins[c]);
    }
}

static int by_probability(const void *a, const void *b)
{
    const ChairliftTopicScore *left = a, *right = b;

    if (left->probability != right->probability)
        return left->probability > right->probability ? -1 : 1;
    return left->topic < right->topic ? -1 : left->topic > right->topic;
}

/* Copies unsorted[length] to topics[length], most probable first. Of the few topics of a call, each
 * is put where it belongs by counting those before it, without a branch. */
static void sort(const ChairliftTopicScore *unsorted, size_t length, ChairliftTopicScore *topics)
{
    enum { FEW = 32 };

    if (length > FEW) {
        memcpy(topics, unsorted, length * sizeof *topics);
        qsort(topics, length, sizeof *topics, by_probability);
        return;
    }
    size_t before[FEW] = {0};
    for (size_t i = 0; i < length; i++) {
        const double probability = unsorted[i].probability;
        size_t before_i = before[i];
        for (size_t j = i + 1; j < length; j++) {
            size_t comes_first = unsorted[j].probability > probability;
            before_i += comes_first;
            before[j] += 1 - comes_first;
        }
        topics[before_i] = unsorted[i];
    }
}

/* Scores a venue's topics into topics[], and decides. */
static void score_topics(const ChairliftScorer *scorer, const ChairliftVenueModel *venue,
                         ChairliftTopicScore *topics, ChairliftScores *scores)
{
    const ChairliftManifest *manifest = &venue->manifest;
    ChairliftTopicScore *unsorted = scorer->unsorted;

    for (size_t t = 0; t < manifest->topics; t++) {
        size_t column = venue->column[t + 1];
        unsorted[t] = (ChairliftTopicScore){.id = manifest->topic[t].id,
                                            .topic = t,
                                            .margin = scorer->margins[column],
                                            .probability = scores->theme_probability *
                                                           scorer->probability[column]};
    }
    chairlift_decide(scorer->model, venue, unsorted, scores);
    sort(unsorted, manifest->topics, topics);
    scores->length = manifest->topics;
    scores->topics = topics;
}

static void score_venue(const ChairliftScorer *scorer, const ChairliftVenueModel *venue,
                        ChairliftTopicScore *topics, ChairliftScores *scores)
{
    size_t theme = venue->column[0];

    *scores = (ChairliftScores){.no_evidence = scorer->vector.length == 0,
                                .from_descriptions = venue->manifest.from_descriptions,
                                .theme_margin = scorer->margins[theme],
                                .theme_probability = scorer->probability[theme]};
    score_topics(scorer, venue, topics, scores);
}

bool chairlift_model_score(ChairliftScorer *scorer, const char *title, const char *abstract,
                           ChairliftScores *scores, ChairliftError *error)
{
    const ChairliftModel *model = scorer->model;

    scorer->placed = false;
    scorer->located = false;
    if (!chairlift_tally_read(&scorer->tally, model->vocabulary, scorer->reader, title, abstract,
                              error))
        return false;
    fetch_rows(&scorer->tally, model);
    if (!chairlift_features_weigh(model->vocabulary, scorer->tally.counts, scorer->tally.length,
                                  &scorer->vector, error) ||
        !keep_text(scorer, CHAIRLIFT_FIELD_TITLE, title, error) ||
        !keep_text(scorer, CHAIRLIFT_FIELD_ABSTRACT, abstract, error))
        return false;
    compute_columns(scorer);
    ChairliftTopicScore *topics = scorer->topics;
    for (size_t v = 0; v < model->venues; v++) {
        score_venue(scorer, &model->venue[v], topics, &scores[v]);
        if (scores[v].verdict == CHAIRLIFT_VERDICT_FITS &&
            !chairlift_check_sentences(scorer, v, scores, error))
            return false;
        topics += model->venue[v].manifest.topics;
    }
    return true;
}
