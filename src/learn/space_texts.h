/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts that a semantic space is learnt from: titles and abstracts as vectors. */
#ifndef CHAIRLIFT_LEARN_SPACE_TEXTS_H
#define CHAIRLIFT_LEARN_SPACE_TEXTS_H

#include <glib.h>

#include "chairlift/features.h"

/* One paper, its title and its abstract apart. */
typedef struct ChairliftSpaceText {
    ChairliftVector title, abstract;
} ChairliftSpaceText;

typedef struct ChairliftSpaceTexts {
    ChairliftVocabulary *vocabulary; /* terms in at least LEAST_PAPERS papers, the frequent first */
    guint32 terms;                   /* that have coordinates: the first ones */
    GArray *texts;                   /* of ChairliftSpaceText: papers with enough of both */
} ChairliftSpaceTexts;

/* Reads papers ({"id", "title", "abstract"} a line, also gzip'd) from files, ended by NULL. Reads
 * each file twice: for document frequencies, and for vectors. NULL, with error set. */
ChairliftSpaceTexts *chairlift_space_texts_read(const char *const *files, GError **error);
void chairlift_space_texts_free(ChairliftSpaceTexts *texts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftSpaceTexts, chairlift_space_texts_free)

#endif
