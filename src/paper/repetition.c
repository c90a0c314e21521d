/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a text filled up with copies? An abstract stuffed with a topic's key terms, over and over,
 * would get that topic with great confidence, so a chair must hear of it. Samples from all over the
 * text are looked for elsewhere in it. Of 60,000 abstracts 4 reach the limit and none of 43 first
 * pages; all that say 24 key terms five times do, and three in five of those that say them three
 * times. */
#include "repetition.h"

#include <string.h>

enum {
    SAMPLES = 8,
    SAMPLE_BYTES = 32,
    MOST_COPIES = 2,
    BLOCK_BYTES = 8,
    SPACING = 16,
    CHAIN_BITS = 11,
    LONGEST_INDEXED = 1 << 14 /* bytes of a text */
};

/* Where the blocks of a text stand that begin at multiples of SPACING, by their hash. Every stretch
 * of SAMPLE_BYTES has one of them whole, so that copies of it are found by looking up its blocks.
 */
typedef struct Index {
    guint16 first[1 << CHAIN_BITS];          /* number of a block + 1, or 0 */
    guint16 next[LONGEST_INDEXED / SPACING]; /* likewise, of the block before with the same hash */
} Index;

G_STATIC_ASSERT((int)SPACING + (int)BLOCK_BYTES - 1 <= (int)SAMPLE_BYTES);

static gsize chain_of(const char *block)
{
    guint64 bytes;
    memcpy(&bytes, block, sizeof bytes);
    return (bytes * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> (64 - CHAIN_BITS);
}

static void index_blocks(Index *index, const char *text, gsize length)
{
    memset(index->first, 0, sizeof index->first);
    for (gsize i = 0; i * SPACING + BLOCK_BYTES <= length; i++) {
        guint16 *first = &index->first[chain_of(text + i * SPACING)];
        index->next[i] = *first;
        *first = (guint16)(i + 1);
    }
}

/* Whether the sample stands a second time in the text that is indexed. */
static gboolean is_indexed_twice(const Index *index, const char *text, gsize length,
                                 const char *sample)
{
    for (gsize within = 0; within < SPACING; within++) {
        guint number = index->first[chain_of(sample + within)];
        for (; number > 0; number = index->next[number - 1]) {
            gsize block = (gsize)(number - 1) * SPACING;
            if (block < within || block - within + SAMPLE_BYTES > length)
                continue;
            const char *copy = text + (block - within);
            if (copy != sample && memcmp(copy, sample, SAMPLE_BYTES) == 0)
                return TRUE;
        }
    }
    return FALSE;
}

static gboolean stands_elsewhere(const char *text, gsize length, const char *sample)
{
    const char *after = sample + 1;
    return memmem(text, (gsize)(sample - text) + SAMPLE_BYTES - 1, sample, SAMPLE_BYTES) != NULL ||
           memmem(after, length - (gsize)(after - text), sample, SAMPLE_BYTES) != NULL;
}

gboolean chairlift_is_repetitive(const char *text)
{
    gsize length = text != NULL ? strlen(text) : 0;
    gboolean is_long = length > LONGEST_INDEXED;
    gsize copies = 0;
    Index index;
    if (length < (gsize)(SAMPLES + 1) * SAMPLE_BYTES)
        return FALSE;
    if (!is_long)
        index_blocks(&index, text, length);
    for (gsize i = 0; i < SAMPLES && copies + SAMPLES - i > MOST_COPIES; i++) {
        const char *sample = text + i * (length - SAMPLE_BYTES) / (SAMPLES - 1);
        copies += is_long ? stands_elsewhere(text, length, sample)
                          : is_indexed_twice(&index, text, length, sample);
    }
    return copies > MOST_COPIES;
}
