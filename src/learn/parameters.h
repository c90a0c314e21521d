/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was chosen by measurement; models/README.md tells what else was tried and what it gave. */
#ifndef CHAIRLIFT_LEARN_PARAMETERS_H
#define CHAIRLIFT_LEARN_PARAMETERS_H

/* Features: the terms in most labelled papers. */
enum { CHAIRLIFT_MOST_FEATURES = 25000 };

/* With more papers than this, SVMs are trained from the vectors. */
enum { CHAIRLIFT_MOST_IN_GRAM = 250 };

/* SVMs: cost of an error, and of one on a borderline paper when the theme is learnt, relative. */
static const double CHAIRLIFT_COST = 0.3;
static const double CHAIRLIFT_BORDERLINE_COST = 0.5;
/* A class's cost goes with its frequency to the power of minus this: half-way to balance. */
static const double CHAIRLIFT_CLASS_BALANCE = 0.5;

/* Of an error on a paper whose label lists the topic first, second, third or later, relative. */
static const double CHAIRLIFT_PLACE_COST[] = {1, 0.7, 0.4};

/* Folds of cross-validation. */
enum { CHAIRLIFT_FOLDS = 5 };

/* What a paper counts in calibration that was chosen for labelling, where one drawn at random
 * (stratified) counts 1. */
static const double CHAIRLIFT_CHOSEN_WEIGHT = 0.05;

/* Papers that speak for the topics' median threshold when a topic's own is chosen. */
static const double CHAIRLIFT_SHRINKAGE = 20;

/* Verdicts: of papers clearly in theme, at most this part may be told "does not fit"; of papers out
 * of theme, at most this part may be told "fits". */
static const double CHAIRLIFT_MOST_TURNED_AWAY = 0.02;
static const double CHAIRLIFT_MOST_LET_IN = 0.05;

/* Of judgements that need no human, at most this part may be wrong; told from at least so many. */
static const double CHAIRLIFT_MOST_WRONG = 0.05;
enum { CHAIRLIFT_LEAST_JUDGED = 50 };

/* A venue's topics cover its theme when at most this part of its papers has none of them; then each
 * paper that fits is assigned at least one. */
static const double CHAIRLIFT_MOST_UNCOVERED = 0.02;

/* A call's topics are learnt from weak labels too (weak_labels.h) while fewer papers in theme than
 * this have labels of its own. */
enum { CHAIRLIFT_ENOUGH_LABELS = 1000 };

/* An error on a weak label costs w / (10 w + labels) of one on a label: a tenth while there are no
 * labels, half of that with 200. */
static const double CHAIRLIFT_WEAK_LABELS_WORTH = 20;

#endif
