/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of one JSON object on one line, checked strictly, for the corpus' readers. */
#ifndef CHAIRLIFT_LEARN_RECORDS_H
#define CHAIRLIFT_LEARN_RECORDS_H

#include "corpus.h"
#include "line_reader.h"

#include <jansson.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

/* The next line as an object, or NULL: at the end of the file, or with error set. */
json_t *chairlift_record_next(ChairliftLineReader *lines, GError **error);

/* A text (valid UTF-8, without NUL), borrowed from the record. */
const char *chairlift_record_text(json_t *record, const char *key, ChairliftLineReader *lines,
                                  GError **error);

/* A paper's id: a text of 1 to 200 bytes without white space at its ends. */
const char *chairlift_record_id(json_t *record, ChairliftLineReader *lines, GError **error);

/* Appends the label that a JSON value is: a degree of fit (0, 1 or 2), or a list of topics. */
gboolean chairlift_record_label(json_t *value, const char *path, GArray *labels,
                                ChairliftLineReader *lines, GError **error);

/* Puts a paper's labels in order of path. */
void chairlift_labels_sort(GArray *labels);

#endif
