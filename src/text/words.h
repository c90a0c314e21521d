/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a text with their stems, before they are joined to terms: for those who know stems
 * by number and need no spelling. */
#ifndef CHAIRLIFT_TEXT_WORDS_H
#define CHAIRLIFT_TEXT_WORDS_H

#include "stems.h"

#include <stdbool.h>

#include "chairlift/text.h"

typedef struct ChairliftWord {
    ChairliftStem stem;
    bool opens_sentence; /* there is no word before it in its sentence */
    size_t start, end;   /* bytes [start, end) of the text */
} ChairliftWord;

typedef void (*ChairliftWordFunction)(const ChairliftWord *word, void *user_data);

/* Calls function for each word of a text, in order; the word is valid during the call. Linear in
 * length. */
void chairlift_text_read_words(ChairliftTextReader *reader, const char *text, size_t length,
                               ChairliftWordFunction function, void *user_data);

/* Lets function number the stems; see chairlift_stems_set_numbers. */
void chairlift_text_reader_set_numbers(ChairliftTextReader *reader, uint64_t meaning,
                                       ChairliftNumberFunction function, const void *user_data);

#endif
