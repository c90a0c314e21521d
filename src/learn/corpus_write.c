/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"
#include "provenance.h"
#include "records.h"

GString *chairlift_corpus_write_terms(const ChairliftCorpus *corpus)
{
    GString *text = g_string_new(CHAIRLIFT_TERMS_HEADER);
    g_string_append_c(text, '\n');
    for (guint i = 0; i < corpus->terms->len; i++) {
        const ChairliftCorpusTerm *term = &g_array_index(corpus->terms, ChairliftCorpusTerm, i);
        g_string_append_printf(text, "%s\t%u\t%u\n", term->text, term->labelled, term->background);
    }
    return text;
}

static void set_counts(const ChairliftCorpusPaper *paper, json_t *record)
{
    for (int field = 0; field < CHAIRLIFT_FIELDS; field++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (gsize i = 0; i < paper->length[field]; i++) {
            const ChairliftCount *count = &paper->counts[field][i];
            g_string_append_printf(text, "%s%u:%u", i > 0 ? " " : "", count->feature, count->count);
        }
        json_object_set_new(record, CHAIRLIFT_FIELD_KEYS[field],
                            json_stringn(text->str, text->len));
    }
}

static json_t *label_to_json(const ChairliftLabel *label)
{
    if (label->topics == NULL)
        return json_integer(label->degree);
    json_t *list = json_array();
    for (const char **topic = label->topics; *topic != NULL; topic++)
        json_array_append_new(list, json_string(*topic));
    return list;
}

static void append_record(GString *text, json_t *record)
{
    g_autofree char *line = json_dumps(record, JSON_COMPACT);
    g_string_append(text, line);
    g_string_append_c(text, '\n');
}

static void append_header(const ChairliftCorpus *corpus, GString *text, gboolean background)
{
    g_autoptr(json_t) header = json_object();
    json_object_set_new(header, "format", json_string(CHAIRLIFT_CORPUS_FORMAT));
    json_object_set_new(header, "terms", json_string(corpus->terms_checksum));
    if (background)
        json_object_set_new(header, "documents", json_integer((json_int_t)corpus->documents));
    else
        json_object_set_new(header, "provenance", chairlift_provenance_to_json(corpus));
    append_record(text, header);
}

GString *chairlift_corpus_write_papers(const ChairliftCorpus *corpus)
{
    GString *text = g_string_new(NULL);
    append_header(corpus, text, FALSE);
    for (guint i = 0; i < corpus->papers->len; i++) {
        const ChairliftCorpusPaper *paper = g_ptr_array_index(corpus->papers, i);
        g_autoptr(json_t) record = json_object();
        json_object_set_new(record, "id", json_string(paper->id));
        json_object_set_new(record, "title", json_string(paper->title));
        json_object_set_new(record, "sample", json_string(paper->sample));
        for (guint j = 0; j < paper->labels->len; j++) {
            const ChairliftLabel *label = &g_array_index(paper->labels, ChairliftLabel, j);
            json_object_set_new(record, label->path, label_to_json(label));
        }
        json_t *provenance = chairlift_provenance_of_paper_to_json(paper);
        if (provenance != NULL)
            json_object_set_new(record, "provenance", provenance);
        set_counts(paper, record);
        append_record(text, record);
    }
    return text;
}

GString *chairlift_corpus_write_background(const ChairliftCorpus *corpus)
{
    GString *text = g_string_new(NULL);
    append_header(corpus, text, TRUE);
    for (guint i = 0; i < corpus->sample->len; i++) {
        const ChairliftCorpusPaper *paper = g_ptr_array_index(corpus->sample, i);
        g_autoptr(json_t) record = json_object();
        json_object_set_new(record, "id", json_string(paper->id));
        set_counts(paper, record);
        append_record(text, record);
    }
    return text;
}
