/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges: venues with their trained model, ready to score. Commands that score load theirs here. */
#ifndef CHAIRLIFT_CLI_JUDGES_H
#define CHAIRLIFT_CLI_JUDGES_H

#include "chairlift/model.h"
#include "chairlift/paper.h"
#include "chairlift/venue.h"

/* The venue that is used when none is named: the newest call. */
#define DEFAULT_VENUE "mechinterp-icml-2026"

typedef struct Judges {
    GPtrArray *venues;     /* of ChairliftVenue, owned */
    ChairliftModel *model; /* of these venues, in this order */
} Judges;

/* Loads the venue named, by id or by its file, or every venue, sorted by id, for "all"; NULL is the
 * default. Of all, those without models are left out with a warning; damaged models are an error,
 * since a chair who asks for all must not miss one unawares. */
Judges *judges_load(const char *venue, GError **error);

void judges_free(Judges *judges);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Judges, judges_free)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftScorer, chairlift_scorer_free)

/* A scorer for one thread. */
ChairliftScorer *judges_scorer(const Judges *judges, GError **error);

/* Scores a paper for `venues` venues, into scores[venues]. The models know English alone: a paper
 * in another language cannot be judged. Confidence was measured on abstracts: with less, or
 * with a text that repeats itself, a human is needed whatever it is. FALSE, with error set, only
 * when memory runs out. */
gboolean judges_score(ChairliftScorer *scorer, guint venues, const ChairliftPaper *paper,
                      ChairliftScores *scores, GError **error);

#endif
