/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is it English, and is it enough? The models know English alone, so a chair must hear when a text
 * is in another language; which one does not matter.
 *
 * Function words are a third of English prose whatever its subject, and other languages hardly have
 * them (stop word counts for language identification: Grefenstette 1995). The words below are those
 * that no other large language in Latin script spells alike, so "in", "an", "a" and "on" are not
 * among them. The thresholds lie far below what English abstracts show: see the table in
 * tests/unit/test_paper.c. */
#include "language.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHORT_WORDS = 30,    /* fewer in title and abstract: about a title and one sentence */
    ENOUGH_WORDS = 30,   /* to judge function words by */
    ENOUGH_LETTERS = 20, /* to judge the script by */
    LONGEST_WORD = 7     /* of FUNCTION_WORDS */
};

/* sorted, for bsearch */
static const char *const FUNCTION_WORDS[] = {
    "also",  "and",   "are",  "be",   "been",    "between", "both",  "but",   "by",      "can",
    "do",    "does",  "each", "for",  "from",    "has",     "have",  "how",   "however", "into",
    "is",    "it",    "its",  "more", "most",    "not",     "of",    "only",  "or",      "other",
    "our",   "over",  "show", "such", "than",    "that",    "the",   "their", "them",    "then",
    "there", "these", "they", "this", "through", "to",      "under", "using", "via",     "was",
    "we",    "were",  "what", "when", "where",   "whether", "which", "while", "with",    "without",
};

static int compare_words(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static gboolean is_function_word(const char *word, gsize length)
{
    char lower[LONGEST_WORD + 1];
    if (length < 2 || length > LONGEST_WORD)
        return FALSE;
    for (gsize i = 0; i < length; i++)
        lower[i] = g_ascii_tolower(word[i]);
    lower[length] = '\0';
    return bsearch(lower, FUNCTION_WORDS, G_N_ELEMENTS(FUNCTION_WORDS), sizeof *FUNCTION_WORDS,
                   compare_words) != NULL;
}

/* Counts the letters of one word (length bytes of valid UTF-8). */
static void count_letters(ChairliftLanguageCounts *counts, const char *word, gsize length)
{
    const char *end = word + length;
    while (word < end) {
        if ((unsigned char)*word < 0x80) {
            gboolean letter = g_ascii_isalpha(*word++);
            counts->letters += letter;
            counts->latin_letters += letter;
            continue;
        }
        gunichar character = g_utf8_get_char(word);
        if (g_unichar_isalpha(character)) {
            counts->letters++;
            counts->latin_letters += g_unichar_get_script(character) == G_UNICODE_SCRIPT_LATIN;
        }
        word = g_utf8_next_char(word);
    }
}

void chairlift_language_count(ChairliftLanguageCounts *counts, const char *text)
{
    const char *space;
    for (; text != NULL && *text != '\0'; text = *space != '\0' ? space + 1 : space) {
        space = strchrnul(text, ' ');
        count_letters(counts, text, (gsize)(space - text));
        counts->words += space > text;
        /* "however," and "(and" are function words too */
        const char *first = text;
        const char *last = space;
        while (first < last && g_ascii_ispunct(*first))
            first++;
        while (last > first && g_ascii_ispunct(last[-1]))
            last--;
        counts->function_words += is_function_word(first, (gsize)(last - first));
    }
}

gboolean chairlift_language_is_short(const ChairliftLanguageCounts *counts)
{
    return counts->words < SHORT_WORDS;
}

gboolean chairlift_language_is_foreign(const ChairliftLanguageCounts *counts)
{
    if (counts->letters >= ENOUGH_LETTERS && counts->latin_letters < counts->letters / 2)
        return TRUE;
    /* less than one in twelve */
    return counts->words >= ENOUGH_WORDS && counts->function_words * 12 < counts->words;
}
