/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Score records as JSON (RFC 8259), written straight into a text: a tree of values for each of a
 * million papers would cost more than scoring them. */
#include "scores.h"

#include <math.h>
#include <string.h>

static void append(GString *text, const char *bytes, gsize length)
{
    gsize before = text->len;
    if (before + length < text->allocated_len) {
        text->len += length;
        text->str[text->len] = '\0';
    } else {
        g_string_set_size(text, before + length);
    }
    memcpy(text->str + before, bytes, length);
}

#define APPEND_LITERAL(text, literal) append(text, literal, sizeof(literal) - 1)

#define EACH(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

/* Not 0 when one of eight bytes is zero (Mycroft's test). */
static inline guint64 has_zero(guint64 bytes)
{
    return (bytes - EACH(1)) & ~bytes & EACH(0x80);
}

/* Whether all bytes are ASCII and stand for themselves. */
static gboolean is_plain(const char *string, gsize length)
{
    guint64 odd = 0;
    for (; length >= sizeof odd; string += sizeof odd, length -= sizeof odd) {
        guint64 bytes;
        memcpy(&bytes, string, sizeof bytes);
        odd |= ((bytes - EACH(0x20)) | bytes) & EACH(0x80);
        odd |= has_zero(bytes ^ EACH('"')) | has_zero(bytes ^ EACH('\\'));
    }
    for (; length > 0; string++, length--)
        odd |=
            (guchar)*string < 0x20 || (guchar)*string >= 0x80 || *string == '"' || *string == '\\';
    return odd == 0;
}

static void append_escaped(GString *text, const char *string)
{
    for (;;) {
        gsize plain = 0;
        while ((guchar)string[plain] >= 0x20 && string[plain] != '"' && string[plain] != '\\')
            plain++;
        append(text, string, plain);
        string += plain;
        if (*string == '\0')
            return;
        if (*string == '"' || *string == '\\')
            g_string_append_printf(text, "\\%c", *string);
        else
            g_string_append_printf(text, "\\u%04x", (guchar)*string);
        string++;
    }
}

void chairlift_json_append_string(GString *text, const char *string)
{
    if (string == NULL) {
        APPEND_LITERAL(text, "null");
        return;
    }
    APPEND_LITERAL(text, "\"");
    gsize length = strlen(string);
    if (is_plain(string, length)) {
        append(text, string, length);
    } else {
        g_autofree char *valid =
            g_utf8_validate(string, -1, NULL) ? NULL : g_utf8_make_valid(string, -1);
        append_escaped(text, valid != NULL ? valid : string);
    }
    APPEND_LITERAL(text, "\"");
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
        if (evidence[i].field == CHAIRLIFT_FIELD_TITLE)
            APPEND_LITERAL(text, ",\"field\":\"title\",\"contribution\":");
        else
            APPEND_LITERAL(text, ",\"field\":\"abstract\",\"contribution\":");
        append_number(text, evidence[i].contribution);
        g_string_append_c(text, '}');
    }
    g_string_append_c(text, ']');
}

static void append_topic(GString *text, const ChairliftTopicScore *topic,
                         ChairliftExplainFunction explain, gpointer user_data)
{
    APPEND_LITERAL(text, "{\"id\":");
    chairlift_json_append_string(text, topic->id);
    APPEND_LITERAL(text, ",\"probability\":");
    chairlift_scores_append_probability(text, topic->probability);
    if (topic->assigned)
        APPEND_LITERAL(text, ",\"assigned\":true");
    else
        APPEND_LITERAL(text, ",\"assigned\":false");
    if (explain != NULL)
        append_evidence(text, topic->margin, topic->topic, explain, user_data);
    APPEND_LITERAL(text, "}");
}

static void append_scores(GString *text, const ChairliftScores *scores,
                          ChairliftExplainFunction explain, gpointer user_data)
{
    APPEND_LITERAL(text, ",\"theme\":{\"probability\":");
    chairlift_scores_append_probability(text, scores->theme_probability);
    APPEND_LITERAL(text, ",\"verdict\":");
    chairlift_json_append_string(text, chairlift_verdict_name(scores->verdict));
    if (explain != NULL)
        append_evidence(text, scores->theme_margin, CHAIRLIFT_THEME, explain, user_data);
    APPEND_LITERAL(text, "},\"topics\":[");
    for (size_t i = 0; i < scores->length; i++) {
        if (i > 0)
            APPEND_LITERAL(text, ",");
        append_topic(text, &scores->topics[i], explain, user_data);
    }
    APPEND_LITERAL(text, "]");
}

static void append_flags(GString *text, const ChairliftPaper *paper, const ChairliftScores *scores)
{
    APPEND_LITERAL(text, ",\"flags\":[");
    if (chairlift_scores_have_flags(paper, scores)) {
        g_autofree const char **flags = chairlift_scores_flag_names(paper, scores);
        for (gsize i = 0; flags[i] != NULL; i++)
            g_string_append_printf(text, "%s\"%s\"", i == 0 ? "" : ",", flags[i]);
    }
    APPEND_LITERAL(text, "]}");
}

void chairlift_scores_append_json(GString *text, const ChairliftPaper *paper, const char *venue,
                                  const ChairliftScores *scores, ChairliftExplainFunction explain,
                                  gpointer user_data)
{
    APPEND_LITERAL(text, "{\"id\":");
    chairlift_json_append_string(text, paper->id);
    APPEND_LITERAL(text, ",\"source\":");
    chairlift_json_append_string(text, paper->source);
    APPEND_LITERAL(text, ",\"title\":");
    chairlift_json_append_string(text, scores != NULL ? paper->title : NULL);
    APPEND_LITERAL(text, ",\"venue\":");
    chairlift_json_append_string(text, venue);
    if (scores != NULL) {
        append_scores(text, scores, explain, user_data);
    } else {
        APPEND_LITERAL(text, ",\"error\":");
        chairlift_json_append_string(text, paper->failure);
    }
    append_flags(text, paper, scores);
}
