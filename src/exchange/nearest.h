/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_NEAREST_H
#define CHAIRLIFT_EXCHANGE_NEAREST_H

#include <glib.h>

/* Levenshtein's distance: insertions, deletions and replacements of bytes. */
gsize chairlift_edit_distance(const char *first, const char *second);

/* The word (of a NULL-terminated array) that a mistyped one was most likely meant to be, or NULL
 * when none is near. */
const char *chairlift_nearest(const char *mistyped, const char *const *words);

#endif
