/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The abstract: from its heading down the column, row by row, until something says that it is over:
 * a heading, keywords, other letters, a wide gap, text that is set wider. It goes on in the next
 * column or on the next page if it was cut off there. */
#include "abstract.h"

#include "message.h"

#include <math.h>
#include <string.h>

enum {
    MIN_ABSTRACT_LETTERS = 120,  /* fewer are no abstract */
    MIN_UNHEADED_LETTERS = 300,  /* fewer may be affiliations */
    MAX_ABSTRACT_LETTERS = 6000, /* more are no abstract: a style that is not understood */
    MAX_HEADING_LETTERS = 60
};

/* ---- words that tell ----------------------------------------------------------------------------
 */

/* The letters of a text in lower case, without anything else. */
static char *letters_only(const char *text)
{
    GString *letters = g_string_new(NULL);
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar letter = g_utf8_get_char(text);
        if (g_unichar_isalpha(letter))
            g_string_append_unichar(letters, g_unichar_tolower(letter));
    }
    return g_string_free(letters, FALSE);
}

/* Whether a line is "Abstract" or begins with it, set off from the text that follows. */
static gboolean is_abstract_heading(const LayoutLine *line)
{
    g_autofree char *letters = letters_only(line->text);
    if (!g_str_has_prefix(letters, "abstract"))
        return FALSE;
    if (strlen(letters) == strlen("abstract"))
        return TRUE;
    if (g_ascii_strncasecmp(line->text, "abstract", 8) != 0)
        return FALSE;
    const char *after = line->text + 8;
    while (*after == ' ')
        after++;
    gunichar mark = g_utf8_get_char(after);
    if (mark == 0x2014 || mark == 0x2013 || mark == '-' || mark == ':' || mark == '.')
        return TRUE;
    g_autofree char *lead = line->lead != NULL ? letters_only(line->lead) : NULL;
    return lead != NULL && strcmp(lead, "abstract") == 0;
}

const LayoutLine *chairlift_layout_abstract_heading(const GArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (is_abstract_heading(line))
            return line;
    }
    return NULL;
}

/* Text after the heading in its own line, or NULL. */
static const char *run_in_text(const char *text)
{
    if (g_ascii_strncasecmp(text, "abstract", 8) != 0)
        return NULL;
    for (text += 8; *text != '\0'; text = g_utf8_next_char(text)) {
        if (g_unichar_isalnum(g_utf8_get_char(text)))
            return text;
    }
    return NULL;
}

static gboolean begins_with_any(const char *lower, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strncmp(lower, *words, strlen(*words)) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether a row is the heading of the first section, or begins what follows abstracts. */
static gboolean begins_next_part(const LayoutRow *row)
{
    static const char *const FOLLOWERS[] = {"keywords",
                                            "key words",
                                            "keyword:",
                                            "index terms",
                                            "ccs concepts",
                                            "categories and subject",
                                            "general terms",
                                            "additional key words",
                                            "acm reference format",
                                            "figure 1:",
                                            "figure 1.",
                                            "table 1:",
                                            "code:",
                                            "code —",
                                            "code -",
                                            "datasets —",
                                            "dataset —",
                                            "extended version —",
                                            "project page:",
                                            "correspondence:",
                                            "date:",
                                            "contents",
                                            "table of contents",
                                            "jel ",
                                            NULL};
    g_autofree char *lower = g_utf8_strdown(row->text, -1);
    if (begins_with_any(lower, FOLLOWERS))
        return TRUE;
    if (row->letters > MAX_HEADING_LETTERS)
        return FALSE;
    /* "1 Introduction", "I. INTRODUCTION", "Introduction" */
    const char *word = lower + strspn(lower, "0123456789ivx. §");
    g_autofree char *letters = letters_only(word);
    g_autofree char *all = letters_only(lower);
    static const char *const FIRST[] = {"introduction", "background", "motivation", "overview",
                                        "ntroduction"};
    for (gsize i = 0; i < G_N_ELEMENTS(FIRST); i++) {
        if (strcmp(letters, FIRST[i]) == 0 || strcmp(all, FIRST[i]) == 0)
            return TRUE;
    }
    return g_str_has_suffix(all, "introduction") && strlen(all) <= strlen("iintroduction");
}

/* A numbered heading such as "1 Why models fail": a number, then few words, bold or large. */
static gboolean is_numbered_heading(const LayoutRow *row, float size)
{
    const char *after = row->text + strspn(row->text, "0123456789");
    if (after == row->text || after - row->text > 2 || row->letters > MAX_HEADING_LETTERS)
        return FALSE;
    if (*after == '.')
        after++;
    return *after == ' ' && g_unichar_isupper(g_utf8_get_char(after + 1)) &&
           (row->size > 1.05F * size || row->style & (LAYOUT_BOLD | LAYOUT_SMALL_CAPS));
}

static gboolean ends_sentence(const char *text)
{
    gsize length = strlen(text);
    while (length > 0 && strchr(")]\"'*", text[length - 1]) != NULL)
        length--;
    g_autofree char *cut = g_strndup(text, length);
    return g_str_has_suffix(cut, ".") || g_str_has_suffix(cut, "!") || g_str_has_suffix(cut, "?") ||
           g_str_has_suffix(cut, "\342\200\235");
}

/* ---- reading down a column ----------------------------------------------------------------------
 */

typedef struct Reading {
    const LayoutText *source;
    GString *text;
    guint letters;
    float size;        /* of its letters, points; 0 before the first row */
    guint style;       /* of its first rows */
    float left, right; /* of the rows in this column */
    float pitch;       /* from top to top, points */
    guint n_rows;      /* in this column */
    gboolean stopped;  /* something said that it is over */
} Reading;

typedef enum Verdict { GOES_ON, IS_OVER, COLUMN_ENDS } Verdict;

/* Whether a row is set in other letters than the abstract. */
static gboolean looks_different(const Reading *reading, const LayoutRow *row)
{
    if (row->letters < 8)
        return FALSE;
    if (fabsf(row->size - reading->size) > 0.06F * reading->size)
        return TRUE;
    /* All bold or all italic against all plain. */
    guint difference = (row->style ^ reading->style) & (LAYOUT_BOLD | LAYOUT_ITALIC);
    return difference != 0 && reading->style & difference;
}

/* Whether a row that stands alone is set off as a heading is. */
static gboolean looks_like_heading(const Reading *reading, const LayoutRow *row, float gap)
{
    return row->letters <= MAX_HEADING_LETTERS && (row->style & LAYOUT_BOLD) != 0 &&
           (reading->style & LAYOUT_BOLD) == 0 && gap > 1.25F * reading->pitch &&
           !ends_sentence(row->text);
}

/* Whether a row stands in the margin beside the abstract, and is no part of the text. */
static gboolean lies_beside(const Reading *reading, const LayoutRow *row)
{
    return reading->n_rows > 0 && row->letters < 20 &&
           (row->right < reading->left || row->left > reading->right);
}

/* What the next row says, last being the one before it in this column. */
static Verdict judge_row(const Reading *reading, const LayoutRow *last, const LayoutRow *row,
                         float page_height)
{
    if (begins_next_part(row) || is_numbered_heading(row, reading->size))
        return IS_OVER;
    if (last == NULL)
        return GOES_ON;
    float step = row->top - last->top;
    if (looks_different(reading, row)) {
        /* Smaller letters low on the page are footnotes: the column ends, not the text. */
        gboolean footnote = row->size < reading->size && row->top > 0.6F * page_height;
        return footnote ? COLUMN_ENDS : IS_OVER;
    }
    if (looks_like_heading(reading, row, step))
        return IS_OVER;
    float limit = ends_sentence(last->text) ? 1.9F : 2.6F;
    if (step > limit * reading->pitch)
        return row->top > 0.85F * page_height ? COLUMN_ENDS : IS_OVER;
    float slack = 0.9F * reading->size;
    if (reading->n_rows >= 2 && row->letters > 20 &&
        (row->left < reading->left - slack || row->right > reading->right + slack))
        return IS_OVER;
    return GOES_ON;
}

static void take_row(Reading *reading, const LayoutRow *last, const LayoutRow *row,
                     const char *text)
{
    if (reading->size == 0 || (reading->letters < 40 && row->letters >= 40)) {
        reading->size = row->size;
        reading->style = row->style;
    }
    if (reading->n_rows == 0) {
        reading->left = row->left;
        reading->right = row->right;
        reading->pitch = 1.25F * row->size;
    } else {
        float step = row->top - last->top;
        if (step > 0.8F * row->size && step < 1.8F * row->size)
            reading->pitch = step;
        reading->left = MIN(reading->left, row->left);
        reading->right = MAX(reading->right, row->right);
    }
    chairlift_repair_join(reading->text, text, reading->source->words);
    reading->letters += row->letters;
    reading->n_rows++;
}

/* Reads a column from the row at index start on; skip is text of that row before the abstract. */
static void read_column(Reading *reading, const GArray *rows, guint start, const char *first_text)
{
    const LayoutRow *last = NULL;
    reading->n_rows = 0;
    for (guint i = start; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        float height = reading->source->pages[row->line->page]->height;
        if (lies_beside(reading, row))
            continue;
        const char *text = i == start && first_text != NULL ? first_text : row->text;
        Verdict verdict =
            i == start && first_text != NULL ? GOES_ON : judge_row(reading, last, row, height);
        if (verdict == COLUMN_ENDS)
            return;
        reading->stopped = verdict == IS_OVER || reading->letters > MAX_ABSTRACT_LETTERS;
        if (reading->stopped)
            return;
        take_row(reading, last, row, text);
        last = row;
    }
}

/* The column in which a line stands, from its top on. */
static LayoutColumn column_of(const LayoutText *text, const LayoutLine *line)
{
    const LayoutPage *page = text->pages[line->page];
    float gutter = text->gutters[line->page];
    LayoutColumn column = {
        .page = line->page, .left = 0, .right = page->width, .top = line->top - 1};
    if (gutter > 0 && line->right <= gutter + 2)
        column.right = gutter;
    else if (gutter > 0 && line->left >= gutter - 2)
        column.left = gutter;
    return column;
}

/* The column that is read after one; FALSE when there is none on the pages at hand. */
static gboolean next_column(const LayoutText *text, LayoutColumn *column)
{
    float gutter = text->gutters[column->page];
    column->top = 0;
    if (gutter > 0 && column->left < gutter && column->right <= gutter) {
        column->left = gutter;
        column->right = text->pages[column->page]->width;
        return TRUE;
    }
    if (column->page + 1 >= text->n_pages)
        return FALSE;
    column->page++;
    gutter = text->gutters[column->page];
    column->left = 0;
    column->right = gutter > 0 ? gutter : text->pages[column->page]->width;
    return TRUE;
}

/* First row of a column that may go on with the abstract, or rows->len. */
static guint find_continuation(const Reading *reading, const GArray *rows)
{
    for (guint i = 0; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (row->letters >= 20 && fabsf(row->size - reading->size) < 0.06F * reading->size &&
            (row->style & LAYOUT_BOLD) == (reading->style & LAYOUT_BOLD))
            return i;
        if (begins_next_part(row))
            break;
    }
    return rows->len;
}

/* Goes on where the column ended, as long as the text was cut off there. */
static gboolean read_on(Reading *reading, LayoutColumn column)
{
    while (!reading->stopped && reading->letters > 0 && !ends_sentence(reading->text->str)) {
        if (!next_column(reading->source, &column))
            return TRUE;
        g_autoptr(GArray) rows = chairlift_layout_rows(reading->source->lines, &column);
        guint start = find_continuation(reading, rows);
        if (start == rows->len)
            return FALSE;
        read_column(reading, rows, start, NULL);
    }
    return FALSE;
}

/* Index of the row that holds a line. */
static guint row_of(const GArray *rows, const LayoutLine *line)
{
    for (guint i = 0; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (row->head == line || row->line == line ||
            (line->top >= row->top && line->bottom <= row->bottom && line->left >= row->left &&
             line->right <= row->right))
            return i;
    }
    return rows->len;
}

static void finish(Reading *reading, double confidence, gboolean wants_more,
                   LayoutAbstract *abstract)
{
    gboolean usable = reading->letters >= MIN_ABSTRACT_LETTERS &&
                      reading->letters <= MAX_ABSTRACT_LETTERS &&
                      reading->text->len <= CHAIRLIFT_PDF_ABSTRACT_LIMIT;
    abstract->wants_more = wants_more || (!usable && reading->letters < MIN_ABSTRACT_LETTERS);
    if (usable) {
        if (!ends_sentence(reading->text->str))
            confidence *= 0.8;
        if (reading->letters < 300 || reading->letters > 3000)
            confidence *= 0.6;
        abstract->text = g_string_free(reading->text, FALSE);
        abstract->confidence = confidence;
    } else {
        g_string_free(reading->text, TRUE);
    }
}

static void read_headed(const LayoutText *text, const LayoutLine *heading, LayoutAbstract *abstract)
{
    Reading reading = {.source = text, .text = g_string_new(NULL)};
    LayoutColumn column = column_of(text, heading);
    g_autoptr(GArray) rows = chairlift_layout_rows(text->lines, &column);
    guint at = row_of(rows, heading);
    if (at < rows->len) {
        const char *run_in = run_in_text(g_array_index(rows, LayoutRow, at).text);
        read_column(&reading, rows, run_in != NULL ? at : at + 1, run_in);
    }
    gboolean wants_more = read_on(&reading, column);
    finish(&reading, reading.stopped ? 0.95 : 0.8, wants_more, abstract);
}

/* ---- without a heading --------------------------------------------------------------------------
 */

/* Rows that go on as running text from start; their letters in *letters. */
static guint paragraph_end(const GArray *rows, guint start, guint *letters)
{
    guint end = start;
    const LayoutRow *last = NULL;
    *letters = 0;
    for (; end < rows->len; end++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, end);
        if (last != NULL && (fabsf(row->size - last->size) > 0.06F * last->size ||
                             row->top - last->top > 1.9F * last->size || begins_next_part(row)))
            break;
        *letters += row->letters;
        last = row;
    }
    return end;
}

static void read_unheaded(const LayoutText *text, guint page, float title_bottom,
                          LayoutAbstract *abstract)
{
    LayoutColumn column = {
        .page = page, .left = 0, .right = text->pages[page]->width, .top = title_bottom};
    if (text->gutters[page] > 0)
        column.right = text->gutters[page];
    g_autoptr(GArray) rows = chairlift_layout_rows(text->lines, &column);
    for (guint i = 0, end; i < rows->len; i = MAX(end, i + 1)) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (begins_next_part(row))
            return;
        guint letters;
        end = paragraph_end(rows, i, &letters);
        if (letters < MIN_UNHEADED_LETTERS || strchr(row->text, '@') != NULL)
            continue;
        Reading reading = {.source = text, .text = g_string_new(NULL)};
        read_column(&reading, rows, i, NULL);
        gboolean wants_more = read_on(&reading, column);
        finish(&reading, reading.stopped ? 0.6 : 0.3, wants_more, abstract);
        return;
    }
}

void chairlift_layout_abstract(const LayoutText *text, const LayoutLine *heading, guint title_page,
                               float title_bottom, LayoutAbstract *abstract)
{
    *abstract = (LayoutAbstract){0};
    if (heading != NULL)
        read_headed(text, heading, abstract);
    else
        read_unheaded(text, title_page, title_bottom, abstract);
}
