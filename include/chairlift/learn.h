/* SPDX-License-Identifier: GPL-3.0-or-later */
/* learn: from labelled papers to models, and how good they are.
 *
 * A *corpus* holds labelled papers as counts of terms (corpus/README.md). Training turns it into
 * vectors, one linear SVM for the theme and each topic of a call, and calibration; evaluation
 * measures the same procedure on papers that it has not seen. Everything here is deterministic: the
 * same corpus and venues give the same bytes on any number of threads.
 */
#ifndef CHAIRLIFT_LEARN_H
#define CHAIRLIFT_LEARN_H

#include <gio/gio.h>

#include "chairlift/export.h"
#include "chairlift/features.h"
#include "chairlift/venue.h"

G_BEGIN_DECLS

/* Called again and again while something long goes on, on the thread that asked for it, with the
 * part that is done, 0 to 1. */
typedef void (*ChairliftProgressFunction)(double done, gpointer user_data);

/* ---- corpus --------------------------------------------------------------------------------- */

typedef struct ChairliftCorpus ChairliftCorpus;

/* Reads a corpus folder. Errors name file and line. */
CHAIRLIFT_API ChairliftCorpus *chairlift_corpus_load(const char *directory, GError **error);
CHAIRLIFT_API void chairlift_corpus_free(ChairliftCorpus *corpus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftCorpus, chairlift_corpus_free)

/* Writes the files of a corpus into directory (made when missing), each at once or not at all. */
CHAIRLIFT_API gboolean chairlift_corpus_save(ChairliftCorpus *corpus, const char *directory,
                                             GError **error);

/* How many labelled papers and terms it holds, and how many background papers were counted. */
CHAIRLIFT_API guint chairlift_corpus_papers(const ChairliftCorpus *corpus);
CHAIRLIFT_API guint chairlift_corpus_terms(const ChairliftCorpus *corpus);
CHAIRLIFT_API guint chairlift_corpus_documents(const ChairliftCorpus *corpus);

/* How the labels that train a venue came about, with numbers of papers where they came about in
 * several ways; free with g_free. */
CHAIRLIFT_API char *chairlift_corpus_provenance(const ChairliftCorpus *corpus,
                                                const ChairliftVenue *venue);

/* SHA-256 of its files' lines (cat terms.tsv papers.jsonl background.jsonl | sha256sum),
 * hexadecimal; owned by the corpus. NULL before it has been loaded or saved. */
CHAIRLIFT_API const char *chairlift_corpus_checksum(const ChairliftCorpus *corpus);

/* Makes a corpus from JSON Lines: one object for each paper with "id", "title", "abstract",
 * optionally "sample", and the labels that the venues ask for, at the places that their files name:
 * a degree of fit (2 in theme, 1 borderline, 0 out) and a list of topics, best first. Other keys
 * are passed over. Files may be compressed with gzip. */
typedef struct ChairliftCorpusBuilder ChairliftCorpusBuilder;

/* base, which may be NULL, is a corpus to add to: the builder takes it over. venues are of
 * ChairliftVenue. provenance says how the labels that are added came about; those of base keep what
 * is said of them. */
CHAIRLIFT_API ChairliftCorpusBuilder *chairlift_corpus_builder_new(ChairliftCorpus *base,
                                                                   GPtrArray *venues,
                                                                   const char *provenance,
                                                                   GError **error);
CHAIRLIFT_API void chairlift_corpus_builder_free(ChairliftCorpusBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftCorpusBuilder, chairlift_corpus_builder_free)

/* Adds the labelled papers of a file. Of an earlier paper of the same id, text and the labels that
 * are given anew are replaced; its other labels stay. The same id twice in one file, or a topic
 * that no venue has, is an error. */
CHAIRLIFT_API gboolean chairlift_corpus_builder_add_labelled(ChairliftCorpusBuilder *builder,
                                                             const char *file, GError **error);

/* How many labelled papers were new so far, and how many had been there. */
CHAIRLIFT_API void chairlift_corpus_builder_count(const ChairliftCorpusBuilder *builder,
                                                  guint *added, guint *updated);

/* Adds unlabelled papers ("id", "title", "abstract") to the background. */
CHAIRLIFT_API gboolean chairlift_corpus_builder_add_background(ChairliftCorpusBuilder *builder,
                                                               const char *file, GError **error);

/* The corpus; the builder is empty afterwards. NULL, with error set, when no labelled paper was
 * added. */
CHAIRLIFT_API ChairliftCorpus *chairlift_corpus_builder_finish(ChairliftCorpusBuilder *builder,
                                                               GError **error);

/* ---- training -------------------------------------------------------------------------------- */

typedef struct ChairliftTrainOptions {
    guint threads;                      /* 1 or more */
    GCancellable *cancellable;          /* or NULL */
    ChairliftProgressFunction progress; /* or NULL */
    gpointer progress_data;
} ChairliftTrainOptions;

/* Trains the models of all venues (ChairliftVenue) and puts them at directory: a vocabulary, and
 * for each venue its SVMs and a card that says from what they were made and how good they are. They
 * are written beside it and take its place at the very end; other files in it stay. FALSE, with
 * error set and directory as it was, when training fails or is cancelled. */
CHAIRLIFT_API gboolean chairlift_train(const ChairliftCorpus *corpus, GPtrArray *venues,
                                       const char *directory, const ChairliftTrainOptions *options,
                                       GError **error);

/* ---- evaluation ------------------------------------------------------------------------------ */

typedef enum ChairliftOverallFigure {
    CHAIRLIFT_THEME_AUC,       /* in theme or borderline against out of theme */
    CHAIRLIFT_THEME_AUC_CLEAR, /* in theme against out of theme, borderline left out */
    CHAIRLIFT_THEME_AVERAGE_PRECISION,
    CHAIRLIFT_THEME_ACCURACY,
    CHAIRLIFT_THEME_ACCURACY_CLEAR,
    CHAIRLIFT_THEME_BRIER,
    CHAIRLIFT_THEME_ECE,
    CHAIRLIFT_TURNED_AWAY, /* of papers clearly in theme: called "does not fit" */
    CHAIRLIFT_LET_IN,      /* of papers out of theme: called "fits" */
    CHAIRLIFT_BORDERLINE,  /* of all papers: called "borderline" */
    CHAIRLIFT_MICRO_PRECISION,
    CHAIRLIFT_MICRO_RECALL,
    CHAIRLIFT_MICRO_F1,
    CHAIRLIFT_MACRO_PRECISION,
    CHAIRLIFT_MACRO_RECALL,
    CHAIRLIFT_MACRO_F1,
    CHAIRLIFT_MACRO_AVERAGE_PRECISION,
    CHAIRLIFT_MACRO_AUC,
    CHAIRLIFT_TOPICS_BRIER,   /* mean over topics */
    CHAIRLIFT_TOPICS_ECE,     /* mean over topics */
    CHAIRLIFT_PRECISION_AT_1, /* of papers with topics: the most probable one is among them */
    CHAIRLIFT_RECALL_AT_3,    /* of a paper's topics: those among the three most probable ones */
    CHAIRLIFT_NDCG,           /* of a paper's ranking of topics: Jarvelin & Kekalainen 2002 */
    CHAIRLIFT_LRAP,           /* label ranking average precision: Schapire & Singer 2000 */
    CHAIRLIFT_NEEDS_HUMAN, /* of all papers: the judgement is not sure enough to go without one */
    CHAIRLIFT_SURE_BUT_WRONG, /* of judgements that need no human: wrong on the theme or, in theme,
                                 on the foremost topic */
    CHAIRLIFT_WRONG,          /* of all judgements, likewise */
    CHAIRLIFT_PAPER_F1,       /* of a paper's assigned topics; mean over papers with topics */
    CHAIRLIFT_EXACT_MATCH,    /* of papers with topics: assigned these and no others */
    CHAIRLIFT_OVERALL_FIGURES
} ChairliftOverallFigure;

typedef enum ChairliftTopicFigure {
    CHAIRLIFT_TOPIC_PRECISION,
    CHAIRLIFT_TOPIC_RECALL,
    CHAIRLIFT_TOPIC_F1,
    CHAIRLIFT_TOPIC_AVERAGE_PRECISION,
    CHAIRLIFT_TOPIC_AUC,
    CHAIRLIFT_TOPIC_BRIER,
    CHAIRLIFT_TOPIC_ECE,
    CHAIRLIFT_TOPIC_FIGURES
} ChairliftTopicFigure;

/* Names as people read them, "theme AUC", "micro F1", and the keys that go with them in JSON,
 * "theme_auc", "micro_f1". */
CHAIRLIFT_API const char *chairlift_overall_figure_name(ChairliftOverallFigure figure);
CHAIRLIFT_API const char *chairlift_overall_figure_key(ChairliftOverallFigure figure);
CHAIRLIFT_API const char *chairlift_topic_figure_name(ChairliftTopicFigure figure);
CHAIRLIFT_API const char *chairlift_topic_figure_key(ChairliftTopicFigure figure);

enum { CHAIRLIFT_RESAMPLES = 1000 };

/* A figure and its 95 % interval, from CHAIRLIFT_RESAMPLES bootstrap resamples of papers: their
 * percentiles, or, for the ECE, these mirrored at the value (the basic bootstrap), because chance
 * adds to the ECE of papers, and once more to that of their resamples. NaN where it is not defined.
 */
typedef struct ChairliftFigure {
    double value;
    double low, high;
} ChairliftFigure;

/* How decisions on a topic and the truth fall together, in papers. */
typedef struct ChairliftTopicCounts {
    guint true_positives;
    guint false_positives;
    guint false_negatives;
} ChairliftTopicCounts;

/* Papers whose probability lies in one of equally wide intervals. */
typedef struct ChairliftReliabilityBin {
    guint papers;
    double probability; /* mean; NaN without papers */
    double frequency;   /* part of the papers of which it is true; NaN without papers */
    double low, high;   /* Wilson's 95 % interval of the frequency */
} ChairliftReliabilityBin;

/* Equally wide bins of reliability diagrams and of the expected calibration error. */
enum { CHAIRLIFT_CALIBRATION_BINS = 15 };

/* Whether what is called 0.7 probable is true 7 times of 10. */
typedef struct ChairliftReliabilityDiagram {
    const char *of;     /* "theme", "topics" (all together) or a topic's id; owned by the figures */
    guint papers;       /* probabilities that it holds: of "topics", one for each paper and topic */
    guint positive;     /* of these, how many are of something true */
    double probability; /* their mean */
    ChairliftFigure ece;
    double ece_by_chance; /* to be expected of so many if every probability held */
    ChairliftReliabilityBin bin[CHAIRLIFT_CALIBRATION_BINS];
} ChairliftReliabilityDiagram;

enum { CHAIRLIFT_COVERAGE_POINTS = 20 };

/* Risk by coverage (El-Yaniv & Wiener 2010): how often a judgement is wrong, on the theme or, in
 * theme, on the foremost topic, when those of least confidence go to a human. The confidence is the
 * one that scores have: that all of this holds. */
typedef struct ChairliftCoverageCurve {
    guint papers; /* whose judgement can be told right or wrong */
    double area;  /* mean risk over all coverages (AURC); 0 is best */
    struct {
        double coverage;   /* part of the papers: 1/20, 2/20, ... 1 */
        double confidence; /* the least among them */
        double risk;       /* part of them that is judged wrongly */
        double low, high;  /* Wilson's 95 % interval of the risk */
        double theme_risk; /* part of them that is judged wrongly on the theme alone */
    } point[CHAIRLIFT_COVERAGE_POINTS];
    /* Where it is used: what is below the limit needs a human. How many do, and how many of the
     * others are wrong, are CHAIRLIFT_NEEDS_HUMAN and CHAIRLIFT_SURE_BUT_WRONG. */
    double least_limit, most_limit; /* each fold has its own */
} ChairliftCoverageCurve;

/* What is said in place of, or besides, what is true. In each matrix, row t and column u count
 * papers that have topic t, have not topic u, and were assigned u. */
typedef struct ChairliftTopicConfusion {
    guint *instead; /* [topics][topics] t was not assigned */
    guint *besides; /* [topics][topics] t was assigned too */
    guint *nothing; /* [topics] papers that have t and were assigned no topic at all */
    guint *of_none; /* [topics] papers that have no topic and were assigned u */
} ChairliftTopicConfusion;

/* How good a venue's models are on papers that they were not trained on. */
typedef struct ChairliftFigures {
    char *venue;
    char *procedure;            /* "out-of-fold", or "held-out": trained on older papers */
    char *sample;               /* "all" labelled papers, or the "stratified" ones */
    char *labels;               /* how the venue's labels came about */
    gboolean from_descriptions; /* the models judged have learnt topics from their descriptions too,
                                   since few papers are labelled for them */
    guint papers;
    guint topics;
    char **topic;        /* [topics] ids, ended by NULL */
    guint *topic_papers; /* [topics] papers that have it */
    ChairliftFigure overall[CHAIRLIFT_OVERALL_FIGURES];
    ChairliftFigure *of_topic;    /* [topics][CHAIRLIFT_TOPIC_FIGURES] */
    ChairliftTopicCounts *counts; /* [topics] */
    GArray *reliability; /* of ChairliftReliabilityDiagram: theme, topics, then topics by id */
    ChairliftCoverageCurve coverage;
    ChairliftTopicConfusion confusion;
} ChairliftFigures;

CHAIRLIFT_API void chairlift_figures_free(ChairliftFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftFigures, chairlift_figures_free)

/* Which papers are judged by which models. */
typedef enum ChairliftSplit {
    CHAIRLIFT_SPLIT_FOLDS = 1, /* five times, each fifth of the papers is judged by models,
                                  thresholds and calibration made from the others */
    CHAIRLIFT_SPLIT_TIME = 2,  /* the newest fifth (by the date in arXiv's ids) is judged by what
                                  was made from the older papers */
    CHAIRLIFT_SPLIT_BOTH = 3
} ChairliftSplit;

/* Measures the procedure of chairlift_train: an array of ChairliftFigures, venue after venue, for
 * each split on all labelled papers and, if there are any, on the stratified ones. Fails when no
 * venue has labelled papers that can be judged. */
CHAIRLIFT_API GPtrArray *chairlift_evaluate(const ChairliftCorpus *corpus, GPtrArray *venues,
                                            ChairliftSplit split,
                                            const ChairliftTrainOptions *options, GError **error);

/* ---- learning curve --------------------------------------------------------------------------
 */

/* Draws of papers to label: each is judged on another fifth of the papers, which it cannot draw
 * from, so that together they judge every paper once. */
enum { CHAIRLIFT_DRAWS = 5 };

typedef struct ChairliftLearningPoint {
    guint labels;              /* papers in theme whose topics were known */
    ChairliftFigures *figures; /* of all draws together */
    double micro_f1[CHAIRLIFT_DRAWS];
    double macro_f1[CHAIRLIFT_DRAWS];
} ChairliftLearningPoint;

/* How good a venue's topics are by the number of papers that are labelled for them: 0 (from the
 * descriptions and older calls alone), 50, 100, 200, ... and all there are. A draw's smaller
 * numbers are part of its larger ones. The theme's labels are all known. */
typedef struct ChairliftLearningCurve {
    char *venue;
    GArray *points; /* of ChairliftLearningPoint */
} ChairliftLearningCurve;

CHAIRLIFT_API void chairlift_learning_curve_free(ChairliftLearningCurve *curve);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftLearningCurve, chairlift_learning_curve_free)

/* The curves of venues, as an array of ChairliftLearningCurve. Takes minutes. */
CHAIRLIFT_API GPtrArray *chairlift_learning_curves(const ChairliftCorpus *corpus, GPtrArray *venues,
                                                   const ChairliftTrainOptions *options,
                                                   GError **error);

/* Figures of several venues, and their learning curves (or NULL), as JSON text with what they were
 * measured on; free with g_free. Intervals are {"value", "low", "high"}, null where undefined:
 *
 *   {"corpus": SHA-256, "bootstrap": {"resamples", "level"}, "calibration_bins",
 *    "figures": [{"venue", "labels" (how they came about), "procedure", "sample", "papers",
 *      "from_descriptions" (true or false),
 *      "overall": {name: interval},
 *      "topics": [{"id", "papers", "true_positives", "false_positives", "false_negatives",
 *                  name: interval}],
 *      "reliability": [{"of", "papers", "positive", "probability", "ece": interval,
 * "ece_by_chance", "bins": [{"papers", "probability", "frequency", "low", "high"}]}], bins without
 * papers are left out "coverage": {"papers", "area", "limit": {"low", "high"}, "points":
 * [{"coverage", "confidence", "risk", "low", "high", "theme_risk"}]}, "confusion": {"instead",
 * "besides": matrices, rows in order of topics, "nothing", "of_none"}
 *    }],
 *    "learning_curves": [{"venue", "points": [{"labelled_papers", "micro_f1_of_draws",
 *      "macro_f1_of_draws", and what figures have up to "topics"}]}]}
 */
CHAIRLIFT_API char *chairlift_figures_to_json(const ChairliftCorpus *corpus,
                                              const GPtrArray *figures, const GPtrArray *curves);

/* ---- the semantic space ---------------------------------------------------------------------- */

/* Learns a semantic space (features.h) from unlabelled papers: JSON Lines with "id", "title" and
 * "abstract", perhaps compressed with gzip, in files ended by NULL. The same papers in the same
 * order give the same space, on one thread. NULL, with error set; free with chairlift_space_free.
 */
CHAIRLIFT_API ChairliftSpace *
chairlift_space_learn(const char *const *files, const ChairliftTrainOptions *how, GError **error);

G_END_DECLS

#endif
