/* SPDX-License-Identifier: GPL-3.0-or-later */
/* British spelling to American, where the stemmer would keep them apart. */
#ifndef CHAIRLIFT_TEXT_SPELLING_H
#define CHAIRLIFT_TEXT_SPELLING_H

#include <stddef.h>

/* Rewrites word (folded, length bytes, in a buffer with room for one more) in place and returns its
 * new length, at most length + 1. */
size_t chairlift_spelling_unify(char *word, size_t length);

#endif
