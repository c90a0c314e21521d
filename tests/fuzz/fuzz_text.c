/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are text: every term lies where it says, is as long as it may be, and its stems can
 * become features. */
#include <stdlib.h>
#include <string.h>

#include "chairlift/text.h"

typedef struct Bounds {
    size_t length; /* of the text */
    size_t end;    /* of the term before */
} Bounds;

static void check(const ChairliftTerm *term, void *user_data)
{
    Bounds *bounds = user_data;

    if (term->length == 0 || term->length > CHAIRLIFT_LONGEST_TERM || term->start >= term->end ||
        term->end > bounds->length || term->end < bounds->end)
        abort();
    bounds->end = term->end;
    size_t spaces = 0;
    for (size_t i = 0; i < term->length; i++) {
        if ((unsigned char)term->text[i] < ' ')
            abort();
        spaces += term->text[i] == ' ';
    }
    if (spaces > 1)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ChairliftTextReader *reader;
    Bounds bounds = {size, 0};

    if (reader == NULL)
        reader = chairlift_text_reader_new(NULL);
    /* a copy without a NUL after it, so that reading beyond the end is seen */
    char *text = malloc(size + (size == 0));
    if (reader == NULL || text == NULL)
        abort();
    memcpy(text, data, size);
    chairlift_text_read(reader, CHAIRLIFT_FIELD_ABSTRACT, text, size, check, &bounds);
    free(text);
    return 0;
}
