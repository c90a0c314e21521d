/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a corpus from papers' texts, of which only counts of terms are kept.
 *
 * While papers are read every term is counted; chairlift_corpus_builder_finish drops those that
 * occur in too few labelled papers and renumbers the rest in byte order. When a corpus is added to,
 * its own terms keep their numbers and new ones, counted in the added papers alone, follow them.
 * Of the background all papers are counted and a sample is kept, by the MD5 of their ids: the same
 * papers whatever the order of the file.
 */
#include "corpus.h"
#include "provenance.h"
#include "records.h"

#include <string.h>

#include "chairlift/paper.h"
#include "chairlift/text.h"

enum { BACKGROUND_SAMPLE = 3000 };

struct ChairliftCorpusBuilder {
    ChairliftCorpus *corpus;     /* terms, with every term met so far; documents */
    GHashTable *terms;           /* text, owned by corpus->terms -> guint32, index */
    guint kept;                  /* number of terms of the corpus that is added to */
    GHashTable *papers;          /* id -> ChairliftCorpusPaper, labelled */
    guint provenance;            /* of the labels that are added */
    guint added, updated;        /* labelled papers that were not, or were, in the corpus */
    GHashTable *labels;          /* path -> set of its topics' ids, NULL for a degree of fit */
    ChairliftTextReader *reader; /* of titles and abstracts */
    GArray *occurrences;         /* of guint32: terms of the text being read */
    gboolean counts_new_terms;   /* labelled papers bring terms in, the background does not */
};

static void free_set(gpointer set)
{
    if (set != NULL)
        g_hash_table_unref(set);
}

/* The labels that the venues ask for, and the topics that may stand there. */
static GHashTable *collect_labels(const GPtrArray *venues)
{
    GHashTable *labels = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_set);
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, i);
        gpointer path = (gpointer)g_intern_string(venue->topic_labels);
        GHashTable *topics = g_hash_table_lookup(labels, path);
        if (topics == NULL) {
            topics = g_hash_table_new(g_str_hash, g_str_equal);
            g_hash_table_insert(labels, path, topics);
        }
        for (guint j = 0; j < venue->topics->len; j++) {
            const ChairliftTopic *topic = g_ptr_array_index(venue->topics, j);
            g_hash_table_add(topics, (gpointer)g_intern_string(topic->id));
        }
        g_hash_table_insert(labels, (gpointer)g_intern_string(venue->theme_labels), NULL);
    }
    return labels;
}

ChairliftCorpusBuilder *chairlift_corpus_builder_new(ChairliftCorpus *base, GPtrArray *venues,
                                                     const char *provenance, GError **error)
{
    ChairliftError cause;
    ChairliftTextReader *reader = chairlift_text_reader_new(&cause);
    ChairliftCorpus *corpus = base != NULL ? base : chairlift_corpus_new();
    if (reader == NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s", cause.message);
        chairlift_corpus_free(corpus);
        return NULL;
    }
    ChairliftCorpusBuilder *builder = g_new0(ChairliftCorpusBuilder, 1);
    builder->reader = reader;
    builder->corpus = corpus;
    builder->kept = corpus->terms->len;
    builder->provenance = chairlift_provenance_add(corpus, provenance);
    builder->labels = collect_labels(venues);
    builder->occurrences = g_array_new(FALSE, FALSE, sizeof(guint32));
    builder->terms = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    for (guint32 i = 0; i < corpus->terms->len; i++)
        g_hash_table_insert(builder->terms,
                            g_array_index(corpus->terms, ChairliftCorpusTerm, i).text,
                            g_memdup2(&i, sizeof i));
    builder->papers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify)chairlift_corpus_paper_free);
    while (corpus->papers->len > 0) {
        ChairliftCorpusPaper *paper =
            g_ptr_array_steal_index_fast(corpus->papers, corpus->papers->len - 1);
        g_hash_table_insert(builder->papers, paper->id, paper);
    }
    return builder;
}

void chairlift_corpus_builder_free(ChairliftCorpusBuilder *builder)
{
    if (builder == NULL)
        return;
    g_hash_table_unref(builder->terms);
    g_hash_table_unref(builder->papers);
    g_hash_table_unref(builder->labels);
    g_array_unref(builder->occurrences);
    chairlift_text_reader_free(builder->reader);
    chairlift_corpus_free(builder->corpus);
    g_free(builder);
}

/* ---- counting ------------------------------------------------------------------------------ */

static void note_term(const ChairliftTerm *term, void *user_data)
{
    ChairliftCorpusBuilder *builder = user_data;
    g_autofree char *text = g_strndup(term->text, term->length);
    const guint32 *known = g_hash_table_lookup(builder->terms, text);
    guint32 number = known != NULL ? *known : builder->corpus->terms->len;
    if (known == NULL && !builder->counts_new_terms)
        return;
    if (known == NULL) {
        ChairliftCorpusTerm added = {.text = g_steal_pointer(&text)};
        g_array_append_val(builder->corpus->terms, added);
        g_hash_table_insert(builder->terms, added.text, g_memdup2(&number, sizeof number));
    }
    g_array_append_val(builder->occurrences, number);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    guint32 left = *(const guint32 *)a;
    guint32 right = *(const guint32 *)b;
    return (left > right) - (left < right);
}

/* Counts a field's terms into the paper. */
static void count_field(ChairliftCorpusBuilder *builder, ChairliftCorpusPaper *paper,
                        ChairliftField field, const char *text)
{
    GArray *met = builder->occurrences;
    g_array_set_size(met, 0);
    chairlift_text_read(builder->reader, field, text, strlen(text), note_term, builder);
    g_array_sort(met, compare_numbers);
    ChairliftCount *counts = g_new(ChairliftCount, met->len + 1);
    gsize length = 0;
    for (guint i = 0; i < met->len; i++) {
        guint32 number = g_array_index(met, guint32, i);
        if (length > 0 && counts[length - 1].feature == number)
            counts[length - 1].count += counts[length - 1].count < G_MAXUINT16;
        else
            counts[length++] = (ChairliftCount){.feature = number, .count = 1};
    }
    paper->counts[field] = g_renew(ChairliftCount, counts, MAX(length, 1));
    paper->length[field] = length;
}

/* Calls for each term of the paper once, whichever fields it is in. */
static void add_document(GArray *terms, const ChairliftCorpusPaper *paper, gboolean background,
                         gint change)
{
    const ChairliftCount *title = paper->counts[CHAIRLIFT_FIELD_TITLE];
    const ChairliftCount *abstract = paper->counts[CHAIRLIFT_FIELD_ABSTRACT];
    gsize i = 0;
    gsize j = 0;
    while (i < paper->length[CHAIRLIFT_FIELD_TITLE] ||
           j < paper->length[CHAIRLIFT_FIELD_ABSTRACT]) {
        guint32 left = i < paper->length[CHAIRLIFT_FIELD_TITLE] ? title[i].feature : G_MAXUINT32;
        guint32 right =
            j < paper->length[CHAIRLIFT_FIELD_ABSTRACT] ? abstract[j].feature : G_MAXUINT32;
        ChairliftCorpusTerm *term = &g_array_index(terms, ChairliftCorpusTerm, MIN(left, right));
        guint32 *frequency = background ? &term->background : &term->labelled;
        *frequency += (guint32)change;
        i += left <= right;
        j += right <= left;
    }
}

/* ---- reading papers ------------------------------------------------------------------------ */

/* The value at a path such as "interplay_2025.fit", or NULL: at a key of this name, as the corpus
 * itself has it, or in nested objects. */
static json_t *find_value(json_t *record, const char *path)
{
    g_auto(GStrv) keys = g_strsplit(path, ".", -1);
    json_t *value = json_object_get(record, path);
    if (value != NULL)
        return value;
    value = record;
    for (char **key = keys; *key != NULL && value != NULL; key++)
        value = json_object_get(value, *key);
    return value;
}

/* A degree must be where a degree is due, topics where topics are due, and known. */
static gboolean check_label(const ChairliftLabel *label, GHashTable *topics,
                            ChairliftLineReader *lines, GError **error)
{
    if ((label->topics == NULL) != (topics == NULL))
        return chairlift_line_reader_fail(lines, error, "\"%.100s\" is not %s", label->path,
                                          topics == NULL ? "0, 1 or 2" : "a list of topics");
    for (const char **topic = label->topics; topic != NULL && *topic != NULL; topic++) {
        if (!g_hash_table_contains(topics, *topic))
            return chairlift_line_reader_fail(
                lines, error,
                "no call that is trained by \"%.100s\" has a topic \"%.100s\"; "
                "chairlift venues shows their topics",
                label->path, *topic);
    }
    return TRUE;
}

static gboolean read_labels(ChairliftCorpusBuilder *builder, json_t *record,
                            ChairliftCorpusPaper *paper, ChairliftLineReader *lines, GError **error)
{
    GHashTableIter paths;
    gpointer path;
    gpointer topics;
    paper->labels = chairlift_labels_new();
    g_hash_table_iter_init(&paths, builder->labels);
    while (g_hash_table_iter_next(&paths, &path, &topics)) {
        json_t *value = find_value(record, path);
        if (value == NULL)
            continue;
        if (!chairlift_record_label(value, path, paper->labels, lines, error) ||
            !check_label(&g_array_index(paper->labels, ChairliftLabel, paper->labels->len - 1),
                         topics, lines, error))
            return FALSE;
    }
    if (paper->labels->len == 0)
        return chairlift_line_reader_fail(
            lines, error,
            "paper \"%.100s\" has no label that a call is trained by; "
            "corpus/README.md says how labels are written",
            paper->id);
    for (guint i = 0; i < paper->labels->len; i++)
        g_array_index(paper->labels, ChairliftLabel, i).provenance = builder->provenance;
    chairlift_labels_sort(paper->labels);
    return TRUE;
}

/* Reads id, title and abstract and counts their terms. */
static ChairliftCorpusPaper *read_texts(ChairliftCorpusBuilder *builder, json_t *record,
                                        ChairliftLineReader *lines, GError **error)
{
    const char *id = chairlift_record_id(record, lines, error);
    const char *title = id == NULL ? NULL : chairlift_record_text(record, "title", lines, error);
    const char *abstract =
        title == NULL ? NULL : chairlift_record_text(record, "abstract", lines, error);
    if (abstract == NULL)
        return NULL;
    ChairliftCorpusPaper *paper = chairlift_corpus_paper_new(id);
    paper->title = g_strdup(title);
    count_field(builder, paper, CHAIRLIFT_FIELD_TITLE, title);
    count_field(builder, paper, CHAIRLIFT_FIELD_ABSTRACT, abstract);
    return paper;
}

/* Gives a paper what an earlier one of the same id has and it has not: labels under other paths,
 * and, unless its record said so, how it was chosen. */
static void merge_earlier(ChairliftCorpusPaper *paper, ChairliftCorpusPaper *earlier,
                          gboolean keep_sample)
{
    for (guint i = 0; i < earlier->labels->len; i++) {
        ChairliftLabel *label = &g_array_index(earlier->labels, ChairliftLabel, i);
        if (chairlift_corpus_label(paper, label->path) != NULL)
            continue;
        g_array_append_vals(paper->labels, label, 1);
        label->topics = NULL; /* they are the paper's now */
    }
    chairlift_labels_sort(paper->labels);
    if (keep_sample)
        paper->sample = earlier->sample;
}

static gboolean read_labelled(ChairliftCorpusBuilder *builder, json_t *record,
                              ChairliftCorpusPaper *paper, ChairliftLineReader *lines,
                              GError **error)
{
    paper->sample = g_intern_static_string("own");
    if (json_object_get(record, "sample") != NULL) {
        const char *sample = chairlift_record_text(record, "sample", lines, error);
        if (sample == NULL)
            return FALSE;
        paper->sample = g_intern_string(sample);
    }
    return read_labels(builder, record, paper, lines, error);
}

/* A paper that gets labels is no background any more: it would be trained on as out of theme. */
static void leave_background(ChairliftCorpus *corpus, const char *id)
{
    for (guint i = 0; i < corpus->sample->len; i++) {
        const ChairliftCorpusPaper *paper = g_ptr_array_index(corpus->sample, i);
        if (strcmp(paper->id, id) != 0)
            continue;
        add_document(corpus->terms, paper, TRUE, -1);
        corpus->documents--;
        g_ptr_array_remove_index(corpus->sample, i);
        return;
    }
}

/* Takes the paper over. */
static void take_labelled(ChairliftCorpusBuilder *builder, ChairliftCorpusPaper *paper,
                          gboolean keep_sample)
{
    ChairliftCorpusPaper *earlier = g_hash_table_lookup(builder->papers, paper->id);
    if (earlier != NULL) {
        add_document(builder->corpus->terms, earlier, FALSE, -1);
        merge_earlier(paper, earlier, keep_sample);
        builder->updated++;
    } else {
        leave_background(builder->corpus, paper->id);
        builder->added++;
    }
    add_document(builder->corpus->terms, paper, FALSE, 1);
    g_hash_table_replace(builder->papers, paper->id, paper);
}

void chairlift_corpus_builder_count(const ChairliftCorpusBuilder *builder, guint *added,
                                    guint *updated)
{
    *added = builder->added;
    *updated = builder->updated;
}

gboolean chairlift_corpus_builder_add_labelled(ChairliftCorpusBuilder *builder, const char *file,
                                               GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GHashTable) met = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(ChairliftLineReader) lines = chairlift_line_reader_open(file, error);
    if (lines == NULL)
        return FALSE;
    builder->counts_new_terms = TRUE;
    for (;;) {
        g_autoptr(json_t) record = chairlift_record_next(lines, &cause);
        if (record == NULL)
            break;
        ChairliftCorpusPaper *paper = read_texts(builder, record, lines, error);
        if (paper == NULL)
            return FALSE;
        gboolean fine = read_labelled(builder, record, paper, lines, error);
        if (fine && g_hash_table_contains(met, paper->id))
            fine = chairlift_line_reader_fail(lines, error, "paper \"%.100s\" stands twice in it",
                                              paper->id);
        if (!fine) {
            chairlift_corpus_paper_free(paper);
            return FALSE;
        }
        g_hash_table_add(met, paper->id);
        take_labelled(builder, paper, json_object_get(record, "sample") == NULL);
    }
    if (cause == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

/* ---- background ---------------------------------------------------------------------------- */

static gint compare_digests(gconstpointer a, gconstpointer b)
{
    const ChairliftCorpusPaper *left = *(ChairliftCorpusPaper *const *)a;
    const ChairliftCorpusPaper *right = *(ChairliftCorpusPaper *const *)b;
    g_autofree char *left_digest = g_compute_checksum_for_string(G_CHECKSUM_MD5, left->id, -1);
    g_autofree char *right_digest = g_compute_checksum_for_string(G_CHECKSUM_MD5, right->id, -1);
    int order = strcmp(left_digest, right_digest);
    return order != 0 ? order : strcmp(left->id, right->id);
}

static void cut_sample(GPtrArray *sample)
{
    g_ptr_array_sort(sample, compare_digests);
    if (sample->len > BACKGROUND_SAMPLE)
        g_ptr_array_set_size(sample, BACKGROUND_SAMPLE);
}

gboolean chairlift_corpus_builder_add_background(ChairliftCorpusBuilder *builder, const char *file,
                                                 GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(ChairliftLineReader) lines = chairlift_line_reader_open(file, error);
    if (lines == NULL)
        return FALSE;
    GPtrArray *sample = builder->corpus->sample;
    builder->counts_new_terms = FALSE;
    for (;;) {
        g_autoptr(json_t) record = chairlift_record_next(lines, &cause);
        if (record == NULL)
            break;
        ChairliftCorpusPaper *paper = read_texts(builder, record, lines, error);
        if (paper == NULL)
            return FALSE;
        if (g_hash_table_contains(builder->papers, paper->id)) {
            chairlift_corpus_paper_free(paper); /* it is labelled, hence no background */
            continue;
        }
        add_document(builder->corpus->terms, paper, TRUE, 1);
        builder->corpus->documents++;
        g_ptr_array_add(sample, paper);
        if (sample->len >= 4 * BACKGROUND_SAMPLE)
            cut_sample(sample);
    }
    if (cause == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

/* ---- finishing ----------------------------------------------------------------------------- */

static gint compare_terms(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const GArray *terms = user_data;
    return strcmp(g_array_index(terms, ChairliftCorpusTerm, *(const guint32 *)a).text,
                  g_array_index(terms, ChairliftCorpusTerm, *(const guint32 *)b).text);
}

/* Old numbers of the terms that stay, in their new order. */
static GArray *select_terms(const ChairliftCorpusBuilder *builder)
{
    GArray *terms = builder->corpus->terms;
    GArray *chosen = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 0; i < builder->kept; i++)
        g_array_append_val(chosen, i);
    for (guint32 i = builder->kept; i < terms->len; i++) {
        if (g_array_index(terms, ChairliftCorpusTerm, i).labelled >= CHAIRLIFT_CORPUS_LEAST_PAPERS)
            g_array_append_val(chosen, i);
    }
    if (chosen->len > builder->kept)
        g_qsort_with_data(&g_array_index(chosen, guint32, builder->kept),
                          (gint)(chosen->len - builder->kept), sizeof(guint32), compare_terms,
                          terms);
    return chosen;
}

static gint compare_features(gconstpointer a, gconstpointer b)
{
    guint32 left = ((const ChairliftCount *)a)->feature;
    guint32 right = ((const ChairliftCount *)b)->feature;
    return (left > right) - (left < right);
}

/* renumbered: [terms] new number + 1, or 0 for a term that goes. */
static void renumber_paper(ChairliftCorpusPaper *paper, const guint32 *renumbered)
{
    for (int field = 0; field < CHAIRLIFT_FIELDS; field++) {
        ChairliftCount *counts = paper->counts[field];
        gsize length = 0;
        for (gsize i = 0; i < paper->length[field]; i++) {
            guint32 number = renumbered[counts[i].feature];
            if (number > 0)
                counts[length++] =
                    (ChairliftCount){.feature = number - 1, .count = counts[i].count};
        }
        if (length > 0)
            qsort(counts, length, sizeof *counts, compare_features);
        paper->length[field] = length;
    }
}

static gint compare_ids(gconstpointer a, gconstpointer b)
{
    return strcmp((*(ChairliftCorpusPaper *const *)a)->id, (*(ChairliftCorpusPaper *const *)b)->id);
}

static void renumber_terms(ChairliftCorpusBuilder *builder)
{
    ChairliftCorpus *corpus = builder->corpus;
    g_autoptr(GArray) chosen = select_terms(builder);
    g_autofree guint32 *renumbered = g_new0(guint32, corpus->terms->len);
    GArray *terms = g_array_new(FALSE, FALSE, sizeof(ChairliftCorpusTerm));
    for (guint32 i = 0; i < chosen->len; i++) {
        ChairliftCorpusTerm *term =
            &g_array_index(corpus->terms, ChairliftCorpusTerm, g_array_index(chosen, guint32, i));
        renumbered[g_array_index(chosen, guint32, i)] = i + 1;
        g_array_append_val(terms, *term);
        g_array_index(terms, ChairliftCorpusTerm, i).text = g_strdup(term->text);
    }
    for (guint i = 0; i < corpus->papers->len; i++)
        renumber_paper(g_ptr_array_index(corpus->papers, i), renumbered);
    for (guint i = 0; i < corpus->sample->len; i++)
        renumber_paper(g_ptr_array_index(corpus->sample, i), renumbered);
    g_array_set_size(corpus->terms, 0);
    g_array_append_vals(corpus->terms, terms->data, terms->len);
    g_array_unref(terms);
}

ChairliftCorpus *chairlift_corpus_builder_finish(ChairliftCorpusBuilder *builder, GError **error)
{
    ChairliftCorpus *corpus = builder->corpus;
    GHashTableIter papers;
    gpointer paper;
    g_hash_table_iter_init(&papers, builder->papers);
    while (g_hash_table_iter_next(&papers, NULL, &paper)) {
        g_ptr_array_add(corpus->papers, paper);
        g_hash_table_iter_steal(&papers);
    }
    if (corpus->papers->len == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "there is no labelled paper; a corpus needs at least one");
        return NULL;
    }
    cut_sample(corpus->sample);
    g_ptr_array_sort(corpus->papers, compare_ids);
    g_ptr_array_sort(corpus->sample, compare_ids);
    g_hash_table_remove_all(builder->terms); /* its keys belong to terms that go */
    renumber_terms(builder);
    builder->kept = 0;
    builder->corpus = chairlift_corpus_new();
    GString *text = chairlift_corpus_write_terms(corpus);
    g_free(corpus->terms_checksum);
    corpus->terms_checksum =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text->str, text->len);
    g_string_free(text, TRUE);
    return corpus;
}
