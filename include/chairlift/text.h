/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text: from the bytes of a title or an abstract to stems and terms.
 *
 * A *token* is a word as it stands in the text; its *stem* is what Snowball's English stemmer
 * (libstemmer, "Porter2") makes of its lower-case form. A *term* is what the classifier counts: one
 * stem, or two neighbouring stems of a sentence ("sparse autoencod"). Depends on C11 and libstemmer
 * alone.
 */
#ifndef CHAIRLIFT_TEXT_H
#define CHAIRLIFT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chairlift/error.h"
#include "chairlift/export.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where in the paper a term was found. */
typedef enum ChairliftField {
    CHAIRLIFT_FIELD_TITLE = 0,
    CHAIRLIFT_FIELD_ABSTRACT = 1,
    CHAIRLIFT_FIELDS
} ChairliftField;

/* Longest term, in bytes: two stems and a space. */
enum { CHAIRLIFT_LONGEST_TERM = 83 };

/* One occurrence of a term. */
typedef struct ChairliftTerm {
    const char *text; /* stem, or stems joined by one space; not NUL-terminated; valid during the
                         call only */
    size_t length;    /* bytes of text, 1 to CHAIRLIFT_LONGEST_TERM */
    ChairliftField field; /* of this occurrence */
    size_t start, end;    /* the words that produced it: bytes [start, end) of the field's text */
} ChairliftTerm;

/* Called for each occurrence of a term, in the order of the text: a stem, then the pair of the stem
 * before and it. */
typedef void (*ChairliftTermFunction)(const ChairliftTerm *term, void *user_data);

/* A reader of texts: holds the stemmer and its cache. Not thread-safe: one for each thread. */
typedef struct ChairliftTextReader ChairliftTextReader;

/* Returns NULL, with error set, when memory or the stemmer is not to be had. Free with
 * chairlift_text_reader_free, which takes NULL. */
CHAIRLIFT_API ChairliftTextReader *chairlift_text_reader_new(ChairliftError *error);
CHAIRLIFT_API void chairlift_text_reader_free(ChairliftTextReader *reader);

/* Finds the terms of one field's text (any bytes: what is not UTF-8 separates words) and calls
 * function for each occurrence. Linear in length. */
CHAIRLIFT_API void chairlift_text_read(ChairliftTextReader *reader, ChairliftField field,
                                       const char *text, size_t length,
                                       ChairliftTermFunction function, void *user_data);

#ifdef __cplusplus
}
#endif

#endif
