/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift vectors: papers as the SVMs see them, in libsvm's data format.
 *
 * A line for each paper, in the order in which `score` lists them: label 0, then index:value with
 * indexes from 1, which svm-predict reads together with any .svm file of the models. All venues
 * have one vocabulary, so there is no venue to name. A paper that cannot be read is a line without
 * features, so that lines and papers stay in step.
 */
#include "commands.h"
#include "complain.h"
#include "data.h"
#include "output.h"
#include "overwriting.h"

#include <stdio.h>

#include "chairlift/features.h"
#include "chairlift/intake.h"

typedef struct Vectors {
    ChairliftVocabulary *vocabulary;
    ChairliftTextReader *reader;
    ChairliftVector vector;
    FILE *stream;
    ChairliftError error;
    gboolean failed; /* error is set */
} Vectors;

static void vectors_clear(Vectors *vectors)
{
    chairlift_vocabulary_free(vectors->vocabulary);
    chairlift_text_reader_free(vectors->reader);
    chairlift_vector_clear(&vectors->vector);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Vectors, vectors_clear)

static gboolean print_vector(ChairliftPaper *paper, gpointer user_data)
{
    Vectors *vectors = user_data;

    vectors->vector.length = 0;
    if (paper->failure != NULL)
        complain("%s: %s", paper->source, paper->failure);
    else if (!chairlift_features_vectorize(vectors->vocabulary, vectors->reader, paper->title,
                                           paper->abstract, &vectors->vector, &vectors->error))
        vectors->failed = TRUE;
    fputc('0', vectors->stream);
    for (gsize i = 0; i < vectors->vector.length; i++)
        fprintf(vectors->stream, " %u:%.9g", vectors->vector.feature[i] + 1,
                (double)vectors->vector.value[i]);
    fputc('\n', vectors->stream);
    chairlift_paper_free(paper);
    return !vectors->failed && !ferror(vectors->stream);
}

static void print_warning(const char *message, gpointer user_data)
{
    (void)user_data;
    complain("%s", message);
}

static gboolean prepare(Vectors *vectors, GError **error)
{
    g_autofree char *path = data_path("models/vocabulary.tsv");

    vectors->vocabulary = chairlift_vocabulary_load(path, &vectors->error);
    if (vectors->vocabulary != NULL)
        vectors->reader = chairlift_text_reader_new(&vectors->error);
    if (vectors->reader == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, vectors->error.message);
        return FALSE;
    }
    return TRUE;
}

/* FALSE, with error set, when nothing could be read or written. */
static gboolean print_vectors(char **inputs, const char *path, ChairliftIntakeCounts *counts,
                              GError **error)
{
    const ChairliftIntakeOptions settings = {.warning = print_warning};
    g_auto(Vectors) vectors = {0};

    if (!spares_inputs(path, inputs, error) || !prepare(&vectors, error))
        return FALSE;
    g_autoptr(Output) output = output_open(path, error);
    if (output == NULL)
        return FALSE;
    vectors.stream = output_stream(output);
    if (!chairlift_intake_read((const char *const *)inputs, &settings, print_vector, &vectors,
                               counts, error))
        return FALSE;
    if (vectors.failed) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, vectors.error.message);
        return FALSE;
    }
    return output_finish(output, error);
}

int command_vectors(int argc, char **argv)
{
    g_autofree char *path = NULL;
    g_auto(GStrv) inputs = NULL;
    g_autoptr(GError) error = NULL;
    ChairliftIntakeCounts counts = {0};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
         "write to a file instead of standard output", "FILE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &inputs, NULL, "INPUT..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context, "Prints each paper's vector in libsvm's data format, a line for each paper, for\n"
                 "svm-predict and other programs: label 0, then index:value for every feature.");

    gboolean complete = g_option_context_parse(context, &argc, &argv, &error);
    if (complete && inputs == NULL) {
        g_set_error_literal(&error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "name the papers to read: files, folders, or - for standard input");
        complete = FALSE;
    }
    if (!complete || !print_vectors(inputs, path, &counts, &error)) {
        complain("%s", error->message);
        return EXIT_NOTHING_DONE;
    }
    return counts.failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}
