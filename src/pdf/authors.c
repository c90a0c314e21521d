/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The author block: what stands between title and abstract. Some templates put affiliations and
 * addresses into footnotes of the first page. What a line is, is told by its words, and by its
 * letters where names are set in others than the rest. */
#include "authors.h"

#include "author_parts.h"
#include "message.h"
#include "phrases.h"

#include <math.h>
#include <string.h>

/* ---- where they stand -------------------------------------------------------------------------
 */

/* Where the block ends that begins below the title: at the abstract, points. */
static float top_of_abstract(const LayoutText *text, const LayoutTitle *title,
                             const LayoutLine *heading, const ChairliftPdfFront *front)
{
    const LayoutPage *page = text->pages[title->page];
    float end = 0.6F * page->height;
    const ChairliftPdfBox *abstract =
        front->abstract->len > 0 ? &g_array_index(front->abstract, ChairliftPdfBox, 0) : NULL;
    if (heading != NULL && heading->page == title->page && heading->top > title->bottom)
        return heading->top;
    if (abstract != NULL && abstract->page == title->page + 1 && abstract->top > title->bottom)
        return (float)abstract->top;
    return abstract != NULL ? page->height : end;
}

/* Where the block ends on the title's page, points: at the abstract, or a figure above it. */
static float end_of_block(const LayoutText *text, const LayoutTitle *title,
                          const LayoutLine *heading, const ChairliftPdfFront *front)
{
    float end = top_of_abstract(text, title, heading, front);
    for (guint i = 0; i < text->lines->len; i++) {
        const LayoutLine *line = &g_array_index(text->lines, LayoutLine, i);
        if (line->page == title->page && line->top > title->bottom && line->top < end &&
            chairlift_phrases_is_caption(line->text))
            end = line->top - 2;
    }
    return end;
}

static void add_line(const LayoutLine *line, ChairliftPdfAuthorPart part, ChairliftPdfFront *front)
{
    if (front->authors->len >= CHAIRLIFT_PDF_AUTHORS_LIMIT ||
        strlen(line->text) > CHAIRLIFT_PDF_STRING_LIMIT)
        return;
    ChairliftPdfAuthorLine *added = g_new(ChairliftPdfAuthorLine, 1);
    *added = (ChairliftPdfAuthorLine){
        g_strdup(line->text),
        part,
        {line->page + 1, line->left, line->top, line->right, line->bottom}};
    g_ptr_array_add(front->authors, added);
}

/* ---- the block below the title ----------------------------------------------------------------
 */

/* Whether a line is set in other letters than names are: thinner, smaller or slanted. */
static gboolean looks_unlike_name(const LayoutLine *line, const LayoutLine *name)
{
    guint missing = name->style & ~line->style, added = line->style & ~name->style;
    return (missing & LAYOUT_BOLD) != 0 || (added & LAYOUT_ITALIC) != 0 ||
           line->size < 0.93F * name->size;
}

/* The first line of names on a page in [top, end]; NULL without. */
static const LayoutLine *find_name(const LayoutText *text, guint page, float top, float end)
{
    const LayoutLine *first = NULL;
    for (guint i = 0; i < text->lines->len; i++) {
        const LayoutLine *line = &g_array_index(text->lines, LayoutLine, i);
        if (line->page == page && line->top + line->bottom > 2 * top && line->bottom <= end &&
            line->letters >= 2 && (first == NULL || line->top < first->top) &&
            !chairlift_phrases_is_banner(line->text) &&
            chairlift_author_part(line->text) == CHAIRLIFT_PDF_AUTHOR_NAME)
            first = line;
    }
    return first;
}

static ChairliftPdfAuthorPart part_in_block(const LayoutLine *line, const LayoutLine *name)
{
    ChairliftPdfAuthorPart part = chairlift_author_part(line->text);
    if (part == CHAIRLIFT_PDF_AUTHOR_NAME && looks_unlike_name(line, name))
        return CHAIRLIFT_PDF_AUTHOR_AFFILIATION;
    return part;
}

/* ---- footnotes ---------------------------------------------------------------------------------
 */

/* A footnote, or what is labelled so elsewhere, that says who wrote the paper. */
typedef struct Footnote {
    const LayoutLine *last; /* NULL outside of one */
    ChairliftPdfAuthorPart part;
} Footnote;

/* Whether a line begins a footnote that says who wrote the paper. */
static gboolean begins_footnote(const LayoutLine *line, const LayoutPage *page, float body_size)
{
    gboolean remark = chairlift_author_is_remark(line->text);
    if (remark && line->lead != NULL && strstr(line->text, ": ") != NULL)
        return TRUE; /* "Correspondence: ..." wherever it stands */
    if (line->top < 0.6F * page->height || line->size > 0.97F * body_size)
        return FALSE;
    ChairliftPdfAuthorPart part = chairlift_author_part(line->text);
    gboolean marked = chairlift_author_is_marked(line->text);
    return part == CHAIRLIFT_PDF_AUTHOR_EMAIL || remark ||
           (part == CHAIRLIFT_PDF_AUTHOR_ANONYMOUS &&
            g_ascii_strncasecmp(line->text, "anonymous", 9) == 0) ||
           (part == CHAIRLIFT_PDF_AUTHOR_AFFILIATION && marked && strchr(line->text, ' ') != NULL &&
            chairlift_author_prose_words(line->text) == 0);
}

/* Whether a line goes on with the footnote. */
static gboolean continues_footnote(const Footnote *footnote, const LayoutLine *line)
{
    const LayoutLine *last = footnote->last;
    if (last == NULL || chairlift_author_is_marked(line->text))
        return FALSE;
    float step = line->bottom - last->bottom;
    return fabsf(line->size - last->size) < 0.3F && step > 0.5F * line->size &&
           step < 1.5F * line->size && line->left < last->right && line->right > last->left;
}

/* What the line of a footnote is: nobody's name stands there by itself. */
static ChairliftPdfAuthorPart part_in_footnote(const char *text, const Footnote *footnote)
{
    ChairliftPdfAuthorPart part = chairlift_author_part(text);
    if (part != CHAIRLIFT_PDF_AUTHOR_NAME)
        return part;
    gboolean in_address =
        footnote->last != NULL && footnote->part == CHAIRLIFT_PDF_AUTHOR_AFFILIATION;
    return in_address ? CHAIRLIFT_PDF_AUTHOR_AFFILIATION : CHAIRLIFT_PDF_AUTHOR_NOTE;
}

/* ---- all of them -------------------------------------------------------------------------------
 */

static int downwards(gconstpointer a, gconstpointer b)
{
    const ChairliftPdfAuthorLine *x = *(ChairliftPdfAuthorLine *const *)a;
    const ChairliftPdfAuthorLine *y = *(ChairliftPdfAuthorLine *const *)b;
    if (x->box.bottom != y->box.bottom)
        return x->box.bottom > y->box.bottom ? 1 : -1;
    return (x->box.left > y->box.left) - (x->box.left < y->box.left);
}

void chairlift_layout_authors(const LayoutText *text, const LayoutTitle *title,
                              const LayoutLine *heading, ChairliftPdfFront *front)
{
    if (title->text == NULL)
        return;
    const LayoutPage *page = text->pages[title->page];
    float end = end_of_block(text, title, heading, front);
    float body_size = chairlift_layout_body_size(text->lines);
    const LayoutLine *name = find_name(text, title->page, title->bottom, end + 2);
    Footnote footnote = {0};
    for (guint i = 0; i < text->lines->len; i++) {
        const LayoutLine *line = &g_array_index(text->lines, LayoutLine, i);
        float middle = (line->top + line->bottom) / 2;
        if (line->page != title->page || line->letters < 2 || middle <= title->bottom)
            continue;
        if (line->bottom <= end + 2) {
            if (!chairlift_phrases_is_banner(line->text))
                add_line(line, part_in_block(line, name != NULL ? name : line), front);
        } else if (middle > end && (continues_footnote(&footnote, line) ||
                                    begins_footnote(line, page, body_size))) {
            footnote.part = part_in_footnote(line->text, &footnote);
            footnote.last = line;
            add_line(line, footnote.part, front);
        } else {
            footnote.last = NULL;
        }
    }
    g_ptr_array_sort(front->authors, downwards);
}
