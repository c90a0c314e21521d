/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of key terms. A line of a topic's key terms, added to any abstract, would have it judged by
 * that line: it says what its author wants to be found under, not what the paper does. Authors also
 * list models and data sets, but sentences around a list are held together by function words, and
 * few of its items have more than one word. So a list of key terms is a run of at least six items,
 * between commas and the like and within one sentence, of one to five words each, twelve together,
 * none of which is a function word but "of", "and", "or", "for". Of 4,555 labelled abstracts 0.4 %
 * hold one, of 60,000 others 0.8 %; leaving it out changes what is said of hardly any of them
 * (models/README.md), while a line of nine key terms loses its effect. */
#include "key_terms.h"

#include "../text/block.h"
#include "language.h"

#include <string.h>

#include "chairlift/paper.h"

enum {
    LEAST_ITEMS = 6,
    LEAST_WORDS = 12,
    MOST_WORDS_OF_ITEM = 5,
    GROUP = 64 /* bytes of text that are looked at together */
};

/* What marks between items begin with. */
#define ITEM_MARKS ",;|\xE2\xC2"

/* A run of items, as far as it has been read. */
typedef struct List {
    const char *start, *end; /* in the text */
    guint items;
    guint words;
} List;

static gboolean is_key_terms(const List *list)
{
    return list->items >= LEAST_ITEMS && list->words >= LEAST_WORDS;
}

/* Bytes of the mark between items at `at`, which begins as one does; 0 when it is none. */
static gsize item_mark(const char *at)
{
    static const char *const LONG[] = {"\xE2\x80\xA2", "\xC2\xB7", "\xE2\x80\x93",
                                       "\xE2\x80\x94"}; /* bullets and dashes */
    if ((guchar)*at < 0x80)
        return 1;
    for (gsize i = 0; i < G_N_ELEMENTS(LONG); i++) {
        if (g_str_has_prefix(at, LONG[i]))
            return strlen(LONG[i]);
    }
    return 0;
}

static gboolean is_joiner(const char *word, gsize length)
{
    static const char *const JOINERS[] = {"of", "and", "or", "for"};
    for (gsize i = 0; i < G_N_ELEMENTS(JOINERS); i++) {
        if (length == strlen(JOINERS[i]) && g_ascii_strncasecmp(word, JOINERS[i], length) == 0)
            return TRUE;
    }
    return FALSE;
}

/* How many words with a letter [start, end) has; 0 also when it can be no key term. */
static guint count_words(const char *start, const char *end)
{
    guint words = 0;
    for (const char *word = start; word < end; word++) {
        const char *first = word;
        gboolean has_letter = FALSE;
        for (; word < end && *word != ' '; word++)
            has_letter = has_letter || g_ascii_isalpha(*word) || (guchar)*word >= 0x80;
        if (!has_letter)
            continue;
        gsize length = (gsize)(word - first);
        if (++words > MOST_WORDS_OF_ITEM ||
            (chairlift_is_function_word(first, length) && !is_joiner(first, length)))
            return 0;
    }
    return words;
}

/* Sixty-four bytes, a bit for each. */
typedef struct Marks {
    guint64 lists; /* what stands in front of a list and after it */
    guint64 items; /* what marks between items begin with */
} Marks;

/* Finds the marks among GROUP bytes at `at`; a byte follows them. A full stop within a word, as in
 * "Qwen2.5", is none. */
static inline Marks find_marks(const char *at)
{
    Marks marks = {0, 0};
#pragma GCC unroll 4
    for (guint i = 0; i < GROUP; i += CHAIRLIFT_BLOCK) {
        const ChairliftBlock block = chairlift_block_load(at + i);
        const ChairliftBlock next = chairlift_block_load(at + i + 1);
        ChairliftBlock ends_sentence = (block == chairlift_block_of('.')) |
                                       (block == chairlift_block_of('!')) |
                                       (block == chairlift_block_of('?'));
        ChairliftBlock ends =
            (next == chairlift_block_of(' ')) | (next == chairlift_block_of('\0'));
        ChairliftBlock lists = (block == chairlift_block_of(':')) |
                               (block == chairlift_block_of('(')) |
                               (block == chairlift_block_of(')')) | (ends_sentence & ends);
        ChairliftBlock items =
            (block == chairlift_block_of(',')) | (block == chairlift_block_of(';')) |
            (block == chairlift_block_of('|')) | (block == chairlift_block_of('\xE2')) |
            (block == chairlift_block_of('\xC2'));
        marks.lists |= (guint64)chairlift_block_mask(lists) << i;
        marks.items |= (guint64)chairlift_block_mask(items) << i;
    }
    return marks;
}

/* Finds the marks among GROUP bytes at `at`, of a text that goes on to `end`, which is a mark. */
static inline Marks find_marks_before(const char *at, const char *end)
{
    const gsize left = (gsize)(end - at);
    char last[GROUP + 1] = "";
    if (left >= GROUP)
        return find_marks(at);
    memcpy(last, at, left);
    Marks marks = find_marks(last);
    marks.lists |= G_GUINT64_CONSTANT(1) << left;
    return marks;
}

/* Reads the items of [at, end), in which there is no mark of a list, to the end of the first list
 * of key terms; FALSE when there is none. */
static gboolean find_in_stretch(const char *at, const char *end, List *list)
{
    *list = (List){0};
    for (const char *item = at;; at++) {
        at = MIN(at + strcspn(at, ITEM_MARKS), end);
        gsize bytes = at != end ? item_mark(at) : 0;
        if (at != end && bytes == 0)
            continue;
        guint words = count_words(item, at);
        gboolean is_empty = item + strspn(item, " ") == at;
        if (words > 0) {
            list->start = list->items == 0 ? item : list->start;
            list->end = at;
            list->items++;
            list->words += words;
        }
        if (at == end || (words == 0 && !is_empty)) {
            if (is_key_terms(list))
                return TRUE;
            *list = (List){0};
        }
        if (at == end)
            return FALSE;
        at += bytes - 1;
        item = at + 1;
    }
}

/* Reads on from `at` to the end of the first list of key terms; FALSE when there is none. The
 * stretches that a list could be in are told by bits, and most have too few marks between items for
 * their words to be looked at. */
static gboolean find_list(const char *at, List *list)
{
    const char *end = at + strlen(at);
    const char *stretch = at;
    guint items = 0; /* marks between items of the stretch, or more */
    for (;; at += GROUP) {
        Marks marks = find_marks_before(at, end);
        for (; marks.lists != 0; marks.lists &= marks.lists - 1) {
            const guint64 before = (marks.lists & -marks.lists) - 1;
            const char *mark = at + __builtin_ctzll(marks.lists);
            items += (guint)__builtin_popcountll(marks.items & before);
            if (items + 1 >= LEAST_ITEMS && find_in_stretch(stretch, mark, list))
                return TRUE;
            if (mark == end)
                return FALSE;
            marks.items &= ~before;
            stretch = mark + 1;
            items = 0;
        }
        items += (guint)__builtin_popcountll(marks.items);
    }
}

gboolean chairlift_lists_key_terms(const char *abstract)
{
    List list;
    return abstract != NULL && find_list(abstract, &list);
}

char *chairlift_paper_prose(const ChairliftPaper *paper)
{
    List list;
    char *prose = g_strdup(paper->abstract);
    for (char *at = prose; at != NULL && find_list(at, &list);) {
        gsize length = (gsize)(list.end - list.start);
        at += list.start - at;
        memset(at, '\n', length); /* what stood around it are no neighbours */
        at += length;
    }
    return prose;
}
