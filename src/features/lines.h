/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the project's own text files: whole, line by line, number by number. */
#ifndef CHAIRLIFT_FEATURES_LINES_H
#define CHAIRLIFT_FEATURES_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chairlift/error.h"

/* Reads a file of at most `most` bytes whole; *length is its size. NULL, with error set, when it
 * cannot be read or is larger. Free with free. */
char *chairlift_file_read(const char *path, size_t most, size_t *length, ChairliftError *error);

/* A walk over the lines of a file that is in memory. */
typedef struct ChairliftLines {
    const char *file;       /* its name, for messages */
    const char *next, *end; /* what is left */
    const char *line;       /* the line read last, without its newline; not NUL-terminated */
    size_t length;          /* bytes of it */
    unsigned number;        /* of it, from 1 */
} ChairliftLines;

ChairliftLines chairlift_lines(const char *file, const char *bytes, size_t length);

/* Goes to the next line. False at the end; a last line without a newline is not a line, because a
 * file cut short may end in it. */
bool chairlift_lines_next(ChairliftLines *lines);

/* Sets "file:line: what". Always false. */
static inline bool chairlift_lines_error(const ChairliftLines *lines, ChairliftError *error,
                                         const char *what)
{
    chairlift_error_set(error, "%s:%u: %s", lines->file, lines->number, what);
    return false;
}

/* Reads a decimal number ("-1.5e-3") that fills [text, end) from its beginning; returns what
 * follows it, NULL when there is none or it is not finite. Takes any locale's LC_NUMERIC. The
 * result is the nearest double. */
const char *chairlift_decimal_read(const char *text, const char *end, double *value);

/* Reads a non-negative whole number, at most `most`, without sign; returns what follows it, or
 * NULL. */
const char *chairlift_whole_read(const char *text, const char *end, uint32_t most, uint32_t *value);

/* Reads a checksum, 16 small hexadecimal digits; returns what follows it, or NULL. */
const char *chairlift_checksum_read(const char *text, const char *end, uint64_t *value);

#endif
