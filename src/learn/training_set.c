/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "training_set.h"

#include "gram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/paper.h"

guint chairlift_fold_of(const char *id)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_MD5, id, -1);
    digest[8] = '\0';
    return (guint)(g_ascii_strtoull(digest, NULL, 16) % CHAIRLIFT_FOLDS);
}

gboolean chairlift_is_dated(const char *id)
{
    if (strlen(id) != 10 || id[4] != '.')
        return FALSE;
    for (int i = 0; i < 10; i++) {
        if (i != 4 && !g_ascii_isdigit(id[i]))
            return FALSE;
    }
    return TRUE;
}

/* ---- vocabulary ---------------------------------------------------------------------------- */

static gint by_frequency(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const ChairliftCorpusTerm *terms = user_data;
    const ChairliftCorpusTerm *left = &terms[*(const guint32 *)a];
    const ChairliftCorpusTerm *right = &terms[*(const guint32 *)b];
    if (left->labelled != right->labelled)
        return left->labelled > right->labelled ? -1 : 1;
    return strcmp(left->text, right->text);
}

/* Numbers of the terms that become features: the most frequent ones, in this order, so that what
 * scoring needs of those that nearly every paper has lies together. */
static GArray *choose_terms(const ChairliftCorpus *corpus)
{
    GArray *chosen = g_array_new(FALSE, FALSE, sizeof(guint32));
    gpointer terms = corpus->terms->data;
    for (guint32 i = 0; i < corpus->terms->len; i++) {
        if (g_array_index(corpus->terms, ChairliftCorpusTerm, i).labelled > 0)
            g_array_append_val(chosen, i);
    }
    g_array_sort_with_data(chosen, by_frequency, terms);
    if (chosen->len > CHAIRLIFT_MOST_FEATURES)
        g_array_set_size(chosen, CHAIRLIFT_MOST_FEATURES);
    return chosen;
}

/* Smoothed inverse document frequency, as if one more paper held every term. */
static double inverse_document_frequency(guint papers, guint32 frequency)
{
    return log((1.0 + papers) / (1.0 + frequency)) + 1;
}

static ChairliftVocabulary *make_vocabulary(const ChairliftCorpus *corpus, const GArray *chosen,
                                            GError **error)
{
    ChairliftError cause;
    g_autofree const char **text = g_new(const char *, chosen->len + 1);
    g_autofree double *idf = g_new(double, chosen->len + 1);
    for (guint i = 0; i < chosen->len; i++) {
        const ChairliftCorpusTerm *term =
            &g_array_index(corpus->terms, ChairliftCorpusTerm, g_array_index(chosen, guint32, i));
        text[i] = term->text;
        idf[i] = inverse_document_frequency(corpus->papers->len, term->labelled);
    }
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_new(chosen->len, text, idf, &cause);
    if (vocabulary == NULL)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "the corpus' terms make no vocabulary: %s", cause.message);
    return vocabulary;
}

/* ---- vectors ------------------------------------------------------------------------------- */

enum { PAPERS_AT_ONCE = 64 };

typedef struct Weighing {
    ChairliftTrainingSet *set;
    guint32 *feature; /* [terms] feature of a term, or G_MAXUINT32 */
    gint failed;      /* whether memory ran out; atomic */
} Weighing;

static const ChairliftCorpusPaper *paper_of(const ChairliftTrainingSet *set, gsize number)
{
    return number < set->labelled ? g_ptr_array_index(set->corpus->papers, number)
                                  : g_ptr_array_index(set->corpus->sample, number - set->labelled);
}

static int by_feature(const void *a, const void *b)
{
    guint32 left = ((const ChairliftCount *)a)->feature;
    guint32 right = ((const ChairliftCount *)b)->feature;
    return (left > right) - (left < right);
}

/* Gathers a paper's features, which are in the order of their frequency; terms are not.
 * place: [features] scratch, all 0 before and after. */
static void count_features(const Weighing *weighing, const ChairliftCorpusPaper *paper,
                           guint32 *place, GArray *counts)
{
    g_array_set_size(counts, 0);
    for (int field = 0; field < CHAIRLIFT_FIELDS; field++) {
        for (gsize i = 0; i < paper->length[field]; i++) {
            const ChairliftCount *term = &paper->counts[field][i];
            ChairliftCount met = {.feature = weighing->feature[term->feature]};
            if (met.feature == G_MAXUINT32)
                continue;
            if (place[met.feature] == 0) {
                g_array_append_val(counts, met);
                place[met.feature] = counts->len;
            }
            g_array_index(counts, ChairliftCount, place[met.feature] - 1).count +=
                term->count * chairlift_field_weight((ChairliftField)field);
        }
    }
    for (guint i = 0; i < counts->len; i++)
        place[g_array_index(counts, ChairliftCount, i).feature] = 0;
    g_array_sort(counts, by_feature);
}

static void weigh_some(guint piece, gpointer data)
{
    Weighing *weighing = data;
    ChairliftTrainingSet *set = weighing->set;
    ChairliftError cause;
    g_autofree guint32 *place = g_new0(guint32, chairlift_vocabulary_size(set->vocabulary) + 1);
    g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(ChairliftCount));
    gsize end = MIN(((gsize)piece + 1) * PAPERS_AT_ONCE, set->papers);
    for (gsize i = (gsize)piece * PAPERS_AT_ONCE; i < end; i++) {
        count_features(weighing, paper_of(set, i), place, counts);
        if (!chairlift_features_weigh(set->vocabulary, (ChairliftCount *)(void *)counts->data,
                                      counts->len, &set->vectors[i], &cause))
            g_atomic_int_set(&weighing->failed, TRUE);
    }
}

static gboolean weigh_papers(ChairliftTrainingSet *set, const GArray *chosen, ChairliftRun *run,
                             double cost, GError **error)
{
    const guint terms = set->corpus->terms->len;
    g_autofree guint32 *feature = g_new(guint32, terms + 1);
    Weighing weighing = {.set = set, .feature = feature};
    for (guint i = 0; i < terms; i++)
        feature[i] = G_MAXUINT32;
    for (guint32 i = 0; i < chosen->len; i++)
        feature[g_array_index(chosen, guint32, i)] = i;
    set->vectors = g_new0(ChairliftVector, set->papers + 1);
    if (!chairlift_parallel(run, (guint)((set->papers + PAPERS_AT_ONCE - 1) / PAPERS_AT_ONCE), cost,
                            weigh_some, &weighing, error))
        return FALSE;
    if (weighing.failed)
        g_error("not enough memory for the vectors of %zu papers", set->papers);
    return TRUE;
}

/* ---- divisions ----------------------------------------------------------------------------- */

/* The newest fifth of the papers whose ids tell their date; the others count as older. Ids are in
 * ascending order, and so are their dates. */
static void divide(ChairliftTrainingSet *set)
{
    gsize dated = 0;
    set->fold = g_new0(guint8, set->labelled);
    set->newest = g_new0(gboolean, set->labelled);
    for (gsize i = 0; i < set->labelled; i++) {
        const ChairliftCorpusPaper *paper = g_ptr_array_index(set->corpus->papers, i);
        set->fold[i] = (guint8)chairlift_fold_of(paper->id);
        dated += chairlift_is_dated(paper->id);
    }
    gsize wanted = dated / 5;
    for (gsize i = set->labelled; i-- > 0 && wanted > 0;) {
        const ChairliftCorpusPaper *paper = g_ptr_array_index(set->corpus->papers, i);
        set->newest[i] = chairlift_is_dated(paper->id);
        wanted -= (gsize)set->newest[i];
    }
}

ChairliftTrainingSet *chairlift_training_set_new(const ChairliftCorpus *corpus, ChairliftRun *run,
                                                 double cost, GError **error)
{
    g_autoptr(ChairliftTrainingSet) set = g_new0(ChairliftTrainingSet, 1);
    g_autoptr(GArray) chosen = choose_terms(corpus);
    set->corpus = corpus;
    set->labelled = corpus->papers->len;
    set->papers = set->labelled + corpus->sample->len;
    set->vocabulary = make_vocabulary(corpus, chosen, error);
    if (set->vocabulary == NULL || !weigh_papers(set, chosen, run, cost / 2, error))
        return NULL;
    divide(set);
    if (set->papers > CHAIRLIFT_MOST_IN_GRAM)
        return g_steal_pointer(&set);
    set->gram = chairlift_gram_new(set->vectors, set->papers, chosen->len, run, cost / 2, error);
    return set->gram != NULL ? g_steal_pointer(&set) : NULL;
}

void chairlift_training_set_free(ChairliftTrainingSet *set)
{
    if (set == NULL)
        return;
    for (gsize i = 0; set->vectors != NULL && i < set->papers; i++)
        chairlift_vector_clear(&set->vectors[i]);
    g_free(set->vectors);
    chairlift_vocabulary_free(set->vocabulary);
    g_free(set->gram);
    g_free(set->fold);
    g_free(set->newest);
    g_free(set);
}
