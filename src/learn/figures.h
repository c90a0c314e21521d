/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a venue on a set of papers, with their intervals. */
#ifndef CHAIRLIFT_LEARN_FIGURES_H
#define CHAIRLIFT_LEARN_FIGURES_H

#include "metrics.h"
#include "target.h"

#include <jansson.h>

/* The 2.5 % and 97.5 % quantiles of resamples, [length], which are sorted; NaN is left out. */
void chairlift_percentile_interval(double *resamples, gsize length, double *low, double *high);

/* Turns percentiles of a figure that cannot be below 0 into its basic bootstrap interval: mirrors
 * them at its value. */
void chairlift_basic_interval(double value, double *low, double *high);

/* Measures predictions on the papers that `papers` ([truth->papers]) marks. */
ChairliftFigures *chairlift_figures_new(const ChairliftTruth *truth,
                                        const ChairliftPredictions *predictions,
                                        const gboolean *papers, const char *procedure,
                                        const char *sample, ChairliftRun *run, double cost,
                                        GError **error);

/* {"value", "low", "high"}, null where undefined. */
json_t *chairlift_figure_to_json(const ChairliftFigure *figure);

/* The figures as JSON: {"procedure", "sample", "papers", "overall": {name: {"value", "low",
 * "high"}}, "topics": [{"id", "papers", name: ...}]}. A figure that is not defined is null. */
json_t *chairlift_figures_to_json_object(const ChairliftFigures *figures);

#endif
