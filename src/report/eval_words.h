/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of `chairlift eval` mean, in the same words in a terminal and on a page. */
#ifndef CHAIRLIFT_REPORT_EVAL_WORDS_H
#define CHAIRLIFT_REPORT_EVAL_WORDS_H

#include "chairlift/learn.h"

/* Names are those of chairlift_overall_figure_name, or of what tables and plots have besides;
 * several that go together stand in one. A meaning is a sentence or two. */
typedef struct ChairliftEvalMeaning {
    const char *name;
    const char *meaning;
} ChairliftEvalMeaning;

/* Ended by a name of NULL. */
const ChairliftEvalMeaning *chairlift_eval_meanings(void);

/* How a learning curve is measured. */
extern const char CHAIRLIFT_EVAL_CURVE_MEANING[];

/* How often what needs no human is wrong: where the limit lies, how many papers that leaves to the
 * program, and its error rate, with intervals. */
char *chairlift_eval_limit_words(const ChairliftFigures *figures);

/* How the labels came about: a line for each call that differs from the one before: of char *. */
GPtrArray *chairlift_eval_labels(const GPtrArray *figures);

#endif
