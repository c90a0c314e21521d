/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as JSON numbers. */
#ifndef CHAIRLIFT_LEARN_JSON_NUMBER_H
#define CHAIRLIFT_LEARN_JSON_NUMBER_H

#include <jansson.h>
#include <math.h>

/* Four digits: what lies beyond them is chance. null for NaN. */
static inline json_t *chairlift_json_number(double value)
{
    return isnan(value) ? json_null() : json_real(round(value * 1e4) / 1e4);
}

#endif
