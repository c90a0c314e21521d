/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "space_texts.h"

#include "records.h"

#include <math.h>
#include <string.h>

#include "chairlift/paper.h"
#include "chairlift/text.h"

/* Rarer terms are left out of the vocabulary, or have no coordinates. */
enum { LEAST_PAPERS = 50, LEAST_PAPERS_PLACED = 100 };

/* Fewer different terms say nothing. */
enum { LEAST_TITLE = 3, LEAST_ABSTRACT = 20 };

/* In how many papers a term occurs. */
typedef struct TermCount {
    const char *text;
    guint32 papers;
    guint32 latest; /* number of the paper that was counted last */
} TermCount;

typedef struct Counter {
    ChairliftTextReader *reader;
    GStringChunk *texts;
    GHashTable *terms; /* text -> TermCount */
    guint32 papers;
} Counter;

/* What is done with each paper. */
typedef gboolean (*TextFunction)(const char *title, const char *abstract, gpointer user_data,
                                 GError **error);

static gboolean for_each_text(const char *const *files, TextFunction function, gpointer user_data,
                              GError **error)
{
    for (; *files != NULL; files++) {
        g_autoptr(ChairliftLineReader) lines = chairlift_line_reader_open(*files, error);
        if (lines == NULL)
            return FALSE;
        for (;;) {
            g_autoptr(GError) cause = NULL;
            g_autoptr(json_t) record = chairlift_record_next(lines, &cause);
            if (record == NULL && cause == NULL)
                break;
            const char *title =
                record != NULL ? chairlift_record_text(record, "title", lines, &cause) : NULL;
            const char *abstract =
                title != NULL ? chairlift_record_text(record, "abstract", lines, &cause) : NULL;
            if (abstract == NULL) {
                g_propagate_error(error, g_steal_pointer(&cause));
                return FALSE;
            }
            if (!function(title, abstract, user_data, error))
                return FALSE;
        }
    }
    return TRUE;
}

static gboolean fail(const ChairliftError *cause, GError **error)
{
    g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, cause->message);
    return FALSE;
}

/* ---- document frequencies ------------------------------------------------------------------- */

static void count_term(const ChairliftTerm *term, void *user_data)
{
    Counter *counter = user_data;
    char text[CHAIRLIFT_LONGEST_TERM + 1];
    memcpy(text, term->text, term->length);
    text[term->length] = '\0';
    TermCount *count = g_hash_table_lookup(counter->terms, text);
    if (count == NULL) {
        count = g_new0(TermCount, 1);
        count->text = g_string_chunk_insert(counter->texts, text);
        g_hash_table_insert(counter->terms, (gpointer)count->text, count);
    }
    count->papers += count->latest != counter->papers;
    count->latest = counter->papers;
}

/* A TextFunction. */
static gboolean count_text(const char *title, const char *abstract, gpointer user_data,
                           GError **error)
{
    (void)error;
    Counter *counter = user_data;
    counter->papers++;
    chairlift_text_read(counter->reader, CHAIRLIFT_FIELD_TITLE, title, strlen(title), count_term,
                        counter);
    chairlift_text_read(counter->reader, CHAIRLIFT_FIELD_ABSTRACT, abstract, strlen(abstract),
                        count_term, counter);
    return TRUE;
}

static gint by_frequency(gconstpointer a, gconstpointer b)
{
    const TermCount *first = *(const TermCount *const *)a;
    const TermCount *second = *(const TermCount *const *)b;
    if (first->papers != second->papers)
        return first->papers > second->papers ? -1 : 1;
    return strcmp(first->text, second->text);
}

static GPtrArray *frequent_terms(const Counter *counter)
{
    GPtrArray *frequent = g_ptr_array_new();
    GHashTableIter terms;
    gpointer count;
    g_hash_table_iter_init(&terms, counter->terms);
    while (g_hash_table_iter_next(&terms, NULL, &count)) {
        /* A term of all papers says nothing of any, and has no weight. */
        const guint32 papers = ((const TermCount *)count)->papers;
        if (papers >= LEAST_PAPERS && papers < counter->papers)
            g_ptr_array_add(frequent, count);
    }
    g_ptr_array_sort(frequent, by_frequency);
    return frequent;
}

static gboolean make_vocabulary(const Counter *counter, ChairliftSpaceTexts *texts, GError **error)
{
    g_autoptr(GPtrArray) frequent = frequent_terms(counter);
    g_autofree const char **terms = g_new0(const char *, frequent->len + 1);
    g_autofree double *idf = g_new0(double, frequent->len + 1);
    for (guint i = 0; i < frequent->len; i++) {
        const TermCount *count = g_ptr_array_index(frequent, i);
        terms[i] = count->text;
        idf[i] = log((double)counter->papers / count->papers);
        if (count->papers >= LEAST_PAPERS_PLACED)
            texts->terms = i + 1;
    }
    ChairliftError cause;
    texts->vocabulary = chairlift_vocabulary_new(frequent->len, terms, idf, &cause);
    return texts->vocabulary != NULL || fail(&cause, error);
}

static gboolean count_terms(const char *const *files, ChairliftTextReader *reader,
                            ChairliftSpaceTexts *texts, GError **error)
{
    Counter counter = {.reader = reader};
    counter.texts = g_string_chunk_new(1 << 20);
    counter.terms = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    const gboolean good = for_each_text(files, count_text, &counter, error) &&
                          make_vocabulary(&counter, texts, error);
    g_hash_table_unref(counter.terms);
    g_string_chunk_free(counter.texts);
    if (!good || texts->terms > 0)
        return good;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "no term occurs in %d papers, of %u: a semantic space is learnt from many thousand "
                "papers",
                LEAST_PAPERS_PLACED, counter.papers);
    return FALSE;
}

/* ---- vectors -------------------------------------------------------------------------------- */

typedef struct Weigher {
    ChairliftTextReader *reader;
    ChairliftSpaceTexts *texts;
} Weigher;

/* A TextFunction. */
static gboolean weigh_text(const char *title, const char *abstract, gpointer user_data,
                           GError **error)
{
    const Weigher *weigher = user_data;
    const ChairliftVocabulary *vocabulary = weigher->texts->vocabulary;
    ChairliftSpaceText text = {0};
    ChairliftError cause;
    if (!chairlift_features_vectorize(vocabulary, weigher->reader, title, NULL, &text.title,
                                      &cause) ||
        !chairlift_features_vectorize(vocabulary, weigher->reader, NULL, abstract, &text.abstract,
                                      &cause))
        return fail(&cause, error);
    if (text.title.length >= LEAST_TITLE && text.abstract.length >= LEAST_ABSTRACT) {
        g_array_append_val(weigher->texts->texts, text);
        return TRUE;
    }
    chairlift_vector_clear(&text.title);
    chairlift_vector_clear(&text.abstract);
    return TRUE;
}

static void clear_text(gpointer data)
{
    ChairliftSpaceText *text = data;
    chairlift_vector_clear(&text->title);
    chairlift_vector_clear(&text->abstract);
}

ChairliftSpaceTexts *chairlift_space_texts_read(const char *const *files, GError **error)
{
    ChairliftError cause;
    ChairliftTextReader *reader = chairlift_text_reader_new(&cause);
    if (reader == NULL) {
        fail(&cause, error);
        return NULL;
    }
    ChairliftSpaceTexts *texts = g_new0(ChairliftSpaceTexts, 1);
    texts->texts = g_array_new(FALSE, FALSE, sizeof(ChairliftSpaceText));
    g_array_set_clear_func(texts->texts, clear_text);
    Weigher weigher = {reader, texts};
    if (!count_terms(files, reader, texts, error) ||
        !for_each_text(files, weigh_text, &weigher, error))
        g_clear_pointer(&texts, chairlift_space_texts_free);
    chairlift_text_reader_free(reader);
    return texts;
}

void chairlift_space_texts_free(ChairliftSpaceTexts *texts)
{
    if (texts == NULL)
        return;
    chairlift_vocabulary_free(texts->vocabulary);
    g_array_unref(texts->texts);
    g_free(texts);
}
