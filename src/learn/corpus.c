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

#include "parameters.h"
#include "records.h"

#include <errno.h>
#include <string.h>

#include "chairlift/paper.h"

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
    corpus->provenance = g_ptr_array_new_with_free_func(g_free);
    return corpus;
}

void chairlift_corpus_free(ChairliftCorpus *corpus)
{
    if (corpus == NULL)
        return;
    g_array_unref(corpus->terms);
    g_ptr_array_unref(corpus->papers);
    g_ptr_array_unref(corpus->sample);
    g_ptr_array_unref(corpus->provenance);
    g_free(corpus->terms_checksum);
    g_free(corpus->checksum);
    g_free(corpus);
}

ChairliftCorpusPaper *chairlift_corpus_paper_new(const char *id)
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

double chairlift_topic_strength(const ChairliftCorpusPaper *paper, const char *path, const char *id)
{
    const char **topics = chairlift_corpus_topics(paper, path);
    for (gsize place = 0; topics != NULL && topics[place] != NULL; place++) {
        if (strcmp(topics[place], id) == 0)
            return CHAIRLIFT_PLACE_COST[MIN(place, G_N_ELEMENTS(CHAIRLIFT_PLACE_COST) - 1)];
    }
    return 0;
}

/* ---- files --------------------------------------------------------------------------------- */

typedef gboolean (*PartReader)(ChairliftCorpus *, ChairliftLineReader *, GError **);

static gboolean load_part(ChairliftCorpus *corpus, const char *directory, const char *name,
                          PartReader read, gboolean optional, GChecksum *checksum, GError **error)
{
    g_autofree char *file = g_build_filename(directory, name, NULL);
    if (optional && !g_file_test(file, G_FILE_TEST_EXISTS))
        return TRUE;
    g_autoptr(ChairliftLineReader) lines = chairlift_line_reader_open(file, error);
    if (lines == NULL)
        return FALSE;
    chairlift_line_reader_sum(lines, checksum);
    return read(corpus, lines, error);
}

ChairliftCorpus *chairlift_corpus_load(const char *directory, GError **error)
{
    g_autoptr(ChairliftCorpus) corpus = chairlift_corpus_new();
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    if (!load_part(corpus, directory, "terms.tsv", chairlift_corpus_read_terms, FALSE, checksum,
                   error) ||
        !load_part(corpus, directory, "papers.jsonl", chairlift_corpus_read_papers, FALSE, checksum,
                   error) ||
        !load_part(corpus, directory, "background.jsonl", chairlift_corpus_read_background, TRUE,
                   checksum, error))
        return NULL;
    corpus->checksum = g_strdup(g_checksum_get_string(checksum));
    return g_steal_pointer(&corpus);
}

static const struct {
    const char *name;
    GString *(*write)(const ChairliftCorpus *);
} PARTS[] = {{"terms.tsv", chairlift_corpus_write_terms},
             {"papers.jsonl", chairlift_corpus_write_papers},
             {"background.jsonl", chairlift_corpus_write_background}};

gboolean chairlift_corpus_save(ChairliftCorpus *corpus, const char *directory, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    if (g_mkdir_with_parents(directory, 0777) != 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be made: %s",
                    directory, g_strerror(errno));
        return FALSE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        g_autofree char *file = g_build_filename(directory, PARTS[i].name, NULL);
        GString *text = PARTS[i].write(corpus);
        g_checksum_update(checksum, (const guchar *)text->str, (gssize)text->len);
        gboolean saved = g_file_set_contents_full(file, text->str, (gssize)text->len,
                                                  G_FILE_SET_CONTENTS_CONSISTENT, 0666, &cause);
        g_string_free(text, TRUE);
        if (!saved) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be written: %s",
                        file, cause->message);
            return FALSE;
        }
    }
    g_free(corpus->checksum);
    corpus->checksum = g_strdup(g_checksum_get_string(checksum));
    return TRUE;
}
