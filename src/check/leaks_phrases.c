/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sentences give away: thanks and grants, and earlier work that is called one's own. */
#include "leaks.h"

#include <string.h>

enum { MIN_THANKS_BYTES = 20, CITED_WITHIN = 90 };

/* A citation, numbered or by name and year. */
#define CITATION                                                                                   \
    "(?:\\[\\d[^\\]]{0,30}\\]|\\([^()]{0,80}(?:19|20)\\d\\d[a-z]?[^()]{0,40}\\)|\\bet al\\b)"

#define WORK                                                                                       \
    "(?:works?|papers?|stud(?:y|ies)|publications?|articles?|report|research|findings|results?|"   \
    "methods?|approach|models?|framework|benchmark|data ?sets?|experiments|survey|analys[ie]s)"

#define FUNDERS                                                                                    \
    "(?:grants?|award|fellowship|scholarship|foundation|council|agency|ministry|NSF|DARPA|ERC|"    \
    "DFG|"                                                                                         \
    "NIH|EPSRC|NSFC|ONR|AFOSR|IARPA|UKRI|SNSF|JSPS|NRF|Horizon 2020|Horizon Europe)"

static void note(Leaks *leaks, LeakKind kind, gboolean certain, guint start, guint end)
{
    if (chairlift_leaks_region(leaks->manuscript, start) != REGION_REFERENCES)
        chairlift_leaks_add(leaks, kind, certain, start, end);
}

/* ---- thanks -----------------------------------------------------------------------------------
 */

static gboolean is_removed(const Leaks *leaks, const char *text)
{
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(
        leaks, "\\b(?:removed|omitted|withheld|anonym\\w*(?! "
               "(?:reviewers?|referees?|and))|redacted|blind\\w*|hidden|left (?:out|blank)|"
               "will be (?:added|included|made|provided)|to be (?:added|included)|tba|tbd)\\b");
    return g_regex_match(regex, text, 0, NULL);
}

/* Whether a capital that begins no sentence stands there: a name. */
static gboolean names_somebody(const char *text, guint start, guint end)
{
    for (guint i = start + 1; i < end; i++) {
        if (g_ascii_isupper(text[i]) && text[i - 1] == ' ' && g_ascii_islower(text[i + 1]) &&
            (i < 2 || text[i - 2] != '.'))
            return TRUE;
    }
    return FALSE;
}

/* Sections of acknowledgements that name somebody. */
static void search_sections(Leaks *leaks)
{
    const GArray *pieces = leaks->manuscript->pieces;
    const char *text = leaks->manuscript->text->str;
    for (guint i = 0; i < pieces->len; i++) {
        const ManuscriptPiece *first = &g_array_index(pieces, ManuscriptPiece, i);
        if (first->region != REGION_ACKNOWLEDGEMENTS)
            continue;
        guint last = i;
        while (last + 1 < pieces->len &&
               g_array_index(pieces, ManuscriptPiece, last + 1).region == REGION_ACKNOWLEDGEMENTS)
            last++;
        const guint end = g_array_index(pieces, ManuscriptPiece, last).end;
        const guint to = chairlift_manuscript_character(text, MIN(end, first->start + 300));
        g_autofree char *said = g_strndup(text + first->start, to - first->start);
        g_autofree char *heading = g_strdup(first->line->text);
        const gsize heading_bytes = last > i ? strlen(heading) : strlen("Acknowledgements");
        if (strlen(said) > heading_bytes + MIN_THANKS_BYTES && !is_removed(leaks, said) &&
            names_somebody(said, (guint)heading_bytes + 1, (guint)strlen(said)))
            chairlift_leaks_add(leaks, LEAK_ACKNOWLEDGEMENTS, TRUE, first->start,
                                MIN(first->start + 60, end));
        i = last;
    }
}

static void judge_thanks(Leaks *leaks, guint start, guint end, gpointer data)
{
    (void)data;
    const Manuscript *manuscript = leaks->manuscript;
    guint from, to;
    chairlift_manuscript_sentence(manuscript, start, end, &from, &to);
    if (names_somebody(manuscript->text->str, end, to))
        note(leaks, LEAK_ACKNOWLEDGEMENTS, TRUE, start, MIN(to, end + 60));
}

static void judge_funding(Leaks *leaks, guint start, guint end, gpointer data)
{
    note(leaks, LEAK_ACKNOWLEDGEMENTS, GPOINTER_TO_INT(data) != 0, start, end);
}

static void search_thanks(Leaks *leaks)
{
    search_sections(leaks);
    chairlift_leaks_each(leaks,
                         "\\b(?:we|the authors?) (?:(?:would|also|like|to|sincerely|gratefully|"
                         "are|deeply|especially|very|wish) )*(?:thank|grateful to|indebted to|"
                         "thankful to)\\b(?! (?:all )?(?:the |our )?(?:anonymous |three |four )?"
                         "(?:reviewers?|referees?|readers?|area chairs?|program)\\b)",
                         judge_thanks, NULL);
    chairlift_leaks_each(
        leaks,
        "\\b(?:we|the authors?) (?:(?:also|gratefully|would|like|to) )*acknowledge "
        "(?:the )?(?:generous |financial |computational |computing )*(?:support|"
        "funding|funds?|help|assistance|resources|use of|grants?)\\b",
        judge_funding, GINT_TO_POINTER(TRUE));
    chairlift_leaks_each(
        leaks,
        "(?:\\b(?:work|research|paper|project|material|authors?|we|study)\\b[^.]{0,40}"
        "\\b(?:is|was|were|are|been)\\b(?: also| partially| partly| in part)? |"
        "(?<=[.\\d] )|^)(?:supported|funded|sponsored|financed)\\b[^.]{0,120}\\b" FUNDERS "\\b",
        judge_funding, GINT_TO_POINTER(TRUE));
    chairlift_leaks_each(
        leaks,
        "\\b(?:grants?|award|contract|project)(?: agreement)?(?: ?nos?\\.?| numbers?| "
        "#| ID)? ?(?:[A-Z]{2,}[A-Z0-9/.-]*\\d{3,}|\\d{5,}|[A-Z0-9]+[/-][A-Z0-9/-]*\\d{3,})",
        judge_funding, GINT_TO_POINTER(TRUE));
}

/* ---- own earlier work -------------------------------------------------------------------------
 */

/* Certain with a citation in the same sentence, soon. data: whether it counts without, too. */
static void judge_own(Leaks *leaks, guint start, guint end, gpointer data)
{
    const Manuscript *manuscript = leaks->manuscript;
    guint from, to;
    chairlift_manuscript_sentence(manuscript, start, end, &from, &to);
    g_autoptr(GRegex) citation = chairlift_leaks_pattern(leaks, CITATION);
    const gboolean cited = chairlift_leaks_matches(citation, manuscript->text->str, start,
                                                   MIN(to, end + CITED_WITHIN));
    if (cited || GPOINTER_TO_INT(data) != 0)
        note(leaks, LEAK_SELF_CITATION, cited, start, end);
}

/* An earlier version that others can find. */
static void judge_version(Leaks *leaks, guint start, guint end, gpointer data)
{
    (void)data;
    const Manuscript *manuscript = leaks->manuscript;
    guint from, to;
    chairlift_manuscript_sentence(manuscript, start, end, &from, &to);
    g_autoptr(GRegex) published = chairlift_leaks_pattern(
        leaks,
        "\\b(?:appear\\w*|published|presented (?:at|in)|accepted|available|arxiv)\\b|" CITATION);
    note(leaks, LEAK_SELF_CITATION,
         chairlift_leaks_matches(published, manuscript->text->str, start,
                                 MIN(to, end + CITED_WITHIN)),
         start, end);
}

static void search_own_work(Leaks *leaks)
{
    chairlift_leaks_each(
        leaks,
        "\\b(?:our|my) (?:own )?(?:previous|prior|earlier|past|preceding|companion|"
        "concurrent|parallel|preliminary|recent|workshop) " WORK "\\b",
        judge_own, GINT_TO_POINTER(FALSE));
    chairlift_leaks_each(
        leaks,
        "\\b(?:our|my) (?:own )?(?:previous|prior|earlier|past|preceding|companion|"
        "workshop) (?:works?|papers?|publications?|articles?)\\b",
        judge_own, GINT_TO_POINTER(TRUE));
    chairlift_leaks_each(
        leaks,
        "\\bwe (?:have |had )?(?:previously|earlier) (?:\\w+ed|shown|found|built|"
        "wrote|written)\\b|"
        "\\bas we (?:have )?(?:showed|shown|demonstrated|argued|reported|described|"
        "proposed|introduced|found)(?: previously| earlier| before)? (?:in )?"
        "(?=" CITATION ")|"
        "\\bwe (?:build on|extend|continue|follow up on) our\\b",
        judge_own, GINT_TO_POINTER(FALSE));
    chairlift_leaks_each(
        leaks,
        "\\b(?:preliminary|earlier|previous|short(?:er)?|extended|longer|conference|"
        "workshop|journal) version of (?:this|the present|our) (?:paper|work|article|"
        "manuscript|study)\\b|"
        "\\b(?:this|the present) (?:paper|work|article) (?:extends|is an extension of|"
        "builds (?:up)?on) our\\b",
        judge_version, NULL);
}

void chairlift_leaks_in_phrases(Leaks *leaks)
{
    search_thanks(leaks);
    search_own_work(leaks);
}
