/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/venue.h"

#include "load.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* ---- life ---------------------------------------------------------------------------------------
 */

static void topic_free(gpointer data)
{
    ChairliftTopic *topic = data;
    g_free(topic->id);
    g_free(topic->name);
    g_free(topic->description);
    g_strfreev(topic->like);
    g_free(topic->source);
    g_free(topic);
}

static void group_free(gpointer data)
{
    ChairliftTopicGroup *group = data;
    g_free(group->id);
    g_free(group->name);
    g_free(group->description);
    g_strfreev(group->topics);
    g_free(group->source);
    g_free(group);
}

static void template_free(gpointer data)
{
    ChairliftTemplate *template = data;
    g_free(template->id);
    g_free(template->name);
    g_free(template->url);
    g_free(template->source);
    g_free(template);
}

static void track_free(gpointer data)
{
    ChairliftTrack *track = data;
    g_free(track->id);
    g_free(track->name);
    g_free(track->description);
    g_array_unref(track->limits);
    g_free(track->source);
    g_free(track);
}

static void rule_free(gpointer data)
{
    ChairliftRule *rule = data;
    g_free(rule->id);
    g_free(rule->value);
    g_free(rule->text);
    g_free(rule->source);
    g_free(rule);
}

static void date_free(gpointer data)
{
    ChairliftDate *date = data;
    g_free(date->id);
    g_free(date->name);
    g_free(date->day);
    g_free(date->zone);
    g_free(date->source);
    g_free(date);
}

ChairliftVenue *chairlift_venue_new(const char *file)
{
    ChairliftVenue *venue = g_new0(ChairliftVenue, 1);
    venue->file = g_strdup(file);
    venue->topics = g_ptr_array_new_with_free_func(topic_free);
    venue->groups = g_ptr_array_new_with_free_func(group_free);
    venue->templates = g_ptr_array_new_with_free_func(template_free);
    venue->tracks = g_ptr_array_new_with_free_func(track_free);
    venue->rules = g_ptr_array_new_with_free_func(rule_free);
    venue->dates = g_ptr_array_new_with_free_func(date_free);
    venue->anonymity = "unknown";
    venue->archival = "unknown";
    venue->not_counted = g_new0(char *, 1);
    return venue;
}

void chairlift_venue_free(ChairliftVenue *venue)
{
    if (venue == NULL)
        return;
    g_free(venue->id);
    g_free(venue->file);
    g_free(venue->name);
    g_free(venue->url);
    g_free(venue->theme_labels);
    g_free(venue->topic_labels);
    g_free(venue->theme_name);
    g_free(venue->theme_description);
    g_strfreev(venue->theme_like);
    g_ptr_array_unref(venue->topics);
    g_ptr_array_unref(venue->groups);
    g_ptr_array_unref(venue->templates);
    g_ptr_array_unref(venue->tracks);
    g_ptr_array_unref(venue->rules);
    g_ptr_array_unref(venue->dates);
    g_strfreev(venue->not_counted);
    g_free(venue);
}

/* ---- all of a directory -------------------------------------------------------------------------
 */

static int compare_venues(gconstpointer first, gconstpointer second)
{
    const ChairliftVenue *a = *(ChairliftVenue *const *)first;
    const ChairliftVenue *b = *(ChairliftVenue *const *)second;
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : strcmp(a->file, b->file);
}

static gboolean load_directory(GPtrArray *venues, const char *directory, GError **error)
{
    g_autoptr(GDir) entries = g_dir_open(directory, 0, NULL);
    if (entries == NULL) {
        int why = g_access(directory, R_OK) != 0 ? errno : ENOTDIR;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: cannot be read as the folder of venues' files: %s", directory,
                    g_strerror(why));
        return FALSE;
    }
    for (const char *name; (name = g_dir_read_name(entries)) != NULL;) {
        if (!g_str_has_suffix(name, ".venue") || *name == '.')
            continue;
        g_autofree char *file = g_build_filename(directory, name, NULL);
        ChairliftVenue *venue = chairlift_venue_load(file, error);
        if (venue == NULL)
            return FALSE;
        g_ptr_array_add(venues, venue);
    }
    return TRUE;
}

GPtrArray *chairlift_venues_load(const char *directory, GError **error)
{
    g_autoptr(GPtrArray) venues =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_venue_free);
    if (!load_directory(venues, directory, error))
        return NULL;
    if (venues->len == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: no file whose name ends in \".venue\"", directory);
        return NULL;
    }
    g_ptr_array_sort(venues, compare_venues);
    for (guint i = 1; i < venues->len; i++) {
        const ChairliftVenue *first = venues->pdata[i - 1];
        const ChairliftVenue *second = venues->pdata[i];
        if (strcmp(first->id, second->id) == 0) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                        "%s:%u: id \"%s\" is taken by %s; choose another", second->file,
                        second->line, second->id, first->file);
            return NULL;
        }
    }
    return g_steal_pointer(&venues);
}

/* ---- finding ------------------------------------------------------------------------------------
 */

/* Every entry's first member is its id. */
static gconstpointer find_entry(const GPtrArray *entries, const char *id)
{
    for (guint i = 0; i < entries->len; i++) {
        if (strcmp(*(char *const *)entries->pdata[i], id) == 0)
            return entries->pdata[i];
    }
    return NULL;
}

G_STATIC_ASSERT(G_STRUCT_OFFSET(ChairliftTopic, id) == 0);
G_STATIC_ASSERT(G_STRUCT_OFFSET(ChairliftTrack, id) == 0);
G_STATIC_ASSERT(G_STRUCT_OFFSET(ChairliftTemplate, id) == 0);
G_STATIC_ASSERT(G_STRUCT_OFFSET(ChairliftRule, id) == 0);
G_STATIC_ASSERT(G_STRUCT_OFFSET(ChairliftDate, id) == 0);

/* Case-folded words without punctuation and "and": "Circuits & Causal Analysis" as
 * "circuits causal analysis". */
static char *fold_name(const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    g_autofree char *normal = g_utf8_normalize(valid, -1, G_NORMALIZE_ALL);
    g_autofree char *folded = g_utf8_casefold(normal, -1);
    for (char *at = folded; *at != '\0'; at++) {
        if ((guchar)*at < 0x80 && !g_ascii_isalnum(*at))
            *at = ' ';
    }
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    GString *result = g_string_new(NULL);
    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0' || strcmp(*word, "and") == 0)
            continue;
        if (result->len > 0)
            g_string_append_c(result, ' ');
        g_string_append(result, *word);
    }
    return g_string_free(result, FALSE);
}

const ChairliftTopic *chairlift_venue_find_topic(const ChairliftVenue *venue, const char *name)
{
    const ChairliftTopic *exact = find_entry(venue->topics, name);
    if (exact != NULL)
        return exact;
    g_autofree char *wanted = fold_name(name);
    for (guint i = 0; i < venue->topics->len; i++) {
        const ChairliftTopic *topic = venue->topics->pdata[i];
        g_autofree char *folded_name = fold_name(topic->name);
        g_autofree char *folded_id = fold_name(topic->id);
        if (strcmp(folded_name, wanted) == 0 || strcmp(folded_id, wanted) == 0)
            return topic;
    }
    return NULL;
}

const ChairliftTrack *chairlift_venue_find_track(const ChairliftVenue *venue, const char *id)
{
    return find_entry(venue->tracks, id);
}

const ChairliftTemplate *chairlift_venue_find_template(const ChairliftVenue *venue, const char *id)
{
    return find_entry(venue->templates, id);
}

const ChairliftRule *chairlift_venue_find_rule(const ChairliftVenue *venue, const char *id)
{
    return find_entry(venue->rules, id);
}

const ChairliftDate *chairlift_venue_find_date(const ChairliftVenue *venue, const char *id)
{
    return find_entry(venue->dates, id);
}

const char *chairlift_rule_level_name(ChairliftRuleLevel level)
{
    switch (level) {
    case CHAIRLIFT_RULE_MUST:
        return "must";
    case CHAIRLIFT_RULE_SHOULD:
        return "should";
    case CHAIRLIFT_RULE_MAY:
        return "may";
    }
    g_assert_not_reached();
}

/* ---- venue and model ----------------------------------------------------------------------------
 */

gboolean chairlift_venue_check_topics(const ChairliftVenue *venue, const char *const *model_topics,
                                      GError **error)
{
    for (guint i = 0; i < venue->topics->len; i++) {
        const ChairliftTopic *topic = venue->topics->pdata[i];
        if (!g_strv_contains(model_topics, topic->id)) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL,
                        "%s:%u: topic \"%s\" has no model; run make train", venue->file,
                        topic->line, topic->id);
            return FALSE;
        }
    }
    for (const char *const *id = model_topics; *id != NULL; id++) {
        if (find_entry(venue->topics, *id) == NULL) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL,
                        "%s:%u: the model of %s has a topic \"%s\" that the file lacks; "
                        "run make train",
                        venue->file, venue->line, venue->id, *id);
            return FALSE;
        }
    }
    return TRUE;
}
