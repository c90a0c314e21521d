/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card.h"

#include "figures.h"
#include "parameters.h"

#include <stdlib.h>
#include <string.h>

static json_t *corpus_to_json(const ChairliftCorpus *corpus, const ChairliftTruth *truth)
{
    int labelled = 0;
    for (gsize i = 0; i < truth->papers; i++)
        labelled += chairlift_truth_is_known(truth, i);
    g_autofree char *provenance = chairlift_corpus_provenance(corpus, truth->venue);
    json_t *object = json_pack(
        "{s:s, s:i, s:i, s:i, s:i, s:s, s:s, s:s}", "sha256", corpus->checksum, "papers",
        (int)corpus->papers->len, "labelled_for_this_venue", labelled, "background_papers_counted",
        (int)corpus->documents, "background_papers_trained_on", (int)corpus->sample->len,
        "theme_labels", truth->venue->theme_labels, "topic_labels", truth->venue->topic_labels,
        "provenance_of_labels", provenance);
    if (truth->weak_papers > 0)
        json_object_set_new(object, "labelled_from_descriptions",
                            json_integer((json_int_t)truth->weak_papers));
    if (truth->weak_degrees > 0)
        json_object_set_new(object, "theme_labelled_from_likeness",
                            json_integer((json_int_t)truth->weak_degrees));
    return object;
}

static json_t *parameters_to_json(const ChairliftCorpus *corpus)
{
    const gboolean in_gram = corpus->papers->len + corpus->sample->len <= CHAIRLIFT_MOST_IN_GRAM;
    return json_pack(
        "{s:s, s:i, s:i, s:f, s:f, s:[f,f,f], s:f, s:i, s:f, s:f, s:f, s:f, s:f}", "svm",
        in_gram ? "linear, squared hinge loss (libsvm, precomputed kernel)"
                : "linear, squared hinge loss (dual coordinate descent)",
        "most_features", (int)CHAIRLIFT_MOST_FEATURES, "title_weight", (int)CHAIRLIFT_TITLE_WEIGHT,
        "cost", CHAIRLIFT_COST, "borderline_cost", CHAIRLIFT_BORDERLINE_COST, "place_cost",
        CHAIRLIFT_PLACE_COST[0], CHAIRLIFT_PLACE_COST[1], CHAIRLIFT_PLACE_COST[2], "class_balance",
        CHAIRLIFT_CLASS_BALANCE, "folds", (int)CHAIRLIFT_FOLDS, "chosen_weight",
        CHAIRLIFT_CHOSEN_WEIGHT, "threshold_shrinkage", CHAIRLIFT_SHRINKAGE, "most_turned_away",
        CHAIRLIFT_MOST_TURNED_AWAY, "most_let_in", CHAIRLIFT_MOST_LET_IN, "most_wrong",
        CHAIRLIFT_MOST_WRONG);
}

char *chairlift_card_write(const ChairliftCorpus *corpus, const ChairliftTruth *truth,
                           const ChairliftCalibration *calibration, const GPtrArray *figures,
                           json_t *files)
{
    json_t *own = json_array();
    for (guint i = 0; i < figures->len; i++) {
        const ChairliftFigures *measured = g_ptr_array_index(figures, i);
        if (strcmp(measured->venue, truth->venue->id) == 0)
            json_array_append_new(own, chairlift_figures_to_json_object(measured));
    }
    json_t *decision =
        json_pack("{s:i, s:i, s:f, s:f, s:f}", "most_topics", (int)truth->venue->most_topics,
                  "least_topics", (int)calibration->least_topics, "fits_from", calibration->fits,
                  "does_not_fit_below", calibration->does_not_fit, "sure_from", calibration->sure);
    json_t *card = json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:O}", "venue", truth->venue->id, "chairlift",
        CHAIRLIFT_VERSION, "corpus", corpus_to_json(corpus, truth), "parameters",
        parameters_to_json(corpus), "decision", decision, "figures", own, "files_sha256", files);
    char *dumped = json_dumps(card, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    char *text = g_strconcat(dumped, "\n", NULL);
    free(dumped);
    json_decref(card);
    return text;
}
