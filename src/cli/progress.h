/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What chairlift train and chairlift eval share: where their input is, how far they are, and how
 * they are interrupted. */
#ifndef CHAIRLIFT_CLI_PROGRESS_H
#define CHAIRLIFT_CLI_PROGRESS_H

#include "chairlift/learn.h"

/* The corpus in a folder; NULL means the one that comes with chairlift. */
ChairliftCorpus *training_corpus(const char *folder, GError **error);

/* The venue of this id, or all when it is NULL or "all": from the folder's own venues/, or when it
 * has none, those that come with chairlift. */
GPtrArray *training_venues(const char *folder, const char *id, GError **error);

/* Shows progress on stderr: on a terminal a line with a bar and the time left, elsewhere a few
 * plain lines. From its making to its end SIGINT and SIGTERM cancel the work. */
typedef struct Progress Progress;

Progress *progress_new(const char *what);
ChairliftTrainOptions progress_options(Progress *progress, int threads);
/* Removes the line from the terminal. */
void progress_end(Progress *progress);
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

#endif
