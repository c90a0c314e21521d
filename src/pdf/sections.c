/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paper's parts: headings by their letters and their numbers or names, where the references
 * start and where the main text ends, captions, and e-mail addresses. */
#include "sections.h"

#include "message.h"
#include "phrases.h"
#include "rows.h"

#include <string.h>

enum { MAX_HEADING_LETTERS = 90, MAX_NAME_LETTERS = 45, MAX_EMAIL_BYTES = 254 };

/* ---- headings -------------------------------------------------------------------------------- */

static gboolean is_any(const char *word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(word, *words) == 0)
            return TRUE;
    }
    return FALSE;
}

/* End of a section's number at the start of a text ("3", "2.1", "A.", "B.2", "IV."); text itself
 * when there is none. */
static const char *skip_number(const char *text)
{
    const char *at = text + strspn(text, "0123456789");
    if (at == text && (gsize)(at - text) == strspn(text, "IVX"))
        at += g_ascii_isupper(*at) && (at[1] == '.' || at[1] == ' ') ? 1 : 0;
    if (at == text) {
        at += strspn(text, "IVX");
        if (at == text || *at != '.')
            return text;
    }
    while (*at == '.' || (g_ascii_isdigit(*at) && at[-1] == '.'))
        at++;
    return *at == ' ' && at - text <= 6 ? at + 1 : text;
}

static gboolean stands_out(const LayoutRow *row, float body_size)
{
    return (row->style & (LAYOUT_BOLD | LAYOUT_SMALL_CAPS)) != 0 || row->size > 1.08F * body_size ||
           row->largest > 1.15F * row->size;
}

static gboolean is_in_capitals(const char *text)
{
    guint capitals = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar letter = g_utf8_get_char(text);
        if (g_unichar_islower(letter))
            return FALSE;
        capitals += g_unichar_isupper(letter) ? 1 : 0;
    }
    return capitals >= 5;
}

/* The name of a heading without its number, in letters alone. */
static char *heading_name(const LayoutRow *row)
{
    return chairlift_phrases_letters(skip_number(row->text));
}

/* Whether letters are all of a name that sections have, or the beginning of one. */
static gboolean is_section_name(const char *letters)
{
    static const char *const NAMES[] = {"introduction", "relatedwork", "background",  "method",
                                        "methods",      "methodology", "experiments", "results",
                                        "discussion",   "conclusion",  "conclusions", "references",
                                        "bibliography", NULL};
    static const char *const BEGINNINGS[] = {"acknowledg",
                                             "appendix",
                                             "appendices",
                                             "supplementary",
                                             "supplemental",
                                             "limitations",
                                             "impactstatement",
                                             "broaderimpact",
                                             "ethicsstatement",
                                             "ethicalstatement",
                                             "ethicalconsiderations",
                                             "reproducibilitystatement",
                                             "authorcontributions",
                                             "llmusage",
                                             "useofllms",
                                             "useoflargelanguagemodels",
                                             "neuripspaperchecklist",
                                             NULL};
    if (is_any(letters, NAMES))
        return TRUE;
    for (const char *const *beginning = BEGINNINGS; *beginning != NULL; beginning++) {
        if (g_str_has_prefix(letters, *beginning) && strlen(letters) <= MAX_NAME_LETTERS)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_heading(const LayoutRow *row, float step, float body_size, gboolean numbers)
{
    if (row->letters < 3 || row->letters > MAX_HEADING_LETTERS || row->largest < 0.95F * body_size)
        return FALSE;
    if (!stands_out(row, body_size) && !is_in_capitals(row->text))
        return FALSE;
    g_autofree char *name = heading_name(row);
    if (is_section_name(name))
        return TRUE;
    const char *text = skip_number(row->text);
    return numbers && text != row->text && row->text[0] != '0' &&
           g_unichar_isupper(g_utf8_get_char(text)) && step > 1.25F * body_size &&
           !g_str_has_suffix(row->text, ",");
}

/* Whether a heading begins the references. */
static gboolean begins_references(const char *name)
{
    static const char *const NAMES[] = {"references",         "reference",       "bibliography",
                                        "referencesandnotes", "literaturecited", NULL};
    return is_any(name, NAMES);
}

/* Whether a heading begins what venues do not count as main text. */
static gboolean ends_main_text(const LayoutRow *row, const char *name)
{
    static const char *const BEGINNINGS[] = {"appendix",
                                             "appendices",
                                             "supplementary",
                                             "impactstatement",
                                             "broaderimpact",
                                             "ethicsstatement",
                                             "ethicalstatement",
                                             "ethicalconsiderations",
                                             "reproducibilitystatement",
                                             "acknowledgment",
                                             "acknowledgement",
                                             "neuripspaperchecklist",
                                             "checklist",
                                             "paperchecklist",
                                             "limitations",
                                             "authorcontributions",
                                             "llmusage",
                                             "useofllms",
                                             NULL};
    if (begins_references(name))
        return TRUE;
    for (const char *const *beginning = BEGINNINGS; *beginning != NULL; beginning++) {
        if (g_str_has_prefix(name, *beginning))
            return strcmp(*beginning, "limitations") != 0 || skip_number(row->text) == row->text;
    }
    /* "A Proofs": lettered sections are the appendix. */
    const char *text = row->text;
    return g_ascii_isupper(text[0]) && text[0] == 'A' && skip_number(text) != text;
}

static void add_heading(const LayoutRow *row, const LayoutPage *page, guint number,
                        ChairliftPdfStructure *structure)
{
    /* An author's initial: nothing is lettered before there is a section. */
    if (structure->sections->len == 0 && g_ascii_isalpha(row->text[0]) && row->text[1] == '.' &&
        row->text[0] != 'I')
        return;
    double position = CLAMP(row->top / page->height, 0, 1);
    g_autofree char *name = heading_name(row);
    if (structure->sections->len < CHAIRLIFT_PDF_SECTIONS_LIMIT &&
        strlen(row->text) <= CHAIRLIFT_PDF_STRING_LIMIT) {
        ChairliftPdfSection *section = g_new(ChairliftPdfSection, 1);
        *section = (ChairliftPdfSection){g_strdup(row->text), number + 1, position};
        g_ptr_array_add(structure->sections, section);
    }
    if (structure->references_page == 0 && begins_references(name)) {
        structure->references_page = number + 1;
        structure->references_position = position;
    }
    if (structure->main_end_page == 0 && ends_main_text(row, name)) {
        structure->main_end_page = number + 1;
        structure->main_end_position = position;
    }
}

/* ---- captions and addresses ------------------------------------------------------------------ */

static void count_caption(const char *text, ChairliftPdfStructure *structure)
{
    if (!chairlift_phrases_is_caption(text))
        return;
    if (g_ascii_strncasecmp(text, "fig", 3) == 0)
        structure->figures++;
    else if (g_ascii_strncasecmp(text, "table", 5) == 0)
        structure->tables++;
}

static gboolean is_address_character(char c)
{
    return g_ascii_isalnum(c) || c == '.' || c == '-' || c == '_' || c == '+';
}

static void add_email(ChairliftPdfStructure *structure, const char *user, gsize user_length,
                      const char *host)
{
    g_autofree char *address = g_strdup_printf("%.*s@%s", (int)user_length, user, host);
    if (user_length == 0 || strlen(address) > MAX_EMAIL_BYTES ||
        structure->emails->len >= CHAIRLIFT_PDF_EMAILS_LIMIT ||
        g_ptr_array_find_with_equal_func(structure->emails, address, g_str_equal, NULL))
        return;
    g_ptr_array_add(structure->emails, g_steal_pointer(&address));
}

/* The users of "{ada,bertil}@example.org", whose closing brace is at end. */
static void add_grouped_emails(ChairliftPdfStructure *structure, const char *line, const char *end,
                               const char *host)
{
    const char *start = end;
    while (start > line && start[-1] != '{')
        start--;
    if (start == line)
        return;
    g_autofree char *group = g_strndup(start, (gsize)(end - start));
    g_auto(GStrv) users = g_strsplit_set(group, ",;| ", 0);
    for (char **user = users; *user != NULL; user++)
        add_email(structure, *user,
                  strspn(*user, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
                                "UVWXYZ0123456789.-_+"),
                  host);
}

static void find_emails(const char *line, ChairliftPdfStructure *structure)
{
    for (const char *at = strchr(line, '@'); at != NULL; at = strchr(at + 1, '@')) {
        gsize length = 0;
        while (is_address_character(at[1 + length]))
            length++;
        while (length > 0 && !g_ascii_isalnum(at[length]))
            length--; /* a full stop after it */
        g_autofree char *host = g_strndup(at + 1, length);
        const char *dot = strrchr(host, '.');
        if (dot == NULL || strlen(dot) < 3)
            continue;
        const char *end = at;
        while (end > line && end[-1] == ' ')
            end--;
        if (end > line && end[-1] == '}') {
            add_grouped_emails(structure, line, end - 1, host);
            continue;
        }
        const char *user = end;
        while (user > line && is_address_character(user[-1]))
            user--;
        while (user < end && !g_ascii_isalnum(*user))
            user++;
        add_email(structure, user, (gsize)(end - user), host);
    }
}

/* ---- a page ---------------------------------------------------------------------------------- */

/* numbers: whether a number makes a heading. */
static void read_column(const GArray *lines, const LayoutColumn *column, const LayoutPage *page,
                        guint number, float body_size, gboolean numbers,
                        ChairliftPdfStructure *structure)
{
    g_autoptr(GArray) rows = chairlift_layout_rows(lines, column);
    for (guint i = 0; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        float step = i > 0 ? row->top - row[-1].top : page->height;
        count_caption(row->text, structure);
        if (is_heading(row, step, body_size, numbers))
            add_heading(row, page, number, structure);
    }
}

void chairlift_layout_sections(const GArray *lines, const LayoutPage *page, guint number,
                               LayoutGutter gutter, float body_size,
                               ChairliftPdfStructure *structure)
{
    float middle = chairlift_gutter_middle(gutter);
    LayoutColumn column = {.right = page->width};
    if (middle > 0) {
        /* An appendix in one column may begin with a heading in the middle. Numbers across the page
         * are those of tables and titles. */
        g_autoptr(GArray) across = chairlift_layout_lines_across(lines, middle);
        read_column(across, &column, page, number, body_size, FALSE, structure);
        column.right = middle;
    }
    read_column(lines, &column, page, number, body_size, TRUE, structure);
    if (middle > 0) {
        column = (LayoutColumn){.left = middle, .right = page->width};
        read_column(lines, &column, page, number, body_size, TRUE, structure);
    }
    for (guint i = 0; i < lines->len; i++)
        find_emails(g_array_index(lines, LayoutLine, i).text, structure);
}
