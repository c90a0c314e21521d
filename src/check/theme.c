/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model's scores mean for an author. The numbers are those of chairlift score; this finds
 * the words, and does not pretend that the model knows more than it does. */
#include "chairlift/check.h"

static const char CHECK[] = "theme";

/* Said wherever somebody might be tempted. */
static const char NO_KEYWORDS[] =
    "Adding the call's words without changing what the paper does would move this number, not the "
    "reviewers.";

static ChairliftFinding *hangs_on_sentence(const ChairliftVenue *venue, double probability)
{
    ChairliftFinding *finding = chairlift_finding_new(
        CHECK, CHAIRLIFT_CHECK_WARNING, NULL,
        "Title and abstract read as fitting the theme, \"%s\" (probability %.2f), but for one "
        "sentence of the abstract alone: without it they would not.",
        venue->theme_name, probability);
    chairlift_finding_set_advice(finding,
                                 "A person will have to look. If the theme is what the paper is "
                                 "about, let the rest of the abstract show it, too. %s",
                                 NO_KEYWORDS);
    return finding;
}

static ChairliftFinding *judge(const ChairliftVenue *venue, const ChairliftScores *scores,
                               double fits, double does_not_fit)
{
    double probability = scores->theme_probability;
    ChairliftFinding *finding = NULL;
    switch (scores->verdict) {
    case CHAIRLIFT_VERDICT_FITS:
        if (scores->one_sentence)
            return hangs_on_sentence(venue, probability);
        return chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, NULL,
                                     "Title and abstract read as fitting the theme, \"%s\" "
                                     "(probability %.2f; from %.2f on a paper fits).",
                                     venue->theme_name, probability, fits);
    case CHAIRLIFT_VERDICT_BORDERLINE:
        finding = chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, NULL,
                                        "The model is not sure that title and abstract fit the "
                                        "theme, \"%s\" (probability %.2f; below %.2f a paper does "
                                        "not fit, from %.2f on it does).",
                                        venue->theme_name, probability, does_not_fit, fits);
        chairlift_finding_set_advice(finding,
                                     "A person will have to decide. If the paper does what the "
                                     "theme asks for, say in the abstract where and what for; if "
                                     "it does not, another venue may serve it better. %s",
                                     NO_KEYWORDS);
        return finding;
    default:
        finding = chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, NULL,
                                        "Title and abstract read as outside the theme, \"%s\" "
                                        "(probability %.2f; below %.2f a paper does not fit).",
                                        venue->theme_name, probability, does_not_fit);
        chairlift_finding_set_advice(finding,
                                     "If the abstract says what the paper does, it belongs "
                                     "elsewhere; if it leaves out what makes it fit, say so there. "
                                     "The model reads nothing else, and may be wrong. %s",
                                     NO_KEYWORDS);
        return finding;
    }
}

ChairliftFinding *chairlift_check_theme(const ChairliftPaper *paper, const ChairliftVenue *venue,
                                        const ChairliftScores *scores, double fits,
                                        double does_not_fit)
{
    if (scores->no_evidence)
        return chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                     "No word of title and abstract is known to the model, so it "
                                     "cannot say whether the paper fits.");
    if (paper->flags & CHAIRLIFT_PAPER_NOT_ENGLISH)
        return chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                     "The model reads English alone, and this paper does not seem "
                                     "to be in English.");
    if (paper->flags & CHAIRLIFT_PAPER_SHORT_TEXT)
        return chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_CHECKED, NULL,
                                     "Title and abstract are too short to judge from; the model "
                                     "would say %s, with probability %.2f.",
                                     chairlift_verdict_name(scores->verdict),
                                     scores->theme_probability);
    return judge(venue, scores, fits, does_not_fit);
}
