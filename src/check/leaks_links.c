/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code, data and pages of the authors' own. Most links of a paper lead to what it uses; those to
 * the authors' own stand in sentences that say so, carry the paper's own name, or stand alone in
 * the footnote of such a sentence. */
#include "addresses.h"
#include "leaks.h"

#include <string.h>

enum { CONTEXT_BYTES = 160, MIN_OWN_NAME = 4 };

typedef struct LinkSearch {
    Leaks *leaks;
    GRegex *own, *bare, *others, *anonymous, *release, *elsewhere;
    char *title; /* letters of the title's name ("XYZ" of "XYZ: A thing"), or NULL */
} LinkSearch;

/* What is ours. */
static const char OWN[] =
    "\\bour (?:own )?(?:\\w+ ){0,4}(?:code(?:base)?|data|data "
    "?sets?|repository|repo|implementation|"
    "models?|weights|checkpoints?|website|web "
    "?page|page|demo|benchmark|prompts|scripts|toolkit|library|"
    "package|artifacts?|materials?|results|generations|outputs|annotations)\\b|"
    "\\b(?:we|authors?) (?:\\w+ ){0,3}(?:releas\\w+|open-?sourc\\w+|publish\\w*|publicly "
    "shar\\w+|share|"
    "make (?:\\w+ ){0,5}(?:available|public|accessible)|provide (?:the |all )?(?:\\w+ "
    ")?(?:code|data|"
    "implementation|scripts))\\b|"
    "\\b(?:code|data|models?|implementation|materials?) (?:for|of|from|to reproduce|accompanying) "
    "(?:this|"
    "our|the) (?:paper|work|study|project|experiments|results)\\b|"
    "\\bproject (?:web)?(?:page|site)\\b|\\b(?:code|website|homepage|github|project|demo|data "
    "?sets?|"
    "repository)\\s*:\\s*$|\\breproduc\\w+ our\\b";

/* What is ours when nobody else is named beside it. */
static const char BARE[] =
    "(?:(?<=[.;:(\\d] )|\\A|\\b(?:the|all|source|full|complete|and) )(?:source "
    ")?(?:code|implementation|"
    "code and (?:\\w+ )?(?:data|data ?sets?|models?|weights)|data ?(?:sets?)? and (?:\\w+ )?code|"
    "experiments?|demonstration|demo|(?:model )?(?:responses|outputs|generations|annotations|"
    "transcripts))\\b[^.]{0,60}\\b(?:available|accessible|released|found|hosted|open-?sourced|"
    "public|at|"
    "here)\\b|\\bsupplementary (?:materials?|code|data|information)\\b[^.]{0,40}$";

/* What is said of others' things. */
static const char OTHERS[] =
    "\\b(?:we|they|authors?|and|was|were|is|are|by) (?:\\w+ "
    ")?(?:us(?:e|ed|ing)|adopt\\w*|employ\\w*|"
    "evaluat\\w+|follow\\w*|download\\w*|borrow\\w*|adapt\\w*|modif\\w+|fork\\w*|rely|relied|"
    "base\\w*|"
    "obtain\\w*|start\\w*|took|take|built|build)\\b|"
    "\\b(?:us(?:e|es|ed|ing)|based on|built (?:on|with)|from|following|via|provided "
    "by|official|original|"
    "their|its|licen[sc]ed?|developed by|implemented (?:in|with|using)) (?:\\w+ ){0,6}$|"
    "\\bet al\\b|\\[\\d+\\]|\\((?:[^()]*)(?:19|20)\\d\\d";

static const char ANONYMOUS[] =
    "anonym|\\banon\\b|anon-|-anon|anon\\d|4open\\.science|view_only=|double-?blind|blind-?review|"
    "under-?review|submission|figshare\\.com/s/|neurips\\d|icml\\d|iclr\\d|colm\\d";

/* That something of ours can be had, and what makes it no matter of the footnotes. */
static const char RELEASE[] =
    "\\bavailable (?:on|at|via|from|in) (?:our )?(?:github|hugging ?face|zenodo|osf)\\b|"
    "\\bwe (?:\\w+ ){0,3}(?:releas|open-?sourc|publish|make (?:\\w+ ){0,5}(?:available|public))|"
    "\\b(?:our|the|all) (?:source )?(?:code|data ?sets?|implementation|benchmark)\\b[^.]{0,50}\\b"
    "(?:available|accessible|released|public)|"
    "\\b(?:code|data)\\b[^.]{0,30}\\b(?:is|are) (?:publicly )?(?:available|accessible|released)";
static const char ELSEWHERE[] =
    "https?:|\\b(?:www|github\\.com|4open)\\b|\\bwill\\b|\\bupon\\b|\\bafter (?:review|acceptance)";

/* Hosts that say who uploaded something. */
static gboolean is_personal_host(const Address *address)
{
    static const char *const HOSTS[] = {"drive.google.com",
                                        "docs.google.com",
                                        "sites.google.com",
                                        "dropbox.com",
                                        "zenodo.org",
                                        "figshare.com",
                                        "osf.io",
                                        "notion.site",
                                        "onedrive.live.com",
                                        "1drv.ms",
                                        "colab.research.google.com",
                                        "youtube.com",
                                        "youtu.be",
                                        "bit.ly"};
    if (address->owner != NULL)
        return TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(HOSTS); i++) {
        if (strcmp(address->host, HOSTS[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Hosts whose pages are people. */
static gboolean is_profile(const Address *address)
{
    static const char *const PROFILES[] = {"orcid.org/", "linkedin.com/in/", "scholar.google.",
                                           "openreview.net/profile", "dblp.org/pid/"};
    for (gsize i = 0; i < G_N_ELEMENTS(PROFILES); i++) {
        if (g_str_has_prefix(address->url, PROFILES[i]))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_home_page(const Address *address)
{
    return strstr(address->url, "/~") != NULL || g_str_has_prefix(address->host, "people.") ||
           g_str_has_prefix(address->host, "homepages.");
}

/* Letters and digits of a text in lower case; free with g_free. */
static char *fold(const char *text, gsize length)
{
    GString *folded = g_string_new(NULL);
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isalnum(text[i]))
            g_string_append_c(folded, g_ascii_tolower(text[i]));
    }
    return g_string_free(folded, FALSE);
}

/* The name that a paper gives to what it brings: what stands before the colon of its title. */
static char *own_name(const char *title)
{
    const char *colon = title != NULL ? strchr(title, ':') : NULL;
    if (colon == NULL)
        return NULL;
    g_autofree char *name = fold(title, (gsize)(colon - title));
    return strlen(name) >= MIN_OWN_NAME ? g_steal_pointer(&name) : NULL;
}

static gboolean has_own_name(const LinkSearch *search, const Address *address)
{
    if (search->title == NULL)
        return FALSE;
    g_autofree char *last = chairlift_address_name(address);
    g_autofree char *name = fold(last, strlen(last));
    return strlen(name) >= MIN_OWN_NAME &&
           (strcmp(name, search->title) == 0 || (address->owner != NULL && strlen(last) == 0 &&
                                                 strstr(search->title, address->owner) != NULL));
}

/* The words before an address, in its sentence and, where that begins with it, the one before. */
static void context_of(const Manuscript *manuscript, const Address *address, guint *start,
                       guint *end)
{
    guint from, to;
    chairlift_manuscript_sentence(manuscript, address->start, address->end, &from, &to);
    if (address->start - from < 3 && from > 2)
        chairlift_manuscript_sentence(manuscript, from - 2, from - 2, &from, &to);
    *start = MAX((gint)from, (gint)address->start - CONTEXT_BYTES * 2);
    *end = address->start;
}

/* Whether an address stands alone in a line of small letters low on the page. */
static gboolean is_footnote(const Manuscript *manuscript, const Address *address)
{
    const ManuscriptPiece *piece = chairlift_manuscript_piece(manuscript, address->start);
    return address->end > 0 && piece != NULL && piece->line->top > 0.5 &&
           address->start - piece->start < 4 && piece->line->size < 0.97 * manuscript->body_size;
}

/* Whether a sentence on the same page says that something of the authors' can be had, and neither
 * gives an address itself nor puts it off. */
static gboolean page_releases(const LinkSearch *search, const Address *address)
{
    const Manuscript *manuscript = search->leaks->manuscript;
    const char *text = manuscript->text->str;
    const guint page = chairlift_manuscript_piece(manuscript, address->start)->line->page;
    for (guint i = 0; i < manuscript->pieces->len; i++) {
        const ManuscriptPiece *piece = &g_array_index(manuscript->pieces, ManuscriptPiece, i);
        if (piece->line->page != page || piece->region == REGION_REFERENCES)
            continue;
        const guint to = chairlift_manuscript_character(
            text, MIN(piece->end + 60, (guint)manuscript->text->len));
        g_autoptr(GMatchInfo) match = NULL;
        int start, end;
        if (!g_regex_match_full(search->release, text, (gssize)to, (int)piece->start, 0, &match,
                                NULL) ||
            !g_match_info_fetch_pos(match, 0, &start, &end))
            continue;
        guint from, until;
        chairlift_manuscript_sentence(manuscript, (guint)start, (guint)end, &from, &until);
        if (!chairlift_leaks_matches(search->elsewhere, text, from, until))
            return TRUE;
    }
    return FALSE;
}

typedef enum Ownership { OTHERS_OWN, PERHAPS_OWN, SURELY_OWN } Ownership;

static Ownership judge(const LinkSearch *search, const Address *address)
{
    const Manuscript *manuscript = search->leaks->manuscript;
    const char *text = manuscript->text->str;
    if (address->end == 0)
        return OTHERS_OWN;
    if (address->owner != NULL && has_own_name(search, address))
        return SURELY_OWN;
    guint start, end;
    context_of(manuscript, address, &start, &end);
    if (chairlift_leaks_matches(search->own, text, start, end) &&
        !chairlift_leaks_matches(search->others, text, MAX((gint)start, (gint)end - 60), end))
        return SURELY_OWN;
    if (is_footnote(manuscript, address) && page_releases(search, address))
        return PERHAPS_OWN;
    if (chairlift_leaks_matches(search->bare, text, start, end) &&
        !chairlift_leaks_matches(search->others, text, start, end))
        return SURELY_OWN;
    return OTHERS_OWN;
}

static void note(LinkSearch *search, const Address *address, gboolean certain)
{
    if (address->link != NULL)
        chairlift_leaks_add_trace(search->leaks, LEAK_REPOSITORIES, certain, address->link);
    else
        chairlift_leaks_add(search->leaks, LEAK_REPOSITORIES, certain, address->start,
                            address->end);
}

static void judge_address(LinkSearch *search, const Address *address)
{
    if (address->region == REGION_REFERENCES ||
        g_regex_match(search->anonymous, address->url, 0, NULL))
        return;
    const ManuscriptPiece *piece =
        address->end > 0 ? chairlift_manuscript_piece(search->leaks->manuscript, address->start)
                         : NULL;
    const gboolean first_page =
        piece != NULL ? piece->line->page == 1 : address->link != NULL && address->link->page == 1;
    if (is_profile(address)) {
        if (first_page)
            note(search, address, TRUE);
        return;
    }
    const gboolean home = is_home_page(address);
    if (!home && !is_personal_host(address))
        return;
    const Ownership whose = judge(search, address);
    if (whose != OTHERS_OWN || home)
        note(search, address, whose == SURELY_OWN);
}

void chairlift_leaks_in_links(Leaks *leaks)
{
    g_autoptr(GArray) addresses = chairlift_addresses(leaks);
    LinkSearch search = {.leaks = leaks,
                         .own = chairlift_leaks_pattern(leaks, OWN),
                         .bare = chairlift_leaks_pattern(leaks, BARE),
                         .others = chairlift_leaks_pattern(leaks, OTHERS),
                         .anonymous = chairlift_leaks_pattern(leaks, ANONYMOUS),
                         .release = chairlift_leaks_pattern(leaks, RELEASE),
                         .elsewhere = chairlift_leaks_pattern(leaks, ELSEWHERE),
                         .title = own_name(leaks->manuscript->pdf->title)};
    for (guint i = 0; i < addresses->len; i++)
        judge_address(&search, &g_array_index(addresses, Address, i));
    g_regex_unref(search.own);
    g_regex_unref(search.bare);
    g_regex_unref(search.others);
    g_regex_unref(search.anonymous);
    g_regex_unref(search.release);
    g_regex_unref(search.elsewhere);
    g_free(search.title);
}
