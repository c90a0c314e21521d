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
 * The checksum (FNV-1a) covers the feature lines. Terms are found by a hash table with open
 * addressing, at most half full.
 */
#include "vocabulary.h"

#include "../text/hash.h"
#include "lines.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 128 << 20, NO_FEATURE = 0 };

struct ChairliftVocabulary {
    uint32_t size;
    uint32_t capacity; /* of term and idf */
    char *terms;       /* all terms, one after the other, each NUL-terminated */
    size_t terms_size; /* bytes in use */
    size_t *term;      /* [size] where in terms each begins */
    double *idf;       /* [size] */
    uint32_t *slots;   /* [slots_size] feature + 1, or NO_FEATURE */
    size_t slots_size; /* a power of two */
    uint64_t checksum;
};

/* An empty vocabulary with room for `capacity` terms of `bytes` bytes together, with their NULs. */
static ChairliftVocabulary *new_vocabulary(uint32_t capacity, size_t bytes)
{
    ChairliftVocabulary *vocabulary = calloc(1, sizeof *vocabulary);

    if (vocabulary == NULL)
        return NULL;
    vocabulary->slots_size = 16;
    while (vocabulary->slots_size < 2 * (size_t)capacity)
        vocabulary->slots_size *= 2;
    vocabulary->capacity = capacity;
    vocabulary->terms = malloc(bytes + 1);
    vocabulary->term = calloc((size_t)capacity + 1, sizeof *vocabulary->term);
    vocabulary->idf = calloc((size_t)capacity + 1, sizeof *vocabulary->idf);
    vocabulary->slots = calloc(vocabulary->slots_size, sizeof *vocabulary->slots);
    vocabulary->checksum = CHAIRLIFT_HASH_START;
    if (vocabulary->terms == NULL || vocabulary->term == NULL || vocabulary->idf == NULL ||
        vocabulary->slots == NULL) {
        chairlift_vocabulary_free(vocabulary);
        return NULL;
    }
    return vocabulary;
}

void chairlift_vocabulary_free(ChairliftVocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    free(vocabulary->terms);
    free(vocabulary->term);
    free(vocabulary->idf);
    free(vocabulary->slots);
    free(vocabulary);
}

/* The slot that holds the term, or the empty one where it belongs. */
static uint32_t *find_slot(const ChairliftVocabulary *vocabulary, const char *term, size_t length)
{
    uint64_t hash = chairlift_hash(CHAIRLIFT_HASH_START, term, length);
    size_t slot = chairlift_hash_slot(hash, vocabulary->slots_size);

    while (vocabulary->slots[slot] != NO_FEATURE) {
        const char *other = vocabulary->terms + vocabulary->term[vocabulary->slots[slot] - 1];
        if (strncmp(other, term, length) == 0 && other[length] == '\0')
            break;
        slot = (slot + 1) & (vocabulary->slots_size - 1);
    }
    return &vocabulary->slots[slot];
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

/* Adds a feature; NULL, or what is wrong with it. */
static const char *add(ChairliftVocabulary *vocabulary, const char *term, size_t length, double idf)
{
    if (!is_term(term, length))
        return "this is not a term of one or two stems";
    if (!isfinite(idf) || idf <= 0 || idf > 1e6)
        return "the inverse document frequency is not a positive number";
    uint32_t *slot = find_slot(vocabulary, term, length);
    if (*slot != NO_FEATURE)
        return "this term stands in the vocabulary twice";

    uint32_t feature = vocabulary->size++;
    vocabulary->term[feature] = vocabulary->terms_size;
    memcpy(vocabulary->terms + vocabulary->terms_size, term, length);
    vocabulary->terms[vocabulary->terms_size + length] = '\0';
    vocabulary->terms_size += length + 1;
    vocabulary->idf[feature] = idf;
    *slot = feature + 1;
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
        size_t length =
            feature_line(line, vocabulary->idf[i], chairlift_vocabulary_term(vocabulary, i));
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
                              size > length / 4 ? "the file is cut short; train again"
                                                : "not enough memory for the vocabulary");
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
    uint32_t entry = *find_slot(vocabulary, term, length);

    return entry == NO_FEATURE ? UINT32_MAX : entry - 1;
}

const char *chairlift_vocabulary_term(const ChairliftVocabulary *vocabulary, uint32_t feature)
{
    return vocabulary->terms + vocabulary->term[feature];
}

double chairlift_vocabulary_idf(const ChairliftVocabulary *vocabulary, uint32_t feature)
{
    return vocabulary->idf[feature];
}
