/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routing_formats.h"

static const struct {
    const char *name;
    ChairliftRoutingAppendFunction append;
} FORMATS[CHAIRLIFT_ROUTING_FORMATS] = {
    [CHAIRLIFT_ROUTING_CSV] = {"csv", chairlift_routing_append_csv},
    [CHAIRLIFT_ROUTING_JSON] = {"json", chairlift_routing_append_json},
    [CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY] = {"openreview-affinity",
                                               chairlift_routing_append_openreview_affinity},
    [CHAIRLIFT_ROUTING_OPENREVIEW_EDGES] = {"openreview-edges",
                                            chairlift_routing_append_openreview_edges},
    [CHAIRLIFT_ROUTING_HOTCRP] = {"hotcrp", chairlift_routing_append_hotcrp},
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

gboolean chairlift_routing_write(const ChairliftRouting *routing, ChairliftRoutingFormat format,
                                 ChairliftOutput *output, GError **error)
{
    GString *text = g_string_new(NULL);
    const gboolean written = FORMATS[format].append(routing, text, error) &&
                             chairlift_output_write(output, text->str, text->len, error);
    g_string_free(text, TRUE);
    return written;
}
