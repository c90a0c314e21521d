/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who and what a name stands for. Institutions are compared by their registered domain ("cs.x.edu"
 * and "x.edu" are one), which is guessed from the shape of the name: under a country's two letters,
 * "ac", "edu", "co" and their like are not somebody's own.
 */
#include "names.h"

#include "institutions.h"

#include <string.h>

#include "chairlift/routing.h"

/* Where everybody has an address, and nobody works. */
static const char *const PUBLIC_MAIL[] = {
    "gmail.com",      "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com",    "icloud.com",
    "me.com",         "mac.com",        "live.com",    "msn.com",     "aol.com",      "proton.me",
    "protonmail.com", "pm.me",          "gmx.de",      "gmx.net",     "gmx.com",      "web.de",
    "qq.com",         "163.com",        "126.com",     "foxmail.com", "yandex.ru",    "mail.ru",
    "naver.com",      "fastmail.com",   "zoho.com",    "hey.com",     "tutanota.com", "posteo.de"};

static const char *const SHARED_LABELS[] = {"ac",  "co",  "edu", "com", "gov", "org",
                                            "net", "gob", "go",  "ne",  "or",  "res"};

static gboolean is_one_of(const char *word, gsize length, const char *const *words, gsize count)
{
    for (gsize i = 0; i < count; i++) {
        if (strlen(words[i]) == length && g_ascii_strncasecmp(words[i], word, length) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The part of a domain that its owner registered, in lower case; NULL for a public mail provider's
 * or what is no domain. */
static char *registered_domain(const char *domain)
{
    g_auto(GStrv) labels = g_strsplit(domain, ".", -1);
    const guint count = g_strv_length(labels);
    for (guint i = 0; i < count; i++) {
        if (*labels[i] == '\0')
            return NULL;
    }
    if (count < 2)
        return NULL;
    const char *second = labels[count - 2];
    const gboolean is_shared =
        count > 2 && strlen(labels[count - 1]) == 2 &&
        is_one_of(second, strlen(second), SHARED_LABELS, G_N_ELEMENTS(SHARED_LABELS));
    g_autofree char *joined = g_strjoinv(".", labels + count - (is_shared ? 3 : 2));
    if (is_one_of(joined, strlen(joined), PUBLIC_MAIL, G_N_ELEMENTS(PUBLIC_MAIL)))
        return NULL;
    return g_ascii_strdown(joined, -1);
}

/* One spelling of a name: case folded, letters and digits with single spaces between. */
static char *fold_name(const char *name)
{
    g_autofree char *folded = g_utf8_casefold(name, -1);
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean gap = FALSE;
    for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        if (!g_unichar_isalnum(character) && !g_unichar_ismark(character)) {
            gap = text->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(text, ' ');
        gap = FALSE;
        g_string_append_unichar(text, character);
    }
    return g_strdup(text->str);
}

char *chairlift_names_institution(const char *institution)
{
    if (strchr(institution, '.') != NULL && strpbrk(institution, " ,") == NULL)
        return registered_domain(institution[0] == '@' ? institution + 1 : institution);
    char *key = fold_name(institution);
    if (*key == '\0')
        g_clear_pointer(&key, g_free);
    return key;
}

char *chairlift_names_email_institution(const char *email)
{
    const char *at = strrchr(email, '@');
    return at != NULL ? registered_domain(at + 1) : NULL;
}

char *chairlift_names_fold(const char *id)
{
    return g_utf8_casefold(id, -1);
}

char *chairlift_names_name_key(const char *name)
{
    g_autofree char *folded = fold_name(name);
    return *folded != '\0' ? g_strconcat("\n", folded, NULL) : NULL;
}

/* ---- filling the tables ---------------------------------------------------------------------- */

static void free_numbers(gpointer data)
{
    g_array_unref(data);
}

static void free_others(gpointer data)
{
    g_ptr_array_unref(data);
}

/* Takes ownership of key, which may be NULL. */
static void put(GHashTable *table, char *key, guint number)
{
    if (key == NULL)
        return;
    GArray *numbers = g_hash_table_lookup(table, key);
    if (numbers == NULL) {
        numbers = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(table, key, numbers);
    } else {
        g_free(key);
    }
    if (numbers->len == 0 || g_array_index(numbers, guint, numbers->len - 1) != number)
        g_array_append_val(numbers, number);
}

static void put_id(GHashTable *table, const char *id, guint number)
{
    if (id != NULL)
        put(table, chairlift_names_fold(id), number);
}

static void put_name(GHashTable *table, const char *name, guint number)
{
    if (name != NULL)
        put(table, chairlift_names_name_key(name), number);
}

static void put_person(ChairliftNames *names, const ChairliftPerson *person, guint number)
{
    put_id(names->people, person->id, number);
    put_id(names->people, person->email, number);
    put_name(names->people, person->name, number);
    for (guint k = 0; k < person->aliases->len; k++)
        put_id(names->people, g_ptr_array_index(person->aliases, k), number);
}

static void link_one_way(ChairliftNames *names, const char *from, const char *to)
{
    char *key = chairlift_names_fold(from);
    GPtrArray *others = g_hash_table_lookup(names->same, key);
    if (others == NULL) {
        others = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(names->same, key, others);
    } else {
        g_free(key);
    }
    char *other = chairlift_names_fold(to);
    if (g_ptr_array_find_with_equal_func(others, other, g_str_equal, NULL))
        g_free(other);
    else
        g_ptr_array_add(others, other);
}

/* A paper that gives an author's profile and e-mail address tells that they are one person. */
static void link_author(ChairliftNames *names, const ChairliftAuthor *author)
{
    if (author->id == NULL || author->email == NULL)
        return;
    link_one_way(names, author->id, author->email);
    link_one_way(names, author->email, author->id);
}

static void put_paper(ChairliftNames *names, const ChairliftPaper *paper, guint number)
{
    put_id(names->papers, paper->id, number);
    put_id(names->papers, paper->number, number);
    for (guint k = 0; k < paper->authors->len; k++) {
        const ChairliftAuthor *author = g_ptr_array_index(paper->authors, k);
        put_id(names->authors, author->id, number);
        put_id(names->authors, author->email, number);
        put_name(names->authors, author->name, number);
        link_author(names, author);
    }
}

static GHashTable *new_table(GDestroyNotify free_value)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_value);
}

GHashTable *chairlift_people_by_institution(const GPtrArray *people)
{
    GHashTable *institutions = new_table(free_numbers);
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (person->email != NULL)
            put(institutions, chairlift_names_email_institution(person->email), i);
        for (guint k = 0; k < person->institutions->len; k++)
            put(institutions,
                chairlift_names_institution(g_ptr_array_index(person->institutions, k)), i);
    }
    return institutions;
}

ChairliftNames *chairlift_names_new(const GPtrArray *papers, const GPtrArray *people)
{
    ChairliftNames *names = g_new0(ChairliftNames, 1);
    names->people = new_table(free_numbers);
    names->papers = new_table(free_numbers);
    names->authors = new_table(free_numbers);
    names->institutions = chairlift_people_by_institution(people);
    names->same = new_table(free_others);
    for (guint i = 0; i < people->len; i++)
        put_person(names, g_ptr_array_index(people, i), i);
    for (guint i = 0; i < papers->len; i++)
        put_paper(names, ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper, i);
    return names;
}

void chairlift_names_free(ChairliftNames *names)
{
    if (names == NULL)
        return;
    g_hash_table_unref(names->people);
    g_hash_table_unref(names->papers);
    g_hash_table_unref(names->authors);
    g_hash_table_unref(names->institutions);
    g_hash_table_unref(names->same);
    g_free(names);
}

/* ---- looking up ------------------------------------------------------------------------------ */

static const GArray *find_id(GHashTable *table, const char *id)
{
    g_autofree char *key = chairlift_names_fold(id);
    return g_hash_table_lookup(table, key);
}

static const GArray *find_name(GHashTable *table, const char *name)
{
    g_autofree char *key = chairlift_names_name_key(name);
    return key != NULL ? g_hash_table_lookup(table, key) : NULL;
}

/* People by another id or address of the same person. */
static const GArray *find_same(const ChairliftNames *names, const char *id)
{
    g_autofree char *key = chairlift_names_fold(id);
    const GPtrArray *others = g_hash_table_lookup(names->same, key);
    const GArray *found = NULL;
    for (guint i = 0; others != NULL && found == NULL && i < others->len; i++)
        found = g_hash_table_lookup(names->people, g_ptr_array_index(others, i));
    return found;
}

const GArray *chairlift_names_papers(const ChairliftNames *names, const char *id)
{
    return find_id(names->papers, id);
}

const GArray *chairlift_names_people(const ChairliftNames *names, const char *name)
{
    const GArray *found = find_id(names->people, name);
    if (found == NULL)
        found = find_same(names, name);
    return found != NULL ? found : find_name(names->people, name);
}

const GArray *chairlift_names_papers_of(const ChairliftNames *names, const char *name)
{
    const GArray *found = find_id(names->papers, name);
    if (found == NULL)
        found = find_id(names->authors, name);
    return found != NULL ? found : find_name(names->authors, name);
}
