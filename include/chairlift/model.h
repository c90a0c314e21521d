/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model: venues' trained SVMs; scores a paper and says which words made the score.
 *
 * A model directory holds one vocabulary and, for each venue, one libsvm file for the theme and one
 * for each topic. A linear SVM's support vectors fold into one weight vector, which libsvm's format
 * holds as a single support vector; libsvm's own svm-predict reads the files and gives the same
 * labels. A model is any number of the directory's venues together: a paper is read once, and all
 * SVMs of all venues are scored in one pass over its features. Depends on C11, text and features
 * alone.
 */
#ifndef CHAIRLIFT_MODEL_H
#define CHAIRLIFT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "chairlift/error.h"
#include "chairlift/export.h"
#include "chairlift/features.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ChairliftModel ChairliftModel;

/* Whether a paper belongs in the workshop at all. */
typedef enum ChairliftVerdict {
    CHAIRLIFT_VERDICT_FITS,
    CHAIRLIFT_VERDICT_BORDERLINE,
    CHAIRLIFT_VERDICT_DOES_NOT_FIT,
    CHAIRLIFT_VERDICT_CANNOT_JUDGE
} ChairliftVerdict;

/* "fits", "borderline", "does not fit", "cannot judge" */
CHAIRLIFT_API const char *chairlift_verdict_name(ChairliftVerdict verdict);

typedef struct ChairliftTopicScore {
    const char *id;     /* owned by the model */
    size_t topic;       /* index of the topic in the venue, 0 .. topics - 1 */
    double margin;      /* w.x - rho; libsvm's label is its sign */
    double probability; /* calibrated, 0 .. 1: that the paper is in theme and has the topic */
    bool assigned; /* the decision: none when the paper does not fit the theme or cannot be judged;
                      else those whose probability is above that at margin 0, at most as many as
                      the venue allows, largest margin first, and where the venue's topics cover its
                      theme in any case the one with the largest margin */
} ChairliftTopicScore;

typedef struct ChairliftScores {
    double theme_margin;
    double theme_probability; /* that the paper is in theme, calibrated */
    ChairliftVerdict verdict;
    double confidence; /* calibrated probability that this judgement is right: "does not fit"; or in
                          theme, and of the most probable topic assigned, or of none */
    bool needs_human; /* it is below the venue's limit, see chairlift_model_sure; or it hangs on one
                         sentence */
    bool no_evidence; /* no feature of the paper is known: it cannot be judged */
    bool one_sentence; /* it fits, and would be told that it does not without one sentence of the
                          abstract, of three or more */
    bool from_descriptions;      /* topics were learnt, at least in part, from the call's
                                    descriptions: their probabilities are not calibrated */
    size_t length;               /* number of topics */
    ChairliftTopicScore *topics; /* [length], most probable first, ties by topic index; borrowed by
                                    chairlift_model_score from the scorer until its next call */
} ChairliftScores;

/* Takes a judgement back: "cannot judge", no topic is assigned, a human is needed. For a paper that
 * something outside of the model speaks against, such as another language. */
CHAIRLIFT_API void chairlift_scores_withhold(ChairliftScores *scores);

/* Part of a margin that one word or pair of words of the paper contributes. */
typedef struct ChairliftEvidence {
    const char *term;     /* as the paper spells it, NUL-terminated */
    ChairliftField field; /* where it stands first */
    double contribution;  /* signed; all contributions and the bias add up to the margin */
} ChairliftEvidence;

/* Loads the SVMs of venues[length], 1 or more, from a model directory; elsewhere a venue is its
 * index in this array. Where they have been compiled since they were last changed, nothing is read
 * but the venues' manifests. NULL, with error set, when one has no model there or a file is
 * missing, malformed, truncated, or made for another vocabulary. */
CHAIRLIFT_API ChairliftModel *chairlift_model_load(const char *directory, const char *const *venues,
                                                   size_t length, ChairliftError *error);
CHAIRLIFT_API void chairlift_model_free(ChairliftModel *model);

/* Compiles all models of a directory into a file of it (compiled.bin), which chairlift_model_load
 * maps instead of reading the text files. Replaces the file whole or not at all. False, with error
 * set, when there are no models, one cannot be loaded, or the file cannot be written. */
CHAIRLIFT_API bool chairlift_model_compile(const char *directory, ChairliftError *error);

CHAIRLIFT_API size_t chairlift_model_venues(const ChairliftModel *model);
CHAIRLIFT_API const char *chairlift_model_venue(const ChairliftModel *model, size_t venue);
CHAIRLIFT_API size_t chairlift_model_topics(const ChairliftModel *model, size_t venue);
CHAIRLIFT_API const char *chairlift_model_topic(const ChairliftModel *model, size_t venue,
                                                size_t topic);
/* The theme probabilities from which a paper fits a venue, and below which it does not. */
CHAIRLIFT_API void chairlift_model_verdict_limits(const ChairliftModel *model, size_t venue,
                                                  double *fits, double *does_not_fit);

/* What a venue's topics were learnt from. */
typedef enum ChairliftBasis {
    CHAIRLIFT_BASIS_LABELS,       /* papers that were labelled for them */
    CHAIRLIFT_BASIS_DESCRIPTIONS, /* the call's descriptions, and older calls' topics: the topics'
                                     probabilities are not calibrated */
    CHAIRLIFT_BASIS_BOTH          /* descriptions, and papers that were labelled, of which there
                                     are few */
} ChairliftBasis;

CHAIRLIFT_API ChairliftBasis chairlift_model_basis(const ChairliftModel *model, size_t venue);

/* "labels", "descriptions", "descriptions and labels" */
CHAIRLIFT_API const char *chairlift_basis_name(ChairliftBasis basis);

/* How many papers in theme were labelled for the topics; 0 when it is CHAIRLIFT_BASIS_LABELS, where
 * card.json says it. */
CHAIRLIFT_API size_t chairlift_model_labels(const ChairliftModel *model, size_t venue);

/* The confidence from which a judgement of a venue needs no human: chosen in training so that at
 * most one in twenty of those above it is wrong (models/README.md tells what was measured). */
CHAIRLIFT_API double chairlift_model_sure(const ChairliftModel *model, size_t venue);
CHAIRLIFT_API const ChairliftVocabulary *chairlift_model_vocabulary(const ChairliftModel *model);

/* What scoring needs besides the model: text reader and buffers, reused from paper to paper. A
 * model may be shared by threads; a scorer may not. The model must outlive it. */
typedef struct ChairliftScorer ChairliftScorer;
CHAIRLIFT_API ChairliftScorer *chairlift_scorer_new(const ChairliftModel *model,
                                                    ChairliftError *error);
CHAIRLIFT_API void chairlift_scorer_free(ChairliftScorer *scorer);

/* Scores a paper for every venue of the model, into scores[venues]; title and abstract may be NULL.
 * The scores' topics stay valid until the next call with this scorer. False, with error set, only
 * when memory runs out. */
CHAIRLIFT_API bool chairlift_model_score(ChairliftScorer *scorer, const char *title,
                                         const char *abstract, ChairliftScores *scores,
                                         ChairliftError *error);

/* topic index that asks for the theme's evidence */
#define CHAIRLIFT_THEME ((size_t)-1)

/* The evidence for one topic of a venue (or CHAIRLIFT_THEME) in the paper last scored: one entry
 * for each feature of the paper in its own words, strongest (by absolute value) first, ties by
 * spelling. *bias is the constant part: margin = bias + sum of contributions, up to rounding
 * (tested to 1e-6). Returns the entries, *length of them, valid until the scorer's next call; NULL,
 * with error set, when memory runs out. */
CHAIRLIFT_API const ChairliftEvidence *chairlift_model_explain(ChairliftScorer *scorer,
                                                               size_t venue, size_t topic,
                                                               size_t *length, double *bias,
                                                               ChairliftError *error);

#ifdef __cplusplus
}
#endif

#endif
