/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift eval: how good models trained from the corpus are on papers they have not seen. */
#include "../report/eval_page.h"
#include "../report/eval_table.h"
#include "commands.h"
#include "complain.h"
#include "progress.h"

#include <string.h>

#include "chairlift/exchange.h"
#include "chairlift/learn.h"

typedef struct EvalOptions {
    char *venue;
    char *format;
    char *held_out;
    char *output;
    char *corpus;
    char *html;
    gboolean learning_curve;
    int threads;
} EvalOptions;

static gboolean check(const EvalOptions *options, int arguments, GError **error)
{
    const char *problem = NULL;
    if (arguments > 1)
        problem = "it takes no arguments besides options";
    else if (options->format != NULL && strcmp(options->format, "text") != 0 &&
             strcmp(options->format, "json") != 0)
        problem = "--format is text or json";
    else if (options->held_out != NULL && strcmp(options->held_out, "time") != 0)
        problem = "--held-out is time";
    else if (options->threads < 1)
        problem = "--threads is 1 or more";
    if (problem != NULL)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "%s; chairlift eval --help shows the options", problem);
    return problem == NULL;
}

static gboolean parse(int argc, char **argv, EvalOptions *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"venue", 'v', 0, G_OPTION_ARG_STRING, &options->venue, "One call, or all (default)", "ID"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format, "text (default) or json",
         "FORMAT"},
        {"held-out", 0, 0, G_OPTION_ARG_STRING, &options->held_out,
         "Only judge the newest fifth by what older papers teach, without folds", "time"},
        {"learning-curve", 0, 0, G_OPTION_ARG_NONE, &options->learning_curve,
         "Also measure how many labelled papers it takes, from none on; takes minutes", NULL},
        {"html", 0, 0, G_OPTION_ARG_FILENAME, &options->html, "Also write a page with plots",
         "FILE"},
        {"corpus", 'c', 0, G_OPTION_ARG_FILENAME, &options->corpus,
         "Folder of the corpus (default: chairlift's own)", "DIR"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "Write to a file instead of standard output", "FILE"},
        {"threads", 't', 0, G_OPTION_ARG_INT, &options->threads, "Number of threads", "N"},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(
        context,
        "Trains on the corpus and measures on papers that were left out: five times, each on\n"
        "four fifths, with thresholds and calibration from these alone, and then on all\n"
        "but the newest fifth. Intervals hold 95 % of 1,000 bootstrap resamples of\n"
        "the papers.");
    g_option_context_add_main_entries(context, entries, NULL);
    return g_option_context_parse(context, &argc, &argv, error) && check(options, argc, error);
}

/* What is measured. */
typedef struct Results {
    GPtrArray *venues;
    GPtrArray *figures;
    GPtrArray *curves; /* NULL unless they were asked for */
} Results;

static void results_clear(Results *results)
{
    if (results->venues != NULL)
        g_ptr_array_unref(results->venues);
    if (results->figures != NULL)
        g_ptr_array_unref(results->figures);
    if (results->curves != NULL)
        g_ptr_array_unref(results->curves);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Results, results_clear)

static gboolean measure(const EvalOptions *options, const ChairliftCorpus *corpus, Results *results,
                        GError **error)
{
    const ChairliftSplit split =
        options->held_out != NULL ? CHAIRLIFT_SPLIT_TIME : CHAIRLIFT_SPLIT_BOTH;
    g_autoptr(Progress) progress = progress_new("evaluating");
    const ChairliftTrainOptions how = progress_options(progress, options->threads);
    results->figures = chairlift_evaluate(corpus, results->venues, split, &how, error);
    progress_end(progress);
    if (results->figures == NULL || !options->learning_curve)
        return results->figures != NULL;
    g_autoptr(Progress) second = progress_new("learning curve");
    const ChairliftTrainOptions again = progress_options(second, options->threads);
    results->curves = chairlift_learning_curves(corpus, results->venues, &again, error);
    progress_end(second);
    return results->curves != NULL;
}

/* Says which calls have nothing to be judged by. */
static void tell_unmeasured(const Results *results)
{
    for (guint v = 0; v < results->venues->len; v++) {
        const ChairliftVenue *venue = g_ptr_array_index(results->venues, v);
        gboolean found = FALSE;
        for (guint i = 0; i < results->figures->len; i++)
            found |= strcmp(((const ChairliftFigures *)results->figures->pdata[i])->venue,
                            venue->id) == 0;
        if (!found)
            complain("%s: no paper is labelled for its topics, which come from their descriptions, "
                     "so that nothing can be measured",
                     venue->id);
    }
}

static gboolean commit(ChairliftOutput *output, const GString *text, GError **error)
{
    return chairlift_output_write(output, text->str, text->len, error) &&
           chairlift_output_commit(output, error);
}

static gboolean write_results(const EvalOptions *options, const ChairliftCorpus *corpus,
                              const Results *results, ChairliftOutput *output,
                              ChairliftOutput *page, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (page != NULL) {
        g_autoptr(GString) html = g_string_new(NULL);
        chairlift_eval_page(html, results->figures, results->curves, results->venues,
                            chairlift_corpus_checksum(corpus));
        if (!commit(page, html, error))
            return FALSE;
    }
    if (g_strcmp0(options->format, "json") == 0) {
        g_autofree char *json =
            chairlift_figures_to_json(corpus, results->figures, results->curves);
        g_string_append_printf(text, "%s\n", json);
    } else {
        chairlift_eval_table(text, results->figures, results->curves);
    }
    return commit(output, text, error);
}

static int evaluate(const EvalOptions *options, GError **error)
{
    g_autoptr(ChairliftCorpus) corpus = NULL;
    g_auto(Results) results = {NULL, NULL, NULL};
    g_autoptr(ChairliftOutput) output = chairlift_output_open(options->output, error);
    if (output == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(ChairliftOutput) page =
        options->html != NULL ? chairlift_output_open(options->html, error) : NULL;
    if (options->html != NULL && page == NULL)
        return EXIT_NOTHING_DONE;
    results.venues = training_venues(options->corpus, options->venue, error);
    if (results.venues == NULL)
        return EXIT_NOTHING_DONE;
    corpus = training_corpus(options->corpus, error);
    if (corpus == NULL || !measure(options, corpus, &results, error))
        return EXIT_NOTHING_DONE;
    tell_unmeasured(&results);
    return write_results(options, corpus, &results, output, page, error) ? EXIT_DONE
                                                                         : EXIT_NOTHING_DONE;
}

int command_eval(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    EvalOptions options = {.threads = (int)g_get_num_processors()};
    int status = EXIT_NOTHING_DONE;
    if (parse(argc, argv, &options, &error))
        status = evaluate(&options, &error);
    if (error != NULL)
        complain("%s", error->message);
    g_free(options.venue);
    g_free(options.format);
    g_free(options.held_out);
    g_free(options.output);
    g_free(options.corpus);
    g_free(options.html);
    return status;
}
