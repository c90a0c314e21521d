/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labelling papers one after the other, by keys. */
#ifndef CHAIRLIFT_CLI_LABEL_SESSION_H
#define CHAIRLIFT_CLI_LABEL_SESSION_H

#include "label_papers.h"

#include "chairlift/label.h"

/* Shows papers (numbers in order, of guint) on stderr and takes labels from stdin into the file,
 * until all have been shown, or the user or the end of stdin ends it. On a terminal each key acts
 * at once; elsewhere keys come as lines. Returns how many were labelled; -1, with error set, when
 * the file cannot be written. */
int label_session(const LabelPapers *papers, const GArray *order, const ChairliftVenue *venue,
                  ChairliftLabelFile *file, GError **error);

#endif
