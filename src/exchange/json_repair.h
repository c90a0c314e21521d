/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_JSON_REPAIR_H
#define CHAIRLIFT_EXCHANGE_JSON_REPAIR_H

#include <glib.h>

/* A copy of a record, mended where common programs write what is not JSON: bytes that are not UTF-8
 * and halves of surrogate pairs become U+FFFD; NaN and Infinity become null. Free with
 * g_string_free. Sets *text_changed to whether a text was changed. */
GString *chairlift_json_repair(const char *bytes, gsize length, gboolean *text_changed);

#endif
