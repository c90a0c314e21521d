/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corpus: what may be kept of labelled papers so that others can train on them.
 *
 * A folder of three files, all text, in an order that changes little when papers are added:
 *   terms.tsv         a term each line, and in how many labelled and background papers it occurs
 *   papers.jsonl      a labelled paper each line: id, title, labels, counts of terms
 *   background.jsonl  a sample of unlabelled papers, as counts alone (may be absent)
 * A term's number is its place in terms.tsv, from 0; "17:2" says that term 17 occurs twice. The
 * first line of the other two files names the checksum of terms.tsv, so that files that do not
 * belong together are not read together. corpus/README.md describes every key.
 */
#include "corpus.h"

#include "records.h"

#include <errno.h>
#include <string.h>

#include "chairlift/paper.h"

enum { LONGEST_TERM = 512, MOST_COUNT = 65535 };

static const char *const FIELD_KEYS[CHAIRLIFT_FIELDS] = {"title_terms", "abstract_terms"};
static const char TERMS_HEADER[] = "term\tlabelled\tbackground";

static void clear_term(gpointer data)
{
    g_free(((ChairliftCorpusTerm *)data)->text);
}

static void clear_label(gpointer data)
{
    g_free(((ChairliftLabel *)data)->topics);
}

GArray *chairlift_labels_new(void)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(ChairliftLabel));
    g_array_set_clear_func(labels, clear_label);
    return labels;
}

ChairliftCorpus *chairlift_corpus_new(void)
{
    ChairliftCorpus *corpus = g_new0(ChairliftCorpus, 1);
    corpus->terms = g_array_new(FALSE, FALSE, sizeof(ChairliftCorpusTerm));
    g_array_set_clear_func(corpus->terms, clear_term);
    corpus->papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_corpus_paper_free);
    corpus->sample = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_corpus_paper_free);
    return corpus;
}

void chairlift_corpus_free(ChairliftCorpus *corpus)
{
    if (corpus == NULL)
        return;
    g_array_unref(corpus->terms);
    g_ptr_array_unref(corpus->papers);
    g_ptr_array_unref(corpus->sample);
    g_free(corpus->provenance);
    g_free(corpus->terms_checksum);
    g_free(corpus->checksum);
    g_free(corpus);
}

static ChairliftCorpusPaper *paper_new(const char *id)
{
    ChairliftCorpusPaper *paper = g_new0(ChairliftCorpusPaper, 1);
    paper->id = g_strdup(id);
    return paper;
}

void chairlift_corpus_paper_free(ChairliftCorpusPaper *paper)
{
    if (paper == NULL)
        return;
    g_free(paper->id);
    g_free(paper->title);
    if (paper->labels != NULL)
        g_array_unref(paper->labels);
    for (int field = 0; field < CHAIRLIFT_FIELDS; field++)
        g_free(paper->counts[field]);
    g_free(paper);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftCorpusPaper, chairlift_corpus_paper_free)

guint chairlift_corpus_papers(const ChairliftCorpus *corpus)
{
    return corpus->papers->len;
}

guint chairlift_corpus_terms(const ChairliftCorpus *corpus)
{
    return corpus->terms->len;
}

guint chairlift_corpus_documents(const ChairliftCorpus *corpus)
{
    return corpus->documents;
}

const char *chairlift_corpus_provenance(const ChairliftCorpus *corpus)
{
    return corpus->provenance;
}

const char *chairlift_corpus_checksum(const ChairliftCorpus *corpus)
{
    return corpus->checksum;
}

const ChairliftLabel *chairlift_corpus_label(const ChairliftCorpusPaper *paper, const char *path)
{
    for (guint i = 0; paper->labels != NULL && i < paper->labels->len; i++) {
        const ChairliftLabel *label = &g_array_index(paper->labels, ChairliftLabel, i);
        if (strcmp(label->path, path) == 0)
            return label;
    }
    return NULL;
}

int chairlift_corpus_degree(const ChairliftCorpusPaper *paper, const char *path)
{
    const ChairliftLabel *label = chairlift_corpus_label(paper, path);
    return label != NULL && label->topics == NULL ? label->degree : -1;
}

const char **chairlift_corpus_topics(const ChairliftCorpusPaper *paper, const char *path)
{
    const ChairliftLabel *label = chairlift_corpus_label(paper, path);
    return label != NULL ? label->topics : NULL;
}

/* ---- reading ------------------------------------------------------------------------------- */

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
            return chairlift_line_reader_fail(lines, error, "\"%s\" is not a number of papers",
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
    if (cause == NULL && (line == NULL || strcmp(line, TERMS_HEADER) != 0))
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
            return chairlift_line_reader_fail(lines, error, "the term \"%s\" stands twice",
                                              columns[0]);
        term.text = g_strdup(columns[0]);
        g_array_append_val(corpus->terms, term);
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
    const char *key = FIELD_KEYS[field];
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
                "\"%s\" must hold pairs like 17:2, separated by spaces; "
                "it goes wrong at \"%.20s\"",
                key, text);
        if (count.feature >= corpus->terms->len || count.feature <= previous)
            return chairlift_line_reader_fail(
                lines, error, "term %u of \"%s\" is out of order or not in terms.tsv",
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
    static const char *const OWN[] = {"id",          "title",          "sample",
                                      "title_terms", "abstract_terms", NULL};
    return g_strv_contains(OWN, key);
}

static gboolean read_all_labels(json_t *record, ChairliftCorpusPaper *paper,
                                ChairliftLineReader *lines, GError **error)
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
    return TRUE;
}

static ChairliftCorpusPaper *read_labelled(const ChairliftCorpus *corpus, json_t *record,
                                           ChairliftLineReader *lines, GError **error)
{
    const char *id = chairlift_record_id(record, lines, error);
    if (id == NULL)
        return NULL;
    g_autoptr(ChairliftCorpusPaper) paper = paper_new(id);
    const char *title = chairlift_record_text(record, "title", lines, error);
    if (title == NULL)
        return NULL;
    paper->title = g_strdup(title);
    const char *sample = chairlift_record_text(record, "sample", lines, error);
    if (sample == NULL)
        return NULL;
    paper->sample = g_intern_string(sample);
    if (!read_all_labels(record, paper, lines, error) ||
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
    if (strcmp(terms, corpus->terms_checksum) != 0) {
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
                                       order == 0 ? "paper \"%s\" stands twice"
                                                  : "paper \"%s\" is not in ascending order of ids",
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
    const char *provenance =
        header == NULL ? NULL : chairlift_record_text(header, "provenance", lines, error);
    if (provenance == NULL)
        return FALSE;
    corpus->provenance = g_strdup(provenance);
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
        g_autoptr(ChairliftCorpusPaper) paper = paper_new(id);
        if (!read_all_counts(corpus, record, paper, lines, error) ||
            !append_paper(corpus->sample, g_steal_pointer(&paper), lines, error))
            return FALSE;
    }
    if (cause == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

typedef gboolean (*PartReader)(ChairliftCorpus *, ChairliftLineReader *, GError **);

static gboolean load_part(ChairliftCorpus *corpus, const char *directory, const char *name,
                          PartReader read, gboolean optional, GError **error)
{
    g_autofree char *file = g_build_filename(directory, name, NULL);
    if (optional && !g_file_test(file, G_FILE_TEST_EXISTS))
        return TRUE;
    g_autoptr(ChairliftLineReader) lines = chairlift_line_reader_open(file, error);
    return lines != NULL && read(corpus, lines, error);
}

/* Of what is in the corpus, not of its bytes: written out again, it would have these bytes. */
static void set_checksum(ChairliftCorpus *corpus)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    GString *(*const writers[])(const ChairliftCorpus *) = {chairlift_corpus_write_terms,
                                                            chairlift_corpus_write_papers,
                                                            chairlift_corpus_write_background};
    for (gsize i = 0; i < G_N_ELEMENTS(writers); i++) {
        GString *text = writers[i](corpus);
        g_checksum_update(checksum, (const guchar *)text->str, (gssize)text->len);
        g_string_free(text, TRUE);
    }
    g_free(corpus->checksum);
    corpus->checksum = g_strdup(g_checksum_get_string(checksum));
}

ChairliftCorpus *chairlift_corpus_load(const char *directory, GError **error)
{
    g_autoptr(ChairliftCorpus) corpus = chairlift_corpus_new();
    if (!load_part(corpus, directory, "terms.tsv", chairlift_corpus_read_terms, FALSE, error) ||
        !load_part(corpus, directory, "papers.jsonl", chairlift_corpus_read_papers, FALSE, error) ||
        !load_part(corpus, directory, "background.jsonl", chairlift_corpus_read_background, TRUE,
                   error))
        return NULL;
    set_checksum(corpus);
    return g_steal_pointer(&corpus);
}

/* ---- writing ------------------------------------------------------------------------------- */

GString *chairlift_corpus_write_terms(const ChairliftCorpus *corpus)
{
    GString *text = g_string_new(TERMS_HEADER);
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
        json_object_set_new(record, FIELD_KEYS[field], json_stringn(text->str, text->len));
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
        json_object_set_new(header, "provenance", json_string(corpus->provenance));
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

gboolean chairlift_corpus_save(ChairliftCorpus *corpus, const char *directory, GError **error)
{
    static const struct {
        const char *name;
        GString *(*write)(const ChairliftCorpus *);
    } PARTS[] = {{"terms.tsv", chairlift_corpus_write_terms},
                 {"papers.jsonl", chairlift_corpus_write_papers},
                 {"background.jsonl", chairlift_corpus_write_background}};
    g_autoptr(GError) cause = NULL;
    if (g_mkdir_with_parents(directory, 0777) != 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be made: %s",
                    directory, g_strerror(errno));
        return FALSE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        g_autofree char *file = g_build_filename(directory, PARTS[i].name, NULL);
        GString *text = PARTS[i].write(corpus);
        gboolean saved = g_file_set_contents_full(file, text->str, (gssize)text->len,
                                                  G_FILE_SET_CONTENTS_CONSISTENT, 0666, &cause);
        g_string_free(text, TRUE);
        if (!saved) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be written: %s",
                        file, cause->message);
            return FALSE;
        }
    }
    set_checksum(corpus);
    return TRUE;
}
