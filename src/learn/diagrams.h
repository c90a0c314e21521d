/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is better seen than read: reliability, risk by coverage, and which topics are taken for
 * which. */
#ifndef CHAIRLIFT_LEARN_DIAGRAMS_H
#define CHAIRLIFT_LEARN_DIAGRAMS_H

#include "calibration.h"

#include <jansson.h>

/* Wilson's 95 % score interval (Wilson 1927) of a frequency of `positive` in `papers`, 1 or more.
 */
void chairlift_wilson_interval(guint positive, guint papers, double *low, double *high);

/* probability, class: [papers]; papers whose class is below 0 or mark is not set are left out. */
ChairliftReliabilityDiagram chairlift_reliability_diagram(const char *of, gsize papers,
                                                          const double *probability,
                                                          const gint8 *class, const gboolean *mark);

/* One judgement, and whether it holds. */
typedef struct ChairliftJudged {
    gsize paper; /* breaks ties */
    double confidence;
    gboolean is_wrong; /* on the theme or the foremost topic */
    gboolean is_wrong_on_theme;
} ChairliftJudged;

/* judged: [papers], which it sorts. The limits are left to the caller. */
ChairliftCoverageCurve chairlift_coverage_curve(ChairliftJudged *judged, gsize papers);

/* Fills the counts, diagrams, curves and confusion of figures, whose topics are named already, with
 * what is true and was said of the marked papers ([truth->papers]), of which all have predictions.
 */
void chairlift_figures_draw(ChairliftFigures *figures, const ChairliftTruth *truth,
                            const ChairliftPredictions *predictions, const gboolean *mark);

/* Frees what it filled. */
void chairlift_figures_clear_drawn(ChairliftFigures *figures);

/* Adds "reliability", "coverage" and "confusion" to the object of a call's figures. */
void chairlift_diagrams_to_json(const ChairliftFigures *figures, json_t *object);

#endif
