/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good models are by the number of papers that are labelled. */
#ifndef CHAIRLIFT_LEARN_LEARNING_CURVE_H
#define CHAIRLIFT_LEARN_LEARNING_CURVE_H

#include "training_set.h"

#include <jansson.h>

/* Numbers of papers to label, 0, 50, 100, 200, 400, ... below `most`, and `most`: of guint. */
GArray *chairlift_learning_sizes(guint most);

/* Marks in unread ([papers]) the candidates ([length] numbers) that a draw leaves out which takes
 * `size` of them, and all that are no candidates. The same seed's draws contain one another. */
void chairlift_learning_draw(const guint32 *candidate, guint length, guint seed, guint size,
                             gboolean *unread, gsize papers);

json_t *chairlift_learning_curves_to_json(const GPtrArray *curves);

#endif
