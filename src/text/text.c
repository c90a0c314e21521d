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
 * Nearly all words of an abstract are a few ASCII letters and end in a space, a comma, a full stop
 * or a hyphen: those are read sixteen bytes at a time and looked up without a branch that depends
 * on the word (read_short_word), with the result that the general rules (step) have.
 */
#include "block.h"
#include "character.h"
#include "hash.h"
#include "markup.h"
#include "words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(CHAIRLIFT_LONGEST_TERM == 2 * CHAIRLIFT_LONGEST_STEM + 1, "two stems and a space");

/* Room for a word and the NULs after it. */
enum { WORD_SIZE = CHAIRLIFT_LONGEST_WORD + CHAIRLIFT_BLOCK };

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

/* A word of at most sixteen bytes whose stem has not been looked up. */
typedef struct ShortWord {
    uint64_t word[2];         /* padded with NULs */
    ChairliftShortWord *home; /* where it nearly always is; NULL: it does not wait */
    size_t length;
} ShortWord;

/* A walk through one text. */
typedef struct Walk {
    ChairliftStems *stems;
    ChairliftShortWord *short_words;
    const char *text; /* [length] */
    size_t length;
    bool opens_sentence;                          /* no word of this sentence has been read */
    size_t no_address_before;                     /* this place in the text */
    ChairliftWord word[1 + CHAIRLIFT_MOST_WORDS]; /* [1 + words]; the first has been handed over */
    ShortWord waiting[1 + CHAIRLIFT_MOST_WORDS];  /* [1 + words] */
    size_t words;
    ChairliftWordsFunction function;
    void *user_data;
} Walk;

/* What a byte that is no part of a word may do without a closer look, in the lowest bits of a
 * digit: 1, end the word before it; 2, be skipped between words; 3, both; or, where something
 * particular follows it: 4, a full stop, end word and sentence before white space; 6, a hyphen, and
 * ':' (10), a colon, end the word before a word and before white space, and be skipped. */
static const char ROLES[256] = "33333333331333333333333333333333" /* \n may end a sentence */
                               "31331312332236430000000000:11331"
                               "20000000000000000000000000030132"
                               "30000000000000000000000000023233";

enum { ENDS = 1, SKIPPED = 2, FULL_STOP = 4, HYPHEN = 6, COLON = 10, ROLE = 15 };

static bool is_ascii_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool is_ascii_word_part(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

static unsigned role_of(char byte)
{
    return (unsigned)ROLES[(unsigned char)byte] & ROLE;
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

/* Looks up the stems of the words that wait: first where they nearly always are, without a branch
 * that depends on the word. */
static void find_stems(Walk *walk)
{
    const char *entries = chairlift_stems_entries(walk->stems);
    size_t others[CHAIRLIFT_MOST_WORDS];
    size_t length = 0;

    for (size_t i = 1; i <= walk->words; i++) {
        const ShortWord *waiting = &walk->waiting[i];
        if (waiting->home == NULL)
            continue;
        const bool is_there = chairlift_short_is(waiting->home, waiting->word);
        walk->word[i].mark = waiting->home->mark;
        walk->word[i].stem = chairlift_stem_entry(entries, waiting->home->entry);
        waiting->home->is_wanted |= is_there;
        others[length] = i;
        length += !is_there;
    }
    for (size_t i = 0; i < length; i++) {
        const ShortWord *waiting = &walk->waiting[others[i]];
        ChairliftWord *word = &walk->word[others[i]];
        const ChairliftShortWord *found =
            chairlift_stems_find_short(walk->stems, waiting->word, waiting->length);
        word->mark = found == NULL ? 0 : found->mark;
        word->stem = found == NULL ? NULL : chairlift_stem_entry(entries, found->entry);
    }
}

/* Hands over the words that have been read. */
static void flush(Walk *walk)
{
    if (walk->words > 0) {
        find_stems(walk);
        walk->function(walk->word + 1, walk->words, walk->user_data);
    }
    walk->word[0] = walk->word[walk->words];
    walk->words = 0;
    chairlift_stems_make_room(walk->stems, CHAIRLIFT_MOST_WORDS);
}

/* Adds a word without its stem; returns its number. */
static inline size_t add_word(Walk *walk, size_t start, size_t end)
{
    if (walk->words == CHAIRLIFT_MOST_WORDS)
        flush(walk);
    size_t number = ++walk->words;
    walk->word[number].start = start;
    walk->word[number].end = end;
    walk->word[number].opens_sentence = walk->opens_sentence;
    walk->opens_sentence = false;
    return number;
}

static void take_word(Walk *walk, Word *word)
{
    if (!word->has_letter || word->length > CHAIRLIFT_LONGEST_WORD)
        return;
    memset(word->folded + word->length, 0, CHAIRLIFT_BLOCK);
    size_t number = add_word(walk, word->start, word->end);
    const ChairliftStemEntry *stem = chairlift_stems_find(walk->stems, word->folded, word->length);
    walk->word[number].stem = stem;
    walk->word[number].mark = stem == NULL ? 0 : stem->mark;
    walk->waiting[number].home = NULL;
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

/* Whether the word text[at, end), of ASCII letters and digits and followed by another byte, ends
 * there and is no part of an address; false when the general rules must decide. *ends_sentence
 * tells whether the byte is a full stop that ends the sentence, too. */
static inline bool ends_plainly(Walk *walk, size_t at, size_t end, bool *ends_sentence)
{
    const char *text = walk->text;
    const unsigned role = role_of(text[end]);
    size_t looked_to;

    *ends_sentence = false;
    if (role & ENDS && end - at != strlen("this"))
        return true;
    const char next = walk->length - end > 1 ? text[end + 1] : ' ';
    if (role & ENDS)
        return next != 'h'; /* it may be "this https URL" */
    if (role == FULL_STOP)
        return *ends_sentence = is_ascii_space(next);
    if (role == COLON)
        return is_ascii_space(next);
    if (role != HYPHEN || !is_ascii_word_part(next))
        return false;
    if (at >= walk->no_address_before) {
        if (chairlift_markup_address(text, walk->length, at, &looked_to) > 0)
            return false;
        walk->no_address_before = looked_to;
    }
    return true;
}

/* Sixteen bytes of text, folded. */
typedef struct Folded {
    ChairliftBlock bytes; /* in lower case */
    unsigned letters;     /* a bit for each ASCII letter */
    unsigned count;       /* bytes before the first that is neither letter nor digit */
} Folded;

static inline Folded fold(const char *text, size_t length)
{
    ChairliftBlock block = length >= CHAIRLIFT_BLOCK ? chairlift_block_load(text)
                                                     : chairlift_block_load_part(text, length);
    ChairliftBlock lower = block | chairlift_block_of('a' - 'A'); /* and digits stay digits */
    ChairliftBlock letters =
        (lower > chairlift_block_of('a' - 1)) & (lower < chairlift_block_of('z' + 1));
    ChairliftBlock digits =
        (block > chairlift_block_of('0' - 1)) & (block < chairlift_block_of('9' + 1));
    unsigned others = ~chairlift_block_mask(letters | digits);
    return (Folded){lower, chairlift_block_mask(letters),
                    (unsigned)__builtin_ctz(others | 1U << CHAIRLIFT_BLOCK)};
}

/* The first `count` bytes of a block, and NULs after them. */
static inline ChairliftBlock keep(ChairliftBlock block, unsigned count)
{
    static const signed char MASKS[2 * CHAIRLIFT_BLOCK] = {-1, -1, -1, -1, -1, -1, -1, -1,
                                                           -1, -1, -1, -1, -1, -1, -1, -1};

    return block & chairlift_block_load((const char *)MASKS + CHAIRLIFT_BLOCK - count);
}

/* As read_short_word, for words that are longer. */
static size_t read_long_word(Walk *walk, size_t at)
{
    Word word = {.start = at, .end = at};
    Folded folded;
    bool ends_sentence;

    do {
        if (word.length + CHAIRLIFT_BLOCK > WORD_SIZE)
            return at;
        folded = fold(walk->text + word.end, walk->length - word.end);
        chairlift_block_store(word.folded + word.length, keep(folded.bytes, folded.count));
        word.has_letter = word.has_letter || (folded.letters & ((1U << folded.count) - 1)) != 0;
        word.length += folded.count;
        word.end += folded.count;
    } while (folded.count == CHAIRLIFT_BLOCK);
    if (word.end == walk->length || !ends_plainly(walk, at, word.end, &ends_sentence))
        return at;
    take_word(walk, &word);
    walk->opens_sentence = walk->opens_sentence || ends_sentence;
    return word.end + ends_sentence;
}

/* Reads the word at text[at] when it is of fewer than sixteen ASCII letters and digits and ends
 * plainly; returns where reading goes on, or `at` when the general rules must decide. */
static inline size_t read_short_word(Walk *walk, size_t at)
{
    const Folded folded = fold(walk->text + at, walk->length - at);
    size_t end = at + folded.count;
    bool ends_sentence = false;

    if (folded.count == 0)
        return at;
    if (folded.count == CHAIRLIFT_BLOCK)
        return read_long_word(walk, at);
    if (end < walk->length && !ends_plainly(walk, at, end, &ends_sentence))
        return at;
    if ((folded.letters & ((1U << folded.count) - 1)) != 0) {
        ShortWord *waiting = &walk->waiting[add_word(walk, at, end)];
        chairlift_block_store((char *)waiting->word, keep(folded.bytes, folded.count));
        waiting->home = &walk->short_words[chairlift_short_home(waiting->word)];
        waiting->length = folded.count;
        __builtin_prefetch(waiting->home);
    }
    walk->opens_sentence = walk->opens_sentence || ends_sentence;
    return end + ends_sentence;
}

void chairlift_text_read_words(ChairliftTextReader *reader, const char *text, size_t length,
                               ChairliftWordsFunction function, void *user_data)
{
    Walk walk;
    size_t at = 0;

    walk.stems = reader->stems;
    walk.short_words = chairlift_stems_short_words(reader->stems);
    walk.text = text;
    walk.length = length;
    walk.opens_sentence = true;
    walk.no_address_before = 0;
    walk.word[0] = (ChairliftWord){0};
    walk.words = 0;
    walk.function = function;
    walk.user_data = user_data;
    chairlift_stems_make_room(reader->stems, CHAIRLIFT_MOST_WORDS);
    while (at < length) {
        if (role_of(text[at]) & SKIPPED) {
            at++;
            continue;
        }
        size_t next = read_short_word(&walk, at);
        at = next > at ? next : step(&walk, at);
    }
    flush(&walk);
}

void chairlift_text_reader_set_marks(ChairliftTextReader *reader, uint64_t meaning,
                                     ChairliftMarkFunction function, const void *user_data)
{
    chairlift_stems_set_marks(reader->stems, meaning, function, user_data);
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

static void emit_terms(Pairing *pairing, const ChairliftWord *word)
{
    const char *stem = chairlift_stem_text(word->stem);
    size_t length = word->stem->stem_length;
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

/* A ChairliftWordsFunction. */
static void pair_words(const ChairliftWord *words, size_t length, void *user_data)
{
    for (size_t i = 0; i < length; i++) {
        if (words[i].stem != NULL)
            emit_terms(user_data, &words[i]);
    }
}

void chairlift_text_read(ChairliftTextReader *reader, ChairliftField field, const char *text,
                         size_t length, ChairliftTermFunction function, void *user_data)
{
    Pairing pairing = {.function = function, .user_data = user_data, .field = field};

    chairlift_text_read_words(reader, text, length, pair_words, &pairing);
}
