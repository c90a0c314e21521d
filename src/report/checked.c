/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checked.h"

#include "../paper/plural.h"

const ChairliftCheckOutcome CHECKED_ORDER[] = {CHAIRLIFT_CHECK_VIOLATION, CHAIRLIFT_CHECK_WARNING,
                                               CHAIRLIFT_CHECK_NOT_CHECKED, CHAIRLIFT_CHECK_PASSED,
                                               CHAIRLIFT_CHECK_NOT_APPLICABLE};

CheckedCounts chairlift_checked_count(const GPtrArray *findings)
{
    CheckedCounts counts = {{0}};
    for (guint i = 0; i < findings->len; i++)
        counts.of[((const ChairliftFinding *)g_ptr_array_index(findings, i))->outcome]++;
    return counts;
}

const char *chairlift_checked_word(ChairliftCheckOutcome outcome)
{
    switch (outcome) {
    case CHAIRLIFT_CHECK_PASSED:
        return "fine";
    case CHAIRLIFT_CHECK_VIOLATION:
        return "breaks a rule";
    case CHAIRLIFT_CHECK_WARNING:
        return "look at this";
    case CHAIRLIFT_CHECK_NOT_APPLICABLE:
        return "does not apply";
    default:
        return "not checked";
    }
}

char *chairlift_checked_summary(const GPtrArray *findings)
{
    CheckedCounts counts = chairlift_checked_count(findings);
    guint broken = counts.of[CHAIRLIFT_CHECK_VIOLATION];
    guint warnings = counts.of[CHAIRLIFT_CHECK_WARNING];
    guint unchecked = counts.of[CHAIRLIFT_CHECK_NOT_CHECKED];
    GString *text = g_string_new(NULL);
    if (broken > 0)
        g_string_append_printf(text, "%u thing%s break%s a rule of the call", broken,
                               chairlift_plural(broken), broken == 1 ? "s" : "");
    else
        g_string_append(text, "No broken rule was found");
    if (warnings > 0)
        g_string_append_printf(text, ", %u should be looked at", warnings);
    if (unchecked > 0)
        g_string_append_printf(text, ", %u could not be checked", unchecked);
    g_string_append_printf(text, ", %u %s fine.", counts.of[CHAIRLIFT_CHECK_PASSED],
                           counts.of[CHAIRLIFT_CHECK_PASSED] == 1 ? "is" : "are");
    return g_string_free(text, FALSE);
}

static const char *template_words(ChairliftPdfTemplate template)
{
    switch (template) {
    case CHAIRLIFT_PDF_TEMPLATE_NEURIPS:
        return "NeurIPS template";
    case CHAIRLIFT_PDF_TEMPLATE_ICML:
        return "ICML template";
    case CHAIRLIFT_PDF_TEMPLATE_ICLR:
        return "ICLR template";
    case CHAIRLIFT_PDF_TEMPLATE_COLM:
        return "COLM template";
    case CHAIRLIFT_PDF_TEMPLATE_ACL:
        return "ACL template";
    default:
        return "no conference's template";
    }
}

static const char *form_words(ChairliftPdfForm form)
{
    switch (form) {
    case CHAIRLIFT_PDF_FORM_REVIEW:
        return ", form for review";
    case CHAIRLIFT_PDF_FORM_PREPRINT:
        return ", form of a preprint";
    case CHAIRLIFT_PDF_FORM_FINAL:
        return ", final form";
    default:
        return "";
    }
}

char *chairlift_checked_about(const ChairliftPdf *pdf)
{
    g_autofree char *year =
        pdf->template_year > 0 ? g_strdup_printf(" of %u", pdf->template_year) : g_strdup("");
    return g_strdup_printf("%u page%s, %s%s%s", pdf->pages, chairlift_plural(pdf->pages),
                           template_words(pdf->page_template), year, form_words(pdf->form));
}
