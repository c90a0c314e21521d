/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts of interest, from lists and from who wrote what. */
#include "coauthors.h"
#include "names.h"

#include "chairlift/routing.h"

struct ChairliftConflicts {
    GHashTable *reasons; /* guint64 *: paper * people + person -> char * */
    guint people;
};

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

static void add_all(ChairliftConflicts *conflicts, guint paper, const GArray *people,
                    const char *reason)
{
    for (guint i = 0; people != NULL && i < people->len; i++)
        add(conflicts, paper, g_array_index(people, guint, i), g_strdup(reason));
}

/* Whoever is known by an id or address of the author's, or by another one of the same person. */
static void add_identity(ChairliftConflicts *conflicts, const ChairliftNames *names, guint paper,
                         const char *id)
{
    g_autofree char *key = chairlift_names_fold(id);
    add_all(conflicts, paper, g_hash_table_lookup(names->people, key), "author");
    const GPtrArray *others = g_hash_table_lookup(names->same, key);
    for (guint i = 0; others != NULL && i < others->len; i++) {
        const char *other = g_ptr_array_index(others, i);
        g_autofree char *reason = g_strdup_printf("author, as %s", id);
        add_all(conflicts, paper, g_hash_table_lookup(names->people, other), reason);
    }
}

static void add_author(ChairliftConflicts *conflicts, const ChairliftNames *names,
                       const GPtrArray *people, guint paper, const ChairliftAuthor *author)
{
    if (author->id != NULL)
        add_identity(conflicts, names, paper, author->id);
    if (author->email != NULL)
        add_identity(conflicts, names, paper, author->email);
    g_autofree char *key = author->name != NULL ? chairlift_names_name_key(author->name) : NULL;
    const GArray *found = key != NULL ? g_hash_table_lookup(names->people, key) : NULL;
    for (guint i = 0; found != NULL && i < found->len; i++) {
        const guint number = g_array_index(found, guint, i);
        const ChairliftPerson *person = g_ptr_array_index(people, number);
        /* Two profiles are two people. */
        if (author->id == NULL || *author->id != '~' || *person->id != '~')
            add(conflicts, paper, number, g_strdup("has the name of an author"));
    }
}

/* Takes ownership of key, which may be NULL. */
static void add_institution(ChairliftConflicts *conflicts, const ChairliftNames *names, guint paper,
                            char *key)
{
    const GArray *found = key != NULL ? g_hash_table_lookup(names->institutions, key) : NULL;
    for (guint i = 0; found != NULL && i < found->len; i++)
        add(conflicts, paper, g_array_index(found, guint, i),
            g_strdup_printf("same institution as an author (%s)", key));
    g_free(key);
}

/* Authorship before institutions, so that it is the reason given. */
static void add_derived(ChairliftConflicts *conflicts, const ChairliftNames *names,
                        const GPtrArray *papers, const GPtrArray *people)
{
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftPaper *paper =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper;
        for (guint k = 0; k < paper->authors->len; k++)
            add_author(conflicts, names, people, i, g_ptr_array_index(paper->authors, k));
        for (guint k = 0; k < paper->authors->len; k++) {
            const ChairliftAuthor *author = g_ptr_array_index(paper->authors, k);
            if (author->email != NULL)
                add_institution(conflicts, names, i,
                                chairlift_names_email_institution(author->email));
            if (author->institution != NULL)
                add_institution(conflicts, names, i,
                                chairlift_names_institution(author->institution));
        }
    }
}

/* Whom the papers' own records name. Most of them are not among the people: nothing is said of it.
 */
static void add_named(ChairliftConflicts *conflicts, const ChairliftNames *names,
                      const GPtrArray *papers)
{
    for (guint i = 0; i < papers->len; i++) {
        const GPtrArray *named =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper->conflicts;
        for (guint k = 0; named != NULL && k < named->len; k++) {
            const ChairliftPaperConflict *conflict = g_ptr_array_index(named, k);
            add_all(conflicts, i, chairlift_names_people(names, conflict->person),
                    conflict->reason);
        }
    }
}

/* Where coauthors are told. */
typedef struct Coauthorship {
    ChairliftConflicts *conflicts;
    guint paper;
    const ChairliftAuthor *author;
} Coauthorship;

/* A ChairliftCoauthorFunction. */
static void add_coauthor(const ChairliftCoauthor *coauthor, gboolean by_name, gpointer user_data)
{
    const Coauthorship *at = user_data;
    const char *who = at->author->name != NULL ? at->author->name
                      : at->author->id != NULL ? at->author->id
                                               : at->author->email;
    g_autofree char *when =
        coauthor->year > 0 ? g_strdup_printf(", %u", coauthor->year) : g_strdup("");
    add(at->conflicts, at->paper, coauthor->person,
        g_strdup_printf("co-author of %s%s%s", who, when, by_name ? ", by name" : ""));
}

static void add_coauthors(ChairliftConflicts *conflicts, const ChairliftNames *names,
                          const GPtrArray *papers, const GPtrArray *people, guint since)
{
    g_autoptr(GHashTable) coauthors = chairlift_coauthors_find(names, papers, people, since);
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftPaper *paper =
            ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->paper;
        for (guint k = 0; k < paper->authors->len; k++) {
            Coauthorship at = {conflicts, i, g_ptr_array_index(paper->authors, k)};
            chairlift_coauthors_of(coauthors, at.author, add_coauthor, &at);
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

static void add_stated(ChairliftConflicts *conflicts, const ChairliftNames *names,
                       const GPtrArray *people, Warnings warnings)
{
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        for (guint k = 0; k < person->conflicts->len; k++) {
            const char *name = g_ptr_array_index(person->conflicts, k);
            const GArray *found = chairlift_names_papers_of(names, name);
            if (found == NULL)
                warn_of_unknown(&warnings, person, name);
            for (guint p = 0; found != NULL && p < found->len; p++)
                add(conflicts, g_array_index(found, guint, p), i, g_strdup("stated by the person"));
        }
    }
    warn_of_more(&warnings, "of these");
}

/* Most collaborators wrote nothing here: nothing is said of them. */
static void add_collaborators(ChairliftConflicts *conflicts, const ChairliftNames *names,
                              const GPtrArray *people)
{
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        for (guint k = 0; k < person->collaborators->len; k++) {
            const char *name = g_ptr_array_index(person->collaborators, k);
            const GArray *found = chairlift_names_papers_of(names, name);
            for (guint p = 0; found != NULL && p < found->len; p++)
                add(conflicts, g_array_index(found, guint, p), i,
                    g_strdup_printf("collaborator of an author (%s)", name));
        }
    }
}

static void add_listed(ChairliftConflicts *conflicts, const ChairliftNames *names,
                       const GPtrArray *listed, const char *file, Warnings warnings)
{
    for (guint i = 0; i < listed->len; i++) {
        const ChairliftListedConflict *conflict = g_ptr_array_index(listed, i);
        const GArray *papers = chairlift_names_papers_of(names, conflict->paper);
        const GArray *people = chairlift_names_people(names, conflict->person);
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
                                             const ChairliftConflictOptions *options)
{
    ChairliftConflicts *conflicts = g_new0(ChairliftConflicts, 1);
    conflicts->reasons = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    conflicts->people = people->len;
    g_autoptr(ChairliftNames) names = chairlift_names_new(papers, people);
    const Warnings warnings = {options->warning, options->warning_data, 0};
    add_derived(conflicts, names, papers, people);
    add_named(conflicts, names, papers);
    if (options->coauthors_since > 0)
        add_coauthors(conflicts, names, papers, people, options->coauthors_since);
    add_stated(conflicts, names, people, warnings);
    add_collaborators(conflicts, names, people);
    if (options->listed != NULL)
        add_listed(conflicts, names, options->listed, options->file, warnings);
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
