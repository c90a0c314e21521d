/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plots of how good judgements are, for a page. */
#ifndef CHAIRLIFT_REPORT_EVAL_PLOTS_H
#define CHAIRLIFT_REPORT_EVAL_PLOTS_H

#include "chairlift/learn.h"

/* name: of the topic, as people read it. */
void chairlift_eval_plot_reliability(GString *out, const ChairliftReliabilityDiagram *diagram,
                                     const char *name, gboolean legend);
void chairlift_eval_plot_coverage(GString *out, const ChairliftFigures *figures);
void chairlift_eval_plot_learning(GString *out, const ChairliftLearningCurve *curve);

#endif
