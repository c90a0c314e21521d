/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scoring: one pass over a paper's features gives the margins of all SVMs of all venues.
 *
 * Margins become probabilities by Platt's sigmoid (Platt 1999; Lin, Lin & Weng 2007), which
 * training fitted on held-out folds. A topic's SVM is trained on papers in theme, so that its
 * sigmoid gives the probability of the topic in such papers; times that of the theme it is the
 * topic's probability. What follows from the probabilities is decided in decide.c.
 */
#include "model.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif
#include <math.h>
#include <stdlib.h>
#include <string.h>

ChairliftScorer *chairlift_scorer_new(const ChairliftModel *model, ChairliftError *error)
{
    ChairliftScorer *scorer = calloc(1, sizeof *scorer);

    if (scorer != NULL) {
        scorer->model = model;
        scorer->reader = chairlift_text_reader_new(NULL);
        scorer->margins = calloc(model->stride, sizeof *scorer->margins);
        scorer->probability = calloc(model->stride, sizeof *scorer->probability);
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

/* Asks for the weights of the paper's features all at once: they lie apart, and to wait for each
 * would take longer than to add them up. */
static void fetch_weights(const ChairliftTally *tally, const ChairliftModel *model)
{
    enum { LINE = CHAIRLIFT_CACHE_LINE / sizeof *model->weights };

    for (size_t i = 0; i < tally->length; i++) {
        const int16_t *of_feature = model->weights + tally->counts[i].feature * model->stride;
        for (size_t c = 0; c < model->stride; c += LINE)
            __builtin_prefetch(of_feature + c);
    }
}

/* Sets sums[CHAIRLIFT_COLUMN_BLOCK] to the products of the vector with a block of columns. */
typedef void (*BlockFunction)(const ChairliftVector *vector, const int16_t *weights, size_t stride,
                              double *sums);

static void add_up_block(const ChairliftVector *vector, const int16_t *weights, size_t stride,
                         double *sums)
{
    for (size_t c = 0; c < CHAIRLIFT_COLUMN_BLOCK; c++)
        sums[c] = 0;
    for (size_t i = 0; i < vector->length; i++) {
        const int16_t *of_feature = weights + vector->feature[i] * stride;
        const double value = vector->value[i];
        for (size_t c = 0; c < CHAIRLIFT_COLUMN_BLOCK; c++)
            sums[c] += value * of_feature[c];
    }
}

#ifdef __x86_64__
/* Four weights, as numbers. */
__attribute__((target("avx2"))) static inline __m256d widen(const int16_t *weights)
{
    return _mm256_cvtepi32_pd(_mm_cvtepi16_epi32(_mm_loadl_epi64((const __m128i *)weights)));
}

/* As add_up_block, four columns at once: each is added up in the same order, so that the sums are
 * the same to the last bit. */
__attribute__((target("avx2"))) static void add_up_block_avx2(const ChairliftVector *vector,
                                                              const int16_t *weights, size_t stride,
                                                              double *sums)
{
    __m256d first = _mm256_setzero_pd(), second = first, third = first, fourth = first;

    for (size_t i = 0; i < vector->length; i++) {
        const int16_t *of_feature = weights + vector->feature[i] * stride;
        const __m256d value = _mm256_set1_pd(vector->value[i]);
        first += value * widen(of_feature);
        second += value * widen(of_feature + 4);
        third += value * widen(of_feature + 8);
        fourth += value * widen(of_feature + 12);
    }
    _mm256_storeu_pd(sums, first);
    _mm256_storeu_pd(sums + 4, second);
    _mm256_storeu_pd(sums + 8, third);
    _mm256_storeu_pd(sums + 12, fourth);
}
#endif

static BlockFunction choose_block_function(void)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        return add_up_block_avx2;
#endif
    return add_up_block;
}

/* 1 / (1 + exp(a * margin + b)), without overflow (Lin, Lin & Weng 2007). */
static double sigmoid(const ChairliftColumn *column, double margin)
{
    double exponent = column->sigmoid_a * margin + column->sigmoid_b;

    return exponent >= 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent));
}

/* Computes margins and probabilities of all columns. */
static void compute_columns(ChairliftScorer *scorer)
{
    const ChairliftModel *model = scorer->model;
    const BlockFunction add_up = choose_block_function();

    for (size_t c = 0; c < model->stride; c += CHAIRLIFT_COLUMN_BLOCK)
        add_up(&scorer->vector, model->weights + c, model->stride, scorer->margins + c);
    for (size_t c = 0; c < model->columns; c++) {
        const ChairliftColumn *column = &model->column[c];
        scorer->margins[c] = scorer->margins[c] * column->step - column->rho;
        scorer->probability[c] = sigmoid(column, scorer->margins[c]);
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

    scorer->located = false;
    if (!chairlift_tally_read(&scorer->tally, model->vocabulary, scorer->reader, title, abstract,
                              error))
        return false;
    fetch_weights(&scorer->tally, model);
    if (!chairlift_features_weigh(model->vocabulary, scorer->tally.counts, scorer->tally.length,
                                  &scorer->vector, error) ||
        !keep_text(scorer, CHAIRLIFT_FIELD_TITLE, title, error) ||
        !keep_text(scorer, CHAIRLIFT_FIELD_ABSTRACT, abstract, error))
        return false;
    compute_columns(scorer);
    ChairliftTopicScore *topics = scorer->topics;
    for (size_t v = 0; v < model->venues; v++) {
        score_venue(scorer, &model->venue[v], topics, &scores[v]);
        topics += model->venue[v].manifest.topics;
    }
    return true;
}
