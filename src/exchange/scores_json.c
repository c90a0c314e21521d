/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Score records as JSON (RFC 8259), written straight into a text: a tree of values for each of a
 * million papers would cost more than scoring them. */
#include "../text/block.h"
#include "scores.h"

#include <math.h>
#include <string.h>

/* Makes room for `more` bytes, and returns where they begin. */
static inline char *reserve(GString *text, gsize more)
{
    gsize before = text->len;
    if (before + more >= text->allocated_len) {
        g_string_set_size(text, before + more);
        text->len = before;
    }
    return text->str + before;
}

/* Ends the text where what was written into the room has ended. */
static inline void end(GString *text, char *out)
{
    *out = '\0';
    text->len = (gsize)(out - text->str);
}

static inline char *put(char *out, const char *bytes, gsize length)
{
    memcpy(out, bytes, length);
    return out + length;
}

#define PUT_LITERAL(out, literal) put(out, literal, sizeof(literal) - 1)

static void append(GString *text, const char *bytes, gsize length)
{
    end(text, put(reserve(text, length), bytes, length));
}

#define APPEND_LITERAL(text, literal) append(text, literal, sizeof(literal) - 1)

/* Copies a string as long as its bytes are ASCII and stand for themselves; returns how many. There
 * is room for a block more. */
static gsize copy_plain(char *out, const char *string, gsize length)
{
    const ChairliftBlock space = chairlift_block_of(' ');
    const ChairliftBlock quote = chairlift_block_of('"');
    const ChairliftBlock backslash = chairlift_block_of('\\');
    gsize at = 0;
    for (; length - at >= CHAIRLIFT_BLOCK; at += CHAIRLIFT_BLOCK) {
        ChairliftBlock block = chairlift_block_load(string + at);
        unsigned odd =
            chairlift_block_mask((block < space) | (block == quote) | (block == backslash));
        chairlift_block_store(out + at, block);
        if (odd != 0)
            return at + (gsize)__builtin_ctz(odd);
    }
    for (; at < length && (guchar)string[at] >= 0x20 && (guchar)string[at] < 0x80 &&
           string[at] != '"' && string[at] != '\\';
         at++)
        out[at] = string[at];
    return at;
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
        if (*string == '"')
            APPEND_LITERAL(text, "\\\"");
        else if (*string == '\\')
            APPEND_LITERAL(text, "\\\\");
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
    gsize length = strlen(string);
    char *out = reserve(text, length + 2 + CHAIRLIFT_BLOCK);
    *out++ = '"';
    gsize plain = copy_plain(out, string, length);
    out += plain;
    if (plain < length) {
        g_autofree char *valid =
            g_utf8_validate(string, -1, NULL) ? NULL : g_utf8_make_valid(string, -1);
        end(text, out);
        append_escaped(text, valid != NULL ? valid + plain : string + plain);
        out = reserve(text, 1);
    }
    *out++ = '"';
    end(text, out);
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

/* A topic's id needs no escaping: it is one that chairlift_is_id takes. */
static void append_topic(GString *text, const ChairliftTopicScore *topic,
                         ChairliftExplainFunction explain, gpointer user_data)
{
    enum { AROUND_ID = 80 }; /* bytes, at most */
    gsize length = strlen(topic->id);
    char *out = reserve(text, length + AROUND_ID);
    out = PUT_LITERAL(out, "{\"id\":\"");
    out = put(out, topic->id, length);
    out = PUT_LITERAL(out, "\",\"probability\":");
    out = chairlift_scores_put_probability(out, topic->probability);
    out = topic->assigned ? PUT_LITERAL(out, ",\"assigned\":true")
                          : PUT_LITERAL(out, ",\"assigned\":false");
    end(text, out);
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
    APPEND_LITERAL(text, "},\"confidence\":");
    chairlift_scores_append_probability(text, scores->confidence);
    if (scores->needs_human)
        APPEND_LITERAL(text, ",\"needs_human\":true");
    else
        APPEND_LITERAL(text, ",\"needs_human\":false");
    APPEND_LITERAL(text, ",\"topics\":[");
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
