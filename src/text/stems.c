/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems: Porter's second stemmer for English (Porter 1980, 2001; libstemmer), behind a cache.
 *
 * Stemming a word costs far more than all else that is done with it, and words repeat (Zipf): a
 * hash table remembers what has been stemmed. It holds a bounded number of words and starts afresh
 * when full, so that no input, however long or hostile, makes it grow.
 *
 * Words are hashed and compared eight bytes at a time, and lie packed, so that the few thousand
 * that make up most of any text stay in the processor's cache.
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
    LARGEST_ENTRY = 1 + (CHAIRLIFT_LONGEST_WORD + UNIT - 1) / UNIT +
                    (CHAIRLIFT_LONGEST_STEM + UNIT - 1) / UNIT /* units */
};

/* What begins an entry of the pool; the word follows it, and the stem that, each padded with NULs
 * to whole units. */
typedef struct Entry {
    uint32_t mark;
    unsigned char word_length;
    unsigned char stem_length;
} Entry;

_Static_assert(sizeof(Entry) == UNIT, "an entry begins with one unit");

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
};

static void forget(ChairliftStems *stems)
{
    memset(stems->slots, 0, SLOTS * sizeof *stems->slots);
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

void chairlift_stems_set_meaning(ChairliftStems *stems, uint64_t meaning)
{
    if (stems->meaning != meaning && stems->words > 0)
        forget(stems);
    stems->meaning = meaning;
}

static size_t units(size_t bytes)
{
    return (bytes + UNIT - 1) / UNIT;
}

static Entry *entry_at(const ChairliftStems *stems, uint32_t place)
{
    return (void *)(stems->pool + (size_t)place * UNIT);
}

static ChairliftStem stem_of(Entry *entry)
{
    const char *word = (const char *)(entry + 1);

    return (ChairliftStem){word + UNIT * units(entry->word_length), entry->stem_length,
                           &entry->mark};
}

/* Stems the word into a new entry, which the slot then holds. */
static ChairliftStem fill(ChairliftStems *stems, Slot *slot, uint32_t tag, const char *word,
                          size_t length)
{
    char spelled[CHAIRLIFT_LONGEST_WORD + 1];

    memcpy(spelled, word, length);
    size_t size = chairlift_spelling_unify(spelled, length);
    const sb_symbol *stem = sb_stemmer_stem(stems->stemmer, (const sb_symbol *)spelled, (int)size);
    size = stem == NULL ? 0 : (size_t)sb_stemmer_length(stems->stemmer);
    if (size == 0 || size > CHAIRLIFT_LONGEST_STEM)
        return (ChairliftStem){0};
    *slot = (Slot){tag, (uint32_t)stems->used};
    Entry *entry = entry_at(stems, slot->entry);
    *entry = (Entry){0, (unsigned char)length, (unsigned char)size};
    memcpy(entry + 1, word, UNIT * units(length));
    memcpy((char *)(entry + 1) + UNIT * units(length), stem, size);
    stems->used += 1 + units(length) + units(size);
    stems->words++;
    return stem_of(entry);
}

/* Whether the entry is of this word. */
static inline bool is_of(const Entry *entry, const char *word, size_t length)
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

ChairliftStem chairlift_stems_find(ChairliftStems *stems, const char *word, size_t length)
{
    if (stems->words >= MOST_WORDS || stems->used + LARGEST_ENTRY > POOL_SIZE)
        forget(stems);
    uint64_t hash = chairlift_hash_padded(word, length);
    uint32_t tag = (uint32_t)(hash >> 32);
    size_t at = (size_t)hash & (SLOTS - 1);
    for (; stems->slots[at].entry != 0; at = (at + 1) & (SLOTS - 1)) {
        if (stems->slots[at].tag != tag)
            continue;
        Entry *entry = entry_at(stems, stems->slots[at].entry);
        if (is_of(entry, word, length))
            return stem_of(entry);
    }
    return fill(stems, &stems->slots[at], tag, word, length);
}
