/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixteen bytes of text at a time, for loops that every abstract passes through. The vector types
 * of GCC and clang compile for any processor; to gather a bit of each byte is the only thing that
 * needs an instruction of its own, and without it the result is the same. */
#ifndef CHAIRLIFT_TEXT_BLOCK_H
#define CHAIRLIFT_TEXT_BLOCK_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <stddef.h>
#include <string.h>

enum { CHAIRLIFT_BLOCK = 16 };

/* A comparison of two gives -1 in each byte where it holds, else 0. Bytes from 0x80 are negative.
 */
typedef signed char ChairliftBlock __attribute__((vector_size(CHAIRLIFT_BLOCK)));

static inline ChairliftBlock chairlift_block_load(const char *bytes)
{
    ChairliftBlock block;

    memcpy(&block, bytes, sizeof block);
    return block;
}

/* The first `length` bytes, fewer than a block, and NULs after them. */
static inline ChairliftBlock chairlift_block_load_part(const char *bytes, size_t length)
{
    ChairliftBlock block = {0};

    memcpy(&block, bytes, length);
    return block;
}

static inline void chairlift_block_store(char *bytes, ChairliftBlock block)
{
    memcpy(bytes, &block, sizeof block);
}

/* One byte sixteen times. */
static inline ChairliftBlock chairlift_block_of(char byte)
{
    const signed char b = (signed char)byte;

    return (ChairliftBlock){b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b};
}

/* A bit for each byte that is negative, the first byte's lowest. */
static inline unsigned chairlift_block_mask(ChairliftBlock block)
{
#ifdef __SSE2__
    return (unsigned)_mm_movemask_epi8((__m128i)block);
#else
    unsigned mask = 0;

    for (unsigned i = 0; i < CHAIRLIFT_BLOCK; i++)
        mask |= (block[i] < 0 ? 1U : 0U) << i;
    return mask;
#endif
}

#endif
