/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a venue's model: from what it was made, how, and how good it is (Mitchell et al.,
 * "Model cards for model reporting", 2019). */
#ifndef CHAIRLIFT_LEARN_CARD_H
#define CHAIRLIFT_LEARN_CARD_H

#include "calibration.h"

#include <jansson.h>

/* The card as JSON text, to be freed with g_free. figures: of ChairliftFigures, this venue's and
 * others'; files: an object of names and SHA-256 checksums. No dates and no names of machines: the
 * same corpus gives the same card. */
char *chairlift_card_write(const ChairliftCorpus *corpus, const ChairliftTruth *truth,
                           const ChairliftCalibration *calibration, const GPtrArray *figures,
                           json_t *files);

#endif
