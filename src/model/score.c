/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scoring: one pass over a paper's features gives the margins of all SVMs of all venues.
 *
 * Margins become probabilities by Platt's sigmoid (Platt 1999; Lin, Lin & Weng 2007), which
 * training fitted on held-out folds. The decision boundary of every SVM is margin 0, where training
 * put the threshold that served best; a probability of one half may lie elsewhere. Topics are
 * decided together: none when the paper does not fit the theme, else those with a margin above 0,
 * at most as many as the call allows, largest margin first; and when there is none, the one that
 * comes closest if the call's topics cover its theme, because a paper that belongs in the workshop
 * must go to someone. A topic's SVM is trained on papers in theme, so that its sigmoid gives the
 * probability of the topic in such papers; times that of the theme it is the topic's probability.
 */
#include "model.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *chairlift_verdict_name(ChairliftVerdict verdict)
{
    static const char *const NAMES[] = {"fits", "borderline", "does not fit"};

    return NAMES[verdict];
}

ChairliftScorer *chairlift_scorer_new(const ChairliftModel *model, ChairliftError *error)
{
    ChairliftScorer *scorer = calloc(1, sizeof *scorer);

    if (scorer != NULL) {
        scorer->model = model;
        scorer->reader = chairlift_text_reader_new(NULL);
        scorer->margins = calloc(model->stride, sizeof *scorer->margins);
        scorer->topics = calloc(model->topics, sizeof *scorer->topics);
    }
    if (scorer == NULL || scorer->reader == NULL || scorer->margins == NULL ||
        scorer->topics == NULL) {
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
    free(scorer->topics);
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

/* Two columns, which every 64-bit processor adds at once; each sum is added up in the order of
 * plain code, and so is the same to the last bit. */
typedef double Pair __attribute__((vector_size(2 * sizeof(double))));
static inline Pair widen(const float *weights)
{
#ifdef __SSE2__ /* one instruction, which compilers do not find */
    return _mm_cvtps_pd(_mm_loadl_pi(_mm_setzero_ps(), (const __m64 *)weights));
#else
    return (Pair){weights[0], weights[1]};
#endif
}

/* Adds up a block of columns, whose sums stay in registers meanwhile. */
static void compute_block(const ChairliftVector *vector, const float *weights, size_t stride,
                          double margins[CHAIRLIFT_COLUMN_BLOCK])
{
    Pair first = {margins[0], margins[1]}, second = {margins[2], margins[3]};
    Pair third = {margins[4], margins[5]}, fourth = {margins[6], margins[7]};

    for (size_t i = 0; i < vector->length; i++) {
        const float *of_feature = weights + vector->feature[i] * stride;
        Pair value = {vector->value[i], vector->value[i]};
        first += value * widen(of_feature);
        second += value * widen(of_feature + 2);
        third += value * widen(of_feature + 4);
        fourth += value * widen(of_feature + 6);
    }
    const double sums[CHAIRLIFT_COLUMN_BLOCK] = {first[0], first[1], second[0], second[1],
                                                 third[0], third[1], fourth[0], fourth[1]};
    memcpy(margins, sums, sizeof sums);
}

/* Asks for the weights of the paper's features all at once: they lie apart, and to wait for each
 * would take longer than to add them up. */
static void fetch_weights(const ChairliftTally *tally, const ChairliftModel *model)
{
    enum { LINE = 64 / sizeof(float) };

    for (size_t i = 0; i < tally->length; i++) {
        const float *of_feature = model->weights + tally->counts[i].feature * model->stride;
        for (size_t c = 0; c < model->stride; c += LINE)
            __builtin_prefetch(of_feature + c);
    }
}

static void compute_margins(ChairliftScorer *scorer)
{
    const ChairliftModel *model = scorer->model;

    for (size_t c = 0; c < model->columns; c++)
        scorer->margins[c] = -model->column[c].rho;
    for (size_t c = 0; c < model->stride; c += CHAIRLIFT_COLUMN_BLOCK)
        compute_block(&scorer->vector, model->weights + c, model->stride, scorer->margins + c);
}

/* 1 / (1 + exp(a * margin + b)), without overflow (Lin, Lin & Weng 2007). */
static double probability(const ChairliftColumn *column, double margin)
{
    double exponent = column->sigmoid_a * margin + column->sigmoid_b;

    return exponent >= 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent));
}

typedef bool (*ComesBefore)(const ChairliftTopicScore *left, const ChairliftTopicScore *right);

static bool by_margin(const ChairliftTopicScore *left, const ChairliftTopicScore *right)
{
    return left->margin != right->margin ? left->margin > right->margin
                                         : left->topic < right->topic;
}

static bool by_probability(const ChairliftTopicScore *left, const ChairliftTopicScore *right)
{
    return left->probability != right->probability ? left->probability > right->probability
                                                   : left->topic < right->topic;
}

/* Insertion sort: a venue has few topics. */
static inline void sort(ChairliftTopicScore *topics, size_t length, ComesBefore comes_before)
{
    for (size_t i = 1; i < length; i++) {
        ChairliftTopicScore topic = topics[i];
        size_t at = i;
        for (; at > 0 && comes_before(&topic, &topics[at - 1]); at--)
            topics[at] = topics[at - 1];
        topics[at] = topic;
    }
}

/* Scores a venue's topics into topics[], and decides. */
static void score_topics(const ChairliftScorer *scorer, const ChairliftVenueModel *venue,
                         ChairliftTopicScore *topics, ChairliftScores *scores)
{
    const ChairliftManifest *manifest = &venue->manifest;

    for (size_t t = 0; t < manifest->topics; t++) {
        const ChairliftColumn *column = &scorer->model->column[venue->column[t + 1]];
        double margin = scorer->margins[venue->column[t + 1]];
        topics[t] = (ChairliftTopicScore){.id = manifest->topic[t].id,
                                          .topic = t,
                                          .margin = margin,
                                          .probability = scores->theme_probability *
                                                         probability(column, margin)};
    }
    if (!scores->no_evidence && scores->verdict != CHAIRLIFT_VERDICT_DOES_NOT_FIT) {
        sort(topics, manifest->topics, by_margin);
        for (size_t i = 0; i < manifest->topics && i < manifest->most_topics; i++)
            topics[i].assigned = i < manifest->least_topics || topics[i].margin > 0;
    }
    sort(topics, manifest->topics, by_probability);
    scores->length = manifest->topics;
    scores->topics = topics;
}

static ChairliftVerdict verdict(const ChairliftManifest *manifest, const ChairliftScores *scores)
{
    if (scores->no_evidence)
        return CHAIRLIFT_VERDICT_BORDERLINE;
    if (scores->theme_probability >= manifest->fits)
        return CHAIRLIFT_VERDICT_FITS;
    return scores->theme_probability < manifest->does_not_fit ? CHAIRLIFT_VERDICT_DOES_NOT_FIT
                                                              : CHAIRLIFT_VERDICT_BORDERLINE;
}

static void score_venue(const ChairliftScorer *scorer, const ChairliftVenueModel *venue,
                        ChairliftTopicScore *topics, ChairliftScores *scores)
{
    size_t theme = venue->column[0];
    double margin = scorer->margins[theme];

    *scores =
        (ChairliftScores){.no_evidence = scorer->vector.length == 0,
                          .theme_margin = margin,
                          .theme_probability = probability(&scorer->model->column[theme], margin)};
    scores->verdict = verdict(&venue->manifest, scores);
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
    compute_margins(scorer);
    ChairliftTopicScore *topics = scorer->topics;
    for (size_t v = 0; v < model->venues; v++) {
        score_venue(scorer, &model->venue[v], topics, &scores[v]);
        topics += model->venue[v].manifest.topics;
    }
    return true;
}
