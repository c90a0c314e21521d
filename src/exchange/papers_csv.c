/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads papers from tables: OpenReview's console, CMT's exports, or what a chair made.
 *
 * The delimiter and the row of headers are found by looking for known headers in the first rows,
 * because CMT puts two rows of its own before them. The literal "undefined" is what OpenReview's
 * console writes for a missing value. */
#include "csv_rows.h"
#include "parts.h"
#include "sheet_rows.h"

#include <string.h>

#include "chairlift/exchange.h"

enum {
    HEADER_WITHIN = 20, /* rows */
    COLUMNS_SHOWN = 12  /* in messages */
};

static const char DELIMITERS[] = {',', '\t', ';'};

/* Which cell of a row holds which part of a paper. */
typedef struct Columns {
    int index[CHAIRLIFT_PARTS];      /* or -1 */
    gboolean again[CHAIRLIFT_PARTS]; /* a later cell could hold it, too */
    guint width;                     /* headers; 0 before their row was found */
    guint rows;                      /* seen before it */
} Columns;

typedef struct TableReader {
    ChairliftInput *input;
    const ChairliftPaperSink *sink;
    Columns columns;
    gboolean is_sheet; /* whose rows end with their last cell that is not empty */
    char *first_row;   /* for messages, where no headers are found */
    guint64 papers;    /* handed over */
} TableReader;

/* A ChairliftCsvRowFunction that looks for the headers: stops at a row that names a title and an
 * abstract, or when there were too many other rows. */
static gboolean find_columns(const ChairliftCsvRow *row, gpointer user_data)
{
    Columns *columns = user_data;
    for (int part = 0; part < CHAIRLIFT_PARTS; part++)
        columns->index[part] = -1;
    memset(columns->again, 0, sizeof columns->again);
    for (guint i = 0; i < row->length; i++) {
        const GString *cell = row->cells[i];
        ChairliftPart part = chairlift_part_find(cell->str, (gssize)cell->len);
        if (part == CHAIRLIFT_PARTS)
            continue;
        if (columns->index[part] < 0)
            columns->index[part] = (int)i;
        else
            columns->again[part] = TRUE;
    }
    if (columns->index[CHAIRLIFT_PART_TITLE] >= 0 && columns->index[CHAIRLIFT_PART_ABSTRACT] >= 0)
        columns->width = row->filled;
    return columns->width == 0 && ++columns->rows < HEADER_WITHIN;
}

/* The delimiter with which the first rows show known headers; '\0' when none does. */
static char find_delimiter(const char *bytes, gsize length)
{
    for (gsize i = 0; i < sizeof DELIMITERS; i++) {
        Columns columns = {.width = 0};
        chairlift_csv_rows_look(bytes, length, length < CHAIRLIFT_PEEK_SIZE, DELIMITERS[i],
                                find_columns, &columns);
        if (columns.width > 0)
            return DELIMITERS[i];
    }
    return '\0';
}

gboolean chairlift_papers_is_csv(const char *bytes, gsize length)
{
    return chairlift_sheet_is(bytes, length) || find_delimiter(bytes, length) != '\0';
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

/* The cell that holds a part; NULL when the value is missing. */
static const GString *cell_of(const TableReader *reader, const ChairliftCsvRow *row,
                              ChairliftPart part)
{
    int index = reader->columns.index[part];
    if (index < 0 || (guint)index >= row->length)
        return NULL;
    const GString *cell = row->cells[index];
    return strcmp(cell->str, "undefined") == 0 ? NULL : cell;
}

/* Its text, cleaned; NULL when the value is missing. */
static char *text_of(const TableReader *reader, const ChairliftCsvRow *row, ChairliftPart part)
{
    const GString *cell = cell_of(reader, row, part);
    return cell != NULL ? chairlift_paper_clean_text(cell->str, (gssize)cell->len, NULL) : NULL;
}

/* The row's own id, else its number, else its file, else its place. */
static char *row_id(const TableReader *reader, const ChairliftCsvRow *row)
{
    g_autofree char *forum = text_of(reader, row, CHAIRLIFT_PART_FORUM);
    if (forum != NULL)
        return chairlift_part_forum_id(forum);
    char *id = text_of(reader, row, CHAIRLIFT_PART_ID);
    if (id == NULL)
        id = text_of(reader, row, CHAIRLIFT_PART_NUMBER);
    if (id != NULL)
        return id;
    g_autofree char *file = text_of(reader, row, CHAIRLIFT_PART_FILE);
    if (file != NULL)
        return chairlift_paper_file_id(file);
    g_autofree char *table = chairlift_paper_file_id(chairlift_input_name(reader->input));
    return g_strdup_printf("%s#%" G_GUINT64_FORMAT, table, reader->papers + 1);
}

static void fill_authors(const TableReader *reader, const ChairliftCsvRow *row,
                         ChairliftPaper *paper)
{
    g_autofree char *names = text_of(reader, row, CHAIRLIFT_PART_AUTHOR_NAMES);
    g_autofree char *affiliated = text_of(reader, row, CHAIRLIFT_PART_AUTHORS);
    g_autofree char *ids = text_of(reader, row, CHAIRLIFT_PART_AUTHOR_IDS);
    g_autofree char *emails = text_of(reader, row, CHAIRLIFT_PART_AUTHOR_EMAILS);
    chairlift_part_add_authors(paper, names, affiliated, ids, emails);
}

static void fill_paper(const TableReader *reader, const ChairliftCsvRow *row, ChairliftPaper *paper)
{
    const GString *title = cell_of(reader, row, CHAIRLIFT_PART_TITLE);
    const GString *abstract = cell_of(reader, row, CHAIRLIFT_PART_ABSTRACT);
    if (title != NULL)
        chairlift_paper_set_title(paper, title->str, (gssize)title->len);
    if (abstract != NULL)
        chairlift_paper_set_abstract(paper, abstract->str, (gssize)abstract->len);
    paper->number = text_of(reader, row, CHAIRLIFT_PART_NUMBER);
    fill_authors(reader, row, paper);
    g_autofree char *keywords = text_of(reader, row, CHAIRLIFT_PART_KEYWORDS);
    chairlift_part_add_keywords(paper, keywords);
    g_autofree char *conflicts = text_of(reader, row, CHAIRLIFT_PART_CONFLICTS);
    chairlift_part_add_conflicts(paper, conflicts);
    if (paper->title == NULL && paper->abstract == NULL) {
        g_autofree char *problem = text_of(reader, row, CHAIRLIFT_PART_PROBLEM);
        chairlift_paper_set_failure(paper, "%s",
                                    problem != NULL ? problem : "has neither title nor abstract");
    }
}

/* A row below the headers. */
static gboolean read_paper(TableReader *reader, const ChairliftCsvRow *row)
{
    g_autofree char *id = row_id(reader, row);
    g_autofree char *source =
        g_strdup_printf("%s:%" G_GUINT64_FORMAT, chairlift_input_name(reader->input), row->line);
    ChairliftPaper *paper = chairlift_paper_new(id, source);
    if (row->too_large)
        chairlift_paper_set_failure(paper,
                                    "the row is larger than 16 MiB or has more than %d cells; is "
                                    "a quotation mark missing?",
                                    CHAIRLIFT_MOST_CELLS);
    else if ((row->length < reader->columns.width && !reader->is_sheet) ||
             row->filled > reader->columns.width)
        chairlift_paper_set_failure(paper,
                                    "%u cells in this row and %u headers; put cells that hold "
                                    "delimiters or line breaks in quotation marks",
                                    row->length, reader->columns.width);
    else
        fill_paper(reader, row, paper);
    chairlift_paper_finish(paper);
    reader->papers++;
    return reader->sink->paper(paper, reader->sink->user_data);
}

/* The row's cells, shortened, for a message. */
static char *describe_row(const ChairliftCsvRow *row)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < MIN(row->length, (guint)COLUMNS_SHOWN); i++)
        g_string_append_printf(names, "%s%.40s", i == 0 ? "" : ", ", row->cells[i]->str);
    if (row->length > COLUMNS_SHOWN)
        g_string_append(names, ", ...");
    return chairlift_paper_clean_text(names->str, (gssize)names->len, NULL);
}

/* Where the headers leave open which column is meant. */
static void warn_of_columns(const TableReader *reader, const ChairliftCsvRow *headers)
{
    static const ChairliftPart PARTS[] = {CHAIRLIFT_PART_TITLE, CHAIRLIFT_PART_ABSTRACT};
    for (gsize i = 0; i < G_N_ELEMENTS(PARTS) && reader->sink->warning != NULL; i++) {
        const int column = reader->columns.index[PARTS[i]];
        if (!reader->columns.again[PARTS[i]])
            continue;
        g_autofree char *header = chairlift_paper_clean_text(
            headers->cells[column]->str, (gssize)headers->cells[column]->len, NULL);
        g_autofree char *message = g_strdup_printf(
            "%s:%" G_GUINT64_FORMAT ": of several columns for one thing, the first, "
            "\"%s\" in column %d, is read; remove the wrong one",
            chairlift_input_name(reader->input), headers->line, header, column + 1);
        reader->sink->warning(message, reader->sink->user_data);
    }
}

/* A ChairliftCsvRowFunction. */
static gboolean read_row(const ChairliftCsvRow *row, gpointer user_data)
{
    TableReader *reader = user_data;
    if (reader->columns.width > 0)
        return read_paper(reader, row);
    if (reader->first_row == NULL)
        reader->first_row = describe_row(row);
    gboolean goes_on = find_columns(row, &reader->columns);
    if (reader->columns.width == 0)
        return goes_on;
    warn_of_columns(reader, row);
    return TRUE;
}

gboolean chairlift_papers_read_csv(ChairliftInput *input, const ChairliftPaperSink *sink,
                                   GError **error)
{
    gsize length;
    const char *bytes = chairlift_input_peek(input, &length, error);
    if (bytes == NULL)
        return FALSE;
    TableReader reader = {.input = input, .sink = sink};
    reader.is_sheet = chairlift_sheet_is(bytes, length);
    char delimiter = reader.is_sheet ? '\0' : find_delimiter(bytes, length);
    if (!reader.is_sheet && delimiter == '\0')
        delimiter = guess_delimiter(bytes, length);
    gboolean done = reader.is_sheet
                        ? chairlift_sheet_rows_read(input, read_row, &reader, error)
                        : chairlift_csv_rows_read(input, delimiter, read_row, &reader, error);
    if (done && reader.columns.width == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_NO_PAPERS,
                    "%s:1: the table needs columns called \"title\" and \"abstract\" (and \"id\"); "
                    "it has: %s",
                    chairlift_input_name(input),
                    reader.first_row != NULL ? reader.first_row : "no rows");
        done = FALSE;
    }
    g_free(reader.first_row);
    return done;
}
