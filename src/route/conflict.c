/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts of interest, from lists and from who wrote what. Institutions are compared by their
 * registered domain ("cs.x.edu" and "x.edu" are one), which is guessed from the shape of the name:
 * under a country's two letters, "ac", "edu", "co" and their like are not somebody's own.
 */
#include "institutions.h"

#include <string.h>

#include "chairlift/routing.h"

struct ChairliftConflicts {
    GHashTable *reasons; /* guint64 *: paper * people + person -> char * */
    guint people;
};

/* What a name stands for in this run. */
typedef struct Index {
    GHashTable *people;       /* folded id, e-mail or name -> GArray of guint */
    GHashTable *papers;       /* id or number -> GArray of guint */
    GHashTable *institutions; /* institution of people -> GArray of guint */
} Index;

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

/* What an institution is compared by; NULL when it says nothing. */
static char *institution_key(const char *institution)
{
    if (strchr(institution, '.') != NULL && strpbrk(institution, " ,") == NULL)
        return registered_domain(institution[0] == '@' ? institution + 1 : institution);
    char *key = fold_name(institution);
    if (*key == '\0')
        g_clear_pointer(&key, g_free);
    return key;
}

static char *email_key(const char *email)
{
    const char *at = strrchr(email, '@');
    return at != NULL ? registered_domain(at + 1) : NULL;
}

/* ---- looking up what a name stands for ------------------------------------------------------ */

static void free_numbers(gpointer data)
{
    g_array_unref(data);
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

static const GArray *find_folded(GHashTable *table, const char *name)
{
    g_autofree char *key = g_utf8_casefold(name, -1);
    return g_hash_table_lookup(table, key);
}

/* Names are kept apart from ids and addresses by a mark before them. */
static char *name_key(const char *name)
{
    g_autofree char *folded = fold_name(name);
    return *folded != '\0' ? g_strconcat("\n", folded, NULL) : NULL;
}

static const GArray *find_person(const Index *index, const char *name)
{
    const GArray *found = find_folded(index->people, name);
    if (found != NULL)
        return found;
    g_autofree char *key = name_key(name);
    return key != NULL ? g_hash_table_lookup(index->people, key) : NULL;
}

static GHashTable *new_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_numbers);
}

GHashTable *chairlift_people_by_institution(const GPtrArray *people)
{
    GHashTable *institutions = new_table();
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (person->email != NULL)
            put(institutions, email_key(person->email), i);
        for (guint k = 0; k < person->institutions->len; k++)
            put(institutions, institution_key(g_ptr_array_index(person->institutions, k)), i);
    }
    return institutions;
}

static void index_people(Index *index, const GPtrArray *people)
{
    index->people = new_table();
    index->institutions = chairlift_people_by_institution(people);
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        put(index->people, g_utf8_casefold(person->id, -1), i);
        if (person->email != NULL)
            put(index->people, g_utf8_casefold(person->email, -1), i);
        if (person->name != NULL)
            put(index->people, name_key(person->name), i);
    }
}

/* Papers by id and number, and by their authors, for people who name those. */
static void index_papers(Index *index, const GPtrArray *papers)
{
    index->papers = new_table();
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftPaper *paper =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper;
        put(index->papers, g_utf8_casefold(paper->id, -1), i);
        if (paper->number != NULL)
            put(index->papers, g_utf8_casefold(paper->number, -1), i);
        for (guint k = 0; k < paper->authors->len; k++) {
            const ChairliftAuthor *author = g_ptr_array_index(paper->authors, k);
            if (author->id != NULL)
                put(index->papers, g_utf8_casefold(author->id, -1), i);
            if (author->email != NULL)
                put(index->papers, g_utf8_casefold(author->email, -1), i);
            if (author->name != NULL)
                put(index->papers, name_key(author->name), i);
        }
    }
}

static const GArray *find_papers(const Index *index, const char *name)
{
    const GArray *found = find_folded(index->papers, name);
    if (found != NULL)
        return found;
    g_autofree char *key = name_key(name);
    return key != NULL ? g_hash_table_lookup(index->papers, key) : NULL;
}

/* ---- finding conflicts ---------------------------------------------------------------------- */

/* The first reason stays. Takes ownership of reason. */
static void add(ChairliftConflicts *conflicts, guint paper, guint person, char *reason)
{
    const gint64 pair = (gint64)paper * conflicts->people + person;
    if (g_hash_table_contains(conflicts->reasons, &pair)) {
        g_free(reason);
        return;
    }
    g_hash_table_insert(conflicts->reasons, g_memdup2(&pair, sizeof pair), reason);
}

static void add_author(ChairliftConflicts *conflicts, const Index *index, const GPtrArray *people,
                       guint paper, const ChairliftAuthor *author)
{
    const char *const keys[] = {author->id, author->email};
    for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
        const GArray *found = keys[k] != NULL ? find_folded(index->people, keys[k]) : NULL;
        for (guint i = 0; found != NULL && i < found->len; i++)
            add(conflicts, paper, g_array_index(found, guint, i), g_strdup("author"));
    }
    g_autofree char *key = author->name != NULL ? name_key(author->name) : NULL;
    const GArray *found = key != NULL ? g_hash_table_lookup(index->people, key) : NULL;
    for (guint i = 0; found != NULL && i < found->len; i++) {
        const guint number = g_array_index(found, guint, i);
        const ChairliftPerson *person = g_ptr_array_index(people, number);
        /* Two profiles are two people. */
        if (author->id == NULL || *author->id != '~' || *person->id != '~')
            add(conflicts, paper, number, g_strdup("has the name of an author"));
    }
}

/* Takes ownership of key, which may be NULL. */
static void add_institution(ChairliftConflicts *conflicts, const Index *index, guint paper,
                            char *key)
{
    const GArray *found = key != NULL ? g_hash_table_lookup(index->institutions, key) : NULL;
    for (guint i = 0; found != NULL && i < found->len; i++)
        add(conflicts, paper, g_array_index(found, guint, i),
            g_strdup_printf("same institution as an author (%s)", key));
    g_free(key);
}

/* Authorship before institutions, so that it is the reason given. */
static void add_derived(ChairliftConflicts *conflicts, const Index *index, const GPtrArray *papers,
                        const GPtrArray *people)
{
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftPaper *paper =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper;
        for (guint k = 0; k < paper->authors->len; k++)
            add_author(conflicts, index, people, i, g_ptr_array_index(paper->authors, k));
        for (guint k = 0; k < paper->authors->len; k++) {
            const ChairliftAuthor *author = g_ptr_array_index(paper->authors, k);
            if (author->email != NULL)
                add_institution(conflicts, index, i, email_key(author->email));
            if (author->institution != NULL)
                add_institution(conflicts, index, i, institution_key(author->institution));
        }
    }
}

/* Warnings of one kind: the first few, and how many more. */
typedef struct Warnings {
    ChairliftRoutingWarningFunction function;
    gpointer user_data;
    guint count;
} Warnings;

enum { WARNINGS_SHOWN = 5 };

static void G_GNUC_PRINTF(2, 3) warn(Warnings *warnings, const char *format, ...)
{
    warnings->count++;
    if (warnings->function == NULL || warnings->count > WARNINGS_SHOWN)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    warnings->function(message, warnings->user_data);
}

static void warn_of_more(Warnings *warnings, const char *what)
{
    if (warnings->count <= WARNINGS_SHOWN || warnings->function == NULL)
        return;
    g_autofree char *message =
        g_strdup_printf("... and %u more %s", warnings->count - WARNINGS_SHOWN, what);
    warnings->function(message, warnings->user_data);
}

static void warn_of_unknown(Warnings *warnings, const ChairliftPerson *person, const char *name)
{
    g_autofree char *place = person->file != NULL ? g_strdup_printf("%s:%" G_GUINT64_FORMAT ": ",
                                                                    person->file, person->line)
                                                  : g_strdup("");
    warn(warnings, "%s%s has a conflict with \"%s\", which is neither a paper nor an author here",
         place, chairlift_person_label(person), name);
}

static void add_stated(ChairliftConflicts *conflicts, const Index *index, const GPtrArray *people,
                       Warnings warnings)
{
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        for (guint k = 0; k < person->conflicts->len; k++) {
            const char *name = g_ptr_array_index(person->conflicts, k);
            const GArray *found = find_papers(index, name);
            if (found == NULL)
                warn_of_unknown(&warnings, person, name);
            for (guint p = 0; found != NULL && p < found->len; p++)
                add(conflicts, g_array_index(found, guint, p), i, g_strdup("stated by the person"));
        }
    }
    warn_of_more(&warnings, "of these");
}

static void add_listed(ChairliftConflicts *conflicts, const Index *index, const GPtrArray *listed,
                       const char *file, Warnings warnings)
{
    for (guint i = 0; i < listed->len; i++) {
        const ChairliftListedConflict *conflict = g_ptr_array_index(listed, i);
        const GArray *papers = find_papers(index, conflict->paper);
        const GArray *people = find_person(index, conflict->person);
        if (papers == NULL || people == NULL) {
            warn(&warnings,
                 "%s:%" G_GUINT64_FORMAT ": there is no %s \"%s\"; this conflict is "
                 "left out",
                 file, conflict->line, papers == NULL ? "paper" : "person",
                 papers == NULL ? conflict->paper : conflict->person);
            continue;
        }
        for (guint p = 0; p < papers->len; p++) {
            for (guint k = 0; k < people->len; k++)
                add(conflicts, g_array_index(papers, guint, p), g_array_index(people, guint, k),
                    g_strdup(conflict->reason != NULL ? conflict->reason : "listed"));
        }
    }
    warn_of_more(&warnings, "of these");
}

ChairliftConflicts *chairlift_conflicts_find(const GPtrArray *papers, const GPtrArray *people,
                                             const GPtrArray *listed, const char *file,
                                             ChairliftRoutingWarningFunction warning,
                                             gpointer warning_data)
{
    ChairliftConflicts *conflicts = g_new0(ChairliftConflicts, 1);
    conflicts->reasons = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    conflicts->people = people->len;
    Index index;
    index_people(&index, people);
    index_papers(&index, papers);
    const Warnings warnings = {warning, warning_data, 0};
    add_derived(conflicts, &index, papers, people);
    add_stated(conflicts, &index, people, warnings);
    if (listed != NULL)
        add_listed(conflicts, &index, listed, file, warnings);
    g_hash_table_unref(index.people);
    g_hash_table_unref(index.papers);
    g_hash_table_unref(index.institutions);
    return conflicts;
}

void chairlift_conflicts_free(ChairliftConflicts *conflicts)
{
    if (conflicts == NULL)
        return;
    g_hash_table_unref(conflicts->reasons);
    g_free(conflicts);
}

const char *chairlift_conflicts_reason(const ChairliftConflicts *conflicts, size_t paper,
                                       size_t person)
{
    const gint64 pair = (gint64)paper * conflicts->people + (gint64)person;
    return g_hash_table_lookup(conflicts->reasons, &pair);
}

void chairlift_conflicts_forbid(const ChairliftConflicts *conflicts, guint8 *pairs)
{
    GHashTableIter pair;
    gpointer key;
    g_hash_table_iter_init(&pair, conflicts->reasons);
    while (g_hash_table_iter_next(&pair, &key, NULL))
        pairs[*(const gint64 *)key] = CHAIRLIFT_PAIR_FORBIDDEN;
}

guint chairlift_conflicts_count(const ChairliftConflicts *conflicts)
{
    return g_hash_table_size(conflicts->reasons);
}
