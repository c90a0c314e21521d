/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undoing what typesetting did to text. */
#ifndef CHAIRLIFT_PDF_REPAIR_H
#define CHAIRLIFT_PDF_REPAIR_H

#include <glib.h>

/* Text as someone would type it: ligatures and mathematical letters spelt out, accents that were
 * set as glyphs of their own put on their letters, private-use and control characters dropped, runs
 * of white space turned into one space, trimmed. text must be UTF-8. Free with g_free. */
char *chairlift_repair_glyphs(const char *text);

/* The words that a text holds unbroken: what a word broken at a line's end is compared with. */
typedef struct RepairWords RepairWords;

RepairWords *chairlift_repair_words_new(void);
void chairlift_repair_words_free(RepairWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RepairWords, chairlift_repair_words_free)

/* Adds the words of a line (repaired), except a last one that is broken off by a hyphen. */
void chairlift_repair_words_add(RepairWords *words, const char *line);

/* Appends a line to text: after a space, or where a hyphen broke a word, without it; or with it,
 * when the hyphen belongs to the word. */
void chairlift_repair_join(GString *text, const char *line, const RepairWords *words);

#endif
