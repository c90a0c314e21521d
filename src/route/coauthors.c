/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coauthors.h"

#include "chairlift/routing.h"

static void free_array(gpointer data)
{
    g_array_unref(data);
}

static gboolean has_profile(const ChairliftAuthor *author)
{
    return author->id != NULL && *author->id == '~';
}

/* Takes ownership of key, which may be NULL. The latest year of a person stays. */
static void put(GHashTable *table, char *key, ChairliftCoauthor coauthor)
{
    if (key == NULL)
        return;
    GArray *all = g_hash_table_lookup(table, key);
    if (all == NULL) {
        all = g_array_new(FALSE, FALSE, sizeof(ChairliftCoauthor));
        g_hash_table_insert(table, key, all);
    } else {
        g_free(key);
    }
    for (guint i = 0; i < all->len; i++) {
        ChairliftCoauthor *known = &g_array_index(all, ChairliftCoauthor, i);
        if (known->person == coauthor.person && known->by_profile == coauthor.by_profile) {
            known->year = MAX(known->year, coauthor.year);
            return;
        }
    }
    g_array_append_val(all, coauthor);
}

static gboolean is_same_text(char *key, const char *other)
{
    g_autofree char *mine = key;
    g_autofree char *folded = other != NULL ? chairlift_names_fold(other) : NULL;
    return mine != NULL && folded != NULL && g_str_equal(mine, folded);
}

static gboolean is_id_of(const char *id, const ChairliftPerson *person)
{
    if (id == NULL)
        return FALSE;
    if (is_same_text(chairlift_names_fold(id), person->id) ||
        is_same_text(chairlift_names_fold(id), person->email))
        return TRUE;
    for (guint i = 0; i < person->aliases->len; i++) {
        if (is_same_text(chairlift_names_fold(id), g_ptr_array_index(person->aliases, i)))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_person(const ChairliftAuthor *author, const ChairliftPerson *person)
{
    if (is_id_of(author->id, person) || is_id_of(author->email, person))
        return TRUE;
    if (author->name == NULL || person->name == NULL)
        return FALSE;
    g_autofree char *author_key = chairlift_names_name_key(author->name);
    g_autofree char *person_key = chairlift_names_name_key(person->name);
    return g_strcmp0(author_key, person_key) == 0 && author_key != NULL;
}

static void put_coauthors(GHashTable *coauthors, const ChairliftPaper *paper, guint number,
                          const ChairliftPerson *person)
{
    for (guint i = 0; i < paper->authors->len; i++) {
        const ChairliftAuthor *author = g_ptr_array_index(paper->authors, i);
        if (is_person(author, person))
            continue;
        const ChairliftCoauthor coauthor = {number, paper->year, has_profile(author)};
        if (author->id != NULL)
            put(coauthors, chairlift_names_fold(author->id), coauthor);
        if (author->email != NULL)
            put(coauthors, chairlift_names_fold(author->email), coauthor);
        if (author->name != NULL)
            put(coauthors, chairlift_names_name_key(author->name), coauthor);
    }
}

/* People who wrote a paper at hand, and with whom. */
static void put_submission(GHashTable *coauthors, const ChairliftNames *names,
                           const ChairliftPaper *paper, const GPtrArray *people)
{
    for (guint i = 0; i < paper->authors->len; i++) {
        const ChairliftAuthor *author = g_ptr_array_index(paper->authors, i);
        const char *const keys[] = {author->id, author->email, author->name};
        const GArray *found = NULL;
        for (gsize k = 0; k < G_N_ELEMENTS(keys) && found == NULL; k++)
            found = keys[k] != NULL ? chairlift_names_people(names, keys[k]) : NULL;
        for (guint k = 0; found != NULL && k < found->len; k++) {
            const guint number = g_array_index(found, guint, k);
            put_coauthors(coauthors, paper, number, g_ptr_array_index(people, number));
        }
    }
}

GHashTable *chairlift_coauthors_find(const ChairliftNames *names, const GPtrArray *papers,
                                     const GPtrArray *people, guint since)
{
    GHashTable *coauthors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_array);
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        for (guint k = 0; k < person->publications->len; k++) {
            const ChairliftPaper *paper = g_ptr_array_index(person->publications, k);
            if (paper->year == 0 || paper->year >= since)
                put_coauthors(coauthors, paper, i, person);
        }
    }
    for (guint i = 0; i < papers->len; i++)
        put_submission(coauthors, names,
                       ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper, people);
    return coauthors;
}

static guint submission_year(const ChairliftVenue *venue)
{
    for (guint i = 0; i < venue->dates->len; i++) {
        const ChairliftDate *date = g_ptr_array_index(venue->dates, i);
        if (g_str_equal(date->id, "submission"))
            return (guint)g_ascii_strtoull(date->day, NULL, 10);
    }
    return 0;
}

guint chairlift_coauthors_since(const ChairliftVenue *venue, const GPtrArray *people, guint years)
{
    guint year = submission_year(venue);
    for (guint i = 0; year == 0 && i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        for (guint k = 0; k < person->publications->len; k++)
            year = MAX(year,
                       ((const ChairliftPaper *)g_ptr_array_index(person->publications, k))->year);
    }
    return years > 0 && year > years ? year - years : 0;
}

void chairlift_coauthors_of(GHashTable *coauthors, const ChairliftAuthor *author,
                            ChairliftCoauthorFunction function, gpointer user_data)
{
    const char *const ids[] = {author->id, author->email};
    for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_autofree char *key = ids[i] != NULL ? chairlift_names_fold(ids[i]) : NULL;
        const GArray *found = key != NULL ? g_hash_table_lookup(coauthors, key) : NULL;
        for (guint k = 0; found != NULL && k < found->len; k++)
            function(&g_array_index(found, ChairliftCoauthor, k), FALSE, user_data);
    }
    g_autofree char *key = author->name != NULL ? chairlift_names_name_key(author->name) : NULL;
    const GArray *found = key != NULL ? g_hash_table_lookup(coauthors, key) : NULL;
    for (guint k = 0; found != NULL && k < found->len; k++) {
        const ChairliftCoauthor *coauthor = &g_array_index(found, ChairliftCoauthor, k);
        /* Two profiles are two people. */
        if (!coauthor->by_profile || !has_profile(author))
            function(coauthor, TRUE, user_data);
    }
}
