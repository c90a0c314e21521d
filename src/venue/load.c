/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load.h"

#include <string.h>

enum { LONGEST_ID = 64, MOST_PAGES = 1000, FIRST_YEAR = 1980, LAST_YEAR = 2999 };

/* As many as venue.model may hold (models/README.md). */
enum { MOST_TOPICS = 1024 };

/* A topic's SVM is ID.svm, and theme.svm is the theme's. */
static const char THEME[] = "theme";

/* "pages-neurips = 9": a track's page limit for one template */
static const char PAGES[] = "pages-";

/* Lower-case words joined by "-", so that an id can stand in file names, columns and options. */
static gboolean is_id(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || length > LONGEST_ID || text[0] == '-' || text[length - 1] == '-')
        return FALSE;
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
           strstr(text, "--") == NULL;
}

/* One group on its way into the venue. */
typedef struct Entry {
    const ChairliftKeyFile *file;
    const ChairliftKeyFileGroup *group;
    const char *id; /* of "[topic id]"; NULL for "[venue]" and "[theme]" */
} Entry;

static gboolean text_of(const Entry *entry, const char *key, gboolean required, char **value,
                        GError **error)
{
    return chairlift_key_file_text(entry->file, entry->group, key, required, value, error);
}

static gboolean fail_at(const Entry *entry, const char *key, GError **error, const char *message,
                        const char *value)
{
    return chairlift_key_file_fail(entry->file, chairlift_key_file_line(entry->group, key), error,
                                   message, value);
}

static gboolean load_venue(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    venue->line = entry->group->line;
    if (!text_of(entry, "id", TRUE, &venue->id, error) ||
        !text_of(entry, "name", TRUE, &venue->name, error) ||
        !text_of(entry, "url", FALSE, &venue->url, error) ||
        !text_of(entry, "theme-labels", TRUE, &venue->theme_labels, error) ||
        !text_of(entry, "topic-labels", TRUE, &venue->topic_labels, error) ||
        !chairlift_key_file_number(entry->file, entry->group, "most-topics", 1, MOST_TOPICS, TRUE,
                                   &venue->most_topics, error))
        return FALSE;
    if (!is_id(venue->id))
        return fail_at(
            entry, "id", error,
            "id \"%.100s\" is not made of lower-case words and \"-\", as in \"icml-2026\"",
            venue->id);
    return TRUE;
}

/* Themes of other calls that this one is like: their theme-labels, as in "theme". */
static gboolean load_theme_like(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    if (!chairlift_key_file_list(entry->file, entry->group, "like", FALSE, &venue->theme_like,
                                 error))
        return FALSE;
    for (char **like = venue->theme_like; like != NULL && *like != NULL; like++) {
        if (strcmp(*like, venue->theme_labels) == 0)
            return fail_at(
                entry, "like", error,
                "\"%.100s\" is what this theme itself is trained by; name the theme-labels "
                "of another call, or leave \"like\" out",
                *like);
        if (strchr(*like, '/') != NULL)
            return fail_at(
                entry, "like", error,
                "\"%.100s\" names a topic; a theme is like another call's theme: write its "
                "theme-labels, as in \"theme\"",
                *like);
    }
    return TRUE;
}

static gboolean load_theme(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    venue->theme_line = entry->group->line;
    return text_of(entry, "name", TRUE, &venue->theme_name, error) &&
           text_of(entry, "description", TRUE, &venue->theme_description, error) &&
           load_theme_like(venue, entry, error);
}

/* Topics of other calls that one resembles: "LABELS/TOPIC", as in "neurips_2025/circuits". */
static gboolean load_like(ChairliftTopic *topic, const Entry *entry, GError **error)
{
    if (!chairlift_key_file_list(entry->file, entry->group, "like", FALSE, &topic->like, error))
        return FALSE;
    for (char **like = topic->like; like != NULL && *like != NULL; like++) {
        const char *slash = strrchr(*like, '/');
        if (slash == NULL || slash == *like || !is_id(slash + 1))
            return fail_at(
                entry, "like", error,
                "\"%.100s\" names no topic of another call; write the topic-labels of that "
                "call and the topic's id, as in \"neurips_2025/circuits\"",
                *like);
    }
    return TRUE;
}

static gboolean load_topic(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    ChairliftTopic *topic = g_new0(ChairliftTopic, 1);
    g_ptr_array_add(venue->topics, topic);
    topic->id = g_strdup(entry->id);
    topic->line = entry->group->line;
    if (strcmp(topic->id, THEME) == 0)
        return chairlift_key_file_fail(entry->file, topic->line, error,
                                       "a topic cannot have the id \"%s\", which is the theme's; "
                                       "give it another",
                                       THEME);
    if (venue->topics->len > MOST_TOPICS)
        return chairlift_key_file_fail(entry->file, topic->line, error,
                                       "there are more than %d topics", MOST_TOPICS);
    return text_of(entry, "name", TRUE, &topic->name, error) &&
           text_of(entry, "description", TRUE, &topic->description, error) &&
           load_like(topic, entry, error) && text_of(entry, "source", FALSE, &topic->source, error);
}

static gboolean has_topic(const ChairliftVenue *venue, const char *id)
{
    for (guint i = 0; i < venue->topics->len; i++) {
        const ChairliftTopic *topic = venue->topics->pdata[i];
        if (strcmp(topic->id, id) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean load_group(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    ChairliftTopicGroup *group = g_new0(ChairliftTopicGroup, 1);
    g_ptr_array_add(venue->groups, group);
    group->id = g_strdup(entry->id);
    group->line = entry->group->line;
    if (!text_of(entry, "name", TRUE, &group->name, error) ||
        !text_of(entry, "description", TRUE, &group->description, error) ||
        !text_of(entry, "source", FALSE, &group->source, error) ||
        !chairlift_key_file_list(entry->file, entry->group, "topics", TRUE, &group->topics, error))
        return FALSE;
    for (char **topic = group->topics; *topic != NULL; topic++) {
        if (!has_topic(venue, *topic))
            return fail_at(entry, "topics", error, "there is no [topic %s] in this file", *topic);
    }
    return TRUE;
}

static gboolean load_template(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    ChairliftTemplate *template = g_new0(ChairliftTemplate, 1);
    g_ptr_array_add(venue->templates, template);
    template->id = g_strdup(entry->id);
    template->line = entry->group->line;
    return text_of(entry, "name", TRUE, &template->name, error) &&
           chairlift_key_file_number(entry->file, entry->group, "year", FIRST_YEAR, LAST_YEAR,
                                     FALSE, &template->year, error) &&
           text_of(entry, "url", FALSE, &template->url, error) &&
           text_of(entry, "source", FALSE, &template->source, error);
}

/* Adds one limit: "9", or "long:9" where a track has papers of several forms. */
static gboolean add_limit(ChairliftTrack *track, const char *template, const char *part)
{
    const char *colon = strchr(part, ':');
    g_autofree char *form =
        colon != NULL ? g_strstrip(g_strndup(part, (gsize)(colon - part))) : NULL;
    g_autofree char *number = g_strstrip(g_strdup(colon != NULL ? colon + 1 : part));
    guint64 pages = 0;
    if ((form != NULL && !is_id(form)) ||
        !g_ascii_string_to_unsigned(number, 10, 1, MOST_PAGES, &pages, NULL))
        return FALSE;
    for (guint i = 0; i < track->limits->len; i++) {
        const ChairliftPageLimit *other = &g_array_index(track->limits, ChairliftPageLimit, i);
        if (strcmp(other->template_id, template) == 0 &&
            (form == NULL || other->form == NULL || strcmp(other->form, form) == 0))
            return FALSE;
    }
    ChairliftPageLimit limit = {g_strdup(template), g_steal_pointer(&form), (guint)pages};
    g_array_append_val(track->limits, limit);
    return TRUE;
}

static gboolean load_limits(const ChairliftVenue *venue, ChairliftTrack *track, const Entry *entry,
                            const char *key, GError **error)
{
    const char *template = key + strlen(PAGES);
    if (chairlift_venue_find_template(venue, template) == NULL)
        return fail_at(entry, key, error, "there is no [template %s] in this file", template);
    g_auto(GStrv) parts = NULL;
    if (!chairlift_key_file_list(entry->file, entry->group, key, TRUE, &parts, error))
        return FALSE;
    for (char **part = parts; *part != NULL; part++) {
        if (!add_limit(track, template, *part))
            return fail_at(entry, key, error,
                           "\"%.100s\" is not a page limit; write \"9\", or \"short:4; long:9\"",
                           *part);
    }
    return TRUE;
}

static void limit_clear(gpointer data)
{
    ChairliftPageLimit *limit = data;
    g_free(limit->template_id);
    g_free(limit->form);
}

static gboolean load_track(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    ChairliftTrack *track = g_new0(ChairliftTrack, 1);
    g_ptr_array_add(venue->tracks, track);
    track->id = g_strdup(entry->id);
    track->line = entry->group->line;
    track->limits = g_array_new(FALSE, FALSE, sizeof(ChairliftPageLimit));
    g_array_set_clear_func(track->limits, limit_clear);
    if (!text_of(entry, "name", TRUE, &track->name, error) ||
        !text_of(entry, "description", TRUE, &track->description, error) ||
        !text_of(entry, "source", FALSE, &track->source, error))
        return FALSE;
    for (guint i = 0; i < entry->group->keys->len; i++) {
        const ChairliftKeyFileKey *key = entry->group->keys->pdata[i];
        if (g_str_has_prefix(key->name, PAGES) &&
            !load_limits(venue, track, entry, key->name, error))
            return FALSE;
    }
    if (track->limits->len == 0)
        return chairlift_key_file_fail(
            entry->file, track->line, error,
            "[track %s] lacks a page limit; add \"pages-TEMPLATE = ...\"", track->id);
    return TRUE;
}

static gboolean load_level(const Entry *entry, ChairliftRuleLevel *level, GError **error)
{
    g_autofree char *word = NULL;
    if (!text_of(entry, "level", TRUE, &word, error))
        return FALSE;
    for (guint i = CHAIRLIFT_RULE_MUST; i <= CHAIRLIFT_RULE_MAY; i++) {
        if (strcmp(word, chairlift_rule_level_name((ChairliftRuleLevel)i)) == 0) {
            *level = (ChairliftRuleLevel)i;
            return TRUE;
        }
    }
    return fail_at(entry, "level", error, "level \"%.100s\" is none of must, should, may", word);
}

static gboolean load_rule(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    ChairliftRule *rule = g_new0(ChairliftRule, 1);
    g_ptr_array_add(venue->rules, rule);
    rule->id = g_strdup(entry->id);
    rule->line = entry->group->line;
    if (!load_level(entry, &rule->level, error) ||
        !text_of(entry, "value", FALSE, &rule->value, error) ||
        !text_of(entry, "text", TRUE, &rule->text, error) ||
        !text_of(entry, "source", FALSE, &rule->source, error))
        return FALSE;
    g_autofree char *problem = NULL;
    if (!chairlift_venue_apply_rule(venue, rule, &problem))
        return fail_at(entry, "value", error, "%s", problem);
    return TRUE;
}

/* ISO 8601's form and a day that the calendar has. */
static gboolean is_day(const char *text)
{
    if (strlen(text) != strlen("2026-05-08") || text[4] != '-' || text[7] != '-')
        return FALSE;
    int part[3] = {0};
    for (size_t i = 0, at = 0; text[i] != '\0'; i++) {
        if (i == 4 || i == 7)
            at++;
        else if (g_ascii_isdigit(text[i]))
            part[at] = part[at] * 10 + (text[i] - '0');
        else
            return FALSE;
    }
    return part[0] > 0 &&
           g_date_valid_dmy((GDateDay)part[2], (GDateMonth)part[1], (GDateYear)part[0]);
}

static gboolean load_date(ChairliftVenue *venue, const Entry *entry, GError **error)
{
    ChairliftDate *date = g_new0(ChairliftDate, 1);
    g_ptr_array_add(venue->dates, date);
    date->id = g_strdup(entry->id);
    date->line = entry->group->line;
    if (!text_of(entry, "name", TRUE, &date->name, error) ||
        !text_of(entry, "day", TRUE, &date->day, error) ||
        !text_of(entry, "zone", FALSE, &date->zone, error) ||
        !text_of(entry, "source", FALSE, &date->source, error))
        return FALSE;
    if (!is_day(date->day))
        return fail_at(entry, "day", error, "day \"%.100s\" is not a date such as 2026-05-08",
                       date->day);
    return TRUE;
}

/* ---- what a venue's file may hold ---------------------------------------------------------------
 */

enum { MOST_KEYS = 6 };

/* The kinds of groups, in the order in which they are read: a later one may refer to an earlier. */
static const struct Kind {
    const char *name;
    gboolean has_id; /* "[topic circuits]", any number of them; else "[venue]", exactly one */
    const char *keys[MOST_KEYS + 1]; /* NULL-terminated; one that ends in "-" stands for a prefix */
    gboolean (*load)(ChairliftVenue *venue, const Entry *entry, GError **error);
} KINDS[] = {
    {"venue",
     FALSE,
     {"id", "name", "url", "theme-labels", "topic-labels", "most-topics"},
     load_venue},
    {"theme", FALSE, {"name", "description", "like"}, load_theme},
    {"topic", TRUE, {"name", "description", "like", "source"}, load_topic},
    {"group", TRUE, {"name", "description", "topics", "source"}, load_group},
    {"template", TRUE, {"name", "year", "url", "source"}, load_template},
    {"track", TRUE, {"name", "description", "source", PAGES}, load_track},
    {"rule", TRUE, {"level", "value", "text", "source"}, load_rule},
    {"date", TRUE, {"name", "day", "zone", "source"}, load_date},
};

static const struct Kind *kind_of(const char *group)
{
    size_t length = strcspn(group, " ");
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (strlen(KINDS[i].name) == length && memcmp(KINDS[i].name, group, length) == 0)
            return &KINDS[i];
    }
    return NULL;
}

static gboolean is_key_of(const struct Kind *kind, const char *key)
{
    for (const char *const *known = kind->keys; *known != NULL; known++) {
        if (g_str_has_suffix(*known, "-")
                ? g_str_has_prefix(key, *known) && strlen(key) > strlen(*known)
                : strcmp(key, *known) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Checks a group's name and its keys' names. */
static gboolean check_group(const ChairliftKeyFile *file, const ChairliftKeyFileGroup *group,
                            GError **error)
{
    const struct Kind *kind = kind_of(group->name);
    if (kind == NULL)
        return chairlift_key_file_fail(
            file, group->line, error,
            "unknown group [%.100s]; known are venue, theme, topic, group, "
            "template, track, rule and date",
            group->name);
    const char *id = strchr(group->name, ' ');
    if (!kind->has_id && id != NULL)
        return chairlift_key_file_fail(file, group->line, error, "write [%.100s], without an id",
                                       kind->name);
    if (kind->has_id && (id == NULL || !is_id(id + 1)))
        return chairlift_key_file_fail(
            file, group->line, error,
            "write [%s ID], where ID is made of lower-case words and \"-\", as in \"case-studies\"",
            kind->name);
    for (guint i = 0; i < group->keys->len; i++) {
        const ChairliftKeyFileKey *key = group->keys->pdata[i];
        if (!is_key_of(kind, key->name)) {
            g_autofree char *known = g_strjoinv(", ", (char **)kind->keys);
            return chairlift_key_file_fail(file, key->line, error,
                                           "unknown key \"%.100s\" in [%.100s]; known are %s",
                                           key->name, group->name, known);
        }
    }
    return TRUE;
}

/* Loads all groups of one kind. */
static gboolean load_kind(ChairliftVenue *venue, const ChairliftKeyFile *file,
                          const struct Kind *kind, GError **error)
{
    gboolean found = FALSE;
    for (guint i = 0; i < file->groups->len; i++) {
        const ChairliftKeyFileGroup *group = file->groups->pdata[i];
        if (kind_of(group->name) != kind)
            continue;
        found = TRUE;
        Entry entry = {file, group, kind->has_id ? strchr(group->name, ' ') + 1 : NULL};
        if (!kind->load(venue, &entry, error))
            return FALSE;
    }
    if (!found && (!kind->has_id || strcmp(kind->name, "topic") == 0))
        return chairlift_key_file_fail(file, 1, error, "the file has no [%s%s]", kind->name,
                                       kind->has_id ? " ID" : "");
    return TRUE;
}

ChairliftVenue *chairlift_venue_build(const ChairliftKeyFile *file, GError **error)
{
    for (guint i = 0; i < file->groups->len; i++) {
        if (!check_group(file, file->groups->pdata[i], error))
            return NULL;
    }
    g_autoptr(ChairliftVenue) venue = chairlift_venue_new(file->path);
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (!load_kind(venue, file, &KINDS[i], error))
            return NULL;
    }
    return g_steal_pointer(&venue);
}

ChairliftVenue *chairlift_venue_load(const char *file, GError **error)
{
    g_autoptr(ChairliftKeyFile) text = chairlift_key_file_load(file, error);
    return text != NULL ? chairlift_venue_build(text, error) : NULL;
}
