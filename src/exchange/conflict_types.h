/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_CONFLICT_TYPES_H
#define CHAIRLIFT_EXCHANGE_CONFLICT_TYPES_H

#include <glib.h>

/* Whether what HotCRP calls the type of a conflict says that there is none: "none",
 * "unconflicted", "N", each perhaps "pinned". An empty text says nothing. */
gboolean chairlift_is_no_conflict(const char *type);

#endif
