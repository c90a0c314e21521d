/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "venues_output.h"

#include <string.h>

/* Columns that one character takes on a terminal. */
static guint character_width(gunichar character)
{
    if (g_unichar_iszerowidth(character))
        return 0;
    return g_unichar_iswide(character) ? 2 : 1;
}

static guint text_width(const char *text, size_t length)
{
    guint width = 0;
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at))
        width += character_width(g_utf8_get_char(at));
    return width;
}

static void append_spaces(GString *out, guint count)
{
    for (guint i = 0; i < count; i++)
        g_string_append_c(out, ' ');
}

/* Appends text and spaces up to width columns. */
static void append_padded(GString *out, const char *text, guint width)
{
    guint taken = text_width(text, strlen(text));
    g_string_append(out, text);
    append_spaces(out, taken < width ? width - taken : 0);
}

/* Appends text broken between words so that no line is wider than width; lines after the first
 * begin with indent spaces, and column columns of the first are taken already. */
static void append_wrapped(GString *out, const char *text, guint indent, guint column, guint width)
{
    gboolean first = TRUE;
    for (const char *word = text; *word != '\0';) {
        size_t length = strcspn(word, " ");
        guint taken = text_width(word, length);
        if (!first && column + 1 + taken > width) {
            g_string_append_c(out, '\n');
            append_spaces(out, indent);
            column = indent;
        } else if (!first) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append_len(out, word, (gssize)length);
        column += taken;
        first = FALSE;
        word += length;
        word += strspn(word, " ");
    }
    g_string_append_c(out, '\n');
}

/* Appends text to fill lines that all begin with indent spaces. */
static void append_paragraph(GString *out, const char *text, guint indent, guint width)
{
    append_spaces(out, indent);
    append_wrapped(out, text, indent, indent, width);
}

/* ---- the list -----------------------------------------------------------------------------------
 */

/* Appends text, cut to width columns with "..." when it is wider (0: never). */
static void append_cut(GString *out, const char *text, guint width)
{
    if (width == 0 || text_width(text, strlen(text)) <= width) {
        g_string_append(out, text);
        return;
    }
    guint column = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        column += character_width(g_utf8_get_char(at));
        if (column + 3 > width)
            break;
        g_string_append_unichar(out, g_utf8_get_char(at));
    }
    g_string_append(out, "...");
}

char *venues_to_table(const GPtrArray *venues, guint width)
{
    guint id_width = 2;
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        id_width = MAX(id_width, (guint)strlen(venue->id));
    }
    /* What stands left of the name, and the least that the name gets. */
    guint left = id_width + 2 + 10 + 2 + 6 + 2 + 6 + 2, least = 20;
    guint name_width = width == 0 ? 0 : MAX(width, left + least) - left;

    GString *out = g_string_new(NULL);
    append_padded(out, "ID", id_width);
    g_string_append(out, "  SUBMISSION  TOPICS  TRACKS  NAME\n");
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        const ChairliftDate *deadline = chairlift_venue_find_date(venue, "submission");
        append_padded(out, venue->id, id_width);
        g_string_append_printf(out, "  %-10s  %6u  %6u  ", deadline != NULL ? deadline->day : "-",
                               venue->topics->len, venue->tracks->len);
        append_cut(out, venue->name, name_width);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

/* ---- one venue ----------------------------------------------------------------------------------
 */

enum { INDENT = 2, DEEP_INDENT = 6 };

static void append_topics(GString *out, const ChairliftVenue *venue, guint width)
{
    g_string_append_printf(out, "\nTopics (%u; a paper is given at most %u)\n", venue->topics->len,
                           venue->most_topics);
    for (guint i = 0; i < venue->topics->len; i++) {
        const ChairliftTopic *topic = venue->topics->pdata[i];
        g_autofree char *heading = g_strdup_printf("%s: %s", topic->id, topic->name);
        append_paragraph(out, heading, INDENT, width);
        append_paragraph(out, topic->description, DEEP_INDENT, width);
    }
}

static void append_groups(GString *out, const ChairliftVenue *venue, guint width)
{
    if (venue->groups->len > 0)
        g_string_append(out, "\nGroups of topics\n");
    for (guint i = 0; i < venue->groups->len; i++) {
        const ChairliftTopicGroup *group = venue->groups->pdata[i];
        g_autofree char *topics = g_strjoinv(", ", group->topics);
        g_autofree char *heading = g_strdup_printf("%s: %s (%s)", group->id, group->name, topics);
        append_paragraph(out, heading, INDENT, width);
        append_paragraph(out, group->description, DEEP_INDENT, width);
    }
}

static void append_tracks(GString *out, const ChairliftVenue *venue, guint width)
{
    if (venue->tracks->len > 0)
        g_string_append(out, "\nTracks and their page limits\n");
    for (guint i = 0; i < venue->tracks->len; i++) {
        const ChairliftTrack *track = venue->tracks->pdata[i];
        g_autofree char *heading = g_strdup_printf("%s: %s", track->id, track->name);
        append_paragraph(out, heading, INDENT, width);
        append_paragraph(out, track->description, DEEP_INDENT, width);
        for (guint j = 0; j < track->limits->len; j++) {
            const ChairliftPageLimit *limit = &g_array_index(track->limits, ChairliftPageLimit, j);
            append_spaces(out, DEEP_INDENT);
            g_string_append_printf(out, "%u pages in the %s template%s%s\n", limit->pages,
                                   limit->template, limit->form != NULL ? ", " : "",
                                   limit->form != NULL ? limit->form : "");
        }
    }
    if (*venue->not_counted != NULL) {
        g_autofree char *parts = g_strjoinv(", ", venue->not_counted);
        g_autofree char *line = g_strdup_printf("Not counted: %s.", parts);
        append_paragraph(out, line, INDENT, width);
    }
}

static void append_rules(GString *out, const ChairliftVenue *venue, guint width)
{
    if (venue->rules->len > 0)
        g_string_append(out, "\nRules\n");
    for (guint i = 0; i < venue->rules->len; i++) {
        const ChairliftRule *rule = venue->rules->pdata[i];
        append_spaces(out, INDENT);
        append_padded(out, chairlift_rule_level_name(rule->level), 6);
        g_string_append_printf(out, "  %s%s%s\n", rule->id, rule->value != NULL ? ": " : "",
                               rule->value != NULL ? rule->value : "");
        g_autofree char *text = rule->source != NULL
                                    ? g_strdup_printf("%s [%s]", rule->text, rule->source)
                                    : g_strdup(rule->text);
        append_paragraph(out, text, INDENT + 8, width);
    }
}

static void append_dates(GString *out, const ChairliftVenue *venue)
{
    if (venue->dates->len > 0)
        g_string_append(out, "\nDates\n");
    for (guint i = 0; i < venue->dates->len; i++) {
        const ChairliftDate *date = venue->dates->pdata[i];
        g_string_append_printf(out, "  %s  %-3s  %s\n", date->day,
                               date->zone != NULL ? date->zone : "", date->name);
    }
}

char *venue_to_text(const ChairliftVenue *venue, guint width)
{
    GString *out = g_string_new(NULL);
    append_paragraph(out, venue->name, 0, width);
    if (venue->url != NULL)
        g_string_append_printf(out, "%s\n", venue->url);
    g_string_append_printf(out, "%s, from %s\n", venue->id, venue->file);

    g_autofree char *theme = g_strdup_printf("\nTheme: %s\n", venue->theme_name);
    g_string_append(out, theme);
    append_paragraph(out, venue->theme_description, INDENT, width);
    append_topics(out, venue, width);
    append_groups(out, venue, width);
    append_tracks(out, venue, width);
    append_rules(out, venue, width);
    append_dates(out, venue);
    return g_string_free(out, FALSE);
}
