/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../model/manifest.h"
#include "../model/svm_file.h"
#include "card.h"
#include "folder.h"
#include "procedure.h"
#include "records.h"

#include <stdlib.h>
#include <string.h>

#include "chairlift/model.h"
#include "chairlift/paper.h"

/* Parts of the time that training takes. */
static const double VECTORS_PART = 0.08;
static const double MODELS_PART = 0.77;
static const double FIGURES_PART = 0.13;
static const double WRITING_PART = 0.02;

/* What is written, shared by the functions below. */
typedef struct Output {
    const ChairliftProcedure *procedure;
    ChairliftFolder *folder;
    guint venue;
    const ChairliftTruth *truth;
    const ChairliftCalibration *calibration;
    json_t *checksums;
    ChairliftManifest *manifest;
} Output;

/* Writes a file of the venue and notes its checksum for the card. */
static gboolean write_file(const Output *output, const char *name, const char *bytes, gsize length,
                           GError **error)
{
    g_autofree char *path = g_build_filename(output->truth->venue->id, name, NULL);
    g_autofree char *checksum =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    json_object_set_new(output->checksums, name, json_string(checksum));
    return chairlift_folder_write(output->folder, path, bytes, length, error);
}

/* Writes the SVM of the theme (column 0) or of a topic: scaled so that its margin is in log-odds,
 * in which topics can be compared, with its boundary at the threshold. */
static gboolean write_svm(const Output *output, gsize column, const char *id, GError **error)
{
    const ChairliftTrainingSet *set = output->procedure->set;
    const ChairliftTarget *target =
        chairlift_target(output->procedure->targets, output->venue, column);
    g_autofree double *weights = chairlift_target_weights(target, set);
    g_autofree char *name = g_strconcat(id, ".svm", NULL);
    const ChairliftSigmoid sigmoid = output->calibration->sigmoid[column];
    const double threshold = output->calibration->threshold[column];
    const ChairliftSvm svm = {.features = chairlift_vocabulary_size(set->vocabulary),
                              .weights = weights,
                              .rho = threshold - chairlift_platt_logit(sigmoid, -target->rho),
                              .sigmoid_a = -1,
                              .sigmoid_b = -threshold};
    for (guint32 f = 0; f < svm.features; f++)
        weights[f] *= -sigmoid.a;
    size_t length;
    char *bytes = chairlift_svm_format(&svm, &length);
    if (bytes == NULL)
        g_error("not enough memory to write %s", name);
    uint64_t checksum = chairlift_file_checksum(bytes, length);
    if (column == 0)
        output->manifest->theme_checksum = checksum;
    else
        output->manifest->topic[column - 1].checksum = checksum;
    gboolean written = write_file(output, name, bytes, length, error);
    free(bytes);
    return written;
}

static gboolean check_id(const char *id, const char *file, GError **error)
{
    if (chairlift_is_id(id, strlen(id)))
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s: the id \"%s\" cannot name a file; use at most %d small letters, digits and "
                "hyphens",
                file, id, CHAIRLIFT_LONGEST_ID);
    return FALSE;
}

static gboolean write_svms(const Output *output, GError **error)
{
    const ChairliftVenue *venue = output->truth->venue;
    if (!write_svm(output, 0, "theme", error))
        return FALSE;
    for (guint t = 0; t < venue->topics->len; t++) {
        const ChairliftTopic *topic = g_ptr_array_index(venue->topics, t);
        if (!check_id(topic->id, venue->file, error))
            return FALSE;
        g_strlcpy(output->manifest->topic[t].id, topic->id, sizeof output->manifest->topic[t].id);
        if (!write_svm(output, t + 1, topic->id, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_manifest(const Output *output, GError **error)
{
    size_t length;
    char *bytes = chairlift_manifest_format(output->manifest, &length);
    if (bytes == NULL)
        g_error("not enough memory to write venue.model");
    gboolean written = write_file(output, "venue.model", bytes, length, error);
    free(bytes);
    return written;
}

static gboolean write_venue(const ChairliftProcedure *procedure, guint number,
                            ChairliftFolder *folder, const ChairliftCorpus *corpus,
                            const GPtrArray *figures, GError **error)
{
    const ChairliftTruth *truth = g_ptr_array_index(procedure->truths, number);
    const ChairliftVenue *venue = truth->venue;
    g_autoptr(ChairliftCalibration) calibration =
        chairlift_procedure_calibration(procedure, number);
    g_autofree ChairliftManifestTopic *topics = g_new0(ChairliftManifestTopic, truth->topics + 1);
    g_autoptr(json_t) checksums = json_object();
    ChairliftManifest manifest = {
        .vocabulary = chairlift_vocabulary_checksum(procedure->set->vocabulary),
        .most_topics = venue->most_topics,
        .least_topics = calibration->least_topics,
        .fits = calibration->fits,
        .does_not_fit = calibration->does_not_fit,
        .sure = calibration->sure,
        .from_descriptions = chairlift_truth_is_weak(truth),
        .labels = chairlift_truth_is_weak(truth) ? (uint32_t)truth->labels : 0,
        .topics = truth->topics,
        .topic = topics};
    const Output output = {procedure, folder, number, truth, calibration, checksums, &manifest};
    if (!check_id(venue->id, venue->file, error) ||
        !chairlift_folder_make(folder, venue->id, error))
        return FALSE;
    g_strlcpy(manifest.venue, venue->id, sizeof manifest.venue);
    if (!write_svms(&output, error) || !write_manifest(&output, error))
        return FALSE;
    g_autofree char *card = chairlift_card_write(corpus, truth, calibration, figures, checksums);
    g_autofree char *path = g_build_filename(venue->id, "card.json", NULL);
    return chairlift_folder_write(folder, path, card, strlen(card), error);
}

/* The writing of all venues, each of which has a folder of its own. */
typedef struct Writing {
    const ChairliftProcedure *procedure;
    ChairliftFolder *folder;
    const ChairliftCorpus *corpus;
    const GPtrArray *figures;
    GError **errors; /* [venues] */
} Writing;

static void write_piece(guint venue, gpointer data)
{
    const Writing *writing = data;
    write_venue(writing->procedure, venue, writing->folder, writing->corpus, writing->figures,
                &writing->errors[venue]);
}

static gboolean write_venues(const ChairliftProcedure *procedure, ChairliftFolder *folder,
                             const ChairliftCorpus *corpus, const GPtrArray *figures,
                             ChairliftRun *run, GError **error)
{
    const guint venues = procedure->truths->len;
    g_autofree GError **errors = g_new0(GError *, venues + 1);
    Writing writing = {procedure, folder, corpus, figures, errors};
    gboolean fine = chairlift_parallel(run, venues, WRITING_PART, write_piece, &writing, error);
    for (guint v = 0; v < venues; v++) {
        if (errors[v] == NULL)
            continue;
        if (fine)
            g_propagate_error(error, errors[v]);
        else
            g_error_free(errors[v]);
        fine = FALSE;
    }
    return fine;
}

static gboolean write_vocabulary(const ChairliftProcedure *procedure, ChairliftFolder *folder,
                                 GError **error)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    if (stream == NULL || !chairlift_vocabulary_write(procedure->set->vocabulary, stream) ||
        fclose(stream) != 0)
        g_error("not enough memory to write vocabulary.tsv");
    gboolean written = chairlift_folder_write(folder, "vocabulary.tsv", bytes, length, error);
    free(bytes);
    return written;
}

static gboolean check_sizes(const GPtrArray *venues, GError **error)
{
    for (guint v = 0; v < venues->len; v++) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, v);
        if (venue->topics->len <= CHAIRLIFT_MOST_TOPICS)
            continue;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s: has %u topics; a model holds at most %d", venue->file, venue->topics->len,
                    CHAIRLIFT_MOST_TOPICS);
        return FALSE;
    }
    return TRUE;
}

/* So that programs start at once with the new models. */
static gboolean compile(const ChairliftFolder *folder, GError **error)
{
    ChairliftError why;
    if (chairlift_model_compile(chairlift_folder_next(folder), &why))
        return TRUE;
    g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, why.message);
    return FALSE;
}

gboolean chairlift_train(const ChairliftCorpus *corpus, GPtrArray *venues, const char *directory,
                         const ChairliftTrainOptions *options, GError **error)
{
    ChairliftRun run = chairlift_run_new(options);
    if (!check_sizes(venues, error))
        return FALSE;
    g_autoptr(ChairliftFolder) folder = chairlift_folder_new(directory, error);
    if (folder == NULL)
        return FALSE;
    g_autoptr(GPtrArray) figures =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_figures_free);
    g_autoptr(ChairliftTrainingSet) set =
        chairlift_training_set_new(corpus, &run, VECTORS_PART, error);
    if (set == NULL)
        return FALSE;
    g_autoptr(ChairliftProcedure) procedure = chairlift_procedure_new(
        set, venues, (ChairliftDivision){NULL, NULL}, &run, MODELS_PART, error);
    for (guint v = 0; procedure != NULL && v < venues->len; v++) {
        if (!chairlift_procedure_measure(procedure, v, figures, &run, FIGURES_PART / venues->len,
                                         error))
            return FALSE;
    }
    if (procedure == NULL || !write_vocabulary(procedure, folder, error))
        return FALSE;
    return write_venues(procedure, folder, corpus, figures, &run, error) &&
           compile(folder, error) && chairlift_folder_replace(folder, error);
}
