/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift check: a paper against a call, for its author, before it is submitted. */
#include "../paper/language.h"
#include "../report/check_page.h"
#include "../report/check_text.h"
#include "check_json.h"
#include "commands.h"
#include "complain.h"
#include "find_venue.h"
#include "judges.h"
#include "overwriting.h"
#include "pdf_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/contributors.h"
#include "chairlift/exchange.h"

enum {
    MOST_WORDS = 6,     /* shown for and against the theme */
    PICTURE_WIDTH = 900 /* pixels */
};

typedef struct Options {
    char *venue;
    char *track;
    char *authors;
    char *format;
    char *html;
    char *output;
    char **arguments;
} Options;

static void options_clear(Options *options)
{
    g_free(options->venue);
    g_free(options->track);
    g_free(options->authors);
    g_free(options->format);
    g_free(options->html);
    g_free(options->output);
    g_strfreev(options->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* What the papers are put through. */
typedef struct Checking {
    const char *track;
    GPtrArray *venues;       /* of ChairliftVenue */
    Judges *judges;          /* of the same venues; NULL when there are no models */
    char *no_models;         /* why */
    ChairliftScorer *scorer; /* NULL without judges */
    ChairliftScores *scores; /* [venues] of one paper */
    ChairliftContributors *contributors;
    ChairliftPdfPool *pool;
    ChairliftOutput *output, *html; /* html NULL when it was not asked for */
    ChairliftTerminal terminal;
    gboolean as_json;
    guint read, failed, violating; /* papers */
    GError *error;                 /* what stopped it */
} Checking;

static void checking_clear(Checking *checking)
{
    chairlift_output_free(checking->output);
    chairlift_output_free(checking->html);
    chairlift_pdf_pool_free(checking->pool);
    chairlift_contributors_free(checking->contributors);
    g_free(checking->scores);
    chairlift_scorer_free(checking->scorer);
    if (checking->venues != NULL)
        g_ptr_array_unref(checking->venues);
    judges_free(checking->judges);
    g_free(checking->no_models);
    g_clear_error(&checking->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Checking, checking_clear)

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"venue", 'v', 0, G_OPTION_ARG_STRING, &options->venue,
         "the call to check for (" DEFAULT_VENUE "), or all; chairlift venues lists them",
         "ID|all"},
        {"track", 't', 0, G_OPTION_ARG_STRING, &options->track,
         "the track (short, long, flash, ...); without it, whichever the paper could go to",
         "TRACK"},
        {"authors", 'a', 0, G_OPTION_ARG_FILENAME, &options->authors,
         "people who must not be named in it: CSV, BibTeX, OpenReview JSON, or one on a line",
         "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
         "text for people (the default); json for programs", "text|json"},
        {"html", 0, 0, G_OPTION_ARG_FILENAME, &options->html,
         "also write a page that shows the places in the paper", "FILE"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "write to a file instead of standard output", "FILE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->arguments, NULL,
         "PAPER.pdf|FOLDER..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context, "Says before you submit a paper whether it fits a call's theme, and whether it\n"
                 "breaks a rule of the call: page limit, template, margins, anonymity, and more.\n"
                 "Nothing leaves the machine, and nothing is kept. The exit status is 0 when no\n"
                 "rule is broken, 1 when one is, and 2 when the paper cannot be checked.");
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (options->format != NULL && strcmp(options->format, "json") != 0 &&
        strcmp(options->format, "text") != 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--format \"%s\" is neither text nor json", options->format);
        return FALSE;
    }
    if (options->arguments == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "name the paper to check: a PDF, several, or folders of them");
        return FALSE;
    }
    char *const authors[] = {options->authors, NULL};
    return spares_inputs(options->output, options->arguments, error) &&
           spares_inputs(options->html, options->arguments, error) &&
           spares_inputs(options->output, authors, error) &&
           spares_inputs(options->html, authors, error);
}

/* ---- what to check for ----------------------------------------------------------------------- */

/* A call that has no models yet still has rules. */
static gboolean load_without_models(const char *name, Checking *checking, GError *why,
                                    GError **error)
{
    if (!g_error_matches(why, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL) ||
        g_strcmp0(name, "all") == 0) {
        g_propagate_error(error, why);
        return FALSE;
    }
    checking->no_models = g_strdup(why->message);
    g_error_free(why);
    ChairliftVenue *venue = find_venue(name != NULL ? name : DEFAULT_VENUE, error);
    if (venue == NULL)
        return FALSE;
    checking->venues = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_venue_free);
    g_ptr_array_add(checking->venues, venue);
    return TRUE;
}

static gboolean load_venues_and_models(const char *name, Checking *checking, GError **error)
{
    GError *why = NULL;
    checking->judges = judges_load(name, &why);
    if (checking->judges == NULL)
        return load_without_models(name, checking, why, error);
    checking->venues = g_ptr_array_ref(checking->judges->venues);
    checking->scores = g_new0(ChairliftScores, checking->venues->len);
    checking->scorer = judges_scorer(checking->judges, error);
    return checking->scorer != NULL;
}

/* Whether a venue has a track, or a form of paper, of this name; adds those that it has to known.
 */
static gboolean has_track(const ChairliftVenue *venue, const char *name, GPtrArray *known)
{
    gboolean found = FALSE;
    for (guint i = 0; i < venue->tracks->len; i++) {
        const ChairliftTrack *track = g_ptr_array_index(venue->tracks, i);
        g_ptr_array_add(known, track->id);
        found = found || strcmp(track->id, name) == 0;
        for (guint j = 0; j < track->limits->len; j++) {
            const char *form = g_array_index(track->limits, ChairliftPageLimit, j).form;
            found = found || g_strcmp0(form, name) == 0;
            if (form != NULL)
                g_ptr_array_add(known, (gpointer)form);
        }
    }
    return found;
}

static gboolean check_track(const Checking *checking, GError **error)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    gboolean found = checking->track == NULL;
    for (guint i = 0; i < checking->venues->len && !found; i++)
        found = has_track(g_ptr_array_index(checking->venues, i), checking->track, known);
    if (found)
        return TRUE;
    g_ptr_array_add(known, NULL);
    g_autofree char *names = g_strjoinv(", ", (char **)known->pdata);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "the call has no track \"%s\"; it has %s", checking->track,
                *names != '\0' ? names : "none");
    return FALSE;
}

static gboolean read_authors(const char *file, Checking *checking, GError **error)
{
    if (file == NULL)
        return TRUE;
    g_autoptr(ChairliftInput) input = chairlift_input_open(file, error);
    if (input != NULL)
        checking->contributors = chairlift_contributors_read(input, error);
    return checking->contributors != NULL;
}

/* ---- one paper ------------------------------------------------------------------------------- */

static void checked_venue_free(gpointer data)
{
    CheckedVenue *checked = data;
    g_ptr_array_unref(checked->findings);
    g_ptr_array_unref(checked->in_favour);
    g_ptr_array_unref(checked->against);
    g_free(checked);
}

/* Whether a term has a word that tells an author something: "we" and "how do" count, too, since
 * papers of different kinds have them to different degrees, but they are nothing to go by. */
static gboolean has_content(const char *term)
{
    g_auto(GStrv) words = g_strsplit(term, " ", -1);
    for (char **word = words; *word != NULL; word++) {
        if (g_utf8_strlen(*word, -1) > 2 && !chairlift_is_function_word(*word, strlen(*word)))
            return TRUE;
    }
    return FALSE;
}

/* The paper's words that moved the theme's score most, in each direction, less those without
 * content. */
static void collect_words(const Checking *checking, guint venue, CheckedVenue *checked)
{
    size_t length = 0;
    double bias;
    const ChairliftEvidence *evidence =
        chairlift_model_explain(checking->scorer, venue, CHAIRLIFT_THEME, &length, &bias, NULL);
    for (size_t i = 0; evidence != NULL && i < length; i++) {
        GPtrArray *words = evidence[i].contribution > 0 ? checked->in_favour : checked->against;
        if (words->len < MOST_WORDS && evidence[i].contribution != 0 &&
            has_content(evidence[i].term))
            g_ptr_array_add(words, g_strdup(evidence[i].term));
    }
}

static void check_theme(const Checking *checking, guint venue, const ChairliftPaper *paper,
                        CheckedVenue *checked)
{
    if (checking->scorer == NULL) {
        g_ptr_array_add(checked->findings,
                        chairlift_finding_new("theme", CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                              "There is no model of this call: %s.",
                                              checking->no_models));
        return;
    }
    double fits, does_not_fit;
    chairlift_model_verdict_limits(checking->judges->model, venue, &fits, &does_not_fit);
    checked->scores = &checking->scores[venue];
    g_ptr_array_add(checked->findings, chairlift_check_theme(paper, checked->venue, checked->scores,
                                                             fits, does_not_fit));
    collect_words(checking, venue, checked);
}

static CheckedVenue *check_for_venue(const Checking *checking, guint index, const Checked *paper)
{
    CheckedVenue *checked = g_new0(CheckedVenue, 1);
    checked->venue = g_ptr_array_index(checking->venues, index);
    checked->findings = chairlift_findings_new();
    checked->in_favour = g_ptr_array_new_with_free_func(g_free);
    checked->against = g_ptr_array_new_with_free_func(g_free);
    check_theme(checking, index, paper->paper, checked);
    if (checked->venue->tracks->len == 0)
        return checked; /* no call of its own */
    g_ptr_array_extend_and_steal(
        checked->findings, chairlift_check_rules(paper->pdf, checked->venue, checking->track));
    g_ptr_array_extend_and_steal(checked->findings,
                                 chairlift_check_anonymity(paper->pdf, paper->pdf->traces,
                                                           checking->contributors, checked->venue));
    return checked;
}

/* FALSE, with checking->error set, when memory runs out. */
static gboolean check_paper(Checking *checking, Checked *checked)
{
    if (checking->scorer != NULL &&
        !judges_score(checking->scorer, checking->judges->venues->len, checked->paper,
                      checking->scores, &checking->error))
        return FALSE;
    gboolean violates = FALSE;
    for (guint i = 0; i < checking->venues->len; i++) {
        CheckedVenue *venue = check_for_venue(checking, i, checked);
        violates = violates || chairlift_findings_violate(venue->findings);
        g_ptr_array_add(checked->venues, venue);
    }
    checking->violating += violates ? 1 : 0;
    return TRUE;
}

/* ---- results --------------------------------------------------------------------------------- */

/* A CheckPagePicture. */
typedef struct Pictured {
    ChairliftPdfPool *pool;
    const char *file;
} Pictured;

static ChairliftPdfPicture *render_page(guint page, gpointer user_data)
{
    const Pictured *pictured = user_data;
    g_autoptr(GError) error = NULL;
    ChairliftPdfPicture *picture =
        chairlift_pdf_pool_render(pictured->pool, pictured->file, page, PICTURE_WIDTH, &error);
    if (picture == NULL)
        complain("%s", error->message);
    return picture;
}

static gboolean write_text(ChairliftOutput *output, GString *text, GError **error)
{
    gboolean written = chairlift_output_write(output, text->str, text->len, error);
    g_string_truncate(text, 0);
    return written;
}

static gboolean write_html(Checking *checking, const Checked *checked)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Pictured pictured = {checking->pool, checked->pdf->file};
    chairlift_check_page_append(text, checked, render_page, &pictured);
    return write_text(checking->html, text, &checking->error);
}

static gboolean write_checked(Checking *checking, guint index, const Checked *checked)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (checking->as_json) {
        json_t *object = check_to_json(checked);
        char *json = json_dumps(object, JSON_REAL_PRECISION(9));
        g_string_append_printf(text, "%s%s", index == 0 ? "[\n" : ",\n", json);
        free(json);
        json_decref(object);
    } else {
        if (index > 0)
            g_string_append(text, "\n\n");
        chairlift_check_text_append(text, &checking->terminal, checked);
    }
    return write_text(checking->output, text, &checking->error) &&
           (checking->html == NULL || write_html(checking, checked));
}

/* A ChairliftPdfFunction. */
static gboolean take_pdf(guint index, ChairliftPdf *result, gpointer user_data)
{
    Checking *checking = user_data;
    g_autoptr(ChairliftPdf) pdf = result;
    g_autoptr(ChairliftPaper) paper = chairlift_pdf_to_paper(pdf);
    g_autoptr(GPtrArray) venues = g_ptr_array_new_with_free_func(checked_venue_free);
    Checked checked = {pdf, paper, checking->track, venues};
    if (pdf->status != CHAIRLIFT_PDF_OK) {
        checking->failed++;
        complain("%s: %s", pdf->file, pdf->message);
    } else {
        checking->read++;
        if (!check_paper(checking, &checked))
            return FALSE;
    }
    return write_checked(checking, index, &checked);
}

/* ---- the command ----------------------------------------------------------------------------- */

static gboolean begin(const Options *options, Checking *checking, guint papers, GError **error)
{
    checking->as_json = g_strcmp0(options->format, "json") == 0;
    checking->terminal = chairlift_terminal_of(options->output == NULL ? stdout : NULL);
    checking->output = chairlift_output_open(options->output, error);
    if (checking->output == NULL)
        return FALSE;
    if (options->html == NULL)
        return TRUE;
    checking->html = chairlift_output_open(options->html, error);
    g_autoptr(GString) text = g_string_new(NULL);
    chairlift_check_page_begin(text, papers);
    return checking->html != NULL && write_text(checking->html, text, error);
}

static gboolean finish(Checking *checking, guint papers, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (checking->as_json)
        g_string_append(text, papers > 0 ? "\n]\n" : "[]\n");
    else if (papers > 1)
        g_string_append_printf(text, "\n\n%u papers: %u break%s a rule, %u could not be checked\n",
                               papers, checking->violating, checking->violating == 1 ? "s" : "",
                               checking->failed);
    if (!write_text(checking->output, text, error))
        return FALSE;
    if (checking->html != NULL) {
        chairlift_check_page_end(text);
        if (!write_text(checking->html, text, error) ||
            !chairlift_output_commit(checking->html, error))
            return FALSE;
    }
    return chairlift_output_commit(checking->output, error);
}

/* FALSE with error set when nothing could be done. */
static gboolean check(const Options *options, Checking *checking, GError **error)
{
    const ChairliftPdfOptions settings = {.structure = TRUE, .traces = TRUE};
    checking->track = options->track;
    if (!load_venues_and_models(options->venue, checking, error) || !check_track(checking, error) ||
        !read_authors(options->authors, checking, error))
        return FALSE;
    checking->pool = chairlift_pdf_pool_new(&settings, error);
    if (checking->pool == NULL)
        return FALSE;
    g_autoptr(GPtrArray) files = list_pdf_files(options->arguments, &checking->failed);
    guint papers = files->len - 1;
    if (!begin(options, checking, papers, error))
        return FALSE;
    chairlift_pdf_pool_read(checking->pool, (const char *const *)files->pdata, take_pdf, checking);
    if (checking->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&checking->error));
        return FALSE;
    }
    return finish(checking, papers, error);
}

int command_check(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {0};
    g_auto(Checking) checking = {0};
    if (!parse_options(argc, argv, &options, &error) || !check(&options, &checking, &error)) {
        complain("%s", error->message);
        return EXIT_NOTHING_DONE;
    }
    if (checking.read == 0)
        return EXIT_NOTHING_DONE;
    return checking.violating > 0 || checking.failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}
