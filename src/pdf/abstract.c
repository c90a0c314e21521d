/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The abstract: from its heading down the column, row by row, until something says that it is over:
 * a heading, keywords, other letters, a wide gap, text that is set wider. It goes on in the next
 * column or on the next page if it was cut off there.
 *
 * Some styles have no heading; then it is the first large paragraph of prose between the title and
 * the first section. */
#include "abstract.h"

#include "confidence.h"
#include "message.h"
#include "phrases.h"

#include <math.h>
#include <string.h>

enum {
    MIN_ABSTRACT_LETTERS = 120,  /* fewer are no abstract */
    MIN_UNHEADED_LETTERS = 300,  /* fewer may be affiliations */
    MAX_ABSTRACT_LETTERS = 6000, /* more are no abstract: a style that is not understood */
    MAX_HEADING_LETTERS = 60,
    MAX_SCRIPT_LETTERS = 6, /* "i=1" under a sum */
    MIN_PROSE_LETTERS = 25, /* of a line of running text */
    MAX_HEADINGS = 4        /* tried one after the other */
};

/* ---- reading down a column ------------------------------------------------------------------- */

typedef struct Reading {
    const LayoutText *source;
    GString *text;
    GArray *boxes; /* of ChairliftPdfBox, one for each column that it has stood in */
    guint letters;
    float size;         /* of its letters, points; 0 before the first row */
    guint bold, italic; /* letters that are */
    guint style;        /* LAYOUT_BOLD, LAYOUT_ITALIC: what most letters are */
    float left, right;  /* of the rows in this column */
    float pitch;        /* from top to top, points */
    guint n_rows;       /* in this column */
    gboolean spanning;  /* it is set across both columns of the page */
    gboolean stopped;   /* something said that it is over */
    gboolean in_parts;  /* it has headings of its own */
    gboolean followed;  /* namely, something that follows abstracts by name */
} Reading;

static Reading begin(const LayoutText *source, gboolean spanning)
{
    return (Reading){.source = source,
                     .text = g_string_new(NULL),
                     .boxes = g_array_new(FALSE, FALSE, sizeof(ChairliftPdfBox)),
                     .spanning = spanning};
}

typedef enum Verdict { GOES_ON, IS_OVER, IS_FOLLOWED, COLUMN_ENDS } Verdict;

/* Whether a row is set in other letters than the abstract. */
static gboolean looks_different(const Reading *reading, const LayoutRow *row)
{
    if (row->letters < 8)
        return FALSE;
    if (fabsf(row->size - reading->size) > 0.06F * reading->size)
        return TRUE;
    if (reading->letters < 40)
        return FALSE; /* the heading may still weigh more than what follows it */
    /* All bold or all italic against all plain. */
    guint difference = (row->style ^ reading->style) & (LAYOUT_BOLD | LAYOUT_ITALIC);
    return difference != 0 && (reading->style & difference) != 0;
}

/* Whether a row that stands alone is set off as a heading is: bold, or numbered as the first. */
static gboolean looks_like_heading(const Reading *reading, const LayoutRow *last,
                                   const LayoutRow *row, float step)
{
    if (row->letters > MAX_HEADING_LETTERS || step <= 1.25F * reading->pitch ||
        chairlift_phrases_ends_sentence(row->text))
        return FALSE;
    gboolean first = g_str_has_prefix(row->text, "1 ") || g_str_has_prefix(row->text, "1. ") ||
                     g_str_has_prefix(row->text, "I. ");
    /* Else it is the first of a list that a sentence introduces. */
    return (first && chairlift_phrases_ends_sentence(last->text)) ||
           ((row->style & LAYOUT_BOLD) != 0 && (reading->style & LAYOUT_BOLD) == 0);
}

/* Whether a row is two columns of text side by side. */
static gboolean is_in_columns(const LayoutRow *row, float gutter)
{
    return gutter > 0 && row->n_lines >= 2 && row->letters >= 40 &&
           (row->line->right <= gutter + 2 || row->line->left >= gutter - 2);
}

/* Whether a row begins the columns below an abstract that spans them. */
static gboolean leaves_span(const Reading *reading, const LayoutRow *row)
{
    return reading->spanning && is_in_columns(row, reading->source->gutters[row->line->page]);
}

/* Whether a row reaches beyond the abstract's edges; the right one may be ragged. */
static gboolean is_wider(const Reading *reading, const LayoutRow *row)
{
    if (reading->n_rows < 2 || row->letters <= 20)
        return FALSE;
    return row->left < reading->left - 0.9F * reading->size ||
           (reading->n_rows >= 4 && row->right > reading->right + 3 * reading->size);
}

/* What the next row says, last being the one before it in this column. */
static Verdict judge_row(const Reading *reading, const LayoutRow *last, const LayoutRow *row,
                         float page_height)
{
    if (reading->in_parts && chairlift_phrases_is_part_of_abstract(row))
        return GOES_ON;
    if (chairlift_phrases_ends_abstract(row, reading->size))
        return IS_FOLLOWED;
    if (last == NULL)
        return GOES_ON;
    float step = row->top - last->top;
    if (looks_different(reading, row)) {
        /* Smaller letters low on the page are footnotes: the column ends, not the text. */
        gboolean footnote = row->size < reading->size && row->top > 0.6F * page_height;
        return footnote ? COLUMN_ENDS : IS_OVER;
    }
    if (looks_like_heading(reading, last, row, step) || leaves_span(reading, row))
        return IS_OVER;
    if (step > 1.9F * reading->pitch) {
        if (chairlift_phrases_ends_sentence(last->text))
            return IS_OVER;
        if (step > 2.6F * reading->pitch)
            return COLUMN_ENDS; /* a page number, a figure: it must go on somewhere else */
    }
    return is_wider(reading, row) ? IS_OVER : GOES_ON;
}

static void extend_boxes(Reading *reading, const LayoutRow *row)
{
    if (reading->n_rows == 0) {
        ChairliftPdfBox begun = {row->line->page + 1, row->left, row->top, row->right, row->bottom};
        g_array_append_val(reading->boxes, begun);
    }
    ChairliftPdfBox *box = &g_array_index(reading->boxes, ChairliftPdfBox, reading->boxes->len - 1);
    box->left = MIN(box->left, (double)row->left);
    box->right = MAX(box->right, (double)row->right);
    box->top = MIN(box->top, (double)row->top);
    box->bottom = MAX(box->bottom, (double)row->bottom);
}

static void take_row(Reading *reading, const LayoutRow *last, const LayoutRow *row,
                     const char *text)
{
    if (reading->letters < row->letters) /* a run-in heading weighs less than what follows */
        reading->size = row->size;
    reading->bold += row->style & LAYOUT_BOLD ? row->letters : 0;
    reading->italic += row->style & LAYOUT_ITALIC ? row->letters : 0;
    guint half = (reading->letters + row->letters) / 2;
    reading->style =
        (reading->bold > half ? LAYOUT_BOLD : 0) | (reading->italic > half ? LAYOUT_ITALIC : 0);
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
    extend_boxes(reading, row);
    reading->letters += row->letters;
    reading->n_rows++;
}

/* Whether a row stands in the margin beside the abstract, and is no part of the text. */
static gboolean lies_beside(const Reading *reading, const LayoutRow *row)
{
    return reading->n_rows > 0 && row->letters < 20 &&
           (row->right < reading->left || row->left > reading->right);
}

/* Whether a row is what stands over and under the signs of a displayed formula. */
static gboolean is_script(const Reading *reading, const LayoutRow *row)
{
    return reading->n_rows > 0 && row->letters <= MAX_SCRIPT_LETTERS &&
           row->largest < 0.8F * reading->size;
}

static gboolean is_page_number(const Reading *reading, const LayoutRow *last, const LayoutRow *row)
{
    return last != NULL && row->letters <= 4 && row->top - last->top > 1.3F * reading->pitch &&
           strspn(row->text, "0123456789ivx- ") == strlen(row->text);
}

/* Whether the row at index i, which a wide gap precedes, still stands between the abstract's edges
 * while text that is set wider comes further down: then it is another paragraph of the abstract. */
static gboolean stays_within(const Reading *reading, const GArray *rows, guint i)
{
    const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
    if (reading->n_rows < 2 || row->letters < MIN_PROSE_LETTERS ||
        fabsf(row->left - reading->left) > 2 * reading->size ||
        row->right > reading->right + reading->size ||
        row->top - row[-1].top > 3 * reading->pitch || looks_different(reading, row) ||
        looks_like_heading(reading, row - 1, row, row->top - row[-1].top))
        return FALSE;
    for (guint j = i + 1; j < rows->len; j++) {
        const LayoutRow *later = &g_array_index(rows, LayoutRow, j);
        if (later->letters >= MIN_PROSE_LETTERS && later->left < reading->left - reading->size)
            return TRUE;
    }
    return FALSE;
}

/* Reads a column from the row at index start on. Of that row first_text is read, if not NULL. */
static void read_column(Reading *reading, const GArray *rows, guint start, const char *first_text)
{
    const LayoutRow *last = NULL;
    reading->n_rows = 0;
    if (reading->letters == 0 && start < rows->len)
        reading->in_parts =
            chairlift_phrases_is_part_of_abstract(&g_array_index(rows, LayoutRow, start));
    for (guint i = start; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (lies_beside(reading, row) || is_script(reading, row) ||
            is_page_number(reading, last, row))
            continue;
        gboolean given = i == start && first_text != NULL;
        float height = reading->source->pages[row->line->page]->height;
        Verdict verdict = given ? GOES_ON : judge_row(reading, last, row, height);
        if (verdict == IS_OVER && last == row - 1 && stays_within(reading, rows, i))
            verdict = GOES_ON;
        if (verdict == COLUMN_ENDS)
            return;
        reading->followed = verdict == IS_FOLLOWED;
        reading->stopped =
            reading->followed || verdict == IS_OVER || reading->letters > MAX_ABSTRACT_LETTERS;
        if (reading->stopped)
            return;
        take_row(reading, last, row, given ? first_text : row->text);
        last = row;
    }
}

/* ---- from column to column ------------------------------------------------------------------- */

/* The column that is read after one; FALSE when there is none on the pages at hand. */
static gboolean next_column(const LayoutText *text, LayoutColumn *column)
{
    float gutter = text->gutters[column->page];
    column->top = 0;
    if (gutter > 0 && column->right <= gutter) {
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

/* Whether the row at index i is printed above the text of its page. */
static gboolean is_page_head(const GArray *rows, guint i, float page_height)
{
    const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
    if (row->top > 0.15F * page_height)
        return FALSE;
    if (chairlift_phrases_is_banner(row->text))
        return TRUE;
    const LayoutRow *next = i + 1 < rows->len ? row + 1 : NULL;
    return next != NULL && next->top - row->top > 1.8F * row->size;
}

static gboolean begins_in_lower_case(const char *text)
{
    return g_unichar_islower(g_utf8_get_char(text)) && strchr(text, ' ') != NULL;
}

/* First row of a column that may go on with the abstract, or rows->len. */
static guint find_continuation(const Reading *reading, const GArray *rows)
{
    gboolean in_caption = FALSE;
    for (guint i = 0; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        float height = reading->source->pages[row->line->page]->height;
        if (i > 0 && row->top - row[-1].top > 1.6F * row->size)
            in_caption = FALSE;
        in_caption = in_caption || chairlift_phrases_is_caption(row->text);
        if (in_caption)
            continue;
        gboolean in_same_letters = fabsf(row->size - reading->size) < 0.06F * reading->size &&
                                   (row->style & LAYOUT_BOLD) == (reading->style & LAYOUT_BOLD);
        if (in_same_letters && begins_in_lower_case(row->text))
            return i;
        if (chairlift_phrases_ends_abstract(row, reading->size))
            break;
        if (in_same_letters && row->letters >= 20 && !is_page_head(rows, i, height))
            return i;
    }
    return rows->len;
}

/* Whether the text reached the end of a column with a sentence, and nothing said that it is over:
 * it may go on in the next column all the same. */
static gboolean may_go_on(const Reading *reading, const LayoutColumn *column)
{
    const ChairliftPdfBox *box =
        &g_array_index(reading->boxes, ChairliftPdfBox, reading->boxes->len - 1);
    float gutter = reading->source->gutters[column->page];
    return gutter > 0 && column->right <= gutter && reading->boxes->len == 1 &&
           box->bottom > 0.8 * reading->source->pages[column->page]->height;
}

/* Reads the first lines of the next column, if they are set as the abstract is and something says
 * there that it is over. */
static void try_next_column(Reading *reading, LayoutColumn column)
{
    if (!next_column(reading->source, &column))
        return;
    Reading further = *reading;
    gsize length = reading->text->len;
    g_autoptr(GArray) rows = chairlift_layout_rows(reading->source->lines, &column);
    guint start = find_continuation(reading, rows);
    if (start < rows->len)
        read_column(&further, rows, start, NULL);
    if (start < rows->len && further.followed && further.letters > reading->letters) {
        *reading = further;
    } else {
        g_string_truncate(reading->text, length);
        g_array_set_size(reading->boxes, 1);
    }
}

/* Goes on where the column ended, as long as the text was cut off there. Returns whether it is cut
 * off at the end of the last page. */
static gboolean read_on(Reading *reading, LayoutColumn column)
{
    if (!reading->stopped && reading->letters > 0 && may_go_on(reading, &column) &&
        chairlift_phrases_ends_sentence(reading->text->str))
        try_next_column(reading, column);
    while (!reading->stopped && reading->letters > 0 &&
           !chairlift_phrases_ends_sentence(reading->text->str)) {
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

static gboolean begins_well(const char *text)
{
    gunichar first = g_utf8_get_char(text);
    return g_unichar_isupper(first) || g_unichar_isdigit(first) || first == '"' || first == 0x201C;
}

/* Hands the text over if it can be an abstract. FALSE if not. evidence says how it was headed. */
static gboolean finish(Reading *reading, AbstractEvidence evidence, gboolean wants_more,
                       LayoutAbstract *abstract)
{
    g_autoptr(GString) text = g_steal_pointer(&reading->text);
    g_autoptr(GArray) boxes = g_steal_pointer(&reading->boxes);
    abstract->wants_more = wants_more;
    if (reading->letters < MIN_ABSTRACT_LETTERS || reading->letters > MAX_ABSTRACT_LETTERS ||
        text->len > CHAIRLIFT_PDF_ABSTRACT_LIMIT)
        return FALSE;
    evidence.title = reading->source->title_confidence;
    evidence.followed = reading->followed;
    evidence.stopped = reading->stopped;
    evidence.ends_sentence = chairlift_phrases_ends_sentence(text->str);
    evidence.begins_well = begins_well(text->str);
    evidence.letters = reading->letters;
    abstract->text = g_string_free(g_steal_pointer(&text), FALSE);
    abstract->boxes = g_steal_pointer(&boxes);
    abstract->confidence = chairlift_abstract_confidence(&evidence);
    return TRUE;
}

/* ---- with a heading -------------------------------------------------------------------------- */

/* The nearest line of text below a heading that it stands over. */
static const LayoutLine *line_below(const LayoutText *text, const LayoutLine *heading)
{
    const LayoutLine *nearest = NULL;
    for (guint i = 0; i < text->lines->len; i++) {
        const LayoutLine *line = &g_array_index(text->lines, LayoutLine, i);
        if (line == heading || line->page != heading->page || line->letters < 20 ||
            line->top < heading->top + 0.5F * (heading->bottom - heading->top))
            continue;
        if (line->left > heading->right || line->right < heading->left)
            continue;
        if (nearest == NULL || line->top < nearest->top)
            nearest = line;
    }
    return nearest;
}

/* The line of text to the right of a heading that stands in the margin; NULL without. */
static const LayoutLine *line_beside(const LayoutText *text, const LayoutLine *heading)
{
    float gutter = text->gutters[heading->page];
    float middle = (heading->top + heading->bottom) / 2;
    for (guint i = 0; i < text->lines->len; i++) {
        const LayoutLine *line = &g_array_index(text->lines, LayoutLine, i);
        gboolean beside = line->page == heading->page && line->left > heading->right &&
                          line->top < middle && line->bottom > middle && line->letters >= 25;
        if (beside && (gutter == 0 || heading->right > gutter || line->left < gutter))
            return line;
    }
    return NULL;
}

/* The column of the abstract, whose first line is first; it may span both columns. */
static LayoutColumn column_of(const LayoutText *text, const LayoutLine *heading,
                              const LayoutLine *first, gboolean *spanning)
{
    const LayoutPage *page = text->pages[heading->page];
    float gutter = text->gutters[heading->page];
    float indent = 3.5F * first->size;
    LayoutColumn column = {.page = heading->page,
                           .left = first->left - indent,
                           .right = page->width,
                           .top = heading->top - 1};
    *spanning = gutter > 0 && first->left < gutter - 2 && first->right > gutter + 2;
    if (gutter > 0 && !*spanning && first->right <= gutter + 2)
        column.right = gutter;
    else if (gutter == 0 && first->letters >= 25 && first->right < 0.56F * page->width)
        column.right = first->right + 1.2F * first->size; /* half a page: a column after all */
    return column;
}

/* Index of the first row below the middle of a line, or of the row that holds it. */
static guint row_at(const GArray *rows, const LayoutLine *line, gboolean below)
{
    float middle = (line->top + line->bottom) / 2;
    guint i = 0;
    for (; i < rows->len; i++) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (below ? row->top >= middle : row->bottom >= middle)
            break;
    }
    return i;
}

static gboolean read_headed(const LayoutText *text, const LayoutLine *heading,
                            LayoutAbstract *abstract)
{
    gboolean has_text = chairlift_phrases_run_in(heading->text) != NULL;
    const LayoutLine *below = line_below(text, heading);
    gboolean near_below = below != NULL && below->top - heading->bottom < 1.5F * below->size;
    const LayoutLine *beside = has_text || near_below ? NULL : line_beside(text, heading);
    const LayoutLine *first = has_text ? heading : beside != NULL ? beside : below;
    if (first == NULL) {
        abstract->wants_more = TRUE; /* the heading may be the last on its page */
        return FALSE;
    }
    Reading reading = begin(text, FALSE);
    LayoutColumn column = column_of(text, heading, first, &reading.spanning);
    g_autoptr(GArray) rows = chairlift_layout_rows(text->lines, &column);
    guint at = row_at(rows, heading, !has_text && beside == NULL);
    const char *run_in = NULL;
    if (has_text && at < rows->len)
        run_in = chairlift_phrases_run_in(g_array_index(rows, LayoutRow, at).text);
    read_column(&reading, rows, at, run_in);
    gboolean wants_more = read_on(&reading, column);
    gboolean summary = chairlift_phrases_is_summary(heading);
    AbstractEvidence evidence = {.headed = !summary, .summary = summary};
    return finish(&reading, evidence, wants_more, abstract);
}

const LayoutLine *chairlift_layout_abstract_heading(const GArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        if (chairlift_phrases_is_abstract(line))
            return line;
    }
    return NULL;
}

typedef gboolean (*IsHeading)(const LayoutLine *line);

/* Tries the headings of a kind until one has an abstract under it. */
static gboolean read_any_headed(const LayoutText *text, IsHeading is_heading,
                                LayoutAbstract *abstract)
{
    guint tried = 0;
    for (guint i = 0; i < text->lines->len && tried < MAX_HEADINGS; i++) {
        const LayoutLine *line = &g_array_index(text->lines, LayoutLine, i);
        if (!is_heading(line))
            continue;
        tried++;
        if (read_headed(text, line, abstract))
            return TRUE;
    }
    return FALSE;
}

/* ---- without a heading ----------------------------------------------------------------------- */

typedef struct Paragraph {
    guint start, end; /* rows [start, end) */
    guint letters;
} Paragraph;

/* Whether a row begins a paragraph, last being the row before it and pitch from top to top. */
static gboolean begins_paragraph(const LayoutRow *last, const LayoutRow *row, float pitch)
{
    return fabsf(row->size - last->size) > 0.06F * last->size ||
           ((row->style ^ last->style) & LAYOUT_BOLD) != 0 ||
           row->bottom - last->bottom > 1.3F * pitch;
}

/* Whether rows are prose: most words in lower case, as names and addresses are not. */
static gboolean is_prose(const GArray *rows, const Paragraph *paragraph)
{
    guint words = 0, lower = 0;
    for (guint i = paragraph->start; i < paragraph->end; i++) {
        const char *text = g_array_index(rows, LayoutRow, i).text;
        if (strchr(text, '@') != NULL)
            return FALSE;
        for (gboolean begins = TRUE; *text != '\0'; text = g_utf8_next_char(text)) {
            gunichar letter = g_utf8_get_char(text);
            if (begins && g_unichar_isalpha(letter)) {
                words++;
                lower += g_unichar_islower(letter) ? 1 : 0;
            }
            begins = letter == ' ';
        }
    }
    return lower * 3 >= words * 2;
}

/* Ends the paragraph that starts at a row. */
static Paragraph paragraph_at(const GArray *rows, guint start, float gutter)
{
    const LayoutRow *row = &g_array_index(rows, LayoutRow, start);
    Paragraph paragraph = {start, start + 1, row->letters};
    float pitch = 1.35F * row->size;
    for (; paragraph.end < rows->len; paragraph.end++) {
        const LayoutRow *last = row++;
        if (begins_paragraph(last, row, pitch) || is_in_columns(row, gutter) ||
            chairlift_phrases_ends_abstract(row, row->size))
            break;
        if (row->bottom - last->bottom > 0.8F * row->size)
            pitch = MIN(pitch, row->bottom - last->bottom);
        paragraph.letters += row->letters;
    }
    return paragraph;
}

/* The first large paragraph of prose above the first section; none if it has no letters. */
static Paragraph find_paragraph(const GArray *rows, float gutter)
{
    for (guint i = 0; i < rows->len;) {
        const LayoutRow *row = &g_array_index(rows, LayoutRow, i);
        if (chairlift_phrases_ends_abstract(row, 0) || is_in_columns(row, gutter))
            break;
        Paragraph paragraph = paragraph_at(rows, i, gutter);
        if (paragraph.letters >= MIN_UNHEADED_LETTERS && is_prose(rows, &paragraph))
            return paragraph;
        i = paragraph.end;
    }
    return (Paragraph){0, 0, 0};
}

/* Whether the paragraph is set across a page of two columns. */
static gboolean spans(const GArray *rows, const Paragraph *paragraph, float gutter)
{
    const LayoutLine *line = g_array_index(rows, LayoutRow, paragraph->start).line;
    return gutter > 0 && line->left < gutter - 2 && line->right > gutter + 2;
}

static gboolean read_unheaded(const LayoutText *text, LayoutColumn column, gboolean across,
                              LayoutAbstract *abstract)
{
    g_autoptr(GArray) rows = chairlift_layout_rows(text->lines, &column);
    Paragraph paragraph = find_paragraph(rows, text->gutters[column.page]);
    if (paragraph.letters == 0 || across != spans(rows, &paragraph, text->gutters[column.page]))
        return FALSE;
    Reading reading = begin(text, across);
    read_column(&reading, rows, paragraph.start, NULL);
    gboolean wants_more = read_on(&reading, column);
    return finish(&reading, (AbstractEvidence){0}, wants_more, abstract);
}

void chairlift_layout_abstract(const LayoutText *text, guint title_page, float title_bottom,
                               LayoutAbstract *abstract)
{
    *abstract = (LayoutAbstract){0};
    if (read_any_headed(text, chairlift_phrases_is_abstract, abstract) ||
        read_any_headed(text, chairlift_phrases_is_summary, abstract) || abstract->wants_more)
        return;
    float gutter = text->gutters[title_page];
    LayoutColumn column = {.page = title_page,
                           .left = 0,
                           .right = text->pages[title_page]->width,
                           .top = title_bottom};
    if (read_unheaded(text, column, gutter > 0, abstract) || gutter == 0)
        return;
    column.right = gutter;
    read_unheaded(text, column, FALSE, abstract);
}
