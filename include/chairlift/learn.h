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

/* SHA-256 of its contents, hexadecimal; owned by the corpus. */
CHAIRLIFT_API const char *chairlift_corpus_checksum(const ChairliftCorpus *corpus);

/* Makes a corpus from JSON Lines: one object for each paper with "id", "title", "abstract",
 * optionally "sample", and the labels that the venues ask for, at the places that their files name:
 * a degree of fit (2 in theme, 1 borderline, 0 out) and a list of topics, best first. Other keys
 * are passed over. Files may be compressed with gzip. */
typedef struct ChairliftCorpusBuilder ChairliftCorpusBuilder;

/* base, which may be NULL, is a corpus to add to: the builder takes it over. venues are of
 * ChairliftVenue; the builder keeps a reference. */
CHAIRLIFT_API ChairliftCorpusBuilder *
chairlift_corpus_builder_new(ChairliftCorpus *base, GPtrArray *venues, GError **error);
CHAIRLIFT_API void chairlift_corpus_builder_free(ChairliftCorpusBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftCorpusBuilder, chairlift_corpus_builder_free)

/* Adds the labelled papers of a file; a paper replaces an earlier one of the same id. The same id
 * twice in one file, or a topic that no venue has, is an error. */
CHAIRLIFT_API gboolean chairlift_corpus_builder_add_labelled(ChairliftCorpusBuilder *builder,
                                                             const char *file, GError **error);

/* Adds unlabelled papers ("id", "title", "abstract") to the background. */
CHAIRLIFT_API gboolean chairlift_corpus_builder_add_background(ChairliftCorpusBuilder *builder,
                                                               const char *file, GError **error);

/* The corpus; the builder is empty afterwards. NULL, with error set, when no labelled paper was
 * added. */
CHAIRLIFT_API ChairliftCorpus *chairlift_corpus_builder_finish(ChairliftCorpusBuilder *builder,
                                                               GError **error);

G_END_DECLS

#endif
