/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_cell.h"

#include <string.h>

/* Whether a spreadsheet would compute the cell: titles come from strangers, and a formula can send
 * the other cells away (OWASP, "CSV injection"). OpenReview ids such as "-aB3_x" begin with a minus
 * but consist of nothing that computes, so they stay as they are. */
static gboolean is_formula(const char *string)
{
    if (*string == '\0' || strchr("=+-@\t\r", *string) == NULL)
        return FALSE;
    if (*string != '-')
        return TRUE;
    while (*string == '-' || *string == '_' || *string == '.' || g_ascii_isalnum(*string))
        string++;
    return *string != '\0';
}

void chairlift_csv_append_cell(GString *text, const char *string)
{
    if (string == NULL)
        return;
    g_autofree char *valid =
        g_utf8_validate(string, -1, NULL) ? NULL : g_utf8_make_valid(string, -1);
    if (valid != NULL)
        string = valid;
    gboolean formula = is_formula(string);
    gboolean quoted =
        strpbrk(string, "\",\r\n") != NULL || *string == ' ' || g_str_has_suffix(string, " ");
    if (quoted)
        g_string_append_c(text, '"');
    if (formula)
        g_string_append_c(text, '\'');
    for (; *string != '\0'; string++) {
        if (*string == '"')
            g_string_append_c(text, '"');
        g_string_append_c(text, *string);
    }
    if (quoted)
        g_string_append_c(text, '"');
}

const char *chairlift_csv_original(const char *cell)
{
    return *cell == '\'' && is_formula(cell + 1) ? cell + 1 : cell;
}
