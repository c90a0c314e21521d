/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a semantic space, with the checksum that they ought to have, so that more than the
 * checksum is read: either a space in which texts have finite points, or an error.
 */
#include "features/space.h"
#include "text/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_points(const ChairliftSpace *space)
{
    uint32_t features[] = {0, 1, 2};
    float values[] = {0.5F, 0.5F, 0.7F};
    const ChairliftVector vector = {features, values, 3, 3};
    float *point = calloc(chairlift_space_dimensions(space), sizeof *point);
    if (point == NULL || chairlift_space_terms(space) > 3)
        abort();
    chairlift_space_place(space, &vector, point);
    free(point);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const TERMS[] = {"circuit", "head", "sparse autoencod"};
    static const double IDF[] = {1, 2, 3};
    ChairliftError error;
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_new(3, TERMS, IDF, &error);
    char *bytes = malloc(size + 8);
    if (vocabulary == NULL || bytes == NULL)
        abort();
    memcpy(bytes, data, size);
    uint64_t hash = chairlift_hash(CHAIRLIFT_HASH_START, bytes, size);
    for (int i = 0; i < 8; i++)
        bytes[size + (size_t)i] = (char)(hash >> (8 * i));
    ChairliftSpace *space = chairlift_space_parse("space.bin", bytes, size + 8, vocabulary, &error);
    free(bytes);
    if (space != NULL)
        check_points(space);
    else
        chairlift_vocabulary_free(vocabulary);
    chairlift_space_free(space);
    return 0;
}
