/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems: Porter's second stemmer for English (Porter 1980, 2001; libstemmer), behind a cache.
 *
 * Stemming a word costs far more than all else that is done with it, and words repeat (Zipf): a
 * hash table remembers what has been stemmed. It holds a bounded number of words; when it is full,
 * those that came but once since it was full last are forgotten, so that no input, however long or
 * hostile, makes it grow, and none that is ordinary makes it start afresh.
 *
 * Words of up to 16 bytes have a table of their own, where a slot holds a word and what is to be
 * known of it. Nearly all are in the first place where they may be, because those that repeat came
 * early: there the tokenizer looks by itself, once the memory it asked for has come.
 */
#include "stems.h"

#include "hash.h"
#include "spelling.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    MOST_SHORT = CHAIRLIFT_SHORT_SLOTS / 2,
    LONG_SLOTS = 1 << 15, /* a power of two */
    MOST_LONG = LONG_SLOTS / 2,
    POOL_SIZE = 1 << 19, /* in units of 8 bytes */
    UNIT = 8,
    LARGE_PAGE = 1 << 21, /* bytes */
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

/* Words are looked for all over these eight megabytes: in one piece they can lie in a few large
 * pages, whose addresses a processor remembers better than those of two thousand small ones. */
typedef struct Memory {
    ChairliftShortWord short_word[CHAIRLIFT_SHORT_SLOTS]; /* open addressing, linear probing */
    Slot long_word[LONG_SLOTS];                           /* likewise */
    char pool[POOL_SIZE * UNIT];                          /* entries; the first unit is not used */
} Memory;

struct ChairliftStems {
    struct sb_stemmer *stemmer;
    Memory *memory;
    size_t short_words, long_words;
    size_t used; /* units of the pool */
    uint64_t meaning;
    ChairliftMarkFunction mark_of; /* or NULL */
    const void *user_data;
};

static void clear_tables(ChairliftStems *stems)
{
    memset(stems->memory, 0, offsetof(Memory, pool));
    stems->short_words = 0;
    stems->long_words = 0;
    stems->used = 1;
}

static Memory *allocate_memory(void)
{
    const size_t size = (sizeof(Memory) + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    Memory *memory = aligned_alloc(LARGE_PAGE, size);

#ifdef MADV_HUGEPAGE
    if (memory != NULL)
        madvise(memory, size, MADV_HUGEPAGE);
#endif
    return memory;
}

ChairliftStems *chairlift_stems_new(void)
{
    ChairliftStems *stems = calloc(1, sizeof *stems);

    if (stems == NULL)
        return NULL;
    stems->stemmer = sb_stemmer_new("english", "UTF_8");
    stems->memory = allocate_memory();
    if (stems->stemmer == NULL || stems->memory == NULL) {
        chairlift_stems_free(stems);
        return NULL;
    }
    clear_tables(stems);
    return stems;
}

void chairlift_stems_free(ChairliftStems *stems)
{
    if (stems == NULL)
        return;
    sb_stemmer_delete(stems->stemmer);
    free(stems->memory);
    free(stems);
}

void chairlift_stems_set_marks(ChairliftStems *stems, uint64_t meaning,
                               ChairliftMarkFunction function, const void *user_data)
{
    if (stems->meaning != meaning && stems->used > 1)
        clear_tables(stems);
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
    return (void *)(stems->memory->pool + (size_t)place * UNIT);
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
    *entry = (ChairliftStemEntry){0, (unsigned char)length, (unsigned char)size, false};
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

/* The slot of a short word, or the empty one where it belongs. */
static ChairliftShortWord *find_short_slot(const ChairliftStems *stems, const uint64_t word[2])
{
    size_t at = chairlift_short_home(word);

    while (stems->memory->short_word[at].entry != 0 &&
           !chairlift_short_is(&stems->memory->short_word[at], word))
        at = (at + 1) % CHAIRLIFT_SHORT_SLOTS;
    return &stems->memory->short_word[at];
}

const ChairliftShortWord *chairlift_stems_find_short(ChairliftStems *stems, const uint64_t word[2],
                                                     size_t length)
{
    ChairliftShortWord *slot = find_short_slot(stems, word);

    if (slot->entry != 0) {
        slot->is_wanted = true;
        return slot;
    }
    uint32_t place = add(stems, (const char *)word, length);
    if (place == 0)
        return NULL;
    *slot = (ChairliftShortWord){{word[0], word[1]}, entry_at(stems, place)->mark, place, false};
    stems->short_words++;
    return slot;
}

static const ChairliftStemEntry *find_short(ChairliftStems *stems, const char *word, size_t length)
{
    uint64_t key[2] = {0, 0};

    memcpy(key, word, UNIT * units(length));
    const ChairliftShortWord *slot = chairlift_stems_find_short(stems, key, length);
    return slot == NULL ? NULL : entry_at(stems, slot->entry);
}

/* The slot of a longer word, or the empty one where it belongs. */
static Slot *find_long_slot(const ChairliftStems *stems, const char *word, size_t length,
                            uint64_t hash)
{
    size_t at = (size_t)hash % LONG_SLOTS;

    for (;; at = (at + 1) % LONG_SLOTS) {
        Slot *slot = &stems->memory->long_word[at];
        if (slot->entry == 0 || (slot->tag == (uint32_t)(hash >> 32) &&
                                 is_of(entry_at(stems, slot->entry), word, length)))
            return slot;
    }
}

static const ChairliftStemEntry *find_long(ChairliftStems *stems, const char *word, size_t length)
{
    uint64_t hash = chairlift_hash_padded(word, length);
    Slot *slot = find_long_slot(stems, word, length, hash);

    if (slot->entry != 0) {
        entry_at(stems, slot->entry)->is_wanted = true;
    } else {
        uint32_t place = add(stems, word, length);
        if (place == 0)
            return NULL;
        *slot = (Slot){(uint32_t)(hash >> 32), place};
        stems->long_words++;
    }
    return entry_at(stems, slot->entry);
}

const ChairliftStemEntry *chairlift_stems_find(ChairliftStems *stems, const char *word,
                                               size_t length)
{
    return length <= sizeof(uint64_t[2]) ? find_short(stems, word, length)
                                         : find_long(stems, word, length);
}

/* Marks the entries of short words that came again. */
static void mark_wanted(const ChairliftStems *stems)
{
    const ChairliftShortWord *slots = stems->memory->short_word;

    for (size_t i = 0; i < CHAIRLIFT_SHORT_SLOTS; i++) {
        if (slots[i].is_wanted)
            entry_at(stems, slots[i].entry)->is_wanted = true;
    }
}

/* Puts an entry that is in the pool into the tables. */
static void enter(ChairliftStems *stems, uint32_t place)
{
    const ChairliftStemEntry *entry = entry_at(stems, place);
    const char *word = (const char *)(entry + 1);

    if (entry->word_length > sizeof(uint64_t[2])) {
        uint64_t hash = chairlift_hash_padded(word, entry->word_length);
        *find_long_slot(stems, word, entry->word_length, hash) =
            (Slot){(uint32_t)(hash >> 32), place};
        stems->long_words++;
    } else {
        uint64_t key[2] = {0, 0};
        memcpy(key, word, UNIT * units(entry->word_length));
        *find_short_slot(stems, key) =
            (ChairliftShortWord){{key[0], key[1]}, entry->mark, place, false};
        stems->short_words++;
    }
}

/* Forgets the words that came but once since this was done last, and moves the others together. */
static void forget_rare(ChairliftStems *stems)
{
    const size_t used = stems->used;

    mark_wanted(stems);
    clear_tables(stems);
    for (size_t at = 1; at < used;) {
        ChairliftStemEntry *entry = entry_at(stems, (uint32_t)at);
        size_t size = HEADER + units(entry->word_length) + units(entry->stem_length);
        if (entry->is_wanted) {
            entry->is_wanted = false;
            memmove(entry_at(stems, (uint32_t)stems->used), entry, size * UNIT);
            enter(stems, (uint32_t)stems->used);
            stems->used += size;
        }
        at += size;
    }
}

/* Whether less than 1/share of it is full, with `words` words more. */
static bool has_room(const ChairliftStems *stems, size_t words, size_t share)
{
    return stems->short_words + words <= MOST_SHORT / share &&
           stems->long_words + words <= MOST_LONG / share &&
           stems->used + words * LARGEST_ENTRY <= POOL_SIZE / share;
}

void chairlift_stems_make_room(ChairliftStems *stems, size_t words)
{
    if (has_room(stems, words, 1))
        return;
    forget_rare(stems);
    if (!has_room(stems, words, 2)) /* so that this is not done too often */
        clear_tables(stems);
}

ChairliftShortWord *chairlift_stems_short_words(ChairliftStems *stems)
{
    return stems->memory->short_word;
}

const char *chairlift_stems_entries(const ChairliftStems *stems)
{
    return stems->memory->pool;
}
