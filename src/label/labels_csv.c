/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../exchange/csv_cell.h"
#include "../exchange/nearest.h"
#include "../exchange/table.h"

#include <string.h>

#include "chairlift/label.h"

/* ---- out ------------------------------------------------------------------------------------ */

void chairlift_labels_append_header(GString *text)
{
    g_string_append(text, "id,title,abstract,said_theme,said_topics,theme,topics\r\n");
}

void chairlift_labels_append_row(GString *text, const ChairliftPaper *paper,
                                 const ChairliftScores *scores)
{
    g_autoptr(GString) topics = g_string_new(NULL);
    for (size_t t = 0; t < scores->length; t++) {
        if (scores->topics[t].assigned)
            g_string_append_printf(topics, "%s%s", topics->len > 0 ? "; " : "",
                                   scores->topics[t].id);
    }
    const char *const cells[] = {paper->id, paper->title, paper->abstract,
                                 chairlift_verdict_name(scores->verdict), topics->str};
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
        chairlift_csv_append_cell(text, cells[i]);
        g_string_append_c(text, ',');
    }
    g_string_append(text, ",\r\n");
}

/* ---- in ------------------------------------------------------------------------------------- */

typedef struct Reading {
    const ChairliftTable *table;
    const ChairliftVenue *venue;
    int id, theme, topics; /* columns */
} Reading;

/* -1 when the text is no degree. */
static int parse_degree(const char *text)
{
    static const struct {
        const char *word;
        int degree;
    } WORDS[] = {{"2", 2},        {"1", 1},           {"0", 0},
                 {"fits", 2},     {"borderline", 1},  {"does not fit", 0},
                 {"in theme", 2}, {"out of theme", 0}};
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (g_ascii_strcasecmp(text, WORDS[i].word) == 0)
            return WORDS[i].degree;
    }
    return -1;
}

static gboolean fail_at_topic(const Reading *reading, guint64 line, const char *name,
                              GError **error)
{
    g_autofree const char **ids = g_new0(const char *, reading->venue->topics->len + 1);
    for (guint t = 0; t < reading->venue->topics->len; t++)
        ids[t] = ((const ChairliftTopic *)g_ptr_array_index(reading->venue->topics, t))->id;
    const char *nearest = chairlift_nearest(name, ids);
    g_autofree char *all = g_strjoinv(", ", (char **)ids);
    return chairlift_table_fail(
        reading->table, line, error, "%s has no topic \"%s\"; %s%s%s", reading->venue->id, name,
        nearest != NULL ? "did you mean \"" : "its topics are: ", nearest != NULL ? nearest : all,
        nearest != NULL ? "\"?" : "");
}

static gboolean add_topics(const Reading *reading, ChairliftJudgement *judgement, guint64 line,
                           const char *text, GError **error)
{
    g_auto(GStrv) names = g_strsplit_set(text, ";|", -1);
    for (char **name = names; *name != NULL; name++) {
        g_strstrip(*name);
        if (**name == '\0')
            continue;
        const ChairliftTopic *topic = chairlift_venue_find_topic(reading->venue, *name);
        guint number = 0;
        if (topic == NULL || !g_ptr_array_find(reading->venue->topics, topic, &number))
            return fail_at_topic(reading, line, *name, error);
        for (guint i = 0; i < judgement->topics->len; i++) {
            if (g_array_index(judgement->topics, guint, i) == number)
                return chairlift_table_fail(reading->table, line, error,
                                            "topic \"%s\" stands twice", topic->id);
        }
        g_array_append_val(judgement->topics, number);
    }
    return TRUE;
}

/* A row's judgement; *passed_over says that it has none. NULL, with error set, when it is wrong. */
static ChairliftJudgement *read_row(const Reading *reading, const ChairliftTableRow *row,
                                    gboolean *passed_over, GError **error)
{
    const char *id = chairlift_table_cell(row, reading->id);
    const char *theme = chairlift_table_cell(row, reading->theme);
    const char *topics = chairlift_table_cell(row, reading->topics);
    *passed_over = theme == NULL && topics == NULL;
    if (*passed_over)
        return NULL;
    int degree = theme != NULL ? parse_degree(theme) : 2;
    if (id == NULL || degree < 0) {
        chairlift_table_fail(reading->table, row->line, error,
                             id == NULL ? "this row lacks its paper's id%s"
                                        : "theme \"%s\" is none of 2 (fits), 1 (borderline), 0 "
                                          "(does not fit)",
                             id == NULL ? "" : theme);
        return NULL;
    }
    g_autoptr(ChairliftJudgement) judgement =
        chairlift_judgement_new(chairlift_csv_original(id), degree);
    if (topics != NULL && !add_topics(reading, judgement, row->line, topics, error))
        return NULL;
    if (degree == 0 && judgement->topics->len > 0) {
        chairlift_table_fail(reading->table, row->line, error,
                             "a paper that does not fit the theme has no topics");
        return NULL;
    }
    return g_steal_pointer(&judgement);
}

static gboolean find_columns(Reading *reading, GError **error)
{
    reading->id = chairlift_table_find(reading->table, "id paper paperid");
    reading->theme = chairlift_table_find(reading->table, "theme fit");
    reading->topics = chairlift_table_find(reading->table, "topics topic");
    if (reading->id >= 0 && reading->theme >= 0 && reading->topics >= 0)
        return TRUE;
    g_autofree char *headers = chairlift_table_headers(reading->table);
    return chairlift_table_fail(reading->table, 1, error,
                                "the table needs columns called \"id\", \"theme\" and \"topics\"; "
                                "it has: %s",
                                headers);
}

GPtrArray *chairlift_labels_read_csv(ChairliftInput *input, const ChairliftVenue *venue,
                                     GError **error)
{
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    Reading reading = {.table = table, .venue = venue};
    if (table == NULL || !find_columns(&reading, error))
        return NULL;
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) judgements =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_judgement_free);
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        gboolean passed_over;
        ChairliftJudgement *judgement = read_row(&reading, row, &passed_over, error);
        if (passed_over)
            continue;
        if (judgement == NULL)
            return NULL;
        g_ptr_array_add(judgements, judgement);
        if (!g_hash_table_add(ids, judgement->id)) {
            chairlift_table_fail(table, row->line, error, "paper \"%s\" has an earlier row",
                                 judgement->id);
            return NULL;
        }
    }
    return g_steal_pointer(&judgements);
}
