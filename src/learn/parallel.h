/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent pieces of work on several threads.
 *
 * Each piece writes to a place of its own, so that results do not depend on the number of threads
 * or on which piece ends first.
 */
#ifndef CHAIRLIFT_LEARN_PARALLEL_H
#define CHAIRLIFT_LEARN_PARALLEL_H

#include "chairlift/learn.h"

/* Does piece `index` of the work. */
typedef void (*ChairliftPieceFunction)(guint index, gpointer data);

/* What training and evaluation run on. `done` and `total` count work in arbitrary but equal units;
 * total is set before the work begins. */
typedef struct ChairliftRun {
    guint threads;
    GCancellable *cancellable;          /* or NULL */
    ChairliftProgressFunction progress; /* or NULL; called on the caller's thread, often */
    gpointer progress_data;
    double done;
    double total;
} ChairliftRun;

/* A run of total 1. */
ChairliftRun chairlift_run_new(const ChairliftTrainOptions *options);

/* Counts and reports work done without other threads. */
void chairlift_run_advance(ChairliftRun *run, double cost);

/* Calls work(0..count-1, data) and returns when all have returned; `cost` units of work are done
 * then. FALSE, with error set, when it was cancelled: pieces not begun are left out. */
gboolean chairlift_parallel(ChairliftRun *run, guint count, double cost,
                            ChairliftPieceFunction work, gpointer data, GError **error);

#endif
