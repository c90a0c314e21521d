/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings say where the main text ends, and blocks whether there is some on the page where it
 * does: references that begin at the top of page 10 leave 9 pages of main text. */
#include "main_text.h"

#include <math.h>
#include <string.h>

/* What stands alone above or below these parts of a page is no text of the paper, nor is what pages
 * have again and again above a larger part. */
static const double HEADER = 0.085, FOOTER = 0.92, WIDE_HEADER = 0.14;

/* A heading below this part of a page, and nothing above it: there may be a picture. */
static const double TOP_OF_PAGE = 0.25;

/* ---- headings -------------------------------------------------------------------------------- */

/* "7", "7.1" */
static gboolean is_numbered(const char *heading)
{
    return g_ascii_isdigit(heading[0]);
}

/* "A Proofs", "A. Proofs" */
static gboolean has_letter(const char *heading, char letter)
{
    return heading[0] == letter && (heading[1] == ' ' || (heading[1] == '.' && heading[2] == ' '));
}

/* The letters of a heading in lower case, without its number. */
static char *heading_letters(const char *heading)
{
    const char *at = heading + strspn(heading, "0123456789.");
    if (at == heading && g_ascii_isupper(at[0]) && (at[1] == '.' || at[1] == ' '))
        at += 2; /* "A. Appendix" */
    GString *letters = g_string_new(NULL);
    for (; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        if (g_unichar_isalpha(letter))
            g_string_append_unichar(letters, g_unichar_tolower(letter));
    }
    return g_string_free(letters, FALSE);
}

static gboolean begins_with_any(const char *letters, const char *const *beginnings)
{
    for (; *beginnings != NULL; beginnings++) {
        if (g_str_has_prefix(letters, *beginnings))
            return TRUE;
    }
    return FALSE;
}

guint main_text_statement(const char *heading)
{
    static const struct {
        const char *beginning; /* of the heading's letters */
        CheckStatement statement;
    } STATEMENTS[] = {
        {"acknowledg", CHECK_STATEMENT_ACKNOWLEDGEMENTS},
        {"disclosureoffunding", CHECK_STATEMENT_ACKNOWLEDGEMENTS},
        {"neuripspaperchecklist", CHECK_STATEMENT_CHECKLIST},
        {"checklist", CHECK_STATEMENT_CHECKLIST},
        {"paperchecklist", CHECK_STATEMENT_CHECKLIST},
        {"impactstatement", CHECK_STATEMENT_IMPACT},
        {"broaderimpact", CHECK_STATEMENT_IMPACT},
        {"ethicsstatement", CHECK_STATEMENT_ETHICS},
        {"ethicalstatement", CHECK_STATEMENT_ETHICS},
        {"ethicalconsideration", CHECK_STATEMENT_ETHICS},
        {"ethicsconsideration", CHECK_STATEMENT_ETHICS},
        {"reproducibilitystatement", CHECK_STATEMENT_REPRODUCIBILITY},
        {"limitation", CHECK_STATEMENT_LIMITATIONS},
        {"authorcontribution", CHECK_STATEMENT_CONTRIBUTIONS},
        {"contributionstatement", CHECK_STATEMENT_CONTRIBUTIONS},
        {"llmusage", CHECK_STATEMENT_CONTRIBUTIONS},
        {"useofllm", CHECK_STATEMENT_CONTRIBUTIONS},
        {"useoflargelanguagemodel", CHECK_STATEMENT_CONTRIBUTIONS},
        {"theuseoflargelanguagemodel", CHECK_STATEMENT_CONTRIBUTIONS},
    };
    g_autofree char *letters = heading_letters(heading);
    for (gsize i = 0; i < G_N_ELEMENTS(STATEMENTS); i++) {
        if (g_str_has_prefix(letters, STATEMENTS[i].beginning))
            return STATEMENTS[i].statement;
    }
    return 0;
}

static const ChairliftPdfSection *section_at(const ChairliftPdfStructure *structure, guint i)
{
    return g_ptr_array_index(structure->sections, i);
}

/* Whether the section with this index, "A Closer Look", is the first of an appendix: after numbered
 * ones, and not before more of them, unless there is a "B", too. */
static gboolean is_lettered_appendix(const ChairliftPdfStructure *structure, guint index)
{
    gboolean numbers_before = FALSE, numbers_after = FALSE, next_letter = FALSE;
    for (guint i = 0; i < structure->sections->len; i++) {
        const char *heading = section_at(structure, i)->title;
        if (i < index)
            numbers_before = numbers_before || is_numbered(heading);
        else
            numbers_after = numbers_after || is_numbered(heading);
        next_letter = next_letter || (i > index && has_letter(heading, 'B'));
    }
    return has_letter(section_at(structure, index)->title, 'A') && numbers_before &&
           (!numbers_after || next_letter);
}

/* Whether a section is the references or an appendix. */
static gboolean is_back_matter(const ChairliftPdfStructure *structure, guint index)
{
    static const char *const REFERENCES[] = {
        "references", "reference", "bibliography", "referencesandnotes", "literaturecited", NULL};
    static const char *const APPENDIX[] = {"appendix", "appendices", "supplementary",
                                           "supplemental", NULL};
    const char *heading = section_at(structure, index)->title;
    g_autofree char *letters = heading_letters(heading);
    if (g_strv_contains(REFERENCES, letters) || begins_with_any(letters, APPENDIX))
        return TRUE;
    return is_lettered_appendix(structure, index);
}

/* ---- pages ----------------------------------------------------------------------------------- */

static double height_of(const ChairliftPdfStructure *structure, guint page)
{
    return page >= 1 && page <= structure->pages->len
               ? g_array_index(structure->pages, ChairliftPdfPage, page - 1).height
               : 0;
}

const ChairliftPdfBlock *main_text_block(const ChairliftPdfStructure *structure,
                                         const ChairliftPdfSection *heading)
{
    double top = heading->position * height_of(structure, heading->page);
    const ChairliftPdfBlock *found = NULL;
    for (guint i = 0; i < structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(structure->blocks, i);
        if (block->page != heading->page || fabs(block->top - top) > 3)
            continue;
        if (g_str_has_prefix(block->text, heading->title))
            return block;
        found = found == NULL ? block : found;
    }
    return found;
}

/* Whether a block is read before what begins at `top` in a column. */
static gboolean is_before(const ChairliftPdfBlock *block, guint column, double top)
{
    if (column == 2 && block->column == 1)
        return TRUE;
    return block->top < top - 1 && block->column <= MAX(column, 1);
}

/* Whether at least half of the pages have a row of its own at the same height. */
static gboolean is_repeated(const ChairliftPdfStructure *structure, const ChairliftPdfBlock *block)
{
    guint pages = 0, last = 0;
    for (guint i = 0; i < structure->blocks->len; i++) {
        const ChairliftPdfBlock *other = g_ptr_array_index(structure->blocks, i);
        if (other->rows > 1 || other->page == last || fabs(other->bottom - block->bottom) > 1.5)
            continue;
        last = other->page;
        pages++;
    }
    return pages >= 4 && pages * 2 >= structure->pages->len;
}

static gboolean is_running_head(const ChairliftPdfStructure *structure,
                                const ChairliftPdfBlock *block, double height)
{
    if (block->rows <= 2 && (block->bottom < HEADER * height || block->top > FOOTER * height))
        return TRUE;
    return block->rows == 1 && block->bottom < WIDE_HEADER * height &&
           is_repeated(structure, block);
}

static gboolean has_text_before(const ChairliftPdfStructure *structure, guint page, guint column,
                                double top)
{
    double height = height_of(structure, page);
    for (guint i = 0; i < structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(structure->blocks, i);
        if (block->page == page && block->letters >= 3 &&
            !is_running_head(structure, block, height) && is_before(block, column, top))
            return TRUE;
    }
    return FALSE;
}

static MainTextEnd end_at(const ChairliftPdfStructure *structure,
                          const ChairliftPdfSection *heading)
{
    const ChairliftPdfBlock *block = main_text_block(structure, heading);
    double top = heading->position * height_of(structure, heading->page);
    MainTextEnd end = {heading, heading->page, TRUE};
    if (has_text_before(structure, heading->page, block != NULL ? block->column : 1, top))
        return end;
    if (heading->position > TOP_OF_PAGE)
        end.certain = FALSE;
    else
        end.pages--;
    return end;
}

MainText main_text_find(const ChairliftPdfStructure *structure, guint not_counted)
{
    const ChairliftPdfSection *sure = NULL, *least = NULL;
    for (guint i = 0; i < structure->sections->len && sure == NULL; i++) {
        const ChairliftPdfSection *section = section_at(structure, i);
        guint statement = is_numbered(section->title) ? 0 : main_text_statement(section->title);
        gboolean over = is_back_matter(structure, i);
        if (least == NULL && (over || statement != 0))
            least = section;
        if (over || (statement & not_counted) != 0)
            sure = section;
        /* A statement in the middle of the text ends nothing. */
        if (sure == NULL && is_numbered(section->title))
            least = NULL;
    }
    MainText text = {0};
    if (sure != NULL)
        text.sure = end_at(structure, sure);
    if (least != NULL)
        text.least = end_at(structure, least);
    return text;
}
