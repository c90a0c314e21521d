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

enum { LEAST_ITEMS = 6, LEAST_WORDS = 12, MOST_WORDS_OF_ITEM = 5 };

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

/* What stands between items, and in front of a list and after it. */
typedef enum Mark { MARK_NONE, MARK_ITEM, MARK_LIST } Mark;

/* The mark at `at`, of *bytes bytes. A full stop within a word, as in "Qwen2.5", is none. */
static Mark mark_at(const char *at, gsize *bytes)
{
    static const char *const BETWEEN[] = {"\xE2\x80\xA2", "\xC2\xB7", "\xE2\x80\x93",
                                          "\xE2\x80\x94"}; /* bullets and dashes */
    *bytes = 1;
    if (*at == ',' || *at == ';' || *at == '|')
        return MARK_ITEM;
    if (*at == ':' || *at == '(' || *at == ')' || *at == '\0')
        return MARK_LIST;
    if ((*at == '.' || *at == '!' || *at == '?') && (at[1] == ' ' || at[1] == '\0'))
        return MARK_LIST;
    for (gsize i = 0; (guchar)*at >= 0x80 && i < G_N_ELEMENTS(BETWEEN); i++) {
        if (!g_str_has_prefix(at, BETWEEN[i]))
            continue;
        *bytes = strlen(BETWEEN[i]);
        return MARK_ITEM;
    }
    return MARK_NONE;
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

/* A bit for each of sixteen bytes at `at` that is MARK_LIST; a byte follows them. */
static inline unsigned find_list_marks(const char *at)
{
    const ChairliftBlock block = chairlift_block_load(at);
    const ChairliftBlock next = chairlift_block_load(at + 1);
    ChairliftBlock ends_sentence = (block == chairlift_block_of('.')) |
                                   (block == chairlift_block_of('!')) |
                                   (block == chairlift_block_of('?'));
    ChairliftBlock ends = (next == chairlift_block_of(' ')) | (next == chairlift_block_of('\0'));
    return chairlift_block_mask((block == chairlift_block_of(':')) |
                                (block == chairlift_block_of('(')) |
                                (block == chairlift_block_of(')')) | (ends_sentence & ends));
}

/* A bit for each of sixteen bytes at `at` that may begin MARK_ITEM. */
static inline unsigned find_item_marks(const char *at)
{
    const ChairliftBlock block = chairlift_block_load(at);
    return chairlift_block_mask(
        (block == chairlift_block_of(',')) | (block == chairlift_block_of(';')) |
        (block == chairlift_block_of('|')) | (block == chairlift_block_of('\xE2')) |
        (block == chairlift_block_of('\xC2')));
}

/* The end of the stretch of text at `at`, which goes on to `end`, that a list could be in; *marks
 * is at least the number of marks between items there: most have too few, and their words need not
 * be looked at. */
static const char *find_end(const char *at, const char *end, guint *marks)
{
    *marks = 0;
    for (; end - at > CHAIRLIFT_BLOCK; at += CHAIRLIFT_BLOCK) {
        unsigned lists = find_list_marks(at);
        unsigned items = find_item_marks(at) & ((lists & -lists) - 1); /* those before any list's */
        for (; items != 0; items &= items - 1)
            ++*marks;
        if (lists != 0)
            return at + __builtin_ctz(lists);
    }
    for (gsize bytes;; at++) {
        Mark mark = mark_at(at, &bytes);
        if (mark == MARK_LIST)
            return at;
        *marks += mark == MARK_ITEM;
    }
}

/* Reads the items of [at, end) to the end of the first list of key terms; FALSE when there is none.
 */
static gboolean find_in_stretch(const char *at, const char *end, List *list)
{
    *list = (List){0};
    for (const char *item = at;; at++) {
        gsize bytes = 1;
        if (at != end && mark_at(at, &bytes) == MARK_NONE)
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

/* Reads on from `at` to the end of the first list of key terms; FALSE when there is none. */
static gboolean find_list(const char *at, List *list)
{
    const char *text_end = at + strlen(at);
    for (;;) {
        guint marks;
        const char *end = find_end(at, text_end, &marks);
        if (marks + 1 >= LEAST_ITEMS && find_in_stretch(at, end, list))
            return TRUE;
        if (end == text_end)
            return FALSE;
        at = end + 1;
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
