/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift eval: how good models trained from the corpus are on papers they have not seen. */
#include "commands.h"
#include "complain.h"
#include "progress.h"

#include <math.h>
#include <string.h>

#include "chairlift/exchange.h"
#include "chairlift/learn.h"

typedef struct EvalOptions {
    char *venue;
    char *format;
    char *held_out;
    char *output;
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
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "Write to a file instead of standard output", "FILE"},
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

static void append_figure(GString *text, const char *name, const ChairliftFigure *figure)
{
    if (isnan(figure->value))
        g_string_append_printf(text, "  %-30s not defined\n", name);
    else
        g_string_append_printf(text, "  %-30s %.3f  [%.3f, %.3f]\n", name, figure->value,
                               figure->low, figure->high);
}

static void append_topics(GString *text, const ChairliftFigures *figures)
{
    g_string_append_printf(text, "\n  %-22s %6s", "topic", "papers");
    for (int f = 0; f < CHAIRLIFT_TOPIC_FIGURES; f++)
        g_string_append_printf(text, "  %-*.*s", f == CHAIRLIFT_TOPIC_F1 ? 20 : 9, 9,
                               f == CHAIRLIFT_TOPIC_AVERAGE_PRECISION
                                   ? "avg.prec."
                                   : chairlift_topic_figure_name((ChairliftTopicFigure)f));
    g_string_append_c(text, '\n');
    for (guint t = 0; t < figures->topics; t++) {
        const ChairliftFigure *own = &figures->of_topic[(gsize)t * CHAIRLIFT_TOPIC_FIGURES];
        g_string_append_printf(text, "  %-22s %6u", figures->topic[t], figures->topic_papers[t]);
        for (int f = 0; f < CHAIRLIFT_TOPIC_FIGURES; f++) {
            if (f == CHAIRLIFT_TOPIC_F1)
                g_string_append_printf(text, "  %.3f [%.3f, %.3f]", own[f].value, own[f].low,
                                       own[f].high);
            else
                g_string_append_printf(text, "  %-9.3f", own[f].value);
        }
        g_string_append_c(text, '\n');
    }
}

/* What the figures' names mean, for whoever sees them for the first time. */
static const char LEGEND[] =
    "\n"
    "out-of-fold       each fifth of the papers is judged by models made from the other four\n"
    "held-out          the newest fifth is judged by models made from the older papers\n"
    "stratified        papers drawn over the whole range from in theme to out, not for being hard\n"
    "theme_auc         how often, of a paper in theme and one out of it, the first is ranked "
    "above\n"
    "..._clear         borderline papers left out; elsewhere they count as in theme\n"
    "micro_, macro_    over all decisions together; mean of the topics\n"
    "precision_at_1    of papers with topics: the most probable topic is one of theirs\n"
    "brier             mean square of probability minus truth (1 or 0); 0 is best\n"
    "ece               expected calibration error: mean distance of probabilities from "
    "frequencies,\n"
    "                  in 15 bins; 0 is best. Resampling adds chance to it, so that its interval\n"
    "                  lies too high, and may lie above the value\n"
    "[low, high]       95 % of 1,000 bootstrap resamples of the papers\n";

/* How the labels came about: once, or for each call when the calls differ in it. */
static void append_labels(GString *text, const GPtrArray *all)
{
    const ChairliftFigures *first = g_ptr_array_index(all, 0);
    const ChairliftFigures *previous = NULL;
    gboolean differ = FALSE;
    for (guint i = 1; i < all->len; i++)
        differ |= strcmp(((const ChairliftFigures *)all->pdata[i])->labels, first->labels) != 0;
    if (!differ) {
        g_string_append_printf(text, "\nLabels: %s\n", first->labels);
        return;
    }
    g_string_append_c(text, '\n');
    for (guint i = 0; i < all->len; i++) {
        const ChairliftFigures *figures = g_ptr_array_index(all, i);
        if (previous == NULL || strcmp(previous->venue, figures->venue) != 0)
            g_string_append_printf(text, "Labels of %s: %s\n", figures->venue, figures->labels);
        previous = figures;
    }
}

static GString *figures_as_text(const GPtrArray *all)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++) {
        const ChairliftFigures *figures = g_ptr_array_index(all, i);
        g_string_append_printf(text, "%s%s, %s, %s papers, n = %u\n", i > 0 ? "\n" : "",
                               figures->venue, figures->procedure, figures->sample,
                               figures->papers);
        for (int f = 0; f < CHAIRLIFT_OVERALL_FIGURES; f++)
            append_figure(text, chairlift_overall_figure_name((ChairliftOverallFigure)f),
                          &figures->overall[f]);
        append_topics(text, figures);
    }
    g_string_append(text, LEGEND);
    append_labels(text, all);
    return text;
}

static int evaluate(const EvalOptions *options, GError **error)
{
    g_autoptr(ChairliftCorpus) corpus = NULL;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(options->output, error);
    if (output == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(GPtrArray) venues = training_venues(options->corpus, options->venue, error);
    if (venues == NULL)
        return EXIT_NOTHING_DONE;
    corpus = training_corpus(options->corpus, error);
    if (corpus == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(Progress) progress = progress_new("evaluating");
    const ChairliftTrainOptions how = progress_options(progress, options->threads);
    g_autoptr(GPtrArray) figures = chairlift_evaluate(
        corpus, venues, options->held_out != NULL ? CHAIRLIFT_SPLIT_TIME : CHAIRLIFT_SPLIT_FOLDS,
        &how, error);
    if (figures == NULL)
        return EXIT_NOTHING_DONE;
    progress_end(progress);
    g_autoptr(GString) text = NULL;
    if (g_strcmp0(options->format, "json") == 0) {
        g_autofree char *json = chairlift_figures_to_json(corpus, figures, NULL);
        text = g_string_new(json);
        g_string_append_c(text, '\n');
    } else {
        text = figures_as_text(figures);
    }
    return chairlift_output_write(output, text->str, text->len, error) &&
                   chairlift_output_commit(output, error)
               ? EXIT_DONE
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
    return status;
}
