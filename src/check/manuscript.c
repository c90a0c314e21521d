/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manuscript.h"

#include <string.h>

enum {
    MAX_HEADING_BYTES = 120,
    EXCERPT_BYTES = 40, /* shown before and after what was found */
    SENTENCE_BYTES = 400
};

/* ---- parts of the paper ---------------------------------------------------------------------- */

/* The letters of a text, in lower case; free with g_free. */
static char *letters_of(const char *text)
{
    GString *letters = g_string_new(NULL);
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar character = g_utf8_get_char(text);
        if (g_unichar_isalpha(character))
            g_string_append_unichar(letters, g_unichar_tolower(character));
    }
    return g_string_free(letters, FALSE);
}

static gboolean is_any(const char *name, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strcmp(*names, name) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean begins_any(const char *name, const char *const *beginnings)
{
    for (; *beginnings != NULL; beginnings++) {
        if (g_str_has_prefix(name, *beginnings))
            return TRUE;
    }
    return FALSE;
}

/* Whether the structure has a heading with this text on this page. */
static gboolean is_section(const ChairliftPdf *pdf, const ChairliftTrace *line)
{
    if (pdf->structure == NULL || strlen(line->text) > MAX_HEADING_BYTES)
        return FALSE;
    for (guint i = 0; i < pdf->structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(pdf->structure->sections, i);
        if (section->page == line->page && strcmp(section->title, line->text) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether a line is the heading of the references, without a page's number as in a table of
 * contents. */
static gboolean begins_references(const ChairliftTrace *line)
{
    static const char *const NAMES[] = {
        "references",      "reference", "bibliography", "referencesandnotes", "workscited",
        "literaturecited", NULL};
    const gsize length = strlen(line->text);
    if (length > MAX_HEADING_BYTES || g_ascii_isdigit(line->text[length - 1]))
        return FALSE;
    g_autofree char *name = letters_of(line->text);
    return is_any(name, NAMES);
}

/* Whether a line begins what may follow the references. */
static gboolean ends_references(const Manuscript *manuscript, const ChairliftTrace *line)
{
    static const char *const BEGINNINGS[] = {
        "appendix",    "appendices",      "supplement",      "neuripspaperche",
        "checklist",   "acknowledg",      "authorcontribut", "contribution",
        "limitations", "impactstatement", "ethicsstatem",    "reproducibility",
        NULL};
    if (strlen(line->text) > MAX_HEADING_BYTES)
        return FALSE;
    if (is_section(manuscript->pdf, line) && line->size >= 0.99 * manuscript->body_size)
        return TRUE;
    g_autofree char *name = letters_of(line->text);
    return begins_any(name, BEGINNINGS) && strlen(name) < 40;
}

/* The part that a heading, or the set-off beginning of a line, opens. */
static ManuscriptRegion region_of(const char *heading)
{
    g_autofree char *name = letters_of(heading);
    if (g_str_has_prefix(name, "acknowledg") || g_str_has_suffix(name, "acknowledgements") ||
        g_str_has_suffix(name, "acknowledgments") || g_str_has_prefix(name, "funding"))
        return REGION_ACKNOWLEDGEMENTS;
    if (strstr(name, "authorcontribution") != NULL || strcmp(name, "contributions") == 0 ||
        strstr(name, "contributionstatement") != NULL ||
        strstr(name, "authorscontribution") != NULL)
        return REGION_CONTRIBUTIONS;
    return REGION_BODY;
}

/* The part that a line belongs to, after one in part `before`; sets *heading. */
static ManuscriptRegion next_region(const Manuscript *manuscript, const ChairliftTrace *line,
                                    ManuscriptRegion before, gboolean *heading)
{
    *heading = is_section(manuscript->pdf, line);
    if (begins_references(line)) {
        *heading = TRUE;
        return REGION_REFERENCES;
    }
    if (before == REGION_REFERENCES) {
        if (!ends_references(manuscript, line))
            return REGION_REFERENCES;
        *heading = TRUE;
        return region_of(line->text);
    }
    const ManuscriptRegion lead = *line->name != '\0' ? region_of(line->name) : REGION_BODY;
    if (*heading || lead != REGION_BODY)
        return lead != REGION_BODY ? lead : region_of(line->text);
    const ManuscriptRegion alone =
        strlen(line->text) < MAX_HEADING_BYTES / 3 ? region_of(line->text) : REGION_BODY;
    return alone != REGION_BODY ? alone : before;
}

/* ---- making the text ------------------------------------------------------------------------- */

/* Size of the most letters, to a tenth of a point. */
static double find_body_size(const ChairliftPdfTraces *traces)
{
    enum { SIZES = 400 };
    gsize letters[SIZES] = {0};
    guint best = 100;
    for (guint i = 0; i < traces->list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(traces->list, i);
        if (trace->kind != CHAIRLIFT_TRACE_TEXT || trace->size <= 0 || trace->size * 10 >= SIZES)
            continue;
        const guint size = (guint)(trace->size * 10);
        letters[size] += strlen(trace->text);
        best = letters[size] > letters[best] ? size : best;
    }
    return best / 10.0;
}

/* Whether a line ends in the middle of a word that the next line ends. */
static gboolean is_broken(const ChairliftTrace *line, const ChairliftTrace *next)
{
    const gsize length = strlen(line->text);
    if (next == NULL || length < 3 || line->text[length - 1] != '-')
        return FALSE;
    const char *before = g_utf8_find_prev_char(line->text, line->text + length - 1);
    return before != NULL && g_unichar_isalpha(g_utf8_get_char(before)) &&
           g_unichar_islower(g_utf8_get_char(next->text));
}

static void add_line(Manuscript *manuscript, const ChairliftTrace *line, const ChairliftTrace *next,
                     ManuscriptRegion region, gboolean heading)
{
    const gboolean broken = is_broken(line, next);
    ManuscriptPiece piece = {
        .start = (guint)manuscript->text->len, .line = line, .region = region, .heading = heading};
    g_string_append_len(manuscript->text, line->text, (gssize)strlen(line->text) - broken);
    piece.end = (guint)manuscript->text->len;
    if (!broken)
        g_string_append_c(manuscript->text, ' ');
    g_array_append_val(manuscript->pieces, piece);
}

Manuscript *chairlift_manuscript_new(const ChairliftPdf *pdf, const ChairliftPdfTraces *traces)
{
    Manuscript *manuscript = g_new0(Manuscript, 1);
    manuscript->pdf = pdf;
    manuscript->traces = traces;
    manuscript->text = g_string_new(NULL);
    manuscript->pieces = g_array_new(FALSE, FALSE, sizeof(ManuscriptPiece));
    manuscript->body_size = find_body_size(traces);
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    for (guint i = 0; i < traces->list->len; i++) {
        ChairliftTrace *trace = g_ptr_array_index(traces->list, i);
        if (trace->kind == CHAIRLIFT_TRACE_TEXT && strcmp(trace->name, "rotated") != 0)
            g_ptr_array_add(lines, trace);
    }
    ManuscriptRegion region = REGION_BODY;
    for (guint i = 0; i < lines->len; i++) {
        const ChairliftTrace *line = g_ptr_array_index(lines, i);
        const ChairliftTrace *next = i + 1 < lines->len ? g_ptr_array_index(lines, i + 1) : NULL;
        gboolean heading;
        region = next_region(manuscript, line, region, &heading);
        add_line(manuscript, line, next, region, heading);
    }
    return manuscript;
}

void chairlift_manuscript_free(Manuscript *manuscript)
{
    if (manuscript == NULL)
        return;
    g_string_free(manuscript->text, TRUE);
    g_array_unref(manuscript->pieces);
    g_free(manuscript);
}

/* ---- places ---------------------------------------------------------------------------------- */

const ManuscriptPiece *chairlift_manuscript_piece(const Manuscript *manuscript, guint offset)
{
    guint low = 0, high = manuscript->pieces->len;
    while (low < high) {
        const guint middle = (low + high) / 2;
        if (g_array_index(manuscript->pieces, ManuscriptPiece, middle).start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && offset < manuscript->text->len
               ? &g_array_index(manuscript->pieces, ManuscriptPiece, low - 1)
               : NULL;
}

const ManuscriptPiece *chairlift_manuscript_piece_at(const Manuscript *manuscript, guint page,
                                                     double across, double down)
{
    for (guint i = 0; i < manuscript->pieces->len; i++) {
        const ManuscriptPiece *piece = &g_array_index(manuscript->pieces, ManuscriptPiece, i);
        const ChairliftTrace *line = piece->line;
        if (line->page == page && across >= line->left && across <= line->right &&
            down >= line->top && down <= line->bottom)
            return piece;
    }
    return NULL;
}

guint chairlift_manuscript_character(const char *text, guint offset)
{
    while (offset > 0 && ((guchar)text[offset] & 0xC0) == 0x80)
        offset--;
    return offset;
}

/* What is found, with some words on both sides. */
static char *excerpt(const Manuscript *manuscript, guint start, guint end)
{
    const char *text = manuscript->text->str;
    const guint length = (guint)manuscript->text->len;
    guint from = start > EXCERPT_BYTES ? start - EXCERPT_BYTES : 0;
    guint to = MIN(length, end + EXCERPT_BYTES);
    while (from > 0 && from < start && text[from] != ' ')
        from++;
    while (to < length && to > end && text[to] != ' ')
        to--;
    from = chairlift_manuscript_character(text, from);
    to = chairlift_manuscript_character(text, to);
    g_autofree char *shown = g_strndup(text + from, to - from);
    return g_strdup(g_strstrip(shown));
}

ChairliftPlace chairlift_manuscript_place(const Manuscript *manuscript, guint start, guint end)
{
    ChairliftPlace place = {0};
    const ManuscriptPiece *piece = chairlift_manuscript_piece(manuscript, start);
    if (piece == NULL)
        return place;
    const ChairliftTrace *line = piece->line;
    const double length = MAX(1, piece->end - piece->start);
    const double width = line->right - line->left;
    const guint last = MIN(end, piece->end);
    place.page = line->page;
    place.left = line->left + width * (start - piece->start) / length;
    place.right = line->left + width * (MAX(last, start) - piece->start) / length;
    place.top = line->top;
    place.bottom = line->bottom;
    place.excerpt = excerpt(manuscript, start, end);
    return place;
}

/* ---- sentences ------------------------------------------------------------------------------- */

/* Whether a sentence ends with the mark at this offset: before a space and no small letter, and not
 * after an abbreviation. */
static gboolean ends_sentence(const char *text, guint offset)
{
    if (strchr(".?!", text[offset]) == NULL || text[offset + 1] != ' ')
        return FALSE;
    if (offset >= 2 && strncmp(text + offset - 2, "al", 2) == 0)
        return FALSE;
    if (offset >= 1 && g_ascii_isupper(text[offset - 1]) &&
        (offset < 2 || !g_ascii_isalnum(text[offset - 2])))
        return FALSE; /* an initial */
    return !g_ascii_islower(text[offset + 2]);
}

void chairlift_manuscript_sentence(const Manuscript *manuscript, guint start, guint end,
                                   guint *sentence_start, guint *sentence_end)
{
    const char *text = manuscript->text->str;
    const guint length = (guint)manuscript->text->len;
    guint from = start, to = end;
    while (from > 0 && start - from < SENTENCE_BYTES && !ends_sentence(text, from - 1))
        from--;
    while (to + 1 < length && to - end < SENTENCE_BYTES && !ends_sentence(text, to))
        to++;
    *sentence_start = chairlift_manuscript_character(text, from);
    *sentence_end = chairlift_manuscript_character(text, MIN(to + 1, length));
}
