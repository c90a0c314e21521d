/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems: Porter's second stemmer for English (Porter 1980, 2001; libstemmer), behind a cache.
 *
 * Stemming a word costs far more than all else that is done with it, and words repeat (Zipf): a
 * hash table remembers what has been stemmed. It holds a bounded number of words and starts afresh
 * when full, so that no input, however long or hostile, makes it grow.
 *
 * Words are hashed and compared eight bytes at a time, and lie packed. Before that table stands a
 * small one without chains, for the words of up to 16 bytes that were met last: it fits into the
 * processor's second-level cache, and few words of a text are not found there. The tokenizer looks
 * there by itself.
 */
#include "stems.h"

#include "hash.h"
#include "spelling.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS = 1 << 17, /* a power of two */
    MOST_WORDS = SLOTS / 2,
    POOL_SIZE = 1 << 19, /* in units of 8 bytes */
    UNIT = 8,
    HEADER = 2,
    LARGEST_ENTRY = HEADER + (CHAIRLIFT_LONGEST_WORD + UNIT - 1) / UNIT +
                    (CHAIRLIFT_LONGEST_STEM + UNIT - 1) / UNIT /* units */
};

_Static_assert(sizeof(ChairliftStemEntry) == HEADER * UNIT, "an entry begins with its header");

typedef struct Slot {
    uint32_t tag;   /* the part of the hash that does not say where the slot is */
    uint32_t entry; /* where in the pool; 0: the slot is empty */
} Slot;

struct ChairliftStems {
    struct sb_stemmer *stemmer;
    Slot *slots;  /* [SLOTS], open addressing, linear probing */
    char *pool;   /* [POOL_SIZE * UNIT] entries; the first unit is not used */
    size_t used;  /* units of the pool */
    size_t words; /* number of slots in use */
    uint64_t meaning;
    ChairliftMarkFunction mark_of; /* or NULL */
    const void *user_data;
    ChairliftRecentWord recent[1 << CHAIRLIFT_RECENT_BITS];
};

static void forget(ChairliftStems *stems)
{
    memset(stems->slots, 0, SLOTS * sizeof *stems->slots);
    memset(stems->recent, 0, sizeof stems->recent);
    stems->words = 0;
    stems->used = 1;
}

ChairliftStems *chairlift_stems_new(void)
{
    ChairliftStems *stems = calloc(1, sizeof *stems);

    if (stems == NULL)
        return NULL;
    stems->stemmer = sb_stemmer_new("english", "UTF_8");
    stems->slots = calloc(SLOTS, sizeof *stems->slots);
    stems->pool = malloc((size_t)POOL_SIZE * UNIT);
    stems->used = 1;
    if (stems->stemmer == NULL || stems->slots == NULL || stems->pool == NULL) {
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
    free(stems->pool);
    free(stems);
}

void chairlift_stems_set_marks(ChairliftStems *stems, uint64_t meaning,
                               ChairliftMarkFunction function, const void *user_data)
{
    if (stems->meaning != meaning && stems->words > 0)
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
    stems->words++;
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

/* The place of the word's entry, which is made if need be; 0 when memory has run out. */
static uint32_t find_place(ChairliftStems *stems, uint64_t hash, const char *word, size_t length)
{
    uint32_t tag = (uint32_t)(hash >> 32);
    size_t at = (size_t)hash & (SLOTS - 1);

    for (; stems->slots[at].entry != 0; at = (at + 1) & (SLOTS - 1)) {
        const Slot *slot = &stems->slots[at];
        if (slot->tag == tag && is_of(entry_at(stems, slot->entry), word, length))
            return slot->entry;
    }
    stems->slots[at] = (Slot){tag, add(stems, word, length)};
    return stems->slots[at].entry;
}

void chairlift_stems_make_room(ChairliftStems *stems, size_t words)
{
    if (stems->words + words > MOST_WORDS || stems->used + words * LARGEST_ENTRY > POOL_SIZE)
        forget(stems);
}

const ChairliftStemEntry *chairlift_stems_find(ChairliftStems *stems, const char *word,
                                               size_t length)
{
    uint32_t place = find_place(stems, chairlift_hash_padded(word, length), word, length);
    if (place == 0)
        return NULL;
    const ChairliftStemEntry *entry = entry_at(stems, place);
    if (length <= (size_t)2 * UNIT) {
        ChairliftRecentWord recent = {.mark = entry->mark, .entry = entry};
        memcpy(recent.word, word, sizeof recent.word);
        *chairlift_recent_place(stems->recent, recent.word) = recent;
    }
    return entry;
}

ChairliftRecentWord *chairlift_stems_recent(ChairliftStems *stems)
{
    return stems->recent;
}
