/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift verify: a file that is about to be uploaded, the papers and the people in; what is
 * wrong with it out. */
#include "../paper/plural.h"
#include "../report/terminal.h"
#include "affinity_sources.h"
#include "commands.h"
#include "complain.h"
#include "find_venue.h"
#include "judges.h"
#include "route_papers.h"

#include <stdio.h>

#include "chairlift/roster.h"
#include "chairlift/upload.h"

typedef struct Options {
    char **people;    /* files */
    char **reviewers; /* files */
    char *conflicts;
    int coauthor_years;
    int demand;
    int reviewers_each;
    char *venue;
    char **inputs; /* the first is the file to be verified */
} Options;

static void options_clear(Options *options)
{
    g_strfreev(options->people);
    g_strfreev(options->reviewers);
    g_free(options->conflicts);
    g_free(options->venue);
    g_strfreev(options->inputs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean check_options(const Options *options, GError **error)
{
    const char *missing = NULL;
    if (options->inputs == NULL)
        missing = "name the file that is to be uploaded, and then the papers";
    else if (options->inputs[1] == NULL)
        missing = "name the papers after the file: what chairlift route was given";
    else if (options->people == NULL && options->reviewers == NULL)
        missing = "name the people: --people chairs.csv";
    else if (options->demand < 0 || options->demand > 100 || options->reviewers_each < 0 ||
             options->reviewers_each > 100)
        missing = "--demand and --reviewers-each must be numbers from 0 to 100";
    else if (options->coauthor_years < 0 || options->coauthor_years > 100)
        missing = "--coauthor-years must be a number from 0 to 100";
    if (missing != NULL)
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE, missing);
    return missing == NULL;
}

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"people", 'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &options->people,
         "who takes papers, as for chairlift route --chairs; may be given again", "FILE"},
        {"reviewers", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->reviewers,
         "who reviews, where those are chairs; may be given again", "FILE"},
        {"conflicts", 0, 0, G_OPTION_ARG_FILENAME, &options->conflicts,
         "conflicts of interest, as for chairlift route", "FILE"},
        {"coauthor-years", 0, 0, G_OPTION_ARG_INT, &options->coauthor_years,
         "a paper written together in the last N years is a conflict, too (0: not)", "N"},
        {"demand", 0, 0, G_OPTION_ARG_INT, &options->demand,
         "people, or chairs, that each paper must have (0: one or more)", "N"},
        {"reviewers-each", 0, 0, G_OPTION_ARG_INT, &options->reviewers_each,
         "reviewers that each paper must have (0: one or more)", "N"},
        {"venue", 'v', 0, G_OPTION_ARG_STRING, &options->venue,
         "the call whose topics the people know (" DEFAULT_VENUE "); chairlift venues lists them",
         "ID"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->inputs, NULL,
         "FILE INPUT..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context,
        "Checks a file before it is uploaded: OpenReview's affinity scores or edges, HotCRP's\n"
        "bulk assignment or preferences, CMT's assignments, or the CSV or JSON that chairlift\n"
        "route writes. Compares it with the papers (INPUT, as for chairlift route) and the "
        "people,\n"
        "and prints a line for whatever is wrong, and what to do: swapped columns, unknown ids,\n"
        "ids beside others' names, pairs that stand twice, scores that are missing, no numbers,\n"
        "negative or too large, conflicts, loads above capacity or below the minimum, papers that\n"
        "nobody gets.");
    g_option_context_set_description(
        context, "Exit status: 0 nothing is wrong; 1 something is; 2 it could not be checked.");
    return g_option_context_parse(context, &argc, &argv, error) && check_options(options, error);
}

/* Adds the people of files, which may be NULL, in a role. */
static gboolean add_people(char **paths, ChairliftRole role, const ChairliftVenue *venue,
                           GPtrArray *all, GError **error)
{
    for (; paths != NULL && *paths != NULL; paths++) {
        GPtrArray *people = affinity_people(*paths, venue, error);
        if (people == NULL)
            return FALSE;
        for (guint i = 0; i < people->len; i++)
            ((ChairliftPerson *)g_ptr_array_index(people, i))->role = role;
        g_ptr_array_extend_and_steal(all, people);
    }
    return TRUE;
}

static GPtrArray *read_people(const Options *options, const ChairliftVenue *venue, GError **error)
{
    g_autoptr(GPtrArray) all =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    if (!add_people(options->people, CHAIRLIFT_ROLE_CHAIR, venue, all, error) ||
        !add_people(options->reviewers, CHAIRLIFT_ROLE_REVIEWER, venue, all, error))
        return NULL;
    return g_steal_pointer(&all);
}

static GPtrArray *read_listed(const Options *options, GError **error)
{
    if (options->conflicts == NULL)
        return g_ptr_array_new();
    g_autoptr(ChairliftInput) input = chairlift_input_open(options->conflicts, error);
    return input != NULL ? chairlift_conflicts_read(input, error) : NULL;
}

/* What is wrong goes to stdout, remarks to stderr. Returns how many things are wrong. */
static guint print_findings(const ChairliftUpload *upload, const GPtrArray *findings)
{
    guint wrong = 0;
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftUploadFinding *finding = g_ptr_array_index(findings, i);
        g_autoptr(GString) line = g_string_new(upload->name);
        if (finding->line > 0)
            g_string_append_printf(line, ":%" G_GUINT64_FORMAT, finding->line);
        g_string_append_printf(line, ": %s", finding->text);
        g_autofree char *shown = chairlift_without_controls(line->str);
        wrong += !finding->is_remark;
        if (finding->is_remark)
            complain("%s", shown);
        else
            puts(shown);
    }
    fprintf(stderr, "%s, %u row%s: %u finding%s\n", chairlift_upload_format_name(upload->format),
            upload->rows->len, chairlift_plural(upload->rows->len), wrong, chairlift_plural(wrong));
    return wrong;
}

/* The exit status; EXIT_NOTHING_DONE with error set. */
static int verify(const Options *options, GError **error)
{
    const char *const *papers_from = (const char *const *)options->inputs + 1;
    g_autoptr(ChairliftInput) input = chairlift_input_open(options->inputs[0], error);
    g_autoptr(ChairliftUpload) upload = input != NULL ? chairlift_upload_read(input, error) : NULL;
    g_autoptr(ChairliftVenue) venue =
        upload != NULL ? route_papers_venue(papers_from, options->venue, error) : NULL;
    g_autoptr(GPtrArray) people = venue != NULL ? read_people(options, venue, error) : NULL;
    g_autoptr(GPtrArray) listed = people != NULL ? read_listed(options, error) : NULL;
    guint64 failed = 0;
    g_autoptr(GPtrArray) papers =
        listed != NULL ? route_papers_read(papers_from, venue, &failed, error) : NULL;
    if (papers == NULL)
        return EXIT_NOTHING_DONE;
    const ChairliftConflictOptions how = {
        .listed = listed,
        .file = options->conflicts,
        .coauthors_since = chairlift_coauthors_since(venue, people, (guint)options->coauthor_years),
        .warning = complain_of};
    g_autoptr(ChairliftConflicts) conflicts = chairlift_conflicts_find(papers, people, &how);
    const guint demand[CHAIRLIFT_ROLES] = {(guint)options->demand, (guint)options->reviewers_each};
    g_autoptr(GPtrArray) findings =
        chairlift_upload_verify(upload, papers, people, conflicts, demand);
    const guint wrong = print_findings(upload, findings);
    if (fflush(stdout) != 0) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                            "standard output: cannot be written");
        return EXIT_NOTHING_DONE;
    }
    return wrong > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}

int command_verify(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {0};
    const int status =
        parse_options(argc, argv, &options, &error) ? verify(&options, &error) : EXIT_NOTHING_DONE;
    if (error != NULL)
        complain("%s", error->message);
    return status;
}
