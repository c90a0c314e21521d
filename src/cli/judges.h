/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A judge: a venue with its trained model, ready to score. Commands that score load theirs here. */
#ifndef CHAIRLIFT_CLI_JUDGES_H
#define CHAIRLIFT_CLI_JUDGES_H

#include "chairlift/model.h"
#include "chairlift/venue.h"

/* The venue that is used when none is named: the newest call. */
#define DEFAULT_VENUE "mechinterp-icml-2026"

typedef struct Judge {
    ChairliftVenue *venue;
    ChairliftModel *model;
    ChairliftScorer *scorer;
} Judge;

void judge_free(Judge *judge);

/* Loads one venue, by id or by its file, and its model. */
Judge *judge_load(const char *venue, GError **error);

/* Loads the venue named, or every venue, sorted by id, for "all": an array of Judge that owns its
 * elements. */
GPtrArray *judges_load(const char *venue, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Judge, judge_free)

#endif
