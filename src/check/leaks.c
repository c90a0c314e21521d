/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathering leaks, and what several checks ask of the text. */
#include "leaks.h"

#include <string.h>

enum { MAX_PLACES = 50, CITATION_WITHIN = 40, PARENTHESIS_WITHIN = 120 };

static gboolean is_noted(const GPtrArray *places, const ChairliftPlace *place)
{
    for (guint i = 0; i < places->len; i++) {
        const ChairliftPlace *other = g_ptr_array_index(places, i);
        if (other->page == place->page && g_strcmp0(other->excerpt, place->excerpt) == 0)
            return TRUE;
        /* One in the other: an address in a line that is a leak as a whole. */
        if (other->page == place->page && place->page > 0 && place->right > 0 &&
            place->left >= other->left - 1e-6 && place->right <= other->right + 1e-6 &&
            place->top >= other->top - 1e-6 && place->bottom <= other->bottom + 1e-6)
            return TRUE;
    }
    return FALSE;
}

/* Takes ownership of the excerpt. Places beyond doubt come first. */
static void add_place(Leaks *leaks, LeakKind kind, gboolean certain, ChairliftPlace place)
{
    GPtrArray *places = leaks->places[kind];
    if (certain && !leaks->certain[kind])
        g_ptr_array_set_size(places, 0); /* what is doubtful would only distract */
    if (certain == leaks->certain[kind] || certain) {
        leaks->certain[kind] |= certain;
        if (places->len < MAX_PLACES && !is_noted(places, &place)) {
            g_ptr_array_add(places, g_memdup2(&place, sizeof place));
            return;
        }
    }
    g_free(place.excerpt);
}

void chairlift_leaks_add(Leaks *leaks, LeakKind kind, gboolean certain, guint start, guint end)
{
    add_place(leaks, kind, certain, chairlift_manuscript_place(leaks->manuscript, start, end));
}

void chairlift_leaks_add_trace(Leaks *leaks, LeakKind kind, gboolean certain,
                               const ChairliftTrace *trace)
{
    enum { SHOWN = 200 };
    const gboolean named = *trace->name != '\0' && trace->kind != CHAIRLIFT_TRACE_TEXT &&
                           strcmp(trace->name, trace->text) != 0;
    g_autofree char *text = g_strndup(trace->text, SHOWN);
    ChairliftPlace place = {.page = trace->page,
                            .left = trace->left,
                            .top = trace->top,
                            .right = trace->right,
                            .bottom = trace->bottom,
                            .excerpt = named ? g_strconcat(trace->name, ": ", text, NULL)
                                             : g_steal_pointer(&text)};
    add_place(leaks, kind, certain, place);
}

/* ---- patterns -------------------------------------------------------------------------------- */

GRegex *chairlift_leaks_pattern(const Leaks *leaks, const char *pattern)
{
    GRegex *regex = g_hash_table_lookup(leaks->patterns, pattern);
    if (regex != NULL)
        return g_regex_ref(regex);
    GError *error = NULL;
    regex = g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error);
    if (regex == NULL)
        g_error("a pattern that is wrong: %s", error->message);
    g_hash_table_insert(leaks->patterns, g_strdup(pattern), g_regex_ref(regex));
    return regex;
}

static void unref_regex(gpointer regex)
{
    g_regex_unref(regex);
}

GHashTable *chairlift_leaks_patterns_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_regex);
}

gboolean chairlift_leaks_matches(const GRegex *regex, const char *text, guint start, guint end)
{
    return g_regex_match_full(regex, text, (gssize)chairlift_manuscript_character(text, end),
                              (int)chairlift_manuscript_character(text, start), 0, NULL, NULL);
}

void chairlift_leaks_each(Leaks *leaks, const char *pattern, LeakMatchFunction function,
                          gpointer data)
{
    const GString *text = leaks->manuscript->text;
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(leaks, pattern);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match_full(regex, text->str, (gssize)text->len, 0, 0, &match, NULL);
    while (g_match_info_matches(match)) {
        int start, end;
        if (g_match_info_fetch_pos(match, 0, &start, &end) && end > start)
            function(leaks, (guint)start, (guint)end, data);
        g_match_info_next(match, NULL);
    }
}

gboolean chairlift_leaks_is_anonymous(const char *text)
{
    static const char *const MARKS[] = {"anonym",       "anon.",        "double-blind",
                                        "double blind", "under review", "withheld",
                                        "redacted",     "removed for",  "omitted"};
    g_autofree char *folded = g_utf8_casefold(text, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        if (strstr(folded, MARKS[i]) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* Whether a text has a year, or stands for one, before its parenthesis closes. */
static gboolean has_year(const char *text, gsize length)
{
    for (gsize i = 0; i + 4 <= length && text[i] != ')'; i++) {
        if ((strncmp(text + i, "19", 2) == 0 || strncmp(text + i, "20", 2) == 0) &&
            g_ascii_isdigit(text[i + 2]) && g_ascii_isdigit(text[i + 3]))
            return TRUE;
    }
    return FALSE;
}

gboolean chairlift_leaks_is_cited(const Manuscript *manuscript, guint start, guint end)
{
    const char *text = manuscript->text->str;
    const gsize left = manuscript->text->len - end;
    /* "Doe et al. (2021)", "Doe and Roe, 2021", "Doe [3]" */
    const char *after = text + end;
    gsize skipped = 0;
    while (skipped < MIN(left, CITATION_WITHIN) && strchr("([.;", after[skipped]) == NULL)
        skipped++;
    if (skipped < left && after[skipped] == '.' && skipped >= 2 &&
        strncmp(after + skipped - 2, "al", 2) == 0)
        skipped += strspn(after + skipped, "., ");
    if (skipped < left && after[skipped] == '[' && g_ascii_isdigit(after[skipped + 1]))
        return TRUE;
    if (skipped < left &&
        has_year(after + skipped + (after[skipped] == '('), MIN(left - skipped, 12)))
        return TRUE;
    /* "(see Doe et al., 2021; ...)" */
    for (guint i = start; i > 0 && start - i < PARENTHESIS_WITHIN && text[i - 1] != ')'; i--) {
        if (text[i - 1] == '(')
            return has_year(after, MIN(left, PARENTHESIS_WITHIN));
    }
    return FALSE;
}

ManuscriptRegion chairlift_leaks_region(const Manuscript *manuscript, guint offset)
{
    const ManuscriptPiece *piece = chairlift_manuscript_piece(manuscript, offset);
    return piece != NULL ? piece->region : REGION_BODY;
}
