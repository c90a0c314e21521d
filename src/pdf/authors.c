/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The author block: what stands between title and abstract. Some templates put affiliations and
 * addresses into footnotes of the first page. What a line is, is told by its words. */
#include "authors.h"

#include "message.h"
#include "phrases.h"

#include <string.h>

/* ---- what a line is -------------------------------------------------------------------------- */

static gboolean holds_any(const char *lower, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strstr(lower, *words) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* What the templates print in place of authors. */
static gboolean is_placeholder(const char *text, const char *lower)
{
    static const char *const ALONE[] = {"affiliation", "address", "email",
                                        "affiliationaddressemail", NULL};
    g_autofree char *letters = chairlift_phrases_letters(text);
    if (g_str_has_prefix(letters, "anonymous") || strstr(lower, "double-blind") != NULL ||
        strstr(lower, "double blind") != NULL)
        return TRUE;
    for (const char *const *word = ALONE; *word != NULL; word++) {
        if (strcmp(letters, *word) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_affiliation(const char *lower)
{
    static const char *const WORDS[] = {"universi",
                                        "institut",
                                        "department",
                                        "dept.",
                                        "school of",
                                        "college",
                                        "faculty",
                                        "laborator",
                                        " lab",
                                        "research",
                                        "academy",
                                        "centre",
                                        "center",
                                        "hospital",
                                        " inc",
                                        " ltd",
                                        " llc",
                                        "gmbh",
                                        "corporat",
                                        "company",
                                        "polytech",
                                        "eth z",
                                        "deepmind",
                                        "google",
                                        "microsoft",
                                        "openai",
                                        "anthropic",
                                        "meta ai",
                                        "equal contribution",
                                        "work done",
                                        "ecole",
                                        "\303\251cole",
                                        NULL};
    return holds_any(lower, WORDS);
}

static ChairliftPdfAuthorPart part_of(const char *text)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);
    if (is_placeholder(text, lower))
        return CHAIRLIFT_PDF_AUTHOR_ANONYMOUS;
    if (strchr(text, '@') != NULL)
        return CHAIRLIFT_PDF_AUTHOR_EMAIL;
    return is_affiliation(lower) ? CHAIRLIFT_PDF_AUTHOR_AFFILIATION : CHAIRLIFT_PDF_AUTHOR_NAME;
}

/* ---- where they stand ------------------------------------------------------------------------ */

/* Where the block ends on the title's page, points. */
static float end_of_block(const LayoutText *text, const LayoutTitle *title,
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

/* Whether a line is a footnote that says who wrote the paper. */
static gboolean is_footnote(const LayoutLine *line, const LayoutPage *page, float body_size)
{
    static const char *const WORDS[] = {"equal contribution", "correspond", "work done",
                                        "contact:", NULL};
    if (line->top < 0.6F * page->height || line->size > 0.97F * body_size)
        return FALSE;
    g_autofree char *lower = g_utf8_strdown(line->text, -1);
    ChairliftPdfAuthorPart part = part_of(line->text);
    gboolean marked = g_ascii_isdigit(lower[0]) || !g_ascii_isalnum(lower[0]);
    return part == CHAIRLIFT_PDF_AUTHOR_EMAIL || holds_any(lower, WORDS) ||
           (marked && part == CHAIRLIFT_PDF_AUTHOR_AFFILIATION) ||
           (part == CHAIRLIFT_PDF_AUTHOR_ANONYMOUS && g_str_has_prefix(lower, "anonymous"));
}

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
    for (guint i = 0; i < text->lines->len; i++) {
        const LayoutLine *line = &g_array_index(text->lines, LayoutLine, i);
        if (line->page != title->page || line->letters < 2)
            continue;
        float middle = (line->top + line->bottom) / 2;
        gboolean in_block = middle > title->bottom && line->bottom <= end + 2 &&
                            !chairlift_phrases_is_banner(line->text);
        if (in_block || (middle > end && is_footnote(line, page, body_size)))
            add_line(line, part_of(line->text), front);
    }
    g_ptr_array_sort(front->authors, downwards);
}
