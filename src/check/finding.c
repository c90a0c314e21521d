/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/check.h"

const char *chairlift_check_outcome_name(ChairliftCheckOutcome outcome)
{
    switch (outcome) {
    case CHAIRLIFT_CHECK_PASSED:
        return "passed";
    case CHAIRLIFT_CHECK_VIOLATION:
        return "violation";
    case CHAIRLIFT_CHECK_WARNING:
        return "warning";
    case CHAIRLIFT_CHECK_NOT_APPLICABLE:
        return "not-applicable";
    case CHAIRLIFT_CHECK_NOT_CHECKED:
        return "not-checked";
    }
    g_assert_not_reached();
}

static void place_free(gpointer data)
{
    ChairliftPlace *place = data;
    g_free(place->excerpt);
    g_free(place);
}

/* Takes the text, which may hold what a paper says. */
static char *make_valid(char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    g_free(text);
    return valid;
}

ChairliftFinding *chairlift_finding_new(const char *check, ChairliftCheckOutcome outcome,
                                        const char *source, const char *text, ...)
{
    ChairliftFinding *finding = g_new0(ChairliftFinding, 1);
    va_list arguments;
    va_start(arguments, text);
    finding->check = check;
    finding->outcome = outcome;
    finding->text = make_valid(g_strdup_vprintf(text, arguments));
    finding->source = g_strdup(source);
    finding->places = g_ptr_array_new_with_free_func(place_free);
    va_end(arguments);
    return finding;
}

void chairlift_finding_free(ChairliftFinding *finding)
{
    if (finding == NULL)
        return;
    g_free(finding->text);
    g_free(finding->advice);
    g_free(finding->source);
    g_ptr_array_unref(finding->places);
    g_free(finding);
}

void chairlift_finding_set_advice(ChairliftFinding *finding, const char *advice, ...)
{
    va_list arguments;
    va_start(arguments, advice);
    g_free(finding->advice);
    finding->advice = make_valid(g_strdup_vprintf(advice, arguments));
    va_end(arguments);
}

void chairlift_finding_add_place(ChairliftFinding *finding, const ChairliftPlace *place)
{
    ChairliftPlace *copy = g_memdup2(place, sizeof *place);
    copy->excerpt = place->excerpt != NULL ? g_utf8_make_valid(place->excerpt, -1) : NULL;
    g_ptr_array_add(finding->places, copy);
}

GPtrArray *chairlift_findings_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_finding_free);
}

gboolean chairlift_findings_violate(const GPtrArray *findings)
{
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftFinding *finding = g_ptr_array_index(findings, i);
        if (finding->outcome == CHAIRLIFT_CHECK_VIOLATION)
            return TRUE;
    }
    return FALSE;
}
