/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift affinity: papers and people in, scores for OpenReview's upload out. */
#include "../paper/plural.h"
#include "affinity_sources.h"
#include "commands.h"
#include "complain.h"
#include "find_venue.h"
#include "judges.h"
#include "overwriting.h"
#include "route_papers.h"
#include "route_warnings.h"

#include <stdio.h>

#include "chairlift/routing_files.h"

typedef struct Options {
    char *people;
    char *archives;
    char *bids;
    char *venue;
    char *format;
    char *output;
    char **inputs;
} Options;

static void options_clear(Options *options)
{
    g_free(options->people);
    g_free(options->archives);
    g_free(options->bids);
    g_free(options->venue);
    g_free(options->format);
    g_free(options->output);
    g_strfreev(options->inputs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean check_options(const Options *options, GError **error)
{
    const char *missing = NULL;
    if (options->people == NULL)
        missing = "name the people: --people reviewers.csv, or a folder of their own papers";
    else if (options->inputs == NULL)
        missing = "name the papers: PDFs, folders, JSON, CSV, text, scores, or -";
    if (missing != NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE, missing);
        return FALSE;
    }
    char *const people[] = {options->people, NULL};
    char *const bids[] = {options->bids, NULL};
    return spares_inputs(options->output, options->inputs, error) &&
           spares_inputs(options->output, people, error) &&
           spares_inputs(options->output, bids, error);
}

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"people", 'p', 0, G_OPTION_ARG_FILENAME, &options->people,
         "who may take papers: CSV as for chairlift route --chairs, or a folder of their own "
         "papers",
         "FILE"},
        {"archives", 0, 0, G_OPTION_ARG_FILENAME, &options->archives,
         "people's own papers: a folder with ~Their_Id1.jsonl, as OpenReview's expertise tool "
         "reads it",
         "DIR"},
        {"bids", 0, 0, G_OPTION_ARG_FILENAME, &options->bids,
         "what people would like: OpenReview's edges of bids, HotCRP's preferences, CMT's bids, or "
         "CSV with columns paper, person, bid",
         "FILE"},
        {"venue", 'v', 0, G_OPTION_ARG_STRING, &options->venue,
         "the call whose topics the people know (" DEFAULT_VENUE "); chairlift venues lists them",
         "ID"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
         "openreview-affinity (the default), or hotcrp-preferences for HotCRP's bulk assignment",
         "openreview-affinity|hotcrp-preferences"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "write to a file instead of standard output", "FILE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->inputs, NULL, "INPUT..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context,
        "Says how well each person suits each paper, in the form that OpenReview's upload of\n"
        "affinity scores reads: a line \"paper,person,score\" for each pair, no header, scores 0\n"
        "to 1 with four decimals. An INPUT is what chairlift score takes, or the JSON that it\n"
        "wrote.");
    g_option_context_set_description(
        context,
        "A score is the mean of what is known of the pair: the share of the paper's topics that\n"
        "the person declared; how near the paper is to the person's own papers, where a half is\n"
        "as near as people are on average; and the person's bid, where a half is no bid.\n\n"
        "Exit status: 0 done; 1 done, but some papers could not be read; 2 nothing done.");
    return g_option_context_parse(context, &argc, &argv, error) && check_options(options, error);
}

static gboolean choose_format(const Options *options, ChairliftRoutingFormat *format,
                              GError **error)
{
    static const ChairliftRoutingFormat FORMATS[] = {CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY,
                                                     CHAIRLIFT_ROUTING_HOTCRP_PREFERENCES};
    *format = FORMATS[0];
    if (options->format == NULL)
        return TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        *format = FORMATS[i];
        if (g_str_equal(options->format, chairlift_routing_format_name(FORMATS[i])))
            return TRUE;
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "--format \"%s\" is neither openreview-affinity nor hotcrp-preferences",
                options->format);
    return FALSE;
}

/* The exit status; EXIT_NOTHING_DONE with error set. */
static int write_affinity(const Options *options, GError **error)
{
    const char *const *inputs = (const char *const *)options->inputs;
    ChairliftRoutingFormat format;
    if (!choose_format(options, &format, error))
        return EXIT_NOTHING_DONE;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(options->output, error);
    g_autoptr(ChairliftVenue) venue =
        output != NULL ? route_papers_venue(inputs, options->venue, error) : NULL;
    g_autoptr(GPtrArray) people =
        venue != NULL ? affinity_people(options->people, venue, error) : NULL;
    guint64 failed = 0;
    g_autoptr(GPtrArray) papers =
        people != NULL && affinity_archives(options->archives, people, error)
            ? route_papers_read(inputs, venue, &failed, error)
            : NULL;
    g_auto(AffinitySources) sources = {0};
    if (papers == NULL ||
        !affinity_sources_make(&sources, papers, people, venue, options->bids, error) ||
        !chairlift_affinity_write(sources.affinity, papers, people, format, output, error) ||
        !chairlift_output_commit(output, error))
        return EXIT_NOTHING_DONE;
    if (!chairlift_affinity_is_known(sources.affinity))
        complain("all scores are 0, because nobody declared topics or has own papers here: fill "
                 "the column \"topics\", or give --archives");
    warn_of_foreign_ids(papers, format);
    warn_of_foreign_people(people, format);
    fprintf(stderr, "%u paper%s, %u %s", papers->len, chairlift_plural(papers->len), people->len,
            people->len == 1 ? "person" : "people");
    if (failed > 0)
        fprintf(stderr, ", %" G_GUINT64_FORMAT " not read", failed);
    fputc('\n', stderr);
    return failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}

int command_affinity(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {0};
    const int status = parse_options(argc, argv, &options, &error)
                           ? write_affinity(&options, &error)
                           : EXIT_NOTHING_DONE;
    if (error != NULL)
        complain("%s", error->message);
    return status;
}
