/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift route: papers and chairs in, who handles what and why out. */
#include "../paper/plural.h"
#include "../report/routing_table.h"
#include "affinity_sources.h"
#include "commands.h"
#include "complain.h"
#include "judges.h"
#include "overwriting.h"
#include "route_papers.h"
#include "route_warnings.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "chairlift/roster.h"
#include "chairlift/routing_files.h"

typedef struct Options {
    char *chairs;
    char *archives;
    char *bids;
    char *conflicts;
    int coauthor_years;
    char *keep;
    char *venue;
    char *format;
    char *objective;
    char *output;
    int demand;
    char **inputs;
} Options;

static void options_clear(Options *options)
{
    g_free(options->chairs);
    g_free(options->archives);
    g_free(options->bids);
    g_free(options->conflicts);
    g_free(options->keep);
    g_free(options->venue);
    g_free(options->format);
    g_free(options->objective);
    g_free(options->output);
    g_strfreev(options->inputs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* What a routing is made from, and lives on. */
typedef struct Sources {
    ChairliftVenue *venue;
    GPtrArray *papers;   /* of ChairliftRoutedPaper */
    GPtrArray *people;   /* of ChairliftPerson */
    GPtrArray *listed;   /* of ChairliftListedConflict, or NULL */
    GPtrArray *previous; /* of ChairliftListedConflict, or NULL */
    ChairliftConflicts *conflicts;
    AffinitySources affinity;
    guint64 failed; /* papers that could not be read */
} Sources;

static void sources_clear(Sources *sources)
{
    affinity_sources_clear(&sources->affinity);
    chairlift_venue_free(sources->venue);
    GPtrArray *const arrays[] = {sources->papers, sources->people, sources->listed,
                                 sources->previous};
    for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++) {
        if (arrays[i] != NULL)
            g_ptr_array_unref(arrays[i]);
    }
    chairlift_conflicts_free(sources->conflicts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sources, sources_clear)

/* How results are written: as a table, or in one of the files' formats. */
typedef struct Format {
    gboolean is_table;
    ChairliftRoutingFormat file;
} Format;

static gboolean check_options(const Options *options, GError **error)
{
    const char *missing = NULL;
    if (options->chairs == NULL)
        missing = "name the file of chairs: --chairs chairs.csv";
    else if (options->inputs == NULL)
        missing = "name the papers to route: PDFs, folders, JSON, CSV, text, scores, or -";
    else if (options->demand < 1 || options->demand > 100)
        missing = "--demand must be a number from 1 to 100";
    else if (options->coauthor_years < 0 || options->coauthor_years > 100)
        missing = "--coauthor-years must be a number from 0 to 100";
    if (missing != NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE, missing);
        return FALSE;
    }
    char *const chairs[] = {options->chairs, NULL};
    char *const conflicts[] = {options->conflicts, NULL};
    char *const bids[] = {options->bids, NULL};
    char *const keep[] = {options->keep, NULL};
    return spares_inputs(options->output, options->inputs, error) &&
           spares_inputs(options->output, chairs, error) &&
           spares_inputs(options->output, conflicts, error) &&
           spares_inputs(options->output, bids, error) &&
           spares_inputs(options->output, keep, error);
}

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"chairs", 'c', 0, G_OPTION_ARG_FILENAME, &options->chairs,
         "who takes papers: CSV with an id, email or name, and perhaps topics, capacity (an even "
         "share if empty), minimum, institution, conflicts",
         "FILE"},
        {"venue", 'v', 0, G_OPTION_ARG_STRING, &options->venue,
         "the call whose topics the chairs know (" DEFAULT_VENUE "); chairlift venues lists them",
         "ID"},
        {"conflicts", 0, 0, G_OPTION_ARG_FILENAME, &options->conflicts,
         "conflicts of interest: CSV with columns paper, person, reason; OpenReview's edges; "
         "HotCRP's or CMT's list",
         "FILE"},
        {"coauthor-years", 0, 0, G_OPTION_ARG_INT, &options->coauthor_years,
         "a paper written together in the last N years is a conflict, too (0: not)", "N"},
        {"archives", 0, 0, G_OPTION_ARG_FILENAME, &options->archives,
         "people's own papers: a folder with ~Their_Id1.jsonl, as OpenReview's expertise tool "
         "reads it",
         "DIR"},
        {"bids", 0, 0, G_OPTION_ARG_FILENAME, &options->bids,
         "what people would like: OpenReview's edges of bids, HotCRP's preferences, or CSV with "
         "columns paper, person, bid",
         "FILE"},
        {"demand", 0, 0, G_OPTION_ARG_INT, &options->demand, "chairs for each paper (1)", "N"},
        {"objective", 0, 0, G_OPTION_ARG_STRING, &options->objective,
         "greatest total affinity (the default), best worst-off paper, or balanced loads",
         "total|worst-off|balanced"},
        {"keep", 0, 0, G_OPTION_ARG_FILENAME, &options->keep,
         "an earlier routing (CSV): change as little of it as possible", "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
         "table for people (the default on a terminal); csv (the default elsewhere) or json; "
         "openreview-affinity, openreview-edges, hotcrp or cmt for upload",
         "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "write to a file instead of standard output", "FILE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->inputs, NULL, "INPUT..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context,
        "Gives every paper to a chair who knows its topics, within capacities and without\n"
        "conflicts of interest, so that no other assignment has a greater total affinity; says\n"
        "why each paper goes where it goes, and what would help when some find nobody. An INPUT\n"
        "is what chairlift score takes, or the JSON that it wrote.\n"
        "Affinity, 0 to 1, is the share of a paper's topics, weighed by their probabilities, that\n"
        "the chair declared.");
    g_option_context_set_description(
        context,
        "openreview-edges is posted with openreview-py (post_edges), once its invitations begin\n"
        "with your venue's id; openreview-affinity is uploaded as affinity scores of a custom\n"
        "matching; hotcrp goes to HotCRP's bulk assignment, cmt to CMT's import of assignments.\n"
        "OpenReview's need its own ids: route the notes, or name each PDF by its note's id.\n\n"
        "Exit status: 0 all placed; 1 done, but some papers could not be read or found nobody, or\n"
        "a chair's minimum was not met; 2 nothing done.");
    options->demand = 1;
    return g_option_context_parse(context, &argc, &argv, error) && check_options(options, error);
}

static gboolean choose_format(const Options *options, Format *format, GError **error)
{
    *format = (Format){FALSE, CHAIRLIFT_ROUTING_CSV};
    if (options->format == NULL) {
        if (options->output != NULL && g_str_has_suffix(options->output, ".json"))
            format->file = CHAIRLIFT_ROUTING_JSON;
        format->is_table = options->output == NULL && isatty(STDOUT_FILENO);
        return TRUE;
    }
    format->is_table = strcmp(options->format, "table") == 0;
    if (format->is_table)
        return TRUE;
    g_autoptr(GString) known = g_string_new("table");
    for (int i = 0; i < CHAIRLIFT_ROUTING_FORMATS; i++) {
        const char *name = chairlift_routing_format_name((ChairliftRoutingFormat)i);
        g_string_append_printf(known, ", %s", name);
        format->file = (ChairliftRoutingFormat)i;
        if (strcmp(options->format, name) == 0)
            return TRUE;
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE, "--format \"%s\" is none of %s",
                options->format, known->str);
    return FALSE;
}

static gboolean choose_objective(const Options *options, ChairliftObjective *objective,
                                 GError **error)
{
    static const char *const NAMES[] = {"total", "worst-off", "balanced"};
    *objective = CHAIRLIFT_OBJECTIVE_TOTAL;
    if (options->objective == NULL)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        *objective = (ChairliftObjective)i;
        if (strcmp(options->objective, NAMES[i]) == 0)
            return TRUE;
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "--objective \"%s\" is neither total, worst-off nor balanced", options->objective);
    return FALSE;
}

/* Reads a file with one of the readers of small tables; *read gets what it holds. */
static gboolean read_table(const char *path, GPtrArray *(*reader)(ChairliftInput *, GError **),
                           GPtrArray **read, GError **error)
{
    if (path == NULL)
        return TRUE;
    g_autoptr(ChairliftInput) input = chairlift_input_open(path, error);
    *read = input != NULL ? reader(input, error) : NULL;
    return *read != NULL;
}

static ChairliftConflicts *find_conflicts(const Options *options, const Sources *sources)
{
    const ChairliftConflictOptions how = {
        .listed = sources->listed,
        .file = options->conflicts,
        .coauthors_since = chairlift_coauthors_since(sources->venue, sources->people,
                                                     (guint)options->coauthor_years),
        .warning = complain_of};
    return chairlift_conflicts_find(sources->papers, sources->people, &how);
}

/* People before papers: a slip in a small file should show before many PDFs are read. */
static gboolean read_sources(const Options *options, Sources *sources, GError **error)
{
    const char *const *inputs = (const char *const *)options->inputs;
    sources->venue = route_papers_venue(inputs, options->venue, error);
    if (sources->venue == NULL)
        return FALSE;
    sources->people =
        affinity_people(options->chairs, options->archives, sources->venue, error);
    if (sources->people == NULL ||
        !read_table(options->conflicts, chairlift_conflicts_read, &sources->listed, error) ||
        !read_table(options->keep, chairlift_previous_read_csv, &sources->previous, error))
        return FALSE;
    sources->papers = route_papers_read(inputs, sources->venue, &sources->failed, error);
    if (sources->papers == NULL)
        return FALSE;
    sources->conflicts = find_conflicts(options, sources);
    return affinity_sources_make(&sources->affinity, sources->papers, sources->people,
                                 sources->venue, options->bids, error);
}

static gboolean write_routing(const Options *options, const Format *format,
                              const ChairliftRouting *routing, ChairliftOutput *output,
                              GError **error)
{
    if (!format->is_table)
        return chairlift_routing_write(routing, format->file, output, error) &&
               chairlift_output_commit(output, error);
    const ChairliftTerminal terminal =
        chairlift_terminal_of(options->output == NULL ? stdout : NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    chairlift_routing_table(text, &terminal, routing);
    return chairlift_output_write(output, text->str, text->len, error) &&
           chairlift_output_commit(output, error);
}

static void summarise_previous(const Sources *sources, const ChairliftRouting *routing)
{
    const guint64 gone = sources->previous->len - routing->previous_pairs;
    fprintf(stderr, "of %u earlier placement%s, %" G_GUINT64_FORMAT " %s kept",
            sources->previous->len, chairlift_plural(sources->previous->len),
            routing->assignment->kept, routing->assignment->kept == 1 ? "is" : "are");
    if (gone > 0)
        fprintf(stderr, "; %" G_GUINT64_FORMAT " could not be, of papers or chairs not here", gone);
    fputc('\n', stderr);
}

/* On a terminal the sentences are broken into its lines. */
static void advise(const ChairliftRouting *routing)
{
    g_autoptr(GPtrArray) advice = chairlift_routing_advice(routing);
    const ChairliftTerminal terminal = chairlift_terminal_of(stderr);
    for (guint i = 0; i < advice->len; i++) {
        const char *sentence = g_ptr_array_index(advice, i);
        if (!isatty(STDERR_FILENO)) {
            complain("%s", sentence);
            continue;
        }
        g_autofree char *shown = chairlift_without_controls(sentence);
        g_autofree char *item = g_strconcat("- ", shown, NULL);
        g_autoptr(GString) lines = g_string_new(NULL);
        chairlift_append_wrapped(lines, item, 2, terminal.width);
        fputs(lines->str, stderr);
    }
}

/* What was done, in a few lines on stderr. */
static void summarise(const Sources *sources, const ChairliftRouting *routing)
{
    const ChairliftAssignment *assignment = routing->assignment;
    const guint conflicts = chairlift_conflicts_count(sources->conflicts);
    char total[G_ASCII_DTOSTR_BUF_SIZE], bound[G_ASCII_DTOSTR_BUF_SIZE];
    fprintf(stderr,
            "%u paper%s, %u chair%s, %u conflict%s: %u placed, %" G_GUINT64_FORMAT " unplaced",
            sources->papers->len, chairlift_plural(sources->papers->len), sources->people->len,
            chairlift_plural(sources->people->len), conflicts, chairlift_plural(conflicts),
            assignment->placements->len, assignment->unplaced);
    if (sources->failed > 0)
        fprintf(stderr, ", %" G_GUINT64_FORMAT " not read", sources->failed);
    fprintf(stderr, "\ntotal affinity %s, no assignment has more than %s: %s\n",
            g_ascii_formatd(total, sizeof total, "%.6f", assignment->total),
            g_ascii_formatd(bound, sizeof bound, "%.6f", assignment->bound),
            assignment->certified ? "optimal (certified)" : "NOT proved optimal");
    if (sources->previous != NULL)
        summarise_previous(sources, routing);
    if (routing->even_share > 0)
        fprintf(stderr, "chairs without a capacity take at most %u paper%s, an even share\n",
                routing->even_share, chairlift_plural(routing->even_share));
    advise(routing);
}

/* The exit status; EXIT_NOTHING_DONE with error set. */
static int route(const Options *options, GError **error)
{
    g_auto(Sources) sources = {0};
    Format format;
    ChairliftRoutingOptions routing_options = {.demand = (guint)options->demand};
    if (!choose_format(options, &format, error) ||
        !choose_objective(options, &routing_options.objective, error))
        return EXIT_NOTHING_DONE;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(options->output, error);
    if (output == NULL || !read_sources(options, &sources, error))
        return EXIT_NOTHING_DONE;
    routing_options.previous = sources.previous;
    g_autoptr(ChairliftRouting) routing = chairlift_routing_new(
        sources.venue, sources.papers, sources.people, sources.conflicts,
        sources.affinity.affinity, &routing_options, error);
    if (routing == NULL || !write_routing(options, &format, routing, output, error))
        return EXIT_NOTHING_DONE;
    warn_of_unknown_authors(sources.papers);
    warn_of_no_affinity(routing);
    if (!format.is_table)
        warn_of_foreign_ids(sources.papers, format.file);
    summarise(&sources, routing);
    return sources.failed > 0 || routing->explanation != NULL ? EXIT_SOME_FAILED : EXIT_DONE;
}

int command_route(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {0};
    const int status =
        parse_options(argc, argv, &options, &error) ? route(&options, &error) : EXIT_NOTHING_DONE;
    if (error != NULL)
        complain("%s", error->message);
    return status;
}
