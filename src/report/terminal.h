/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a terminal shows: its width, its colours, and how many columns a text takes. */
#ifndef CHAIRLIFT_REPORT_TERMINAL_H
#define CHAIRLIFT_REPORT_TERMINAL_H

#include <glib.h>
#include <stdio.h>

typedef enum ChairliftColour {
    CHAIRLIFT_COLOUR_PLAIN,
    CHAIRLIFT_COLOUR_BOLD,
    CHAIRLIFT_COLOUR_FAINT,
    CHAIRLIFT_COLOUR_GREEN,
    CHAIRLIFT_COLOUR_YELLOW,
    CHAIRLIFT_COLOUR_RED
} ChairliftColour;

typedef struct ChairliftTerminal {
    gboolean is_screen; /* somebody watches */
    guint width; /* columns, between 60 and 160: what the environment variable COLUMNS says, else
                    the terminal's; 100 when it is not a terminal */
    gboolean colours; /* a terminal, and the environment variable NO_COLOR is not set
                         (https://no-color.org) */
} ChairliftTerminal;

/* stream NULL: a file. */
ChairliftTerminal chairlift_terminal_of(FILE *stream);

/* A copy of a text as one line that cannot drive the terminal: control characters become "?", and
 * bytes that are not UTF-8 become U+FFFD. Free with g_free. */
char *chairlift_without_controls(const char *text);

/* Columns that a valid UTF-8 text takes: wide characters take two, combining ones none. */
guint chairlift_text_columns(const char *text);

/* Appends text cut to at most `width` columns (with an ellipsis where it was cut) and padded with
 * spaces to exactly `width`. */
void chairlift_append_cell(GString *line, const char *text, guint width);

/* Appends text in a colour, or plainly when the terminal shows none. */
void chairlift_append_coloured(GString *line, const ChairliftTerminal *terminal,
                               ChairliftColour colour, const char *text);

/* Appends words of text broken into lines of at most `width` columns, each indented by `indent`
 * spaces and ended by a newline. */
void chairlift_append_wrapped(GString *out, const char *text, guint indent, guint width);

#endif
