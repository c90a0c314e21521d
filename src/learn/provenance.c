/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provenance.h"

#include <string.h>

#include "chairlift/paper.h"

static const char KEY[] = "provenance";

guint chairlift_provenance_add(ChairliftCorpus *corpus, const char *statement)
{
    guint number;
    if (g_ptr_array_find_with_equal_func(corpus->provenance, statement, g_str_equal, &number))
        return number;
    g_ptr_array_add(corpus->provenance, g_strdup(statement));
    return corpus->provenance->len - 1;
}

/* ---- what is said of a venue ---------------------------------------------------------------- */

/* Whether a label that trains the venue is of this statement. */
static gboolean is_of(const ChairliftCorpusPaper *paper, const ChairliftVenue *venue,
                      guint statement)
{
    const ChairliftLabel *theme = chairlift_corpus_label(paper, venue->theme_labels);
    const ChairliftLabel *topics = chairlift_corpus_label(paper, venue->topic_labels);
    return (theme != NULL && theme->provenance == statement) ||
           (topics != NULL && topics->provenance == statement);
}

char *chairlift_corpus_provenance(const ChairliftCorpus *corpus, const ChairliftVenue *venue)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *only = NULL;
    guint statements = 0;
    for (guint s = 0; s < corpus->provenance->len; s++) {
        guint papers = 0;
        for (guint i = 0; i < corpus->papers->len; i++)
            papers += is_of(g_ptr_array_index(corpus->papers, i), venue, s);
        if (papers == 0)
            continue;
        only = g_ptr_array_index(corpus->provenance, s);
        g_string_append_printf(text, "%s%u papers: %s", statements++ > 0 ? " " : "", papers, only);
    }
    return g_strdup(statements == 1 ? only : text->str);
}

/* ---- writing and reading -------------------------------------------------------------------- */

json_t *chairlift_provenance_to_json(const ChairliftCorpus *corpus)
{
    if (corpus->provenance->len == 1)
        return json_string(g_ptr_array_index(corpus->provenance, 0));
    json_t *list = json_array();
    for (guint s = 0; s < corpus->provenance->len; s++)
        json_array_append_new(list, json_string(g_ptr_array_index(corpus->provenance, s)));
    return list;
}

json_t *chairlift_provenance_of_paper_to_json(const ChairliftCorpusPaper *paper)
{
    json_t *numbers = NULL;
    for (guint i = 0; i < paper->labels->len; i++) {
        const ChairliftLabel *label = &g_array_index(paper->labels, ChairliftLabel, i);
        if (label->provenance == 0)
            continue;
        if (numbers == NULL)
            numbers = json_object();
        json_object_set_new(numbers, label->path, json_integer((json_int_t)label->provenance));
    }
    return numbers;
}

gboolean chairlift_provenance_read(ChairliftCorpus *corpus, json_t *header,
                                   ChairliftLineReader *lines, GError **error)
{
    json_t *value = json_object_get(header, KEY);
    if (!json_is_array(value)) {
        const char *only = chairlift_record_text(header, KEY, lines, error);
        if (only != NULL)
            chairlift_provenance_add(corpus, only);
        return only != NULL;
    }
    for (gsize s = 0; s < json_array_size(value); s++) {
        const char *statement = json_string_value(json_array_get(value, s));
        if (statement == NULL || chairlift_provenance_add(corpus, statement) != s)
            return chairlift_line_reader_fail(
                lines, error, "part %zu of \"%s\" is not a text, or stands twice", s + 1, KEY);
    }
    if (corpus->provenance->len == 0)
        return chairlift_line_reader_fail(lines, error, "\"%s\" is empty", KEY);
    return TRUE;
}

static ChairliftLabel *find_label(const ChairliftCorpusPaper *paper, const char *path)
{
    for (guint i = 0; i < paper->labels->len; i++) {
        ChairliftLabel *label = &g_array_index(paper->labels, ChairliftLabel, i);
        if (strcmp(label->path, path) == 0)
            return label;
    }
    return NULL;
}

gboolean chairlift_provenance_read_paper(const ChairliftCorpus *corpus, json_t *record,
                                         ChairliftCorpusPaper *paper, ChairliftLineReader *lines,
                                         GError **error)
{
    json_t *numbers = json_object_get(record, KEY);
    const char *path;
    json_t *value;
    if (numbers != NULL && !json_is_object(numbers))
        return chairlift_line_reader_fail(lines, error, "\"%s\" is not an object", KEY);
    json_object_foreach(numbers, path, value)
    {
        ChairliftLabel *label = find_label(paper, path);
        json_int_t number = json_is_integer(value) ? json_integer_value(value) : -1;
        if (label == NULL || number < 0 || number >= (json_int_t)corpus->provenance->len)
            return chairlift_line_reader_fail(
                lines, error,
                "\"%s\" must name labels of the paper and statements of the first line, "
                "from 0; it goes wrong at \"%.100s\"",
                KEY, path);
        label->provenance = (guint)number;
    }
    return TRUE;
}
