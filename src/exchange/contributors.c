/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contributors: memory, what a file of them is, and names in their parts. */
#include "contributors.h"

#include "input.h"
#include "latex.h"

#include <string.h>

#include "chairlift/paper.h"

enum { MAX_BYTES = 16 * 1024 * 1024, MAX_PEOPLE = 5000 };

/* ---- memory ---------------------------------------------------------------------------------- */

static void free_name(gpointer data)
{
    ChairliftContributorName *name = data;
    g_free(name->given);
    g_free(name->family);
    g_free(name);
}

ChairliftContributor *chairlift_contributor_new(void)
{
    ChairliftContributor *contributor = g_new(ChairliftContributor, 1);
    contributor->names = g_ptr_array_new_with_free_func(free_name);
    contributor->emails = g_ptr_array_new_with_free_func(g_free);
    contributor->institutions = g_ptr_array_new_with_free_func(g_free);
    contributor->accounts = g_ptr_array_new_with_free_func(g_free);
    return contributor;
}

void chairlift_contributor_free(ChairliftContributor *contributor)
{
    if (contributor == NULL)
        return;
    g_ptr_array_unref(contributor->names);
    g_ptr_array_unref(contributor->emails);
    g_ptr_array_unref(contributor->institutions);
    g_ptr_array_unref(contributor->accounts);
    g_free(contributor);
}

static void free_contributor(gpointer data)
{
    chairlift_contributor_free(data);
}

ChairliftContributors *chairlift_contributors_new(void)
{
    ChairliftContributors *contributors = g_new(ChairliftContributors, 1);
    contributors->people = g_ptr_array_new_with_free_func(free_contributor);
    return contributors;
}

void chairlift_contributors_free(ChairliftContributors *contributors)
{
    if (contributors == NULL)
        return;
    g_ptr_array_unref(contributors->people);
    g_free(contributors);
}

void chairlift_contributors_add(ChairliftContributors *contributors,
                                ChairliftContributor *contributor)
{
    if (contributor == NULL)
        return;
    if (contributors->people->len < MAX_PEOPLE &&
        contributor->names->len + contributor->emails->len + contributor->institutions->len +
                contributor->accounts->len >
            0)
        g_ptr_array_add(contributors->people, contributor);
    else
        chairlift_contributor_free(contributor);
}

/* ---- names ----------------------------------------------------------------------------------- */

static gboolean has_letter(const char *text)
{
    for (; text != NULL && *text != '\0'; text = g_utf8_next_char(text)) {
        if (g_unichar_isalpha(g_utf8_get_char(text)))
            return TRUE;
    }
    return FALSE;
}

void chairlift_contributor_add_parts(ChairliftContributor *contributor, const char *given,
                                     const char *family)
{
    if (!has_letter(given) && !has_letter(family))
        return;
    ChairliftContributorName *name = g_new(ChairliftContributorName, 1);
    name->given = has_letter(given) ? g_strstrip(g_strdup(given)) : NULL;
    name->family = has_letter(family) ? g_strstrip(g_strdup(family)) : NULL;
    if (name->family == NULL)
        name->family = g_steal_pointer(&name->given);
    g_ptr_array_add(contributor->names, name);
}

/* Whether a word begins with a small letter, as "van" and "de" do. */
static gboolean is_particle(const char *word)
{
    return g_unichar_islower(g_utf8_get_char(word));
}

static gboolean is_suffix(const char *word)
{
    static const char *const SUFFIXES[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", NULL};
    return g_strv_contains(SUFFIXES, word);
}

/* "Jane H. van der Berg": the family name is the last word and the particles before it. */
static void add_in_order(ChairliftContributor *contributor, const char *name)
{
    g_auto(GStrv) words = g_strsplit(name, " ", -1);
    guint count = g_strv_length(words);
    if (count > 1 && is_suffix(words[count - 1]))
        g_clear_pointer(&words[--count], g_free);
    guint family = count > 0 ? count - 1 : 0;
    while (family > 1 && is_particle(words[family - 1]))
        family--;
    g_autofree char *last = g_strjoinv(" ", words + family);
    for (guint i = family; i < count; i++)
        g_clear_pointer(&words[i], g_free);
    g_autofree char *first = g_strjoinv(" ", words);
    chairlift_contributor_add_parts(contributor, first, last);
}

void chairlift_contributor_add_name(ChairliftContributor *contributor, const char *name)
{
    g_autofree char *plain = chairlift_latex_to_text(name);
    g_autofree char *clean = plain != NULL ? chairlift_paper_clean_text(plain, -1, NULL) : NULL;
    if (clean == NULL)
        return;
    char *comma = strchr(clean, ',');
    if (comma == NULL) {
        add_in_order(contributor, clean);
        return;
    }
    *comma = '\0';
    const char *given = comma + 1, *second = strchr(given, ',');
    chairlift_contributor_add_parts(contributor, second != NULL ? second + 1 : given, clean);
}

gboolean chairlift_contributor_add_profile_id(ChairliftContributor *contributor, const char *id)
{
    if (id[0] != '~')
        return FALSE;
    g_autofree char *name = g_strdelimit(g_strdup(id + 1), "_", ' ');
    gsize length = strlen(name);
    while (length > 0 && g_ascii_isdigit(name[length - 1]))
        name[--length] = '\0';
    chairlift_contributor_add_name(contributor, name);
    return TRUE;
}

/* ---- addresses and accounts ------------------------------------------------------------------ */

static void add_once(GPtrArray *strings, char *string)
{
    if (*string != '\0' && !g_ptr_array_find_with_equal_func(strings, string, g_str_equal, NULL))
        g_ptr_array_add(strings, string);
    else
        g_free(string);
}

void chairlift_contributor_add_email(ChairliftContributor *contributor, const char *email)
{
    const char *at = strchr(email, '@');
    if (at == NULL || at == email || strchr(at, '.') == NULL || strchr(email, '*') != NULL)
        return;
    add_once(contributor->emails, g_strstrip(g_ascii_strdown(email, -1)));
}

void chairlift_contributor_add_institution(ChairliftContributor *contributor, const char *name)
{
    g_autofree char *plain = chairlift_latex_to_text(name);
    if (plain != NULL && has_letter(plain))
        add_once(contributor->institutions, g_strstrip(g_strdup(plain)));
}

/* What follows the scheme and "www." of an address. */
static const char *skip_scheme(const char *address)
{
    const char *scheme = strstr(address, "://");
    if (scheme != NULL)
        address = scheme + 3;
    return g_ascii_strncasecmp(address, "www.", 4) == 0 ? address + 4 : address;
}

void chairlift_contributor_add_account(ChairliftContributor *contributor, const char *account)
{
    static const char *const HOSTS[] = {"github.com/",      "gitlab.com/",   "huggingface.co/",
                                        "hf.co/",           "twitter.com/",  "x.com/",
                                        "linkedin.com/in/", "bitbucket.org/"};
    g_autofree char *trimmed = g_strstrip(g_strdup(account));
    const char *rest = skip_scheme(trimmed);
    if (*rest == '@')
        rest++;
    for (gsize i = 0; i < G_N_ELEMENTS(HOSTS); i++) {
        if (g_ascii_strncasecmp(rest, HOSTS[i], strlen(HOSTS[i])) != 0)
            continue;
        rest += strlen(HOSTS[i]);
        add_once(contributor->accounts, g_strndup(rest, strcspn(rest, "/?# ")));
        return;
    }
    g_autofree char *page = g_strdup(rest);
    while (g_str_has_suffix(page, "/"))
        page[strlen(page) - 1] = '\0';
    add_once(contributor->accounts, g_steal_pointer(&page));
}

/* ---- reading --------------------------------------------------------------------------------- */

/* All of the input as text; NULL with error set. */
static char *read_text(ChairliftInput *input, GError **error)
{
    g_autoptr(GString) bytes = chairlift_input_read_all(
        input, MAX_BYTES, "this is too large to be a list of contributors", error);
    if (bytes == NULL)
        return NULL;
    if (memchr(bytes->str, '\0', bytes->len) != NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s: this is no text; give a list of contributors, a line each",
                    chairlift_input_name(input));
        return NULL;
    }
    return g_utf8_make_valid(bytes->str, (gssize)bytes->len);
}

/* Whether a line begins an entry: "@article{". */
static gboolean is_bibtex(const char *text)
{
    for (const char *at = text; at != NULL; at = strchr(at, '\n')) {
        at += strspn(at, "\n\r\t ");
        if (*at != '@')
            continue;
        const char *end = at + 1;
        while (g_ascii_isalpha(*end))
            end++;
        if (end > at + 1 && (end[strspn(end, " ")] == '{' || end[strspn(end, " ")] == '('))
            return TRUE;
    }
    return FALSE;
}

ChairliftContributors *chairlift_contributors_read(ChairliftInput *input, GError **error)
{
    g_autofree char *text = read_text(input, error);
    if (text == NULL)
        return NULL;
    const gsize length = strlen(text);
    const char *name = chairlift_input_name(input);
    const char first = text[strspn(text, " \t\r\n")];

    g_autoptr(ChairliftContributors) contributors = chairlift_contributors_new();
    gboolean read;
    if (first == '{' || first == '[')
        read = chairlift_contributors_read_json(contributors, name, text, length, error);
    else if (is_bibtex(text))
        read = chairlift_contributors_read_bibtex(contributors, name, text, error);
    else if (chairlift_contributors_is_table(text))
        read = chairlift_contributors_read_table(contributors, name, text, length, error);
    else
        read = chairlift_contributors_read_lines(contributors, text);
    if (read && contributors->people->len == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s: this names nobody; write one person a line (name, e-mail address, "
                    "institution, github: user name), or give CSV, BibTeX or an OpenReview note",
                    name);
        return NULL;
    }
    return read ? g_steal_pointer(&contributors) : NULL;
}
