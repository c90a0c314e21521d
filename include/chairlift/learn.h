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

/* SHA-256 of its contents, hexadecimal; owned by the corpus. */
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
    CHAIRLIFT_TOPICS_BRIER,   /* mean over topics */
    CHAIRLIFT_TOPICS_ECE,     /* mean over topics */
    CHAIRLIFT_PRECISION_AT_1, /* of papers with topics: the most probable one is among them */
    CHAIRLIFT_OVERALL_FIGURES
} ChairliftOverallFigure;

typedef enum ChairliftTopicFigure {
    CHAIRLIFT_TOPIC_PRECISION,
    CHAIRLIFT_TOPIC_RECALL,
    CHAIRLIFT_TOPIC_F1,
    CHAIRLIFT_TOPIC_AVERAGE_PRECISION,
    CHAIRLIFT_TOPIC_BRIER,
    CHAIRLIFT_TOPIC_ECE,
    CHAIRLIFT_TOPIC_FIGURES
} ChairliftTopicFigure;

/* Names as in JSON: "theme_auc", "micro_f1", "precision". */
CHAIRLIFT_API const char *chairlift_overall_figure_name(ChairliftOverallFigure figure);
CHAIRLIFT_API const char *chairlift_topic_figure_name(ChairliftTopicFigure figure);

enum { CHAIRLIFT_RESAMPLES = 1000 };

/* A figure and its 95 % interval (percentiles of CHAIRLIFT_RESAMPLES bootstrap resamples of
 * papers); NaN where it is not defined. */
typedef struct ChairliftFigure {
    double value;
    double low, high;
} ChairliftFigure;

/* How good a venue's models are on papers that they were not trained on. */
typedef struct ChairliftFigures {
    char *venue;
    char *procedure; /* "out-of-fold", or "held-out": trained on older papers */
    char *sample;    /* "all" labelled papers, or the "stratified" ones */
    char *labels;    /* how the venue's labels came about */
    guint papers;
    guint topics;
    char **topic;        /* [topics] ids, ended by NULL */
    guint *topic_papers; /* [topics] papers that have it */
    ChairliftFigure overall[CHAIRLIFT_OVERALL_FIGURES];
    ChairliftFigure *of_topic; /* [topics][CHAIRLIFT_TOPIC_FIGURES] */
} ChairliftFigures;

CHAIRLIFT_API void chairlift_figures_free(ChairliftFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftFigures, chairlift_figures_free)

/* Measures the procedure of chairlift_train, for each venue on all labelled papers and, if there
 * are any, on the stratified ones: an array of ChairliftFigures. By folds: five times, each fifth
 * of the papers is judged by models, thresholds and calibration made from the others. held_out: the
 * newest fifth (by the date in arXiv's ids) is judged by what was made from the older papers. */
CHAIRLIFT_API GPtrArray *chairlift_evaluate(const ChairliftCorpus *corpus, GPtrArray *venues,
                                            gboolean held_out, const ChairliftTrainOptions *options,
                                            GError **error);

/* Figures of several venues as JSON text with what they were measured on; free with g_free. */
CHAIRLIFT_API char *chairlift_figures_to_json(const ChairliftCorpus *corpus,
                                              const GPtrArray *figures);

/* ---- the semantic space ---------------------------------------------------------------------- */

/* Learns a semantic space (features.h) from unlabelled papers: JSON Lines with "id", "title" and
 * "abstract", perhaps compressed with gzip, in files ended by NULL. The same papers in the same
 * order give the same space, on one thread. NULL, with error set; free with chairlift_space_free. */
CHAIRLIFT_API ChairliftSpace *chairlift_space_learn(const char *const *files,
                                                    const ChairliftTrainOptions *how,
                                                    GError **error);

G_END_DECLS

#endif
