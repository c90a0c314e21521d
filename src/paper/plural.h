/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PAPER_PLURAL_H
#define CHAIRLIFT_PAPER_PLURAL_H

#include <glib.h>

/* What a noun ends in after a number: "" after 1, else "s". */
static inline const char *chairlift_plural(guint64 count)
{
    return count == 1 ? "" : "s";
}

#endif
