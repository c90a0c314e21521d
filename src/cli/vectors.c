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
#include "overwriting.h"

#include "chairlift/exchange.h"
#include "chairlift/features.h"
#include "chairlift/intake.h"

typedef struct Vectors {
    ChairliftVocabulary *vocabulary;
    ChairliftTextReader *reader;
    ChairliftVector vector;
    ChairliftOutput *output;
    GString *line; /* of one paper */
    GError *error; /* what stopped it */
} Vectors;

static void vectors_clear(Vectors *vectors)
{
    chairlift_vocabulary_free(vectors->vocabulary);
    chairlift_text_reader_free(vectors->reader);
    chairlift_vector_clear(&vectors->vector);
    chairlift_output_free(vectors->output);
    if (vectors->line != NULL)
        g_string_free(vectors->line, TRUE);
    g_clear_error(&vectors->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Vectors, vectors_clear)

static gboolean make_vector(Vectors *vectors, const ChairliftPaper *paper)
{
    ChairliftError why;
    vectors->vector.length = 0;
    if (paper->failure != NULL) {
        complain("%s: %s", paper->source, paper->failure);
        return TRUE;
    }
    g_autofree char *prose = chairlift_paper_prose(paper);
    if (chairlift_features_vectorize(vectors->vocabulary, vectors->reader, paper->title, prose,
                                     &vectors->vector, &why))
        return TRUE;
    g_set_error(&vectors->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, "%s: %s", paper->id,
                why.message);
    return FALSE;
}

/* A ChairliftPaperFunction. */
static gboolean write_vector(ChairliftPaper *read, gpointer user_data)
{
    Vectors *vectors = user_data;
    g_autoptr(ChairliftPaper) paper = read;
    if (!make_vector(vectors, paper))
        return FALSE;
    g_string_assign(vectors->line, "0");
    for (gsize i = 0; i < vectors->vector.length; i++)
        g_string_append_printf(vectors->line, " %u:%.9g", vectors->vector.feature[i] + 1,
                               (double)vectors->vector.value[i]);
    g_string_append_c(vectors->line, '\n');
    return chairlift_output_write(vectors->output, vectors->line->str, vectors->line->len,
                                  &vectors->error);
}

static gboolean prepare(Vectors *vectors, const char *output, GError **error)
{
    g_autofree char *path = data_path("models/vocabulary.tsv", error);
    ChairliftError why;
    if (path == NULL)
        return FALSE;

    vectors->line = g_string_new(NULL);
    vectors->vocabulary = chairlift_vocabulary_load(path, &why);
    if (vectors->vocabulary != NULL)
        vectors->reader = chairlift_text_reader_new(&why);
    if (vectors->reader == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, why.message);
        return FALSE;
    }
    vectors->output = chairlift_output_open(output, error);
    return vectors->output != NULL;
}

/* FALSE, with error set, when nothing could be read or written. */
static gboolean print_vectors(char **inputs, const char *path, ChairliftIntakeCounts *counts,
                              GError **error)
{
    const ChairliftIntakeOptions settings = {.warning = complain_of};
    g_auto(Vectors) vectors = {0};

    if (!spares_inputs(path, inputs, error) || !prepare(&vectors, path, error) ||
        !chairlift_intake_read((const char *const *)inputs, &settings, write_vector, &vectors,
                               counts, error))
        return FALSE;
    if (vectors.error != NULL) {
        g_propagate_error(error, g_steal_pointer(&vectors.error));
        return FALSE;
    }
    return chairlift_output_commit(vectors.output, error);
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
