/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From words to stems, with a memory. */
#ifndef CHAIRLIFT_TEXT_STEMS_H
#define CHAIRLIFT_TEXT_STEMS_H

#include <stddef.h>
#include <stdint.h>

/* Longest word that is looked at, in bytes of its folded form, and of its stem; what is longer is
 * no word. */
enum { CHAIRLIFT_LONGEST_WORD = 40, CHAIRLIFT_LONGEST_STEM = CHAIRLIFT_LONGEST_WORD + 1 };

/* What is remembered of a word. */
typedef struct ChairliftStemEntry {
    uint32_t number; /* of the stem, see below */
    unsigned char word_length;
    unsigned char stem_length;
    /* the word, then the stem, each padded with NULs to a multiple of 8 bytes */
} ChairliftStemEntry;

typedef struct ChairliftStem {
    uint32_t number;                 /* of the stem */
    const ChairliftStemEntry *entry; /* valid until the next call; NULL when memory has run out */
} ChairliftStem;

/* The stem itself, entry->stem_length bytes, not NUL-terminated. */
static inline const char *chairlift_stem_text(const ChairliftStem *stem)
{
    return (const char *)(stem->entry + 1) + ((size_t)stem->entry->word_length + 7) / 8 * 8;
}

typedef struct ChairliftStems ChairliftStems;

/* Gives a stem the number by which the caller knows it. */
typedef uint32_t (*ChairliftNumberFunction)(const char *stem, size_t length, const void *user_data);

/* NULL when memory or the stemmer is not to be had. */
ChairliftStems *chairlift_stems_new(void);
void chairlift_stems_free(ChairliftStems *stems);

/* Lets function number the stems; it is called once for each word that is remembered. Numbers given
 * under another meaning, which stands for the numbering, are forgotten. function may be NULL. */
void chairlift_stems_set_numbers(ChairliftStems *stems, uint64_t meaning,
                                 ChairliftNumberFunction function, const void *user_data);

/* The stem of a folded word of 1 to CHAIRLIFT_LONGEST_WORD bytes, which is followed by NULs up to a
 * multiple of 16 bytes. */
ChairliftStem chairlift_stems_find(ChairliftStems *stems, const char *word, size_t length);

#endif
