/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "venues_json.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text != NULL ? json_string(text) : json_null());
}

static void set_number(json_t *object, const char *key, guint number)
{
    json_object_set_new(object, key, json_integer(number));
}

static json_t *texts_to_json(char **texts)
{
    json_t *array = json_array();
    for (char **text = texts; *text != NULL; text++)
        json_array_append_new(array, json_string(*text));
    return array;
}

/* An object that begins with the members most entries have; NULL members are left out. */
static json_t *entry_to_json(const char *id, const char *name, const char *description)
{
    json_t *object = json_object();
    set_text(object, "id", id);
    if (name != NULL)
        set_text(object, "name", name);
    if (description != NULL)
        set_text(object, "description", description);
    return object;
}

static json_t *topic_to_json(gconstpointer data)
{
    const ChairliftTopic *topic = data;
    json_t *object = entry_to_json(topic->id, topic->name, topic->description);
    if (topic->like != NULL)
        json_object_set_new(object, "like", texts_to_json(topic->like));
    set_text(object, "source", topic->source);
    return object;
}

static json_t *group_to_json(gconstpointer data)
{
    const ChairliftTopicGroup *group = data;
    json_t *object = entry_to_json(group->id, group->name, group->description);
    json_object_set_new(object, "topics", texts_to_json(group->topics));
    set_text(object, "source", group->source);
    return object;
}

static json_t *template_to_json(gconstpointer data)
{
    const ChairliftTemplate *template = data;
    json_t *object = entry_to_json(template->id, template->name, NULL);
    if (template->year > 0)
        json_object_set_new(object, "year", json_integer(template->year));
    set_text(object, "url", template->url);
    set_text(object, "source", template->source);
    return object;
}

static json_t *track_to_json(gconstpointer data)
{
    const ChairliftTrack *track = data;
    json_t *object = entry_to_json(track->id, track->name, track->description);
    json_t *limits = json_array();
    for (guint i = 0; i < track->limits->len; i++) {
        const ChairliftPageLimit *limit = &g_array_index(track->limits, ChairliftPageLimit, i);
        json_t *item = json_object();
        set_text(item, "template", limit->template_id);
        set_text(item, "form", limit->form);
        set_number(item, "pages", limit->pages);
        json_array_append_new(limits, item);
    }
    json_object_set_new(object, "page_limits", limits);
    set_text(object, "source", track->source);
    return object;
}

static json_t *rule_to_json(gconstpointer data)
{
    const ChairliftRule *rule = data;
    json_t *object = entry_to_json(rule->id, NULL, NULL);
    set_text(object, "level", chairlift_rule_level_name(rule->level));
    set_text(object, "value", rule->value);
    set_text(object, "text", rule->text);
    set_text(object, "source", rule->source);
    return object;
}

static json_t *date_to_json(gconstpointer data)
{
    const ChairliftDate *date = data;
    json_t *object = entry_to_json(date->id, date->name, NULL);
    set_text(object, "day", date->day);
    set_text(object, "zone", date->zone);
    set_text(object, "source", date->source);
    return object;
}

static void set_entries(json_t *object, const char *key, const GPtrArray *entries,
                        json_t *(*entry_json)(gconstpointer))
{
    json_t *array = json_array();
    for (guint i = 0; i < entries->len; i++)
        json_array_append_new(array, entry_json(entries->pdata[i]));
    json_object_set_new(object, key, array);
}

json_t *venue_to_json(const ChairliftVenue *venue)
{
    json_t *object = entry_to_json(venue->id, venue->name, NULL);
    set_text(object, "url", venue->url);
    set_text(object, "file", venue->file);
    json_t *theme = json_object();
    set_text(theme, "name", venue->theme_name);
    set_text(theme, "description", venue->theme_description);
    set_text(theme, "labels", venue->theme_labels);
    if (venue->theme_like != NULL)
        json_object_set_new(theme, "like", texts_to_json(venue->theme_like));
    json_object_set_new(object, "theme", theme);
    set_text(object, "topic_labels", venue->topic_labels);
    set_number(object, "most_topics", venue->most_topics);
    set_entries(object, "topics", venue->topics, topic_to_json);
    set_entries(object, "groups", venue->groups, group_to_json);
    set_entries(object, "templates", venue->templates, template_to_json);
    set_entries(object, "tracks", venue->tracks, track_to_json);
    set_entries(object, "rules", venue->rules, rule_to_json);
    set_entries(object, "dates", venue->dates, date_to_json);
    set_text(object, "anonymity", venue->anonymity);
    set_text(object, "archival", venue->archival);
    json_object_set_new(object, "not_counted", texts_to_json(venue->not_counted));
    set_number(object, "camera_ready_pages", venue->camera_ready_pages);
    set_text(object, "camera_ready_template", venue->camera_ready_template);
    json_t *reciprocal = json_object();
    set_number(reciprocal, "reviewers_per_submission", venue->reciprocal.reviewers_per_submission);
    set_number(reciprocal, "papers_per_reviewer", venue->reciprocal.papers_per_reviewer);
    set_number(reciprocal, "submissions_per_reviewer", venue->reciprocal.submissions_per_reviewer);
    json_object_set_new(object, "reciprocal_reviewing", reciprocal);
    return object;
}

json_t *venues_to_json(const GPtrArray *venues)
{
    json_t *array = json_array();
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        const ChairliftDate *deadline = chairlift_venue_find_date(venue, "submission");
        json_t *object = entry_to_json(venue->id, venue->name, NULL);
        set_text(object, "submission", deadline != NULL ? deadline->day : NULL);
        set_number(object, "topics", venue->topics->len);
        set_number(object, "tracks", venue->tracks->len);
        json_array_append_new(array, object);
    }
    return array;
}
