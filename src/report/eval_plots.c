/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "eval_plots.h"

#include "eval_words.h"
#include "html.h"
#include "plot.h"

#include <math.h>

/* Bins with fewer papers than this say too little to be drawn. */
enum { LEAST_PAPERS_OF_BIN = 5 };

void chairlift_eval_plot_reliability(GString *out, const ChairliftReliabilityDiagram *diagram,
                                     const char *name, gboolean legend)
{
    double x[CHAIRLIFT_CALIBRATION_BINS];
    double y[CHAIRLIFT_CALIBRATION_BINS];
    double low[CHAIRLIFT_CALIBRATION_BINS];
    double high[CHAIRLIFT_CALIBRATION_BINS];
    double edges[CHAIRLIFT_CALIBRATION_BINS + 1] = {0};
    double share[CHAIRLIFT_CALIBRATION_BINS];
    g_autoptr(GPtrArray) tips = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func(g_free);
    guint length = 0;
    for (guint b = 0; b < CHAIRLIFT_CALIBRATION_BINS; b++) {
        const ChairliftReliabilityBin *bin = &diagram->bin[b];
        edges[b + 1] = (double)(b + 1) / CHAIRLIFT_CALIBRATION_BINS;
        share[b] = (double)bin->papers / MAX(diagram->papers, 1);
        g_ptr_array_add(counts,
                        g_strdup_printf("%.2f to %.2f: %u", edges[b], edges[b + 1], bin->papers));
        if (bin->papers < LEAST_PAPERS_OF_BIN)
            continue;
        x[length] = bin->probability;
        y[length] = bin->frequency;
        low[length] = bin->low;
        high[length++] = bin->high;
        g_ptr_array_add(tips, g_strdup_printf("said %.2f, true %.2f [%.2f, %.2f], n = %u",
                                              bin->probability, bin->frequency, bin->low, bin->high,
                                              bin->papers));
    }
    g_autofree char *title = g_strdup_printf("Reliability: %s", name);
    const ChairliftPlot plot = chairlift_plot_begin(
        out, title, (ChairliftAxis){.label = "probability said", .low = 0, .high = 1},
        (ChairliftAxis){.label = "part that is true", .low = 0, .high = 1});
    chairlift_plot_bars(&plot, 2, edges, share, (const char *const *)counts->pdata,
                        CHAIRLIFT_CALIBRATION_BINS);
    chairlift_plot_reference(&plot, 0, 0, 1, 1);
    chairlift_plot_band(&plot, 1, x, low, high, length);
    chairlift_plot_line(&plot, 1, x, y, length);
    chairlift_plot_points(&plot, 1, x, y, (const char *const *)tips->pdata, length);
    static const char *const NAMES[] = {"part that is true", "part of the answers in this bin"};
    g_autofree char *caption =
        isnan(diagram->ece.value)
            ? g_strdup_printf("%s: no answers.", name)
            : g_strdup_printf("%s: ECE %.3f [%.3f, %.3f], by chance %.3f. %u answers, %u of them "
                              "true; mean probability %.3f, frequency %.3f.",
                              name, diagram->ece.value, diagram->ece.low, diagram->ece.high,
                              diagram->ece_by_chance, diagram->papers, diagram->positive,
                              diagram->probability, (double)diagram->positive / diagram->papers);
    chairlift_plot_end(&plot, legend ? NAMES : NULL, G_N_ELEMENTS(NAMES), caption);
}

/* The limit in use: its point, with the interval of its risk, and lines to both axes. */
static void plot_limit(const ChairliftPlot *plot, const ChairliftFigures *figures)
{
    enum { SERIES = 3 };
    const ChairliftFigure *human = &figures->overall[CHAIRLIFT_NEEDS_HUMAN];
    const ChairliftFigure *wrong = &figures->overall[CHAIRLIFT_SURE_BUT_WRONG];
    const double x[] = {1 - human->value, 1 - human->value};
    const double y[] = {wrong->low, wrong->high};
    if (isnan(wrong->value))
        return;
    g_autofree char *tip = chairlift_eval_limit_words(figures);
    const char *const tips[] = {tip};
    chairlift_plot_reference(plot, x[0], 0, x[0], wrong->value);
    chairlift_plot_reference(plot, 0, wrong->value, x[0], wrong->value);
    chairlift_plot_line(plot, SERIES, x, y, G_N_ELEMENTS(x));
    chairlift_plot_points(plot, SERIES, x, &wrong->value, tips, 1);
}

void chairlift_eval_plot_coverage(GString *out, const ChairliftFigures *figures)
{
    static const char *const NAMES[] = {"judged wrongly", "of these, on the theme", "limit in use"};
    const ChairliftCoverageCurve *curve = &figures->coverage;
    double x[CHAIRLIFT_COVERAGE_POINTS];
    double y[CHAIRLIFT_COVERAGE_POINTS];
    double low[CHAIRLIFT_COVERAGE_POINTS];
    double high[CHAIRLIFT_COVERAGE_POINTS];
    double theme[CHAIRLIFT_COVERAGE_POINTS];
    g_autoptr(GPtrArray) tips = g_ptr_array_new_with_free_func(g_free);
    double most = 0.05;
    for (guint i = 0; i < CHAIRLIFT_COVERAGE_POINTS; i++) {
        x[i] = curve->point[i].coverage;
        y[i] = curve->point[i].risk;
        low[i] = curve->point[i].low;
        high[i] = curve->point[i].high;
        theme[i] = curve->point[i].theme_risk;
        most = MAX(most, high[i]);
        g_ptr_array_add(tips, g_strdup_printf("%.0f %% of %u papers, confidence %.2f or more: "
                                              "wrong on %.1f %% [%.1f, %.1f]",
                                              100 * x[i], curve->papers, curve->point[i].confidence,
                                              100 * y[i], 100 * low[i], 100 * high[i]));
    }
    const ChairliftPlot plot = chairlift_plot_begin(
        out, "Risk by coverage",
        (ChairliftAxis){.label = "coverage: part of the papers left to it", .low = 0, .high = 1},
        (ChairliftAxis){
            .label = "risk: part judged wrongly", .low = 0, .high = ceil(most * 20) / 20});
    if (curve->papers > 0) {
        chairlift_plot_band(&plot, 1, x, low, high, CHAIRLIFT_COVERAGE_POINTS);
        chairlift_plot_line(&plot, 1, x, y, CHAIRLIFT_COVERAGE_POINTS);
        chairlift_plot_line(&plot, 2, x, theme, CHAIRLIFT_COVERAGE_POINTS);
        chairlift_plot_points(&plot, 1, x, y, (const char *const *)tips->pdata,
                              CHAIRLIFT_COVERAGE_POINTS);
        plot_limit(&plot, figures);
    }
    g_autofree char *limit = chairlift_eval_limit_words(figures);
    g_autofree char *caption = g_strdup_printf("Risk by coverage. %s", limit);
    chairlift_plot_end(&plot, NAMES, G_N_ELEMENTS(NAMES), caption);
}

void chairlift_eval_plot_learning(GString *out, const ChairliftLearningCurve *curve)
{
    static const ChairliftOverallFigure SHOWN[] = {CHAIRLIFT_MICRO_F1, CHAIRLIFT_MACRO_F1};
    static const char *const NAMES[] = {"micro F1", "macro F1"};
    guint length = curve->points->len;
    g_autofree double *x = g_new(double, length + 1);
    g_autofree double *y = g_new(double, length + 1);
    g_autofree double *low = g_new(double, length + 1);
    g_autofree double *high = g_new(double, length + 1);
    const guint most = g_array_index(curve->points, ChairliftLearningPoint, length - 1).labels;
    const ChairliftPlot plot = chairlift_plot_begin(
        out, "Learning curve",
        (ChairliftAxis){.label = "labelled papers", .low = 0, .high = MAX(most, 1)},
        (ChairliftAxis){.label = "F1 on papers not seen", .low = 0, .high = 1});
    for (guint f = 0; f < G_N_ELEMENTS(SHOWN); f++) {
        g_autoptr(GPtrArray) tips = g_ptr_array_new_with_free_func(g_free);
        for (guint i = 0; i < length; i++) {
            const ChairliftLearningPoint *point =
                &g_array_index(curve->points, ChairliftLearningPoint, i);
            const ChairliftFigure *figure = &point->figures->overall[SHOWN[f]];
            x[i] = point->labels;
            y[i] = figure->value;
            low[i] = figure->low;
            high[i] = figure->high;
            g_ptr_array_add(tips, g_strdup_printf("%u labelled: %s %.3f [%.3f, %.3f]",
                                                  point->labels, NAMES[f], y[i], low[i], high[i]));
        }
        chairlift_plot_band(&plot, f + 1, x, low, high, length);
        chairlift_plot_line(&plot, f + 1, x, y, length);
        chairlift_plot_points(&plot, f + 1, x, y, (const char *const *)tips->pdata, length);
    }
    chairlift_plot_end(&plot, NAMES, G_N_ELEMENTS(NAMES), "F1 by the number of labelled papers.");
}
