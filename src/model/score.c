/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scoring: one pass over a paper's features gives the margins of all SVMs of a venue.
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
        scorer->margins = calloc(model->columns, sizeof *scorer->margins);
        scorer->topics = calloc(model->columns, sizeof *scorer->topics);
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
    free(scorer->text[field]);
    scorer->text[field] = text == NULL ? NULL : strdup(text);
    return text == NULL || scorer->text[field] != NULL ||
           chairlift_error_set(error, "not enough memory for a paper's text");
}

static void compute_margins(ChairliftScorer *scorer)
{
    const ChairliftModel *model = scorer->model;

    for (size_t c = 0; c < model->columns; c++)
        scorer->margins[c] = -model->column[c].rho;
    for (size_t i = 0; i < scorer->vector.length; i++) {
        const float *weights = model->weights + scorer->vector.feature[i] * model->columns;
        double value = scorer->vector.value[i];
        for (size_t c = 0; c < model->columns; c++)
            scorer->margins[c] += value * weights[c];
    }
}

/* 1 / (1 + exp(a * margin + b)), without overflow (Lin, Lin & Weng 2007). */
static double probability(const ChairliftColumn *column, double margin)
{
    double exponent = column->sigmoid_a * margin + column->sigmoid_b;

    return exponent >= 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent));
}

static int by_margin(const void *a, const void *b)
{
    const ChairliftTopicScore *left = a, *right = b;

    if (left->margin != right->margin)
        return left->margin > right->margin ? -1 : 1;
    return left->topic < right->topic ? -1 : left->topic > right->topic;
}

static int by_probability(const void *a, const void *b)
{
    const ChairliftTopicScore *left = a, *right = b;

    if (left->probability != right->probability)
        return left->probability > right->probability ? -1 : 1;
    return left->topic < right->topic ? -1 : left->topic > right->topic;
}

static void score_topics(ChairliftScorer *scorer, ChairliftScores *scores)
{
    const ChairliftModel *model = scorer->model;
    size_t topics = model->manifest.topics;

    for (size_t t = 0; t < topics; t++) {
        double margin = scorer->margins[t + 1];
        scorer->topics[t] = (ChairliftTopicScore){
            .id = model->manifest.topic[t].id,
            .topic = t,
            .margin = margin,
            .probability = scores->theme_probability * probability(&model->column[t + 1], margin)};
    }
    if (!scores->no_evidence && scores->verdict != CHAIRLIFT_VERDICT_DOES_NOT_FIT) {
        qsort(scorer->topics, topics, sizeof *scorer->topics, by_margin);
        for (size_t i = 0; i < topics && i < model->manifest.most_topics; i++)
            scorer->topics[i].assigned =
                i < model->manifest.least_topics || scorer->topics[i].margin > 0;
    }
    qsort(scorer->topics, topics, sizeof *scorer->topics, by_probability);
    scores->length = topics;
    scores->topics = scorer->topics;
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

bool chairlift_model_score(ChairliftScorer *scorer, const char *title, const char *abstract,
                           ChairliftScores *scores, ChairliftError *error)
{
    const ChairliftModel *model = scorer->model;

    if (!chairlift_occurrences_read(&scorer->occurrences, model->vocabulary, scorer->reader, title,
                                    abstract, error) ||
        !chairlift_features_weigh(model->vocabulary, scorer->occurrences.counts,
                                  scorer->occurrences.features, &scorer->vector, error) ||
        !keep_text(scorer, CHAIRLIFT_FIELD_TITLE, title, error) ||
        !keep_text(scorer, CHAIRLIFT_FIELD_ABSTRACT, abstract, error))
        return false;
    compute_margins(scorer);
    *scores =
        (ChairliftScores){.no_evidence = scorer->vector.length == 0,
                          .theme_margin = scorer->margins[0],
                          .theme_probability = probability(&model->column[0], scorer->margins[0])};
    scores->verdict = verdict(&model->manifest, scores);
    score_topics(scorer, scores);
    return true;
}
