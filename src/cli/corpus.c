/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift corpus: labelled papers' texts in, counts of their terms out. */
#include "commands.h"
#include "complain.h"
#include "data.h"
#include "overwriting.h"

#include <stdio.h>

#include "chairlift/learn.h"
#include "chairlift/venue.h"

typedef struct CorpusOptions {
    char *output;
    char *base;
    char *provenance;
    char **background;
    char **labelled;
} CorpusOptions;

static gboolean parse(int argc, char **argv, CorpusOptions *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "Folder to write to", "DIR"},
        {"base", 'b', 0, G_OPTION_ARG_FILENAME, &options->base,
         "Add to the corpus in this folder, such as the one that comes with chairlift", "DIR"},
        {"background", 'g', 0, G_OPTION_ARG_FILENAME_ARRAY, &options->background,
         "Unlabelled papers: for document frequencies, and as papers out of theme", "FILE"},
        {"provenance", 'p', 0, G_OPTION_ARG_STRING, &options->provenance,
         "How the labels of LABELLED came about, in a sentence: shown with the figures of the "
         "calls they train",
         "TEXT"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->labelled, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new("LABELLED...");
    g_option_context_set_summary(
        context,
        "Makes the corpus that chairlift train reads from labelled papers (JSON Lines, also\n"
        "compressed with gzip). Of their texts it keeps counts of terms only. A paper that is\n"
        "in the corpus already gets the new labels in addition. corpus/README.md describes the\n"
        "files.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (options->output != NULL && options->labelled != NULL && options->provenance != NULL)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "%s; usage: chairlift corpus --output DIR --provenance TEXT [--base DIR] "
                "[--background FILE]... LABELLED...",
                options->output == NULL ? "--output is missing"
                : options->labelled == NULL
                    ? "no labelled papers were given"
                    : "--provenance is missing (how these papers' labels came about, "
                      "such as \"Two organisers, by hand.\")");
    return FALSE;
}

/* Whether no labelled or unlabelled papers would be replaced by the corpus made of them. --base may
 * be: all that it holds is kept. */
static gboolean spares_papers(const CorpusOptions *options, GError **error)
{
    static const char *const FILES[] = {"terms.tsv", "papers.jsonl", "background.jsonl"};
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *path = g_build_filename(options->output, FILES[i], NULL);
        if (!spares_inputs(path, options->labelled, error) ||
            !spares_inputs(path, options->background, error))
            return FALSE;
    }
    return TRUE;
}

static ChairliftCorpus *build(const CorpusOptions *options, guint *added, guint *updated,
                              GError **error)
{
    g_autofree char *folder = data_path("corpus/venues");
    g_autoptr(GPtrArray) venues = chairlift_venues_load(folder, error);
    if (venues == NULL)
        return NULL;
    g_autoptr(ChairliftCorpus) base = NULL;
    if (options->base != NULL) {
        base = chairlift_corpus_load(options->base, error);
        if (base == NULL)
            return NULL;
    }
    g_autoptr(ChairliftCorpusBuilder) builder =
        chairlift_corpus_builder_new(g_steal_pointer(&base), venues, options->provenance, error);
    if (builder == NULL)
        return NULL;
    for (char **file = options->labelled; *file != NULL; file++) {
        if (!chairlift_corpus_builder_add_labelled(builder, *file, error))
            return NULL;
    }
    for (char **file = options->background; file != NULL && *file != NULL; file++) {
        if (!chairlift_corpus_builder_add_background(builder, *file, error))
            return NULL;
    }
    chairlift_corpus_builder_count(builder, added, updated);
    return chairlift_corpus_builder_finish(builder, error);
}

int command_corpus(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftCorpus) corpus = NULL;
    CorpusOptions options = {0};
    guint added = 0;
    guint updated = 0;
    int status = EXIT_NOTHING_DONE;
    if (parse(argc, argv, &options, &error) && spares_papers(&options, &error))
        corpus = build(&options, &added, &updated, &error);
    if (corpus != NULL && chairlift_corpus_save(corpus, options.output, &error)) {
        fprintf(
            stderr,
            "%s: %u papers added, %u updated: %u labelled papers, %u terms, %u background papers\n",
            options.output, added, updated, chairlift_corpus_papers(corpus),
            chairlift_corpus_terms(corpus), chairlift_corpus_documents(corpus));
        status = EXIT_DONE;
    }
    if (error != NULL)
        complain("%s", error->message);
    g_free(options.output);
    g_free(options.base);
    g_free(options.provenance);
    g_strfreev(options.background);
    g_strfreev(options.labelled);
    return status;
}
