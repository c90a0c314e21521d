/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): for hash tables and for checksums that
 * guard against accidents, not against forgery. */
#ifndef CHAIRLIFT_TEXT_HASH_H
#define CHAIRLIFT_TEXT_HASH_H

#include <stddef.h>
#include <stdint.h>

#define CHAIRLIFT_HASH_START UINT64_C(0xcbf29ce484222325)

/* Continues a hash with more bytes. */
static inline uint64_t chairlift_hash(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Where a hash table of `slots` (a power of two) begins to look. */
static inline size_t chairlift_hash_slot(uint64_t hash, size_t slots)
{
    return (size_t)(hash ^ hash >> 32) & (slots - 1);
}

#endif
