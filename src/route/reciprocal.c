/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reciprocal reviewing: every submission nominates somebody among its authors who reviews in turn.
 */
#include <string.h>

#include "chairlift/routing.h"

/* A topic that is less probable is not counted among those of one's own paper. */
static const double OWN_TOPIC = 0.5;

/* Somebody who is nominated, and by which papers. */
typedef struct Nominee {
    ChairliftPerson *person; /* owned by the people */
    GArray *papers;          /* of guint, in the order of the file, each once */
} Nominee;

typedef struct Enlisting {
    const GPtrArray *papers;
    GPtrArray *people;
    const char *file;
    GHashTable *paper_of;   /* folded id or number -> index + 1 */
    GHashTable *nominee_of; /* ChairliftPerson -> Nominee */
    GPtrArray *nominees;    /* of Nominee, in the order of the file */
    guint *nominations;     /* [papers] */
    GPtrArray *findings;
} Enlisting;

static void nominee_free(gpointer data)
{
    Nominee *nominee = data;
    g_array_unref(nominee->papers);
    g_free(nominee);
}

static void G_GNUC_PRINTF(2, 3) find(Enlisting *enlisting, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(enlisting->findings, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static const ChairliftPaper *paper_at(const Enlisting *enlisting, guint index)
{
    return ((const ChairliftRoutedPaper *)g_ptr_array_index(enlisting->papers, index))->paper;
}

static void index_papers(Enlisting *enlisting)
{
    enlisting->paper_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < enlisting->papers->len; i++) {
        const ChairliftPaper *paper = paper_at(enlisting, i);
        if (paper->number != NULL)
            g_hash_table_insert(enlisting->paper_of, g_utf8_casefold(paper->number, -1),
                                GUINT_TO_POINTER(i + 1));
    }
    for (guint i = 0; i < enlisting->papers->len; i++)
        g_hash_table_insert(enlisting->paper_of, g_utf8_casefold(paper_at(enlisting, i)->id, -1),
                            GUINT_TO_POINTER(i + 1));
}

static gboolean is_called(const char *name, const char *id, const char *email, const char *full)
{
    return (id != NULL && g_ascii_strcasecmp(id, name) == 0) ||
           (email != NULL && g_ascii_strcasecmp(email, name) == 0) ||
           (full != NULL && g_ascii_strcasecmp(full, name) == 0);
}

static const ChairliftAuthor *find_author(const ChairliftPaper *paper, const char *name)
{
    for (guint i = 0; i < paper->authors->len; i++) {
        const ChairliftAuthor *author = g_ptr_array_index(paper->authors, i);
        if (is_called(name, author->id, author->email, author->name))
            return author;
    }
    return NULL;
}

/* Whether all authors are known by such a name, so that who is not found is none of them. */
static gboolean can_tell(const ChairliftPaper *paper, const char *name)
{
    for (guint i = 0; i < paper->authors->len; i++) {
        const ChairliftAuthor *author = g_ptr_array_index(paper->authors, i);
        const char *known = *name == '~'                ? author->id
                            : strchr(name, '@') != NULL ? author->email
                                                        : author->name;
        if (known == NULL)
            return FALSE;
    }
    return paper->authors->len > 0;
}

/* The reviewer of this id, address or name; made when there is none. The author of the paper who is
 * called so, or NULL, lends what is known of the author. */
static ChairliftPerson *enlist(Enlisting *enlisting, const char *name,
                               const ChairliftAuthor *author)
{
    for (guint i = 0; i < enlisting->people->len; i++) {
        ChairliftPerson *person = g_ptr_array_index(enlisting->people, i);
        if (person->role == CHAIRLIFT_ROLE_REVIEWER &&
            (is_called(name, person->id, person->email, person->name) ||
             (author != NULL && ((author->id != NULL && strcmp(author->id, person->id) == 0) ||
                                 (author->email != NULL && person->email != NULL &&
                                  g_ascii_strcasecmp(author->email, person->email) == 0)))))
            return person;
    }
    ChairliftPerson *person = chairlift_person_new();
    person->role = CHAIRLIFT_ROLE_REVIEWER;
    person->id = g_strdup(author != NULL && author->id != NULL ? author->id : name);
    if (author != NULL) {
        person->name = g_strdup(author->name);
        person->email = g_strdup(author->email);
        if (author->institution != NULL)
            g_ptr_array_add(person->institutions, g_strdup(author->institution));
    } else if (strchr(name, '@') != NULL) {
        person->email = g_strdup(name);
    }
    g_ptr_array_add(enlisting->people, person);
    return person;
}

static void nominate(Enlisting *enlisting, const ChairliftListedConflict *nomination)
{
    g_autofree char *key = g_utf8_casefold(nomination->paper, -1);
    const guint found = GPOINTER_TO_UINT(g_hash_table_lookup(enlisting->paper_of, key));
    if (found == 0) {
        find(enlisting, "%s:%" G_GUINT64_FORMAT ": there is no paper \"%s\" here", enlisting->file,
             nomination->line, nomination->paper);
        return;
    }
    const guint paper = found - 1;
    const ChairliftPaper *by = paper_at(enlisting, paper);
    const ChairliftAuthor *author = find_author(by, nomination->person);
    if (author == NULL && can_tell(by, nomination->person)) {
        find(enlisting, "%s is nominated by paper %s, but is none of its authors, and left out",
             nomination->person, by->id);
        return;
    }
    ChairliftPerson *person = enlist(enlisting, nomination->person, author);
    Nominee *nominee = g_hash_table_lookup(enlisting->nominee_of, person);
    if (nominee == NULL) {
        nominee = g_new0(Nominee, 1);
        nominee->person = person;
        nominee->papers = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(enlisting->nominee_of, person, nominee);
        g_ptr_array_add(enlisting->nominees, nominee);
    }
    for (guint i = 0; i < nominee->papers->len; i++) {
        if (g_array_index(nominee->papers, guint, i) == paper)
            return;
    }
    g_array_append_val(nominee->papers, paper);
    enlisting->nominations[paper]++;
}

static gint by_number(gconstpointer a, gconstpointer b)
{
    const guint first = *(const guint *)a, second = *(const guint *)b;
    return first < second ? -1 : first > second;
}

/* Who declared no topics knows those of the own papers. */
static void add_own_topics(const Enlisting *enlisting, Nominee *nominee, guint topics)
{
    GArray *known = nominee->person->topics;
    for (guint i = 0; i < nominee->papers->len; i++) {
        const ChairliftRoutedPaper *paper =
            g_ptr_array_index(enlisting->papers, g_array_index(nominee->papers, guint, i));
        guint likeliest = 0;
        for (guint topic = 0; paper->topic != NULL && topic < topics; topic++)
            likeliest = paper->topic[topic] > paper->topic[likeliest] ? topic : likeliest;
        for (guint topic = 0; paper->topic != NULL && topic < topics; topic++) {
            gboolean is_known = FALSE;
            for (guint k = 0; k < known->len; k++)
                is_known |= g_array_index(known, guint, k) == topic;
            if (!is_known && (topic == likeliest || paper->topic[topic] >= OWN_TOPIC))
                g_array_append_val(known, topic);
        }
    }
    g_array_sort(known, by_number);
}

static void set_duties(Enlisting *enlisting, Nominee *nominee, guint topics, GPtrArray *conflicts,
                       const ChairliftReciprocalRules *rules)
{
    ChairliftPerson *person = nominee->person;
    person->is_reciprocal = TRUE;
    person->has_capacity = TRUE;
    person->capacity = person->minimum = rules->load;
    if (person->topics->len == 0)
        add_own_topics(enlisting, nominee, topics);
    g_autoptr(GString) own = g_string_new(NULL);
    for (guint i = 0; i < nominee->papers->len; i++) {
        const ChairliftPaper *paper = paper_at(enlisting, g_array_index(nominee->papers, guint, i));
        ChairliftListedConflict *conflict = g_new0(ChairliftListedConflict, 1);
        conflict->paper = g_strdup(paper->id);
        conflict->person = g_strdup(person->id);
        conflict->reason = g_strdup("nominated by this paper");
        g_ptr_array_add(conflicts, conflict);
        g_string_append_printf(own, "%s%s", i > 0 ? ", " : "", paper->id);
    }
    if (nominee->papers->len > rules->most)
        find(enlisting, "%s is nominated by %u papers, more than %u: %s",
             chairlift_person_label(person), nominee->papers->len, rules->most, own->str);
}

static void enlisting_clear(Enlisting *enlisting)
{
    g_hash_table_unref(enlisting->paper_of);
    g_hash_table_unref(enlisting->nominee_of);
    g_ptr_array_unref(enlisting->nominees);
    g_free(enlisting->nominations);
}

GPtrArray *chairlift_reciprocal_enlist(const GPtrArray *papers, GPtrArray *people, guint topics,
                                       GPtrArray *conflicts, const GPtrArray *nominations,
                                       const char *file, const ChairliftReciprocalRules *rules)
{
    Enlisting enlisting = {
        .papers = papers,
        .people = people,
        .file = file,
        .nominee_of = g_hash_table_new(NULL, NULL),
        .nominees = g_ptr_array_new_with_free_func(nominee_free),
        .nominations = g_new0(guint, papers->len),
        .findings = g_ptr_array_new_with_free_func(g_free),
    };
    index_papers(&enlisting);
    for (guint i = 0; i < nominations->len; i++)
        nominate(&enlisting, g_ptr_array_index(nominations, i));
    for (guint i = 0; i < enlisting.nominees->len; i++)
        set_duties(&enlisting, g_ptr_array_index(enlisting.nominees, i), topics, conflicts, rules);
    for (guint i = 0; i < papers->len; i++) {
        if (enlisting.nominations[i] == 0)
            find(&enlisting, "paper %s nominates no reciprocal reviewer",
                 paper_at(&enlisting, i)->id);
    }
    enlisting_clear(&enlisting);
    return enlisting.findings;
}
