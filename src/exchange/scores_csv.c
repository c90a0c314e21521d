/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Score records as CSV (RFC 4180), which chairs open in a spreadsheet. */
#include "csv_cell.h"
#include "scores.h"

const char CHAIRLIFT_SCORES_CSV_HEADERS[] = "id,source,title,venue,theme_probability,theme_verdict,"
                                            "confidence,needs_human,topics,topic_probabilities,"
                                            "flags,error\r\n";

static void append_scores(GString *text, const ChairliftScores *scores)
{
    chairlift_scores_append_probability(text, scores->theme_probability);
    g_string_append_printf(text, ",%s,", chairlift_verdict_name(scores->verdict));
    chairlift_scores_append_probability(text, scores->confidence);
    g_string_append(text, scores->needs_human ? ",yes," : ",no,");
    g_autoptr(GString) assigned = g_string_new(NULL);
    g_autoptr(GString) probabilities = g_string_new(NULL);
    for (size_t i = 0; i < scores->length; i++) {
        const ChairliftTopicScore *topic = &scores->topics[i];
        if (topic->assigned)
            g_string_append_printf(assigned, "%s%s", assigned->len > 0 ? "|" : "", topic->id);
        g_string_append_printf(probabilities, "%s%s=", i > 0 ? "|" : "", topic->id);
        chairlift_scores_append_probability(probabilities, topic->probability);
    }
    chairlift_csv_append_cell(text, assigned->str);
    g_string_append_c(text, ',');
    chairlift_csv_append_cell(text, probabilities->str);
}

void chairlift_scores_append_csv(GString *text, const ChairliftPaper *paper, const char *venue,
                                 const ChairliftScores *scores)
{
    const char *const cells[] = {paper->id, paper->source, scores != NULL ? paper->title : NULL,
                                 venue};
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
        chairlift_csv_append_cell(text, cells[i]);
        g_string_append_c(text, ',');
    }
    if (scores != NULL)
        append_scores(text, scores);
    else
        g_string_append(text, ",,,,,");
    g_autofree const char **flags = chairlift_scores_flag_names(paper, scores);
    g_autofree char *joined = g_strjoinv("|", (char **)flags);
    g_string_append_c(text, ',');
    chairlift_csv_append_cell(text, joined);
    g_string_append_c(text, ',');
    chairlift_csv_append_cell(text, scores == NULL ? paper->failure : NULL);
    g_string_append(text, "\r\n");
}
