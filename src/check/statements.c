/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections that a call or a template asks for: checklist, impact statement, limitations. */
#include "rules.h"

#include <string.h>

static const ChairliftPdfSection *find_statement(const CheckedPaper *paper, guint statement)
{
    for (guint i = 0; i < paper->structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(paper->structure->sections, i);
        if ((main_text_statement(section->title) & statement) != 0)
            return section;
    }
    return NULL;
}

static void add_section(ChairliftFinding *finding, const CheckedPaper *paper,
                        const ChairliftPdfSection *section)
{
    const ChairliftPdfBlock *block = main_text_block(paper->structure, section);
    if (block != NULL)
        check_add_block(finding, paper, block);
}

/* A statement that belongs to one template, which a call may waive by a rule of its own. */
static void judge_statement(const CheckedPaper *paper, const char *check, const char *name,
                            ChairliftPdfTemplate template, guint statement, GPtrArray *findings)
{
    const ChairliftRule *rule = chairlift_venue_find_rule(paper->venue, check);
    const char *source = rule != NULL ? rule->source : NULL;
    const ChairliftPdfSection *section = find_statement(paper, statement);
    if (section != NULL && (paper->style == NULL || (paper->style->not_counted & statement) != 0)) {
        add_section(
            check_add(findings, chairlift_finding_new(check, CHAIRLIFT_CHECK_PASSED, source,
                                                      "There is %s, which is not counted.", name)),
            paper, section);
        return;
    }
    if (section != NULL) {
        add_section(check_add(findings,
                              chairlift_finding_new(check, CHAIRLIFT_CHECK_PASSED, source,
                                                    "There is %s. It counts as main text where it "
                                                    "comes before the references.",
                                                    name)),
                    paper, section);
        return;
    }
    if (rule != NULL)
        check_add(findings,
                  chairlift_finding_new(check, CHAIRLIFT_CHECK_NOT_APPLICABLE, source,
                                        "There is none, which the call allows: %s", rule->text));
    else if (paper->style != NULL && paper->style->template == template)
        check_add(findings,
                  chairlift_finding_new(check, CHAIRLIFT_CHECK_NOT_APPLICABLE, NULL,
                                        "There is none. The %s template has %s for the conference "
                                        "itself; this call does not mention it.",
                                        paper->style->name, name));
    else
        check_add(findings,
                  chairlift_finding_new(check, CHAIRLIFT_CHECK_NOT_APPLICABLE, NULL,
                                        "Neither the call nor the template asks for %s.", name));
}

void check_checklist(const CheckedPaper *paper, GPtrArray *findings)
{
    judge_statement(paper, "checklist", "a checklist", CHAIRLIFT_PDF_TEMPLATE_NEURIPS,
                    CHECK_STATEMENT_CHECKLIST, findings);
}

void check_impact_statement(const CheckedPaper *paper, GPtrArray *findings)
{
    judge_statement(paper, "impact-statement", "an impact statement", CHAIRLIFT_PDF_TEMPLATE_ICML,
                    CHECK_STATEMENT_IMPACT, findings);
}

/* ---- limitations ----------------------------------------------------------------------------- */

static gboolean speaks_of_limitations(const char *text)
{
    static const char *const WORDS[] = {"limitation",         "limited by", "limited to",
                                        "shortcoming",        "caveat",     "threats to validity",
                                        "threat to validity", "drawback"};
    g_autofree char *lower = g_utf8_strdown(text, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (strstr(lower, WORDS[i]) != NULL)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_headed_limitations(const ChairliftPdfSection *section)
{
    g_autofree char *lower = g_utf8_strdown(section->title, -1);
    return strstr(lower, "limitation") != NULL || strstr(lower, "threats to validity") != NULL;
}

void check_limitations(const CheckedPaper *paper, GPtrArray *findings)
{
    static const char CHECK[] = "limitations";
    const char *source = check_rule_source(paper, CHECK);
    if (chairlift_venue_find_rule(paper->venue, CHECK) == NULL) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_APPLICABLE, NULL,
                                                  "The call does not speak of limitations."));
        return;
    }
    for (guint i = 0; i < paper->structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(paper->structure->sections, i);
        if (!is_headed_limitations(section))
            continue;
        add_section(check_add(findings, chairlift_finding_new(
                                            CHECK, CHAIRLIFT_CHECK_PASSED, source,
                                            "There is a section on limitations; whether it is "
                                            "candid is for you to judge.")),
                    paper, section);
        return;
    }
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(paper->structure->blocks, i);
        if (block->page > paper->main_pages || !speaks_of_limitations(block->text))
            continue;
        check_add_block(check_add(findings, chairlift_finding_new(
                                                CHECK, CHAIRLIFT_CHECK_PASSED, source,
                                                "Limitations are mentioned, though not under a "
                                                "heading of their own.")),
                        paper, block);
        return;
    }
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, source,
                                        "The paper does not mention limitations, and the call "
                                        "turns down papers that leave out significant ones."));
    chairlift_finding_set_advice(finding,
                                 "Say what the evidence does not show, best in a paragraph of its "
                                 "own near the end of the main text.");
}
