/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label_train.h"

#include "../report/terminal.h"
#include "data.h"
#include "progress.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "chairlift/learn.h"

/* ---- figures -------------------------------------------------------------------------------- */

/* The out-of-fold figures of all papers in a venue's card, or NULL; *card owns them. */
static json_t *read_figures(const char *models, const char *venue, json_t **card)
{
    g_autofree char *file = g_build_filename(models, venue, "card.json", NULL);
    size_t index;
    json_t *figures;
    *card = json_load_file(file, 0, NULL);
    json_array_foreach(json_object_get(*card, "figures"), index, figures)
    {
        const char *sample = json_string_value(json_object_get(figures, "sample"));
        if (sample != NULL && strcmp(sample, "all") == 0)
            return figures;
    }
    return NULL;
}

/* ---- before there were labels --------------------------------------------------------------- */

/* What models without labels of a call said of papers that have been labelled since. */
typedef struct FirstFigures {
    guint papers, with_topics;
    guint right, given, true_topics; /* topics */
    guint right_first;               /* papers */
} FirstFigures;

static gboolean lists(const json_t *topics, const char *id)
{
    size_t index;
    const json_t *topic;
    json_array_foreach(topics, index, topic)
    {
        if (g_strcmp0(json_string_value(topic), id) == 0)
            return TRUE;
    }
    return FALSE;
}

static void add_paper(FirstFigures *figures, const LabelOpinion *opinion, const json_t *topics)
{
    figures->papers++;
    figures->true_topics += (guint)json_array_size(topics);
    for (char **id = opinion->assigned; *id != NULL; id++) {
        figures->given++;
        figures->right += lists(topics, *id);
    }
    if (json_array_size(topics) > 0) {
        figures->with_topics++;
        figures->right_first += opinion->likeliest != NULL && lists(topics, opinion->likeliest);
    }
}

static void set_figure(json_t *overall, ChairliftOverallFigure figure, guint count, guint of)
{
    if (of > 0)
        json_object_set_new(overall, chairlift_overall_figure_key(figure),
                            json_pack("{s:f}", "value", (double)count / of));
}

/* The figures of the opinions about the papers in a file of labels, in the form of a card's; NULL
 * when there are none. */
static json_t *measure_opinions(const LabelPapers *papers, const char *labels,
                                const char *topic_labels)
{
    FirstFigures figures = {0};
    g_autofree char *text = NULL;
    if (!g_file_get_contents(labels, &text, NULL, NULL))
        return NULL;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        json_t *record = json_loads(*line, 0, NULL);
        const char *id = json_string_value(json_object_get(record, "id"));
        const json_t *topics = json_object_get(record, topic_labels);
        int number = id != NULL ? label_papers_find(papers, id) : -1;
        if (number >= 0 && json_is_array(topics))
            add_paper(&figures, label_papers_opinion(papers, (guint)number), topics);
        json_decref(record);
    }
    json_t *overall = json_object();
    set_figure(overall, CHAIRLIFT_MICRO_F1, 2 * figures.right, figures.given + figures.true_topics);
    set_figure(overall, CHAIRLIFT_PRECISION_AT_1, figures.right_first, figures.with_topics);
    return json_pack("{s:i, s:o}", "papers", (int)figures.papers, "overall", overall);
}

/* ---- both ----------------------------------------------------------------------------------- */

static void append_figure(GString *text, json_t *figures, const char *name)
{
    json_t *figure = json_object_get(json_object_get(figures, "overall"), name);
    json_t *value = json_object_get(figure, "value");
    if (!json_is_number(value))
        g_string_append_printf(text, "  %-20s", "-");
    else if (json_object_get(figure, "low") == NULL)
        g_string_append_printf(text, "  %-20.3f", json_number_value(value));
    else
        g_string_append_printf(text, "  %.3f [%.3f, %.3f]", json_number_value(value),
                               json_number_value(json_object_get(figure, "low")),
                               json_number_value(json_object_get(figure, "high")));
}

static void append_figures(GString *text, json_t *before, json_t *after, gboolean is_first)
{
    static const ChairliftOverallFigure SHOWN[] = {CHAIRLIFT_THEME_AUC, CHAIRLIFT_THEME_ACCURACY,
                                                   CHAIRLIFT_MICRO_F1, CHAIRLIFT_MACRO_F1,
                                                   CHAIRLIFT_PRECISION_AT_1};
    json_t *columns[] = {before, after};
    g_string_append_printf(text, "  %-18s", "labelled papers");
    for (gsize c = 0; c < G_N_ELEMENTS(columns); c++)
        g_string_append_printf(text, "  %-20d",
                               (int)json_integer_value(json_object_get(columns[c], "papers")));
    g_string_append_c(text, '\n');
    for (gsize i = 0; i < G_N_ELEMENTS(SHOWN); i++) {
        const char *key = chairlift_overall_figure_key(SHOWN[i]);
        g_string_append_printf(text, "  %-18s", chairlift_overall_figure_name(SHOWN[i]));
        append_figure(text, before, key);
        append_figure(text, after, key);
        g_string_append_c(text, '\n');
    }
    g_string_append(text,
                    "  (before, and now; on the labelled papers of the time, each judged by "
                    "models\n  that had not seen it. Papers that were proposed are harder than "
                    "others, so that\n  these figures are below what new papers will get.)\n");
    if (is_first)
        g_string_append(text, "  (Before: models without labels of this call, on those of the "
                              "papers labelled\n  since that were named here.)\n");
}

/* ---- papers --------------------------------------------------------------------------------- */

static GPtrArray *copy_decisions(const LabelPapers *papers)
{
    GPtrArray *decisions = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < papers->papers->len; i++)
        g_ptr_array_add(decisions, g_strdup(label_papers_opinion(papers, i)->decision));
    return decisions;
}

static void append_changes(GString *text, const LabelPapers *papers, const GPtrArray *before)
{
    guint changed = 0;
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < papers->papers->len; i++) {
        const char *was = g_ptr_array_index(before, i);
        const char *is = label_papers_opinion(papers, i)->decision;
        if (strcmp(was, is) == 0)
            continue;
        const ChairliftPaper *paper = label_papers_get(papers, i);
        g_autofree char *title =
            chairlift_without_controls(paper->title != NULL ? paper->title : paper->id);
        g_autofree char *id = chairlift_without_controls(paper->id);
        g_string_append_printf(list, "\n  %s  %s\n    was  %s\n    is   %s\n", id, title, was, is);
        changed++;
    }
    g_string_append_printf(text, "\n%u of %u papers are judged otherwise%s\n%s", changed,
                           papers->papers->len, changed > 0 ? ":" : ".", list->str);
}

/* ---- training ------------------------------------------------------------------------------- */

static ChairliftCorpus *grow_corpus(const char *folder, const char *labels, const char *provenance,
                                    GPtrArray *venues, GError **error)
{
    ChairliftCorpus *base = training_corpus(NULL, error);
    if (base == NULL)
        return NULL;
    g_autoptr(ChairliftCorpusBuilder) builder =
        chairlift_corpus_builder_new(base, venues, provenance, error);
    guint added;
    guint updated;
    if (builder == NULL || !chairlift_corpus_builder_add_labelled(builder, labels, error))
        return NULL;
    chairlift_corpus_builder_count(builder, &added, &updated);
    g_autoptr(ChairliftCorpus) corpus = chairlift_corpus_builder_finish(builder, error);
    if (corpus == NULL || !chairlift_corpus_save(corpus, folder, error))
        return NULL;
    fprintf(stderr, "%s: %u papers added, %u updated\n", folder, added, updated);
    return g_steal_pointer(&corpus);
}

/* The field of a venue's labels. */
static const char *topic_labels(const GPtrArray *venues, const char *id)
{
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, i);
        if (strcmp(venue->id, id) == 0)
            return venue->topic_labels;
    }
    g_assert_not_reached();
}

gboolean label_train(const char *labels, const char *provenance, const char *venue,
                     LabelPapers *papers, guint threads, GString *changes, GError **error)
{
    json_t *old_card;
    json_t *new_card;
    g_autofree char *folder = data_path("corpus", error);
    g_autofree char *models = folder != NULL ? data_path("models", error) : NULL;
    if (models == NULL)
        return FALSE;
    g_autoptr(GPtrArray) venues = training_venues(NULL, NULL, error);
    if (venues == NULL)
        return FALSE;
    g_autoptr(ChairliftCorpus) corpus = grow_corpus(folder, labels, provenance, venues, error);
    if (corpus == NULL)
        return FALSE;
    json_t *before = read_figures(models, venue, &old_card);
    json_t *first =
        before == NULL ? measure_opinions(papers, labels, topic_labels(venues, venue)) : NULL;
    g_autoptr(Progress) progress = progress_new("training");
    const ChairliftTrainOptions how = progress_options(progress, (int)threads);
    gboolean fine = chairlift_train(corpus, venues, models, &how, error);
    progress_end(progress);
    g_autoptr(GPtrArray) decisions = copy_decisions(papers);
    g_autoptr(Judges) judges = fine ? judges_load(venue, error) : NULL;
    fine = judges != NULL && label_papers_judge(papers, judges, error);
    json_t *after = read_figures(models, venue, &new_card);
    if (fine) {
        append_figures(changes, first != NULL ? first : before, after, first != NULL);
        append_changes(changes, papers, decisions);
    }
    json_decref(first);
    json_decref(old_card);
    json_decref(new_card);
    return fine;
}
