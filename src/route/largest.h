/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many places can be filled at all. */
#ifndef CHAIRLIFT_ROUTE_LARGEST_H
#define CHAIRLIFT_ROUTE_LARGEST_H

#include "transport.h"

/* Places of papers that stay empty however they are filled, minimums and groups left out of
 * account. */
guint64 chairlift_count_unfillable(const ChairliftTransport *transport);

#endif
