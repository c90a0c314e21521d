/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"
#include "provenance.h"
#include "records.h"

#include <string.h>

#include "chairlift/paper.h"

enum { LONGEST_TERM = 512, MOST_COUNT = 65535 };

/* A decimal number without sign or leading zero, up to most; returns what follows it, or NULL. */
static const char *read_number(const char *text, guint32 most, guint32 *number)
{
    if (!g_ascii_isdigit(text[0]) || (text[0] == '0' && g_ascii_isdigit(text[1])))
        return NULL;
    guint64 value = 0;
    for (; g_ascii_isdigit(*text); text++) {
        value = 10 * value + (guint64)(*text - '0');
        if (value > most)
            return NULL;
    }
    *number = (guint32)value;
    return text;
}

static gboolean read_term(char **columns, ChairliftCorpusTerm *term, ChairliftLineReader *lines,
                          GError **error)
{
    if (g_strv_length(columns) != 3)
        return chairlift_line_reader_fail(
            lines, error, "%u columns; a term has 3, separated by tabs", g_strv_length(columns));
    gsize length = strlen(columns[0]);
    if (length == 0 || length > LONGEST_TERM || !g_utf8_validate(columns[0], (gssize)length, NULL))
        return chairlift_line_reader_fail(lines, error, "a term has 1 to %d bytes of UTF-8",
                                          LONGEST_TERM);
    guint32 *const numbers[] = {&term->labelled, &term->background};
    for (int i = 0; i < 2; i++) {
        const char *rest = read_number(columns[i + 1], G_MAXINT32, numbers[i]);
        if (rest == NULL || *rest != '\0')
            return chairlift_line_reader_fail(lines, error, "\"%.100s\" is not a number of papers",
                                              columns[i + 1]);
    }
    return TRUE;
}

gboolean chairlift_corpus_read_terms(ChairliftCorpus *corpus, ChairliftLineReader *lines,
                                     GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gsize length;
    const char *line = chairlift_line_reader_next(lines, &length, &cause);
    if (cause == NULL && (line == NULL || strcmp(line, CHAIRLIFT_TERMS_HEADER) != 0))
        return chairlift_line_reader_fail(lines, error,
                                          "the first line must name the columns "
                                          "term, labelled, background");
    for (; line != NULL; line = chairlift_line_reader_next(lines, &length, &cause)) {
        g_checksum_update(checksum, (const guchar *)line, (gssize)length);
        g_checksum_update(checksum, (const guchar *)"\n", 1);
        if (chairlift_line_reader_number(lines) == 1)
            continue;
        g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
        ChairliftCorpusTerm term = {0};
        if (!read_term(columns, &term, lines, error))
            return FALSE;
        if (!g_hash_table_add(known, g_strdup(columns[0])))
            return chairlift_line_reader_fail(lines, error, "the term \"%.100s\" stands twice",
                                              columns[0]);
        g_array_append_val(corpus->terms, term);
        g_array_index(corpus->terms, ChairliftCorpusTerm, corpus->terms->len - 1).text =
            g_strdup(columns[0]);
    }
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    corpus->terms_checksum = g_strdup(g_checksum_get_string(checksum));
    return TRUE;
}

/* Reads the counts "17:2 40:1" of one field. */
static gboolean read_counts(const ChairliftCorpus *corpus, json_t *record, ChairliftField field,
                            ChairliftCorpusPaper *paper, ChairliftLineReader *lines, GError **error)
{
    const char *key = CHAIRLIFT_FIELD_KEYS[field];
    const char *text = chairlift_record_text(record, key, lines, error);
    if (text == NULL)
        return FALSE;
    g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(ChairliftCount));
    gint64 previous = -1;
    while (*text != '\0') {
        ChairliftCount count = {0};
        const char *rest = read_number(text, G_MAXINT32, &count.feature);
        rest =
            rest != NULL && *rest == ':' ? read_number(rest + 1, MOST_COUNT, &count.count) : NULL;
        if (rest == NULL || (*rest != ' ' && *rest != '\0') || count.count == 0)
            return chairlift_line_reader_fail(
                lines, error,
                "\"%.100s\" must hold pairs like 17:2, separated by spaces; "
                "it goes wrong at \"%.20s\"",
                key, text);
        if (count.feature >= corpus->terms->len || count.feature <= previous)
            return chairlift_line_reader_fail(
                lines, error, "term %u of \"%.100s\" is out of order or not in terms.tsv",
                count.feature, key);
        previous = count.feature;
        g_array_append_val(counts, count);
        text = *rest == ' ' ? rest + 1 : rest;
    }
    paper->length[field] = counts->len;
    paper->counts[field] = g_memdup2(counts->data, sizeof(ChairliftCount) * counts->len);
    return TRUE;
}

static gboolean read_all_counts(const ChairliftCorpus *corpus, json_t *record,
                                ChairliftCorpusPaper *paper, ChairliftLineReader *lines,
                                GError **error)
{
    for (int field = 0; field < CHAIRLIFT_FIELDS; field++) {
        if (!read_counts(corpus, record, (ChairliftField)field, paper, lines, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean is_own_key(const char *key)
{
    static const char *const OWN[] = {"id",          "title",          "sample", "provenance",
                                      "title_terms", "abstract_terms", NULL};
    return g_strv_contains(OWN, key);
}

static gboolean read_all_labels(const ChairliftCorpus *corpus, json_t *record,
                                ChairliftCorpusPaper *paper, ChairliftLineReader *lines,
                                GError **error)
{
    paper->labels = chairlift_labels_new();
    const char *key;
    json_t *value;
    json_object_foreach(record, key, value)
    {
        if (!is_own_key(key) && !chairlift_record_label(value, key, paper->labels, lines, error))
            return FALSE;
    }
    chairlift_labels_sort(paper->labels);
    return chairlift_provenance_read_paper(corpus, record, paper, lines, error);
}

static ChairliftCorpusPaper *read_labelled(const ChairliftCorpus *corpus, json_t *record,
                                           ChairliftLineReader *lines, GError **error)
{
    const char *id = chairlift_record_id(record, lines, error);
    if (id == NULL)
        return NULL;
    g_autoptr(ChairliftCorpusPaper) paper = chairlift_corpus_paper_new(id);
    const char *title = chairlift_record_text(record, "title", lines, error);
    if (title == NULL)
        return NULL;
    paper->title = g_strdup(title);
    const char *sample = chairlift_record_text(record, "sample", lines, error);
    if (sample == NULL)
        return NULL;
    paper->sample = g_intern_string(sample);
    if (!read_all_labels(corpus, record, paper, lines, error) ||
        !read_all_counts(corpus, record, paper, lines, error))
        return NULL;
    return g_steal_pointer(&paper);
}

/* The first line of a file of papers: says the format and which terms.tsv its numbers refer to. */
static json_t *read_header(const ChairliftCorpus *corpus, ChairliftLineReader *lines,
                           GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(json_t) header = chairlift_record_next(lines, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    const char *format = json_string_value(json_object_get(header, "format"));
    const char *terms = json_string_value(json_object_get(header, "terms"));
    if (format == NULL || strcmp(format, CHAIRLIFT_CORPUS_FORMAT) != 0 || terms == NULL) {
        chairlift_line_reader_fail(
            lines, error, "does not begin with the format %s and the checksum of its terms",
            CHAIRLIFT_CORPUS_FORMAT);
        return NULL;
    }
    if (g_strcmp0(terms, corpus->terms_checksum) != 0) {
        chairlift_line_reader_fail(lines, error,
                                   "was made with another terms.tsv; build the corpus again");
        return NULL;
    }
    return g_steal_pointer(&header);
}

/* Keeps the order of ids, by which duplicates show. */
static gboolean append_paper(GPtrArray *papers, ChairliftCorpusPaper *paper,
                             ChairliftLineReader *lines, GError **error)
{
    if (papers->len > 0) {
        const ChairliftCorpusPaper *last = g_ptr_array_index(papers, papers->len - 1);
        int order = strcmp(last->id, paper->id);
        if (order >= 0) {
            chairlift_line_reader_fail(lines, error,
                                       order == 0
                                           ? "paper \"%.100s\" stands twice"
                                           : "paper \"%.100s\" is not in ascending order of ids",
                                       paper->id);
            chairlift_corpus_paper_free(paper);
            return FALSE;
        }
    }
    g_ptr_array_add(papers, paper);
    return TRUE;
}

gboolean chairlift_corpus_read_papers(ChairliftCorpus *corpus, ChairliftLineReader *lines,
                                      GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(json_t) header = read_header(corpus, lines, error);
    if (header == NULL || !chairlift_provenance_read(corpus, header, lines, error))
        return FALSE;
    for (;;) {
        g_autoptr(json_t) record = chairlift_record_next(lines, &cause);
        if (record == NULL)
            break;
        ChairliftCorpusPaper *paper = read_labelled(corpus, record, lines, error);
        if (paper == NULL || !append_paper(corpus->papers, paper, lines, error))
            return FALSE;
    }
    if (cause == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

gboolean chairlift_corpus_read_background(ChairliftCorpus *corpus, ChairliftLineReader *lines,
                                          GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(json_t) header = read_header(corpus, lines, error);
    if (header == NULL)
        return FALSE;
    json_t *documents = json_object_get(header, "documents");
    if (!json_is_integer(documents) || json_integer_value(documents) < 0 ||
        json_integer_value(documents) > G_MAXINT32)
        return chairlift_line_reader_fail(lines, error, "\"documents\" is not a number of papers");
    corpus->documents = (guint)json_integer_value(documents);
    for (;;) {
        g_autoptr(json_t) record = chairlift_record_next(lines, &cause);
        if (record == NULL)
            break;
        const char *id = chairlift_record_id(record, lines, error);
        if (id == NULL)
            return FALSE;
        g_autoptr(ChairliftCorpusPaper) paper = chairlift_corpus_paper_new(id);
        if (!read_all_counts(corpus, record, paper, lines, error) ||
            !append_paper(corpus->sample, g_steal_pointer(&paper), lines, error))
            return FALSE;
    }
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    return corpus->sample->len <= corpus->documents ||
           chairlift_line_reader_fail(
               lines, error,
               "holds %u papers, more than the %u \"documents\" of its first "
               "line, which they are a sample of",
               corpus->sample->len, corpus->documents);
}
