/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contributors from BibTeX: the author fields of all entries. Nothing else of the format is looked
 * at, so that strings, comments and unknown entries need not be understood.
 *
 * (btparse, Debian's parser of BibTeX, ends the program on some malformed input.) */
#include "contributors.h"

#include <string.h>

#include "chairlift/paper.h"

/* The end of a value that begins at text with "{" or a quotation mark; NULL when it has none. */
static const char *value_end(const char *text)
{
    const gboolean quoted = *text == '"';
    guint depth = quoted ? 0 : 1;
    for (const char *at = text + 1; *at != '\0'; at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        else if (*at == '{')
            depth++;
        else if (*at == '}' && depth > 0)
            depth--;
        else if (*at == '"' && quoted && depth == 0)
            return at;
        if (!quoted && depth == 0)
            return at;
    }
    return NULL;
}

static void add_name(ChairliftContributors *contributors, const char *name, gsize length)
{
    g_autofree char *text = g_strstrip(g_strndup(name, length));
    if (*text == '\0' || strcmp(text, "others") == 0)
        return;
    ChairliftContributor *person = chairlift_contributor_new();
    chairlift_contributor_add_name(person, text);
    chairlift_contributors_add(contributors, person);
}

/* Names stand between the word "and", outside braces. */
static void add_names(ChairliftContributors *contributors, const char *value, const char *end)
{
    guint depth = 0;
    const char *start = value;
    for (const char *at = value; at < end; at++) {
        if (*at == '{')
            depth++;
        else if (*at == '}' && depth > 0)
            depth--;
        if (depth == 0 && g_ascii_isspace(*at) && end - at > 5 &&
            g_ascii_strncasecmp(at + 1, "and", 3) == 0 && g_ascii_isspace(at[4])) {
            add_name(contributors, start, (gsize)(at - start));
            start = at + 5;
            at += 3;
        }
    }
    if (start < end)
        add_name(contributors, start, (gsize)(end - start));
}

static guint64 line_of(const char *text, const char *at)
{
    guint64 line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

/* The value of a field that begins at text with "author", or NULL when it is another's. */
static const char *value_of(const char *text, const char *start)
{
    const char before = text > start ? text[-1] : ' ';
    text += strlen("author");
    text += strspn(text, " \t\r\n");
    if (g_ascii_isalnum(before) || before == '_' || *text != '=')
        return NULL;
    text++;
    text += strspn(text, " \t\r\n");
    return *text == '{' || *text == '"' ? text : NULL;
}

gboolean chairlift_contributors_read_bibtex(ChairliftContributors *contributors, const char *name,
                                            const char *text, GError **error)
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    const char *at = lower;
    while ((at = strstr(at, "author")) != NULL) {
        const char *value = value_of(at, lower);
        if (value == NULL) {
            at += strlen("author");
            continue;
        }
        const char *opening = text + (value - lower), *end = value_end(opening);
        if (end == NULL) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                        "%s:%" G_GUINT64_FORMAT
                        ": the authors that begin here have no end; close the brace or quotation",
                        name, line_of(text, opening));
            return FALSE;
        }
        add_names(contributors, opening + 1, end);
        at = lower + (end - text);
    }
    return TRUE;
}
