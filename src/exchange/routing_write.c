/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routing_formats.h"

#include <string.h>

/* Edges have no function here: they need a venue, too. */
static const struct {
    const char *name;
    ChairliftRoutingAppendFunction append;
} FORMATS[CHAIRLIFT_ROUTING_FORMATS] = {
    [CHAIRLIFT_ROUTING_CSV] = {"csv", chairlift_routing_append_csv},
    [CHAIRLIFT_ROUTING_JSON] = {"json", chairlift_routing_append_json},
    [CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY] = {"openreview-affinity",
                                               chairlift_routing_append_openreview_affinity},
    [CHAIRLIFT_ROUTING_OPENREVIEW_EDGES] = {"openreview-edges", NULL},
    [CHAIRLIFT_ROUTING_HOTCRP] = {"hotcrp", chairlift_routing_append_hotcrp},
    [CHAIRLIFT_ROUTING_HOTCRP_PREFERENCES] = {"hotcrp-preferences",
                                              chairlift_routing_append_hotcrp_preferences},
    [CHAIRLIFT_ROUTING_CMT] = {"cmt", chairlift_routing_append_cmt},
};

const char *chairlift_routing_format_name(ChairliftRoutingFormat format)
{
    return FORMATS[format].name;
}

void chairlift_routing_append_number(GString *text, double number, int decimals)
{
    char format[8], digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_string_append(text, g_ascii_formatd(digits, sizeof digits, format, number));
}

gboolean chairlift_routing_shows(const ChairliftRouting *routing, size_t person)
{
    return routing->only_role < 0 || routing->problem.role[person] == routing->only_role;
}

const char *chairlift_routing_paper_number(const ChairliftPaper *paper)
{
    return paper->number != NULL ? paper->number : paper->id;
}

gboolean chairlift_routing_has_number(const ChairliftPaper *paper)
{
    const char *number = chairlift_routing_paper_number(paper);
    return *number != '\0' && strspn(number, "0123456789") == strlen(number);
}

gboolean chairlift_routing_write(const ChairliftRouting *routing, ChairliftRoutingFormat format,
                                 const ChairliftOpenReviewVenue *openreview,
                                 ChairliftOutput *output, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const gboolean made =
        format == CHAIRLIFT_ROUTING_OPENREVIEW_EDGES
            ? chairlift_routing_append_openreview_edges(routing, openreview, text, error)
            : FORMATS[format].append(routing, text, error);
    return made && chairlift_output_write(output, text->str, text->len, error);
}

/* One paper with everybody. */
static void append_row(GString *text, ChairliftRoutingFormat format, const ChairliftPaper *paper,
                       const GPtrArray *people, const float *row)
{
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (format == CHAIRLIFT_ROUTING_HOTCRP_PREFERENCES)
            chairlift_hotcrp_append_preference(text, paper, person, (double)row[i]);
        else
            chairlift_openreview_append_score(text, paper->id, person->id, (double)row[i]);
    }
}

gboolean chairlift_affinity_write(const ChairliftAffinity *affinity, const GPtrArray *papers,
                                  const GPtrArray *people, ChairliftRoutingFormat format,
                                  ChairliftOutput *output, GError **error)
{
    const gboolean is_hotcrp = format == CHAIRLIFT_ROUTING_HOTCRP_PREFERENCES;
    if (is_hotcrp ? !chairlift_hotcrp_check_ids(papers, people, error)
                  : !chairlift_openreview_check_ids(papers, people, error))
        return FALSE;
    g_autofree float *row = g_new(float, people->len + 1);
    g_autoptr(GString) text = g_string_new(NULL);
    if (is_hotcrp)
        chairlift_hotcrp_append_header(text);
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(papers, i);
        if (routed->topic == NULL)
            continue;
        chairlift_affinity_row(affinity, i, row);
        append_row(text, format, routed->paper, people, row);
        if (!chairlift_output_write(output, text->str, text->len, error))
            return FALSE;
        g_string_truncate(text, 0);
    }
    return chairlift_output_write(output, text->str, text->len, error);
}
