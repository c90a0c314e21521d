/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text: the tokenizer.
 *
 * One pass over the bytes. A word is a run of letters and digits, folded (character.h), with an
 * apostrophe, a line-break hyphen or markup (markup.h) inside it passed over; any other hyphen
 * parts it, so that "chain-of-thought" and "chain of thought" are the same three words. Numbers and
 * what is too long for a word are left out. Function words stay: "we find that", "how do", "why"
 * tell what a paper does, and leaving them out makes the classifier worse (models/README.md).
 * Terms are the stems and the pairs of neighbouring stems of a sentence.
 *
 * Nearly all bytes of an abstract are ASCII letters, and nearly all words end in a space or comma:
 * two tables take those past the general rules, which stand below them, and have the same result.
 */
#include "character.h"
#include "hash.h"
#include "markup.h"
#include "words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(CHAIRLIFT_LONGEST_TERM == 2 * CHAIRLIFT_LONGEST_STEM + 1, "two stems and a space");

/* Room for a word and the NULs after it. */
enum { WORD_SIZE = CHAIRLIFT_LONGEST_WORD + 16 };

/* A word as it is read. */
typedef struct Word {
    char folded[WORD_SIZE]; /* followed by NULs up to a multiple of 16 bytes */
    size_t length;          /* of folded; more than CHAIRLIFT_LONGEST_WORD when it did not fit */
    bool has_letter;
    size_t start, end; /* in the text */
    size_t next;       /* where reading goes on */
} Word;

struct ChairliftTextReader {
    ChairliftStems *stems;
};

/* A walk through one text. */
typedef struct Walk {
    ChairliftStems *stems;
    const char *text; /* [length] */
    size_t length;
    bool opens_sentence;      /* no word of this sentence has been read */
    size_t no_address_before; /* this place in the text */
    ChairliftWordFunction function;
    void *user_data;
} Walk;

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* A bit in each of eight bytes that lies between two ASCII characters; exact for bytes < 0x80. */
static inline uint64_t between(uint64_t bytes, unsigned char first, unsigned char last)
{
    return (bytes + EACH(0x80U - first)) & ~(bytes + EACH(0x7FU - last)) & EACH(0x80);
}

/* What a byte that is no part of a word may do without a closer look: e, end the word before it; s,
 * be skipped between words; b, both. */
static const char ROLES[256] = "bbbbbbbbbbebbbbbbbbbbbbbbbbbbbbb" /* \n may end a sentence */
                               "bebbebesbbssbs.b..........seebbe"
                               "s..........................b.ebs"
                               "b..........................sbsbb";

static bool ends_word(char byte)
{
    char role = ROLES[(unsigned char)byte];
    return role == 'b' || role == 'e';
}

static bool is_skipped(char byte)
{
    char role = ROLES[(unsigned char)byte];
    return role == 'b' || role == 's';
}

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

static void take_word(Walk *walk, Word *word)
{
    if (!word->has_letter || word->length > CHAIRLIFT_LONGEST_WORD)
        return;
    memset(word->folded + word->length, 0, 16);
    ChairliftStem stem = chairlift_stems_find(walk->stems, word->folded, word->length);
    if (stem.entry == NULL)
        return;
    const ChairliftWord taken = {stem, walk->opens_sentence, word->start, word->end};
    walk->function(&taken, walk->user_data);
    walk->opens_sentence = false;
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
static size_t pass_over(Walk *walk, size_t at, size_t character_bytes)
{
    bool is_formula;
    size_t markup = chairlift_markup_between_words(walk->text, walk->length, at, &is_formula);

    if (is_formula || (markup == 0 && is_sentence_end(walk->text, walk->length, at)))
        walk->opens_sentence = true;
    return at + (markup > 0 ? markup : character_bytes);
}

/* Goes on at text[at] by the general rules, past one character, address or word; returns where. */
static size_t step(Walk *walk, size_t at)
{
    const char *text = walk->text;
    ChairliftCharacter character = chairlift_character_read(text + at, walk->length - at);

    if (!is_word_part(character.kind))
        return pass_over(walk, at, character.bytes);
    size_t address =
        at < walk->no_address_before
            ? 0
            : chairlift_markup_address(text, walk->length, at, &walk->no_address_before);
    if (address > 0)
        return at + address;
    Word word;
    read_word(text, walk->length, at, &word);
    take_word(walk, &word);
    return word.next;
}

/* Whether "this https URL" may stand at text[at], the place before the space. */
static bool may_be_address(const char *text, size_t length, const Word *word)
{
    return word->length == 4 && length - word->end >= 2 && text[word->end + 1] == 'h';
}

/* Folds the ASCII letters and digits at text[at], eight bytes at a time, up to the first byte that
 * is neither; false when there are too many, or the text ends too soon for that. */
static bool fold_ascii(const Walk *walk, size_t at, Word *word)
{
    uint64_t has_letter = 0;
    size_t count;

    word->length = 0;
    word->start = at;
    do {
        if (walk->length - at < 8 || word->length + 8 > CHAIRLIFT_LONGEST_WORD)
            return false;
        uint64_t bytes = chairlift_load_text(walk->text + at);
        uint64_t letters = between((bytes & EACH(0x7F)) | EACH(0x20), 'a', 'z') & ~bytes;
        uint64_t digits = between(bytes & EACH(0x7F), '0', '9') & ~bytes;
        uint64_t others = ~(letters | digits) & EACH(0x80);
        uint64_t mask = others == 0 ? ~UINT64_C(0) : (others & -others) / 0x80 - 1;
        count = others == 0 ? 8 : (size_t)__builtin_ctzll(others) / 8;
        chairlift_store_text(word->folded + word->length, (bytes | letters >> 2) & mask);
        has_letter |= letters & mask;
        word->length += count;
        at += count;
    } while (count == 8);
    word->end = at;
    word->has_letter = has_letter != 0;
    return true;
}

/* Reads the word at text[at] when it is of ASCII letters and digits alone, ends in a byte without a
 * meaning of its own, and is no part of an address; returns where reading goes on, or `at` when the
 * general rules must decide. */
static size_t step_fast(Walk *walk, size_t at)
{
    Word word;

    if (!fold_ascii(walk, at, &word) || word.end == walk->length ||
        !ends_word(walk->text[word.end]) || may_be_address(walk->text, walk->length, &word))
        return at;
    take_word(walk, &word);
    return word.end;
}

void chairlift_text_read_words(ChairliftTextReader *reader, const char *text, size_t length,
                               ChairliftWordFunction function, void *user_data)
{
    Walk walk = {reader->stems, text, length, true, 0, function, user_data};
    size_t at = 0;

    while (at < length) {
        if (is_skipped(text[at])) {
            at++;
            continue;
        }
        size_t next = step_fast(&walk, at);
        at = next > at ? next : step(&walk, at);
    }
}

void chairlift_text_reader_set_numbers(ChairliftTextReader *reader, uint64_t meaning,
                                       ChairliftNumberFunction function, const void *user_data)
{
    chairlift_stems_set_numbers(reader->stems, meaning, function, user_data);
}

/* From words to terms. */
typedef struct Pairing {
    ChairliftTermFunction function;
    void *user_data;
    ChairliftField field;
    char pair[CHAIRLIFT_LONGEST_TERM]; /* begins with the stem before */
    size_t length;                     /* of that stem */
    size_t start;                      /* of its word, in the text */
} Pairing;

static void emit_terms(const ChairliftWord *word, void *user_data)
{
    Pairing *pairing = user_data;
    const char *stem = chairlift_stem_text(&word->stem);
    size_t length = word->stem.entry->stem_length;
    ChairliftTerm term = {stem, length, pairing->field, word->start, word->end};

    pairing->function(&term, pairing->user_data);
    if (!word->opens_sentence) {
        pairing->pair[pairing->length] = ' ';
        memcpy(pairing->pair + pairing->length + 1, stem, length);
        term.text = pairing->pair;
        term.length = pairing->length + 1 + length;
        term.start = pairing->start;
        pairing->function(&term, pairing->user_data);
    }
    memcpy(pairing->pair, stem, length);
    pairing->length = length;
    pairing->start = word->start;
}

void chairlift_text_read(ChairliftTextReader *reader, ChairliftField field, const char *text,
                         size_t length, ChairliftTermFunction function, void *user_data)
{
    Pairing pairing = {.function = function, .user_data = user_data, .field = field};

    chairlift_text_read_words(reader, text, length, emit_terms, &pairing);
}
