/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a text with their stems, before they are joined to terms: for those who know stems
 * by a mark and need no spelling. */
#ifndef CHAIRLIFT_TEXT_WORDS_H
#define CHAIRLIFT_TEXT_WORDS_H

#include "stems.h"

#include <stdbool.h>

#include "chairlift/text.h"

typedef struct ChairliftWord {
    uint64_t mark;                  /* of its stem; see chairlift_stems_set_marks */
    const ChairliftStemEntry *stem; /* valid during the call; NULL when memory has run out */
    size_t start, end;              /* bytes [start, end) of the text */
    bool opens_sentence;            /* there is no word before it in its sentence */
} ChairliftWord;

/* Words that are handed over together. */
enum { CHAIRLIFT_MOST_WORDS = 64 };

/* Takes words[length], 1 to CHAIRLIFT_MOST_WORDS of them, in the order of the text. words[-1] is
 * the word before them, without its stem; the first word of a text opens a sentence. */
typedef void (*ChairliftWordsFunction)(const ChairliftWord *words, size_t length, void *user_data);

/* Calls function for the words of a text. Linear in length. */
void chairlift_text_read_words(ChairliftTextReader *reader, const char *text, size_t length,
                               ChairliftWordsFunction function, void *user_data);

/* Lets function mark the stems; see chairlift_stems_set_marks. */
void chairlift_text_reader_set_marks(ChairliftTextReader *reader, uint64_t meaning,
                                     ChairliftMarkFunction function, const void *user_data);

#endif
