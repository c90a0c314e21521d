/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift space: learns the semantic space that affinity compares papers in. */
#include "commands.h"
#include "complain.h"
#include "data.h"
#include "progress.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "chairlift/exchange.h"
#include "chairlift/learn.h"
#include "chairlift/paper.h"

typedef struct SpaceOptions {
    char *output;
    char **papers;
} SpaceOptions;

static gboolean parse(int argc, char **argv, SpaceOptions *options, GError **error)
{
    const GOptionEntry entries[] = {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
                                     "Folder of the models (default: chairlift's own)", "DIR"},
                                    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
                                     &options->papers, NULL, "PAPERS..."},
                                    G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(
        context,
        "Learns the semantic space in which affinity compares papers with people's own papers,\n"
        "from many thousand titles and abstracts without labels (JSON Lines with id, title and\n"
        "abstract, also compressed with gzip), and writes space.bin and space-terms.tsv. Of the\n"
        "texts only weights of terms are kept.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (options->papers != NULL)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "name the papers to learn from: chairlift space papers.jsonl.gz");
    return FALSE;
}

/* What writes one of the two files. */
typedef bool (*WriteFunction)(const ChairliftSpace *space, FILE *stream);

static bool write_terms(const ChairliftSpace *space, FILE *stream)
{
    return chairlift_vocabulary_write(chairlift_space_vocabulary(space), stream);
}

/* Writes one file, complete or not at all. */
static gboolean write_file(const ChairliftSpace *space, const char *folder, const char *name,
                           WriteFunction function, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    const bool written = stream != NULL && function(space, stream);
    if (stream == NULL || fclose(stream) != 0 || !written) {
        free(bytes);
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be written: %s",
                    path, g_strerror(errno));
        return FALSE;
    }
    g_autoptr(ChairliftOutput) output = chairlift_output_open(path, error);
    const gboolean good = output != NULL && chairlift_output_write(output, bytes, length, error) &&
                          chairlift_output_commit(output, error);
    free(bytes);
    return good;
}

static int make_space(const SpaceOptions *options, GError **error)
{
    g_autofree char *own = options->output == NULL ? data_path("models", error) : NULL;
    const char *folder = options->output != NULL ? options->output : own;
    if (folder == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(Progress) progress = progress_new("learning");
    const ChairliftTrainOptions how = progress_options(progress, 1);
    ChairliftSpace *space =
        chairlift_space_learn((const char *const *)options->papers, &how, error);
    progress_end(progress);
    if (space == NULL)
        return EXIT_NOTHING_DONE;
    const gboolean good = write_file(space, folder, "space-terms.tsv", write_terms, error) &&
                          write_file(space, folder, "space.bin", chairlift_space_write, error);
    if (good)
        fprintf(stderr, "%s: a space of %u dimensions, %u terms of which %u have coordinates\n",
                folder, chairlift_space_dimensions(space),
                chairlift_vocabulary_size(chairlift_space_vocabulary(space)),
                chairlift_space_terms(space));
    chairlift_space_free(space);
    return good ? EXIT_DONE : EXIT_NOTHING_DONE;
}

int command_space(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    SpaceOptions options = {0};
    int status = EXIT_NOTHING_DONE;
    if (parse(argc, argv, &options, &error))
        status = make_space(&options, &error);
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fputs("chairlift space: interrupted; the old space is as it was\n", stderr);
    else if (error != NULL)
        complain("%s", error->message);
    g_free(options.output);
    g_strfreev(options.papers);
    return status;
}
