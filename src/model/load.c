/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading a venue's model: the vocabulary, the manifest, and every SVM that it names. */
#include "../features/lines.h"
#include "model.h"
#include "svm_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_MANIFEST = 1 << 20, LARGEST_SVM = 512 << 20, LONGEST_PATH = 4096 };

/* Writes directory/venue/name.ending; false, with error set, when that is too long. */
static bool make_path(char path[LONGEST_PATH], const char *directory, const char *venue,
                      const char *name, const char *ending, ChairliftError *error)
{
    int length = snprintf(path, LONGEST_PATH, "%s/%s/%s%s", directory, venue, name, ending);

    return (length >= 0 && length < LONGEST_PATH) ||
           chairlift_error_set(error, "the name of the model directory is too long");
}

static bool load_vocabulary(ChairliftModel *model, const char *directory, ChairliftError *error)
{
    char path[LONGEST_PATH];
    int length = snprintf(path, sizeof path, "%s/vocabulary.tsv", directory);

    if (length < 0 || length >= LONGEST_PATH)
        return chairlift_error_set(error, "the name of the model directory is too long");
    model->vocabulary = chairlift_vocabulary_load(path, error);
    if (model->vocabulary == NULL)
        return false;
    model->features = chairlift_vocabulary_size(model->vocabulary);
    return true;
}

static bool load_manifest(ChairliftModel *model, const char *directory, const char *venue,
                          ChairliftError *error)
{
    char path[LONGEST_PATH];
    size_t length;

    if (!make_path(path, directory, venue, "venue", ".model", error))
        return false;
    char *bytes = chairlift_file_read(path, LARGEST_MANIFEST, &length, error);
    bool good =
        bytes != NULL && chairlift_manifest_parse(path, bytes, length, &model->manifest, error);
    free(bytes);
    if (!good)
        return false;
    if (strcmp(model->manifest.venue, venue) != 0)
        return chairlift_error_set(error, "%s: this is the model of %s, not of %s; train again",
                                   path, model->manifest.venue, venue);
    if (model->manifest.vocabulary != chairlift_vocabulary_checksum(model->vocabulary))
        return chairlift_error_set(
            error, "%s: the model was made for another vocabulary than vocabulary.tsv; train again",
            path);
    return true;
}

/* Reads a file and compares it with the checksum in the manifest; NULL, with error set. */
static char *read_checked(const char *path, uint64_t checksum, size_t *length,
                          ChairliftError *error)
{
    char *bytes = chairlift_file_read(path, LARGEST_SVM, length, error);

    if (bytes != NULL && chairlift_file_checksum(bytes, *length) != checksum) {
        chairlift_error_set(error,
                            "%s: not the file that venue.model names (checksum %016" PRIx64
                            " expected); train again",
                            path, checksum);
        free(bytes);
        bytes = NULL;
    }
    return bytes;
}

/* Loads one SVM into its column; svm gives room for the weights. */
static bool load_column(ChairliftModel *model, const char *directory, size_t column,
                        ChairliftSvm *svm, ChairliftError *error)
{
    const ChairliftManifestTopic *topic = column == 0 ? NULL : &model->manifest.topic[column - 1];
    char path[LONGEST_PATH];
    size_t length;

    if (!make_path(path, directory, model->manifest.venue, topic == NULL ? "theme" : topic->id,
                   ".svm", error))
        return false;
    char *bytes = read_checked(
        path, topic == NULL ? model->manifest.theme_checksum : topic->checksum, &length, error);
    bool good = bytes != NULL && chairlift_svm_parse(path, bytes, length, svm, error);
    free(bytes);
    if (!good)
        return false;
    model->column[column] = (ChairliftColumn){svm->rho, svm->sigmoid_a, svm->sigmoid_b};
    for (uint32_t i = 0; i < model->features; i++)
        model->weights[i * model->columns + column] = (float)svm->weights[i];
    return true;
}

static bool load_columns(ChairliftModel *model, const char *directory, ChairliftError *error)
{
    ChairliftSvm svm = {.features = model->features};

    model->columns = model->manifest.topics + 1;
    model->column = calloc(model->columns, sizeof *model->column);
    model->weights = calloc((size_t)model->features + 1, model->columns * sizeof *model->weights);
    svm.weights = calloc((size_t)model->features + 1, sizeof *svm.weights);
    if (model->column == NULL || model->weights == NULL || svm.weights == NULL) {
        free(svm.weights);
        return chairlift_error_set(error, "not enough memory for the model of %s",
                                   model->manifest.venue);
    }
    bool good = true;
    for (size_t i = 0; good && i < model->columns; i++)
        good = load_column(model, directory, i, &svm, error);
    free(svm.weights);
    return good;
}

ChairliftModel *chairlift_model_load(const char *directory, const char *venue,
                                     ChairliftError *error)
{
    if (!chairlift_is_id(venue, strlen(venue))) {
        chairlift_error_set(error, "\"%.80s\" cannot be the id of a venue", venue);
        return NULL;
    }
    ChairliftModel *model = calloc(1, sizeof *model);
    if (model == NULL) {
        chairlift_error_set(error, "not enough memory for the model of %s", venue);
        return NULL;
    }
    if (!load_vocabulary(model, directory, error) ||
        !load_manifest(model, directory, venue, error) || !load_columns(model, directory, error)) {
        chairlift_model_free(model);
        return NULL;
    }
    return model;
}

void chairlift_model_free(ChairliftModel *model)
{
    if (model == NULL)
        return;
    chairlift_manifest_clear(&model->manifest);
    chairlift_vocabulary_free(model->vocabulary);
    free(model->column);
    free(model->weights);
    free(model);
}

const char *chairlift_model_venue(const ChairliftModel *model)
{
    return model->manifest.venue;
}

size_t chairlift_model_topics(const ChairliftModel *model)
{
    return model->manifest.topics;
}

const char *chairlift_model_topic(const ChairliftModel *model, size_t topic)
{
    return model->manifest.topic[topic].id;
}

const ChairliftVocabulary *chairlift_model_vocabulary(const ChairliftModel *model)
{
    return model->vocabulary;
}
