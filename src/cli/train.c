/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift train: rebuilds the models from the corpus. */
#include "commands.h"
#include "complain.h"
#include "data.h"
#include "progress.h"

#include <stdio.h>

#include "chairlift/learn.h"

typedef struct TrainArguments {
    char *corpus;
    char *output;
    int threads;
} TrainArguments;

static gboolean parse(int argc, char **argv, TrainArguments *arguments, GError **error)
{
    const GOptionEntry entries[] = {{"corpus", 'c', 0, G_OPTION_ARG_FILENAME, &arguments->corpus,
                                     "Folder of the corpus (default: chairlift's own)", "DIR"},
                                    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments->output,
                                     "Folder of the models (default: chairlift's own)", "DIR"},
                                    {"threads", 't', 0, G_OPTION_ARG_INT, &arguments->threads,
                                     "Number of threads; the models do not depend on it", "N"},
                                    G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(
        context,
        "Trains the models of every call on the corpus and writes them, with a card each\n"
        "that says how good they are, in place of the old ones. Interrupted, it leaves the\n"
        "old ones as they were.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (argc == 1 && arguments->threads >= 1)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%s; chairlift train --help shows the options",
                argc > 1 ? "it takes no arguments besides options" : "--threads is 1 or more");
    return FALSE;
}

static int train(const TrainArguments *arguments, GError **error)
{
    g_autofree char *own = arguments->output == NULL ? data_path("models", error) : NULL;
    const char *output = arguments->output != NULL ? arguments->output : own;
    if (output == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(GPtrArray) venues = training_venues(arguments->corpus, NULL, error);
    if (venues == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(ChairliftCorpus) corpus = training_corpus(arguments->corpus, error);
    if (corpus == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(Progress) progress = progress_new("training");
    const ChairliftTrainOptions how = progress_options(progress, arguments->threads);
    if (!chairlift_train(corpus, venues, output, &how, error))
        return EXIT_NOTHING_DONE;
    progress_end(progress);
    fprintf(stderr, "%s: models of %u calls, trained on %u papers\n", output, venues->len,
            chairlift_corpus_papers(corpus));
    return EXIT_DONE;
}

int command_train(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    TrainArguments arguments = {.threads = (int)g_get_num_processors()};
    int status = EXIT_NOTHING_DONE;
    if (parse(argc, argv, &arguments, &error))
        status = train(&arguments, &error);
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fputs("chairlift train: interrupted; the old models are as they were\n", stderr);
    else if (error != NULL)
        complain("%s", error->message);
    g_free(arguments.corpus);
    g_free(arguments.output);
    return status;
}
