/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "truth.h"

#include <string.h>

#include "chairlift/paper.h"

/* With less positive or negative papers nothing can be learnt, nor measured in folds. */
enum { LEAST_PAPERS = CHAIRLIFT_FOLDS };

static const char STRATIFIED[] = "stratified";

static void read_paper(ChairliftTruth *truth, const ChairliftCorpusPaper *paper, gsize i)
{
    const ChairliftVenue *venue = truth->venue;
    const char **topics = chairlift_corpus_topics(paper, venue->topic_labels);
    truth->degree[i] = chairlift_corpus_degree(paper, venue->theme_labels);
    truth->stratified[i] = strcmp(paper->sample, STRATIFIED) == 0;
    for (gsize t = 0; t < truth->topics; t++) {
        const ChairliftTopic *topic = g_ptr_array_index(venue->topics, t);
        gsize cell = t * truth->papers + i;
        truth->has[cell] = topics == NULL ? -1 : 0;
        for (guint8 place = 0; topics != NULL && topics[place] != NULL; place++) {
            if (strcmp(topics[place], topic->id) == 0) {
                truth->has[cell] = 1;
                truth->place[cell] = place;
            }
        }
    }
}

static gboolean check(const ChairliftTruth *truth, guint line, const char *what, const char *path,
                      gsize positive, gsize negative, GError **error)
{
    if (positive >= LEAST_PAPERS && negative >= LEAST_PAPERS)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%u: %s has %zu labelled papers that belong to it and %zu that do not, but "
                "training needs %d of each; add papers with \"%s\" (see chairlift corpus --help)",
                truth->venue->file, line, what, positive, negative, LEAST_PAPERS, path);
    return FALSE;
}

static gboolean check_theme(const ChairliftTruth *truth, GError **error)
{
    gsize count[2] = {0, 0};
    for (gsize i = 0; i < truth->papers; i++) {
        if (truth->degree[i] >= 0)
            count[truth->degree[i] > 0]++;
    }
    return check(truth, truth->venue->line, "the theme", truth->venue->theme_labels, count[1],
                 count[0], error);
}

static gboolean check_topic(const ChairliftTruth *truth, gsize t, GError **error)
{
    const ChairliftTopic *topic = g_ptr_array_index(truth->venue->topics, t);
    g_autofree char *what = g_strdup_printf("topic \"%s\"", topic->id);
    gsize count[2] = {0, 0};
    for (gsize i = 0; i < truth->papers; i++) {
        if (truth->degree[i] > 0 && chairlift_truth_has(truth, t, i) >= 0)
            count[chairlift_truth_has(truth, t, i)]++;
    }
    return check(truth, topic->line, what, truth->venue->topic_labels, count[1], count[0], error);
}

gboolean chairlift_truth_check(const ChairliftTruth *truth, GError **error)
{
    if (!check_theme(truth, error))
        return FALSE;
    for (gsize t = 0; t < truth->topics; t++) {
        if (!check_topic(truth, t, error))
            return FALSE;
    }
    return TRUE;
}

ChairliftTruth *chairlift_truth_new(const ChairliftTrainingSet *set, const ChairliftVenue *venue)
{
    ChairliftTruth *truth = g_new0(ChairliftTruth, 1);
    truth->venue = venue;
    truth->is_whole = TRUE;
    truth->papers = set->labelled;
    truth->topics = venue->topics->len;
    truth->degree = g_new0(int, truth->papers);
    truth->has = g_new0(gint8, truth->papers * truth->topics);
    truth->place = g_new0(guint8, truth->papers * truth->topics);
    truth->stratified = g_new0(gboolean, truth->papers);
    truth->weak = g_new0(gboolean, truth->papers + 1);
    truth->weak_degree = g_new0(gboolean, truth->papers + 1);
    for (gsize i = 0; i < truth->papers; i++)
        read_paper(truth, g_ptr_array_index(set->corpus->papers, i), i);
    return truth;
}

void chairlift_truth_forget_topics(ChairliftTruth *truth, gsize paper)
{
    for (gsize t = 0; t < truth->topics; t++)
        truth->has[t * truth->papers + paper] = -1;
    truth->is_whole = FALSE;
}

void chairlift_truth_free(ChairliftTruth *truth)
{
    if (truth == NULL)
        return;
    g_free(truth->degree);
    g_free(truth->has);
    g_free(truth->place);
    g_free(truth->stratified);
    g_free(truth->weak);
    g_free(truth->weak_degree);
    g_free(truth);
}
