/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The semantic space: coordinates of terms, and with them of texts.
 *
 * The file is a text of three lines and then bytes, numbers with the lowest byte first:
 *
 *     chairlift-space 1
 *     vocabulary CHECKSUM
 *     terms COUNT dimensions COUNT
 *     float32 [terms]               what one step of the term's coordinates is worth
 *     int8 [terms * dimensions]     coordinates in steps, -127 to 127
 *     uint64                        FNV-1a of all bytes before
 *
 * A step of 1/127 of a term's largest coordinate moves no similarity in the third decimal, and the
 * file is a quarter of what floats would need.
 */
#include "space.h"

#include "../text/hash.h"
#include "lines.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_DIMENSIONS = 4096,
    MOST_TERMS = 1000000,
    STEPS = 127,
    LARGEST_FILE = 256 << 20,
    LONGEST_PATH = 4096,
    LONGEST_HEADER = 200
};

struct ChairliftSpace {
    ChairliftVocabulary *vocabulary;
    uint32_t terms, dimensions;
    float *step;        /* [terms] */
    int8_t *coordinate; /* [terms * dimensions] in steps */
};

void chairlift_space_free(ChairliftSpace *space)
{
    if (space == NULL)
        return;
    chairlift_vocabulary_free(space->vocabulary);
    free(space->step);
    free(space->coordinate);
    free(space);
}

const ChairliftVocabulary *chairlift_space_vocabulary(const ChairliftSpace *space)
{
    return space->vocabulary;
}

uint32_t chairlift_space_terms(const ChairliftSpace *space)
{
    return space->terms;
}

uint32_t chairlift_space_dimensions(const ChairliftSpace *space)
{
    return space->dimensions;
}

/* Without a vocabulary yet. */
static ChairliftSpace *new_space(uint32_t terms, uint32_t dimensions, ChairliftError *error)
{
    ChairliftSpace *space = calloc(1, sizeof *space);

    if (space != NULL) {
        space->terms = terms;
        space->dimensions = dimensions;
        space->step = calloc((size_t)terms + 1, sizeof *space->step);
        space->coordinate = calloc((size_t)terms * dimensions + 1, sizeof *space->coordinate);
        if (space->step != NULL && space->coordinate != NULL)
            return space;
    }
    chairlift_space_free(space);
    chairlift_error_set(error, "not enough memory for a semantic space");
    return NULL;
}

static void round_row(ChairliftSpace *space, uint32_t term, const float *coordinates)
{
    int8_t *row = space->coordinate + (size_t)term * space->dimensions;
    float largest = 0;

    for (uint32_t i = 0; i < space->dimensions; i++)
        largest = fmaxf(largest, fabsf(coordinates[i]));
    space->step[term] = largest / STEPS;
    for (uint32_t i = 0; largest > 0 && i < space->dimensions; i++)
        row[i] = (int8_t)lrintf(coordinates[i] / largest * STEPS);
}

ChairliftSpace *chairlift_space_new(ChairliftVocabulary *vocabulary, uint32_t terms,
                                    uint32_t dimensions, const float *coordinates,
                                    ChairliftError *error)
{
    if (terms > chairlift_vocabulary_size(vocabulary) || dimensions == 0 ||
        dimensions > MOST_DIMENSIONS) {
        chairlift_error_set(
            error, "a space of %" PRIu32 " terms and %" PRIu32 " dimensions cannot be made", terms,
            dimensions);
        return NULL;
    }
    ChairliftSpace *space = new_space(terms, dimensions, error);
    if (space == NULL)
        return NULL;
    for (uint32_t term = 0; term < terms; term++)
        round_row(space, term, coordinates + (size_t)term * dimensions);
    space->vocabulary = vocabulary;
    return space;
}

/* ---- the file ------------------------------------------------------------------------------- */

static void store(unsigned char *bytes, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t fetch(const char *bytes, size_t size)
{
    uint64_t value = 0;

    for (size_t i = size; i-- > 0;)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

/* Writes bytes and continues the hash with them. */
static bool put(FILE *stream, const void *bytes, size_t length, uint64_t *hash)
{
    *hash = chairlift_hash(*hash, bytes, length);
    return fwrite(bytes, 1, length, stream) == length;
}

bool chairlift_space_write(const ChairliftSpace *space, FILE *stream)
{
    uint64_t hash = CHAIRLIFT_HASH_START;
    char header[LONGEST_HEADER];
    unsigned char number[8];
    int length = snprintf(
        header, sizeof header,
        "chairlift-space 1\nvocabulary %016" PRIx64 "\nterms %" PRIu32 " dimensions %" PRIu32 "\n",
        chairlift_vocabulary_checksum(space->vocabulary), space->terms, space->dimensions);

    if (!put(stream, header, (size_t)length, &hash))
        return false;
    for (uint32_t term = 0; term < space->terms; term++) {
        uint32_t bits;
        memcpy(&bits, &space->step[term], sizeof bits);
        store(number, bits, sizeof bits);
        if (!put(stream, number, sizeof bits, &hash))
            return false;
    }
    if (!put(stream, space->coordinate, (size_t)space->terms * space->dimensions, &hash))
        return false;
    store(number, hash, sizeof hash);
    return fwrite(number, 1, sizeof number, stream) == sizeof number && fflush(stream) == 0;
}

/* What the first lines say. */
typedef struct Header {
    uint64_t vocabulary;
    uint32_t terms, dimensions;
    const char *after;
} Header;

/* Skips a word that must come next; NULL when another does. */
static const char *skip(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);

    if (at == NULL || (size_t)(end - at) < length || memcmp(at, word, length) != 0)
        return NULL;
    return at + length;
}

static bool read_header(const char *bytes, size_t length, Header *header)
{
    const char *end = bytes + (length < LONGEST_HEADER ? length : LONGEST_HEADER);
    const char *at = skip(bytes, end, "chairlift-space 1\nvocabulary ");

    if (at != NULL)
        at = chairlift_checksum_read(at, end, &header->vocabulary);
    at = skip(at, end, "\nterms ");
    if (at != NULL)
        at = chairlift_whole_read(at, end, MOST_TERMS, &header->terms);
    at = skip(at, end, " dimensions ");
    if (at != NULL)
        at = chairlift_whole_read(at, end, MOST_DIMENSIONS, &header->dimensions);
    header->after = skip(at, end, "\n");
    return header->after != NULL && header->dimensions > 0;
}

/* Takes the numbers after the header; false when a step is no number that could be meant. */
static bool take_numbers(ChairliftSpace *space, const char *at)
{
    for (uint32_t term = 0; term < space->terms; term++, at += 4) {
        uint32_t bits = (uint32_t)fetch(at, 4);
        memcpy(&space->step[term], &bits, sizeof bits);
        if (!isfinite(space->step[term]) || space->step[term] < 0)
            return false;
    }
    memcpy(space->coordinate, at, (size_t)space->terms * space->dimensions);
    return true;
}

ChairliftSpace *chairlift_space_parse(const char *file, const char *bytes, size_t length,
                                      ChairliftVocabulary *vocabulary, ChairliftError *error)
{
    Header header;

    if (!read_header(bytes, length, &header)) {
        chairlift_error_set(error,
                            "%s: does not begin as a semantic space does; make space writes "
                            "one",
                            file);
        return NULL;
    }
    size_t numbers = (size_t)header.terms * (4 + (size_t)header.dimensions);
    size_t begin = (size_t)(header.after - bytes);
    if (length - begin != numbers + 8 ||
        fetch(bytes + length - 8, 8) != chairlift_hash(CHAIRLIFT_HASH_START, bytes, length - 8)) {
        chairlift_error_set(error, "%s: was cut short or changed; make space writes it anew", file);
        return NULL;
    }
    if (header.vocabulary != chairlift_vocabulary_checksum(vocabulary) ||
        header.terms > chairlift_vocabulary_size(vocabulary)) {
        chairlift_error_set(error,
                            "%s: was made for another vocabulary than space-terms.tsv; make "
                            "space writes both",
                            file);
        return NULL;
    }
    ChairliftSpace *space = new_space(header.terms, header.dimensions, error);
    if (space != NULL && !take_numbers(space, header.after)) {
        chairlift_error_set(error, "%s: holds a step that is no number; make space writes it anew",
                            file);
        chairlift_space_free(space);
        return NULL;
    }
    if (space != NULL)
        space->vocabulary = vocabulary;
    return space;
}

ChairliftSpace *chairlift_space_load(const char *directory, ChairliftError *error)
{
    char terms[LONGEST_PATH], numbers[LONGEST_PATH];
    size_t length;

    if (snprintf(terms, sizeof terms, "%s/space-terms.tsv", directory) >= LONGEST_PATH ||
        snprintf(numbers, sizeof numbers, "%s/space.bin", directory) >= LONGEST_PATH) {
        chairlift_error_set(error, "the name of the model directory is too long");
        return NULL;
    }
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_load(terms, error);
    if (vocabulary == NULL)
        return NULL;
    char *bytes = chairlift_file_read(numbers, LARGEST_FILE, &length, error);
    ChairliftSpace *space =
        bytes != NULL ? chairlift_space_parse(numbers, bytes, length, vocabulary, error) : NULL;
    free(bytes);
    if (space == NULL)
        chairlift_vocabulary_free(vocabulary);
    return space;
}

/* ---- placing texts -------------------------------------------------------------------------- */

void chairlift_space_place(const ChairliftSpace *space, const ChairliftVector *vector, float *point)
{
    const uint32_t dimensions = space->dimensions;
    double squares = 0;

    memset(point, 0, dimensions * sizeof *point);
    for (size_t i = 0; i < vector->length && vector->feature[i] < space->terms; i++) {
        const int8_t *row = space->coordinate + (size_t)vector->feature[i] * dimensions;
        const float weight = vector->value[i] * space->step[vector->feature[i]];
        for (uint32_t d = 0; d < dimensions; d++)
            point[d] += weight * (float)row[d];
    }
    for (uint32_t d = 0; d < dimensions; d++)
        squares += (double)point[d] * (double)point[d];
    if (squares <= 0)
        return;
    const float scale = (float)(1 / sqrt(squares));
    for (uint32_t d = 0; d < dimensions; d++)
        point[d] *= scale;
}
