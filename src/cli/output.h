/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a command's results go: stdout, or a file that appears only when it is complete. */
#ifndef CHAIRLIFT_CLI_OUTPUT_H
#define CHAIRLIFT_CLI_OUTPUT_H

#include <glib.h>
#include <stdio.h>

typedef struct Output Output;

/* path may be NULL or "-" for stdout. A file is written beside its place, under another name, until
 * output_finish renames it. */
Output *output_open(const char *path, GError **error);

/* Where to print to. */
FILE *output_stream(Output *output);

/* Writes out what is pending and puts the file in its place. FALSE, with the file that was there
 * before left as it was, when anything could not be written. */
gboolean output_finish(Output *output, GError **error);

/* Frees it; without output_finish before, nothing of the file remains. */
void output_free(Output *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Output, output_free)

#endif
