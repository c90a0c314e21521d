/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deciding: from probabilities to a verdict, topics, and how sure they are.
 *
 * A topic's boundary is the probability at margin 0 of its SVM, where training put the threshold
 * that served best. It is compared with the probability that a paper is in theme *and* has the
 * topic, so that a paper whose theme is in doubt needs stronger signs of the topic. A paper that
 * was not turned away gets the topic that comes closest even so where the call's topics cover its
 * theme, because it must go to someone.
 *
 * Confidence is the probability that the judgement is right on which everything else depends: that
 * the paper is out of theme, when it was turned away; else that it is in theme and has the first of
 * the topics assigned to it, or none when there is none.
 */
#include "model.h"

const char *chairlift_verdict_name(ChairliftVerdict verdict)
{
    static const char *const NAMES[] = {"fits", "borderline", "does not fit", "cannot judge"};

    return NAMES[verdict];
}

static ChairliftVerdict verdict(const ChairliftManifest *manifest, const ChairliftScores *scores)
{
    if (scores->no_evidence)
        return CHAIRLIFT_VERDICT_CANNOT_JUDGE;
    if (scores->theme_probability >= manifest->fits)
        return CHAIRLIFT_VERDICT_FITS;
    return scores->theme_probability < manifest->does_not_fit ? CHAIRLIFT_VERDICT_DOES_NOT_FIT
                                                              : CHAIRLIFT_VERDICT_BORDERLINE;
}

/* Assigns topics[] in the order of their margins. */
static void assign(const ChairliftModel *model, const ChairliftVenueModel *venue,
                   ChairliftTopicScore *topics)
{
    const ChairliftManifest *manifest = &venue->manifest;

    for (size_t i = 0; i < manifest->most_topics; i++) {
        ChairliftTopicScore *best = NULL;
        for (size_t t = 0; t < manifest->topics; t++) {
            bool is_wanted = (i == 0 && manifest->least_topics > 0) ||
                             topics[t].probability > model->column[venue->column[t + 1]].boundary;
            if (is_wanted && !topics[t].assigned &&
                (best == NULL || topics[t].margin > best->margin))
                best = &topics[t];
        }
        if (best == NULL)
            return;
        best->assigned = true;
    }
}

static double confidence(const ChairliftScores *scores, const ChairliftTopicScore *topics,
                         size_t length)
{
    double first = -1;
    double none = scores->theme_probability;

    if (scores->verdict == CHAIRLIFT_VERDICT_CANNOT_JUDGE)
        return 0;
    if (scores->verdict == CHAIRLIFT_VERDICT_DOES_NOT_FIT)
        return 1 - scores->theme_probability;
    for (size_t t = 0; t < length; t++) {
        if (topics[t].assigned && topics[t].probability > first)
            first = topics[t].probability;
        if (scores->theme_probability > 0)
            none *= 1 - topics[t].probability / scores->theme_probability;
    }
    return first >= 0 ? first : none;
}

void chairlift_decide(const ChairliftModel *model, const ChairliftVenueModel *venue,
                      ChairliftTopicScore *topics, ChairliftScores *scores)
{
    const ChairliftManifest *manifest = &venue->manifest;

    scores->verdict = verdict(manifest, scores);
    if (scores->verdict == CHAIRLIFT_VERDICT_FITS ||
        scores->verdict == CHAIRLIFT_VERDICT_BORDERLINE)
        assign(model, venue, topics);
    scores->confidence = confidence(scores, topics, manifest->topics);
    scores->needs_human = !(scores->confidence >= manifest->sure);
}

void chairlift_scores_withhold(ChairliftScores *scores)
{
    scores->verdict = CHAIRLIFT_VERDICT_CANNOT_JUDGE;
    scores->confidence = 0;
    scores->needs_human = true;
    scores->one_sentence = false;
    for (size_t t = 0; t < scores->length; t++)
        scores->topics[t].assigned = false;
}
