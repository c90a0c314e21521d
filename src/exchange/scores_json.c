/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Score records as JSON (RFC 8259), written straight into a text: a tree of values for each of a
 * million papers would cost more than scoring them. */
#include "scores.h"

#include <math.h>
#include <string.h>

static void append_escaped(GString *text, const char *string)
{
    for (;;) {
        gsize plain = 0;
        while ((unsigned char)string[plain] >= 0x20 && string[plain] != '"' &&
               string[plain] != '\\')
            plain++;
        g_string_append_len(text, string, (gssize)plain);
        string += plain;
        if (*string == '\0')
            return;
        if (*string == '"' || *string == '\\')
            g_string_append_printf(text, "\\%c", *string);
        else
            g_string_append_printf(text, "\\u%04x", (unsigned char)*string);
        string++;
    }
}

void chairlift_json_append_string(GString *text, const char *string)
{
    if (string == NULL) {
        g_string_append(text, "null");
        return;
    }
    g_autofree char *valid =
        g_utf8_validate(string, -1, NULL) ? NULL : g_utf8_make_valid(string, -1);
    g_string_append_c(text, '"');
    append_escaped(text, valid != NULL ? valid : string);
    g_string_append_c(text, '"');
}

/* A member of an object, with the comma before it. */
static void append_member(GString *text, const char *name, const char *value)
{
    g_string_append_printf(text, ",\"%s\":", name);
    chairlift_json_append_string(text, value);
}

static void append_number(GString *text, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(text, isfinite(number) ? g_ascii_formatd(digits, sizeof digits, "%.9g", number)
                                           : "null");
}

static void append_evidence(GString *text, double margin, size_t topic,
                            ChairliftExplainFunction explain, gpointer user_data)
{
    size_t length = 0;
    double bias = 0;
    const ChairliftEvidence *evidence = explain(topic, &length, &bias, user_data);
    g_string_append(text, ",\"margin\":");
    append_number(text, margin);
    g_string_append(text, ",\"bias\":");
    append_number(text, bias);
    g_string_append(text, ",\"evidence\":[");
    for (size_t i = 0; evidence != NULL && i < length; i++) {
        g_string_append(text, i == 0 ? "{\"term\":" : ",{\"term\":");
        chairlift_json_append_string(text, evidence[i].term);
        append_member(text, "field",
                      evidence[i].field == CHAIRLIFT_FIELD_TITLE ? "title" : "abstract");
        g_string_append(text, ",\"contribution\":");
        append_number(text, evidence[i].contribution);
        g_string_append_c(text, '}');
    }
    g_string_append_c(text, ']');
}

static void append_scores(GString *text, const ChairliftScores *scores,
                          ChairliftExplainFunction explain, gpointer user_data)
{
    g_string_append(text, ",\"theme\":{\"probability\":");
    chairlift_scores_append_probability(text, scores->theme_probability);
    append_member(text, "verdict", chairlift_verdict_name(scores->verdict));
    if (explain != NULL)
        append_evidence(text, scores->theme_margin, CHAIRLIFT_THEME, explain, user_data);
    g_string_append(text, "},\"topics\":[");
    for (size_t i = 0; i < scores->length; i++) {
        const ChairliftTopicScore *topic = &scores->topics[i];
        g_string_append(text, i == 0 ? "{\"id\":" : ",{\"id\":");
        chairlift_json_append_string(text, topic->id);
        g_string_append(text, ",\"probability\":");
        chairlift_scores_append_probability(text, topic->probability);
        g_string_append(text, topic->assigned ? ",\"assigned\":true" : ",\"assigned\":false");
        if (explain != NULL)
            append_evidence(text, topic->margin, topic->topic, explain, user_data);
        g_string_append_c(text, '}');
    }
    g_string_append_c(text, ']');
}

void chairlift_scores_append_json(GString *text, const ChairliftPaper *paper, const char *venue,
                                  const ChairliftScores *scores, ChairliftExplainFunction explain,
                                  gpointer user_data)
{
    g_string_append(text, "{\"id\":");
    chairlift_json_append_string(text, paper->id);
    append_member(text, "source", paper->source);
    append_member(text, "title", scores != NULL ? paper->title : NULL);
    append_member(text, "venue", venue);
    if (scores != NULL)
        append_scores(text, scores, explain, user_data);
    else
        append_member(text, "error", paper->failure);
    g_string_append(text, ",\"flags\":[");
    g_autofree const char **flags = chairlift_scores_flag_names(paper, scores);
    for (gsize i = 0; flags[i] != NULL; i++)
        g_string_append_printf(text, "%s\"%s\"", i == 0 ? "" : ",", flags[i]);
    g_string_append(text, "]}");
}
