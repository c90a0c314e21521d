/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People from tables: what a chair made, OpenReview's console, HotCRP's list of users. */
#include "../paper/plural.h"
#include "nearest.h"
#include "table.h"

#include <string.h>

#include "chairlift/roster.h"

/* Columns by what they are called, letters and digits alone. Of an institution several may be. */
typedef enum Column {
    ID,
    NAME,
    GIVEN_NAME,
    FAMILY_NAME,
    EMAIL,
    ALIASES,
    TOPICS,
    CAPACITY,
    MINIMUM,
    CONFLICTS,
    INSTITUTION,
    INSTITUTION_NAME,
    INSTITUTION_DOMAIN,
    DOMAIN_CONFLICTS,
    COLLABORATORS,
    COLUMNS
} Column;

static const char *const HEADERS[COLUMNS] = {
    [ID] = "id tildeid openreviewid openreview profile profileid username user",
    [NAME] = "name fullname chairname chair",
    [GIVEN_NAME] = "givenname firstname first",
    [FAMILY_NAME] = "familyname lastname last surname",
    [EMAIL] = "email emailaddress mail preferredemail",
    [ALIASES] = "aliases alias emails otheremails alternateemails alternateids otherids",
    [TOPICS] = "topics topic areas area subjectareas expertise",
    [CAPACITY] = "capacity maximum max maximumload maxload maxpapers maximumpapers load quota",
    [MINIMUM] = "minimum min minimumload minload minpapers minimumpapers",
    [CONFLICTS] = "conflicts conflict coi conflictsofinterest",
    [INSTITUTION] = "institution institutions affiliation affiliations organization organisation",
    [INSTITUTION_NAME] = "institutionname",
    [INSTITUTION_DOMAIN] = "institutiondomain domain domains emaildomain",
    [DOMAIN_CONFLICTS] = "domainconflicts",
    [COLLABORATORS] = "collaborators"};

/* The one name of each that is told to users. */
static const char *const KNOWN[] = {"id",      "name",        "email",     "topics",  "capacity",
                                    "minimum", "institution", "conflicts", "aliases", NULL};

typedef struct PeopleReader {
    const ChairliftTable *table;
    const ChairliftVenue *venue;
    int column[COLUMNS];  /* of the table; -1 where it has none */
    GArray *topic_column; /* of guint, by topic of the venue: HotCRP's column of it, from 1; 0 where
                             there is none */
    GPtrArray *people;
    GHashTable *rows; /* id or e-mail, case folded -> const ChairliftTableRow * */
} PeopleReader;

/* The beginning of a cell, for a message. */
static char *shorten(const char *cell)
{
    enum { CHARACTERS_SHOWN = 60 };
    return g_utf8_substring(cell, 0, MIN(g_utf8_strlen(cell, -1), CHARACTERS_SHOWN));
}

/* FALSE when two columns have one name, so that either could be meant. */
static gboolean find_columns(PeopleReader *reader, GError **error)
{
    const ChairliftTableRow *headers = g_ptr_array_index(reader->table->rows, 0);
    for (int i = 0; i < COLUMNS; i++) {
        reader->column[i] = chairlift_table_find(reader->table, HEADERS[i]);
        const int again = chairlift_table_find_again(reader->table, reader->column[i]);
        if (again < 0)
            continue;
        g_autofree char *shown = shorten(chairlift_table_cell(headers, again));
        return chairlift_table_fail(reader->table, headers->line, error,
                                    "there are two columns called \"%s\"; keep one of them", shown);
    }
    return TRUE;
}

/* HotCRP has a column for each topic, "topic: Circuits", in which an interest from -2 to 2 stands.
 */
static void find_topic_columns(PeopleReader *reader)
{
    static const char PREFIX[] = "topic:";
    const ChairliftTableRow *headers = g_ptr_array_index(reader->table->rows, 0);
    g_array_set_size(reader->topic_column, reader->venue->topics->len);
    for (guint i = 0; i < headers->cells->len; i++) {
        const char *header = chairlift_table_cell(headers, (int)i);
        if (header == NULL || g_ascii_strncasecmp(header, PREFIX, strlen(PREFIX)) != 0)
            continue;
        g_autofree char *name = g_strstrip(g_strdup(header + strlen(PREFIX)));
        const ChairliftTopic *topic = chairlift_venue_find_topic(reader->venue, name);
        guint index = 0;
        if (topic != NULL && g_ptr_array_find(reader->venue->topics, topic, &index))
            g_array_index(reader->topic_column, guint, index) = i + 1;
    }
}

static gboolean is_used(const PeopleReader *reader, int column)
{
    for (int i = 0; i < COLUMNS; i++) {
        if (reader->column[i] == column)
            return TRUE;
    }
    for (guint i = 0; i < reader->topic_column->len; i++) {
        if (g_array_index(reader->topic_column, guint, i) == (guint)column + 1)
            return TRUE;
    }
    return FALSE;
}

/* Names the columns that are left alone: a misspelt one should not go unnoticed. */
static void warn_of_columns(const PeopleReader *reader, ChairliftWarningFunction warning,
                            gpointer warning_data)
{
    enum { SHOWN = 8 };
    const ChairliftTableRow *headers = g_ptr_array_index(reader->table->rows, 0);
    g_autoptr(GString) unused = g_string_new(NULL);
    guint count = 0;
    for (guint i = 0; i < headers->cells->len; i++) {
        const char *header = chairlift_table_cell(headers, (int)i);
        if (header == NULL || is_used(reader, (int)i) || ++count > SHOWN)
            continue;
        const char *nearest = chairlift_nearest(header, KNOWN);
        g_autofree char *shown = shorten(header);
        g_string_append_printf(unused, "%s\"%s\"", count > 1 ? ", " : "", shown);
        if (nearest != NULL)
            g_string_append_printf(unused, " (did you mean \"%s\"?)", nearest);
    }
    if (count == 0 || warning == NULL)
        return;
    if (count > SHOWN)
        g_string_append_printf(unused, " and %u more", count - SHOWN);
    g_autofree char *known = g_strjoinv(", ", (char **)KNOWN);
    g_autofree char *message =
        g_strdup_printf("%s:%" G_GUINT64_FORMAT ": column%s %s %s not used; known columns are %s",
                        reader->table->name, headers->line, chairlift_plural(count), unused->str,
                        count == 1 ? "is" : "are", known);
    warning(message, warning_data);
}

/* The entries of a cell, between ";" or "|", trimmed. */
static GPtrArray *split(const char *cell)
{
    GPtrArray *entries = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) parts = g_strsplit_set(cell != NULL ? cell : "", ";|", -1);
    for (char **part = parts; *part != NULL; part++) {
        if (*g_strstrip(*part) != '\0')
            g_ptr_array_add(entries, g_strdup(*part));
    }
    return entries;
}

/* Reads a whole number into *number; an empty cell leaves it alone. */
static gboolean read_number(const PeopleReader *reader, const ChairliftTableRow *row, int column,
                            const char *what, guint *number, GError **error)
{
    const char *cell = chairlift_table_cell(row, column);
    if (cell == NULL)
        return TRUE;
    guint64 value;
    g_autofree char *shown = shorten(cell);
    if (*cell == '-' && g_ascii_isdigit(cell[1]))
        return chairlift_table_fail(reader->table, row->line, error,
                                    "%s \"%s\" is negative; use 0 for nobody's papers", what,
                                    shown);
    if (!g_ascii_string_to_unsigned(cell, 10, 0, 1000000, &value, NULL))
        return chairlift_table_fail(reader->table, row->line, error,
                                    g_ascii_isdigit(*cell)
                                        ? "%s \"%s\" is not a whole number up to 1000000"
                                        : "%s \"%s\" is not a number",
                                    what, shown);
    *number = (guint)value;
    return TRUE;
}

static gboolean fail_unknown_topic(const PeopleReader *reader, const ChairliftTableRow *row,
                                   const char *topic, GError **error)
{
    const GPtrArray *topics = reader->venue->topics;
    g_autofree const char **ids = g_new0(const char *, topics->len + 1);
    for (guint i = 0; i < topics->len; i++)
        ids[i] = ((const ChairliftTopic *)g_ptr_array_index(topics, i))->id;
    g_autofree char *known = g_strjoinv(", ", (char **)ids);
    const char *nearest = chairlift_nearest(topic, ids);
    g_autofree char *guess =
        nearest != NULL ? g_strdup_printf("did you mean \"%s\"? ", nearest) : g_strdup("");
    g_autofree char *shown = shorten(topic);
    return chairlift_table_fail(reader->table, row->line, error,
                                "%s has no topic \"%s\"; %sits topics are %s", reader->venue->id,
                                shown, guess, known);
}

static void insert_topic(ChairliftPerson *person, guint index)
{
    guint place = 0;
    while (place < person->topics->len && g_array_index(person->topics, guint, place) < index)
        place++;
    if (place == person->topics->len || g_array_index(person->topics, guint, place) != index)
        g_array_insert_val(person->topics, place, index);
}

/* Adds a topic by its id or name. FALSE when there is none. */
static gboolean add_topic(const PeopleReader *reader, ChairliftPerson *person, const char *name)
{
    const ChairliftTopic *topic = chairlift_venue_find_topic(reader->venue, name);
    guint index = 0;
    if (topic == NULL || !g_ptr_array_find(reader->venue->topics, topic, &index))
        return FALSE;
    insert_topic(person, index);
    return TRUE;
}

/* Whoever has some interest in a topic, in HotCRP, declared it. */
static gboolean read_interests(const PeopleReader *reader, const ChairliftTableRow *row,
                               ChairliftPerson *person, GError **error)
{
    for (guint i = 0; i < reader->topic_column->len; i++) {
        const char *cell =
            chairlift_table_cell(row, (int)g_array_index(reader->topic_column, guint, i) - 1);
        gint64 interest = 0;
        g_autofree char *shown = cell != NULL ? shorten(cell) : NULL;
        if (cell != NULL && !g_ascii_string_to_signed(cell, 10, -100, 100, &interest, NULL))
            return chairlift_table_fail(reader->table, row->line, error,
                                        "interest \"%s\" in a topic is not a whole number, such as "
                                        "-2 to 2",
                                        shown);
        if (interest > 0)
            insert_topic(person, i);
    }
    return TRUE;
}

/* As HotCRP keeps them: "Ada Lovelace (Analytical Engines)", one a line; "All (Analytical Engines)"
 * for a whole institution. */
static void read_collaborators(const PeopleReader *reader, const ChairliftTableRow *row,
                               ChairliftPerson *person)
{
    const char *cell = chairlift_table_cell(row, reader->column[COLLABORATORS]);
    g_auto(GStrv) entries = g_strsplit_set(cell != NULL ? cell : "", ");|", -1);
    for (char **entry = entries; *entry != NULL; entry++) {
        char *institution = strchr(*entry, '(');
        if (institution != NULL)
            *institution++ = '\0';
        g_strstrip(*entry);
        if (g_ascii_strcasecmp(*entry, "all") == 0 && institution != NULL)
            g_ptr_array_add(person->institutions, g_strdup(g_strstrip(institution)));
        else if (**entry != '\0' && g_ascii_strcasecmp(*entry, "none") != 0)
            g_ptr_array_add(person->collaborators, g_strdup(*entry));
    }
}

/* Names of topics may hold commas, so these separate only where the whole is no topic. */
static gboolean read_topics(const PeopleReader *reader, const ChairliftTableRow *row,
                            ChairliftPerson *person, GError **error)
{
    g_autoptr(GPtrArray) entries = split(chairlift_table_cell(row, reader->column[TOPICS]));
    for (guint i = 0; i < entries->len; i++) {
        const char *entry = g_ptr_array_index(entries, i);
        if (add_topic(reader, person, entry))
            continue;
        g_auto(GStrv) parts = g_strsplit(entry, ",", -1);
        for (char **part = parts; *part != NULL; part++) {
            if (*g_strstrip(*part) != '\0' && !add_topic(reader, person, *part))
                return fail_unknown_topic(reader, row, *part, error);
        }
    }
    return TRUE;
}

static void read_names(const PeopleReader *reader, const ChairliftTableRow *row,
                       ChairliftPerson *person)
{
    const char *given = chairlift_table_cell(row, reader->column[GIVEN_NAME]);
    const char *family = chairlift_table_cell(row, reader->column[FAMILY_NAME]);
    person->email = g_strdup(chairlift_table_cell(row, reader->column[EMAIL]));
    person->name = g_strdup(chairlift_table_cell(row, reader->column[NAME]));
    if (person->name == NULL && (given != NULL || family != NULL))
        person->name = given == NULL    ? g_strdup(family)
                       : family == NULL ? g_strdup(given)
                                        : g_strjoin(" ", given, family, NULL);
    person->id = g_strdup(chairlift_table_cell(row, reader->column[ID]));
    if (person->id == NULL)
        person->id = g_strdup(person->email != NULL ? person->email : person->name);
}

/* Nobody may stand there twice, under one id or under one e-mail address. */
static gboolean check_new(const PeopleReader *reader, const ChairliftTableRow *row,
                          const ChairliftPerson *person, GError **error)
{
    const char *const keys[] = {person->id, person->email};
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (keys[i] == NULL || (i > 0 && g_ascii_strcasecmp(keys[0], keys[i]) == 0))
            continue;
        char *folded = g_utf8_casefold(keys[i], -1);
        const ChairliftTableRow *earlier = g_hash_table_lookup(reader->rows, folded);
        if (earlier != NULL) {
            g_free(folded);
            return chairlift_table_fail(reader->table, row->line, error,
                                        "\"%s\" stands in line %" G_GUINT64_FORMAT
                                        " already; keep one of the two",
                                        keys[i], earlier->line);
        }
        g_hash_table_insert(reader->rows, folded, (gpointer)row);
    }
    return TRUE;
}

static gboolean read_loads(const PeopleReader *reader, const ChairliftTableRow *row,
                           ChairliftPerson *person, GError **error)
{
    person->has_capacity = chairlift_table_cell(row, reader->column[CAPACITY]) != NULL;
    if (!read_number(reader, row, reader->column[CAPACITY], "capacity", &person->capacity, error) ||
        !read_number(reader, row, reader->column[MINIMUM], "minimum", &person->minimum, error))
        return FALSE;
    if (person->has_capacity && person->minimum > person->capacity)
        return chairlift_table_fail(reader->table, row->line, error,
                                    "minimum %u is above capacity %u", person->minimum,
                                    person->capacity);
    return TRUE;
}

static gboolean read_person(PeopleReader *reader, const ChairliftTableRow *row, GError **error)
{
    g_autoptr(ChairliftPerson) person = chairlift_person_new();
    person->file = g_strdup(reader->table->name);
    person->line = row->line;
    read_names(reader, row, person);
    if (person->id == NULL)
        return chairlift_table_fail(reader->table, row->line, error,
                                    "this row has neither id nor e-mail address nor name");
    if (!check_new(reader, row, person, error) || !read_loads(reader, row, person, error) ||
        !read_topics(reader, row, person, error) || !read_interests(reader, row, person, error))
        return FALSE;
    for (int i = INSTITUTION; i <= DOMAIN_CONFLICTS; i++) {
        g_autoptr(GPtrArray) entries = split(chairlift_table_cell(row, reader->column[i]));
        g_ptr_array_extend_and_steal(person->institutions, g_steal_pointer(&entries));
    }
    read_collaborators(reader, row, person);
    g_ptr_array_unref(person->aliases);
    person->aliases = split(chairlift_table_cell(row, reader->column[ALIASES]));
    g_ptr_array_unref(person->conflicts);
    person->conflicts = split(chairlift_table_cell(row, reader->column[CONFLICTS]));
    g_ptr_array_add(reader->people, g_steal_pointer(&person));
    return TRUE;
}

static gboolean read_people(PeopleReader *reader, GError **error)
{
    const ChairliftTable *table = reader->table;
    if (reader->column[ID] < 0 && reader->column[EMAIL] < 0 && reader->column[NAME] < 0 &&
        reader->column[FAMILY_NAME] < 0) {
        g_autofree char *headers = chairlift_table_headers(table);
        const ChairliftTableRow *first = g_ptr_array_index(table->rows, 0);
        return chairlift_table_fail(table, first->line, error,
                                    "the table needs a column called \"id\", \"email\" or "
                                    "\"name\" (and topics, capacity); it has: %s",
                                    headers);
    }
    for (guint i = 1; i < table->rows->len; i++) {
        if (!read_person(reader, g_ptr_array_index(table->rows, i), error))
            return FALSE;
    }
    if (reader->people->len == 0)
        return chairlift_table_fail(table, 1, error, "there is nobody below the headers");
    return TRUE;
}

GPtrArray *chairlift_people_read_csv(ChairliftInput *input, const ChairliftVenue *venue,
                                     ChairliftWarningFunction warning, gpointer warning_data,
                                     GError **error)
{
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    if (table == NULL)
        return NULL;
    g_autoptr(GPtrArray) people =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GArray) topic_column = g_array_new(FALSE, TRUE, sizeof(guint));
    PeopleReader reader = {.table = table,
                           .venue = venue,
                           .topic_column = topic_column,
                           .people = people,
                           .rows = rows};
    if (!find_columns(&reader, error))
        return NULL;
    find_topic_columns(&reader);
    warn_of_columns(&reader, warning, warning_data);
    return read_people(&reader, error) ? g_steal_pointer(&people) : NULL;
}
