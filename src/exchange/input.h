/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers of small files ask of an input beside its bytes. */
#ifndef CHAIRLIFT_EXCHANGE_INPUT_H
#define CHAIRLIFT_EXCHANGE_INPUT_H

#include "chairlift/exchange.h"

/* Whether the input begins as JSON does; only before the first chairlift_input_next. */
gboolean chairlift_input_is_json(ChairliftInput *input);

/* All bytes of the input. NULL, with error set, when reading fails or there are more than `most`:
 * then the error says of the file what `too_large` says ("is larger than ..."). */
GString *chairlift_input_read_all(ChairliftInput *input, gsize most, const char *too_large,
                                  GError **error);

#endif
