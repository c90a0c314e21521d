/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same everywhere: PCG32 (M. O'Neill, "PCG: A family of simple fast
 * space-efficient statistically good algorithms for random number generation", 2014). */
#ifndef CHAIRLIFT_LEARN_RANDOM_H
#define CHAIRLIFT_LEARN_RANDOM_H

#include <glib.h>

typedef struct ChairliftRandom {
    guint64 state;
    guint64 increment; /* odd: which of 2^63 sequences */
} ChairliftRandom;

static inline guint32 chairlift_random_next(ChairliftRandom *random)
{
    guint64 old = random->state;
    random->state = old * G_GUINT64_CONSTANT(6364136223846793005) + random->increment;
    guint32 shifted = (guint32)(((old >> 18) ^ old) >> 27);
    guint32 turn = (guint32)(old >> 59);
    return (shifted >> turn) | (shifted << ((32 - turn) & 31));
}

static inline ChairliftRandom chairlift_random_new(guint64 seed, guint64 sequence)
{
    ChairliftRandom random = {.state = 0, .increment = (sequence << 1) | 1};
    chairlift_random_next(&random);
    random.state += seed;
    chairlift_random_next(&random);
    return random;
}

/* Uniform on 0 .. bound - 1, without bias. */
static inline guint32 chairlift_random_below(ChairliftRandom *random, guint32 bound)
{
    guint32 least = -bound % bound;
    guint32 number;
    do {
        number = chairlift_random_next(random);
    } while (number < least);
    return number % bound;
}

#endif
