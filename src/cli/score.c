/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift score: papers in, topics and theme fit with their reasons out. */
#include "../report/score_table.h"
#include "commands.h"
#include "complain.h"
#include "judges.h"
#include "overwriting.h"
#include "portion.h"

#include <stdio.h>
#include <string.h>

#include "chairlift/exchange.h"
#include "chairlift/intake.h"

enum { MOST_THREADS = 256 };

typedef struct Options {
    char *venue;
    char *format;
    char *output;
    gboolean explain;
    int threads;
    gboolean lines;
    char *shard;
    gboolean resume;
    char **inputs;
} Options;

static void options_clear(Options *options)
{
    g_free(options->venue);
    g_free(options->format);
    g_free(options->output);
    g_free(options->shard);
    g_strfreev(options->inputs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* What the papers are put through. */
typedef struct Scoring {
    Judges *judges;
    gboolean explain;
    ChairliftOutput *output;
    ChairliftScoresWriter *writer; /* NULL for a table */
    ChairliftScoresFormat format;  /* the writer's */
    ChairliftTerminal terminal;    /* the table's */
    GPtrArray *workers;            /* of Worker, one for each thread */
    Portion portion;               /* what is done already */
    GError *error;                 /* what stopped it */
} Scoring;

/* What one thread scores with. */
typedef struct Worker {
    const Scoring *scoring;
    ChairliftScorer *scorer;
    ChairliftScores *scores; /* [venues] of one paper */
    guint64 verdicts[4];     /* [ChairliftVerdict] papers so judged, of a table for one venue */
    guint64 unsure;          /* of them need a human */
} Worker;

/* Whose evidence is asked for. */
typedef struct Asked {
    ChairliftScorer *scorer;
    guint venue;
} Asked;

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"venue", 'v', 0, G_OPTION_ARG_STRING, &options->venue,
         "the call to score for (" DEFAULT_VENUE "), or all; chairlift venues lists them",
         "ID|all"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
         "table for people (the default); json, jsonl or csv for programs", "table|json|jsonl|csv"},
        {"explain", 'e', 0, G_OPTION_ARG_NONE, &options->explain,
         "show the words behind each score, and how they add up to it", NULL},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &options->threads,
         "threads (as many as there are processors); the result is the same for any number", "N"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "write to a file instead of standard output", "FILE"},
        {"lines", 0, 0, G_OPTION_ARG_NONE, &options->lines,
         "the input is JSON Lines, whatever it begins with, and may be empty: for pipes", NULL},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &options->shard,
         "score one of N equal parts of the input; together they are the whole", "I/N"},
        {"resume", 0, 0, G_OPTION_ARG_NONE, &options->resume,
         "go on where an earlier run that wrote the same file ended, however it did", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->inputs, NULL, "INPUT..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context,
        "Says of each paper whether it fits a call's theme, which of its topics it belongs to,\n"
        "how probable that is, and which words made it so. An INPUT is a PDF, a folder of them,\n"
        "OpenReview notes (JSON) or its console's CSV, JSON Lines, plain text, or - for standard\n"
        "input; what it is, is recognised.");
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (options->threads < 0 || options->threads > MOST_THREADS) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--jobs must be a number from 1 to %d", MOST_THREADS);
        return FALSE;
    }
    if (options->resume && (options->output == NULL || g_strcmp0(options->format, "jsonl") != 0)) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "--resume goes with --format jsonl and --output FILE");
        return FALSE;
    }
    if (options->inputs == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "name the papers to score: PDFs, folders, JSON, CSV, text, or -");
        return FALSE;
    }
    return spares_inputs(options->output, options->inputs, error);
}

/* Sets up the writer that the format asks for; none for a table. */
static gboolean choose_writer(Scoring *scoring, const char *format, GError **error)
{
    static const struct {
        const char *name;
        ChairliftScoresFormat format;
    } FORMATS[] = {{"json", CHAIRLIFT_SCORES_JSON},
                   {"jsonl", CHAIRLIFT_SCORES_JSONL},
                   {"csv", CHAIRLIFT_SCORES_CSV}};
    if (format == NULL || strcmp(format, "table") == 0)
        return TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        if (strcmp(format, FORMATS[i].name) == 0) {
            scoring->format = FORMATS[i].format;
            scoring->writer = chairlift_scores_writer_new(scoring->output, scoring->format);
            return TRUE;
        }
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "--format \"%s\" is neither table, json, jsonl nor csv", format);
    return FALSE;
}

/* A ChairliftExplainFunction. */
static const ChairliftEvidence *explain(size_t topic, size_t *length, double *bias,
                                        gpointer user_data)
{
    const Asked *asked = user_data;
    return chairlift_model_explain(asked->scorer, asked->venue, topic, length, bias, NULL);
}

/* The reasons below a row of the table: one line each for the theme and the likeliest topic, or
 * with --explain the whole sums for the theme and every topic that was assigned. */
static void append_reasons(GString *text, const Worker *worker, const ChairliftPaper *paper,
                           guint venue)
{
    const ChairliftTerminal *terminal = &worker->scoring->terminal;
    const ChairliftScores *scores = &worker->scores[venue];
    Asked asked = {worker->scorer, venue};
    size_t length;
    double bias;
    const ChairliftEvidence *evidence = explain(CHAIRLIFT_THEME, &length, &bias, &asked);
    if (evidence == NULL)
        return;
    if (!worker->scoring->explain) {
        const char *what = "theme";
        if (scores->length > 0 && scores->topics[0].assigned) {
            what = scores->topics[0].id;
            evidence = explain(scores->topics[0].topic, &length, &bias, &asked);
        }
        gboolean granted =
            strcmp(what, "theme") != 0 || scores->verdict != CHAIRLIFT_VERDICT_DOES_NOT_FIT;
        chairlift_score_table_reason(text, terminal, paper, what, granted, evidence, length);
        return;
    }
    chairlift_score_table_sum(text, terminal, "theme", scores->theme_margin,
                              scores->theme_probability, bias, evidence, length);
    for (size_t i = 0; i < scores->length; i++) {
        const ChairliftTopicScore *topic = &scores->topics[i];
        if (!topic->assigned)
            continue;
        evidence = explain(topic->topic, &length, &bias, &asked);
        chairlift_score_table_sum(text, terminal, topic->id, topic->margin, topic->probability,
                                  bias, evidence, length);
    }
}

static void append_rows(GString *text, Worker *worker, const ChairliftPaper *paper)
{
    const Scoring *scoring = worker->scoring;
    const GPtrArray *venues = scoring->judges->venues;
    if (paper->failure != NULL) {
        chairlift_score_table_failure(text, &scoring->terminal, paper);
        return;
    }
    for (guint i = 0; i < venues->len; i++) {
        worker->verdicts[worker->scores[i].verdict]++;
        worker->unsure += worker->scores[i].needs_human;
        chairlift_score_table_row(text, &scoring->terminal,
                                  venues->len == 1 ? NULL : g_ptr_array_index(venues, i), paper,
                                  &worker->scores[i]);
        append_reasons(text, worker, paper, i);
    }
}

static void append_records(GString *text, const Worker *worker, const ChairliftPaper *paper)
{
    const Scoring *scoring = worker->scoring;
    const GPtrArray *venues = scoring->judges->venues;
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, i);
        Asked asked = {worker->scorer, i};
        if (i > 0)
            g_string_append(text, chairlift_scores_separator(scoring->format));
        chairlift_scores_append(text, scoring->format, paper, venue->id,
                                paper->failure == NULL ? &worker->scores[i] : NULL,
                                scoring->explain ? explain : NULL, &asked);
    }
}

/* A ChairliftPaperMap. */
static void judge_paper(const ChairliftPaper *paper, GString *text, gpointer user_data,
                        GError **error)
{
    Worker *worker = user_data;
    if (paper->failure == NULL &&
        !judges_score(worker->scorer, worker->scoring->judges->venues->len, paper, worker->scores,
                      error))
        return;
    if (worker->scoring->writer == NULL)
        append_rows(text, worker, paper);
    else
        append_records(text, worker, paper);
}

/* A ChairliftPaperResult. */
static gboolean write_judgement(const ChairliftPaper *paper, const char *text, gsize length,
                                gpointer user_data)
{
    Scoring *scoring = user_data;
    /* A table on the screen says it where it belongs. */
    if (paper->failure != NULL && (scoring->writer != NULL || !scoring->terminal.is_screen))
        complain("%s: %s", paper->source, paper->failure);
    gboolean done = FALSE;
    if (!portion_is_done(&scoring->portion, text, length, &done, &scoring->error))
        return FALSE;
    if (done)
        return TRUE;
    if (scoring->writer != NULL)
        return chairlift_scores_writer_write(scoring->writer, text, length, &scoring->error);
    return chairlift_output_write(scoring->output, text, length, &scoring->error) &&
           chairlift_output_flush(scoring->output, &scoring->error);
}

static gboolean begin_table(const Scoring *scoring, GError **error)
{
    const GPtrArray *venues = scoring->judges->venues;
    g_autoptr(GString) text = g_string_new(NULL);
    if (venues->len == 1) {
        double fits;
        double does_not_fit;
        chairlift_model_verdict_limits(scoring->judges->model, 0, &fits, &does_not_fit);
        chairlift_score_table_heading(text, &scoring->terminal, g_ptr_array_index(venues, 0), fits,
                                      does_not_fit,
                                      chairlift_model_sure(scoring->judges->model, 0));
    }
    return chairlift_output_write(scoring->output, text->str, text->len, error);
}

static guint64 count_verdicts(const Scoring *scoring, ChairliftVerdict verdict)
{
    guint64 count = 0;
    for (guint i = 0; i < scoring->workers->len; i++)
        count += ((const Worker *)g_ptr_array_index(scoring->workers, i))->verdicts[verdict];
    return count;
}

static void append_counts(GString *text, const Scoring *scoring)
{
    guint64 unjudged = count_verdicts(scoring, CHAIRLIFT_VERDICT_CANNOT_JUDGE);
    guint64 unsure = 0;
    for (guint i = 0; i < scoring->workers->len; i++)
        unsure += ((const Worker *)g_ptr_array_index(scoring->workers, i))->unsure;
    g_string_append_printf(text,
                           ": %" G_GUINT64_FORMAT " fit, %" G_GUINT64_FORMAT
                           " borderline, %" G_GUINT64_FORMAT " do not fit",
                           count_verdicts(scoring, CHAIRLIFT_VERDICT_FITS),
                           count_verdicts(scoring, CHAIRLIFT_VERDICT_BORDERLINE),
                           count_verdicts(scoring, CHAIRLIFT_VERDICT_DOES_NOT_FIT));
    if (unjudged > 0)
        g_string_append_printf(text, ", %" G_GUINT64_FORMAT " cannot be judged", unjudged);
    g_string_append_printf(text, "; %" G_GUINT64_FORMAT " need%s a human", unsure,
                           unsure == 1 ? "s" : "");
}

static gboolean finish(const Scoring *scoring, const ChairliftIntakeCounts *counts, GError **error)
{
    if (scoring->writer != NULL)
        return chairlift_scores_writer_finish(scoring->writer, error);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "\n%" G_GUINT64_FORMAT " paper%s", counts->papers,
                           counts->papers == 1 ? "" : "s");
    if (scoring->judges->venues->len == 1)
        append_counts(text, scoring);
    if (counts->failed > 0)
        g_string_append_printf(text, ", %" G_GUINT64_FORMAT " not read", counts->failed);
    g_string_append_c(text, '\n');
    return chairlift_output_write(scoring->output, text->str, text->len, error);
}

static void worker_free(gpointer data)
{
    Worker *worker = data;
    chairlift_scorer_free(worker->scorer);
    g_free(worker->scores);
    g_free(worker);
}

static gboolean make_workers(Scoring *scoring, guint threads, GError **error)
{
    scoring->workers = g_ptr_array_new_with_free_func(worker_free);
    for (guint i = 0; i < threads; i++) {
        Worker *worker = g_new0(Worker, 1);
        g_ptr_array_add(scoring->workers, worker);
        worker->scoring = scoring;
        worker->scores = g_new0(ChairliftScores, scoring->judges->venues->len);
        worker->scorer = judges_scorer(scoring->judges, error);
        if (worker->scorer == NULL)
            return FALSE;
    }
    return TRUE;
}

/* A PortionFailureFunction. Inside a string the quotation marks would be escaped. */
static gboolean is_failure(const char *line, gsize length)
{
    static const char MARK[] = ",\"error\":";
    return memmem(line, length, MARK, strlen(MARK)) != NULL;
}

static gboolean open_output(const Options *options, Scoring *scoring, GError **error)
{
    if (!options->resume) {
        scoring->output = chairlift_output_open(options->output, error);
    } else if (portion_read(&scoring->portion, options->output, scoring->judges->venues->len,
                            is_failure, error)) {
        scoring->output = chairlift_output_resume(options->output, scoring->portion.length, error);
    }
    return scoring->output != NULL && choose_writer(scoring, options->format, error);
}

/* FALSE with error set when nothing could be done. */
static gboolean score(const Options *options, Scoring *scoring, ChairliftIntakeCounts *counts,
                      GError **error)
{
    ChairliftIntakeOptions intake = {.warning = complain_of, .lines = options->lines};
    if (options->shard != NULL &&
        !portion_parse_shard(options->shard, options->inputs, &intake.shard, &intake.shards, error))
        return FALSE;
    scoring->explain = options->explain;
    scoring->judges = judges_load(options->venue, error);
    if (scoring->judges == NULL)
        return FALSE;
    guint threads = options->threads > 0 ? (guint)options->threads : g_get_num_processors();
    if (!make_workers(scoring, threads, error))
        return FALSE;
    if (!open_output(options, scoring, error))
        return FALSE;
    scoring->terminal = chairlift_terminal_of(options->output == NULL ? stdout : NULL);
    if (scoring->writer == NULL && !begin_table(scoring, error))
        return FALSE;
    intake.skip = portion_skip(&scoring->portion);
    const ChairliftMapping mapping = {.threads = threads,
                                      .workers = scoring->workers->pdata,
                                      .map = judge_paper,
                                      .result = write_judgement,
                                      .user_data = scoring};
    if (!chairlift_intake_map((const char *const *)options->inputs, &intake, &mapping, counts,
                              error))
        return FALSE;
    if (scoring->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&scoring->error));
        return FALSE;
    }
    counts->failed = MAX(counts->failed, scoring->portion.failed);
    return portion_finish(&scoring->portion, error) && finish(scoring, counts, error) &&
           chairlift_output_commit(scoring->output, error);
}

static void scoring_clear(Scoring *scoring)
{
    chairlift_scores_writer_free(scoring->writer);
    chairlift_output_free(scoring->output);
    g_clear_pointer(&scoring->workers, g_ptr_array_unref);
    judges_free(scoring->judges);
    portion_clear(&scoring->portion);
    g_clear_error(&scoring->error);
}

int command_score(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {0};
    Scoring scoring = {0};
    ChairliftIntakeCounts counts = {0};
    gboolean complete =
        parse_options(argc, argv, &options, &error) && score(&options, &scoring, &counts, &error);
    scoring_clear(&scoring);
    if (!complete) {
        complain("%s", error->message);
        return EXIT_NOTHING_DONE;
    }
    return counts.failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}
