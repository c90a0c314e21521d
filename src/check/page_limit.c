/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page limit: of the chosen track, or of whichever tracks a paper could be submitted to. */
#include "../paper/plural.h"
#include "rules.h"

#include <string.h>

static const char CHECK[] = "page-limit";

/* A limit of one track. */
typedef struct Limit {
    const ChairliftTrack *track;
    const ChairliftPageLimit *limit;
} Limit;

/* Whether a track, or one form of it, is what the author chose. */
static gboolean is_chosen(const ChairliftTrack *track, const ChairliftPageLimit *limit,
                          const char *chosen)
{
    return chosen == NULL || strcmp(track->id, chosen) == 0 ||
           (limit->form != NULL && strcmp(limit->form, chosen) == 0);
}

/* The limits that hold for the paper's template; for any, when its own is not allowed. */
static GArray *limits_of(const CheckedPaper *paper)
{
    GArray *limits = g_array_new(FALSE, FALSE, sizeof(Limit));
    const char *template = paper->allowed != NULL ? paper->allowed->id : NULL;
    for (guint i = 0; i < paper->venue->tracks->len; i++) {
        const ChairliftTrack *track = g_ptr_array_index(paper->venue->tracks, i);
        for (guint j = 0; j < track->limits->len; j++) {
            Limit limit = {track, &g_array_index(track->limits, ChairliftPageLimit, j)};
            if (is_chosen(track, limit.limit, paper->track) &&
                (template == NULL || strcmp(limit.limit->template_id, template) == 0))
                g_array_append_val(limits, limit);
        }
    }
    return limits;
}

static const Limit *extreme_limit(const GArray *limits, gboolean greatest)
{
    const Limit *found = &g_array_index(limits, Limit, 0);
    for (guint i = 1; i < limits->len; i++) {
        const Limit *other = &g_array_index(limits, Limit, i);
        if (greatest ? other->limit->pages > found->limit->pages
                     : other->limit->pages < found->limit->pages)
            found = other;
    }
    return found;
}

/* "Main Track, long (9 pages)", or where the template is not known, "(9 pages in neurips)" */
static void append_limit(GString *text, const CheckedPaper *paper, const Limit *limit)
{
    gboolean open = paper->allowed == NULL && paper->venue->templates->len > 1;
    g_string_append_printf(text, "%s%s%s%s (%u pages%s%s)", text->len > 0 ? ", " : "",
                           limit->track->name, limit->limit->form != NULL ? ", " : "",
                           limit->limit->form != NULL ? limit->limit->form : "",
                           limit->limit->pages, open ? " in " : "",
                           open ? limit->limit->template_id : "");
}

/* The limits that a number of pages keeps, or those that it does not. */
static char *list_limits(const CheckedPaper *paper, const GArray *limits, guint pages,
                         gboolean kept)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < limits->len; i++) {
        const Limit *limit = &g_array_index(limits, Limit, i);
        if ((pages <= limit->limit->pages) == kept)
            append_limit(text, paper, limit);
    }
    return g_string_free(text, FALSE);
}

static void add_end(ChairliftFinding *finding, const CheckedPaper *paper, const MainTextEnd *end)
{
    const ChairliftPdfBlock *block = main_text_block(paper->structure, end->heading);
    if (block != NULL)
        check_add_block(finding, paper, block);
}

/* Adds the first running text on the page after the last one allowed, which is where it must end.
 */
static void add_excess(ChairliftFinding *finding, const CheckedPaper *paper, guint page)
{
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(paper->structure->blocks, i);
        if (block->page == page && block->rows > 1) {
            check_add_block(finding, paper, block);
            return;
        }
    }
}

static void pass(const CheckedPaper *paper, const GArray *limits, const MainTextEnd *end,
                 GPtrArray *findings)
{
    g_autofree char *kept = list_limits(paper, limits, end->pages, TRUE);
    g_autofree char *missed = list_limits(paper, limits, end->pages, FALSE);
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(
                      CHECK, CHAIRLIFT_CHECK_PASSED, extreme_limit(limits, TRUE)->track->source,
                      "The main text takes up %u page%s, up to \"%s\" on page %u. That is within "
                      "the limit of: %s%s%s.",
                      end->pages, chairlift_plural(end->pages), end->heading->title,
                      end->heading->page, kept, *missed != '\0' ? "; too long for: " : "", missed));
    add_end(finding, paper, end);
}

static void violate(const CheckedPaper *paper, const GArray *limits, const MainTextEnd *end,
                    GPtrArray *findings)
{
    const Limit *limit = extreme_limit(limits, TRUE);
    g_autoptr(GString) name = g_string_new(NULL);
    append_limit(name, paper, limit);
    ChairliftFinding *finding = check_add(
        findings,
        chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_VIOLATION, limit->track->source,
                              "The main text takes up %u pages, up to \"%s\" on page %u. The limit "
                              "is %u: %s.",
                              end->pages, end->heading->title, end->heading->page,
                              limit->limit->pages, name->str));
    chairlift_finding_set_advice(finding,
                                 "Shorten the text, figures included, until the references begin "
                                 "at the top of page %u at the latest, or move parts to an "
                                 "appendix after the references.",
                                 limit->limit->pages + 1);
    add_excess(finding, paper, limit->limit->pages + 1);
    add_end(finding, paper, end);
}

/* Within the limit only if the call leaves out a statement that it does not mention. */
static void warn_of_statement(const CheckedPaper *paper, const GArray *limits, GPtrArray *findings)
{
    const Limit *limit = extreme_limit(limits, TRUE);
    const MainText *text = &paper->main_text;
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(
                      CHECK, CHAIRLIFT_CHECK_WARNING, limit->track->source,
                      "Up to \"%s\" the paper has %u page%s, with it %u; the limit is %u, "
                      "and the call does not say that this section is not counted.",
                      text->least.heading->title, text->least.pages,
                      chairlift_plural(text->least.pages), text->sure.pages, limit->limit->pages));
    chairlift_finding_set_advice(finding,
                                 "Let the section end on page %u, move it behind the "
                                 "references, or ask the organisers.",
                                 limit->limit->pages);
    add_end(finding, paper, &text->least);
}

static void warn_of_picture(const CheckedPaper *paper, const GArray *limits, GPtrArray *findings)
{
    const Limit *limit = extreme_limit(limits, TRUE);
    const MainTextEnd *end = &paper->main_text.sure;
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(
                      CHECK, CHAIRLIFT_CHECK_WARNING, limit->track->source,
                      "\"%s\" begins well down page %u. If what is above it is a figure, "
                      "the main text has %u pages, and the limit is %u.",
                      end->heading->title, end->heading->page, end->pages, limit->limit->pages));
    chairlift_finding_set_advice(finding, "Move the figure to page %u or before.",
                                 limit->limit->pages);
    add_end(finding, paper, end);
}

/* Without a heading that ends it, the main text may be all there is. */
static void judge_whole(const CheckedPaper *paper, const GArray *limits, GPtrArray *findings)
{
    const Limit *limit = extreme_limit(limits, TRUE);
    guint pages = paper->pdf->pages;
    g_autofree char *kept = list_limits(paper, limits, pages, TRUE);
    if (pages <= limit->limit->pages) {
        check_add(findings,
                  chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, limit->track->source,
                                        "The whole file has %u page%s, within the limit of: %s.",
                                        pages, chairlift_plural(pages), kept));
        return;
    }
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(
                      CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, limit->track->source,
                      "No heading \"References\" or \"Appendix\" was found in the %u pages, so "
                      "where the main text ends is not known. The limit is %u pages.",
                      pages, limit->limit->pages));
    chairlift_finding_set_advice(finding, "Count the pages before the references yourself.");
}

/* What holds when the limit depends on a template that is not known. */
static gboolean is_undecided(const CheckedPaper *paper, const GArray *limits, guint pages)
{
    if (paper->allowed != NULL || pages > extreme_limit(limits, TRUE)->limit->pages)
        return FALSE;
    /* Under the strictest limit for this length of paper there is nothing to decide. */
    for (guint i = 0; i < limits->len; i++) {
        const Limit *limit = &g_array_index(limits, Limit, i);
        for (guint j = 0; j < limits->len; j++) {
            const Limit *other = &g_array_index(limits, Limit, j);
            if (other->track == limit->track && pages <= limit->limit->pages &&
                pages > other->limit->pages &&
                g_strcmp0(limit->limit->form, other->limit->form) == 0)
                return TRUE;
        }
    }
    return FALSE;
}

static void leave_undecided(const GArray *limits, guint pages, GPtrArray *findings)
{
    const Limit *limit = extreme_limit(limits, TRUE);
    ChairliftFinding *finding = check_add(
        findings,
        chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, limit->track->source,
                              "The main text takes up %u page%s. Whether that is within the limit "
                              "depends on the template, and the paper's is none of those allowed.",
                              pages, chairlift_plural(pages)));
    chairlift_finding_set_advice(finding, "Set the paper with one of the call's templates first.");
}

void check_page_limit(const CheckedPaper *paper, GPtrArray *findings)
{
    g_autoptr(GArray) limits = limits_of(paper);
    const MainText *text = &paper->main_text;
    if (limits->len == 0) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                                  "This track has no page limit for the template "
                                                  "that the paper is set with."));
        return;
    }
    guint most = extreme_limit(limits, TRUE)->limit->pages;
    if (text->sure.heading == NULL)
        judge_whole(paper, limits, findings);
    else if (is_undecided(paper, limits, text->sure.pages))
        leave_undecided(limits, text->sure.pages, findings);
    else if (text->sure.pages <= most)
        pass(paper, limits, &text->sure, findings);
    else if (text->least.pages <= most)
        warn_of_statement(paper, limits, findings);
    else if (!text->sure.certain && text->sure.pages == most + 1)
        warn_of_picture(paper, limits, findings);
    else
        violate(paper, limits, &text->sure, findings);
}
