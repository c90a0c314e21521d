/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift label: which papers to label next, and their labels. */
#include "chairlift/label.h"

#include "commands.h"
#include "complain.h"
#include "label_papers.h"
#include "label_session.h"
#include "label_train.h"
#include "overwriting.h"

#include <stdio.h>
#include <string.h>

enum { COUNT = 50, MOST_COUNT = 10000 };

typedef struct LabelOptions {
    char *venue;
    char *labels;
    char *table;
    char *from;
    char *provenance;
    gboolean train;
    int count;
    int threads;
    char **inputs;
} LabelOptions;

static void options_clear(LabelOptions *options)
{
    g_free(options->venue);
    g_free(options->labels);
    g_free(options->table);
    g_free(options->from);
    g_free(options->provenance);
    g_strfreev(options->inputs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LabelOptions, options_clear)

static gboolean check(const LabelOptions *options, GError **error)
{
    const char *problem = NULL;
    if (options->labels == NULL)
        problem = "--labels is missing: the file that labels are kept in";
    else if (options->inputs == NULL)
        problem = "name the papers that may be labelled: PDFs, folders, JSON, CSV, text";
    else if (options->table != NULL && (options->from != NULL || options->train))
        problem = "--table goes without --from and --train";
    else if (options->train && options->provenance == NULL)
        problem = "--train needs --provenance: how the labels came about, such as \"Two "
                  "organisers, by hand.\"";
    else if (options->count < 1 || options->count > MOST_COUNT)
        problem = "--count is a number from 1 to 10000";
    else if (options->threads < 1)
        problem = "--threads is 1 or more";
    if (problem != NULL)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "%s; chairlift label --help shows the options", problem);
    char *const labels[] = {options->labels, NULL};
    return problem == NULL && spares_inputs(options->labels, options->inputs, error) &&
           spares_inputs(options->table, options->inputs, error) &&
           spares_inputs(options->table, labels, error);
}

static gboolean parse(int argc, char **argv, LabelOptions *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"venue", 'v', 0, G_OPTION_ARG_STRING, &options->venue,
         "the call to label for (" DEFAULT_VENUE "); chairlift venues lists them", "ID"},
        {"labels", 'l', 0, G_OPTION_ARG_FILENAME, &options->labels,
         "the file that labels are kept in, begun or gone on with; JSON Lines", "FILE"},
        {"count", 'n', 0, G_OPTION_ARG_INT, &options->count, "papers to propose (50)", "N"},
        {"table", 0, 0, G_OPTION_ARG_FILENAME, &options->table,
         "write the proposed papers to a CSV file, to be filled in a spreadsheet", "FILE"},
        {"from", 0, 0, G_OPTION_ARG_FILENAME, &options->from, "take labels from such a CSV file",
         "FILE"},
        {"train", 0, 0, G_OPTION_ARG_NONE, &options->train,
         "add the labels to the corpus, train anew, and show what changed", NULL},
        {"provenance", 'p', 0, G_OPTION_ARG_STRING, &options->provenance,
         "with --train: how the labels came about, in a sentence", "TEXT"},
        {"threads", 't', 0, G_OPTION_ARG_INT, &options->threads, "threads for --train", "N"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->inputs, NULL, "INPUT..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context,
        "Proposes which papers to label next: those that the models are least sure of, no two\n"
        "alike. Takes labels by keys, which are explained on the way, or through a table; what\n"
        "was confirmed is kept whatever happens, and a later run goes on where this one ended.\n"
        "With --train it adds them to the corpus that CHAIRLIFT_DATA names and trains on them.");
    return g_option_context_parse(context, &argc, &argv, error) && check(options, error);
}

/* ---- what it does --------------------------------------------------------------------------- */

static int write_table(const LabelOptions *options, const LabelPapers *papers, const GArray *order,
                       GError **error)
{
    g_autoptr(ChairliftOutput) output = chairlift_output_open(options->table, error);
    g_autoptr(GString) text = g_string_new(NULL);
    chairlift_labels_append_header(text);
    for (guint i = 0; i < order->len; i++)
        g_string_append(text, label_papers_opinion(papers, g_array_index(order, guint, i))->row);
    if (output == NULL || !chairlift_output_write(output, text->str, text->len, error) ||
        !chairlift_output_commit(output, error))
        return EXIT_NOTHING_DONE;
    return papers->failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}

/* Takes the labels of a table; those of papers that are not there, or that are labelled already,
 * are complained of and counted in *left_out. */
static gboolean take_table(const LabelOptions *options, const LabelPapers *papers,
                           const ChairliftVenue *venue, ChairliftLabelFile *file, guint *left_out,
                           GError **error)
{
    g_autoptr(ChairliftInput) input = chairlift_input_open(options->from, error);
    g_autoptr(GPtrArray) judgements =
        input != NULL ? chairlift_labels_read_csv(input, venue, error) : NULL;
    guint added = 0;
    for (guint i = 0; judgements != NULL && i < judgements->len; i++) {
        const ChairliftJudgement *judgement = g_ptr_array_index(judgements, i);
        int number = label_papers_find(papers, judgement->id);
        if (number < 0 || chairlift_label_file_has(file, judgement->id)) {
            complain("%s: paper \"%s\" %s; its label is left out", options->from, judgement->id,
                     number < 0 ? "is not among the papers named" : "is labelled already");
            (*left_out)++;
            continue;
        }
        if (!chairlift_label_file_add(file, venue, label_papers_get(papers, (guint)number),
                                      judgement, error))
            return FALSE;
        added++;
    }
    if (judgements != NULL)
        fprintf(stderr, "%s: %u labels taken\n", options->from, added);
    return judgements != NULL;
}

static int train(const LabelOptions *options, const char *venue, LabelPapers *papers,
                 GError **error)
{
    g_autoptr(GString) changes = g_string_new(NULL);
    g_autoptr(ChairliftOutput) output = chairlift_output_open(NULL, error);
    if (output == NULL || !label_train(options->labels, options->provenance, venue, papers,
                                       (guint)options->threads, changes, error))
        return EXIT_NOTHING_DONE;
    return chairlift_output_write(output, changes->str, changes->len, error) &&
                   chairlift_output_commit(output, error)
               ? EXIT_DONE
               : EXIT_NOTHING_DONE;
}

static int hold_session(const LabelOptions *options, const LabelPapers *papers, const GArray *order,
                        const ChairliftVenue *venue, ChairliftLabelFile *file, GError **error)
{
    int labelled = label_session(papers, order, venue, file, error);
    if (labelled < 0)
        return EXIT_NOTHING_DONE;
    fprintf(stderr, "\n%s: %d papers labelled now, %u in all; --train learns from them\n",
            options->labels, labelled, chairlift_label_file_records(file));
    return EXIT_DONE;
}

static int label(const LabelOptions *options, GError **error)
{
    guint left_out = 0;
    g_autoptr(Judges) judges = judges_load(options->venue, error);
    if (judges == NULL)
        return EXIT_NOTHING_DONE;
    const ChairliftVenue *venue = g_ptr_array_index(judges->venues, 0);
    g_autoptr(LabelPapers) papers = label_papers_read(options->inputs, judges, error);
    if (papers == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(ChairliftLabelFile) file = chairlift_label_file_open(options->labels, error);
    if (file == NULL)
        return EXIT_NOTHING_DONE;
    int status = EXIT_DONE;
    if (options->from != NULL && !take_table(options, papers, venue, file, &left_out, error))
        return EXIT_NOTHING_DONE;
    if (options->train && chairlift_label_file_records(file) == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE, "%s: holds no labels yet",
                    options->labels);
        return EXIT_NOTHING_DONE;
    }
    if (options->train)
        status = train(options, venue->id, papers, error);
    else if (options->from == NULL) {
        g_autoptr(GArray) order = label_papers_propose(papers, file, (guint)options->count);
        status = options->table != NULL ? write_table(options, papers, order, error)
                                        : hold_session(options, papers, order, venue, file, error);
    }
    return status == EXIT_DONE && left_out + papers->failed > 0 ? EXIT_SOME_FAILED : status;
}

int command_label(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(LabelOptions) options = {.threads = (int)g_get_num_processors(), .count = COUNT};
    int status = EXIT_NOTHING_DONE;
    if (parse(argc, argv, &options, &error)) {
        if (g_strcmp0(options.venue, "all") == 0)
            g_set_error_literal(&error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                                "--venue names one call; each has labels of its own");
        else
            status = label(&options, &error);
    }
    if (error != NULL)
        complain("%s", error->message);
    return status;
}
