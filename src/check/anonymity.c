/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/check.h"

GPtrArray *chairlift_check_anonymity(const ChairliftPdf *pdf G_GNUC_UNUSED,
                                     const ChairliftPdfTraces *traces G_GNUC_UNUSED,
                                     const ChairliftContributors *contributors G_GNUC_UNUSED,
                                     const ChairliftVenue *venue)
{
    GPtrArray *findings = chairlift_findings_new();
    const ChairliftRule *rule = chairlift_venue_find_rule(venue, "anonymity");
    g_ptr_array_add(findings, chairlift_finding_new("anonymity", CHAIRLIFT_CHECK_NOT_CHECKED,
                                                    rule != NULL ? rule->source : NULL,
                                                    "Whether the paper is anonymous was not "
                                                    "looked at; search it for your names."));
    return findings;
}
