/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet_rows.h"

#include "markup_read.h"

#include <string.h>

static const char NAMESPACE[] = "urn:schemas-microsoft-com:office:spreadsheet";

typedef struct SheetReader {
    GPtrArray *cells; /* of GString: the row being read; the first `used` are in use */
    guint used;
    guint width; /* cells of the longest row */
    gsize size;  /* bytes in them */
    guint64 row_line;
    gboolean in_table, in_row, in_data;
    gboolean is_done; /* the first table has ended */
    gboolean too_large, stopped;
    ChairliftCsvRowFunction function;
    gpointer user_data;
} SheetReader;

gboolean chairlift_sheet_is(const char *bytes, gsize length)
{
    while (length > 0 && g_ascii_isspace(*bytes)) {
        bytes++;
        length--;
    }
    return length > 0 && *bytes == '<' &&
           memmem(bytes, length, NAMESPACE, sizeof NAMESPACE - 1) != NULL;
}

gboolean chairlift_input_is_sheet(ChairliftInput *input)
{
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, NULL);
    return bytes != NULL && chairlift_sheet_is(bytes, length);
}

/* A name without its namespace: "ss:Row" is "Row". */
static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

/* Where a cell stands that does not follow the one before it, from 1; 0 when it does. */
static guint index_of(const char **names, const char **values)
{
    guint64 index = 0;
    for (; *names != NULL; names++, values++) {
        if (strcmp(local_name(*names), "Index") == 0 &&
            !g_ascii_string_to_unsigned(*values, 10, 1, CHAIRLIFT_MOST_CELLS, &index, NULL))
            index = CHAIRLIFT_MOST_CELLS + 1;
    }
    return (guint)index;
}

/* Empty cells, until there are so many. */
static void pad(SheetReader *reader, guint length)
{
    if (length > CHAIRLIFT_MOST_CELLS) {
        reader->too_large = TRUE;
        return;
    }
    for (; reader->used < length; reader->used++) {
        if (reader->used == reader->cells->len)
            g_ptr_array_add(reader->cells, g_string_new(NULL));
        g_string_truncate(g_ptr_array_index(reader->cells, reader->used), 0);
    }
}

static void begin_cell(SheetReader *reader, const char **names, const char **values)
{
    const guint index = index_of(names, values);
    pad(reader, index > reader->used + 1 ? index : reader->used + 1);
}

static void end_row(SheetReader *reader)
{
    pad(reader, reader->width);
    reader->width = MAX(reader->width, reader->used);
    ChairliftCsvRow row = {.line = reader->row_line,
                           .cells = (GString **)reader->cells->pdata,
                           .length = reader->used,
                           .filled = reader->used,
                           .too_large = reader->too_large};
    while (row.filled > 0 && row.cells[row.filled - 1]->len == 0)
        row.filled--;
    if ((row.filled > 0 || row.too_large) && !reader->stopped)
        reader->stopped = !reader->function(&row, reader->user_data);
}

/* A GMarkupParser's start_element. */
static void start_element(GMarkupParseContext *context, const char *element, const char **names,
                          const char **values, gpointer user_data, GError **error)
{
    (void)error;
    SheetReader *reader = user_data;
    const char *name = local_name(element);
    if (reader->is_done)
        return;
    if (strcmp(name, "Table") == 0) {
        reader->in_table = TRUE;
    } else if (reader->in_table && strcmp(name, "Row") == 0) {
        reader->used = 0;
        reader->size = 0;
        reader->too_large = FALSE;
        reader->in_data = FALSE; /* of a row within a row */
        reader->in_row = TRUE;
        reader->row_line = chairlift_markup_line(context);
    } else if (reader->in_row && !reader->in_data && strcmp(name, "Cell") == 0) {
        begin_cell(reader, names, values);
    } else if (reader->in_row && reader->used > 0 && strcmp(name, "Data") == 0) {
        reader->in_data = TRUE;
    }
}

static void end_element(GMarkupParseContext *context, const char *element, gpointer user_data,
                        GError **error)
{
    (void)context;
    (void)error;
    SheetReader *reader = user_data;
    const char *name = local_name(element);
    if (strcmp(name, "Data") == 0) {
        reader->in_data = FALSE;
    } else if (reader->in_row && strcmp(name, "Row") == 0) {
        end_row(reader);
        reader->in_row = FALSE;
    } else if (reader->in_table && strcmp(name, "Table") == 0) {
        reader->in_table = FALSE;
        reader->is_done = TRUE;
    }
}

/* What stands in a cell; marked-up text within it is text. */
static void take_text(GMarkupParseContext *context, const char *text, gsize length,
                      gpointer user_data, GError **error)
{
    (void)context;
    (void)error;
    SheetReader *reader = user_data;
    if (!reader->in_data || reader->used == 0)
        return;
    reader->size += length;
    if (reader->size > CHAIRLIFT_RECORD_LIMIT)
        reader->too_large = TRUE;
    else
        g_string_append_len(g_ptr_array_index(reader->cells, reader->used - 1), text,
                            (gssize)length);
}

gboolean chairlift_sheet_rows_read(ChairliftInput *input, ChairliftCsvRowFunction function,
                                   gpointer user_data, GError **error)
{
    static const GMarkupParser PARSER = {
        .start_element = start_element, .end_element = end_element, .text = take_text};
    SheetReader reader = {.cells = g_ptr_array_new(), .function = function, .user_data = user_data};
    const gboolean good = chairlift_markup_read(input, &PARSER, &reader, error);
    for (guint i = 0; i < reader.cells->len; i++)
        g_string_free(g_ptr_array_index(reader.cells, i), TRUE);
    g_ptr_array_unref(reader.cells);
    return good;
}
