/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From words to stems, with a memory. */
#ifndef CHAIRLIFT_TEXT_STEMS_H
#define CHAIRLIFT_TEXT_STEMS_H

#include <stddef.h>
#include <stdint.h>

/* Longest word that is looked at, in bytes of its folded form, and of its stem; what is longer is
 * no word. */
enum { CHAIRLIFT_LONGEST_WORD = 40, CHAIRLIFT_LONGEST_STEM = CHAIRLIFT_LONGEST_WORD + 1 };

typedef struct ChairliftStem {
    const char *text; /* not NUL-terminated; valid until the next call */
    size_t length;    /* 0 when memory has run out */
    uint32_t *mark;   /* the caller's, kept with the word; 0 at first and after it was forgotten */
} ChairliftStem;

typedef struct ChairliftStems ChairliftStems;

/* NULL when memory or the stemmer is not to be had. */
ChairliftStems *chairlift_stems_new(void);
void chairlift_stems_free(ChairliftStems *stems);

/* Says what the marks mean: those that were set under another meaning are 0 again. */
void chairlift_stems_set_meaning(ChairliftStems *stems, uint64_t meaning);

/* The stem of a folded word of 1 to CHAIRLIFT_LONGEST_WORD bytes, which is followed by NULs up to a
 * multiple of 8 bytes. */
ChairliftStem chairlift_stems_find(ChairliftStems *stems, const char *word, size_t length);

#endif
