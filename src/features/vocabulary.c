/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary: which terms are features, and how much each weighs.
 *
 * The file is text, one feature a line in the order of their numbers, between a first line with the
 * number of features and a last one with a checksum:
 *
 *     chairlift-vocabulary 1 25000
 *     4.01245817<TAB>circuit
 *     ...
 *     end 8f3a...
 *
 * The checksum (FNV-1a) covers the feature lines. Every stem that terms are made of has a number,
 * so that a text's words are looked up as strings but once each, and their pairs as pairs of
 * numbers. Both are found by hash tables with open addressing.
 */
#include "vocabulary.h"

#include "../text/hash.h"
#include "lines.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 128 << 20, FIRST_SLOTS = 16 };

ChairliftVocabulary *chairlift_vocabulary_new_borrowed(void)
{
    ChairliftVocabulary *vocabulary = calloc(1, sizeof *vocabulary);

    if (vocabulary == NULL)
        return NULL;
    vocabulary->is_borrowed = true;
    for (unsigned i = 1; i < CHAIRLIFT_KNOWN_FREQUENCIES; i++)
        vocabulary->frequency_weight[i] = 1 + log((double)i);
    return vocabulary;
}

/* An empty vocabulary with room for `capacity` terms of `bytes` bytes together, with their NULs. */
static ChairliftVocabulary *new_vocabulary(uint32_t capacity, size_t bytes)
{
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_new_borrowed();

    if (vocabulary == NULL)
        return NULL;
    vocabulary->is_borrowed = false;
    vocabulary->terms = malloc(bytes + 1);
    vocabulary->term = calloc((size_t)capacity + 1, sizeof *vocabulary->term);
    vocabulary->own_idf = calloc((size_t)capacity + 1, sizeof *vocabulary->own_idf);
    vocabulary->idf = vocabulary->own_idf;
    vocabulary->idf_step = 1;
    vocabulary->stem = calloc(2 * (size_t)capacity + 1, sizeof *vocabulary->stem);
    vocabulary->stem_slots = calloc(FIRST_SLOTS, sizeof *vocabulary->stem_slots);
    vocabulary->stem_slots_size = FIRST_SLOTS;
    vocabulary->pair_slots = calloc(FIRST_SLOTS, sizeof *vocabulary->pair_slots);
    vocabulary->pair_slots_size = FIRST_SLOTS;
    vocabulary->pair_filter = calloc(CHAIRLIFT_PAIR_FILTER / 64, sizeof *vocabulary->pair_filter);
    vocabulary->checksum = CHAIRLIFT_HASH_START;
    if (vocabulary->terms == NULL || vocabulary->term == NULL || vocabulary->own_idf == NULL ||
        vocabulary->stem == NULL || vocabulary->stem_slots == NULL ||
        vocabulary->pair_slots == NULL || vocabulary->pair_filter == NULL) {
        chairlift_vocabulary_free(vocabulary);
        return NULL;
    }
    return vocabulary;
}

void chairlift_vocabulary_free(ChairliftVocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    if (!vocabulary->is_borrowed) {
        free(vocabulary->terms);
        free(vocabulary->term);
        free(vocabulary->own_idf);
        free(vocabulary->stem);
        free(vocabulary->stem_slots);
        free(vocabulary->pair_slots);
        free(vocabulary->pair_filter);
    }
    free(vocabulary);
}

/* The slot that holds the stem, or the empty one where it belongs. */
static uint32_t *find_stem_slot(const ChairliftVocabulary *vocabulary, const char *text,
                                size_t length)
{
    uint64_t hash = chairlift_hash_number(chairlift_hash(CHAIRLIFT_HASH_START, text, length));
    size_t at = (size_t)hash & (vocabulary->stem_slots_size - 1);

    for (;; at = (at + 1) & (vocabulary->stem_slots_size - 1)) {
        uint32_t *slot = &vocabulary->stem_slots[at];
        if (*slot == 0)
            return slot;
        const ChairliftKnownStem *stem = &vocabulary->stem[*slot - 1];
        if (stem->length == length && memcmp(vocabulary->terms + stem->text, text, length) == 0)
            return slot;
    }
}

uint32_t chairlift_vocabulary_find_stem(const ChairliftVocabulary *vocabulary, const char *text,
                                        size_t length)
{
    return *find_stem_slot(vocabulary, text, length) - 1;
}

uint64_t chairlift_vocabulary_mark(const char *stem, size_t length, const void *vocabulary)
{
    const ChairliftVocabulary *of = vocabulary;
    uint32_t number = chairlift_vocabulary_find_stem(of, stem, length);

    if (number == CHAIRLIFT_NO_STEM)
        return 0;
    const ChairliftKnownStem *known = &of->stem[number];
    return (uint64_t)(known->feature + 1) | (uint64_t)number << CHAIRLIFT_MARK_STEM |
           (uint64_t)known->ends_pair << CHAIRLIFT_MARK_ENDS |
           (uint64_t)known->begins_pair << CHAIRLIFT_MARK_BEGINS;
}

static bool grow_stem_slots(ChairliftVocabulary *vocabulary)
{
    uint32_t *before = vocabulary->stem_slots;
    uint32_t *slots = calloc(2 * vocabulary->stem_slots_size, sizeof *slots);

    if (slots == NULL)
        return false;
    vocabulary->stem_slots = slots;
    vocabulary->stem_slots_size *= 2;
    for (uint32_t i = 0; i < vocabulary->stems; i++) {
        const ChairliftKnownStem *stem = &vocabulary->stem[i];
        *find_stem_slot(vocabulary, vocabulary->terms + stem->text, stem->length) = i + 1;
    }
    free(before);
    return true;
}

static void put_pair(ChairliftVocabulary *vocabulary, ChairliftKnownPair pair)
{
    uint64_t bit = chairlift_filter_bit(pair >> CHAIRLIFT_FEATURE_BITS);

    vocabulary->pair_filter[bit / 64] |= UINT64_C(1) << bit % 64;
    *chairlift_vocabulary_pair_slot(vocabulary, pair >> CHAIRLIFT_FEATURE_BITS) = pair;
}

static bool grow_pair_slots(ChairliftVocabulary *vocabulary)
{
    ChairliftKnownPair *before = vocabulary->pair_slots;
    size_t size = vocabulary->pair_slots_size;
    ChairliftKnownPair *slots = calloc(2 * size, sizeof *slots);

    if (slots == NULL)
        return false;
    vocabulary->pair_slots = slots;
    vocabulary->pair_slots_size = 2 * size;
    for (size_t i = 0; i < size; i++) {
        if (before[i] != 0)
            put_pair(vocabulary, before[i]);
    }
    free(before);
    return true;
}

/* Gives the stem that stands at terms + text its number; UINT32_MAX when memory runs out. */
static uint32_t add_stem(ChairliftVocabulary *vocabulary, size_t text, size_t length)
{
    if (2 * (size_t)vocabulary->stems >= vocabulary->stem_slots_size &&
        !grow_stem_slots(vocabulary))
        return CHAIRLIFT_NO_STEM;
    uint32_t *slot = find_stem_slot(vocabulary, vocabulary->terms + text, length);
    if (*slot == 0) {
        vocabulary->stem[vocabulary->stems++] =
            (ChairliftKnownStem){(uint32_t)text, CHAIRLIFT_NO_FEATURE, (uint8_t)length, 0, 0, 0};
        *slot = vocabulary->stems;
    }
    return *slot - 1;
}

/* Whether [term, term + length) is one stem or two with a space between. */
static bool is_term(const char *term, size_t length)
{
    size_t spaces = 0;

    if (length == 0 || length > CHAIRLIFT_LONGEST_TERM || term[0] == ' ' || term[length - 1] == ' ')
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)term[i];
        if (byte < ' ' || byte == 0x7F)
            return false;
        spaces += byte == ' ';
    }
    return spaces <= 1;
}

static const char TWICE[] = "this term stands in the vocabulary twice";
static const char NO_MEMORY[] = "not enough memory for the vocabulary";

/* Lets the term of `length` bytes at the end of terms be found; NULL, or what is wrong with it. */
static const char *index_term(ChairliftVocabulary *vocabulary, size_t length, uint32_t feature)
{
    const char *term = vocabulary->terms + vocabulary->terms_size;
    const char *space = memchr(term, ' ', length);
    size_t first_length = space == NULL ? length : (size_t)(space - term);
    uint32_t first = add_stem(vocabulary, vocabulary->terms_size, first_length);

    if (first == CHAIRLIFT_NO_STEM)
        return NO_MEMORY;
    if (space == NULL) {
        if (vocabulary->stem[first].feature != CHAIRLIFT_NO_FEATURE)
            return TWICE;
        vocabulary->stem[first].feature = feature;
        return NULL;
    }
    uint32_t second =
        add_stem(vocabulary, vocabulary->terms_size + first_length + 1, length - first_length - 1);
    if (second == CHAIRLIFT_NO_STEM ||
        (2 * (size_t)vocabulary->pairs >= vocabulary->pair_slots_size &&
         !grow_pair_slots(vocabulary)))
        return NO_MEMORY;
    if (chairlift_vocabulary_find_stems(vocabulary, chairlift_pair_stems(first, second)) !=
        CHAIRLIFT_NO_FEATURE)
        return TWICE;
    put_pair(vocabulary,
             chairlift_pair_stems(first, second) << CHAIRLIFT_FEATURE_BITS | (feature + 1));
    vocabulary->stem[first].begins_pair = 1;
    vocabulary->stem[second].ends_pair = 1;
    vocabulary->pairs++;
    return NULL;
}

/* Adds a feature; NULL, or what is wrong with it. */
static const char *add(ChairliftVocabulary *vocabulary, const char *term, size_t length, double idf)
{
    if (!is_term(term, length))
        return "this is not a term of one or two stems";
    if (!isfinite(idf) || idf <= 0 || idf > 1e6)
        return "the inverse document frequency is not a positive number";
    memcpy(vocabulary->terms + vocabulary->terms_size, term, length);
    vocabulary->terms[vocabulary->terms_size + length] = '\0';
    const char *wrong = index_term(vocabulary, length, vocabulary->size);
    if (wrong != NULL)
        return wrong;
    vocabulary->term[vocabulary->size] = (uint32_t)vocabulary->terms_size;
    vocabulary->own_idf[vocabulary->size] = idf;
    vocabulary->terms_size += length + 1;
    vocabulary->size++;
    return NULL;
}

enum { LONGEST_LINE = CHAIRLIFT_LONGEST_TERM + 32 };

/* Writes a feature's line, without its newline, and returns its length. */
static size_t feature_line(char line[LONGEST_LINE], double idf, const char *term)
{
    return (size_t)snprintf(line, LONGEST_LINE, "%.9g\t%s", idf, term);
}

static void add_to_checksum(ChairliftVocabulary *vocabulary, const char *line, size_t length)
{
    vocabulary->checksum = chairlift_hash(vocabulary->checksum, line, length);
    vocabulary->checksum = chairlift_hash(vocabulary->checksum, "\n", 1);
}

ChairliftVocabulary *chairlift_vocabulary_new(uint32_t size, const char *const *terms,
                                              const double *idf, ChairliftError *error)
{
    size_t bytes = 0;
    for (uint32_t i = 0; i < size; i++)
        bytes += strlen(terms[i]) + 1;
    ChairliftVocabulary *vocabulary =
        size > CHAIRLIFT_MOST_FEATURES ? NULL : new_vocabulary(size, bytes);
    if (vocabulary == NULL) {
        chairlift_error_set(error, "no room for a vocabulary of %" PRIu32 " terms", size);
        return NULL;
    }
    for (uint32_t i = 0; i < size; i++) {
        char line[LONGEST_LINE];
        const char *wrong = "this is not a term of one or two stems";
        double rounded;
        if (is_term(terms[i], strlen(terms[i]))) {
            size_t length = feature_line(line, idf[i], terms[i]);
            /* what the file will say, not what was computed */
            if (chairlift_decimal_read(line, line + length, &rounded) == NULL)
                rounded = NAN;
            wrong = add(vocabulary, terms[i], strlen(terms[i]), rounded);
            add_to_checksum(vocabulary, line, length);
        }
        if (wrong != NULL) {
            chairlift_error_set(error, "\"%.100s\": %s", terms[i], wrong);
            chairlift_vocabulary_free(vocabulary);
            return NULL;
        }
    }
    return vocabulary;
}

bool chairlift_vocabulary_write(const ChairliftVocabulary *vocabulary, FILE *stream)
{
    char line[LONGEST_LINE];

    fprintf(stream, "chairlift-vocabulary 1 %" PRIu32 "\n", vocabulary->size);
    for (uint32_t i = 0; i < vocabulary->size; i++) {
        size_t length = feature_line(line, chairlift_vocabulary_idf(vocabulary, i),
                                     chairlift_vocabulary_term(vocabulary, i));
        fwrite(line, 1, length, stream);
        putc('\n', stream);
    }
    fprintf(stream, "end %016" PRIx64 "\n", vocabulary->checksum);
    return !ferror(stream);
}

/* Whether the line begins with `word`; *rest is what follows. */
static bool after(const ChairliftLines *lines, const char *word, const char **rest)
{
    size_t size = strlen(word);

    *rest = lines->line + size;
    return lines->length >= size && memcmp(lines->line, word, size) == 0;
}

static bool parse_size(ChairliftLines *lines, uint32_t *size, ChairliftError *error)
{
    const char *rest;

    if (!chairlift_lines_next(lines) || !after(lines, "chairlift-vocabulary ", &rest))
        return chairlift_lines_error(lines, error, "this is not a vocabulary file");
    if (!after(lines, "chairlift-vocabulary 1 ", &rest))
        return chairlift_lines_error(lines, error,
                                     "this version of the format is not known; train again");
    const char *end = lines->line + lines->length;
    if (chairlift_whole_read(rest, end, CHAIRLIFT_MOST_FEATURES, size) != end)
        return chairlift_lines_error(lines, error, "the number of terms is missing or too large");
    return true;
}

static bool parse_feature(ChairliftVocabulary *vocabulary, ChairliftLines *lines,
                          ChairliftError *error)
{
    if (!chairlift_lines_next(lines))
        return chairlift_lines_error(lines, error, "the file is cut short; train again");
    const char *end = lines->line + lines->length;
    double idf;
    const char *rest = chairlift_decimal_read(lines->line, end, &idf);
    if (rest == NULL || rest == end || *rest != '\t')
        return chairlift_lines_error(lines, error, "expected a number, a tab and a term");
    const char *wrong = add(vocabulary, rest + 1, (size_t)(end - rest - 1), idf);
    if (wrong != NULL)
        return chairlift_lines_error(lines, error, wrong);
    add_to_checksum(vocabulary, lines->line, lines->length);
    return true;
}

static bool parse_end(const ChairliftVocabulary *vocabulary, ChairliftLines *lines,
                      ChairliftError *error)
{
    uint64_t checksum;
    const char *rest;

    if (!chairlift_lines_next(lines))
        return chairlift_lines_error(lines, error, "the file is cut short; train again");
    const char *end = lines->line + lines->length;
    if (!after(lines, "end ", &rest) || chairlift_checksum_read(rest, end, &checksum) != end)
        return chairlift_lines_error(lines, error, "expected \"end\" and the checksum");
    if (checksum != vocabulary->checksum)
        return chairlift_lines_error(lines, error,
                                     "the checksum is wrong, the file was changed; train again");
    if (lines->next != lines->end)
        return chairlift_lines_error(lines, error, "there is more after the end");
    return true;
}

ChairliftVocabulary *chairlift_vocabulary_parse(const char *file, const char *bytes, size_t length,
                                                ChairliftError *error)
{
    ChairliftLines lines = chairlift_lines(file, bytes, length);
    uint32_t size;

    if (!parse_size(&lines, &size, error))
        return NULL;
    /* A line takes at least four bytes; what is not there needs no room. */
    ChairliftVocabulary *vocabulary = size > length / 4 ? NULL : new_vocabulary(size, length);
    if (vocabulary == NULL) {
        chairlift_lines_error(&lines, error,
                              size > length / 4 ? "the file is cut short; train again" : NO_MEMORY);
        return NULL;
    }
    bool good = true;
    while (good && vocabulary->size < size)
        good = parse_feature(vocabulary, &lines, error);
    if (!good || !parse_end(vocabulary, &lines, error)) {
        chairlift_vocabulary_free(vocabulary);
        return NULL;
    }
    return vocabulary;
}

ChairliftVocabulary *chairlift_vocabulary_load(const char *path, ChairliftError *error)
{
    size_t length;
    char *bytes = chairlift_file_read(path, LARGEST_FILE, &length, error);

    if (bytes == NULL)
        return NULL;
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_parse(path, bytes, length, error);
    free(bytes);
    return vocabulary;
}

uint32_t chairlift_vocabulary_size(const ChairliftVocabulary *vocabulary)
{
    return vocabulary->size;
}

uint64_t chairlift_vocabulary_checksum(const ChairliftVocabulary *vocabulary)
{
    return vocabulary->checksum;
}

uint32_t chairlift_vocabulary_find(const ChairliftVocabulary *vocabulary, const char *term,
                                   size_t length)
{
    const char *space = memchr(term, ' ', length);
    size_t first_length = space == NULL ? length : (size_t)(space - term);
    uint32_t first = chairlift_vocabulary_find_stem(vocabulary, term, first_length);

    if (first == CHAIRLIFT_NO_STEM)
        return CHAIRLIFT_NO_FEATURE;
    if (space == NULL)
        return vocabulary->stem[first].feature;
    uint32_t second =
        chairlift_vocabulary_find_stem(vocabulary, space + 1, length - first_length - 1);
    return second == CHAIRLIFT_NO_STEM
               ? CHAIRLIFT_NO_FEATURE
               : chairlift_vocabulary_find_stems(vocabulary, chairlift_pair_stems(first, second));
}

const char *chairlift_vocabulary_term(const ChairliftVocabulary *vocabulary, uint32_t feature)
{
    return vocabulary->terms + vocabulary->term[feature];
}
