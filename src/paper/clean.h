/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a character when text is cleaned. */
#ifndef CHAIRLIFT_PAPER_CLEAN_H
#define CHAIRLIFT_PAPER_CLEAN_H

#include <glib.h>

typedef enum ChairliftCleaning {
    CHAIRLIFT_CLEANING_KEEP,
    CHAIRLIFT_CLEANING_SPACE, /* it and the white space around it become one space */
    CHAIRLIFT_CLEANING_DROP
} ChairliftCleaning;

ChairliftCleaning chairlift_cleaning_of(gunichar character);

#endif
