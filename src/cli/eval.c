/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift eval: how good models trained from the corpus are on papers they have not seen. */
#include "commands.h"
#include "complain.h"
#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chairlift/learn.h"

typedef struct EvalOptions {
    char *venue;
    char *format;
    char *held_out;
    char *corpus;
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
         "Judge the newest fifth by what older papers teach, instead of folds", "time"},
        {"corpus", 'c', 0, G_OPTION_ARG_FILENAME, &options->corpus,
         "Folder of the corpus (default: chairlift's own)", "DIR"},
        {"threads", 't', 0, G_OPTION_ARG_INT, &options->threads, "Number of threads", "N"},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(
        context, "Trains on the corpus and measures on papers that were left out: by default five\n"
                 "times, each on four fifths, with thresholds and calibration from these alone.\n"
                 "Intervals hold 95 % of 1,000 bootstrap resamples of the papers.");
    g_option_context_add_main_entries(context, entries, NULL);
    return g_option_context_parse(context, &argc, &argv, error) && check(options, argc, error);
}

static void print_figure(const char *name, const ChairliftFigure *figure)
{
    if (isnan(figure->value))
        printf("  %-30s not defined\n", name);
    else
        printf("  %-30s %.3f  [%.3f, %.3f]\n", name, figure->value, figure->low, figure->high);
}

static void print_topics(const ChairliftFigures *figures)
{
    printf("\n  %-22s %6s", "topic", "papers");
    for (int f = 0; f < CHAIRLIFT_TOPIC_FIGURES; f++)
        printf("  %-*.*s", f == CHAIRLIFT_TOPIC_F1 ? 20 : 9, 9,
               f == CHAIRLIFT_TOPIC_AVERAGE_PRECISION
                   ? "avg.prec."
                   : chairlift_topic_figure_name((ChairliftTopicFigure)f));
    putchar('\n');
    for (guint t = 0; t < figures->topics; t++) {
        const ChairliftFigure *own = &figures->of_topic[(gsize)t * CHAIRLIFT_TOPIC_FIGURES];
        printf("  %-22s %6u", figures->topic[t], figures->topic_papers[t]);
        for (int f = 0; f < CHAIRLIFT_TOPIC_FIGURES; f++) {
            if (f == CHAIRLIFT_TOPIC_F1)
                printf("  %.3f [%.3f, %.3f]", own[f].value, own[f].low, own[f].high);
            else
                printf("  %-9.3f", own[f].value);
        }
        putchar('\n');
    }
}

static void print_text(const ChairliftCorpus *corpus, const GPtrArray *all)
{
    for (guint i = 0; i < all->len; i++) {
        const ChairliftFigures *figures = g_ptr_array_index(all, i);
        printf("%s%s, %s, %s papers, n = %u\n", i > 0 ? "\n" : "", figures->venue,
               figures->procedure, figures->sample, figures->papers);
        for (int f = 0; f < CHAIRLIFT_OVERALL_FIGURES; f++)
            print_figure(chairlift_overall_figure_name((ChairliftOverallFigure)f),
                         &figures->overall[f]);
        print_topics(figures);
    }
    printf("\nLabels: %s\n", chairlift_corpus_provenance(corpus));
}

static int evaluate(const EvalOptions *options, GError **error)
{
    g_autoptr(ChairliftCorpus) corpus = NULL;
    g_autoptr(GPtrArray) venues = training_venues(options->corpus, options->venue, error);
    if (venues == NULL)
        return EXIT_NOTHING_DONE;
    corpus = training_corpus(options->corpus, error);
    if (corpus == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(Progress) progress = progress_new("evaluating");
    const ChairliftTrainOptions how = progress_options(progress, options->threads);
    g_autoptr(GPtrArray) figures =
        chairlift_evaluate(corpus, venues, options->held_out != NULL, &how, error);
    if (figures == NULL)
        return EXIT_NOTHING_DONE;
    progress_end(progress);
    if (g_strcmp0(options->format, "json") == 0) {
        g_autofree char *json = chairlift_figures_to_json(corpus, figures);
        puts(json);
    } else {
        print_text(corpus, figures);
    }
    return EXIT_DONE;
}

int command_eval(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    EvalOptions options = {.threads = (int)g_get_num_processors()};
    int status = EXIT_NOTHING_DONE;
    if (parse(argc, argv, &options, &error))
        status = evaluate(&options, &error);
    if (status == EXIT_DONE && (fflush(stdout) != 0 || ferror(stdout))) {
        g_set_error(&error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                    "the figures could not be written");
        status = EXIT_NOTHING_DONE;
    }
    if (error != NULL)
        complain("%s", error->message);
    g_free(options.venue);
    g_free(options.format);
    g_free(options.held_out);
    g_free(options.corpus);
    return status;
}
