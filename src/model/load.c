/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading models: the vocabulary, the venues' manifests, and every SVM that they name.
 *
 * What the manifests say counts. Vocabulary and SVMs come from the compiled file where that was
 * made of the files that the manifests name, which the checksums in both tell, and where none of
 * these files has another size or is younger: as make does, and instead of reading them. In all
 * other cases they are read, which takes longer, gives the same, and says what is wrong with them.
 */
#include "../features/lines.h"
#include "../features/vocabulary.h"
#include "compiled.h"
#include "model.h"
#include "svm_file.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum {
    LARGEST_MANIFEST = 1 << 20,
    LARGEST_SVM = 512 << 20,
    LARGEST_VOCABULARY = 128 << 20,
    LONGEST_PATH = CHAIRLIFT_LONGEST_PATH
};

/* Writes directory/venue/name.ending; false, with error set, when that is too long. */
static bool make_path(char path[LONGEST_PATH], const char *directory, const char *venue,
                      const char *name, const char *ending, ChairliftError *error)
{
    int length = snprintf(path, LONGEST_PATH, "%s/%s/%s%s", directory, venue, name, ending);

    return (length >= 0 && length < LONGEST_PATH) ||
           chairlift_error_set(error, "the name of the model directory is too long");
}

static bool make_vocabulary_path(char path[LONGEST_PATH], const char *directory,
                                 ChairliftError *error)
{
    int length = snprintf(path, LONGEST_PATH, "%s/vocabulary.tsv", directory);

    return (length >= 0 && length < LONGEST_PATH) ||
           chairlift_error_set(error, "the name of the model directory is too long");
}

static bool load_vocabulary(ChairliftModel *model, const char *directory, ChairliftError *error)
{
    char path[LONGEST_PATH];

    if (!make_vocabulary_path(path, directory, error))
        return false;
    char *bytes = chairlift_file_read(path, LARGEST_VOCABULARY, &model->vocabulary_size, error);
    if (bytes == NULL)
        return false;
    model->vocabulary = chairlift_vocabulary_parse(path, bytes, model->vocabulary_size, error);
    free(bytes);
    if (model->vocabulary == NULL)
        return false;
    model->features = chairlift_vocabulary_size(model->vocabulary);
    return true;
}

static bool load_manifest(const ChairliftModel *model, const char *directory, const char *venue,
                          ChairliftManifest *manifest, ChairliftError *error)
{
    char path[LONGEST_PATH];
    size_t length;

    if (!chairlift_is_id(venue, strlen(venue)))
        return chairlift_error_set(error, "\"%.80s\" cannot be the id of a venue", venue);
    if (!make_path(path, directory, venue, "venue", ".model", error))
        return false;
    char *bytes = chairlift_file_read(path, LARGEST_MANIFEST, &length, error);
    bool good = bytes != NULL && chairlift_manifest_parse(path, bytes, length, manifest, error);
    free(bytes);
    if (!good)
        return false;
    if (strcmp(manifest->venue, venue) != 0)
        return chairlift_error_set(error, "%s: this is the model of %s, not of %s; train again",
                                   path, manifest->venue, venue);
    if (manifest->vocabulary != chairlift_vocabulary_checksum(model->vocabulary))
        return chairlift_error_set(
            error, "%s: the model was made for another vocabulary than vocabulary.tsv; train again",
            path);
    return true;
}

/* Loads the manifests, which tell how much room the rest needs. */
static bool load_manifests(ChairliftModel *model, const char *directory, const char *const *venues,
                           size_t length, ChairliftError *error)
{
    model->venue = calloc(length + 1, sizeof *model->venue);
    if (model->venue == NULL)
        return chairlift_error_set(error, "not enough memory for the models of %zu venues", length);
    for (size_t v = 0; v < length; v++) {
        ChairliftVenueModel *venue = &model->venue[model->venues++];
        if (!load_manifest(model, directory, venues[v], &venue->manifest, error))
            return false;
        model->topics += venue->manifest.topics;
    }
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

/* The checksum of one SVM of a venue: 0 its theme's, 1 + t that of topic t. */
static uint64_t svm_checksum(const ChairliftVenueModel *venue, size_t number)
{
    return number == 0 ? venue->manifest.theme_checksum
                       : venue->manifest.topic[number - 1].checksum;
}

/* The column of the SVM with this checksum, a new one if it has none yet. */
static size_t assign_column(ChairliftModel *model, uint64_t checksum)
{
    size_t column = 0;

    while (column < model->columns && model->column[column].checksum != checksum)
        column++;
    if (column == model->columns)
        model->column[model->columns++].checksum = checksum;
    return column;
}

void chairlift_model_set_rows(ChairliftModel *model, const double *rows)
{
    model->padded = (model->columns + CHAIRLIFT_COLUMN_BLOCK - 1) / CHAIRLIFT_COLUMN_BLOCK *
                    CHAIRLIFT_COLUMN_BLOCK;
    model->row_size = chairlift_row_size(model->padded);
    model->rows = rows;
    model->weights = (const int16_t *)(const void *)(rows + 1);
    model->stride = model->row_size / sizeof *model->weights;
    model->vocabulary->idf = rows;
    model->vocabulary->idf_step = model->row_size / sizeof *rows;
}

/* Makes the rows, of features that weigh nothing yet in any SVM. */
static bool make_rows(ChairliftModel *model)
{
    size_t padded = (model->columns + CHAIRLIFT_COLUMN_BLOCK - 1) / CHAIRLIFT_COLUMN_BLOCK *
                    CHAIRLIFT_COLUMN_BLOCK;
    size_t size = (model->features + (size_t)1) * chairlift_row_size(padded);
    ChairliftVocabulary *vocabulary = model->vocabulary;

    /* The weights of a feature lie in as few lines of the cache as possible. */
    model->own_rows = aligned_alloc(CHAIRLIFT_CACHE_LINE,
                                    (size / CHAIRLIFT_CACHE_LINE + 1) * CHAIRLIFT_CACHE_LINE);
    if (model->own_rows == NULL)
        return false;
    memset(model->own_rows, 0, size);
    const size_t step = chairlift_row_size(padded) / sizeof(double);
    for (uint32_t i = 0; i < model->features; i++)
        model->own_rows[i * step] = chairlift_vocabulary_idf(vocabulary, i);
    free(vocabulary->own_idf);
    vocabulary->own_idf = NULL;
    chairlift_model_set_rows(model, model->own_rows);
    return true;
}

bool chairlift_model_find_used(ChairliftModel *model)
{
    bool *is_used = calloc(model->padded, sizeof *is_used);

    model->used_column = calloc(model->columns, sizeof *model->used_column);
    model->run = calloc(model->padded / CHAIRLIFT_COLUMN_BLOCK, sizeof *model->run);
    if (is_used == NULL || model->used_column == NULL || model->run == NULL) {
        free(is_used);
        return false;
    }
    for (size_t v = 0; v < model->venues; v++) {
        for (size_t i = 0; i <= model->venue[v].manifest.topics; i++)
            is_used[model->venue[v].column[i]] = true;
    }
    for (size_t c = 0; c < model->columns; c++) {
        if (!is_used[c])
            continue;
        model->used_column[model->used++] = c;
        size_t first = c / CHAIRLIFT_COLUMN_BLOCK * CHAIRLIFT_COLUMN_BLOCK;
        ChairliftRun *last = model->runs > 0 ? &model->run[model->runs - 1] : NULL;
        size_t end = last != NULL ? last->first + last->length : 0;
        if (last != NULL && first < end)
            continue;
        if (last != NULL && first == end)
            last->length += CHAIRLIFT_COLUMN_BLOCK;
        else
            model->run[model->runs++] = (ChairliftRun){first, CHAIRLIFT_COLUMN_BLOCK};
    }
    free(is_used);
    return true;
}

/* Gives every SVM its column, and the weights their room. */
static bool assign_columns(ChairliftModel *model)
{
    model->column = calloc(model->venues + model->topics + 1, sizeof *model->column);
    if (model->column == NULL)
        return false;
    for (size_t v = 0; v < model->venues; v++) {
        ChairliftVenueModel *venue = &model->venue[v];
        venue->column = calloc(venue->manifest.topics + 1, sizeof *venue->column);
        if (venue->column == NULL)
            return false;
        for (size_t i = 0; i <= venue->manifest.topics; i++)
            venue->column[i] = assign_column(model, svm_checksum(venue, i));
    }
    return make_rows(model) && chairlift_model_find_used(model);
}

/* Takes an SVM from the bytes of its file; svm gives room for the weights. They are whole numbers
 * of steps in our own files, and become so in others, to 1/65534 of the largest. */
static bool parse_column(ChairliftModel *model, size_t column, const char *path, const char *bytes,
                         size_t length, ChairliftSvm *svm, ChairliftError *error)
{
    if (!chairlift_svm_parse(path, bytes, length, svm, error))
        return false;
    double step = chairlift_svm_step(svm);
    model->column[column].step = step;
    model->column[column].rho = svm->rho;
    model->column[column].sigmoid_a = svm->sigmoid_a;
    model->column[column].sigmoid_b = svm->sigmoid_b;
    model->column[column].boundary = 1 / (1 + exp(svm->sigmoid_b));
    int16_t *weights = (int16_t *)(void *)(model->own_rows + 1);
    for (uint32_t i = 0; i < model->features; i++)
        weights[i * model->stride + column] = (int16_t)lround(svm->weights[i] / step);
    return true;
}

/* Loads one SVM of a venue; one that another venue has too is checked, but not parsed again.
 * *parsed counts the columns that have been. */
static bool load_svm(ChairliftModel *model, const char *directory, const ChairliftVenueModel *venue,
                     size_t number, size_t *parsed, ChairliftSvm *svm, ChairliftError *error)
{
    const char *id = number == 0 ? "theme" : venue->manifest.topic[number - 1].id;
    char path[LONGEST_PATH];
    size_t length;

    if (!make_path(path, directory, venue->manifest.venue, id, ".svm", error))
        return false;
    char *bytes = read_checked(path, svm_checksum(venue, number), &length, error);
    if (bytes == NULL)
        return false;
    model->column[venue->column[number]].size = length;
    bool good = venue->column[number] < *parsed ||
                parse_column(model, (*parsed)++, path, bytes, length, svm, error);
    free(bytes);
    return good;
}

static bool load_svms(ChairliftModel *model, const char *directory, ChairliftError *error)
{
    ChairliftSvm svm = {.features = model->features};
    size_t parsed = 0;
    bool good = true;

    svm.weights = calloc((size_t)model->features + 1, sizeof *svm.weights);
    if (svm.weights == NULL || !assign_columns(model)) {
        free(svm.weights);
        return chairlift_error_set(error, "not enough memory for %zu SVMs",
                                   model->venues + model->topics);
    }
    for (size_t v = 0; good && v < model->venues; v++) {
        for (size_t i = 0; good && i <= model->venue[v].manifest.topics; i++)
            good = load_svm(model, directory, &model->venue[v], i, &parsed, &svm, error);
    }
    free(svm.weights);
    return good;
}

ChairliftModel *chairlift_model_load_text(const char *directory, const char *const *venues,
                                          size_t length, ChairliftError *error)
{
    ChairliftModel *model = length > 0 ? calloc(1, sizeof *model) : NULL;

    if (model == NULL) {
        chairlift_error_set(error, length > 0 ? "not enough memory for a model"
                                              : "a model needs at least one venue");
        return NULL;
    }
    if (!load_vocabulary(model, directory, error) ||
        !load_manifests(model, directory, venues, length, error) ||
        !load_svms(model, directory, error)) {
        chairlift_model_free(model);
        return NULL;
    }
    return model;
}

/* ---- from the compiled file ------------------------------------------------------------------ */

static bool is_after(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* Whether a file has this size and was not changed after the compiled one was made. */
static bool is_as_compiled(const char *path, uint64_t size, const struct timespec *compiled)
{
    struct stat status;

    return stat(path, &status) == 0 && (uint64_t)status.st_size == size &&
           !is_after(&status.st_mtim, compiled);
}

/* Finds the columns of a venue's SVMs; false when they are not those that were compiled. */
static bool find_columns(ChairliftModel *model, const char *directory, ChairliftVenueModel *venue,
                         const struct timespec *compiled)
{
    const ChairliftManifest *manifest = &venue->manifest;

    venue->column = calloc(manifest->topics + 1, sizeof *venue->column);
    if (venue->column == NULL)
        return false;
    for (size_t i = 0; i <= manifest->topics; i++) {
        char path[LONGEST_PATH];
        size_t column = 0;
        while (column < model->columns && model->column[column].checksum != svm_checksum(venue, i))
            column++;
        if (column == model->columns ||
            !make_path(path, directory, manifest->venue,
                       i == 0 ? "theme" : manifest->topic[i - 1].id, ".svm", NULL) ||
            !is_as_compiled(path, model->column[column].size, compiled))
            return false;
        venue->column[i] = column;
    }
    return true;
}

static bool load_compiled(ChairliftModel *model, const char *directory, const char *const *venues,
                          size_t length)
{
    char path[LONGEST_PATH];
    struct timespec compiled;

    if (!chairlift_compiled_map(directory, model, &compiled) ||
        !make_vocabulary_path(path, directory, NULL) ||
        !is_as_compiled(path, model->vocabulary_size, &compiled) ||
        !load_manifests(model, directory, venues, length, NULL))
        return false;
    for (size_t v = 0; v < model->venues; v++) {
        if (!find_columns(model, directory, &model->venue[v], &compiled))
            return false;
    }
    return chairlift_model_find_used(model);
}

ChairliftModel *chairlift_model_load(const char *directory, const char *const *venues,
                                     size_t length, ChairliftError *error)
{
    ChairliftModel *model = length > 0 ? calloc(1, sizeof *model) : NULL;

    if (model != NULL && load_compiled(model, directory, venues, length))
        return model;
    chairlift_model_free(model);
    return chairlift_model_load_text(directory, venues, length, error);
}

/* ---- what a model knows ---------------------------------------------------------------------- */

void chairlift_model_free(ChairliftModel *model)
{
    if (model == NULL)
        return;
    for (size_t v = 0; v < model->venues; v++) {
        chairlift_manifest_clear(&model->venue[v].manifest);
        free(model->venue[v].column);
    }
    chairlift_vocabulary_free(model->vocabulary);
    free(model->venue);
    free(model->column);
    free(model->used_column);
    free(model->run);
    free(model->own_rows);
    if (model->mapping != NULL)
        munmap(model->mapping, model->mapping_size);
    free(model);
}

size_t chairlift_model_venues(const ChairliftModel *model)
{
    return model->venues;
}

const char *chairlift_model_venue(const ChairliftModel *model, size_t venue)
{
    return model->venue[venue].manifest.venue;
}

ChairliftBasis chairlift_model_basis(const ChairliftModel *model, size_t venue)
{
    const ChairliftManifest *manifest = &model->venue[venue].manifest;
    return !manifest->from_descriptions ? CHAIRLIFT_BASIS_LABELS
           : manifest->labels == 0      ? CHAIRLIFT_BASIS_DESCRIPTIONS
                                        : CHAIRLIFT_BASIS_BOTH;
}

const char *chairlift_basis_name(ChairliftBasis basis)
{
    static const char *const NAMES[] = {"labels", "descriptions", "descriptions and labels"};
    return NAMES[basis];
}

size_t chairlift_model_labels(const ChairliftModel *model, size_t venue)
{
    return model->venue[venue].manifest.labels;
}

void chairlift_model_verdict_limits(const ChairliftModel *model, size_t venue, double *fits,
                                    double *does_not_fit)
{
    *fits = model->venue[venue].manifest.fits;
    *does_not_fit = model->venue[venue].manifest.does_not_fit;
}

double chairlift_model_sure(const ChairliftModel *model, size_t venue)
{
    return model->venue[venue].manifest.sure;
}

size_t chairlift_model_topics(const ChairliftModel *model, size_t venue)
{
    return model->venue[venue].manifest.topics;
}

const char *chairlift_model_topic(const ChairliftModel *model, size_t venue, size_t topic)
{
    return model->venue[venue].manifest.topic[topic].id;
}

const ChairliftVocabulary *chairlift_model_vocabulary(const ChairliftModel *model)
{
    return model->vocabulary;
}
