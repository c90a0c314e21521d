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

#include "../text/block.h"

#include <string.h>

enum {
    SHORT_WORDS = 30,             /* fewer in title and abstract: about a title and one sentence */
    ENOUGH_WORDS = 30,            /* to judge function words by */
    WORDS_PER_FUNCTION_WORD = 12, /* at most, in English */
    ENOUGH_LETTERS = 20,          /* to judge the script by */
    GROUP = 64,                   /* bytes of text that are looked at together */
    NEW_BYTES = GROUP - 4,        /* of them, where words between spaces may reach beyond them */
    LONGEST_WORD = 7,             /* of FUNCTION_WORDS */
    SLOTS = 256                   /* of the table of them */
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

/* Whether [first, last) is a function word; the text goes on to `end`. */
static gboolean is_function_word(const char *first, const char *last, const char *end)
{
    /* "however," and "(and" are function words too */
    while (first < last && g_ascii_ispunct(*first))
        first++;
    while (last > first && g_ascii_ispunct(last[-1]))
        last--;
    gsize length = (gsize)(last - first);
    if (length < 2 || length > LONGEST_WORD)
        return FALSE;
    guint64 word = end - first >= 8 ? load(first, first + 8) : load(first, end);
    word &= (G_GUINT64_CONSTANT(1) << 8 * length) - 1;
    /* No other byte becomes a small letter by this bit than the capital. */
    word |= EACH(0x20) & ((G_GUINT64_CONSTANT(1) << 8 * length) - 1);
    return *find_slot(word) == word;
}

/* One of a paper's texts. */
typedef struct Text {
    const char *start, *end;
    guint words;        /* separated by spaces */
    gboolean all_ascii; /* it is */
} Text;

/* Sixty-four bytes of text. */
typedef struct Group {
    guint64 spaces;    /* a bit for each of them */
    gboolean is_ascii; /* all of it */
} Group;

static inline Group read_group(const char *at)
{
    const ChairliftBlock space = chairlift_block_of(' ');
    ChairliftBlock all = {0};
    Group group = {0};
#pragma GCC unroll 4
    for (guint i = 0; i < GROUP / CHAIRLIFT_BLOCK; i++) {
        ChairliftBlock block = chairlift_block_load(at + (gsize)i * CHAIRLIFT_BLOCK);
        group.spaces |= (guint64)chairlift_block_mask(block == space) << i * CHAIRLIFT_BLOCK;
        all |= block;
    }
    group.is_ascii = chairlift_block_mask(all) == 0;
    return group;
}

/* Counts the words of a text, each by the place where it begins. */
static Text look_at(const char *start)
{
    const char *at = start != NULL ? start : "";
    Text text = {at, at + strlen(at), 0, TRUE};
    guint64 after_space = 1; /* so is the beginning */
    while (at < text.end) {
        char last[GROUP];
        gsize left = (gsize)(text.end - at);
        if (left < GROUP) {
            memset(last, ' ', sizeof last);
            memcpy(last, at, left);
        }
        Group group = read_group(left < GROUP ? last : at);
        text.words +=
            (guint)__builtin_popcountll(~group.spaces & (group.spaces << 1 | after_space));
        text.all_ascii = text.all_ascii && group.is_ascii;
        after_space = group.spaces >> (GROUP - 1);
        at += MIN(left, GROUP);
    }
    return text;
}

/* Counts function words until there are `enough`; returns how many there are, or enough. */
static guint count_function_words(const Text *text, guint enough)
{
    guint found = 0;
    for (const char *word = text->start; word < text->end && found < enough;) {
        const char *space = memchr(word, ' ', (gsize)(text->end - word));
        const char *last = space != NULL ? space : text->end;
        found += is_function_word(word, last, text->end);
        word = last + 1;
    }
    return found;
}

/* How many letters a text has, and in what script. */
typedef struct Letters {
    guint latin, others;
} Letters;

/* Counts the letters that are not ASCII. */
static void count_foreign_letters(const Text *text, Letters *letters)
{
    for (const char *at = text->start; at < text->end; at = g_utf8_next_char(at)) {
        while (text->end - at >= CHAIRLIFT_BLOCK &&
               chairlift_block_mask(chairlift_block_load(at)) == 0)
            at += CHAIRLIFT_BLOCK;
        if ((guchar)*at < 0x80)
            continue;
        gunichar character = g_utf8_get_char(at);
        if (!g_unichar_isalpha(character))
            continue;
        if (g_unichar_get_script(character) == G_UNICODE_SCRIPT_LATIN)
            letters->latin++;
        else
            letters->others++;
    }
}

/* Whether less than half of the letters are Latin ones. */
static gboolean has_foreign_script(const Text *title, const Text *abstract)
{
    Letters letters = {0, 0};
    if (title->all_ascii && abstract->all_ascii)
        return FALSE;
    count_foreign_letters(title, &letters);
    count_foreign_letters(abstract, &letters);
    if (letters.others == 0)
        return FALSE;
    for (const char *at = title->start; at < title->end; at++)
        letters.latin += g_ascii_isalpha(*at);
    for (const char *at = abstract->start; at < abstract->end; at++)
        letters.latin += g_ascii_isalpha(*at);
    guint all = letters.latin + letters.others;
    return all >= ENOUGH_LETTERS && letters.latin < all / 2;
}

/* Counts function words of two and three small letters between spaces, until there are `enough`:
 * most papers are told to be English by these alone, which are found without looking at the other
 * words. The last bytes of the text are left out. */
static guint count_short_ones(const Text *text, guint enough)
{
    guint found = 0;
    for (const char *at = text->start;
         found < enough && text->end - at >= GROUP + (int)sizeof(guint64); at += NEW_BYTES) {
        const guint64 spaces = read_group(at).spaces;
        const guint64 twos = spaces & spaces >> 3;
        guint64 words =
            (twos | (spaces & spaces >> 4)) & ((G_GUINT64_CONSTANT(1) << NEW_BYTES) - 1);
        for (; words != 0; words &= words - 1) {
            gsize place = (gsize)__builtin_ctzll(words);
            guint length = (twos >> place & 1) != 0 ? 2 : 3;
            guint64 word =
                load(at + place + 1, text->end) & ((G_GUINT64_CONSTANT(1) << 8 * length) - 1);
            found += *find_slot(word) == word;
        }
    }
    return found;
}

/* Whether there are so few function words that it is not English. */
static gboolean lacks_function_words(const Text *title, const Text *abstract)
{
    guint words = title->words + abstract->words;
    guint enough = (words + WORDS_PER_FUNCTION_WORD - 1) / WORDS_PER_FUNCTION_WORD;
    make_table();
    if (words < ENOUGH_WORDS || count_short_ones(abstract, enough) >= enough)
        return FALSE;
    guint found = count_function_words(title, enough);
    return found + count_function_words(abstract, enough - found) < enough;
}

ChairliftLanguage chairlift_language_of(const char *title, const char *abstract)
{
    const Text first = look_at(title);
    const Text second = look_at(abstract);
    return (ChairliftLanguage){.is_short = first.words + second.words < SHORT_WORDS,
                               .is_foreign = has_foreign_script(&first, &second) ||
                                             lacks_function_words(&first, &second)};
}

gboolean chairlift_is_function_word(const char *word, gsize length)
{
    make_table();
    return is_function_word(word, word + length, word + length);
}
