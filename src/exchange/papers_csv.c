/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads papers from tables: OpenReview's console, CMT's export, or what a chair made.
 *
 * The syntax (RFC 4180, strictly) is libcsv's affair. The delimiter and the row of headers are
 * found by looking for known headers in the first rows, because CMT puts two rows of its own before
 * them. The literal "undefined" is what OpenReview's console writes for a missing value. */
#include "parts.h"

#include <csv.h>
#include <string.h>

#include "chairlift/exchange.h"

enum {
    HEADER_WITHIN = 20, /* rows */
    COLUMNS_SHOWN = 12, /* in messages */
    MOST_CELLS = 10000  /* in a row */
};

static const char DELIMITERS[] = {',', '\t', ';'};

typedef struct TableReader {
    ChairliftInput *input;
    const ChairliftPaperSink *sink;
    struct csv_parser parser;
    guint64 line;     /* being read, from 1 */
    GPtrArray *cells; /* of GString: the row being read; the first cells_used are in use */
    guint cells_used;
    gsize row_size;              /* bytes in the cells */
    guint64 row_line;            /* where the row begins; 0 before its first byte */
    guint64 rows;                /* complete, with the headers */
    guint width;                 /* filled cells in the row of headers; 0 before it was found */
    int column[CHAIRLIFT_PARTS]; /* of each part, or -1 */
    char *first_row;             /* its cells, for messages */
    guint64 papers;              /* handed over */
    gboolean stopped;            /* by sink->paper */
    gboolean too_large;          /* the row */
    gboolean sniffing;           /* only the headers are wanted */
} TableReader;

static GString *cell(const TableReader *reader, int index)
{
    return index >= 0 && (guint)index < reader->cells_used
               ? g_ptr_array_index(reader->cells, (guint)index)
               : NULL;
}

/* libcsv: a cell has ended. */
static void take_cell(void *bytes, size_t length, void *user_data)
{
    TableReader *reader = user_data;
    reader->row_size += length + 1;
    if (reader->row_size > CHAIRLIFT_RECORD_LIMIT || reader->cells_used == MOST_CELLS) {
        reader->too_large = TRUE;
        return;
    }
    if (reader->cells_used == reader->cells->len)
        g_ptr_array_add(reader->cells, g_string_new(NULL));
    GString *text = g_ptr_array_index(reader->cells, reader->cells_used++);
    g_string_truncate(text, 0);
    g_string_append_len(text, bytes, (gssize)length);
}

/* Whether the row names a title and an abstract; fills reader->column. */
static gboolean find_columns(TableReader *reader)
{
    for (int part = 0; part < CHAIRLIFT_PARTS; part++)
        reader->column[part] = -1;
    for (guint i = 0; i < reader->cells_used; i++) {
        const GString *text = cell(reader, (int)i);
        ChairliftPart part = chairlift_part_find(text->str, (gssize)text->len);
        if (part != CHAIRLIFT_PARTS && reader->column[part] < 0)
            reader->column[part] = (int)i;
    }
    return reader->column[CHAIRLIFT_PART_TITLE] >= 0 &&
           reader->column[CHAIRLIFT_PART_ABSTRACT] >= 0;
}

/* A cell's text, cleaned; NULL when it is missing. */
static char *text_of(const TableReader *reader, ChairliftPart part)
{
    const GString *text = cell(reader, reader->column[part]);
    if (text == NULL || strcmp(text->str, "undefined") == 0)
        return NULL;
    return chairlift_paper_clean_text(text->str, (gssize)text->len, NULL);
}

/* The row's own id, else its number, else its file, else its place. */
static char *row_id(const TableReader *reader)
{
    g_autofree char *forum = text_of(reader, CHAIRLIFT_PART_FORUM);
    if (forum != NULL)
        return chairlift_part_forum_id(forum);
    char *id = text_of(reader, CHAIRLIFT_PART_ID);
    if (id == NULL)
        id = text_of(reader, CHAIRLIFT_PART_NUMBER);
    if (id != NULL)
        return id;
    g_autofree char *file = text_of(reader, CHAIRLIFT_PART_FILE);
    if (file != NULL)
        return chairlift_paper_file_id(file);
    g_autofree char *table = chairlift_paper_file_id(chairlift_input_name(reader->input));
    return g_strdup_printf("%s#%" G_GUINT64_FORMAT, table, reader->papers + 1);
}

static void set_text(const TableReader *reader, ChairliftPart part, ChairliftPaper *paper,
                     void (*set)(ChairliftPaper *, const char *, gssize))
{
    const GString *text = cell(reader, reader->column[part]);
    if (text != NULL && strcmp(text->str, "undefined") != 0)
        set(paper, text->str, (gssize)text->len);
}

static void fill_paper(const TableReader *reader, ChairliftPaper *paper)
{
    set_text(reader, CHAIRLIFT_PART_TITLE, paper, chairlift_paper_set_title);
    set_text(reader, CHAIRLIFT_PART_ABSTRACT, paper, chairlift_paper_set_abstract);
    paper->number = text_of(reader, CHAIRLIFT_PART_NUMBER);
    g_autofree char *names = text_of(reader, CHAIRLIFT_PART_AUTHOR_NAMES);
    if (names == NULL)
        names = text_of(reader, CHAIRLIFT_PART_AUTHORS);
    g_autofree char *ids = text_of(reader, CHAIRLIFT_PART_AUTHOR_IDS);
    g_autofree char *emails = text_of(reader, CHAIRLIFT_PART_AUTHOR_EMAILS);
    chairlift_part_add_authors(paper, names, ids, emails);
    g_autofree char *keywords = text_of(reader, CHAIRLIFT_PART_KEYWORDS);
    chairlift_part_add_keywords(paper, keywords);
    if (paper->title == NULL && paper->abstract == NULL) {
        g_autofree char *problem = text_of(reader, CHAIRLIFT_PART_PROBLEM);
        chairlift_paper_set_failure(paper, "%s",
                                    problem != NULL ? problem : "has neither title nor abstract");
    }
}

/* Cells up to the last that is not empty: spreadsheets pad rows with empty ones. */
static guint filled_cells(const TableReader *reader)
{
    guint filled = reader->cells_used;
    while (filled > 0 && cell(reader, (int)filled - 1)->len == 0)
        filled--;
    return filled;
}

/* A row below the headers. */
static void read_row(TableReader *reader)
{
    g_autofree char *id = row_id(reader);
    g_autofree char *source = g_strdup_printf(
        "%s:%" G_GUINT64_FORMAT, chairlift_input_name(reader->input), reader->row_line);
    ChairliftPaper *paper = chairlift_paper_new(id, source);
    if (reader->too_large)
        chairlift_paper_set_failure(paper,
                                    "the row is larger than 16 MiB or has more than %d "
                                    "cells; is a quotation mark missing?",
                                    MOST_CELLS);
    else if (reader->cells_used < reader->width || filled_cells(reader) > reader->width)
        chairlift_paper_set_failure(paper,
                                    "%u cells in this row and %u headers; put cells that hold "
                                    "delimiters or line breaks in quotation marks",
                                    reader->cells_used, reader->width);
    else
        fill_paper(reader, paper);
    chairlift_paper_finish(paper);
    reader->papers++;
    reader->stopped = !reader->sink->paper(paper, reader->sink->user_data);
}

/* The row's cells, shortened, for a message. */
static char *describe_row(const TableReader *reader)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < MIN(reader->cells_used, (guint)COLUMNS_SHOWN); i++)
        g_string_append_printf(names, "%s%.40s", i == 0 ? "" : ", ", cell(reader, (int)i)->str);
    if (reader->cells_used > COLUMNS_SHOWN)
        g_string_append(names, ", ...");
    return chairlift_paper_clean_text(names->str, (gssize)names->len, NULL);
}

/* libcsv: a row has ended. */
static void take_row(int terminator, void *user_data)
{
    TableReader *reader = user_data;
    (void)terminator;
    gboolean blank = filled_cells(reader) == 0 && !reader->too_large;
    if (!blank && !reader->stopped) {
        reader->rows++;
        if (reader->width > 0) {
            if (!reader->sniffing)
                read_row(reader);
        } else if (reader->rows <= HEADER_WITHIN && find_columns(reader)) {
            reader->width = filled_cells(reader);
        } else if (reader->first_row == NULL) {
            reader->first_row = describe_row(reader);
        }
    }
    reader->cells_used = 0;
    reader->row_size = 0;
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

/* Gives bytes to libcsv line by line, so that reader->line is right when it calls back. FALSE when
 * the syntax is wrong. */
static gboolean parse(TableReader *reader, const char *bytes, gsize length)
{
    while (length > 0 && !reader->stopped) {
        const char *newline = memchr(bytes, '\n', length);
        gsize size = newline != NULL ? (gsize)(newline - bytes) + 1 : length;
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
        reader->line += newline != NULL;
        bytes += size;
        length -= size;
    }
    return TRUE;
}

static void reader_init(TableReader *reader, char delimiter, guchar options)
{
    *reader = (TableReader){.line = 1};
    csv_init(&reader->parser, options);
    csv_set_delim(&reader->parser, (guchar)delimiter);
    csv_set_blk_size(&reader->parser, 4096);
    reader->cells = g_ptr_array_new();
}

static void reader_clear(TableReader *reader)
{
    csv_free(&reader->parser);
    for (guint i = 0; i < reader->cells->len; i++)
        g_string_free(g_ptr_array_index(reader->cells, i), TRUE);
    g_ptr_array_unref(reader->cells);
    g_free(reader->first_row);
}

/* The delimiter with which the first rows show known headers; '\0' when none does. */
static char find_delimiter(const char *bytes, gsize length)
{
    char found = '\0';
    for (gsize i = 0; i < sizeof DELIMITERS && found == '\0'; i++) {
        TableReader reader;
        reader_init(&reader, DELIMITERS[i], 0);
        reader.sniffing = TRUE;
        (void)parse(&reader, bytes, length);
        if (length < CHAIRLIFT_PEEK_SIZE)
            csv_fini(&reader.parser, take_cell, take_row, &reader);
        if (reader.width > 0)
            found = DELIMITERS[i];
        reader_clear(&reader);
    }
    return found;
}

gboolean chairlift_papers_is_csv(const char *bytes, gsize length)
{
    return find_delimiter(bytes, length) != '\0';
}

/* Where no header is known: the delimiter that the first line has most of. */
static char guess_delimiter(const char *bytes, gsize length)
{
    const char *newline = memchr(bytes, '\n', length);
    gsize line = newline != NULL ? (gsize)(newline - bytes) : length;
    char best = DELIMITERS[0];
    gsize most = 0;
    for (gsize i = 0; i < sizeof DELIMITERS; i++) {
        gsize count = 0;
        for (gsize k = 0; k < line; k++)
            count += bytes[k] == DELIMITERS[i];
        if (count > most) {
            most = count;
            best = DELIMITERS[i];
        }
    }
    return best;
}

static gboolean set_syntax_error(const TableReader *reader, GError **error)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%" G_GUINT64_FORMAT ": wrong quoting in the row that begins at line "
                "%" G_GUINT64_FORMAT ", after %" G_GUINT64_FORMAT " papers: a cell that holds "
                "quotation marks must be quoted and have them doubled",
                chairlift_input_name(reader->input), reader->line,
                reader->row_line != 0 ? reader->row_line : reader->line, reader->papers);
    return FALSE;
}

/* Reads the input to its end. */
static gboolean read_table(TableReader *reader, GError **error)
{
    for (;;) {
        const char *bytes;
        gsize length;
        if (!chairlift_input_next(reader->input, &bytes, &length, error))
            return FALSE;
        if (length == 0)
            break;
        if (!parse(reader, bytes, length))
            return set_syntax_error(reader, error);
        if (reader->stopped)
            return TRUE;
    }
    if (csv_fini(&reader->parser, take_cell, take_row, reader) != 0)
        return set_syntax_error(reader, error);
    if (reader->width == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_NO_PAPERS,
                    "%s:1: the table needs columns called \"title\" and \"abstract\" (and \"id\"); "
                    "it has: %s",
                    chairlift_input_name(reader->input),
                    reader->first_row != NULL ? reader->first_row : "no rows");
        return FALSE;
    }
    return TRUE;
}

gboolean chairlift_papers_read_csv(ChairliftInput *input, const ChairliftPaperSink *sink,
                                   GError **error)
{
    gsize length;
    const char *bytes = chairlift_input_peek(input, &length, error);
    if (bytes == NULL)
        return FALSE;
    char delimiter = find_delimiter(bytes, length);
    if (delimiter == '\0')
        delimiter = guess_delimiter(bytes, length);
    TableReader reader;
    reader_init(&reader, delimiter, CSV_STRICT | CSV_STRICT_FINI);
    reader.input = input;
    reader.sink = sink;
    gboolean done = read_table(&reader, error);
    reader_clear(&reader);
    return done;
}
