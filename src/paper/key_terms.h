/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PAPER_KEY_TERMS_H
#define CHAIRLIFT_PAPER_KEY_TERMS_H

#include <glib.h>

/* Whether an abstract (valid UTF-8, or NULL) holds a list of key terms. */
gboolean chairlift_lists_key_terms(const char *abstract);

#endif
