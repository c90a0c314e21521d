/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "venues.h"

#include <string.h>

/* ---- the list -----------------------------------------------------------------------------------
 */

/* Least columns for a name, however narrow the terminal. */
enum { NARROWEST_NAME = 20 };

static guint widest_id(const GPtrArray *venues)
{
    guint width = 2;
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        width = MAX(width, (guint)strlen(venue->id));
    }
    return width;
}

char *chairlift_report_venues(const GPtrArray *venues, const ChairliftTerminal *terminal,
                              gboolean cut)
{
    static const char HEADINGS[] = "  SUBMISSION  TOPICS  TRACKS  ";
    guint id_width = widest_id(venues);
    guint left = id_width + (guint)strlen(HEADINGS);
    guint name_width = MAX(terminal->width, left + NARROWEST_NAME) - left;

    GString *out = g_string_new(NULL);
    g_autofree char *headings = g_strdup_printf("%-*s%sNAME", (int)id_width, "ID", HEADINGS);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_BOLD, headings);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        const ChairliftDate *deadline = chairlift_venue_find_date(venue, "submission");
        chairlift_append_cell(out, venue->id, id_width);
        g_string_append_printf(out, "  %-10s  %6u  %6u  ", deadline != NULL ? deadline->day : "-",
                               venue->topics->len, venue->tracks->len);
        guint width = chairlift_text_columns(venue->name);
        chairlift_append_cell(out, venue->name, cut ? MIN(width, name_width) : width);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

/* ---- one venue ----------------------------------------------------------------------------------
 */

/* Longer lines than this are hard to read, however wide the terminal. */
enum { WIDEST_TEXT = 100 };

enum { INDENT = 2, DEEP_INDENT = 6, RULE_INDENT = 10 };

/* Where a venue is written to. */
typedef struct Page {
    GString *out;
    const ChairliftTerminal *terminal;
    guint width;
} Page;

static void append_heading(const Page *page, const char *heading)
{
    g_string_append_c(page->out, '\n');
    chairlift_append_coloured(page->out, page->terminal, CHAIRLIFT_COLOUR_BOLD, heading);
    g_string_append_c(page->out, '\n');
}

/* "id: name", and below it the description. */
static void append_entry(const Page *page, const char *id, const char *name,
                         const char *description)
{
    g_autofree char *title = g_strdup_printf("%s: %s", id, name);
    chairlift_append_wrapped(page->out, title, INDENT, page->width);
    chairlift_append_wrapped(page->out, description, DEEP_INDENT, page->width);
}

/* What other calls have that is like it; NULL: nothing is known. */
static void append_like(const Page *page, char **like, guint indent)
{
    if (like == NULL)
        return;
    g_autofree char *joined = g_strjoinv(", ", like);
    g_autofree char *line = g_strdup_printf("Like: %s.", joined);
    chairlift_append_wrapped(page->out, line, indent, page->width);
}

static void append_topics(const Page *page, const ChairliftVenue *venue)
{
    g_autofree char *heading = g_strdup_printf("Topics (%u; a paper is given at most %u)",
                                               venue->topics->len, venue->most_topics);
    append_heading(page, heading);
    for (guint i = 0; i < venue->topics->len; i++) {
        const ChairliftTopic *topic = venue->topics->pdata[i];
        append_entry(page, topic->id, topic->name, topic->description);
        append_like(page, topic->like, DEEP_INDENT);
    }
    if (venue->groups->len > 0)
        append_heading(page, "Groups of topics");
    for (guint i = 0; i < venue->groups->len; i++) {
        const ChairliftTopicGroup *group = venue->groups->pdata[i];
        append_entry(page, group->id, group->name, group->description);
        g_autofree char *topics = g_strjoinv(", ", group->topics);
        g_autofree char *line = g_strdup_printf("Topics: %s.", topics);
        chairlift_append_wrapped(page->out, line, DEEP_INDENT, page->width);
    }
}

static void append_tracks(const Page *page, const ChairliftVenue *venue)
{
    if (venue->tracks->len > 0)
        append_heading(page, "Tracks and their page limits");
    for (guint i = 0; i < venue->tracks->len; i++) {
        const ChairliftTrack *track = venue->tracks->pdata[i];
        append_entry(page, track->id, track->name, track->description);
        for (guint j = 0; j < track->limits->len; j++) {
            const ChairliftPageLimit *limit = &g_array_index(track->limits, ChairliftPageLimit, j);
            g_string_append_printf(page->out, "%*s%u pages in the %s template%s%s\n", DEEP_INDENT,
                                   "", limit->pages, limit->template_id,
                                   limit->form != NULL ? ", " : "",
                                   limit->form != NULL ? limit->form : "");
        }
    }
    if (*venue->not_counted != NULL) {
        g_autofree char *parts = g_strjoinv(", ", venue->not_counted);
        g_autofree char *line = g_strdup_printf("Not counted: %s.", parts);
        chairlift_append_wrapped(page->out, line, INDENT, page->width);
    }
}

static void append_rules(const Page *page, const ChairliftVenue *venue)
{
    if (venue->rules->len > 0)
        append_heading(page, "Rules");
    for (guint i = 0; i < venue->rules->len; i++) {
        const ChairliftRule *rule = venue->rules->pdata[i];
        g_string_append_printf(
            page->out, "%*s%-6s  %s%s%s\n", INDENT, "", chairlift_rule_level_name(rule->level),
            rule->id, rule->value != NULL ? ": " : "", rule->value != NULL ? rule->value : "");
        g_autofree char *text = rule->source != NULL
                                    ? g_strdup_printf("%s [%s]", rule->text, rule->source)
                                    : g_strdup(rule->text);
        chairlift_append_wrapped(page->out, text, RULE_INDENT, page->width);
    }
}

static void append_dates(const Page *page, const ChairliftVenue *venue)
{
    if (venue->dates->len > 0)
        append_heading(page, "Dates");
    for (guint i = 0; i < venue->dates->len; i++) {
        const ChairliftDate *date = venue->dates->pdata[i];
        g_string_append_printf(page->out, "%*s%s  %-3s  %s\n", INDENT, "", date->day,
                               date->zone != NULL ? date->zone : "", date->name);
    }
}

char *chairlift_report_venue(const ChairliftVenue *venue, const ChairliftTerminal *terminal)
{
    GString *out = g_string_new(NULL);
    Page page = {out, terminal, MIN(terminal->width, WIDEST_TEXT)};
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_BOLD, venue->name);
    g_string_append_printf(out, "\n%s, from %s\n", venue->id, venue->file);
    if (venue->url != NULL)
        g_string_append_printf(out, "%s\n", venue->url);

    g_autofree char *theme = g_strdup_printf("Theme: %s", venue->theme_name);
    append_heading(&page, theme);
    chairlift_append_wrapped(out, venue->theme_description, INDENT, page.width);
    append_like(&page, venue->theme_like, INDENT);
    append_topics(&page, venue);
    append_tracks(&page, venue);
    append_rules(&page, venue);
    append_dates(&page, venue);
    return g_string_free(out, FALSE);
}
