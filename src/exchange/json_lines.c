/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_lines.h"

#include <string.h>

typedef struct Lines {
    GString *begun; /* what earlier chunks held of this line, up to CHAIRLIFT_RECORD_LIMIT */
    gboolean too_large;
    guint64 line;    /* number of this one, from 1 */
    guint64 records; /* handed over */
    ChairliftJsonRecordFunction function;
    gpointer user_data;
} Lines;

static gboolean is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Hands the line over, unless it is blank. FALSE stops. */
static gboolean hand_over(Lines *lines, const char *bytes, gsize length)
{
    ChairliftJsonRecord record = {.line = lines->line};
    while (length > 0 && is_blank(bytes[length - 1]))
        length--;
    while (length > 0 && is_blank(bytes[0])) {
        bytes++;
        length--;
    }
    if (lines->too_large)
        record.problem = "the line is larger than 16 MiB";
    else if (length == 0)
        return TRUE;
    else if (bytes[0] != '{')
        record.problem = "the line holds no JSON object";
    if (record.problem == NULL) {
        record.bytes = bytes;
        record.length = length;
    }
    record.number = ++lines->records;
    return lines->function(&record, lines->user_data);
}

/* Keeps what a chunk ends in for when the rest of the line comes. */
static void keep(Lines *lines, const char *bytes, gsize length)
{
    lines->too_large = lines->too_large || lines->begun->len + length > CHAIRLIFT_RECORD_LIMIT;
    if (!lines->too_large)
        g_string_append_len(lines->begun, bytes, (gssize)length);
}

/* Takes the end of a line. FALSE stops. */
static gboolean end_line(Lines *lines, const char *bytes, gsize length)
{
    gboolean whole = lines->begun->len == 0 && !lines->too_large;
    if (!whole)
        keep(lines, bytes, length);
    gboolean goes_on = whole ? hand_over(lines, bytes, length)
                             : hand_over(lines, lines->begun->str, lines->begun->len);
    g_string_truncate(lines->begun, 0);
    lines->too_large = FALSE;
    lines->line++;
    return goes_on;
}

static gboolean take_chunk(Lines *lines, const char *bytes, gsize length)
{
    const char *end = bytes + length;
    const char *newline;
    while ((newline = memchr(bytes, '\n', (gsize)(end - bytes))) != NULL) {
        if (!end_line(lines, bytes, (gsize)(newline - bytes)))
            return FALSE;
        bytes = newline + 1;
    }
    keep(lines, bytes, (gsize)(end - bytes));
    return TRUE;
}

gboolean chairlift_json_lines_read(ChairliftInput *input, ChairliftJsonRecordFunction function,
                                   gpointer user_data, GError **error)
{
    Lines lines = {
        .begun = g_string_new(NULL), .line = 1, .function = function, .user_data = user_data};
    const char *chunk;
    gsize length = 0;
    gboolean goes_on = TRUE;
    gboolean readable;
    while ((readable = chairlift_input_next(input, &chunk, &length, error)) && length > 0 &&
           goes_on)
        goes_on = take_chunk(&lines, chunk, length);
    if (readable && goes_on)
        end_line(&lines, "", 0); /* the last line need not have a newline */
    g_string_free(lines.begun, TRUE);
    return readable;
}
