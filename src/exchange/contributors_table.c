/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contributors from a table with a row of headers. */
#include "contributors.h"
#include "table.h"

#include <string.h>

static const char NAME[] = "name fullname author authorname";
static const char GIVEN[] = "givenname firstname first given";
static const char FAMILY[] = "familyname lastname last surname family";
static const char EMAIL[] = "email emails emailaddress mail preferredemail";
static const char INSTITUTION[] = "institution institutions affiliation affiliations organization "
                                  "organisation institutionname";
static const char ID[] = "id openreviewid openreview profile profileid username tildeid";
static const char *const ACCOUNTS[] = {"github githubuser githubusername githubaccount",
                                       "huggingface huggingfaceuser huggingfaceusername hf hfuser",
                                       "homepage website web", "accounts account usernames"};

gboolean chairlift_contributors_is_table(const char *text)
{
    g_autofree char *line = g_strndup(text, strcspn(text, "\r\n"));
    if (strpbrk(line, ",;\t") == NULL)
        return FALSE;
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("", line, strlen(line));
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, NULL);
    return table != NULL &&
           (chairlift_table_find(table, NAME) >= 0 || chairlift_table_find(table, FAMILY) >= 0 ||
            chairlift_table_find(table, EMAIL) >= 0);
}

typedef void (*AddFunction)(ChairliftContributor *person, const char *text);

/* Adds each entry of a cell. */
static void add_cell(ChairliftContributor *person, const ChairliftTable *table,
                     const ChairliftTableRow *row, const char *headers, AddFunction function)
{
    const char *cell = chairlift_table_cell(row, chairlift_table_find(table, headers));
    g_auto(GStrv) entries = g_strsplit_set(cell != NULL ? cell : "", ";|", -1);
    for (char **entry = entries; *entry != NULL; entry++) {
        if (*g_strstrip(*entry) != '\0')
            function(person, *entry);
    }
}

static void add_id(ChairliftContributor *person, const char *id)
{
    if (!chairlift_contributor_add_profile_id(person, id))
        chairlift_contributor_add_email(person, id);
}

static ChairliftContributor *read_row(const ChairliftTable *table, const ChairliftTableRow *row)
{
    ChairliftContributor *person = chairlift_contributor_new();
    add_cell(person, table, row, NAME, chairlift_contributor_add_name);
    const char *given = chairlift_table_cell(row, chairlift_table_find(table, GIVEN));
    const char *family = chairlift_table_cell(row, chairlift_table_find(table, FAMILY));
    if (family != NULL)
        chairlift_contributor_add_parts(person, given, family);
    add_cell(person, table, row, EMAIL, chairlift_contributor_add_email);
    add_cell(person, table, row, INSTITUTION, chairlift_contributor_add_institution);
    add_cell(person, table, row, ID, add_id);
    for (gsize i = 0; i < G_N_ELEMENTS(ACCOUNTS); i++)
        add_cell(person, table, row, ACCOUNTS[i], chairlift_contributor_add_account);
    return person;
}

gboolean chairlift_contributors_read_table(ChairliftContributors *contributors, const char *name,
                                           const char *text, gsize length, GError **error)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes(name, text, length);
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    if (table == NULL)
        return FALSE;
    for (guint i = 1; i < table->rows->len; i++)
        chairlift_contributors_add(contributors,
                                   read_row(table, g_ptr_array_index(table->rows, i)));
    return TRUE;
}
