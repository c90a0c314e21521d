/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems: Porter's second stemmer for English (Porter 1980, 2001; libstemmer), behind a cache.
 *
 * Stemming a word costs far more than all else that is done with it, and words repeat (Zipf): a
 * hash table remembers what has been stemmed. It holds a bounded number of words and starts afresh
 * when full, so that no input, however long or hostile, makes it grow.
 *
 * Words of up to 16 bytes have a table of their own, in which the tokenizer looks by itself: one
 * line of the cache holds a word and what is to be known of it, and nearly all words stand where
 * the search for them begins.
 */
#include "stems.h"

#include "hash.h"
#include "spelling.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_SHORT = CHAIRLIFT_SHORT_SLOTS / 2,
    LONG_SLOTS = 1 << 15, /* a power of two */
    MOST_LONG = LONG_SLOTS / 2,
    POOL_SIZE = 1 << 19, /* in units of 8 bytes */
    UNIT = 8,
    HEADER = 2,
    LARGEST_ENTRY = HEADER + (CHAIRLIFT_LONGEST_WORD + UNIT - 1) / UNIT +
                    (CHAIRLIFT_LONGEST_STEM + UNIT - 1) / UNIT /* units */
};

_Static_assert(sizeof(ChairliftStemEntry) == (size_t)HEADER * UNIT,
               "an entry begins with its header");

typedef struct Slot {
    uint32_t tag;   /* the part of the hash that does not say where the slot is */
    uint32_t entry; /* where in the pool; 0: the slot is empty */
} Slot;

struct ChairliftStems {
    struct sb_stemmer *stemmer;
    ChairliftShortWord *short_word; /* [CHAIRLIFT_SHORT_SLOTS], open addressing, linear probing */
    size_t short_words;
    Slot *long_word; /* [LONG_SLOTS], likewise */
    size_t long_words;
    char *pool;  /* [POOL_SIZE * UNIT] entries; the first unit is not used */
    size_t used; /* units of the pool */
    uint64_t meaning;
    ChairliftMarkFunction mark_of; /* or NULL */
    const void *user_data;
};

static void forget(ChairliftStems *stems)
{
    memset(stems->short_word, 0, CHAIRLIFT_SHORT_SLOTS * sizeof *stems->short_word);
    memset(stems->long_word, 0, LONG_SLOTS * sizeof *stems->long_word);
    stems->short_words = 0;
    stems->long_words = 0;
    stems->used = 1;
}

ChairliftStems *chairlift_stems_new(void)
{
    ChairliftStems *stems = calloc(1, sizeof *stems);

    if (stems == NULL)
        return NULL;
    stems->stemmer = sb_stemmer_new("english", "UTF_8");
    stems->short_word = calloc(CHAIRLIFT_SHORT_SLOTS, sizeof *stems->short_word);
    stems->long_word = calloc(LONG_SLOTS, sizeof *stems->long_word);
    stems->pool = malloc((size_t)POOL_SIZE * UNIT);
    stems->used = 1;
    if (stems->stemmer == NULL || stems->short_word == NULL || stems->long_word == NULL ||
        stems->pool == NULL) {
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
    free(stems->short_word);
    free(stems->long_word);
    free(stems->pool);
    free(stems);
}

void chairlift_stems_set_marks(ChairliftStems *stems, uint64_t meaning,
                               ChairliftMarkFunction function, const void *user_data)
{
    if (stems->meaning != meaning && stems->used > 1)
        forget(stems);
    stems->meaning = meaning;
    stems->mark_of = function;
    stems->user_data = user_data;
}

static size_t units(size_t bytes)
{
    return (bytes + UNIT - 1) / UNIT;
}

static ChairliftStemEntry *entry_at(const ChairliftStems *stems, uint32_t place)
{
    return (void *)(stems->pool + (size_t)place * UNIT);
}

/* Stems the word into a new entry; returns its place, 0 when memory has run out. */
static uint32_t add(ChairliftStems *stems, const char *word, size_t length)
{
    char spelled[CHAIRLIFT_LONGEST_WORD + 1];

    memcpy(spelled, word, length);
    size_t size = chairlift_spelling_unify(spelled, length);
    const sb_symbol *stem = sb_stemmer_stem(stems->stemmer, (const sb_symbol *)spelled, (int)size);
    size = stem == NULL ? 0 : (size_t)sb_stemmer_length(stems->stemmer);
    if (size == 0 || size > CHAIRLIFT_LONGEST_STEM)
        return 0;
    uint32_t place = (uint32_t)stems->used;
    ChairliftStemEntry *entry = entry_at(stems, place);
    *entry = (ChairliftStemEntry){0, (unsigned char)length, (unsigned char)size};
    memcpy(entry + 1, word, UNIT * units(length));
    memcpy((char *)(entry + 1) + UNIT * units(length), stem, size);
    if (stems->mark_of != NULL)
        entry->mark = stems->mark_of((const char *)stem, size, stems->user_data);
    stems->used += HEADER + units(length) + units(size);
    return place;
}

/* Whether the entry is of this word. */
static inline bool is_of(const ChairliftStemEntry *entry, const char *word, size_t length)
{
    const char *other = (const char *)(entry + 1);

    if (entry->word_length != length)
        return false;
    for (size_t i = 0; i < length; i += UNIT) {
        if (chairlift_load_eight(other + i) != chairlift_load_eight(word + i))
            return false;
    }
    return true;
}

static const ChairliftStemEntry *find_short(ChairliftStems *stems, const char *word, size_t length)
{
    uint64_t key[2] = {0, 0};

    memcpy(key, word, UNIT * units(length));
    size_t at = chairlift_short_home(key);
    for (; stems->short_word[at].entry != NULL; at = (at + 1) % CHAIRLIFT_SHORT_SLOTS) {
        if (chairlift_short_is(&stems->short_word[at], key))
            return stems->short_word[at].entry;
    }
    uint32_t place = add(stems, word, length);
    if (place == 0)
        return NULL;
    const ChairliftStemEntry *entry = entry_at(stems, place);
    stems->short_word[at] = (ChairliftShortWord){{key[0], key[1]}, entry->mark, entry};
    stems->short_words++;
    return entry;
}

static const ChairliftStemEntry *find_long(ChairliftStems *stems, const char *word, size_t length)
{
    uint64_t hash = chairlift_hash_padded(word, length);
    uint32_t tag = (uint32_t)(hash >> 32);
    size_t at = (size_t)hash % LONG_SLOTS;

    for (; stems->long_word[at].entry != 0; at = (at + 1) % LONG_SLOTS) {
        const Slot *slot = &stems->long_word[at];
        if (slot->tag == tag && is_of(entry_at(stems, slot->entry), word, length))
            return entry_at(stems, slot->entry);
    }
    uint32_t place = add(stems, word, length);
    if (place == 0)
        return NULL;
    stems->long_word[at] = (Slot){tag, place};
    stems->long_words++;
    return entry_at(stems, place);
}

const ChairliftStemEntry *chairlift_stems_find(ChairliftStems *stems, const char *word,
                                               size_t length)
{
    return length <= sizeof(uint64_t[2]) ? find_short(stems, word, length)
                                         : find_long(stems, word, length);
}

void chairlift_stems_make_room(ChairliftStems *stems, size_t words)
{
    if (stems->short_words + words > MOST_SHORT || stems->long_words + words > MOST_LONG ||
        stems->used + words * LARGEST_ENTRY > POOL_SIZE)
        forget(stems);
}

const ChairliftShortWord *chairlift_stems_short(const ChairliftStems *stems)
{
    return stems->short_word;
}
