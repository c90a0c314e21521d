/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers millions of ids in little memory: 64 bits of each, in an open-addressing table. Two ids
 * out of a million share 64 bits once in 37 million runs; a paper would then needlessly be called
 * "id~2", and nothing else would happen. */
#include "unique_ids.h"

enum { FIRST_CAPACITY = 1024 }; /* a power of two */

struct ChairliftUniqueIds {
    guint64 *hash;           /* [capacity], 0 where the place is free */
    gsize length, capacity;  /* capacity is a power of two, at most 3/4 of it used */
    GHashTable *last_suffix; /* id that occurred more than once -> guint, the last number given */
};

ChairliftUniqueIds *chairlift_unique_ids_new(void)
{
    ChairliftUniqueIds *ids = g_new0(ChairliftUniqueIds, 1);
    ids->capacity = FIRST_CAPACITY;
    ids->hash = g_new0(guint64, ids->capacity);
    ids->last_suffix = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return ids;
}

void chairlift_unique_ids_free(ChairliftUniqueIds *ids)
{
    if (ids == NULL)
        return;
    g_free(ids->hash);
    g_hash_table_unref(ids->last_suffix);
    g_free(ids);
}

/* FNV-1a, then the finaliser of MurmurHash3, because FNV alone mixes its low bits badly. */
static guint64 hash_id(const char *id)
{
    guint64 hash = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    for (; *id != '\0'; id++)
        hash = (hash ^ (unsigned char)*id) * G_GUINT64_CONSTANT(0x100000001b3);
    hash ^= hash >> 33;
    hash *= G_GUINT64_CONSTANT(0xff51afd7ed558ccd);
    hash ^= hash >> 33;
    hash *= G_GUINT64_CONSTANT(0xc4ceb9fe1a85ec53);
    hash ^= hash >> 33;
    return hash != 0 ? hash : 1;
}

/* The place of this hash, or the free one where it belongs. */
static guint64 *find_place(guint64 *table, gsize capacity, guint64 hash)
{
    gsize place = hash & (capacity - 1);
    while (table[place] != 0 && table[place] != hash)
        place = (place + 1) & (capacity - 1);
    return &table[place];
}

static void grow(ChairliftUniqueIds *ids)
{
    gsize capacity = ids->capacity * 2;
    guint64 *table = g_new0(guint64, capacity);
    for (gsize i = 0; i < ids->capacity; i++) {
        if (ids->hash[i] != 0)
            *find_place(table, capacity, ids->hash[i]) = ids->hash[i];
    }
    g_free(ids->hash);
    ids->hash = table;
    ids->capacity = capacity;
}

/* FALSE when the id is there already. */
static gboolean add(ChairliftUniqueIds *ids, const char *id)
{
    guint64 hash = hash_id(id);
    guint64 *place = find_place(ids->hash, ids->capacity, hash);
    if (*place == hash)
        return FALSE;
    *place = hash;
    if (++ids->length > ids->capacity / 4 * 3)
        grow(ids);
    return TRUE;
}

char *chairlift_unique_ids_claim(ChairliftUniqueIds *ids, const char *id)
{
    if (add(ids, id))
        return NULL;
    guint *number = g_hash_table_lookup(ids->last_suffix, id);
    if (number == NULL) {
        number = g_new(guint, 1);
        *number = 1;
        g_hash_table_insert(ids->last_suffix, g_strdup(id), number);
    }
    char *unique = NULL;
    do {
        g_free(unique);
        unique = g_strdup_printf("%s~%u", id, ++*number);
    } while (!add(ids, unique));
    return unique;
}

gboolean chairlift_unique_ids_register(ChairliftUniqueIds *ids, ChairliftPaper *paper)
{
    char *unique = chairlift_unique_ids_claim(ids, paper->id);
    if (unique == NULL)
        return TRUE;
    g_free(paper->id);
    paper->id = unique;
    paper->flags |= CHAIRLIFT_PAPER_DUPLICATE_ID;
    return FALSE;
}
