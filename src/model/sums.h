/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The products of a paper's vector with all columns of weights. */
#ifndef CHAIRLIFT_MODEL_SUMS_H
#define CHAIRLIFT_MODEL_SUMS_H

#include "chairlift/features.h"

/* Sets sums[columns] to the products of the vector with the columns, of which there is a multiple
 * of CHAIRLIFT_COLUMN_BLOCK. The weights of a feature, an index of the vector, begin at
 * weights[feature * stride]. */
typedef void (*ChairliftSumFunction)(const ChairliftVector *vector, const int16_t *weights,
                                     size_t stride, size_t columns, double *sums);

/* The function for this processor, with vector instructions where it has them and they are wanted.
 * The sums are the same to the last bit. */
ChairliftSumFunction chairlift_sum_function(bool vectors_wanted);

#endif
