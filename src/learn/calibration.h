/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From margins to decisions and probabilities, for one venue.
 *
 * Everything is chosen on margins of papers that the SVM in question was not trained on.
 */
#ifndef CHAIRLIFT_LEARN_CALIBRATION_H
#define CHAIRLIFT_LEARN_CALIBRATION_H

#include "platt.h"
#include "truth.h"

/* Column 0 is the theme, column 1 + t topic t. */
typedef struct ChairliftCalibration {
    gsize topics;
    ChairliftSigmoid *sigmoid; /* [topics + 1] for the theme, that a paper is in theme; for a
                                  topic, that a paper in theme has it. a is below 0 */
    double *threshold;         /* [topics + 1] of the log-odds, for a topic those of being in theme
                                  and having it: above it the answer is yes */
    double fits;               /* theme probability from which a paper fits */
    double does_not_fit;       /* and below which it does not */
    double sure;               /* confidence from which a judgement needs no human */
    guint least_topics;        /* that a paper that fits is assigned: 1 where the topics cover the
                                  theme, else 0 */
} ChairliftCalibration;

/* margin: [topics + 1][truth->papers]; papers: [truth->papers] those to learn from. */
ChairliftCalibration *chairlift_calibration_new(const ChairliftTruth *truth, const double *margin,
                                                const gboolean *papers);
void chairlift_calibration_free(ChairliftCalibration *calibration);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftCalibration, chairlift_calibration_free)

typedef enum ChairliftFit {
    CHAIRLIFT_FIT_NO,
    CHAIRLIFT_FIT_BORDERLINE,
    CHAIRLIFT_FIT_YES
} ChairliftFit;

/* What is said of papers: probabilities and decisions. */
typedef struct ChairliftPredictions {
    gsize papers;
    gsize topics;
    gboolean *made;      /* [papers] whether anything is said of the paper */
    double *theme;       /* [papers] probability that it is in theme */
    gboolean *in_theme;  /* [papers] the yes or no to it: not "does not fit" */
    guint8 *fit;         /* [papers] ChairliftFit */
    double *probability; /* [topics][papers] that it has the topic */
    gboolean *assigned;  /* [topics][papers] */
    guint16 *first;      /* [papers] the most probable topic */
    guint16 *foremost;   /* [papers] the most probable topic assigned, or CHAIRLIFT_NO_TOPIC */
    double *confidence;  /* [papers] probability that the judgement is right */
    double *limit;       /* [papers] confidence from which it needs no human */
    gboolean *sure;      /* [papers] it needs none */
} ChairliftPredictions;

#define CHAIRLIFT_NO_TOPIC G_MAXUINT16

ChairliftPredictions *chairlift_predictions_new(gsize papers, gsize topics);
void chairlift_predictions_free(ChairliftPredictions *predictions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPredictions, chairlift_predictions_free)

/* Whether what is said of a paper is right, in what everything else depends on: that it is out of
 * theme; or that it is in theme, and of the foremost topic assigned, or of none. 1, 0, or -1 when
 * its labels do not tell. */
int chairlift_judgement_is_right(const ChairliftTruth *truth,
                                 const ChairliftPredictions *predictions, gsize paper);

/* Says what there is to say of one paper, from its margins: margin[column * stride]. The same
 * decisions as chairlift_model_score takes. */
void chairlift_predict(const ChairliftCalibration *calibration, guint most_topics,
                       const double *margin, gsize stride, ChairliftPredictions *predictions,
                       gsize paper);

#endif
