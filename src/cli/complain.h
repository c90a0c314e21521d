/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command says besides its results. */
#ifndef CHAIRLIFT_CLI_COMPLAIN_H
#define CHAIRLIFT_CLI_COMPLAIN_H

#include <glib.h>

/* Prints one line to stderr, begun with the name of the command. File names and ids come from
 * strangers: control characters in them, which could drive the terminal, are shown as "?". */
void complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The same as a ChairliftWarningFunction; user_data is not used. */
void complain_of(const char *message, gpointer user_data);

#endif
