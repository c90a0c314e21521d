/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "openreview_venue.h"

#include <string.h>

void openreview_options_clear(OpenReviewOptions *options)
{
    g_free(options->group);
    g_free(options->chairs);
    g_free(options->reviewers);
    g_free(options->label);
}

/* Letters, digits and what OpenReview allows between them; with slashes where there may be. */
static gboolean is_group(const char *text, gboolean is_path)
{
    char before = '/';
    for (; *text != '\0'; before = *text++) {
        const gboolean is_slash = *text == '/';
        if (is_slash ? !is_path || before == '/'
                     : !g_ascii_isalnum(*text) && strchr("_-.", *text) == NULL)
            return FALSE;
    }
    return before != '/';
}

static gboolean fail(GError **error, const char *option, const char *text, const char *wanted)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE, "--%s \"%s\" is no %s", option, text,
                wanted);
    return FALSE;
}

gboolean openreview_venue_make(ChairliftOpenReviewVenue *venue, const OpenReviewOptions *options,
                               GError **error)
{
    *venue = (ChairliftOpenReviewVenue){
        .group = options->group,
        .committee = {options->chairs != NULL ? options->chairs : "Area_Chairs",
                      options->reviewers != NULL ? options->reviewers : "Reviewers"},
        .label = options->label != NULL ? options->label : "chairlift"};
    if (venue->group == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "OpenReview's edges begin with the id of the venue's group: name it, "
                            "as in --openreview-group ICML.cc/2026/Workshop/NAME");
        return FALSE;
    }
    if (!is_group(venue->group, TRUE) || strchr(venue->group, '/') == NULL)
        return fail(error, "openreview-group", venue->group,
                    "id of a group, such as ICML.cc/2026/Workshop/NAME");
    if (*venue->committee[0] != '\0' && !is_group(venue->committee[0], FALSE))
        return fail(error, "openreview-chairs", venue->committee[0],
                    "name of a group within the venue's, such as Area_Chairs");
    if (!is_group(venue->committee[1], FALSE))
        return fail(error, "openreview-reviewers", venue->committee[1],
                    "name of a group within the venue's, such as Reviewers");
    if (*venue->label == '\0' || strpbrk(venue->label, ",:;\r\n") != NULL)
        return fail(error, "openreview-label", venue->label,
                    "title of a matching: OpenReview allows none of , : ; in it");
    return TRUE;
}
