/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift route: papers and chairs in, who handles what and why out. */
#include "../paper/plural.h"
#include "../report/routing_page.h"
#include "../report/routing_table.h"
#include "affinity_sources.h"
#include "commands.h"
#include "complain.h"
#include "judges.h"
#include "openreview_venue.h"
#include "overwriting.h"
#include "route_papers.h"
#include "route_summary.h"
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
    char *reviewers;
    char *reciprocal;
    char *role;
    char *report;
    char *conflicts;
    int coauthor_years;
    char *keep;
    char *venue;
    char *format;
    char *objective;
    char *output;
    OpenReviewOptions openreview;
    int demand;
    int reviewers_each;
    int reciprocal_load;
    int reciprocal_papers;
    gboolean one_per_institution;
    char **inputs;
} Options;

static void options_clear(Options *options)
{
    g_free(options->chairs);
    g_free(options->archives);
    g_free(options->bids);
    g_free(options->reviewers);
    g_free(options->reciprocal);
    g_free(options->role);
    g_free(options->report);
    g_free(options->conflicts);
    g_free(options->keep);
    g_free(options->venue);
    g_free(options->format);
    g_free(options->objective);
    g_free(options->output);
    openreview_options_clear(&options->openreview);
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
    GPtrArray *findings; /* of char *: what is wrong with the nominations, or NULL */
    guint64 failed;      /* papers that could not be read */
} Sources;

static void sources_clear(Sources *sources)
{
    affinity_sources_clear(&sources->affinity);
    chairlift_venue_free(sources->venue);
    GPtrArray *const arrays[] = {sources->papers, sources->people, sources->listed,
                                 sources->previous, sources->findings};
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
    ChairliftOpenReviewVenue openreview; /* without a group unless the format needs it */
} Format;

/* Whether neither of the files that are written is one that is read. */
static gboolean spares_all(const Options *options, const char *written, GError **error)
{
    char *const read[] = {options->chairs,    options->reviewers, options->reciprocal,
                          options->conflicts, options->bids,      options->keep};
    gboolean spares = spares_inputs(written, options->inputs, error);
    for (gsize i = 0; spares && i < G_N_ELEMENTS(read); i++) {
        char *const one[] = {read[i], NULL};
        spares = spares_inputs(written, one, error);
    }
    return spares;
}

static gboolean check_options(const Options *options, GError **error)
{
    const char *missing = NULL;
    if (options->chairs == NULL && options->reviewers == NULL && options->reciprocal == NULL)
        missing = "name the file of chairs: --chairs chairs.csv";
    else if (options->inputs == NULL)
        missing = "name the papers to route: PDFs, folders, JSON, CSV, text, scores, or -";
    else if (options->demand < 1 || options->demand > 100)
        missing = "--demand must be a number from 1 to 100";
    else if (options->coauthor_years < 0 || options->coauthor_years > 100)
        missing = "--coauthor-years must be a number from 0 to 100";
    else if (options->reviewers_each < 1 || options->reviewers_each > 100)
        missing = "--reviewers-each must be a number from 1 to 100";
    else if (options->reciprocal_load < 1 || options->reciprocal_load > 1000 ||
             options->reciprocal_papers < 1)
        missing = "--reciprocal-load and --reciprocal-papers must be numbers from 1 to 1000";
    else if (options->report != NULL && g_strcmp0(options->report, options->output) == 0)
        missing = "--report and --output name the same file";
    if (missing != NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE, missing);
        return FALSE;
    }
    return spares_all(options, options->output, error) &&
           spares_all(options, options->report, error);
}

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"chairs", 'c', 0, G_OPTION_ARG_FILENAME, &options->chairs,
         "who takes papers: CSV with an id, email or name, and perhaps topics, capacity (an even "
         "share if empty), minimum, institution, conflicts",
         "FILE"},
        {"reviewers", 0, 0, G_OPTION_ARG_FILENAME, &options->reviewers,
         "who reviews, likewise, assigned at once with the chairs", "FILE"},
        {"reviewers-each", 0, 0, G_OPTION_ARG_INT, &options->reviewers_each,
         "reviewers for each paper (3)", "N"},
        {"reciprocal", 0, 0, G_OPTION_ARG_FILENAME, &options->reciprocal,
         "reciprocal reviewers: CSV with columns paper and person, whom the paper nominates; they "
         "review, too, and what is wrong with the nominations is said",
         "FILE"},
        {"reciprocal-load", 0, 0, G_OPTION_ARG_INT, &options->reciprocal_load,
         "papers that each reciprocal reviewer reviews (3)", "N"},
        {"reciprocal-papers", 0, 0, G_OPTION_ARG_INT, &options->reciprocal_papers,
         "papers that may nominate the same person (3)", "N"},
        {"one-per-institution", 0, 0, G_OPTION_ARG_NONE, &options->one_per_institution,
         "never put two people of one institution on a paper, in whatever role", NULL},
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
         "what people would like: OpenReview's edges of bids, HotCRP's preferences, CMT's bids, or "
         "CSV with columns paper, person, bid",
         "FILE"},
        {"demand", 0, 0, G_OPTION_ARG_INT, &options->demand, "chairs for each paper (1)", "N"},
        {"objective", 0, 0, G_OPTION_ARG_STRING, &options->objective,
         "greatest total affinity (the default), best worst-off paper, or balanced loads",
         "total|worst-off|balanced"},
        {"keep", 0, 0, G_OPTION_ARG_FILENAME, &options->keep,
         "an earlier routing (CSV): change as little of it as possible", "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
         "table for people (the default on a terminal); csv (the default elsewhere) or json; "
         "openreview-affinity, openreview-edges, hotcrp, hotcrp-preferences or cmt for upload",
         "FORMAT"},
        {"role", 0, 0, G_OPTION_ARG_STRING, &options->role,
         "write only what concerns the chairs, or the reviewers (both)", "chair|reviewer"},
        {"openreview-group", 0, 0, G_OPTION_ARG_STRING, &options->openreview.group,
         "the venue's group in OpenReview (ICML.cc/2026/Workshop/NAME), for openreview-edges",
         "GROUP"},
        {"openreview-chairs", 0, 0, G_OPTION_ARG_STRING, &options->openreview.chairs,
         "the chairs' group within it (Area_Chairs); empty if the venue has none", "NAME"},
        {"openreview-reviewers", 0, 0, G_OPTION_ARG_STRING, &options->openreview.reviewers,
         "the reviewers' group within it (Reviewers)", "NAME"},
        {"openreview-label", 0, 0, G_OPTION_ARG_STRING, &options->openreview.label,
         "the label of proposed assignments: the title of their matching (chairlift)", "TITLE"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "write to a file instead of standard output", "FILE"},
        {"report", 0, 0, G_OPTION_ARG_FILENAME, &options->report,
         "write a page of HTML, too, for the chair to read: loads, topics, doubts and reasons",
         "FILE"},
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
        "openreview-edges is posted with openreview-py (post_edges); openreview-affinity is\n"
        "uploaded as affinity scores of a custom matching; hotcrp and hotcrp-preferences go to\n"
        "HotCRP's bulk assignment, cmt to CMT's import of assignments.\n"
        "OpenReview's need its own ids: route the notes, or name each PDF by its note's id.\n\n"
        "Exit status: 0 all placed; 1 done, but some papers could not be read or found nobody, or\n"
        "a minimum was not met, or nominations of reciprocal reviewers are wrong; 2 nothing done.");
    options->demand = 1;
    options->reviewers_each = options->reciprocal_load = options->reciprocal_papers = 3;
    return g_option_context_parse(context, &argc, &argv, error) && check_options(options, error);
}

static gboolean choose_format(const Options *options, Format *format, GError **error)
{
    *format = (Format){.file = CHAIRLIFT_ROUTING_CSV};
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
            return format->file != CHAIRLIFT_ROUTING_OPENREVIEW_EDGES ||
                   openreview_venue_make(&format->openreview, &options->openreview, error);
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

static gboolean choose_role(const Options *options, int *role, GError **error)
{
    *role = -1;
    if (options->role == NULL)
        return TRUE;
    for (int i = 0; i < CHAIRLIFT_ROLES; i++) {
        *role = i;
        if (strcmp(options->role, chairlift_role_name((ChairliftRole)i)) == 0)
            return TRUE;
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "--role \"%s\" is neither chair nor reviewer", options->role);
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

/* Adds the people of a file, which may be NULL, in a role. */
static gboolean read_people(const char *path, ChairliftRole role, Sources *sources, GError **error)
{
    if (path == NULL)
        return TRUE;
    g_autoptr(GPtrArray) people = affinity_people(path, sources->venue, error);
    for (guint i = 0; people != NULL && i < people->len; i++)
        ((ChairliftPerson *)g_ptr_array_index(people, i))->role = role;
    if (people == NULL)
        return FALSE;
    g_ptr_array_extend_and_steal(sources->people, g_steal_pointer(&people));
    return TRUE;
}

/* Reciprocal reviewers, once the papers are known. That nobody is left to review is an error. */
static gboolean enlist(const Options *options, const GPtrArray *nominations, Sources *sources,
                       GError **error)
{
    const ChairliftReciprocalRules rules = {(guint)options->reciprocal_papers,
                                            (guint)options->reciprocal_load};
    if (sources->listed == NULL)
        sources->listed =
            g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    sources->findings =
        chairlift_reciprocal_enlist(sources->papers, sources->people, sources->venue->topics->len,
                                    sources->listed, nominations, options->reciprocal, &rules);
    if (sources->people->len > 0)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                nominations->len == 0
                    ? "%s: nominates nobody: give each paper a row with its id and an author"
                    : "%s: nobody can be enlisted: no row names an author of a paper that is here",
                options->reciprocal);
    return FALSE;
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
    g_autoptr(GPtrArray) nominations = NULL;
    sources->venue = route_papers_venue(inputs, options->venue, error);
    if (sources->venue == NULL)
        return FALSE;
    sources->people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    if (!read_people(options->chairs, CHAIRLIFT_ROLE_CHAIR, sources, error) ||
        !read_people(options->reviewers, CHAIRLIFT_ROLE_REVIEWER, sources, error) ||
        !read_table(options->conflicts, chairlift_conflicts_read, &sources->listed, error) ||
        !read_table(options->reciprocal, chairlift_conflicts_read, &nominations, error) ||
        !read_table(options->keep, chairlift_previous_read_csv, &sources->previous, error))
        return FALSE;
    sources->papers = route_papers_read(inputs, sources->venue, &sources->failed, error);
    if (sources->papers == NULL)
        return FALSE;
    if (nominations != NULL && !enlist(options, nominations, sources, error))
        return FALSE;
    if (!affinity_archives(options->archives, sources->people, error))
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
        return chairlift_routing_write(routing, format->file, &format->openreview, output, error) &&
               chairlift_output_commit(output, error);
    const ChairliftTerminal terminal =
        chairlift_terminal_of(options->output == NULL ? stdout : NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    chairlift_routing_table(text, &terminal, routing);
    return chairlift_output_write(output, text->str, text->len, error) &&
           chairlift_output_commit(output, error);
}

/* The page for people to read, when one is wanted. */
static gboolean write_report(const Options *options, const ChairliftRouting *routing,
                             const GPtrArray *findings, GError **error)
{
    if (options->report == NULL)
        return TRUE;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(options->report, error);
    if (output == NULL)
        return FALSE;
    g_autoptr(GString) page = g_string_new(NULL);
    chairlift_routing_page(page, routing, findings);
    return chairlift_output_write(output, page->str, page->len, error) &&
           chairlift_output_commit(output, error);
}

static gboolean is_all_well(const Sources *sources, const ChairliftRouting *routing)
{
    return sources->failed == 0 && routing->explanation == NULL &&
           (sources->findings == NULL || sources->findings->len == 0);
}

/* The exit status; EXIT_NOTHING_DONE with error set. */
static int route(const Options *options, GError **error)
{
    g_auto(Sources) sources = {0};
    Format format;
    int only_role;
    ChairliftRoutingOptions routing_options = {
        .demand = {(guint)options->demand, (guint)options->reviewers_each},
        .one_per_institution = options->one_per_institution};
    if (!choose_format(options, &format, error) || !choose_role(options, &only_role, error) ||
        !choose_objective(options, &routing_options.objective, error))
        return EXIT_NOTHING_DONE;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(options->output, error);
    if (output == NULL || !read_sources(options, &sources, error))
        return EXIT_NOTHING_DONE;
    routing_options.previous = sources.previous;
    g_autoptr(ChairliftRouting) routing =
        chairlift_routing_new(sources.venue, sources.papers, sources.people, sources.conflicts,
                              sources.affinity.affinity, &routing_options, error);
    if (routing == NULL || !write_report(options, routing, sources.findings, error))
        return EXIT_NOTHING_DONE;
    routing->only_role = only_role;
    if (!write_routing(options, &format, routing, output, error))
        return EXIT_NOTHING_DONE;
    warn_of_unknown_authors(sources.papers);
    if (options->conflicts == NULL)
        warn_of_counted_conflicts(sources.papers);
    warn_of_no_affinity(routing);
    if (!format.is_table) {
        warn_of_foreign_ids(sources.papers, format.file);
        warn_of_foreign_people(sources.people, format.file);
    }
    summarise_routing(routing, sources.failed, sources.findings);
    return is_all_well(&sources, routing) ? EXIT_DONE : EXIT_SOME_FAILED;
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
