/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain records: objects whose keys say what they hold. */
#include "json_paper.h"

#include "conflict_types.h"
#include "parts.h"

#include <string.h>

char *chairlift_json_text(const json_t *value)
{
    if (json_is_string(value))
        return chairlift_paper_clean_text(json_string_value(value),
                                          (gssize)json_string_length(value), NULL);
    if (json_is_integer(value))
        return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_real(value)) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        return g_strdup(g_ascii_dtostr(number, sizeof number, json_real_value(value)));
    }
    return NULL;
}

guint chairlift_json_year(const json_t *value)
{
    static const gint64 EARLIEST = 1900, LATEST = 2200;
    gint64 number = json_integer_value(value);
    if (json_is_string(value))
        number = g_ascii_strtoll(json_string_value(value), NULL, 10);
    if (number > LATEST) {
        g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(number / 1000);
        number = date != NULL ? g_date_time_get_year(date) : 0;
    }
    return number >= EARLIEST && number <= LATEST ? (guint)number : 0;
}

/* The first of these members that has a text, or NULL. */
static char *first_text(const json_t *object, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        char *text = chairlift_json_text(json_object_get(object, *keys));
        if (text != NULL)
            return text;
    }
    return NULL;
}

/* "given family", from two members of an author. */
static char *joined_name(const json_t *author)
{
    g_autofree char *given = first_text(author, (const char *[]){"given_name", "first", NULL});
    g_autofree char *family = first_text(author, (const char *[]){"family_name", "last", NULL});
    if (given != NULL && family != NULL)
        return g_strconcat(given, " ", family, NULL);
    return given != NULL ? g_steal_pointer(&given) : g_steal_pointer(&family);
}

static char *institution_of(const json_t *author)
{
    const json_t *institutions = json_object_get(author, "institutions");
    const json_t *first = json_array_get(institutions, 0);
    if (json_is_object(first))
        return first_text(first, (const char *[]){"domain", "name", NULL});
    if (first != NULL)
        return chairlift_json_text(first);
    return first_text(author, (const char *[]){"institution", "affiliation", NULL});
}

static void add_author_object(ChairliftPaper *paper, const json_t *author)
{
    g_autofree char *name = first_text(author, (const char *[]){"fullname", "name", NULL});
    g_autofree char *id = first_text(author, (const char *[]){"username", "id", "authorId", NULL});
    g_autofree char *email = first_text(author, (const char *[]){"email", NULL});
    g_autofree char *institution = institution_of(author);
    if (name == NULL)
        name = joined_name(author);
    if (name != NULL || id != NULL || email != NULL)
        g_ptr_array_add(paper->authors, chairlift_author_new(name, id, email, institution));
}

/* An author who is a name, or only an id or e-mail address where names are hidden. */
static void add_author_text(ChairliftPaper *paper, const json_t *names, const json_t *ids,
                            const json_t *emails, gsize i)
{
    g_autofree char *name = chairlift_json_text(json_array_get(names, i));
    g_autofree char *id = chairlift_json_text(json_array_get(ids, i));
    g_autofree char *email = chairlift_json_text(json_array_get(emails, i));
    /* OpenReview lists authors without a profile by their address. */
    if (id != NULL && id[0] != '~' && email == NULL)
        email = g_steal_pointer(&id);
    if (name != NULL || id != NULL || email != NULL)
        g_ptr_array_add(paper->authors, chairlift_author_new(name, id, email, NULL));
}

void chairlift_json_add_authors(ChairliftPaper *paper, const json_t *authors, const json_t *ids,
                                const json_t *emails)
{
    if (json_is_string(authors)) {
        g_autofree char *names = chairlift_json_text(authors);
        chairlift_part_add_authors(paper, names, NULL, NULL, NULL);
        return;
    }
    gsize length = MAX(json_array_size(authors), json_array_size(ids));
    for (gsize i = 0; i < length; i++) {
        const json_t *author = json_array_get(authors, i);
        if (json_is_object(author))
            add_author_object(paper, author);
        else
            add_author_text(paper, authors, ids, emails, i);
    }
}

void chairlift_json_add_keywords(ChairliftPaper *paper, const json_t *keywords)
{
    if (json_is_string(keywords)) {
        g_autofree char *text = chairlift_json_text(keywords);
        chairlift_part_add_keywords(paper, text);
    }
    for (gsize i = 0; i < json_array_size(keywords); i++) {
        char *keyword = chairlift_json_text(json_array_get(keywords, i));
        if (keyword != NULL)
            g_ptr_array_add(paper->keywords, keyword);
    }
}

/* Sorts a record's members by the part they hold; where two hold the same, the first wins. */
static void find_parts(const json_t *record, const json_t *parts[CHAIRLIFT_PARTS])
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)record, key, value)
    {
        ChairliftPart part = chairlift_part_find(key, -1);
        if (part != CHAIRLIFT_PARTS && parts[part] == NULL && !json_is_null(value))
            parts[part] = value;
    }
}

/* Scores that chairlift wrote carry titles, too, but they are results and no papers. */
static gboolean is_result(const json_t *value)
{
    return json_is_string(json_object_get(value, "venue")) &&
           (json_is_object(json_object_get(value, "theme")) ||
            json_is_string(json_object_get(value, "error")));
}

gboolean chairlift_record_is_record(const json_t *value)
{
    gboolean found[CHAIRLIFT_PARTS + 1] = {FALSE};
    if (!json_is_object(value) || is_result(value))
        return FALSE;
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) found[chairlift_part_find(key, -1)] = TRUE;
    return found[CHAIRLIFT_PART_TITLE] || found[CHAIRLIFT_PART_ABSTRACT] ||
           (found[CHAIRLIFT_PART_PROBLEM] &&
            (found[CHAIRLIFT_PART_ID] || found[CHAIRLIFT_PART_FILE]));
}

/* HotCRP's exports (its src/paperexport.php) hold what was withdrawn or desk-rejected, and what
 * authors have begun, beside the submissions; "inprogress" is what older versions call a draft. */
ChairliftNoteState chairlift_record_state(const json_t *record)
{
    const json_t *status = json_object_get(record, "status");
    const char *says = json_is_string(status) ? json_string_value(status) : "";
    if (json_object_get(record, "pid") == NULL)
        return CHAIRLIFT_NOTE_SUBMITTED;
    if (strcmp(says, "withdrawn") == 0 || json_is_true(json_object_get(record, "withdrawn")))
        return CHAIRLIFT_NOTE_WITHDRAWN;
    if (strcmp(says, "draft") == 0 || strcmp(says, "inprogress") == 0 ||
        json_is_true(json_object_get(record, "draft")))
        return CHAIRLIFT_NOTE_DRAFT;
    return strcmp(says, "desk_reject") == 0 ? CHAIRLIFT_NOTE_DESK_REJECTED
                                            : CHAIRLIFT_NOTE_SUBMITTED;
}

static void add_pc_conflicts(ChairliftPaper *paper, const json_t *conflicts)
{
    const char *email;
    json_t *type;
    json_object_foreach((json_t *)conflicts, email, type)
    {
        const char *word = json_is_string(type) ? json_string_value(type) : "";
        if (json_is_false(type) || json_is_null(type) || chairlift_is_no_conflict(word))
            continue;
        g_autofree char *reason = *word != '\0' ? g_strdup_printf("conflict in HotCRP (%s)", word)
                                                : g_strdup("conflict in HotCRP");
        chairlift_paper_add_conflict(paper, email, reason);
    }
}

/* Contacts may change the paper, whether they are its authors or not: an array of people, or an
 * object whose keys are their addresses. */
static void add_contacts(ChairliftPaper *paper, const json_t *contacts)
{
    static const char REASON[] = "contact of the paper in HotCRP";
    const char *email;
    json_t *contact;
    gsize i;
    json_object_foreach((json_t *)contacts, email, contact)
    {
        if (!json_is_false(contact))
            chairlift_paper_add_conflict(paper, email, REASON);
    }
    json_array_foreach(contacts, i, contact)
    {
        const json_t *address =
            json_is_object(contact) ? json_object_get(contact, "email") : contact;
        if (json_is_string(address))
            chairlift_paper_add_conflict(paper, json_string_value(address), REASON);
    }
}

/* The record's own id, else its number, else its file's name; NULL when it has none of them. */
static char *record_id(const json_t *const *parts)
{
    static const ChairliftPart IDS[] = {CHAIRLIFT_PART_ID, CHAIRLIFT_PART_NUMBER};
    for (gsize i = 0; i < G_N_ELEMENTS(IDS); i++) {
        char *id = chairlift_json_text(parts[IDS[i]]);
        if (id != NULL)
            return id;
    }
    g_autofree char *forum = chairlift_json_text(parts[CHAIRLIFT_PART_FORUM]);
    if (forum != NULL)
        return chairlift_part_forum_id(forum);
    g_autofree char *file = chairlift_json_text(parts[CHAIRLIFT_PART_FILE]);
    return file != NULL ? chairlift_paper_file_id(file) : NULL;
}

void chairlift_record_read(const json_t *record, ChairliftPaper *paper)
{
    const json_t *parts[CHAIRLIFT_PARTS] = {NULL};
    find_parts(record, parts);
    char *id = record_id(parts);
    if (id != NULL) {
        g_free(paper->id);
        paper->id = id;
    }
    const json_t *title = parts[CHAIRLIFT_PART_TITLE];
    const json_t *abstract = parts[CHAIRLIFT_PART_ABSTRACT];
    chairlift_paper_set_title(paper, json_string_value(title), (gssize)json_string_length(title));
    chairlift_paper_set_abstract(paper, json_string_value(abstract),
                                 (gssize)json_string_length(abstract));
    const json_t *names = parts[CHAIRLIFT_PART_AUTHOR_NAMES];
    chairlift_json_add_authors(paper, names != NULL ? names : parts[CHAIRLIFT_PART_AUTHORS],
                               parts[CHAIRLIFT_PART_AUTHOR_IDS],
                               parts[CHAIRLIFT_PART_AUTHOR_EMAILS]);
    chairlift_json_add_keywords(paper, parts[CHAIRLIFT_PART_KEYWORDS]);
    paper->number = chairlift_json_text(parts[CHAIRLIFT_PART_NUMBER]);
    paper->year = chairlift_json_year(parts[CHAIRLIFT_PART_YEAR]);
    if (json_object_get(record, "pid") != NULL) {
        add_pc_conflicts(paper, json_object_get(record, "pc_conflicts"));
        add_contacts(paper, json_object_get(record, "contacts"));
    }
    json_int_t pages = json_integer_value(parts[CHAIRLIFT_PART_PAGES]);
    paper->pages = pages > 0 && pages < G_MAXINT ? (guint)pages : 0;
    if (paper->title == NULL && paper->abstract == NULL) {
        g_autofree char *problem = chairlift_json_text(parts[CHAIRLIFT_PART_PROBLEM]);
        chairlift_paper_set_failure(paper, "%s",
                                    problem != NULL ? problem : "has neither title nor abstract");
    }
}
