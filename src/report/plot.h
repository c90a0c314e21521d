/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plots as SVG within a page of HTML (html.h), whose style sheet colours them.
 *
 * A plot is a <figure>: begun with its axes, filled with bands, bars, lines and points, and ended
 * with a caption. What lies outside the axes is drawn at their edge; values that are no numbers are
 * left out. Series are numbered from 1 to CHAIRLIFT_PLOT_SERIES, each number a colour; further
 * numbers begin again.
 */
#ifndef CHAIRLIFT_REPORT_PLOT_H
#define CHAIRLIFT_REPORT_PLOT_H

#include <glib.h>

enum { CHAIRLIFT_PLOT_SERIES = 6 };

typedef struct ChairliftAxis {
    const char *label; /* borrowed */
    double low, high;  /* low < high; both above 0 when logarithmic */
    gboolean logarithmic;
} ChairliftAxis;

typedef struct ChairliftPlot {
    GString *out; /* borrowed */
    ChairliftAxis x, y;
} ChairliftPlot;

/* Appends the beginning of a figure. title is read to those who cannot see the plot. */
ChairliftPlot chairlift_plot_begin(GString *out, const char *title, ChairliftAxis x,
                                   ChairliftAxis y);

/* x, y, low, high, tips: [length]. A tip shows when the pointer rests on a point or bar; tips NULL:
 * the values. */
void chairlift_plot_line(const ChairliftPlot *plot, guint series, const double *x, const double *y,
                         guint length);
void chairlift_plot_band(const ChairliftPlot *plot, guint series, const double *x,
                         const double *low, const double *high, guint length);
void chairlift_plot_points(const ChairliftPlot *plot, guint series, const double *x,
                           const double *y, const char *const *tips, guint length);

/* Bars from the axis up to y; bar i reaches from edges[i] to edges[i + 1]. edges: [length + 1]. */
void chairlift_plot_bars(const ChairliftPlot *plot, guint series, const double *edges,
                         const double *y, const char *const *tips, guint length);

/* A dashed line between two points, to compare with. */
void chairlift_plot_reference(const ChairliftPlot *plot, double x0, double y0, double x1,
                              double y1);

/* Appends the end: a legend with the names of series 1 to length (names NULL: none), and the
 * caption, which may be NULL. */
void chairlift_plot_end(const ChairliftPlot *plot, const char *const *names, guint length,
                        const char *caption);

#endif
