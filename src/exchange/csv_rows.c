/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables (RFC 4180 with any delimiter), row by row. libcsv knows the syntax; this adds lines,
 * limits and errors. Quoting is taken strictly, because a stray quotation mark would otherwise
 * swallow the rows after it unnoticed. */
#include "csv_rows.h"

#include <csv.h>
#include <string.h>

typedef struct RowReader {
    struct csv_parser parser;
    char line_end;    /* the byte; '\0' before the first bytes came */
    guint64 line;     /* being read, from 1 */
    guint64 row_line; /* where the row begins; 0 before its first byte */
    GPtrArray *cells; /* of GString: the row being read; the first `used` are in use */
    guint used;
    gsize size; /* bytes in them */
    gboolean too_large;
    gboolean stopped; /* by function */
    ChairliftCsvRowFunction function;
    gpointer user_data;
} RowReader;

/* libcsv: a cell has ended. */
static void take_cell(void *bytes, size_t length, void *user_data)
{
    RowReader *reader = user_data;
    reader->size += length + 1;
    if (reader->size > CHAIRLIFT_RECORD_LIMIT || reader->used == CHAIRLIFT_MOST_CELLS) {
        reader->too_large = TRUE;
        return;
    }
    if (reader->used == reader->cells->len)
        g_ptr_array_add(reader->cells, g_string_new(NULL));
    GString *cell = g_ptr_array_index(reader->cells, reader->used++);
    g_string_truncate(cell, 0);
    g_string_append_len(cell, bytes, (gssize)length);
}

/* libcsv: a row has ended. */
static void take_row(int terminator, void *user_data)
{
    RowReader *reader = user_data;
    (void)terminator;
    ChairliftCsvRow row = {.line = reader->row_line,
                           .cells = (GString **)reader->cells->pdata,
                           .length = reader->used,
                           .filled = reader->used,
                           .too_large = reader->too_large};
    while (row.filled > 0 && row.cells[row.filled - 1]->len == 0)
        row.filled--;
    if ((row.filled > 0 || row.too_large) && !reader->stopped)
        reader->stopped = !reader->function(&row, reader->user_data);
    reader->used = 0;
    reader->size = 0;
    reader->row_line = 0;
    reader->too_large = FALSE;
}

static gboolean is_space(const char *bytes, gsize length)
{
    gsize i = 0;
    while (i < length && g_ascii_isspace(bytes[i]))
        i++;
    return i == length;
}

char chairlift_csv_line_end(const char *bytes, gsize length)
{
    gsize i = 0;
    while (i < length && bytes[i] != '\n' && bytes[i] != '\r')
        i++;
    return i + 1 < length && bytes[i] == '\r' && bytes[i + 1] != '\n' ? '\r' : '\n';
}

/* Gives bytes to libcsv line by line, so that reader->line is right when it calls back. FALSE when
 * the syntax is wrong. */
static gboolean parse(RowReader *reader, const char *bytes, gsize length)
{
    if (reader->line_end == '\0')
        reader->line_end = chairlift_csv_line_end(bytes, length);
    while (length > 0 && !reader->stopped) {
        const char *end = memchr(bytes, reader->line_end, length);
        gsize size = end != NULL ? (gsize)(end - bytes) + 1 : length;
        if (reader->row_line == 0 && !is_space(bytes, size))
            reader->row_line = reader->line;
        if (csv_parse(&reader->parser, bytes, size, take_cell, take_row, reader) != size)
            return FALSE;
        /* libcsv gathers a cell before it calls back, so its size must be watched here; and its
         * buffer grows by a constant, which must grow, too, lest a large cell be copied for ever.
         */
        gsize buffered = csv_get_buffer_size(&reader->parser);
        if (buffered > 2 * (gsize)CHAIRLIFT_RECORD_LIMIT)
            return FALSE;
        csv_set_blk_size(&reader->parser, MAX(buffered, 4096));
        reader->line += end != NULL;
        bytes += size;
        length -= size;
    }
    return TRUE;
}

static gboolean parse_end(RowReader *reader)
{
    return reader->stopped || csv_fini(&reader->parser, take_cell, take_row, reader) == 0;
}

static void reader_init(RowReader *reader, char delimiter, guchar options,
                        ChairliftCsvRowFunction function, gpointer user_data)
{
    *reader = (RowReader){.line = 1, .function = function, .user_data = user_data};
    csv_init(&reader->parser, options);
    csv_set_delim(&reader->parser, (guchar)delimiter);
    csv_set_blk_size(&reader->parser, 4096);
    reader->cells = g_ptr_array_new();
}

static void reader_clear(RowReader *reader)
{
    csv_free(&reader->parser);
    for (guint i = 0; i < reader->cells->len; i++)
        g_string_free(g_ptr_array_index(reader->cells, i), TRUE);
    g_ptr_array_unref(reader->cells);
}

static gboolean read_rows(RowReader *reader, ChairliftInput *input, GError **error)
{
    gboolean well_formed = TRUE;
    gsize length = 1;
    while (well_formed && length > 0 && !reader->stopped) {
        const char *bytes;
        if (!chairlift_input_next(input, &bytes, &length, error))
            return FALSE;
        well_formed = length > 0 ? parse(reader, bytes, length) : parse_end(reader);
    }
    if (!well_formed)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s:%" G_GUINT64_FORMAT ": wrong quoting in the row that begins at line "
                    "%" G_GUINT64_FORMAT ", so that it and the rows after it were not read: a cell "
                    "that holds quotation marks must be quoted and have them doubled",
                    chairlift_input_name(input), reader->line,
                    reader->row_line != 0 ? reader->row_line : reader->line);
    return well_formed;
}

gboolean chairlift_csv_rows_read(ChairliftInput *input, char delimiter,
                                 ChairliftCsvRowFunction function, gpointer user_data,
                                 GError **error)
{
    RowReader reader;
    reader_init(&reader, delimiter, CSV_STRICT | CSV_STRICT_FINI, function, user_data);
    gboolean done = read_rows(&reader, input, error);
    reader_clear(&reader);
    return done;
}

void chairlift_csv_rows_look(const char *bytes, gsize length, gboolean complete, char delimiter,
                             ChairliftCsvRowFunction function, gpointer user_data)
{
    RowReader reader;
    reader_init(&reader, delimiter, 0, function, user_data);
    if (parse(&reader, bytes, length) && complete)
        parse_end(&reader);
    reader_clear(&reader);
}
