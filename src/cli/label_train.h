/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding labels to the corpus, training on them, and what that changes. */
#ifndef CHAIRLIFT_CLI_LABEL_TRAIN_H
#define CHAIRLIFT_CLI_LABEL_TRAIN_H

#include "label_papers.h"

/* Adds the file of labels to the corpus, trains all calls, and appends to `changes` the venue's
 * figures before and after and the papers that are judged otherwise. The corpus and the models are
 * those of the program's data (data.h). */
gboolean label_train(const char *labels, const char *provenance, const char *venue,
                     LabelPapers *papers, guint threads, GString *changes, GError **error);

#endif
