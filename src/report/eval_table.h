/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good judgements are, as a person reads it in a terminal. */
#ifndef CHAIRLIFT_REPORT_EVAL_TABLE_H
#define CHAIRLIFT_REPORT_EVAL_TABLE_H

#include "chairlift/learn.h"

/* Appends tables of figures (of ChairliftFigures, those of one venue and split side by side), of
 * topics, risk by coverage and confusions; then learning curves (of ChairliftLearningCurve, or
 * NULL), what the names mean, and how the labels came about. */
void chairlift_eval_table(GString *out, const GPtrArray *figures, const GPtrArray *curves);

/* A pair of topics that are confused: papers that have `has`, and were assigned `said`, which they
 * have not. */
typedef struct ChairliftConfusedPair {
    guint has, said;        /* numbers of topics */
    guint instead, besides; /* papers */
} ChairliftConfusedPair;

/* The pairs that are confused in any paper, most papers first: of ChairliftConfusedPair. */
GArray *chairlift_eval_confused_pairs(const ChairliftFigures *figures);

#endif
