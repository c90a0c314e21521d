/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a submission: its template, abstract, text layer and line numbers. */
#include "rules.h"

#include <string.h>

/* ---- template -------------------------------------------------------------------------------- */

/* "ICML 2026 LaTeX template or NeurIPS 2026 LaTeX template" */
static char *list_templates(const ChairliftVenue *venue)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < venue->templates->len; i++) {
        const ChairliftTemplate *template = g_ptr_array_index(venue->templates, i);
        const char *between = i == 0 ? "" : i + 1 == venue->templates->len ? " or " : ", ";
        g_string_append_printf(text, "%s%s", between, template->name);
    }
    return g_string_free(text, FALSE);
}

static void judge_year(const CheckedPaper *paper, GPtrArray *findings)
{
    const ChairliftTemplate *allowed = paper->allowed;
    guint year = paper->pdf->template_year;
    if (year == 0 || allowed->year == 0 || year == allowed->year) {
        check_add(findings,
                  chairlift_finding_new("template", CHAIRLIFT_CHECK_PASSED, allowed->source,
                                        "The paper is set with the %s template, which the "
                                        "call allows.",
                                        paper->style->name));
        return;
    }
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new("template", CHAIRLIFT_CHECK_WARNING, allowed->source,
                                        "The paper is set with the %s template of %u; the call "
                                        "asks for the %s.",
                                        paper->style->name, year, allowed->name));
    chairlift_finding_set_advice(finding, "Take the style file of %u and set the paper again.",
                                 allowed->year);
}

void check_template(const CheckedPaper *paper, GPtrArray *findings)
{
    if (paper->allowed != NULL) {
        judge_year(paper, findings);
        return;
    }
    g_autofree char *templates = list_templates(paper->venue);
    const char *source = check_templates_source(paper);
    ChairliftFinding *finding;
    if (paper->style != NULL)
        finding = chairlift_finding_new("template", CHAIRLIFT_CHECK_VIOLATION, source,
                                        "The paper is set with the %s template; the call asks for "
                                        "the %s.",
                                        paper->style->name, templates);
    else
        finding = chairlift_finding_new("template", CHAIRLIFT_CHECK_VIOLATION, source,
                                        "The paper's layout is not that of the %s, which the call "
                                        "asks for: neither its notices nor its measures are.",
                                        templates);
    chairlift_finding_set_advice(finding, "Set the paper with the %s, unchanged.", templates);
    ChairliftPlace place = {.page = 1};
    chairlift_finding_add_place(check_add(findings, finding), &place);
}

/* ---- abstract -------------------------------------------------------------------------------- */

static guint count_words(const char *text)
{
    guint words = 0;
    gboolean inside = FALSE;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gboolean space = g_unichar_isspace(g_utf8_get_char(text));
        words += !space && !inside ? 1 : 0;
        inside = !space;
    }
    return words;
}

void check_abstract(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "abstract";
    enum { FEWEST_WORDS = 40, MOST_WORDS = 400 };
    const double CERTAIN = 0.5;
    if (paper->pdf->abstract == NULL) {
        ChairliftFinding *finding =
            check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, NULL,
                                                      "No abstract was found."));
        chairlift_finding_set_advice(finding, "Put it below the title, in the template's abstract "
                                              "environment.");
        return;
    }
    if (paper->pdf->abstract_confidence < CERTAIN) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                                  "Where the abstract begins and ends is not "
                                                  "clear."));
        return;
    }
    guint words = count_words(paper->pdf->abstract);
    if (words >= FEWEST_WORDS && words <= MOST_WORDS) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, NULL,
                                                  "The abstract has %u words.", words));
        return;
    }
    ChairliftFinding *finding =
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, NULL,
                                                  "The abstract has %u words, which is very %s.",
                                                  words, words < FEWEST_WORDS ? "short" : "long"));
    chairlift_finding_set_advice(finding, words < FEWEST_WORDS
                                              ? "Say what was asked, done and found: reviewers and "
                                                "chairs choose papers by their abstracts."
                                              : "Cut it to one paragraph of 100 to 250 words.");
}

/* ---- text layer ------------------------------------------------------------------------------ */

void check_searchable(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "searchable";
    ChairliftFinding *finding =
        chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, NULL,
                              "There are pages of the main text without any text "
                              "that could be searched.");
    for (guint page = 1; page <= MIN(paper->main_pages, paper->structure->pages->len); page++) {
        gboolean found = FALSE;
        for (guint i = 0; i < paper->structure->blocks->len && !found; i++)
            found =
                ((ChairliftPdfBlock *)g_ptr_array_index(paper->structure->blocks, i))->page == page;
        ChairliftPlace place = {.page = page};
        if (!found)
            chairlift_finding_add_place(finding, &place);
    }
    if (finding->places->len > 0) {
        chairlift_finding_set_advice(
            check_add(findings, finding),
            "Let LaTeX make these pages, or embed their fonts: an image of "
            "a page cannot be searched, copied or read aloud.");
        return;
    }
    chairlift_finding_free(finding);
    check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, NULL,
                                              "The text can be searched on all pages."));
}

/* ---- line numbers ---------------------------------------------------------------------------- */

void check_line_numbers(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "line-numbers";
    const char *source = check_rule_source(paper, "anonymity");
    guint numbered = 0, pages = MIN(paper->main_pages, paper->structure->pages->len);
    if (strcmp(paper->venue->anonymity, "double-blind") != 0) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_APPLICABLE, source,
                                                  "The call does not say that reviewing is "
                                                  "double-blind, so no form for review is asked "
                                                  "for."));
        return;
    }
    for (guint i = 0; i < pages; i++)
        numbered +=
            g_array_index(paper->structure->pages, ChairliftPdfPage, i).line_numbers ? 1 : 0;
    if (numbered * 2 > pages) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, source,
                                                  "The lines are numbered, as in the form for "
                                                  "review."));
        return;
    }
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, source,
                                        "The lines are not numbered, so the paper does not seem to "
                                        "be in the template's form for review."));
    chairlift_finding_set_advice(
        finding, "For the form that numbers lines and hides the authors, %s.",
        paper->style != NULL ? paper->style->review_option : "load the style file as it comes");
}
