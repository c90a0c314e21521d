/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems: Porter's second stemmer for English (Porter 1980, 2001; libstemmer), behind a cache.
 *
 * Stemming a word costs far more than all else that is done with it, and words repeat (Zipf): a
 * hash table remembers what has been stemmed. It holds a bounded number of words and starts afresh
 * when full, so that no input, however long or hostile, makes it grow.
 */
#include "stems.h"

#include "hash.h"
#include "spelling.h"

#include <libstemmer.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << 15, MOST_WORDS = SLOTS / 2, LONGEST_STEM = CHAIRLIFT_LONGEST_WORD + 1 };

/* A slot is empty when word_length is 0. */
typedef struct Entry {
    unsigned char word_length;
    unsigned char stem_length;
    char word[CHAIRLIFT_LONGEST_WORD];
    char stem[LONGEST_STEM];
} Entry;

struct ChairliftStems {
    struct sb_stemmer *stemmer;
    Entry *slots; /* [SLOTS], open addressing, linear probing */
    size_t words; /* number of slots in use */
};

ChairliftStems *chairlift_stems_new(void)
{
    ChairliftStems *stems = calloc(1, sizeof *stems);

    if (stems == NULL)
        return NULL;
    stems->stemmer = sb_stemmer_new("english", "UTF_8");
    stems->slots = calloc(SLOTS, sizeof *stems->slots);
    if (stems->stemmer == NULL || stems->slots == NULL) {
        chairlift_stems_free(stems);
        return NULL;
    }
    return stems;
}

void chairlift_stems_free(ChairliftStems *stems)
{
    if (stems == NULL)
        return;
    sb_stemmer_delete(stems->stemmer);
    free(stems->slots);
    free(stems);
}

static void fill(ChairliftStems *stems, Entry *entry, const char *word, size_t length)
{
    char spelled[CHAIRLIFT_LONGEST_WORD + 1];

    memcpy(entry->word, word, length);
    memcpy(spelled, word, length);
    size_t size = chairlift_spelling_unify(spelled, length);
    const sb_symbol *stem = sb_stemmer_stem(stems->stemmer, (const sb_symbol *)spelled, (int)size);
    size = stem == NULL ? 0 : (size_t)sb_stemmer_length(stems->stemmer);
    if (size == 0 || size > LONGEST_STEM)
        return;
    memcpy(entry->stem, stem, size);
    entry->stem_length = (unsigned char)size;
    entry->word_length = (unsigned char)length;
    stems->words++;
}

ChairliftStem chairlift_stems_find(ChairliftStems *stems, const char *word, size_t length)
{
    if (stems->words >= MOST_WORDS) {
        memset(stems->slots, 0, SLOTS * sizeof *stems->slots);
        stems->words = 0;
    }
    size_t slot = chairlift_hash_slot(chairlift_hash(CHAIRLIFT_HASH_START, word, length), SLOTS);
    while (stems->slots[slot].word_length != 0 &&
           (stems->slots[slot].word_length != length ||
            memcmp(stems->slots[slot].word, word, length) != 0))
        slot = (slot + 1) % SLOTS;

    Entry *entry = &stems->slots[slot];
    if (entry->word_length == 0) {
        entry->stem_length = 0;
        fill(stems, entry, word, length);
    }
    return (ChairliftStem){entry->stem, entry->stem_length};
}
