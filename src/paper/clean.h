/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PAPER_CLEAN_H
#define CHAIRLIFT_PAPER_CLEAN_H

#include <glib.h>

/* Foreign bytes (length -1: up to the NUL) to one line of valid UTF-8, or NULL when nothing is left
 * of them. Sets *repaired, unless it is NULL, to whether some bytes were not UTF-8. */
char *chairlift_clean_text(const char *text, gssize length, gboolean *repaired);

#endif
