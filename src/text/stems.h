/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From words to stems, with a memory. */
#ifndef CHAIRLIFT_TEXT_STEMS_H
#define CHAIRLIFT_TEXT_STEMS_H

#include <stddef.h>

/* Longest word that is looked at, in bytes of its folded form; what is longer is no word. */
enum { CHAIRLIFT_LONGEST_WORD = 40 };

typedef struct ChairliftStem {
    const char *text; /* not NUL-terminated; valid until the next call */
    size_t length;    /* 0 when memory has run out */
} ChairliftStem;

typedef struct ChairliftStems ChairliftStems;

/* NULL when memory or the stemmer is not to be had. */
ChairliftStems *chairlift_stems_new(void);
void chairlift_stems_free(ChairliftStems *stems);

/* The stem of a folded word of 1 to CHAIRLIFT_LONGEST_WORD bytes. */
ChairliftStem chairlift_stems_find(ChairliftStems *stems, const char *word, size_t length);

#endif
