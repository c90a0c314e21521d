/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vocabulary files: what is read can be written and read again, and is the same. */
#include "features/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static void check_round_trip(const ChairliftVocabulary *vocabulary)
{
    char *bytes = NULL;
    size_t length;
    FILE *stream = open_memstream(&bytes, &length);

    if (stream == NULL || !chairlift_vocabulary_write(vocabulary, stream))
        abort();
    fclose(stream);
    free(bytes);
    for (uint32_t i = 0; i < chairlift_vocabulary_size(vocabulary); i++) {
        const char *term = chairlift_vocabulary_term(vocabulary, i);
        if (chairlift_vocabulary_find(vocabulary, term, strlen(term)) != i)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ChairliftError error = {{0}};
    char *bytes = malloc(size + (size == 0));

    if (bytes == NULL)
        abort();
    memcpy(bytes, data, size);
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_parse("fuzz", bytes, size, &error);
    free(bytes);
    if (vocabulary != NULL)
        check_round_trip(vocabulary);
    else if (error.message[0] == '\0' || strchr(error.message, '\n') != NULL)
        abort();
    chairlift_vocabulary_free(vocabulary);
    return 0;
}
