/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one character of a text means to the tokenizer. */
#ifndef CHAIRLIFT_TEXT_CHARACTER_H
#define CHAIRLIFT_TEXT_CHARACTER_H

#include <stddef.h>

typedef enum ChairliftCharacterKind {
    CHAIRLIFT_CHARACTER_SEPARATOR, /* punctuation, symbols, bytes that are not UTF-8 */
    CHAIRLIFT_CHARACTER_SPACE,
    CHAIRLIFT_CHARACTER_LETTER,
    CHAIRLIFT_CHARACTER_DIGIT,
    CHAIRLIFT_CHARACTER_HYPHEN,     /* any that may stand inside a word */
    CHAIRLIFT_CHARACTER_APOSTROPHE, /* straight or typographic */
    CHAIRLIFT_CHARACTER_INVISIBLE   /* soft hyphen, zero-width, combining accent: as if absent */
} ChairliftCharacterKind;

typedef struct ChairliftCharacter {
    ChairliftCharacterKind kind;
    unsigned bytes;  /* it takes in the text, 1 or more */
    unsigned length; /* bytes of folded; 0 unless LETTER or DIGIT */
    char folded[4];  /* lower case without accents, UTF-8, not NUL-terminated */
} ChairliftCharacter;

/* Reads the character at text[0]; length, at least 1, is what remains of the text. */
ChairliftCharacter chairlift_character_read(const char *text, size_t length);

#endif
