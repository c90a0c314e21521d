/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_INTAKE_RECOGNISE_H
#define CHAIRLIFT_INTAKE_RECOGNISE_H

#include <glib.h>

typedef enum ChairliftKind {
    CHAIRLIFT_KIND_PDF,
    CHAIRLIFT_KIND_JSON,
    CHAIRLIFT_KIND_CSV,
    CHAIRLIFT_KIND_TEXT,
    CHAIRLIFT_KIND_EMPTY,  /* no bytes, or white space only */
    CHAIRLIFT_KIND_FOREIGN /* something that cannot be read */
} ChairliftKind;

/* What a file is, from its first bytes (up to CHAIRLIFT_PEEK_SIZE). Its name decides only where the
 * bytes leave two readings: a table whose headers are unknown. For a FOREIGN one, *remedy says what
 * it looks like and what to do; the string is static. */
ChairliftKind chairlift_recognise(const char *name, const char *bytes, gsize length,
                                  const char **remedy);

/* Whether a file's name ends so (".pdf"), in either case. */
gboolean chairlift_has_suffix(const char *name, const char *suffix);

#endif
