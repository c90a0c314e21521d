/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Gram matrix: the inner product of every two papers' vectors. */
#ifndef CHAIRLIFT_LEARN_GRAM_H
#define CHAIRLIFT_LEARN_GRAM_H

#include "parallel.h"

#include "chairlift/features.h"

/* [length][length], row by row, symmetric; vectors are [length], of `features` features. NULL, with
 * error set, when cancelled. Free with g_free. */
float *chairlift_gram_new(const ChairliftVector *vectors, gsize length, guint32 features,
                          ChairliftRun *run, double cost, GError **error);

#endif
