/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums: a column's is added up in the order of the vector, whatever the instructions, so that it is
 * the same to the last bit on every machine. What can be done at once is several columns. Up to
 * twelve vectors of four columns are added up in registers in one pass over the paper's features.
 */
#include "sums.h"

#include "model.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

static void add_up(const ChairliftVector *vector, const int16_t *weights, size_t stride,
                   size_t columns, double *sums)
{
    for (size_t c = 0; c < columns; c++)
        sums[c] = 0;
    for (size_t i = 0; i < vector->length; i++) {
        const int16_t *of_feature = weights + vector->feature[i] * stride;
        const double value = vector->value[i];
        for (size_t c = 0; c < columns; c++)
            sums[c] += value * of_feature[c];
    }
}

#ifdef __x86_64__
enum { MOST_VECTORS = 12 };

_Static_assert(CHAIRLIFT_COLUMN_BLOCK == 4, "a block of columns is a vector of doubles");

/* Four weights, as numbers. */
__attribute__((target("avx2"))) static inline __m256d widen(const int16_t *weights)
{
    return _mm256_cvtepi32_pd(_mm_cvtepi16_epi32(_mm_loadl_epi64((const __m128i *)weights)));
}

/* As add_up, for as many vectors of columns as the compiler is told. */
__attribute__((target("avx2"), always_inline)) static inline void
add_up_vectors(const ChairliftVector *vector, const int16_t *weights, size_t stride,
               const size_t vectors, double *sums)
{
    __m256d sum[MOST_VECTORS];

#pragma GCC unroll 12
    for (size_t v = 0; v < vectors; v++)
        sum[v] = _mm256_setzero_pd();
    for (size_t i = 0; i < vector->length; i++) {
        const int16_t *of_feature = weights + vector->feature[i] * stride;
        const __m256d value = _mm256_set1_pd(vector->value[i]);
#pragma GCC unroll 12
        for (size_t v = 0; v < vectors; v++)
            sum[v] += value * widen(of_feature + v * CHAIRLIFT_COLUMN_BLOCK);
    }
#pragma GCC unroll 12
    for (size_t v = 0; v < vectors; v++)
        _mm256_storeu_pd(sums + v * CHAIRLIFT_COLUMN_BLOCK, sum[v]);
}

/* clang-format off */
#define CASE(number) \
    case number: \
        add_up_vectors(vector, weights, stride, number, sums); \
        break;
/* clang-format on */

__attribute__((target("avx2"))) static void add_up_avx2(const ChairliftVector *vector,
                                                        const int16_t *weights, size_t stride,
                                                        size_t columns, double *sums)
{
    for (size_t left = columns / CHAIRLIFT_COLUMN_BLOCK; left > 0;) {
        size_t vectors = left < MOST_VECTORS ? left : MOST_VECTORS;
        switch (vectors) {
            CASE(1)
            CASE(2)
            CASE(3)
            CASE(4)
            CASE(5)
            CASE(6)
            CASE(7)
            CASE(8)
            CASE(9)
            CASE(10)
            CASE(11)
            CASE(12)
        }
        left -= vectors;
        weights += vectors * CHAIRLIFT_COLUMN_BLOCK;
        sums += vectors * CHAIRLIFT_COLUMN_BLOCK;
    }
}
#endif

ChairliftSumFunction chairlift_sum_function(bool vectors_wanted)
{
#ifdef __x86_64__
    if (vectors_wanted && __builtin_cpu_supports("avx2"))
        return add_up_avx2;
#else
    (void)vectors_wanted;
#endif
    return add_up;
}
