/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From words to stems, with a memory. */
#ifndef CHAIRLIFT_TEXT_STEMS_H
#define CHAIRLIFT_TEXT_STEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest word that is looked at, in bytes of its folded form, and of its stem; what is longer is
 * no word. */
enum { CHAIRLIFT_LONGEST_WORD = 40, CHAIRLIFT_LONGEST_STEM = CHAIRLIFT_LONGEST_WORD + 1 };

/* What is remembered of a word. */
typedef struct ChairliftStemEntry {
    uint64_t mark; /* of the stem, see below */
    unsigned char word_length;
    unsigned char stem_length;
    bool is_wanted; /* the word came again since rare ones were last forgotten */
    /* after these 16 bytes the word, then the stem, each padded with NULs to a multiple of 8 bytes
     */
} ChairliftStemEntry;

/* The stem itself, entry->stem_length bytes, not NUL-terminated. */
static inline const char *chairlift_stem_text(const ChairliftStemEntry *entry)
{
    return (const char *)(entry + 1) + ((size_t)entry->word_length + 7) / 8 * 8;
}

/* A word of at most 16 bytes, as nearly all are. */
typedef struct ChairliftShortWord {
    uint64_t word[2]; /* padded with NULs */
    uint64_t mark;
    uint32_t entry; /* where its entry is, in units of 8 bytes of all entries; 0: none */
    bool is_wanted; /* as its entry's */
} ChairliftShortWord;

enum { CHAIRLIFT_SHORT_BITS = 17, CHAIRLIFT_SHORT_SLOTS = 1 << CHAIRLIFT_SHORT_BITS };

typedef struct ChairliftStems ChairliftStems;

/* Gives a stem the mark by which the caller knows it. */
typedef uint64_t (*ChairliftMarkFunction)(const char *stem, size_t length, const void *user_data);

/* NULL when memory or the stemmer is not to be had. */
ChairliftStems *chairlift_stems_new(void);
void chairlift_stems_free(ChairliftStems *stems);

/* Lets function mark the stems; it is called once for each word that is remembered. Marks given
 * under another meaning, which stands for how they are given, are forgotten. function may be NULL.
 */
void chairlift_stems_set_marks(ChairliftStems *stems, uint64_t meaning,
                               ChairliftMarkFunction function, const void *user_data);

/* Makes room for `words` words more, if need be by forgetting others: entries are valid until
 * then. */
void chairlift_stems_make_room(ChairliftStems *stems, size_t words);

/* The entry of a folded word of 1 to CHAIRLIFT_LONGEST_WORD bytes, which is followed by NULs up to
 * a multiple of 16 bytes; NULL when memory has run out, or the room that was made. */
const ChairliftStemEntry *chairlift_stems_find(ChairliftStems *stems, const char *word,
                                               size_t length);

/* Likewise of a short word, whose place is told. */
const ChairliftShortWord *chairlift_stems_find_short(ChairliftStems *stems, const uint64_t word[2],
                                                     size_t length);

/* The short words that are remembered, [CHAIRLIFT_SHORT_SLOTS]; a word that is not in its home is
 * in one of the places after it, or nowhere. Who finds one there marks it wanted. Valid as long as
 * stems. */
ChairliftShortWord *chairlift_stems_short_words(ChairliftStems *stems);

/* What ChairliftShortWord.entry counts from; valid as long as stems. */
const char *chairlift_stems_entries(const ChairliftStems *stems);

static inline const ChairliftStemEntry *chairlift_stem_entry(const char *entries, uint32_t entry)
{
    return entry == 0 ? NULL : (const void *)(entries + (size_t)entry * 8);
}

/* A hash of a short word, whose high bits say where it belongs. The two halves are hashed by
 * multiplication (Dietzfelbinger et al. 1997). */
static inline uint64_t chairlift_short_hash(const uint64_t word[2])
{
    return word[0] * UINT64_C(0x9E3779B97F4A7C15) + word[1] * UINT64_C(0xD6E8FEB86659FD93);
}

static inline size_t chairlift_short_home(const uint64_t word[2])
{
    return (size_t)(chairlift_short_hash(word) >> (64 - CHAIRLIFT_SHORT_BITS));
}

static inline bool chairlift_short_is(const ChairliftShortWord *slot, const uint64_t word[2])
{
    return ((slot->word[0] ^ word[0]) | (slot->word[1] ^ word[1])) == 0;
}

#endif
