/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled models, damaged: such a file is refused, or papers can be scored and explained with
 * it. The input is a list of changes to a good file, four bytes of a place and one to put there;
 * its first byte tells whether the checksums are put right after them. */
#include "features/vocabulary.h"
#include "model/compiled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEATURES = 5, COLUMNS = 6, CHANGE_SIZE = 5, BODY_AT = 72, CHECKSUM_AT = 80 };

static const char *const TERMS[FEATURES] = {"model", "circuit", "spars autoencod", "we",
                                            "in model"};
static const double IDF[FEATURES] = {1.5, 2, 2.5, 1.25, 3};

/* A good file. */
static char *make_file(size_t *length)
{
    ChairliftColumn columns[COLUMNS] = {{0}};
    double rows[FEATURES * 8] = {0};
    ChairliftModel model = {.features = FEATURES, .columns = COLUMNS, .column = columns};

    model.vocabulary = chairlift_vocabulary_new(FEATURES, TERMS, IDF, NULL);
    if (model.vocabulary == NULL)
        abort();
    for (size_t c = 0; c < COLUMNS; c++)
        columns[c] = (ChairliftColumn){c + 1, 100, 0.001, 0.5, -1.5, 0.25, 0.4};
    for (size_t i = 0; i < FEATURES; i++)
        rows[i * chairlift_row_size(8) / sizeof *rows] = IDF[i];
    free(model.vocabulary->own_idf);
    model.vocabulary->own_idf = NULL;
    chairlift_model_set_rows(&model, rows);
    char *bytes = chairlift_compiled_format(&model, length);
    chairlift_vocabulary_free(model.vocabulary);
    if (bytes == NULL)
        abort();
    return bytes;
}

static void score(ChairliftModel *model)
{
    ChairliftScores scores;
    ChairliftScorer *scorer = chairlift_scorer_new(model, NULL);
    size_t length;
    double bias;

    if (scorer == NULL ||
        !chairlift_model_score(scorer, "Circuits in models",
                               "We find circuits in models. Sparse autoencoders model words.",
                               &scores, NULL))
        abort();
    for (size_t i = 0; i < scores.length; i++) {
        if (!(scores.topics[i].probability >= 0 && scores.topics[i].probability <= 1) ||
            chairlift_model_explain(scorer, 0, scores.topics[i].topic, &length, &bias, NULL) ==
                NULL)
            abort();
    }
    for (uint32_t i = 0; i < chairlift_vocabulary_size(model->vocabulary); i++)
        (void)strlen(chairlift_vocabulary_term(model->vocabulary, i));
    chairlift_scorer_free(scorer);
}

/* A model of one venue with all columns of the file. */
static void use(const char *bytes, size_t length)
{
    ChairliftModel *model = calloc(1, sizeof *model);

    if (model == NULL)
        abort();
    if (chairlift_compiled_read(bytes, length, model)) {
        model->venues = 1;
        model->topics = model->columns - 1;
        model->venue = calloc(1, sizeof *model->venue);
        model->venue->column = calloc(model->columns, sizeof *model->venue->column);
        model->venue->manifest =
            (ChairliftManifest){.most_topics = 2, .fits = 0.7, .does_not_fit = 0.3};
        model->venue->manifest.topics = model->topics;
        model->venue->manifest.topic = calloc(model->columns, sizeof *model->venue->manifest.topic);
        for (size_t c = 0; c < model->columns; c++)
            model->venue->column[c] = c;
        if (!chairlift_model_find_used(model))
            abort();
        score(model);
    }
    chairlift_model_free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length;
    char *bytes = make_file(&length);

    for (size_t i = 1; i + CHANGE_SIZE <= size; i += CHANGE_SIZE) {
        uint32_t place;
        memcpy(&place, data + i, sizeof place);
        bytes[place % length] = (char)data[i + sizeof place];
    }
    if (size > 0 && data[0] % 2 == 0) {
        uint64_t body = chairlift_compiled_body_checksum(bytes, length);
        memcpy(bytes + BODY_AT, &body, sizeof body);
        uint64_t checksum = chairlift_hash(CHAIRLIFT_HASH_START, bytes, CHECKSUM_AT);
        memcpy(bytes + CHECKSUM_AT, &checksum, sizeof checksum);
    }
    use(bytes, length);
    if (size > 0)
        use(bytes, length * data[0] / 256);
    free(bytes);
    return 0;
}
