/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People's own papers, in the layout that OpenReview's expertise tool reads: a folder "archives"
 * with a file for each person, "~Ada_Lovelace1.jsonl", and in it a paper a line.
 */
#include "../paper/plural.h"

#include <errno.h>
#include <string.h>

#include "chairlift/roster.h"

typedef struct Archives {
    GPtrArray *people;
    GHashTable *numbers; /* folded id, alias or e-mail address -> GArray of guint: somebody may
                            stand in people twice, in two roles */
    gboolean adds_people;
    guint strangers; /* files of nobody in people */
    guint failed;    /* papers that could not be read */
    ChairliftWarningFunction warning;
    gpointer warning_data;
} Archives;

static void put(Archives *archives, const char *id, guint number)
{
    if (id == NULL)
        return;
    g_autofree char *key = g_utf8_casefold(id, -1);
    GArray *numbers = g_hash_table_lookup(archives->numbers, key);
    if (numbers == NULL) {
        numbers = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(archives->numbers, g_steal_pointer(&key), numbers);
    }
    if (numbers->len == 0 || g_array_index(numbers, guint, numbers->len - 1) != number)
        g_array_append_val(numbers, number);
}

static void put_person(Archives *archives, guint number)
{
    const ChairliftPerson *person = g_ptr_array_index(archives->people, number);
    put(archives, person->id, number);
    put(archives, person->email, number);
    for (guint i = 0; i < person->aliases->len; i++)
        put(archives, g_ptr_array_index(person->aliases, i), number);
}

/* The name that a profile's id is made of: "~Ada_M_Lovelace1" is Ada M Lovelace. */
static char *name_of(const char *id)
{
    if (*id != '~')
        return NULL;
    char *name = g_strdup(id + 1);
    gsize length = strlen(name);
    while (length > 0 && g_ascii_isdigit(name[length - 1]))
        name[--length] = '\0';
    g_strdelimit(name, "_", ' ');
    if (*g_strstrip(name) == '\0')
        g_clear_pointer(&name, g_free);
    return name;
}

/* The people whose file it is, perhaps a new one; NULL for a stranger's. */
static const GArray *owners_of(Archives *archives, const char *id)
{
    g_autofree char *key = g_utf8_casefold(id, -1);
    const GArray *owners = g_hash_table_lookup(archives->numbers, key);
    if (owners != NULL)
        return owners;
    if (!archives->adds_people) {
        archives->strangers++;
        return NULL;
    }
    ChairliftPerson *person = chairlift_person_new();
    person->id = g_strdup(id);
    person->name = name_of(id);
    g_ptr_array_add(archives->people, person);
    put_person(archives, archives->people->len - 1);
    return g_hash_table_lookup(archives->numbers, key);
}

/* Where the papers of one file go. */
typedef struct Shelf {
    Archives *archives;
    ChairliftPerson *person;
} Shelf;

/* A ChairliftPaperFunction. */
static gboolean take_paper(ChairliftPaper *paper, gpointer user_data)
{
    const Shelf *shelf = user_data;
    if (paper->failure == NULL) {
        g_ptr_array_add(shelf->person->publications, paper);
        return TRUE;
    }
    shelf->archives->failed++;
    chairlift_paper_free(paper);
    return TRUE;
}

static void free_numbers(gpointer data)
{
    g_array_unref(data);
}

static void warn_of_reading(const char *message, gpointer user_data)
{
    const Archives *archives = ((const Shelf *)user_data)->archives;
    if (archives->warning != NULL)
        archives->warning(message, archives->warning_data);
}

/* A person without papers has an empty file. */
static gboolean is_empty(ChairliftInput *input)
{
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, NULL);
    while (bytes != NULL && length > 0 && g_ascii_isspace(*bytes)) {
        bytes++;
        length--;
    }
    return bytes != NULL && length == 0;
}

gboolean chairlift_archive_read(ChairliftInput *input, ChairliftPerson *person, guint *failed,
                                ChairliftWarningFunction warning, gpointer warning_data,
                                GError **error)
{
    Archives archives = {.warning = warning, .warning_data = warning_data};
    Shelf shelf = {&archives, person};
    const ChairliftPaperSink sink = {take_paper, warn_of_reading, &shelf};
    const gboolean good = is_empty(input) || chairlift_papers_read_json(input, &sink, error);
    *failed += archives.failed;
    return good;
}

static gboolean read_file(Archives *archives, const char *folder, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *id = chairlift_paper_file_id(name);
    const GArray *owners = owners_of(archives, id);
    for (guint i = 0; owners != NULL && i < owners->len; i++) {
        g_autoptr(ChairliftInput) input = chairlift_input_open(path, error);
        if (input == NULL ||
            !chairlift_archive_read(
                input, g_ptr_array_index(archives->people, g_array_index(owners, guint, i)),
                &archives->failed, archives->warning, archives->warning_data, error))
            return FALSE;
    }
    return TRUE;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean is_archive(const char *name)
{
    return *name != '.' &&
           (g_str_has_suffix(name, ".jsonl") || g_str_has_suffix(name, ".jsonl.gz"));
}

/* The names of the archives in a folder, in order; NULL, with error set. */
static GPtrArray *list_archives(const char *folder, GError **error)
{
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    if (entries == NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: %s", folder,
                    g_strerror(errno));
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(entries)) != NULL) {
        if (is_archive(name))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, compare_names);
    return names;
}

static void G_GNUC_PRINTF(2, 3) warn(const Archives *archives, const char *format, ...)
{
    if (archives->warning == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    archives->warning(message, archives->warning_data);
}

static gboolean read_files(Archives *archives, const char *folder, GError **error)
{
    g_autofree char *inner = g_build_filename(folder, "archives", NULL);
    const char *used = g_file_test(inner, G_FILE_TEST_IS_DIR) ? inner : folder;
    g_autoptr(GPtrArray) names = list_archives(used, error);
    if (names == NULL)
        return FALSE;
    if (names->len == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s: holds no papers of people: files called after a person's id, such as "
                    "~Ada_Lovelace1.jsonl",
                    used);
        return FALSE;
    }
    for (guint i = 0; i < names->len; i++) {
        if (!read_file(archives, used, g_ptr_array_index(names, i), error))
            return FALSE;
    }
    if (archives->strangers > 0)
        warn(archives, "%s: %u file%s of people who are not in the list %s left out", used,
             archives->strangers, chairlift_plural(archives->strangers),
             archives->strangers == 1 ? "is" : "are");
    if (archives->failed > 0)
        warn(archives, "%s: %u of people's papers %s neither title nor abstract and %s left out",
             used, archives->failed, archives->failed == 1 ? "has" : "have",
             archives->failed == 1 ? "is" : "are");
    return TRUE;
}

gboolean chairlift_archives_read(const char *folder, GPtrArray *people, gboolean adds_people,
                                 ChairliftWarningFunction warning, gpointer warning_data,
                                 GError **error)
{
    g_autoptr(GHashTable) numbers =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_numbers);
    Archives archives = {.people = people,
                         .numbers = numbers,
                         .adds_people = adds_people,
                         .warning = warning,
                         .warning_data = warning_data};
    for (guint i = 0; i < people->len; i++)
        put_person(&archives, i);
    return read_files(&archives, folder, error);
}
