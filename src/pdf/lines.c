/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs to lines.
 *
 * The file's order is followed as long as it goes to the right on one baseline; what it tears apart
 * (raised marks, changes of font) is put together again afterwards by geometry. Columns come apart
 * because a gutter is wider than any space in justified text. */
#include "lines.h"

#include "margin.h"
#include "repair.h"

#include <math.h>
#include <string.h>

enum { MAX_PIECES = 4000, MAX_SIZES = 32 /* of letters in a line, or of lines in a text */ };

/* Widest space within a line, in units of the font's size. Text is justified, titles more so. */
static const float WIDEST_SPACE = 1.25F;
static const float WIDEST_TITLE_SPACE = 2.6F;
static const float TITLE_SIZE = 13.5F;

/* Narrowest space between words that the file's order does not join, same units. */
static const float NARROWEST_SPACE = 0.13F;

/* ---- pieces: what the file itself has in one line -------------------------------------------- */

typedef struct Piece {
    float left, top, right, bottom, size;
    GArray *runs; /* of guint, indices of runs from left to right */
} Piece;

static void clear_piece(gpointer data)
{
    Piece *piece = data;
    if (piece->runs != NULL)
        g_array_unref(piece->runs);
}

/* Share of the lower of two vertical extents that both cover. */
static float vertical_overlap(float top, float bottom, float top2, float bottom2)
{
    float common = MIN(bottom, bottom2) - MAX(top, top2);
    float lower = MIN(bottom - top, bottom2 - top2);
    return lower > 0 ? common / lower : 0;
}

static float widest_space(float size)
{
    return size * (size >= TITLE_SIZE ? WIDEST_TITLE_SPACE : WIDEST_SPACE);
}

static void extend_piece(Piece *piece, const LayoutRun *run, guint index)
{
    piece->left = MIN(piece->left, run->left);
    piece->top = MIN(piece->top, run->top);
    piece->right = MAX(piece->right, run->right);
    piece->bottom = MAX(piece->bottom, run->bottom);
    piece->size = MAX(piece->size, run->size);
    g_array_append_val(piece->runs, index);
}

/* Whether the space from left to right is the page's gutter. */
static gboolean is_gutter(float left, float right, LayoutGutter gutter)
{
    return gutter.right > 0 && left <= gutter.left + 2 && right >= gutter.right - 2;
}

/* Whether a run goes on the line whose last run is `last`. */
static gboolean goes_on(const Piece *piece, const LayoutRun *last, const LayoutRun *run,
                        LayoutGutter gutter)
{
    if (is_gutter(last->right, run->left, gutter) && MIN(last->size, run->size) < TITLE_SIZE)
        return FALSE;
    if (vertical_overlap(piece->top, piece->bottom, run->top, run->bottom) < 0.4F)
        return FALSE;
    float gap = run->left - last->right;
    float size = MAX(piece->size, run->size);
    return gap > -0.6F * size && gap < widest_space(size);
}

static GArray *make_pieces(const LayoutPage *page, LayoutGutter gutter, const guint8 *left_out)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_array_set_clear_func(pieces, clear_piece);
    const LayoutRun *runs = (const LayoutRun *)(void *)page->runs->data;
    const LayoutRun *last = NULL;
    for (guint i = 0; i < page->runs->len; i++) {
        const LayoutRun *run = &runs[i];
        if (left_out[i])
            continue;
        Piece *piece = pieces->len > 0 ? &g_array_index(pieces, Piece, pieces->len - 1) : NULL;
        if (piece == NULL || last == NULL || !goes_on(piece, last, run, gutter)) {
            if (pieces->len >= MAX_PIECES)
                break;
            Piece begun = {.left = run->left,
                           .top = run->top,
                           .right = run->right,
                           .bottom = run->bottom,
                           .runs = g_array_new(FALSE, FALSE, sizeof(guint))};
            g_array_append_val(pieces, begun);
            piece = &g_array_index(pieces, Piece, pieces->len - 1);
        }
        extend_piece(piece, run, i);
        last = run;
    }
    return pieces;
}

/* ---- pieces that stand on one line after all ------------------------------------------------- */

/* Whether b stands on a's line, beside it. */
static gboolean belongs_to(const Piece *a, const Piece *b, LayoutGutter gutter)
{
    /* A title may have a space where the gutter is; a heading beside a line of text has not. */
    if (is_gutter(MIN(a->right, b->right), MAX(a->left, b->left), gutter) &&
        MIN(a->size, b->size) < TITLE_SIZE)
        return FALSE;
    if (vertical_overlap(a->top, a->bottom, b->top, b->bottom) < 0.5F)
        return FALSE;
    float gap = MAX(a->left, b->left) - MIN(a->right, b->right);
    float size = MAX(a->size, b->size);
    return gap > -0.6F * size && gap < 0.9F * widest_space(MIN(a->size, b->size));
}

static void absorb(Piece *into, Piece *from, const LayoutRun *runs)
{
    for (guint i = 0; i < from->runs->len; i++) {
        guint index = g_array_index(from->runs, guint, i);
        extend_piece(into, &runs[index], index);
    }
    g_array_unref(from->runs);
    from->runs = NULL;
}

static int by_top(gconstpointer a, gconstpointer b, gpointer pieces)
{
    float x = g_array_index((GArray *)pieces, Piece, *(const guint *)a).top;
    float y = g_array_index((GArray *)pieces, Piece, *(const guint *)b).top;
    return x != y ? (x > y) - (x < y) : (*(const guint *)a > *(const guint *)b) ? 1 : -1;
}

/* Puts together what stands on one line; absorbed pieces stay behind without runs. */
static void unite_pieces(GArray *pieces, const LayoutRun *runs, LayoutGutter gutter)
{
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < pieces->len; i++)
        g_array_append_val(order, i);
    g_array_sort_with_data(order, by_top, pieces);
    for (guint i = 0; i < order->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, g_array_index(order, guint, i));
        for (guint j = i + 1; piece->runs != NULL && j < order->len; j++) {
            Piece *other = &g_array_index(pieces, Piece, g_array_index(order, guint, j));
            if (other->top > piece->bottom)
                break;
            if (other->runs == NULL || !belongs_to(piece, other, gutter))
                continue;
            if (piece < other) {
                absorb(piece, other, runs);
            } else {
                absorb(other, piece, runs);
            }
        }
    }
}

/* ---- a line's text and style ----------------------------------------------------------------- */

static int by_left(gconstpointer a, gconstpointer b, gpointer runs)
{
    const LayoutRun *x = &((const LayoutRun *)runs)[*(const guint *)a];
    const LayoutRun *y = &((const LayoutRun *)runs)[*(const guint *)b];
    if (x->left != y->left)
        return x->left > y->left ? 1 : -1;
    return x > y ? 1 : -1;
}

static guint count_letters(const char *text)
{
    guint letters = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text))
        letters += g_unichar_isalnum(g_utf8_get_char(text)) ? 1 : 0;
    return letters;
}

/* Whether a run is raised: smaller than its line and ending above it. */
static gboolean is_raised(const LayoutRun *run, const Piece *piece)
{
    return run->size < 0.8F * piece->size &&
           run->bottom < piece->bottom - 0.15F * (piece->bottom - piece->top);
}

/* Whether a text is of the kind that refers to footnotes; *symbols when it is not only numbers. */
static gboolean is_mark(const char *text, gboolean *symbols)
{
    *symbols = FALSE;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar letter = g_utf8_get_char(text);
        if (letter == '*' || letter == 0x2217 || letter == 0x2020 || letter == 0x2021 ||
            letter == 0xA7 || letter == 0xB6 || letter == 0x2016 || letter == 0x22C6 ||
            letter == 0x2663)
            *symbols = TRUE;
        else if (!g_unichar_isdigit(letter) && letter != ',')
            return FALSE;
    }
    return TRUE;
}

static gboolean needs_space(const LayoutRun *before, const LayoutRun *run)
{
    float gap = run->left - before->right;
    /* Where the size changes, as in small capitals, the file's order knows no better. */
    if (fabsf(run->size - before->size) > 0.1F * run->size)
        return gap > NARROWEST_SPACE * MAX(before->size, run->size);
    if (run == before + 1)
        return !run->joined;
    return gap > NARROWEST_SPACE * MIN(before->size, run->size);
}

/* Whether text ends in a word of three letters or more: what footnotes are hung on. Shorter ones
 * have exponents. */
static gboolean ends_in_word(const char *text)
{
    const char *at = text + strlen(text);
    for (guint letters = 0; letters < 3; letters++) {
        if (at == text)
            return FALSE;
        at = g_utf8_prev_char(at);
        if (letters == 0 && (*at == '.' || *at == ',') && at > text)
            at = g_utf8_prev_char(at);
        if (!g_unichar_isalpha(g_utf8_get_char(at)))
            return FALSE;
    }
    return TRUE;
}

/* Whether the i-th run of a piece is a footnote's mark, given the line's text up to it. */
static gboolean is_footnote_mark(const Piece *piece, const LayoutRun *runs, guint i,
                                 const char *text)
{
    const LayoutRun *run = &runs[g_array_index(piece->runs, guint, i)];
    gboolean symbols;
    if (i == 0 || !is_raised(run, piece) || !is_mark(run->text, &symbols))
        return FALSE;
    if (needs_space(&runs[g_array_index(piece->runs, guint, i - 1)], run))
        return FALSE;
    if (symbols)
        return TRUE;
    gboolean word_goes_on = FALSE;
    if (i + 1 < piece->runs->len) {
        const LayoutRun *next = &runs[g_array_index(piece->runs, guint, i + 1)];
        word_goes_on = !needs_space(run, next) && g_unichar_isalnum(g_utf8_get_char(next->text));
    }
    return !word_goes_on && ends_in_word(text);
}

/* How many letters have which size. */
typedef struct Sizes {
    guint n;
    struct {
        float size; /* points */
        guint letters;
    } counts[MAX_SIZES];
} Sizes;

static void count_size(Sizes *sizes, float size, guint letters)
{
    for (guint i = 0; i < sizes->n; i++) {
        if (fabsf(sizes->counts[i].size - size) < 0.15F) {
            sizes->counts[i].letters += letters;
            return;
        }
    }
    if (sizes->n < MAX_SIZES) {
        sizes->counts[sizes->n].size = size;
        sizes->counts[sizes->n++].letters = letters;
    }
}

/* The size that most letters have; fallback without letters. */
static float commonest_size(const Sizes *sizes, float fallback)
{
    guint most = 0;
    float size = fallback;
    for (guint i = 0; i < sizes->n; i++) {
        if (sizes->counts[i].letters > most) {
            most = sizes->counts[i].letters;
            size = sizes->counts[i].size;
        }
    }
    return size;
}

/* Sums of letters over a line's runs. */
typedef struct Tally {
    guint letters, bold, italic, small_caps;
    Sizes sizes;
} Tally;

static void tally_run(Tally *tally, const LayoutRun *run)
{
    guint letters = count_letters(run->text);
    tally->letters += letters;
    tally->bold += run->style & LAYOUT_BOLD ? letters : 0;
    tally->italic += run->style & LAYOUT_ITALIC ? letters : 0;
    tally->small_caps += run->style & LAYOUT_SMALL_CAPS ? letters : 0;
    count_size(&tally->sizes, run->size, letters);
}

static void set_style(LayoutLine *line, const Tally *tally, float fallback_size)
{
    line->letters = tally->letters;
    line->style = (tally->bold * 10 > tally->letters * 6 ? LAYOUT_BOLD : 0) |
                  (tally->italic * 10 > tally->letters * 6 ? LAYOUT_ITALIC : 0) |
                  (tally->small_caps * 10 > tally->letters * 6 ? LAYOUT_SMALL_CAPS : 0);
    line->size = commonest_size(&tally->sizes, fallback_size);
    float largest = 0;
    for (guint i = 0; i < tally->sizes.n; i++) {
        if (tally->sizes.counts[i].letters > 0)
            largest = MAX(largest, tally->sizes.counts[i].size);
    }
    line->largest = largest > 0 ? largest : fallback_size;
}

/* Text at the start of the line that stands out in style, up to where the style ends. */
static char *find_lead(const Piece *piece, const LayoutRun *runs)
{
    const guint *index = (const guint *)(void *)piece->runs->data;
    const guint look = LAYOUT_BOLD | LAYOUT_ITALIC | LAYOUT_SMALL_CAPS;
    guint style = runs[index[0]].style & look;
    g_autoptr(GString) lead = g_string_new(NULL);
    for (guint i = 0; i < piece->runs->len; i++) {
        const LayoutRun *run = &runs[index[i]];
        if ((run->style & look) != style && count_letters(run->text) > 0)
            return g_string_free(g_steal_pointer(&lead), FALSE);
        if (i > 0 && needs_space(&runs[index[i - 1]], run))
            g_string_append_c(lead, ' ');
        g_string_append(lead, run->text);
    }
    return NULL;
}

/* Makes the line of a piece; FALSE when nothing is left to read on it. */
static gboolean make_line(Piece *piece, const LayoutRun *runs, guint page, LayoutLine *line)
{
    g_array_sort_with_data(piece->runs, by_left, (gpointer)runs);
    const guint *index = (const guint *)(void *)piece->runs->data;
    g_autoptr(GString) text = g_string_new(NULL);
    Tally tally = {0};
    for (guint i = 0; i < piece->runs->len; i++) {
        const LayoutRun *run = &runs[index[i]];
        tally_run(&tally, run);
        if (is_footnote_mark(piece, runs, i, text->str))
            continue;
        if (i > 0 && needs_space(&runs[index[i - 1]], run))
            g_string_append_c(text, ' ');
        g_string_append(text, run->text);
    }
    *line = (LayoutLine){.left = piece->left,
                         .top = piece->top,
                         .right = piece->right,
                         .bottom = piece->bottom,
                         .page = page};
    set_style(line, &tally, piece->size);
    line->text = chairlift_repair_glyphs(text->str);
    if (*line->text == '\0') {
        g_free(line->text);
        return FALSE;
    }
    line->lead = find_lead(piece, runs);
    return TRUE;
}

/* ---- all lines ------------------------------------------------------------------------------- */

static void clear_line(gpointer data)
{
    LayoutLine *line = data;
    g_free(line->text);
    g_free(line->lead);
}

GArray *chairlift_layout_lines(const LayoutPage *page, guint number, LayoutGutter gutter)
{
    const LayoutRun *runs = (const LayoutRun *)(void *)page->runs->data;
    g_autofree guint8 *left_out = g_new0(guint8, page->runs->len + 1);
    chairlift_layout_mark_margin(page, left_out);

    g_autoptr(GArray) pieces = make_pieces(page, gutter, left_out);
    unite_pieces(pieces, runs, gutter);
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(LayoutLine));
    g_array_set_clear_func(lines, clear_line);
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, i);
        LayoutLine line;
        if (piece->runs != NULL && make_line(piece, runs, number, &line))
            g_array_append_val(lines, line);
    }
    return lines;
}

float chairlift_layout_body_size(const GArray *lines)
{
    Sizes sizes = {0};
    for (guint i = 0; i < lines->len; i++) {
        const LayoutLine *line = &g_array_index(lines, LayoutLine, i);
        count_size(&sizes, line->size, line->letters);
    }
    return commonest_size(&sizes, 10);
}
