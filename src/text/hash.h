/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashes: FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv), for checksums that guard against
 * accidents, not against forgery; and for hash tables one that takes eight bytes at a time. */
#ifndef CHAIRLIFT_TEXT_HASH_H
#define CHAIRLIFT_TEXT_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define CHAIRLIFT_HASH_START UINT64_C(0xcbf29ce484222325)

/* Continues a hash with more bytes. */
static inline uint64_t chairlift_hash(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Eight bytes, in the order of the machine. */
static inline uint64_t chairlift_load_eight(const char *bytes)
{
    uint64_t value;

    memcpy(&value, bytes, sizeof value);
    return value;
}

/* Eight bytes of text as a number, the first byte lowest whatever the machine, and back. */
static inline uint64_t chairlift_load_text(const char *bytes)
{
    uint64_t value = chairlift_load_eight(bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

static inline void chairlift_store_text(char *bytes, uint64_t value)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    memcpy(bytes, &value, sizeof value);
}

/* Mixes a number so that all bits of the result depend on all of it (Knuth's multiplicative
 * hashing, with the high bits folded down). */
static inline uint64_t chairlift_hash_number(uint64_t number)
{
    number *= UINT64_C(0x9E3779B97F4A7C15);
    number ^= number >> 32;
    number *= UINT64_C(0xD6E8FEB86659FD93);
    return number ^ number >> 32;
}

/* Hash of bytes that are followed by NULs up to a multiple of eight; for tables in memory only,
 * because it differs between machines. */
static inline uint64_t chairlift_hash_padded(const char *bytes, size_t length)
{
    uint64_t hash = length;

    for (size_t i = 0; i < length; i += 8)
        hash = chairlift_hash_number(hash ^ chairlift_load_eight(bytes + i));
    return hash;
}

#endif
