/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift score: papers in, topics and theme fit with their reasons out. */
#include "../report/score_table.h"
#include "commands.h"
#include "judges.h"

#include <stdio.h>
#include <string.h>

#include "chairlift/exchange.h"
#include "chairlift/intake.h"

typedef struct Options {
    char *venue;
    char *format;
    char *output;
    gboolean explain;
    char **inputs;
} Options;

static void options_clear(Options *options)
{
    g_free(options->venue);
    g_free(options->format);
    g_free(options->output);
    g_strfreev(options->inputs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* What the papers are put through, one after the other. */
typedef struct Scoring {
    Judges *judges;
    ChairliftScorer *scorer;
    ChairliftScores *scores; /* [venues] of one paper */
    gboolean explain;
    ChairliftOutput *output;
    ChairliftScoresWriter *writer; /* NULL for a table */
    ChairliftScoresFormat format;  /* the writer's */
    ChairliftTerminal terminal;    /* the table's */
    GString *text;                 /* of one paper */
    guint64 verdicts[3];           /* [ChairliftVerdict] papers so judged by the only judge */
    GError *error;                 /* what stopped it */
} Scoring;

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
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "write to a file instead of standard output", "FILE"},
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
    if (options->inputs == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "name the papers to score: PDFs, folders, JSON, CSV, text, or -");
        return FALSE;
    }
    return TRUE;
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
static void append_reasons(Scoring *scoring, guint venue, const ChairliftScores *scores)
{
    Asked asked = {scoring->scorer, venue};
    size_t length;
    double bias;
    const ChairliftEvidence *evidence = explain(CHAIRLIFT_THEME, &length, &bias, &asked);
    if (evidence == NULL)
        return;
    if (!scoring->explain) {
        const char *what = "theme";
        if (scores->length > 0 && scores->topics[0].assigned) {
            what = scores->topics[0].id;
            evidence = explain(scores->topics[0].topic, &length, &bias, &asked);
        }
        chairlift_score_table_reason(scoring->text, &scoring->terminal, what, evidence, length);
        return;
    }
    chairlift_score_table_sum(scoring->text, &scoring->terminal, "theme", scores->theme_margin,
                              scores->theme_probability, bias, evidence, length);
    for (size_t i = 0; i < scores->length; i++) {
        const ChairliftTopicScore *topic = &scores->topics[i];
        if (!topic->assigned)
            continue;
        evidence = explain(topic->topic, &length, &bias, &asked);
        chairlift_score_table_sum(scoring->text, &scoring->terminal, topic->id, topic->margin,
                                  topic->probability, bias, evidence, length);
    }
}

static void append_to_table(Scoring *scoring, const ChairliftPaper *paper, guint venue)
{
    const ChairliftScores *scores = &scoring->scores[venue];
    gboolean only = scoring->judges->venues->len == 1;
    scoring->verdicts[scores->verdict]++;
    chairlift_score_table_row(scoring->text, &scoring->terminal,
                              only ? NULL : g_ptr_array_index(scoring->judges->venues, venue),
                              paper, scores);
    append_reasons(scoring, venue, scores);
}

static gboolean write_text(Scoring *scoring)
{
    return scoring->writer != NULL
               ? chairlift_scores_writer_write(scoring->writer, scoring->text->str,
                                               scoring->text->len, &scoring->error)
               : chairlift_output_write(scoring->output, scoring->text->str, scoring->text->len,
                                        &scoring->error);
}

/* Writes what one venue has to say of the paper. */
static gboolean write_judgement(Scoring *scoring, const ChairliftPaper *paper, guint venue)
{
    g_string_truncate(scoring->text, 0);
    if (scoring->writer == NULL) {
        append_to_table(scoring, paper, venue);
    } else {
        const ChairliftVenue *call = g_ptr_array_index(scoring->judges->venues, venue);
        Asked asked = {scoring->scorer, venue};
        chairlift_scores_append(scoring->text, scoring->format, paper, call->id,
                                paper->failure == NULL ? &scoring->scores[venue] : NULL,
                                scoring->explain ? explain : NULL, &asked);
    }
    return write_text(scoring);
}

static gboolean judge_paper(Scoring *scoring, const ChairliftPaper *paper)
{
    ChairliftError why;
    if (paper->failure != NULL && scoring->writer == NULL) {
        g_string_truncate(scoring->text, 0);
        chairlift_score_table_failure(scoring->text, &scoring->terminal, paper);
        return write_text(scoring);
    }
    if (paper->failure == NULL && !chairlift_model_score(scoring->scorer, paper->title,
                                                         paper->abstract, scoring->scores, &why)) {
        g_set_error(&scoring->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, "%s: %s", paper->id,
                    why.message);
        return FALSE;
    }
    for (guint i = 0; i < scoring->judges->venues->len; i++) {
        if (!write_judgement(scoring, paper, i))
            return FALSE;
    }
    return TRUE;
}

/* A ChairliftPaperFunction. */
static gboolean score_paper(ChairliftPaper *taken, gpointer user_data)
{
    Scoring *scoring = user_data;
    g_autoptr(ChairliftPaper) paper = taken;
    if (paper->failure != NULL)
        fprintf(stderr, "chairlift: %s: %s\n", paper->source, paper->failure);
    if (!judge_paper(scoring, paper))
        return FALSE;
    if (scoring->writer == NULL)
        return chairlift_output_flush(scoring->output, &scoring->error);
    return TRUE;
}

static void warn(const char *message, gpointer user_data)
{
    (void)user_data;
    fprintf(stderr, "chairlift: %s\n", message);
}

static gboolean begin_table(Scoring *scoring, GError **error)
{
    if (scoring->judges->venues->len == 1)
        chairlift_score_table_heading(scoring->text, &scoring->terminal,
                                      g_ptr_array_index(scoring->judges->venues, 0));
    return chairlift_output_write(scoring->output, scoring->text->str, scoring->text->len, error);
}

static gboolean finish(Scoring *scoring, const ChairliftIntakeCounts *counts, GError **error)
{
    if (scoring->writer != NULL)
        return chairlift_scores_writer_finish(scoring->writer, error);
    g_string_truncate(scoring->text, 0);
    g_string_append_printf(scoring->text, "\n%" G_GUINT64_FORMAT " papers", counts->papers);
    if (scoring->judges->venues->len == 1)
        g_string_append_printf(scoring->text,
                               ": %" G_GUINT64_FORMAT " fit, %" G_GUINT64_FORMAT
                               " borderline, %" G_GUINT64_FORMAT " do not fit",
                               scoring->verdicts[CHAIRLIFT_VERDICT_FITS],
                               scoring->verdicts[CHAIRLIFT_VERDICT_BORDERLINE],
                               scoring->verdicts[CHAIRLIFT_VERDICT_DOES_NOT_FIT]);
    if (counts->failed > 0)
        g_string_append_printf(scoring->text, ", %" G_GUINT64_FORMAT " not read", counts->failed);
    g_string_append_c(scoring->text, '\n');
    return chairlift_output_write(scoring->output, scoring->text->str, scoring->text->len, error);
}

/* FALSE with error set when nothing could be done. */
static gboolean score(const Options *options, Scoring *scoring, ChairliftIntakeCounts *counts,
                      GError **error)
{
    scoring->explain = options->explain;
    scoring->text = g_string_new(NULL);
    scoring->judges = judges_load(options->venue, error);
    if (scoring->judges == NULL)
        return FALSE;
    scoring->scorer = judges_scorer(scoring->judges, error);
    if (scoring->scorer == NULL)
        return FALSE;
    scoring->scores = g_new0(ChairliftScores, scoring->judges->venues->len);
    scoring->output = chairlift_output_open(options->output, error);
    if (scoring->output == NULL || !choose_writer(scoring, options->format, error))
        return FALSE;
    scoring->terminal = chairlift_terminal_of(options->output == NULL ? stdout : NULL);
    if (scoring->writer == NULL && !begin_table(scoring, error))
        return FALSE;
    const ChairliftIntakeOptions intake = {.warning = warn};
    if (!chairlift_intake_read((const char *const *)options->inputs, &intake, score_paper, scoring,
                               counts, error))
        return FALSE;
    if (scoring->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&scoring->error));
        return FALSE;
    }
    return finish(scoring, counts, error) && chairlift_output_commit(scoring->output, error);
}

static void scoring_clear(Scoring *scoring)
{
    chairlift_scores_writer_free(scoring->writer);
    chairlift_output_free(scoring->output);
    chairlift_scorer_free(scoring->scorer);
    g_free(scoring->scores);
    judges_free(scoring->judges);
    if (scoring->text != NULL)
        g_string_free(scoring->text, TRUE);
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
        fprintf(stderr, "chairlift score: %s\n", error->message);
        return EXIT_NOTHING_DONE;
    }
    return counts.failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}
