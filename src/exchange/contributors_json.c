/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contributors from JSON: the authors of an OpenReview note, OpenReview profiles, or plain records.
 *
 * Reference: https://docs.openreview.net, API 2, "Note" and "Profile". */
#include "contributors.h"
#include "json_paper.h"

#include <string.h>

typedef void (*AddFunction)(ChairliftContributor *person, const char *text);

/* Adds a text, or the texts of an array. */
static void add_texts(ChairliftContributor *person, const json_t *value, AddFunction function)
{
    if (json_is_string(value))
        function(person, json_string_value(value));
    for (gsize i = 0; i < json_array_size(value); i++) {
        if (json_is_string(json_array_get(value, i)))
            function(person, json_string_value(json_array_get(value, i)));
    }
}

/* A field's value in either version of the API. */
static const json_t *field(const json_t *content, const char *name)
{
    const json_t *value = json_object_get(content, name);
    return json_is_object(value) && json_object_get(value, "value") != NULL
               ? json_object_get(value, "value")
               : value;
}

static const char *text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* ---- profiles -------------------------------------------------------------------------------- */

static void add_profile_name(ChairliftContributor *person, const json_t *name)
{
    const char *first = text(name, "first"), *middle = text(name, "middle");
    const char *last = text(name, "last"), *full = text(name, "fullname");
    if (last != NULL) {
        g_autofree char *given =
            g_strjoin(" ", first != NULL ? first : "", middle != NULL ? middle : "", NULL);
        chairlift_contributor_add_parts(person, given, last);
    } else if (full != NULL) {
        chairlift_contributor_add_name(person, full);
    }
}

/* Where they are now: past employers are in many papers for other reasons. */
static void add_history(ChairliftContributor *person, const json_t *history)
{
    for (gsize i = 0; i < json_array_size(history); i++) {
        const json_t *position = json_array_get(history, i);
        if (i > 0 && json_is_number(json_object_get(position, "end")))
            continue;
        const json_t *institution = json_object_get(position, "institution");
        add_texts(person, json_object_get(institution, "name"),
                  chairlift_contributor_add_institution);
        add_texts(person, json_object_get(institution, "domain"),
                  chairlift_contributor_add_institution);
    }
}

static ChairliftContributor *read_profile(const json_t *profile)
{
    static const char *const EMAILS[] = {"preferredEmail", "emails", "emailsConfirmed"};
    static const char *const PAGES[] = {"homepage", "github", "huggingface", "linkedin"};
    const json_t *content = json_object_get(profile, "content");
    const json_t *names = field(content, "names");
    ChairliftContributor *person = chairlift_contributor_new();
    for (gsize i = 0; i < json_array_size(names); i++)
        add_profile_name(person, json_array_get(names, i));
    for (gsize i = 0; i < G_N_ELEMENTS(EMAILS); i++)
        add_texts(person, field(content, EMAILS[i]), chairlift_contributor_add_email);
    for (gsize i = 0; i < G_N_ELEMENTS(PAGES); i++)
        add_texts(person, field(content, PAGES[i]), chairlift_contributor_add_account);
    add_history(person, field(content, "history"));
    return person;
}

/* ---- notes ----------------------------------------------------------------------------------- */

static void add_authors(ChairliftContributors *contributors, const ChairliftPaper *paper)
{
    for (guint i = 0; i < paper->authors->len; i++) {
        const ChairliftAuthor *author = g_ptr_array_index(paper->authors, i);
        ChairliftContributor *person = chairlift_contributor_new();
        if (author->name != NULL)
            chairlift_contributor_add_name(person, author->name);
        if (author->id != NULL)
            chairlift_contributor_add_profile_id(person, author->id);
        if (author->email != NULL)
            chairlift_contributor_add_email(person, author->email);
        if (author->institution != NULL)
            chairlift_contributor_add_institution(person, author->institution);
        chairlift_contributors_add(contributors, person);
    }
}

static void read_paper(ChairliftContributors *contributors, const json_t *value)
{
    ChairliftPaper *paper = chairlift_paper_new("", "");
    if (chairlift_note_is_note(value))
        chairlift_note_read(value, paper);
    else
        chairlift_record_read(value, paper);
    add_authors(contributors, paper);
    chairlift_paper_free(paper);
}

/* ---- plain records --------------------------------------------------------------------------- */

static ChairliftContributor *read_record(const json_t *record)
{
    static const char *const NAMES[] = {"name", "fullname"};
    static const char *const EMAILS[] = {"email", "emails"};
    static const char *const INSTITUTIONS[] = {"institution", "institutions", "affiliation"};
    static const char *const ACCOUNTS[] = {"github", "huggingface", "accounts", "homepage"};
    ChairliftContributor *person = chairlift_contributor_new();
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        add_texts(person, json_object_get(record, NAMES[i]), chairlift_contributor_add_name);
    const char *given = text(record, "given_name"), *family = text(record, "family_name");
    if (family != NULL)
        chairlift_contributor_add_parts(person, given, family);
    for (gsize i = 0; i < G_N_ELEMENTS(EMAILS); i++)
        add_texts(person, json_object_get(record, EMAILS[i]), chairlift_contributor_add_email);
    for (gsize i = 0; i < G_N_ELEMENTS(INSTITUTIONS); i++)
        add_texts(person, json_object_get(record, INSTITUTIONS[i]),
                  chairlift_contributor_add_institution);
    for (gsize i = 0; i < G_N_ELEMENTS(ACCOUNTS); i++)
        add_texts(person, json_object_get(record, ACCOUNTS[i]), chairlift_contributor_add_account);
    return person;
}

/* ---- the file -------------------------------------------------------------------------------- */

static gboolean is_paper(const json_t *value)
{
    return (chairlift_note_is_note(value) &&
            field(json_object_get(value, "content"), "names") == NULL) ||
           json_object_get(value, "authors") != NULL || json_object_get(value, "title") != NULL;
}

static void read_value(ChairliftContributors *contributors, const json_t *value)
{
    if (json_is_string(value))
        chairlift_contributors_add(contributors,
                                   chairlift_contributor_from_line(json_string_value(value)));
    else if (is_paper(value))
        read_paper(contributors, value);
    else if (chairlift_note_is_note(value))
        chairlift_contributors_add(contributors, read_profile(value));
    else
        chairlift_contributors_add(contributors, read_record(value));
}

/* The list that a file holds, alone or as the one member that has it. */
static const json_t *find_list(const json_t *root)
{
    static const char *const LISTS[] = {"notes", "profiles", "contributors", "people"};
    for (gsize i = 0; i < G_N_ELEMENTS(LISTS); i++) {
        if (json_is_array(json_object_get(root, LISTS[i])))
            return json_object_get(root, LISTS[i]);
    }
    return root;
}

gboolean chairlift_contributors_read_json(ChairliftContributors *contributors, const char *name,
                                          const char *bytes, gsize length, GError **error)
{
    json_error_t problem;
    json_t *root = json_loadb(bytes, length, 0, &problem);
    if (root == NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s:%d: %s", name, problem.line,
                    problem.text);
        return FALSE;
    }
    const json_t *list = find_list(root);
    guint papers = 0;
    for (gsize i = 0; i < json_array_size(list); i++)
        papers += is_paper(json_array_get(list, i)) ? 1 : 0;
    if (papers > 1)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s: this holds %u papers; give the note of the one paper that is checked",
                    name, papers);
    for (gsize i = 0; papers <= 1 && i < json_array_size(list); i++)
        read_value(contributors, json_array_get(list, i));
    if (json_is_object(list))
        read_value(contributors, list);
    json_decref(root);
    return papers <= 1;
}
