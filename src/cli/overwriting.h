/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_CLI_OVERWRITING_H
#define CHAIRLIFT_CLI_OVERWRITING_H

#include <glib.h>

/* FALSE, with error set, when a command's output (NULL: stdout) is one of the files that it reads
 * (NULL-terminated; NULL: none), which would be lost. */
gboolean spares_inputs(const char *output, char *const *inputs, GError **error);

#endif
