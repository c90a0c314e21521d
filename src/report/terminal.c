/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 60, WIDEST = 160, WIDTH_OF_A_FILE = 100 };

/* What the environment variable COLUMNS says, as POSIX has it, goes before what the terminal says.
 */
static guint width_of(FILE *stream)
{
    guint64 width = 0;
    struct winsize size;
    const char *columns = g_getenv("COLUMNS");
    if (columns != NULL && g_ascii_string_to_unsigned(columns, 10, 1, G_MAXUINT, &width, NULL))
        return (guint)CLAMP(width, NARROWEST, WIDEST);
    if (stream == NULL || ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_OF_A_FILE;
    return CLAMP(size.ws_col, NARROWEST, WIDEST);
}

ChairliftTerminal chairlift_terminal_of(FILE *stream)
{
    const char *no_colour = g_getenv("NO_COLOR");
    gboolean wanted = no_colour == NULL || *no_colour == '\0';
    gboolean is_screen = stream != NULL && isatty(fileno(stream));
    ChairliftTerminal terminal = {is_screen, width_of(stream), wanted && is_screen};
    return terminal;
}

char *chairlift_without_controls(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *shown = g_string_sized_new(strlen(valid));
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        g_string_append_unichar(shown, g_unichar_iscntrl(character) ? '?' : character);
    }
    return g_string_free(shown, FALSE);
}

static guint columns_of(gunichar character)
{
    if (g_unichar_iszerowidth(character))
        return 0;
    return g_unichar_iswide(character) ? 2 : 1;
}

guint chairlift_text_columns(const char *text)
{
    guint columns = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text))
        columns += columns_of(g_utf8_get_char(text));
    return columns;
}

void chairlift_append_cell(GString *line, const char *text, guint width)
{
    if (chairlift_text_columns(text) <= width) {
        g_string_append(line, text);
        width -= chairlift_text_columns(text);
    } else if (width > 0) {
        width--; /* for the ellipsis */
        for (; *text != '\0' && columns_of(g_utf8_get_char(text)) <= width;
             text = g_utf8_next_char(text)) {
            width -= columns_of(g_utf8_get_char(text));
            g_string_append_unichar(line, g_utf8_get_char(text));
        }
        g_string_append(line, "…");
    }
    for (; width > 0; width--)
        g_string_append_c(line, ' ');
}

void chairlift_append_coloured(GString *line, const ChairliftTerminal *terminal,
                               ChairliftColour colour, const char *text)
{
    static const char *const SEQUENCES[] = {"",         "\033[1m",  "\033[2m",
                                            "\033[32m", "\033[33m", "\033[31m"};
    if (!terminal->colours || colour == CHAIRLIFT_COLOUR_PLAIN) {
        g_string_append(line, text);
        return;
    }
    g_string_append(line, SEQUENCES[colour]);
    g_string_append(line, text);
    g_string_append(line, "\033[0m");
}

void chairlift_append_wrapped(GString *out, const char *text, guint indent, guint width)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n\t", -1);
    guint column = 0;
    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0')
            continue;
        guint columns = chairlift_text_columns(*word);
        if (column > 0 && column + 1 + columns > width) {
            g_string_append_c(out, '\n');
            column = 0;
        }
        if (column == 0) {
            g_string_append_printf(out, "%*s", (int)indent, "");
            column = indent;
        } else {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, *word);
        column += columns;
    }
    if (column > 0)
        g_string_append_c(out, '\n');
}
