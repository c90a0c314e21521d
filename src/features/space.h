/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_FEATURES_SPACE_H
#define CHAIRLIFT_FEATURES_SPACE_H

#include "chairlift/features.h"

/* Reads a space from the bytes of its file; `file` is its name, for messages. Takes ownership of
 * the vocabulary when it succeeds. */
ChairliftSpace *chairlift_space_parse(const char *file, const char *bytes, size_t length,
                                      ChairliftVocabulary *vocabulary, ChairliftError *error);

#endif
