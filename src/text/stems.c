/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems: Porter's second stemmer for English (Porter 1980, 2001; libstemmer), behind a cache.
 *
 * Stemming a word costs far more than all else that is done with it, and words repeat (Zipf): a
 * hash table remembers what has been stemmed. It holds a bounded number of words and starts afresh
 * when full, so that no input, however long or hostile, makes it grow.
 *
 * Words are hashed and compared eight bytes at a time, and lie packed. Before that table stand
 * two small ones without chains, for the short words that were met last: they fit into the
 * processor's second-level cache, and few words of a text are not found there.
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
                    (CHAIRLIFT_LONGEST_STEM + UNIT - 1) / UNIT, /* units */
    SHORT_BITS = 13,
    MIDDLE_BITS = 12
};

_Static_assert(sizeof(ChairliftStemEntry) == UNIT, "an entry begins with one unit");

typedef struct Slot {
    uint32_t tag;   /* the part of the hash that does not say where the slot is */
    uint32_t entry; /* where in the pool; 0: the slot is empty */
} Slot;

/* A word of at most 8 bytes that was met last among those of its place. */
typedef struct ShortWord {
    uint64_t word; /* padded with NULs */
    uint32_t number;
    uint32_t entry; /* 0: none */
} ShortWord;

/* Likewise one of 9 to 16 bytes. */
typedef struct MiddleWord {
    uint64_t word[2];
    uint32_t number;
    uint32_t entry;
} MiddleWord;

struct ChairliftStems {
    struct sb_stemmer *stemmer;
    Slot *slots;  /* [SLOTS], open addressing, linear probing */
    char *pool;   /* [POOL_SIZE * UNIT] entries; the first unit is not used */
    size_t used;  /* units of the pool */
    size_t words; /* number of slots in use */
    uint64_t meaning;
    ChairliftNumberFunction number_of; /* or NULL */
    const void *user_data;
    ShortWord short_word[1 << SHORT_BITS];
    MiddleWord middle_word[1 << MIDDLE_BITS];
};

static void forget(ChairliftStems *stems)
{
    memset(stems->slots, 0, SLOTS * sizeof *stems->slots);
    memset(stems->short_word, 0, sizeof stems->short_word);
    memset(stems->middle_word, 0, sizeof stems->middle_word);
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

void chairlift_stems_set_numbers(ChairliftStems *stems, uint64_t meaning,
                                 ChairliftNumberFunction function, const void *user_data)
{
    if (stems->meaning != meaning && stems->words > 0)
        forget(stems);
    stems->meaning = meaning;
    stems->number_of = function;
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
    if (stems->number_of != NULL)
        entry->number = stems->number_of((const char *)stem, size, stems->user_data);
    stems->used += 1 + units(length) + units(size);
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

/* Finds a word in the great table. */
static ChairliftStem find_any(ChairliftStems *stems, uint64_t hash, const char *word, size_t length)
{
    if (stems->words >= MOST_WORDS || stems->used + LARGEST_ENTRY > POOL_SIZE)
        forget(stems);
    uint32_t place = find_place(stems, hash, word, length);
    if (place == 0)
        return (ChairliftStem){0};
    const ChairliftStemEntry *entry = entry_at(stems, place);
    return (ChairliftStem){entry->number, entry};
}

/* Where in the pool the stem's entry lies. */
static uint32_t place_of(const ChairliftStems *stems, const ChairliftStem *stem)
{
    return (uint32_t)(((const char *)stem->entry - stems->pool) / UNIT);
}

static ChairliftStem find_short(ChairliftStems *stems, uint64_t hash, const char *word,
                                size_t length)
{
    uint64_t bytes = chairlift_load_eight(word);
    ShortWord *recent = &stems->short_word[hash >> (64 - SHORT_BITS)];

    if (recent->word == bytes)
        return (ChairliftStem){recent->number, entry_at(stems, recent->entry)};
    ChairliftStem stem = find_any(stems, hash, word, length);
    if (stem.entry != NULL)
        *recent = (ShortWord){bytes, stem.number, place_of(stems, &stem)};
    return stem;
}

static ChairliftStem find_middle(ChairliftStems *stems, uint64_t hash, const char *word,
                                 size_t length)
{
    uint64_t first = chairlift_load_eight(word);
    uint64_t second = chairlift_load_eight(word + UNIT);
    MiddleWord *recent = &stems->middle_word[hash >> (64 - MIDDLE_BITS)];

    if (recent->word[0] == first && recent->word[1] == second)
        return (ChairliftStem){recent->number, entry_at(stems, recent->entry)};
    ChairliftStem stem = find_any(stems, hash, word, length);
    if (stem.entry != NULL)
        *recent = (MiddleWord){{first, second}, stem.number, place_of(stems, &stem)};
    return stem;
}

ChairliftStem chairlift_stems_find(ChairliftStems *stems, const char *word, size_t length)
{
    uint64_t hash = chairlift_hash_padded(word, length);

    if (length <= UNIT)
        return find_short(stems, hash, word, length);
    return length <= (size_t)2 * UNIT ? find_middle(stems, hash, word, length)
                                      : find_any(stems, hash, word, length);
}
