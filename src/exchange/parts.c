/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parts.h"

#include <string.h>

/* As OpenReview's console, HotCRP, CMT, Semantic Scholar and people write them, folded. */
static const struct {
    const char *name;
    ChairliftPart part;
} NAMES[] = {
    {"forum", CHAIRLIFT_PART_FORUM},
    {"id", CHAIRLIFT_PART_ID},
    {"paperid", CHAIRLIFT_PART_ID},
    {"submissionid", CHAIRLIFT_PART_ID},
    {"pid", CHAIRLIFT_PART_ID},
    {"number", CHAIRLIFT_PART_NUMBER},
    {"paper", CHAIRLIFT_PART_NUMBER},
    {"papernumber", CHAIRLIFT_PART_NUMBER},
    {"submission", CHAIRLIFT_PART_NUMBER},
    {"submissionnumber", CHAIRLIFT_PART_NUMBER},
    {"no", CHAIRLIFT_PART_NUMBER},
    {"file", CHAIRLIFT_PART_FILE},
    {"filename", CHAIRLIFT_PART_FILE},
    {"title", CHAIRLIFT_PART_TITLE},
    {"papertitle", CHAIRLIFT_PART_TITLE},
    {"submissiontitle", CHAIRLIFT_PART_TITLE},
    {"abstract", CHAIRLIFT_PART_ABSTRACT},
    {"paperabstract", CHAIRLIFT_PART_ABSTRACT},
    {"authors", CHAIRLIFT_PART_AUTHORS},
    {"authornames", CHAIRLIFT_PART_AUTHOR_NAMES},
    {"author", CHAIRLIFT_PART_AUTHORS},
    {"authorids", CHAIRLIFT_PART_AUTHOR_IDS},
    {"authoremails", CHAIRLIFT_PART_AUTHOR_EMAILS},
    {"keywords", CHAIRLIFT_PART_KEYWORDS},
    {"pages", CHAIRLIFT_PART_PAGES},
    {"year", CHAIRLIFT_PART_YEAR},
    {"conflicts", CHAIRLIFT_PART_CONFLICTS},
    {"conflictsofinterest", CHAIRLIFT_PART_CONFLICTS},
    {"error", CHAIRLIFT_PART_PROBLEM},
    {"message", CHAIRLIFT_PART_PROBLEM},
};

ChairliftPart chairlift_part_find(const char *name, gssize length)
{
    char folded[24];
    gsize size = length < 0 ? strlen(name) : (gsize)length;
    gsize used = 0;
    for (gsize i = 0; i < size; i++) {
        if (!g_ascii_isalnum(name[i]))
            continue;
        if (used + 1 == sizeof folded)
            return CHAIRLIFT_PARTS;
        folded[used++] = g_ascii_tolower(name[i]);
    }
    folded[used] = '\0';
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (folded[0] == NAMES[i].name[0] && strcmp(folded, NAMES[i].name) == 0)
            return NAMES[i].part;
    }
    return CHAIRLIFT_PARTS;
}

char *chairlift_part_forum_id(const char *forum)
{
    const char *query = strchr(forum, '?');
    while (query != NULL) {
        query++;
        gsize length = g_str_has_prefix(query, "id=") ? strcspn(query + 3, "&# ") : 0;
        if (length > 0)
            return g_strndup(query + 3, length);
        query = strchr(query, '&');
    }
    return g_strdup(forum);
}

/* Splits at ';' or '|', or, where there is neither, at ','; parts are trimmed. */
static char **split(const char *text)
{
    const char *separators = strpbrk(text, ";|") != NULL ? ";|" : ",";
    char **parts = g_strsplit_set(text, separators, -1);
    for (char **part = parts; *part != NULL; part++)
        g_strstrip(*part);
    return parts;
}

/* The names of as many people as there are addresses: "Lovelace, Ada" of one person is one. */
static char **split_names(const char *names, const char *emails)
{
    if (emails == NULL || strpbrk(emails, ";|,") != NULL || strpbrk(names, ";|") != NULL)
        return split(names);
    char **one = g_new0(char *, 2);
    one[0] = g_strstrip(g_strdup(names));
    return one;
}

/* Parts of text, or NULL when their number is not `wanted`. */
static char **split_alike(const char *text, guint wanted)
{
    if (text == NULL)
        return NULL;
    char **parts = split(text);
    if (g_strv_length(parts) == wanted)
        return parts;
    g_strfreev(parts);
    return NULL;
}

/* CMT's mark of the contact. */
static void drop_mark(char *text)
{
    if (text != NULL && g_str_has_suffix(text, "*"))
        text[strlen(text) - 1] = '\0';
}

/* "Ada Lovelace (Analytical Engines)" becomes "Ada Lovelace"; returns the institution, or NULL. */
static char *take_institution(char *person)
{
    char *open = g_str_has_suffix(person, ")") ? strchr(person, '(') : NULL;
    if (open == NULL || open == person)
        return NULL;
    char *institution = g_strndup(open + 1, strlen(open) - 2);
    *open = '\0';
    g_strchomp(person);
    if (*institution == '\0')
        g_clear_pointer(&institution, g_free);
    return institution;
}

/* CMT's "Lovelace, Ada" is Ada Lovelace. */
static char *in_order(const char *name)
{
    const char *comma = strstr(name, ", ");
    if (comma == NULL || comma == name || comma[2] == '\0' || strchr(comma + 1, ',') != NULL)
        return g_strdup(name);
    return g_strdup_printf("%s %.*s", comma + 2, (int)(comma - name), name);
}

void chairlift_part_add_authors(ChairliftPaper *paper, const char *names, const char *affiliated,
                                const char *ids, const char *emails)
{
    const gboolean is_affiliated = names == NULL && affiliated != NULL;
    if (is_affiliated)
        names = affiliated;
    const char *first = names != NULL ? names : ids != NULL ? ids : emails;
    if (first == NULL)
        return;
    g_auto(GStrv) parts = split_names(first, emails);
    guint length = g_strv_length(parts);
    g_auto(GStrv) name = names != NULL ? g_strdupv(parts) : NULL;
    g_auto(GStrv) person = is_affiliated ? g_strdupv(parts) : split_alike(affiliated, length);
    g_auto(GStrv) id = split_alike(ids, length);
    g_auto(GStrv) email = split_alike(emails, length);
    for (guint i = 0; i < length; i++) {
        if (*parts[i] == '\0')
            continue;
        if (name != NULL)
            drop_mark(name[i]);
        if (person != NULL)
            drop_mark(person[i]);
        if (email != NULL)
            drop_mark(email[i]);
        g_autofree char *institution = person != NULL ? take_institution(person[i]) : NULL;
        g_autofree char *called = name == NULL    ? NULL
                                  : is_affiliated ? in_order(person[i])
                                                  : in_order(name[i]);
        g_ptr_array_add(paper->authors,
                        chairlift_author_new(called, id != NULL ? id[i] : NULL,
                                             email != NULL ? email[i] : NULL, institution));
    }
}

void chairlift_part_add_conflicts(ChairliftPaper *paper, const char *conflicts)
{
    guint64 count;
    if (conflicts == NULL)
        return;
    if (g_ascii_string_to_unsigned(conflicts, 10, 0, G_MAXUINT, &count, NULL)) {
        paper->counted_conflicts = (guint)count;
        return;
    }
    g_auto(GStrv) parts = split(conflicts);
    for (char **part = parts; *part != NULL; part++)
        chairlift_paper_add_conflict(paper, *part, "named by the paper");
}

void chairlift_part_add_keywords(ChairliftPaper *paper, const char *keywords)
{
    if (keywords == NULL)
        return;
    g_auto(GStrv) parts = split(keywords);
    for (char **part = parts; *part != NULL; part++) {
        if (**part != '\0')
            g_ptr_array_add(paper->keywords, g_strdup(*part));
    }
}
