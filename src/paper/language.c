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

#include <string.h>

enum {
    SHORT_WORDS = 30,    /* fewer in title and abstract: about a title and one sentence */
    ENOUGH_WORDS = 30,   /* to judge function words by */
    ENOUGH_LETTERS = 20, /* to judge the script by */
    LONGEST_WORD = 7,    /* of FUNCTION_WORDS */
    SLOTS = 256          /* of the table of them */
};

static const char *const FUNCTION_WORDS[] = {
    "also",  "and",   "are",  "be",   "been",    "between", "both",  "but",   "by",      "can",
    "do",    "does",  "each", "for",  "from",    "has",     "have",  "how",   "however", "into",
    "is",    "it",    "its",  "more", "most",    "not",     "of",    "only",  "or",      "other",
    "our",   "over",  "show", "such", "than",    "that",    "the",   "their", "them",    "then",
    "there", "these", "they", "this", "through", "to",      "under", "using", "via",     "was",
    "we",    "were",  "what", "when", "where",   "whether", "which", "while", "with",    "without",
};

#define EACH(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

/* Words as numbers, in a hash table with open addressing; 0 marks a free place. Written once. */
static guint64 function_words[SLOTS];

static guint64 *find_slot(guint64 word)
{
    gsize at = (word * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 56;
    while (function_words[at] != 0 && function_words[at] != word)
        at = (at + 1) % SLOTS;
    return &function_words[at];
}

/* The first eight bytes of text, or all up to its end, the first one lowest; NULs after that. */
static guint64 load(const char *text, const char *end)
{
    guint64 word = 0;
    memcpy(&word, text, MIN(sizeof word, (gsize)(end - text)));
    return GUINT64_FROM_LE(word);
}

static void make_table(void)
{
    static gsize made;
    if (!g_once_init_enter(&made))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(FUNCTION_WORDS); i++) {
        const char *word = FUNCTION_WORDS[i];
        *find_slot(load(word, word + strlen(word))) = load(word, word + strlen(word));
    }
    g_once_init_leave(&made, 1);
}

/* Counts the word [first, last) of a text that goes on to `end`. */
static void count_word(ChairliftLanguageCounts *counts, const char *first, const char *last,
                       const char *end)
{
    counts->words += last > first;
    /* "however," and "(and" are function words too */
    while (first < last && g_ascii_ispunct(*first))
        first++;
    while (last > first && g_ascii_ispunct(last[-1]))
        last--;
    gsize length = (gsize)(last - first);
    if (length < 2 || length > LONGEST_WORD)
        return;
    guint64 word = end - first >= 8 ? load(first, first + 8) : load(first, end);
    word &= (G_GUINT64_CONSTANT(1) << 8 * length) - 1;
    /* No other byte becomes a small letter by this bit than the capital. */
    word |= EACH(0x20) & ((G_GUINT64_CONSTANT(1) << 8 * length) - 1);
    counts->function_words += *find_slot(word) == word;
}

/* Counts the letters that are not ASCII. */
static void count_other_letters(ChairliftLanguageCounts *counts, const char *text)
{
    while (*text != '\0') {
        if ((guchar)*text < 0x80) {
            text++;
            continue;
        }
        gunichar character = g_utf8_get_char(text);
        if (g_unichar_isalpha(character)) {
            counts->letters++;
            counts->latin_letters += g_unichar_get_script(character) == G_UNICODE_SCRIPT_LATIN;
        }
        text = g_utf8_next_char(text);
    }
}

/* A bit in each byte that is an ASCII letter; exact. */
static inline guint64 ascii_letters(guint64 bytes)
{
    guint64 small = (bytes & EACH(0x7F)) | EACH(0x20);
    guint64 from_a = small + EACH(0x80 - 'a');
    guint64 beyond_z = small + EACH(0x7F - 'z');
    return from_a & ~beyond_z & ~bytes & EACH(0x80);
}

/* A bit in each byte that is a space; exact. */
static inline guint64 spaces_in(guint64 bytes)
{
    guint64 differing = bytes ^ EACH(' ');
    return ~(((differing & EACH(0x7F)) + EACH(0x7F)) | differing | EACH(0x7F));
}

/* Eight bytes at a time: every abstract passes through here. */
void chairlift_language_count(ChairliftLanguageCounts *counts, const char *text)
{
    if (text == NULL)
        return;
    make_table();
    const char *end = text + strlen(text);
    const char *word = text;
    guint64 all = 0;
    for (const char *at = text; at < end; at += 8) {
        guint64 bytes = end - at >= 8 ? load(at, at + 8) : load(at, end);
        guint letters = (guint)(((ascii_letters(bytes) >> 7) * EACH(1)) >> 56);
        counts->letters += letters;
        counts->latin_letters += letters;
        for (guint64 spaces = spaces_in(bytes); spaces != 0; spaces &= spaces - 1) {
            const char *space = at + __builtin_ctzll(spaces) / 8;
            count_word(counts, word, space, end);
            word = space + 1;
        }
        all |= bytes;
    }
    count_word(counts, word, end, end);
    if ((all & EACH(0x80)) != 0)
        count_other_letters(counts, text);
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
