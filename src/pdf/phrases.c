/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

#include <string.h>

enum { MAX_HEADING_LETTERS = 60, MAX_LEAD_BYTES = 40 };

char *chairlift_phrases_letters(const char *text)
{
    GString *letters = g_string_new(NULL);
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar letter = g_utf8_get_char(text);
        if (g_unichar_isalpha(letter))
            g_string_append_unichar(letters, g_unichar_tolower(letter));
    }
    return g_string_free(letters, FALSE);
}

static gboolean begins_with_any(const char *lower, const char *const *phrases)
{
    for (; *phrases != NULL; phrases++) {
        if (strncmp(lower, *phrases, strlen(*phrases)) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_any(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(text, *words) == 0)
            return TRUE;
    }
    return FALSE;
}

/* ---- the abstract's heading ------------------------------------------------------------------ */

static gboolean is_dash(gunichar letter)
{
    return letter == 0x2014 || letter == 0x2013 || letter == 0x2212;
}

gboolean chairlift_phrases_is_abstract(const LayoutLine *line)
{
    g_autofree char *letters = chairlift_phrases_letters(line->text);
    /* Some publishers set another heading beside it, in spaced letters that run together. */
    if (strcmp(letters, "abstract") == 0 || strcmp(letters, "articleinfoabstract") == 0)
        return TRUE;
    if (g_ascii_strncasecmp(line->text, "abstract", 8) != 0)
        return FALSE;
    const char *after = line->text + 8;
    while (*after == ' ')
        after++;
    gunichar mark = g_utf8_get_char(after);
    if (is_dash(mark) || mark == ':' || mark == '.' || mark == '|')
        return TRUE;
    if (mark == '-') /* a dash, not "abstract-level" */
        return after[1] == ' ' || after[1] == '-' || g_ascii_isupper(after[1]);
    g_autofree char *lead = line->lead != NULL ? chairlift_phrases_letters(line->lead) : NULL;
    return lead != NULL && strcmp(lead, "abstract") == 0;
}

gboolean chairlift_phrases_is_summary(const LayoutLine *line)
{
    static const char *const HEADINGS[] = {"summary", "executivesummary", NULL};
    g_autofree char *letters = chairlift_phrases_letters(line->text);
    return is_any(letters, HEADINGS);
}

const char *chairlift_phrases_run_in(const char *text)
{
    if (g_ascii_strncasecmp(text, "abstract", 8) != 0)
        return NULL;
    for (text += 8; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar letter = g_utf8_get_char(text);
        if (g_unichar_isalnum(letter) || letter == '(' || letter == '"' || letter == 0x201C)
            return text;
    }
    return NULL;
}

/* ---- what comes after it --------------------------------------------------------------------- */

/* "1 Introduction", "I. INTRODUCTION", "Introduction", alone or set off from the text that goes on
 * in the same line. */
static gboolean is_first_section(const LayoutRow *row)
{
    static const char *const NAMES[] = {
        "introduction", "iintroduction",   "introductionandmotivation",
        "background",   "motivation",      "introductionandbackground",
        "contents",     "tableofcontents", NULL};
    const char *lead = row->head->lead;
    if (lead != NULL && strlen(lead) <= MAX_LEAD_BYTES) {
        g_autofree char *letters = chairlift_phrases_letters(lead);
        if (g_str_has_suffix(letters, "introduction"))
            return TRUE;
    }
    if (row->letters > MAX_HEADING_LETTERS)
        return FALSE;
    g_autofree char *letters = chairlift_phrases_letters(row->text);
    return is_any(letters, NAMES);
}

/* "1 Why models fail": a number, then few words, bold or large. */
static gboolean is_numbered_heading(const LayoutRow *row, float size)
{
    const char *after = row->text + strspn(row->text, "0123456789");
    if (after == row->text || after - row->text > 2 || row->letters > MAX_HEADING_LETTERS)
        return FALSE;
    if (*after == '.')
        after++;
    return *after == ' ' && g_unichar_isupper(g_utf8_get_char(after + 1)) &&
           (row->size > 1.05F * size || (row->style & (LAYOUT_BOLD | LAYOUT_SMALL_CAPS)) != 0);
}

/* A word that stands out, a colon, and an address: "Code: https://...", "Contact: ...@...". */
static gboolean is_labelled_address(const LayoutRow *row)
{
    const char *lead = row->head->lead;
    if (lead == NULL || strlen(lead) > MAX_LEAD_BYTES)
        return FALSE;
    if (!g_str_has_suffix(lead, ":") && !g_str_has_suffix(lead, "\342\200\224"))
        return FALSE;
    return strstr(row->text, "http") != NULL || strchr(row->text, '@') != NULL ||
           strstr(row->text, "www.") != NULL || strstr(row->text, "github.") != NULL;
}

gboolean chairlift_phrases_ends_abstract(const LayoutRow *row, float size)
{
    static const char *const FOLLOWERS[] = {"keywords",
                                            "key words",
                                            "keyword:",
                                            "key-words",
                                            "index terms",
                                            "ccs concepts",
                                            "categories and subject",
                                            "general terms",
                                            "additional key words",
                                            "acm reference format",
                                            "code:",
                                            "code —",
                                            "code -",
                                            "datasets —",
                                            "dataset —",
                                            "extended version —",
                                            "project page:",
                                            "correspondence:",
                                            "date:",
                                            "jel classification",
                                            "pacs numbers",
                                            "msc classification",
                                            "mathematics subject classification",
                                            "©",
                                            "copyright ",
                                            "(c) 20",
                                            "permission to make digital",
                                            NULL};
    g_autofree char *lower = g_utf8_strdown(row->text, -1);
    return begins_with_any(lower, FOLLOWERS) || is_first_section(row) ||
           chairlift_phrases_is_caption(row->text) || is_labelled_address(row) ||
           (size > 0 && is_numbered_heading(row, size));
}

gboolean chairlift_phrases_is_part_of_abstract(const LayoutRow *row)
{
    static const char *const NAMES[] = {
        "background", "objective",  "objectives", "aim",         "aims",
        "purpose",    "motivation", "method",     "methods",     "materialsandmethods",
        "results",    "findings",   "conclusion", "conclusions", "interpretation",
        NULL};
    if (row->letters > MAX_HEADING_LETTERS)
        return FALSE;
    g_autofree char *letters = chairlift_phrases_letters(row->text);
    return is_any(letters, NAMES) && !g_ascii_isdigit(row->text[0]);
}

const char *chairlift_phrases_keywords(const char *text)
{
    static const char *const LABELS[] = {"additional key words and phrases",
                                         "index terms",
                                         "keywords",
                                         "key words",
                                         "key-words",
                                         "keyword"};
    for (gsize i = 0; i < G_N_ELEMENTS(LABELS); i++) {
        gsize length = strlen(LABELS[i]);
        if (g_ascii_strncasecmp(text, LABELS[i], length) != 0)
            continue;
        const char *after = text + length;
        gunichar mark = g_utf8_get_char(after);
        if (*after != '\0' && *after != ' ' && strchr(":.-", *after) == NULL && !is_dash(mark) &&
            mark != 0xB7)
            return NULL;
        while (*after != '\0' && !g_unichar_isalnum(g_utf8_get_char(after)))
            after = g_utf8_next_char(after);
        return after;
    }
    return NULL;
}

/* ---- around it ------------------------------------------------------------------------------- */

gboolean chairlift_phrases_is_banner(const char *text)
{
    static const char *const BANNERS[] = {"published as ",
                                          "published in ",
                                          "under review",
                                          "accepted ",
                                          "preprint",
                                          "arxiv:",
                                          "proceedings of ",
                                          "journal of ",
                                          "to appear ",
                                          "technical report",
                                          "research article",
                                          "original article",
                                          "review article",
                                          "workshop track",
                                          "article in press",
                                          "manuscript ",
                                          "draft ",
                                          "working paper",
                                          "ieee transactions",
                                          "transactions on ",
                                          "transactions of ",
                                          "international conference ",
                                          "international journal ",
                                          NULL};
    static const char *const ALONE[] = {"article",    "letter",      "articles",
                                        "paper",      "research",    "originalresearch",
                                        "openaccess", "perspective", NULL};
    g_autofree char *lower = g_utf8_strdown(text, -1);
    g_autofree char *letters = chairlift_phrases_letters(text);
    return begins_with_any(lower, BANNERS) || is_any(letters, ALONE);
}

gboolean chairlift_phrases_is_caption(const char *text)
{
    static const char *const LABELS[] = {"figure ",    "fig. ",    "fig.", "table ",
                                         "algorithm ", "listing ", NULL};
    for (const char *const *label = LABELS; *label != NULL; label++) {
        gsize length = strlen(*label);
        if (g_ascii_strncasecmp(text, *label, length) != 0)
            continue;
        const char *number = text + length;
        gsize digits = strspn(number, "0123456789");
        if (digits > 0 && strchr(":.|", number[digits]) != NULL)
            return TRUE;
    }
    return FALSE;
}

gboolean chairlift_phrases_ends_sentence(const char *text)
{
    gsize length = strlen(text);
    while (length > 0 && strchr(")]\"'*", text[length - 1]) != NULL)
        length--;
    if (length > 0 && strchr(".!?", text[length - 1]) != NULL)
        return TRUE;
    g_autofree char *cut = g_strndup(text, length);
    if (g_str_has_suffix(cut, "\342\200\235")) /* a closing quotation mark */
        return TRUE;
    const char *last = strrchr(cut, ' ');
    last = last != NULL ? last + 1 : cut;
    return strstr(last, "://") != NULL || strstr(last, "github.com") != NULL;
}
