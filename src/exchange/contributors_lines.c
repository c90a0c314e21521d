/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contributors from plain lines. What a field is, it says itself: an address has an "@", an account
 * its host or a label; of the others the first is the name and the rest are institutions. */
#include "contributors.h"

#include <string.h>

enum { MAX_FIELDS = 100 };

/* What follows a label ("github:", "Hugging Face = "), or NULL. */
static const char *after_label(const char *field, const char *label)
{
    if (g_ascii_strncasecmp(field, label, strlen(label)) != 0)
        return NULL;
    field += strlen(label);
    field += strspn(field, " ");
    if (*field != ':' && *field != '=')
        return NULL;
    field++;
    return field + strspn(field, " ");
}

static gboolean add_labelled(ChairliftContributor *person, const char *field)
{
    static const char *const ACCOUNTS[] = {"github", "gh",      "huggingface", "hugging face", "hf",
                                           "gitlab", "twitter", "homepage",    "web"};
    static const char *const INSTITUTIONS[] = {"institution", "affiliation"};
    for (gsize i = 0; i < G_N_ELEMENTS(ACCOUNTS); i++) {
        const char *account = after_label(field, ACCOUNTS[i]);
        if (account != NULL) {
            chairlift_contributor_add_account(person, account);
            return TRUE;
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(INSTITUTIONS); i++) {
        const char *name = after_label(field, INSTITUTIONS[i]);
        if (name != NULL) {
            chairlift_contributor_add_institution(person, name);
            return TRUE;
        }
    }
    return FALSE;
}

/* A name without spaces that nobody is called by: "jdoe-ml", "jdoe42". */
static gboolean is_user_name(const char *field)
{
    if (strchr(field, ' ') != NULL || g_str_is_ascii(field) == FALSE)
        return FALSE;
    gboolean capital = g_ascii_isupper(field[0]);
    return !capital || strpbrk(field, "0123456789_") != NULL;
}

static gboolean is_page(const char *field)
{
    return strstr(field, "://") != NULL || strstr(field, "github.com/") != NULL ||
           strstr(field, "huggingface.co/") != NULL || strstr(field, "hf.co/") != NULL ||
           strstr(field, "github.io") != NULL;
}

/* Adds a field that says what it is. */
static gboolean add_plain(ChairliftContributor *person, const char *field)
{
    if (*field == '\0' || add_labelled(person, field) ||
        chairlift_contributor_add_profile_id(person, field))
        return TRUE;
    if (is_page(field) || (*field == '@' && strchr(field, '.') == NULL)) {
        chairlift_contributor_add_account(person, field);
        return TRUE;
    }
    if (strchr(field, '@') != NULL) {
        chairlift_contributor_add_email(person, field);
        return TRUE;
    }
    if (is_user_name(field)) {
        chairlift_contributor_add_account(person, field);
        return TRUE;
    }
    return FALSE;
}

static gboolean sounds_like_institution(const char *field)
{
    static const char *const WORDS[] = {"univ",    "institut", "college", "school",    "labor",
                                        "academy", "research", "center",  "centre",    "inc",
                                        "gmbh",    "ltd",      "corp",    "department"};
    g_autofree char *folded = g_utf8_casefold(field, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (strstr(folded, WORDS[i]) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* Fields that say nothing of themselves. "Doe, Jane" is one name; "Jane Doe, Somewhere" is not. */
static void add_names(ChairliftContributor *person, const GPtrArray *fields)
{
    guint used = 1;
    const char *first = fields->len > 0 ? g_ptr_array_index(fields, 0) : NULL;
    const char *second = fields->len > 1 ? g_ptr_array_index(fields, 1) : NULL;
    if (first == NULL)
        return;
    const gboolean surname_first = second != NULL && g_unichar_isalpha(g_utf8_get_char(first)) &&
                                   strchr(first, ' ') == NULL && !sounds_like_institution(second);
    if (surname_first) {
        g_autofree char *name = g_strconcat(first, ", ", second, NULL);
        chairlift_contributor_add_name(person, name);
        used = 2;
    } else {
        chairlift_contributor_add_name(person, first);
    }
    for (guint i = used; i < fields->len; i++)
        chairlift_contributor_add_institution(person, g_ptr_array_index(fields, i));
}

/* Moves addresses in angle brackets, "Jane Doe <jane@example.org>", out of a line. */
static void take_bracketed(ChairliftContributor *person, char *line)
{
    char *open;
    while ((open = strchr(line, '<')) != NULL) {
        char *close = strchr(open, '>');
        if (close == NULL)
            return;
        *close = '\0';
        add_plain(person, g_strstrip(open + 1));
        memset(open, ' ', (gsize)(close - open + 1));
        *open = ',';
    }
}

ChairliftContributor *chairlift_contributor_from_line(const char *line)
{
    g_autofree char *copy = g_strdup(line);
    g_autoptr(ChairliftContributor) person = chairlift_contributor_new();
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    take_bracketed(person, copy);
    g_auto(GStrv) fields = g_strsplit_set(copy, ",;|\t", MAX_FIELDS);
    for (char **field = fields; *field != NULL; field++) {
        if (!add_plain(person, g_strstrip(*field)))
            g_ptr_array_add(names, *field);
    }
    add_names(person, names);
    return g_steal_pointer(&person);
}

gboolean chairlift_contributors_read_lines(ChairliftContributors *contributors, const char *text)
{
    g_auto(GStrv) lines = g_strsplit_set(text, "\r\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        char *start = g_strstrip(*line);
        start += strspn(start, "-*\342\200\242 "); /* of a list */
        if (*start != '\0' && *start != '#' && g_utf8_validate(start, -1, NULL))
            chairlift_contributors_add(contributors, chairlift_contributor_from_line(start));
    }
    return TRUE;
}
