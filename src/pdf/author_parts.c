/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "author_parts.h"

#include "phrases.h"

#include <string.h>

enum { MIN_PROSE = 2 /* words in lower case that make a sentence */ };

static gboolean holds_any(const char *lower, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strstr(lower, *words) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* ---- marks ----------------------------------------------------------------------------------- */

/* Past the digits, commas and signs that a text begins with. */
static const char *skip_marks(const char *text)
{
    while (*text != '\0') {
        gunichar letter = g_utf8_get_char(text);
        if (g_unichar_isalpha(letter) || letter == '@' || letter == '{' || letter == '(' ||
            letter == '<')
            break;
        text = g_utf8_next_char(text);
    }
    return text;
}

gboolean chairlift_author_is_marked(const char *text)
{
    const char *after = skip_marks(text);
    return after > text && after - text <= 6 && g_unichar_isupper(g_utf8_get_char(after));
}

/* ---- words ----------------------------------------------------------------------------------- */

/* What the templates print in place of authors. */
static gboolean is_placeholder(const char *text, const char *lower)
{
    static const char *const ALONE[] = {"affiliation", "address", "email",
                                        "affiliationaddressemail", NULL};
    g_autofree char *letters = chairlift_phrases_letters(text);
    return g_str_has_prefix(letters, "anonymous") || strstr(lower, "double-blind") != NULL ||
           strstr(lower, "double blind") != NULL || g_strv_contains(ALONE, letters);
}

/* An address or a part of one: "ada@example.org", "{ada, bertil}@", and "{ada," before it. */
static gboolean is_email(const char *text)
{
    if (text[0] == '{' || (chairlift_author_is_marked(text) && *skip_marks(text) == '{'))
        return TRUE;
    for (const char *at = strchr(text, '@'); at != NULL; at = strchr(at + 1, '@')) {
        const char *host = at + 1;
        gsize length = strcspn(host, " ,;>)");
        if (*host == '\0' || (length > 0 && memchr(host, '.', length) != NULL))
            return TRUE;
    }
    return FALSE;
}

/* What stays a remark even if it names an institution. */
static gboolean is_about_work(const char *lower)
{
    static const char *const PHRASES[] = {"work done",
                                          "work was done",
                                          "work performed",
                                          "internship",
                                          "conducted while",
                                          "contributed while",
                                          "while at ",
                                          "supported by",
                                          "supported in part",
                                          "funded by",
                                          NULL};
    return holds_any(lower, PHRASES);
}

static gboolean is_date_or_link(const char *lower)
{
    static const char *const MONTHS[] = {
        "january ", "february ", "march ",     "april ",   "may ",     "june ", "july ",
        "august ",  "october ",  "september ", "november", "december", NULL};
    static const char *const LINKS[] = {"http://", "https://", "www.", "github.com", NULL};
    gboolean has_digit = strpbrk(lower, "0123456789") != NULL;
    return (has_digit && holds_any(lower, MONTHS)) || g_str_has_prefix(lower, "date:") ||
           holds_any(lower, LINKS);
}

gboolean chairlift_author_is_remark(const char *text)
{
    static const char *const PHRASES[] = {"equal contribution",
                                          "equal advising",
                                          "equally",
                                          "equal senior",
                                          "correspond",
                                          "co-first",
                                          "joint first",
                                          "shared first",
                                          "contact:",
                                          "project lead",
                                          "lead author",
                                          "senior author",
                                          "contact information",
                                          "alphabetical",
                                          "random order",
                                          NULL};
    g_autofree char *lower = g_utf8_strdown(text, -1);
    return is_about_work(lower) || holds_any(lower, PHRASES);
}

/* Whether lower holds a word that only institutions have in their names. */
static gboolean names_institution(const char *lower)
{
    static const char *const KINDS[] = {
        "universi",     "institut",   "department",   "dept.",         "school",      "college",
        "facult",       "laborator",  " lab",         "labs",          "research",    "academ",
        "centre",       "center",     "hospital",     "clinic",        "corporat",    "company",
        "polytech",     "politec",    "ecole ",       "\303\251cole ", "eth z",       "foundation",
        "ministry",     "observator", "scholars",     "consortium",    "gmbh",        " inc",
        " ltd",         " llc",       "technologies", "hochschule",    "fachbereich", "division of",
        "group",        "society",    "association",  "ai hub",        "safety hub",  "collective",
        "web services", NULL};
    static const char *const NAMES[] = {
        "deepmind",   "google",       "microsoft",     "openai",  "anthropic",  "meta ai",
        "fair ",      "at meta",      "nvidia",        "huawei",  "tencent",    "alibaba",
        "bytedance",  "baidu",        "amazon",        "samsung", "salesforce", "hugging face",
        "eleutherai", "mila",         "inria",         "cnrs",    "epfl",       "kaist",
        "berkeley",   "georgia tech", "virginia tech", "caltech", "studio",     "max planck",
        "fraunhofer", "redwood",      "apollo r",      "far.ai",  "mats ",      NULL};
    return holds_any(lower, KINDS) || holds_any(lower, NAMES);
}

/* Whether a text ends in a country, as addresses do. */
static gboolean ends_in_country(const char *lower)
{
    static const char *const COUNTRIES[] = {"argentina",
                                            "australia",
                                            "austria",
                                            "bangladesh",
                                            "belgium",
                                            "brazil",
                                            "canada",
                                            "chile",
                                            "china",
                                            "colombia",
                                            "croatia",
                                            "czech republic",
                                            "czechia",
                                            "denmark",
                                            "egypt",
                                            "england",
                                            "estonia",
                                            "ethiopia",
                                            "finland",
                                            "france",
                                            "germany",
                                            "greece",
                                            "hong kong",
                                            "hungary",
                                            "iceland",
                                            "india",
                                            "indonesia",
                                            "iran",
                                            "ireland",
                                            "israel",
                                            "italy",
                                            "japan",
                                            "kenya",
                                            "korea",
                                            "luxembourg",
                                            "malaysia",
                                            "mexico",
                                            "morocco",
                                            "netherlands",
                                            "new zealand",
                                            "nigeria",
                                            "norway",
                                            "pakistan",
                                            "peru",
                                            "philippines",
                                            "poland",
                                            "portugal",
                                            "qatar",
                                            "romania",
                                            "russia",
                                            "saudi arabia",
                                            "scotland",
                                            "serbia",
                                            "singapore",
                                            "slovakia",
                                            "slovenia",
                                            "south africa",
                                            "spain",
                                            "sri lanka",
                                            "sweden",
                                            "switzerland",
                                            "taiwan",
                                            "thailand",
                                            "tunisia",
                                            "turkey",
                                            "uae",
                                            "uganda",
                                            "uk",
                                            "ukraine",
                                            "united kingdom",
                                            "united arab emirates",
                                            "united states",
                                            "us",
                                            "usa",
                                            "u.s.a",
                                            "vietnam",
                                            NULL};
    g_autofree char *text = g_strdup(lower);
    gsize length = strlen(text);
    while (length > 0 && strchr(".;, ", text[length - 1]) != NULL)
        text[--length] = '\0';
    for (const char *const *country = COUNTRIES; *country != NULL; country++) {
        if (!g_str_has_suffix(text, *country))
            continue;
        gsize before = length - strlen(*country);
        /* "London, UK", or the country alone; people are called "Chad Israel", too. */
        if (before == 0 || (before >= 2 && text[before - 1] == ' ' && text[before - 2] == ','))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_one_word(const char *text)
{
    g_autofree char *letters = chairlift_phrases_letters(text);
    const char *word = skip_marks(text);
    return g_utf8_strlen(letters, -1) >= 2 && strpbrk(word, " ,") == NULL;
}

/* Whether a line that names no known kind of institution is set as one: after its number, in a word
 * that stands alone ("MIT"), or with its country. */
static gboolean is_set_as_affiliation(const char *text, const char *lower)
{
    return ends_in_country(lower) || strstr(lower, " at ") != NULL ||
           (chairlift_author_is_marked(text) && g_ascii_isdigit(text[0])) || is_one_word(text);
}

guint chairlift_author_prose_words(const char *text)
{
    static const char *const AMONG_NAMES[] = {
        "a",   "and",  "are",   "as",  "at",  "author", "authors", "by", "d",  "da",
        "de",  "del",  "della", "der", "des", "di",     "do",      "du", "et", "f\303\274r",
        "for", "from", "in",    "is",  "la",  "le",     "of",      "on", "s",  "the",
        "to",  "und",  "van",   "von", "was", "were",   "with",    "y",  NULL};
    guint prose = 0;
    g_auto(GStrv) words = g_strsplit_set(text, " ,.;:'", -1);
    for (char **word = words; *word != NULL; word++)
        prose += g_unichar_islower(g_utf8_get_char(*word)) &&
                 strpbrk(*word, "@-0123456789") == NULL && !g_strv_contains(AMONG_NAMES, *word);
    return prose;
}

ChairliftPdfAuthorPart chairlift_author_part(const char *text)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);
    if (is_placeholder(text, lower))
        return CHAIRLIFT_PDF_AUTHOR_ANONYMOUS;
    if (is_email(text))
        return CHAIRLIFT_PDF_AUTHOR_EMAIL;
    if (is_about_work(lower) || is_date_or_link(lower))
        return CHAIRLIFT_PDF_AUTHOR_NOTE;
    if (names_institution(lower))
        return CHAIRLIFT_PDF_AUTHOR_AFFILIATION;
    if (chairlift_author_is_remark(text) || chairlift_author_prose_words(text) >= MIN_PROSE)
        return CHAIRLIFT_PDF_AUTHOR_NOTE;
    return is_set_as_affiliation(text, lower) ? CHAIRLIFT_PDF_AUTHOR_AFFILIATION
                                              : CHAIRLIFT_PDF_AUTHOR_NAME;
}
