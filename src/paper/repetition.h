/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PAPER_REPETITION_H
#define CHAIRLIFT_PAPER_REPETITION_H

#include <glib.h>

/* Whether text (or NULL) says the same again and again. */
gboolean chairlift_is_repetitive(const char *text);

#endif
