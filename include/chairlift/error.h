/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of the rooms that need no GLib (text, features, model): one line for the user, naming
 * what was wrong, where, and what to do. The GLib rooms use GError with CHAIRLIFT_ERROR (paper.h).
 */
#ifndef CHAIRLIFT_ERROR_H
#define CHAIRLIFT_ERROR_H

#include <stdarg.h>
#include <stdio.h>

#include "chairlift/export.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CHAIRLIFT_MESSAGE_SIZE = 512 };

typedef struct ChairliftError {
    char message[CHAIRLIFT_MESSAGE_SIZE]; /* NUL-terminated UTF-8, without a newline */
} ChairliftError;

/* Writes the message; does nothing when error is NULL. Always returns false, so that a function may
 * end with `return chairlift_error_set(...)`. A message that is too long is cut. */
CHAIRLIFT_PRINTF(2, 3)
static inline int chairlift_error_set(ChairliftError *error, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
    }
    return 0;
}

#ifdef __cplusplus
}
#endif

#endif
