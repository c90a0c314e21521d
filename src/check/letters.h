/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text reduced to letters and digits, folded, for finding names however they are spelt. */
#ifndef CHAIRLIFT_CHECK_LETTERS_H
#define CHAIRLIFT_CHECK_LETTERS_H

#include <glib.h>

/* What stands between a letter and the one before it. */
typedef enum LetterGap {
    GAP_SPACE = 1 << 0,
    GAP_HYPHEN = 1 << 1, /* or "_", as in names of files */
    GAP_PERIOD = 1 << 2,
    GAP_COMMA = 1 << 3,
    GAP_OTHER = 1 << 4, /* anything else; also the start of the text */
    GAP_CASE = 1 << 5 /* nothing, but a capital after a small letter, or a letter beside a digit */
} LetterGap;

typedef struct Letters {
    GString *folded;   /* lower case without accents: chairlift_character_read */
    GArray *offsets;   /* of guint [folded->len + 1]: where each byte comes from; last: the end */
    GByteArray *gaps;  /* [folded->len + 1]: of LetterGap, 0 within a word */
    GByteArray *upper; /* [folded->len]: whether it was a capital (or has no case) */
} Letters;

Letters *chairlift_letters_new(const char *text, gsize length);
void chairlift_letters_free(Letters *letters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letters, chairlift_letters_free)

#endif
