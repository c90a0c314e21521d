/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../report/venues.h"

#include "commands.h"
#include "complain.h"
#include "find_venue.h"
#include "venues_json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Options {
    char *format;
    char **arguments;
} Options;

static void options_clear(Options *options)
{
    g_free(options->format);
    g_strfreev(options->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {{"format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
                                     "table for people (the default), or json", "table|json"},
                                    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
                                     &options->arguments, NULL, "[ID|FILE.venue]"},
                                    G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context, "Lists the calls for papers that are known; with an id, or a venue's file, shows\n"
                 "that one: its theme, topics, tracks, page limits, rules and dates.");
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (options->format != NULL && strcmp(options->format, "table") != 0 &&
        strcmp(options->format, "json") != 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--format \"%s\" is neither table nor json", options->format);
        return FALSE;
    }
    if (options->arguments != NULL && g_strv_length(options->arguments) > 1) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "shows one venue at a time; name one, or none to list all");
        return FALSE;
    }
    return TRUE;
}

/* Takes the reference to json. */
static char *dump(json_t *json)
{
    char *text = json_dumps(json, JSON_INDENT(2));
    char *line = g_strconcat(text, "\n", NULL);
    free(text);
    json_decref(json);
    return line;
}

/* What is to be printed. */
static char *render(const Options *options, GError **error)
{
    gboolean as_json = g_strcmp0(options->format, "json") == 0;
    ChairliftTerminal terminal = chairlift_terminal_of(stdout);
    if (options->arguments == NULL) {
        g_autoptr(GPtrArray) venues = load_venues(error);
        if (venues == NULL)
            return NULL;
        return as_json ? dump(venues_to_json(venues))
                       : chairlift_report_venues(venues, &terminal, isatty(STDOUT_FILENO));
    }
    g_autoptr(ChairliftVenue) venue = find_venue(options->arguments[0], error);
    if (venue == NULL)
        return NULL;
    return as_json ? dump(venue_to_json(venue)) : chairlift_report_venue(venue, &terminal);
}

int command_venues(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {NULL, NULL};
    g_autofree char *text = NULL;
    if (parse_options(argc, argv, &options, &error))
        text = render(&options, &error);
    if (text == NULL) {
        complain("%s", error->message);
        return EXIT_NOTHING_DONE;
    }
    fputs(text, stdout);
    if (fflush(stdout) != 0) {
        complain("cannot write the result: %s", g_strerror(errno));
        return EXIT_NOTHING_DONE;
    }
    return EXIT_DONE;
}
