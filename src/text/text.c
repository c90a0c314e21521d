/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text: the tokenizer.
 *
 * One pass over the bytes. A word is a run of letters and digits, folded (character.h), with an
 * apostrophe, a line-break hyphen or markup (markup.h) inside it passed over; any other hyphen
 * parts it, so that "chain-of-thought" and "chain of thought" are the same three words. Numbers and
 * what is too long for a word are left out. Function words stay: "we find that", "how do", "why"
 * tell what a paper does, and leaving them out makes the classifier worse (models/README.md).
 * Terms are the stems and the pairs of neighbouring stems of a sentence.
 */
#include "chairlift/text.h"

#include "character.h"
#include "markup.h"
#include "stems.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(CHAIRLIFT_LONGEST_TERM == 2 * (CHAIRLIFT_LONGEST_WORD + 1) + 1,
               "two stems and a space");

/* A word as it is read. */
typedef struct Word {
    char folded[CHAIRLIFT_LONGEST_WORD];
    size_t length; /* of folded; more than CHAIRLIFT_LONGEST_WORD when it did not fit */
    bool has_letter;
    size_t start, end; /* in the text */
    size_t next;       /* where reading goes on */
} Word;

struct ChairliftTextReader {
    ChairliftStems *stems;
    char previous[CHAIRLIFT_LONGEST_TERM]; /* the stem before, in this sentence, and room for
                                              another */
    size_t previous_length;                /* 0 at the beginning of a sentence */
    size_t previous_start;                 /* of its word, in the text */
};

ChairliftTextReader *chairlift_text_reader_new(ChairliftError *error)
{
    ChairliftTextReader *reader = calloc(1, sizeof *reader);

    if (reader != NULL)
        reader->stems = chairlift_stems_new();
    if (reader == NULL || reader->stems == NULL) {
        chairlift_error_set(error, "not enough memory for the text reader");
        free(reader);
        return NULL;
    }
    return reader;
}

void chairlift_text_reader_free(ChairliftTextReader *reader)
{
    if (reader != NULL)
        chairlift_stems_free(reader->stems);
    free(reader);
}

static bool is_word_part(ChairliftCharacterKind kind)
{
    return kind == CHAIRLIFT_CHARACTER_LETTER || kind == CHAIRLIFT_CHARACTER_DIGIT;
}

/* Whether the apostrophe at text[at] begins the ending 's. */
static bool is_possessive(const char *text, size_t length, size_t at, size_t apostrophe_bytes)
{
    size_t s = at + apostrophe_bytes;

    if (s >= length || (text[s] != 's' && text[s] != 'S'))
        return false;
    return s + 1 == length ||
           !is_word_part(chairlift_character_read(text + s + 1, length - s - 1).kind);
}

static void append(Word *word, const ChairliftCharacter *character)
{
    if (character->kind == CHAIRLIFT_CHARACTER_LETTER)
        word->has_letter = true;
    if (word->length + character->length <= CHAIRLIFT_LONGEST_WORD) {
        memcpy(word->folded + word->length, character->folded, character->length);
        word->length += character->length;
    } else {
        word->length = CHAIRLIFT_LONGEST_WORD + 1;
    }
}

/* Reads the word that begins at text[start], which is a letter or a digit. */
static void read_word(const char *text, size_t length, size_t start, Word *word)
{
    word->length = 0;
    word->has_letter = false;
    word->start = start;
    word->end = start;

    size_t at = start;
    while (at < length) {
        ChairliftCharacter character = chairlift_character_read(text + at, length - at);
        size_t passed = 0;
        switch (character.kind) {
        case CHAIRLIFT_CHARACTER_LETTER:
        case CHAIRLIFT_CHARACTER_DIGIT:
            append(word, &character);
            passed = character.bytes;
            word->end = at + passed;
            break;
        case CHAIRLIFT_CHARACTER_INVISIBLE:
            passed = character.bytes;
            break;
        case CHAIRLIFT_CHARACTER_APOSTROPHE:
            if (is_possessive(text, length, at, character.bytes))
                at += character.bytes + 1;
            else
                passed = character.bytes;
            break;
        case CHAIRLIFT_CHARACTER_HYPHEN:
            passed = chairlift_line_break(text, length, at, character.bytes);
            break;
        default:
            passed = chairlift_markup_inside_word(text, length, at);
        }
        if (passed == 0)
            break;
        at += passed;
    }
    word->next = at;
}

static void emit(const ChairliftTextReader *reader, ChairliftField field, const Word *word,
                 const ChairliftStem *stem, ChairliftTermFunction function, void *user_data)
{
    ChairliftTerm term = {stem->text, stem->length, field, word->start, word->end};

    function(&term, user_data);
    if (reader->previous_length > 0) {
        char pair[CHAIRLIFT_LONGEST_TERM];
        memcpy(pair, reader->previous, reader->previous_length);
        pair[reader->previous_length] = ' ';
        memcpy(pair + reader->previous_length + 1, stem->text, stem->length);
        term.text = pair;
        term.length = reader->previous_length + 1 + stem->length;
        term.start = reader->previous_start;
        function(&term, user_data);
    }
}

static void take_word(ChairliftTextReader *reader, ChairliftField field, const Word *word,
                      ChairliftTermFunction function, void *user_data)
{
    if (!word->has_letter || word->length > CHAIRLIFT_LONGEST_WORD)
        return;
    ChairliftStem stem = chairlift_stems_find(reader->stems, word->folded, word->length);
    if (stem.length == 0)
        return;
    emit(reader, field, word, &stem, function, user_data);
    memcpy(reader->previous, stem.text, stem.length);
    reader->previous_length = stem.length;
    reader->previous_start = word->start;
}

/* Whether the sentence ends between text[at] and what follows: a full stop and the like before
 * white space, or an empty line. */
static bool is_sentence_end(const char *text, size_t length, size_t at)
{
    const char *after = text + at + 1;
    size_t rest = length - at - 1;

    switch (text[at]) {
    case '.':
    case '!':
    case '?':
    case ';':
        return rest == 0 || chairlift_character_read(after, rest).kind == CHAIRLIFT_CHARACTER_SPACE;
    case '\n':
        return rest > 0 && (after[0] == '\n' || (rest > 1 && after[0] == '\r' && after[1] == '\n'));
    default:
        return false;
    }
}

/* Passes over what stands between words at text[at]; returns where reading goes on. */
static size_t pass_over(ChairliftTextReader *reader, const char *text, size_t length, size_t at,
                        size_t character_bytes)
{
    bool is_formula;
    size_t markup = chairlift_markup_between_words(text, length, at, &is_formula);

    if (is_formula || (markup == 0 && is_sentence_end(text, length, at)))
        reader->previous_length = 0;
    return at + (markup > 0 ? markup : character_bytes);
}

void chairlift_text_read(ChairliftTextReader *reader, ChairliftField field, const char *text,
                         size_t length, ChairliftTermFunction function, void *user_data)
{
    size_t no_address_before = 0;
    size_t at = 0;

    reader->previous_length = 0;
    while (at < length) {
        ChairliftCharacter character = chairlift_character_read(text + at, length - at);
        if (!is_word_part(character.kind)) {
            at = pass_over(reader, text, length, at, character.bytes);
            continue;
        }
        size_t address = at < no_address_before
                             ? 0
                             : chairlift_markup_address(text, length, at, &no_address_before);
        if (address > 0) {
            at += address;
            continue;
        }
        Word word;
        read_word(text, length, at, &word);
        take_word(reader, field, &word, function, user_data);
        at = word.next;
    }
}
