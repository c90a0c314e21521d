/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label_papers.h"

#include "complain.h"

#include <string.h>

#include "chairlift/intake.h"

/* A ChairliftPaperFunction. */
static gboolean keep_paper(ChairliftPaper *paper, gpointer user_data)
{
    LabelPapers *papers = user_data;
    if (paper->failure == NULL) {
        g_ptr_array_add(papers->papers, paper);
        return TRUE;
    }
    complain("%s: %s", paper->source, paper->failure);
    papers->failed++;
    chairlift_paper_free(paper);
    return TRUE;
}

static void opinion_clear(gpointer data)
{
    LabelOpinion *opinion = data;
    g_free(opinion->words);
    g_free(opinion->decision);
    g_free(opinion->row);
    g_strfreev(opinion->assigned);
    g_free(opinion->likeliest);
}

static void vector_clear(gpointer data)
{
    chairlift_vector_clear(data);
}

static LabelOpinion opinion_of(const ChairliftPaper *paper, const ChairliftScores *scores)
{
    g_autoptr(GString) words = g_string_new(NULL);
    g_autoptr(GString) decision = g_string_new(chairlift_verdict_name(scores->verdict));
    g_autoptr(GString) row = g_string_new(NULL);
    g_string_append_printf(words, "%s %.2f", decision->str, scores->theme_probability);
    g_autoptr(GStrvBuilder) assigned = g_strv_builder_new();
    const char *mark = ": ";
    for (size_t t = 0; t < scores->length; t++) {
        if (!scores->topics[t].assigned)
            continue;
        g_string_append_printf(words, "%s%s %.2f", mark, scores->topics[t].id,
                               scores->topics[t].probability);
        g_string_append_printf(decision, "%s%s", mark, scores->topics[t].id);
        g_strv_builder_add(assigned, scores->topics[t].id);
        mark = ", ";
    }
    chairlift_labels_append_row(row, paper, scores);
    return (LabelOpinion){.words = g_strdup(words->str),
                          .decision = g_strdup(decision->str),
                          .row = g_strdup(row->str),
                          .assigned = g_strv_builder_end(assigned),
                          .likeliest = scores->length > 0 ? g_strdup(scores->topics[0].id) : NULL,
                          .uncertainty = chairlift_label_uncertainty(scores)};
}

static gboolean judge_paper(LabelPapers *papers, const ChairliftPaper *paper,
                            ChairliftScorer *scorer, ChairliftTextReader *reader,
                            const ChairliftVocabulary *vocabulary, GError **error)
{
    ChairliftError why;
    ChairliftScores scores;
    ChairliftVector vector = {0};
    if (!judges_score(scorer, 1, paper, &scores, error))
        return FALSE;
    if (!chairlift_features_vectorize(vocabulary, reader, paper->title, paper->abstract, &vector,
                                      &why)) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, "%s: %s", paper->id,
                    why.message);
        return FALSE;
    }
    LabelOpinion opinion = opinion_of(paper, &scores);
    g_array_append_val(papers->opinions, opinion);
    g_array_append_val(papers->vectors, vector);
    return TRUE;
}

gboolean label_papers_judge(LabelPapers *papers, const Judges *judges, GError **error)
{
    ChairliftError why;
    const ChairliftVocabulary *vocabulary = chairlift_model_vocabulary(judges->model);
    g_autoptr(ChairliftScorer) scorer = judges_scorer(judges, error);
    if (scorer == NULL)
        return FALSE;
    ChairliftTextReader *reader = chairlift_text_reader_new(&why);
    if (reader == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, why.message);
        return FALSE;
    }
    g_array_set_size(papers->opinions, 0);
    g_array_set_size(papers->vectors, 0);
    gboolean fine = TRUE;
    for (guint i = 0; fine && i < papers->papers->len; i++)
        fine = judge_paper(papers, label_papers_get(papers, i), scorer, reader, vocabulary, error);
    chairlift_text_reader_free(reader);
    return fine;
}

LabelPapers *label_papers_read(char *const *inputs, const Judges *judges, GError **error)
{
    g_autoptr(LabelPapers) papers = g_new0(LabelPapers, 1);
    const ChairliftIntakeOptions options = {.warning = complain_of};
    ChairliftIntakeCounts counts;
    papers->papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_paper_free);
    papers->opinions = g_array_new(FALSE, FALSE, sizeof(LabelOpinion));
    papers->vectors = g_array_new(FALSE, FALSE, sizeof(ChairliftVector));
    g_array_set_clear_func(papers->opinions, opinion_clear);
    g_array_set_clear_func(papers->vectors, vector_clear);
    if (!chairlift_intake_read((const char *const *)inputs, &options, keep_paper, papers, &counts,
                               error) ||
        !label_papers_judge(papers, judges, error))
        return NULL;
    return g_steal_pointer(&papers);
}

void label_papers_free(LabelPapers *papers)
{
    if (papers == NULL)
        return;
    g_ptr_array_unref(papers->papers);
    g_array_unref(papers->opinions);
    g_array_unref(papers->vectors);
    g_free(papers);
}

int label_papers_find(const LabelPapers *papers, const char *id)
{
    for (guint i = 0; i < papers->papers->len; i++) {
        if (strcmp(label_papers_get(papers, i)->id, id) == 0)
            return (int)i;
    }
    return -1;
}

GArray *label_papers_propose(const LabelPapers *papers, const ChairliftLabelFile *file, guint count)
{
    guint length = papers->papers->len;
    g_autofree double *uncertainty = g_new(double, length + 1);
    g_autofree gboolean *labelled = g_new(gboolean, length + 1);
    for (guint i = 0; i < length; i++) {
        uncertainty[i] = label_papers_opinion(papers, i)->uncertainty;
        labelled[i] = chairlift_label_file_has(file, label_papers_get(papers, i)->id);
    }
    return chairlift_label_propose(uncertainty,
                                   (const ChairliftVector *)(void *)papers->vectors->data, labelled,
                                   length, count);
}
