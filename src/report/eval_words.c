/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "eval_words.h"

#include <math.h>
#include <string.h>

static const ChairliftEvalMeaning MEANINGS[] = {
    {"out-of-fold", "Each fifth of the papers is judged by models, thresholds and calibration made "
                    "from the other four."},
    {"held-out", "The newest fifth is judged by what older papers teach."},
    {"stratified", "Papers drawn over the whole range from in theme to out of it; many of the "
                   "others were chosen because they are hard."},
    {"AUC", "How often, of a paper that is in theme (or has the topic) and one that is not, the "
            "first is ranked above. Borderline papers count as in theme; \"clear\": they are left "
            "out."},
    {"called", "In theme, called does not fit; out of theme, called fits: parts of the papers "
               "clearly in theme, and of those out of it. Called borderline: part of all."},
    {"precision, recall, F1", "Of the topics assigned, those that are right; of the topics that "
                              "papers have, those that are assigned; their harmonic mean."},
    {"micro, macro", "Over all decisions together; mean of the topics, which rare ones move as "
                     "much as frequent ones."},
    {"average precision", "Mean precision over the places where a paper of the topic stands in "
                          "the topic's ranking of papers."},
    {"precision at 1", "Of papers with topics: the most probable topic is one of theirs."},
    {"recall at 3", "Of a paper's topics: those among its three most probable ones."},
    {"NDCG, LRAP", "How high up a paper's topics stand in its ranking of topics; 1 is best. NDCG: "
                   "discounted gain. LRAP: mean precision at the place of each of its topics."},
    {"paper F1, exact match", "F1 of the topics that a paper is assigned, mean over papers with "
                              "topics; how many of these are assigned their topics and no others."},
    {"needs human", "Judgements whose confidence is below the limit."},
    {"sure but wrong", "Of the others, those that are wrong: on the theme or, in theme, on the "
                       "most probable topic assigned. Judged wrongly: of all judgements."},
    {"risk by coverage", "When the papers of least confidence go to a human, how often is the "
                         "judgement of the rest wrong? The confidence is the one that chairlift "
                         "score prints."},
    {"Brier", "Mean square of probability minus truth (1 or 0); 0 is best."},
    {"ECE", "Expected calibration error: mean distance of probabilities from frequencies, in 15 "
            "bins; 0 is best. Chance makes distances longer. By chance: what it would be if every "
            "probability held. The interval is the basic bootstrap's, which takes off what "
            "resampling adds, so that the value may lie at its upper end or above."},
    {"TP, FP, FN", "Papers that have the topic and are assigned it; are, but have it not; have it, "
                   "but are not."},
    {"instead, besides", "Papers that are assigned a topic they have not, in place of one they "
                         "have, or with it."},
    {"[low, high]", "95 % of 1,000 bootstrap resamples of the papers; in reliability and risk by "
                    "coverage, Wilson's 95 % interval."},
    {NULL, NULL},
};

const char CHAIRLIFT_EVAL_CURVE_MEANING[] =
    "Labelled papers are in theme, and drawn at random, five times; each draw is judged on another "
    "fifth, which it cannot draw from. With 0, topics are learnt from their descriptions and from "
    "topics of other calls.";

const ChairliftEvalMeaning *chairlift_eval_meanings(void)
{
    return MEANINGS;
}

char *chairlift_eval_limit_words(const ChairliftFigures *figures)
{
    const ChairliftFigure *human = &figures->overall[CHAIRLIFT_NEEDS_HUMAN];
    const ChairliftFigure *wrong = &figures->overall[CHAIRLIFT_SURE_BUT_WRONG];
    const ChairliftCoverageCurve *curve = &figures->coverage;
    if (isnan(human->value))
        return g_strdup("No judgement can be told right or wrong.");
    g_autofree char *limit =
        curve->least_limit < curve->most_limit
            ? g_strdup_printf("%.2f to %.2f by fold", curve->least_limit, curve->most_limit)
            : g_strdup_printf("%.2f", curve->least_limit);
    g_autofree char *sure =
        isnan(wrong->value)
            ? g_strdup("and no judgement is above it")
            : g_strdup_printf("of the other %.1f %%, %.1f %% are wrong [%.1f, %.1f]",
                              100 * (1 - human->value), 100 * wrong->value, 100 * wrong->low,
                              100 * wrong->high);
    return g_strdup_printf("Below the limit in use (confidence %s), %.1f %% of the papers [%.1f, "
                           "%.1f] need a human; %s.",
                           limit, 100 * human->value, 100 * human->low, 100 * human->high, sure);
}

GPtrArray *chairlift_eval_labels(const GPtrArray *figures)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    const ChairliftFigures *previous = NULL;
    gboolean differ = FALSE;
    for (guint i = 1; i < figures->len; i++)
        differ |= strcmp(((const ChairliftFigures *)figures->pdata[i])->labels,
                         ((const ChairliftFigures *)figures->pdata[0])->labels) != 0;
    for (guint i = 0; i < figures->len; i++) {
        const ChairliftFigures *own = g_ptr_array_index(figures, i);
        if (previous == NULL || (differ && strcmp(previous->venue, own->venue) != 0))
            g_ptr_array_add(lines,
                            differ ? g_strdup_printf("Labels of %s: %s", own->venue, own->labels)
                                   : g_strdup_printf("Labels: %s", own->labels));
        previous = own;
    }
    return lines;
}
