/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV (RFC 4180) by libcsv, strictly: a stray quotation mark would otherwise swallow the rest of
 * the file unnoticed, and with it somebody's conflicts. */
#include "table.h"

#include "csv_rows.h"
#include "input.h"
#include "markup_read.h"
#include "sheet_rows.h"

#include <csv.h>
#include <string.h>

enum { MOST_BYTES = 64 * 1024 * 1024, HEADERS_SHOWN = 12 };

typedef struct TableReader {
    ChairliftTable *table;
    GPtrArray *cells;  /* of the row being read */
    guint64 line;      /* being read, from 1 */
    guint64 row_line;  /* where the row begins; 0 before its first byte */
    gboolean any_text; /* in the row */
    guint64 too_large; /* line of a row of a sheet that is; 0: none */
} TableReader;

static void free_row(gpointer data)
{
    ChairliftTableRow *row = data;
    g_ptr_array_unref(row->cells);
    g_free(row);
}

void chairlift_table_free(ChairliftTable *table)
{
    if (table == NULL)
        return;
    g_free(table->name);
    g_ptr_array_unref(table->rows);
    g_free(table);
}

gboolean chairlift_table_fail(const ChairliftTable *table, guint64 line, GError **error,
                              const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s:%" G_GUINT64_FORMAT ": %s",
                table->name, line, message);
    return FALSE;
}

/* A cell has ended. "undefined" is what OpenReview's console writes for a missing value. */
static void add_cell(TableReader *reader, const char *bytes, gsize length)
{
    char *text = chairlift_paper_clean_text(bytes, (gssize)length, NULL);
    if (text != NULL && strcmp(text, "undefined") == 0)
        g_clear_pointer(&text, g_free);
    reader->any_text |= text != NULL;
    g_ptr_array_add(reader->cells, text);
}

/* A row has ended. */
static void add_row(TableReader *reader)
{
    if (reader->any_text) {
        ChairliftTableRow *row = g_new(ChairliftTableRow, 1);
        *row = (ChairliftTableRow){reader->row_line, reader->cells};
        g_ptr_array_add(reader->table->rows, row);
    } else {
        g_ptr_array_unref(reader->cells);
    }
    reader->cells = g_ptr_array_new_with_free_func(g_free);
    reader->any_text = FALSE;
    reader->row_line = 0;
}

/* libcsv's functions for both. */
static void take_cell(void *bytes, size_t length, void *user_data)
{
    add_cell(user_data, bytes, length);
}

static void take_row(int terminator, void *user_data)
{
    (void)terminator;
    add_row(user_data);
}

/* The delimiter that the first line with text has most of. */
static char find_delimiter(const char *text)
{
    static const char DELIMITERS[] = ",\t;";
    text += strspn(text, " \r\n");
    const gsize line = strcspn(text, "\r\n");
    char best = ',';
    gsize most = 0;
    for (const char *delimiter = DELIMITERS; *delimiter != '\0'; delimiter++) {
        gsize count = 0;
        for (gsize i = 0; i < line; i++)
            count += text[i] == *delimiter;
        if (count > most) {
            most = count;
            best = *delimiter;
        }
    }
    return best;
}

/* Gives the bytes to libcsv line by line, so that reader->line is right when it calls back. */
static gboolean parse(TableReader *reader, struct csv_parser *parser, const GString *text)
{
    const char *bytes = text->str, *end = text->str + text->len;
    const char line_end = chairlift_csv_line_end(text->str, text->len);
    while (bytes < end) {
        const char *newline = memchr(bytes, line_end, (gsize)(end - bytes));
        const gsize size = (gsize)((newline != NULL ? newline + 1 : end) - bytes);
        if (reader->row_line == 0 && bytes[strspn(bytes, " \t\r\n")] != '\0' &&
            strspn(bytes, " \t\r\n") < size)
            reader->row_line = reader->line;
        if (csv_parse(parser, bytes, size, take_cell, take_row, reader) != size)
            return FALSE;
        csv_set_blk_size(parser, MAX(csv_get_buffer_size(parser), 4096));
        reader->line += newline != NULL;
        bytes += size;
    }
    return csv_fini(parser, take_cell, take_row, reader) == 0;
}

/* Leaves out what CMT writes above the headers: rows of several cells of which only the first has a
 * text. */
static void drop_titles(ChairliftTable *table)
{
    guint titles = 0;
    for (; titles + 1 < table->rows->len; titles++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, titles);
        guint filled = 0;
        for (guint i = 0; i < row->cells->len; i++)
            filled += g_ptr_array_index(row->cells, i) != NULL;
        if (row->cells->len < 2 || filled > 1 || g_ptr_array_index(row->cells, 0) == NULL)
            break;
    }
    if (titles > 0)
        g_ptr_array_remove_range(table->rows, 0, titles);
}

static gboolean check_rows(const ChairliftTable *table, GError **error)
{
    if (table->rows->len == 0)
        return chairlift_table_fail(table, 1, error, "the table is empty");
    const ChairliftTableRow *headers = g_ptr_array_index(table->rows, 0);
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        if (row->cells->len != headers->cells->len)
            return chairlift_table_fail(
                table, row->line, error,
                "%u cells in this row and %u headers; put cells that hold delimiters or line "
                "breaks in quotation marks",
                row->cells->len, headers->cells->len);
    }
    return TRUE;
}

static gboolean read_csv(TableReader *reader, ChairliftInput *input, GError **error)
{
    GString *text = chairlift_input_read_all(input, MOST_BYTES,
                                             "is larger than 64 MiB; is it the right file?", error);
    if (text == NULL)
        return FALSE;
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser, (guchar)find_delimiter(text->str));
    const gboolean good = parse(reader, &parser, text);
    if (!good)
        chairlift_table_fail(reader->table, reader->row_line != 0 ? reader->row_line : reader->line,
                             error,
                             "wrong quoting in this row: a cell that holds quotation marks must "
                             "be quoted and have them doubled");
    csv_free(&parser);
    g_string_free(text, TRUE);
    return good;
}

/* A ChairliftCsvRowFunction. */
static gboolean take_sheet_row(const ChairliftCsvRow *row, gpointer user_data)
{
    TableReader *reader = user_data;
    if (row->too_large) {
        reader->too_large = row->line;
        return FALSE;
    }
    reader->row_line = row->line;
    for (guint i = 0; i < row->length; i++)
        add_cell(reader, row->cells[i]->str, row->cells[i]->len);
    add_row(reader);
    return TRUE;
}

/* A sheet leaves out the empty cells at the end of a row; here all rows have as many. */
static gboolean read_sheet(TableReader *reader, ChairliftInput *input, GError **error)
{
    if (!chairlift_sheet_rows_read(input, take_sheet_row, reader, error))
        return FALSE;
    if (reader->too_large > 0)
        return chairlift_table_fail(reader->table, reader->too_large, error,
                                    "this row is larger than 16 MiB or has more than %d cells",
                                    CHAIRLIFT_MOST_CELLS);
    guint width = 0;
    for (guint i = 0; i < reader->table->rows->len; i++)
        width =
            MAX(width,
                ((const ChairliftTableRow *)g_ptr_array_index(reader->table->rows, i))->cells->len);
    for (guint i = 0; i < reader->table->rows->len; i++)
        g_ptr_array_set_size(
            ((const ChairliftTableRow *)g_ptr_array_index(reader->table->rows, i))->cells,
            (gint)width);
    return TRUE;
}

/* What a chair may take for a table, and libcsv for one long cell. */
static gboolean refuse_foreign(ChairliftInput *input, GError **error)
{
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, error);
    if (bytes == NULL)
        return FALSE;
    const char *what = NULL;
    if (length >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
        what = "is a spreadsheet or another archive; save the table as CSV";
    else if (length >= 4 && memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0)
        what = "is an old office document; save the table as CSV";
    else if (memchr(bytes, '\0', length) != NULL)
        what = "holds bytes that no text has; save the table as CSV in UTF-8";
    else if (chairlift_input_is_markup(input) && !chairlift_sheet_is(bytes, length))
        what = "is a web page or XML, and no table; log in and download the file itself again";
    if (what == NULL)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s: %s",
                chairlift_input_name(input), what);
    return FALSE;
}

ChairliftTable *chairlift_table_read(ChairliftInput *input, GError **error)
{
    if (!refuse_foreign(input, error))
        return NULL;
    g_autoptr(ChairliftTable) table = g_new0(ChairliftTable, 1);
    table->name = g_strdup(chairlift_input_name(input));
    table->rows = g_ptr_array_new_with_free_func(free_row);
    TableReader reader = {.table = table, .line = 1};
    reader.cells = g_ptr_array_new_with_free_func(g_free);
    const gboolean good = chairlift_input_is_sheet(input) ? read_sheet(&reader, input, error)
                                                          : read_csv(&reader, input, error);
    g_ptr_array_unref(reader.cells);
    if (!good)
        return NULL;
    drop_titles(table);
    return check_rows(table, error) ? g_steal_pointer(&table) : NULL;
}

/* ---- row by row ------------------------------------------------------------------------------ */

typedef struct RowsReader {
    TableReader reader; /* whose table gets the headers, and then one row after the other */
    ChairliftTableRowFunction function;
    gpointer user_data;
    GError *error;
} RowsReader;

/* Hands over the row that was added last, which is taken off again unless it has the headers. */
static gboolean hand_over(RowsReader *rows)
{
    const ChairliftTable *table = rows->reader.table;
    if (table->rows->len < 2)
        return rows->function(table, NULL, rows->user_data, &rows->error);
    const gboolean good =
        check_rows(table, &rows->error) &&
        rows->function(table, g_ptr_array_index(table->rows, 1), rows->user_data, &rows->error);
    g_ptr_array_set_size(table->rows, 1);
    return good;
}

/* A ChairliftCsvRowFunction. */
static gboolean take_csv_row(const ChairliftCsvRow *row, gpointer user_data)
{
    RowsReader *rows = user_data;
    const guint before = rows->reader.table->rows->len;
    if (row->too_large)
        return chairlift_table_fail(
            rows->reader.table, row->line, &rows->error,
            "this row is larger than 16 MiB or has more than %d cells; is a "
            "quotation mark missing?",
            CHAIRLIFT_MOST_CELLS);
    rows->reader.row_line = row->line;
    for (guint i = 0; i < row->length; i++)
        add_cell(&rows->reader, row->cells[i]->str, row->cells[i]->len);
    add_row(&rows->reader);
    return rows->reader.table->rows->len == before || hand_over(rows);
}

gboolean chairlift_table_read_rows(ChairliftInput *input, ChairliftTableRowFunction function,
                                   gpointer user_data, GError **error)
{
    if (!refuse_foreign(input, error))
        return FALSE;
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, error);
    g_autofree char *begin = bytes != NULL ? g_strndup(bytes, length) : NULL;
    g_autoptr(ChairliftTable) table = g_new0(ChairliftTable, 1);
    table->name = g_strdup(chairlift_input_name(input));
    table->rows = g_ptr_array_new_with_free_func(free_row);
    RowsReader rows = {.reader = {.table = table}, .function = function, .user_data = user_data};
    rows.reader.cells = g_ptr_array_new_with_free_func(g_free);
    gboolean good = begin != NULL && chairlift_csv_rows_read(input, find_delimiter(begin),
                                                             take_csv_row, &rows, error);
    g_ptr_array_unref(rows.reader.cells);
    if (good && rows.error == NULL && table->rows->len == 0)
        return chairlift_table_fail(table, 1, error, "the table is empty");
    if (rows.error != NULL) {
        if (good)
            g_propagate_error(error, rows.error);
        else
            g_error_free(rows.error);
        good = FALSE;
    }
    return good;
}

/* ---- columns --------------------------------------------------------------------------------- */

/* Whether the header, letters and digits alone, is the name. */
static gboolean is_called(const char *header, const char *name, gsize length)
{
    gsize i = 0;
    for (; header != NULL && *header != '\0'; header++) {
        if (!g_ascii_isalnum(*header))
            continue;
        if (i == length || g_ascii_tolower(*header) != name[i])
            return FALSE;
        i++;
    }
    return i == length;
}

int chairlift_table_find(const ChairliftTable *table, const char *names)
{
    const ChairliftTableRow *headers = g_ptr_array_index(table->rows, 0);
    while (*names != '\0') {
        const gsize length = strcspn(names, " ");
        for (guint i = 0; i < headers->cells->len; i++) {
            if (is_called(g_ptr_array_index(headers->cells, i), names, length))
                return (int)i;
        }
        names += length + (names[length] == ' ');
    }
    return -1;
}

int chairlift_table_find_again(const ChairliftTable *table, int column)
{
    const ChairliftTableRow *headers = g_ptr_array_index(table->rows, 0);
    const char *header = chairlift_table_cell(headers, column);
    if (header == NULL)
        return -1;
    g_autoptr(GString) name = g_string_new(NULL);
    for (; *header != '\0'; header++) {
        if (g_ascii_isalnum(*header))
            g_string_append_c(name, g_ascii_tolower(*header));
    }
    for (guint i = (guint)column + 1; i < headers->cells->len; i++) {
        if (is_called(g_ptr_array_index(headers->cells, i), name->str, name->len))
            return (int)i;
    }
    return -1;
}

const char *chairlift_table_cell(const ChairliftTableRow *row, int column)
{
    return column < 0 || (guint)column >= row->cells->len
               ? NULL
               : g_ptr_array_index(row->cells, (guint)column);
}

char *chairlift_table_headers(const ChairliftTable *table)
{
    const ChairliftTableRow *headers = g_ptr_array_index(table->rows, 0);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < MIN(headers->cells->len, (guint)HEADERS_SHOWN); i++) {
        const char *header = g_ptr_array_index(headers->cells, i);
        g_string_append_printf(text, "%s%.40s", i > 0 ? ", " : "", header != NULL ? header : "");
    }
    if (headers->cells->len > HEADERS_SHOWN)
        g_string_append(text, ", ...");
    return g_utf8_make_valid(text->str, -1);
}
