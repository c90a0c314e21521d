/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot.h"

#include "html.h"

#include <math.h>

/* Of the drawing, and of the room around what is plotted. */
enum { WIDTH = 480, HEIGHT = 300, LEFT = 56, RIGHT = 12, TOP = 10, BOTTOM = 44 };

/* Where in its axis a value lies: 0 low, 1 high. */
static double share(const ChairliftAxis *axis, double value)
{
    const double at = axis->logarithmic
                          ? log(MAX(value, axis->low) / axis->low) / log(axis->high / axis->low)
                          : (value - axis->low) / (axis->high - axis->low);
    return CLAMP(at, 0, 1);
}

static double across(const ChairliftPlot *plot, double x)
{
    return LEFT + share(&plot->x, x) * (WIDTH - LEFT - RIGHT);
}

static double down(const ChairliftPlot *plot, double y)
{
    return HEIGHT - BOTTOM - share(&plot->y, y) * (HEIGHT - TOP - BOTTOM);
}

static guint colour_of(guint series)
{
    return (series - 1) % CHAIRLIFT_PLOT_SERIES + 1;
}

/* 1, 2 or 5 times a power of ten, so that about five steps make the range. */
static double step_of(double range)
{
    const double decade = pow(10, floor(log10(range / 5)));
    const double steps = range / 5 / decade;
    return decade * (steps > 5 ? 10 : steps > 2 ? 5 : steps > 1 ? 2 : 1);
}

/* As people write it: 0.25, 400, 20k, 1M. */
static void append_value(GString *out, double value)
{
    if (fabs(value) >= 1e6)
        g_string_append_printf(out, "%.4gM", value / 1e6);
    else if (fabs(value) >= 1e4)
        g_string_append_printf(out, "%.4gk", value / 1e3);
    else
        g_string_append_printf(out, "%.4g", fabs(value) < 1e-12 ? 0 : value);
}

static void append_tick(const ChairliftPlot *plot, gboolean is_x, double value)
{
    if (is_x)
        g_string_append_printf(plot->out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">",
                               across(plot, value), HEIGHT - BOTTOM + 16);
    else
        g_string_append_printf(plot->out,
                               "<path class=\"grid\" d=\"M%d %.1fH%d\"/>"
                               "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">",
                               LEFT, down(plot, value), WIDTH - RIGHT, LEFT - 6,
                               down(plot, value) + 4);
    append_value(plot->out, value);
    g_string_append(plot->out, "</text>");
}

static void append_ticks(const ChairliftPlot *plot, gboolean is_x)
{
    const ChairliftAxis *axis = is_x ? &plot->x : &plot->y;
    if (axis->logarithmic) {
        const int last = (int)floor(log10(axis->high) + 1e-9);
        for (int power = (int)ceil(log10(axis->low) - 1e-9); power <= last; power++)
            append_tick(plot, is_x, pow(10, power));
        return;
    }
    const double step = step_of(axis->high - axis->low);
    const int last = (int)floor(axis->high / step + 1e-9);
    for (int i = (int)ceil(axis->low / step - 1e-9); i <= last; i++)
        append_tick(plot, is_x, i * step);
}

ChairliftPlot chairlift_plot_begin(GString *out, const char *title, ChairliftAxis x,
                                   ChairliftAxis y)
{
    const ChairliftPlot plot = {out, x, y};
    chairlift_html_append(out,
                          "<figure><svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" "
                          "aria-label=\"%s\">",
                          WIDTH, HEIGHT, title);
    append_ticks(&plot, TRUE);
    append_ticks(&plot, FALSE);
    g_string_append_printf(out, "<path class=\"grid\" d=\"M%d %dH%d\"/>", LEFT, HEIGHT - BOTTOM,
                           WIDTH - RIGHT);
    chairlift_html_append(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                          (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x.label);
    chairlift_html_append(out,
                          "<text transform=\"translate(14 %d) rotate(-90)\" "
                          "text-anchor=\"middle\">%s</text>\n",
                          (TOP + HEIGHT - BOTTOM) / 2, y.label);
    return plot;
}

void chairlift_plot_line(const ChairliftPlot *plot, guint series, const double *x, const double *y,
                         guint length)
{
    g_string_append_printf(plot->out, "<path class=\"line s%u\" style=\"fill:none\" d=\"",
                           colour_of(series));
    gboolean drawing = FALSE;
    for (guint i = 0; i < length; i++) {
        const gboolean known = isfinite(x[i]) && isfinite(y[i]);
        if (known)
            g_string_append_printf(plot->out, "%c%.1f %.1f", drawing ? 'L' : 'M',
                                   across(plot, x[i]), down(plot, y[i]));
        drawing = known;
    }
    g_string_append(plot->out, "\"/>\n");
}

void chairlift_plot_band(const ChairliftPlot *plot, guint series, const double *x,
                         const double *low, const double *high, guint length)
{
    g_string_append_printf(plot->out, "<polygon class=\"band s%u\" points=\"", colour_of(series));
    for (guint i = 0; i < 2 * length; i++) { /* forth along the low edge, back along the high */
        const guint at = i < length ? i : 2 * length - 1 - i;
        if (isfinite(x[at]) && isfinite(low[at]) && isfinite(high[at]))
            g_string_append_printf(plot->out, "%.1f,%.1f ", across(plot, x[at]),
                                   down(plot, i < length ? low[at] : high[at]));
    }
    g_string_append(plot->out, "\"/>\n");
}

/* The tip of mark i, as a child of its element. */
static void append_tip(const ChairliftPlot *plot, const char *const *tips, guint i, double x,
                       double y)
{
    g_string_append(plot->out, "<title>");
    if (tips != NULL) {
        chairlift_html_text(plot->out, tips[i]);
    } else {
        append_value(plot->out, x);
        g_string_append(plot->out, ", ");
        append_value(plot->out, y);
    }
    g_string_append(plot->out, "</title>");
}

void chairlift_plot_points(const ChairliftPlot *plot, guint series, const double *x,
                           const double *y, const char *const *tips, guint length)
{
    for (guint i = 0; i < length; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            continue;
        g_string_append_printf(plot->out,
                               "<circle class=\"s%u\" r=\"3.5\" cx=\"%.1f\" cy=\"%.1f\">",
                               colour_of(series), across(plot, x[i]), down(plot, y[i]));
        append_tip(plot, tips, i, x[i], y[i]);
        g_string_append(plot->out, "</circle>\n");
    }
}

void chairlift_plot_bars(const ChairliftPlot *plot, guint series, const double *edges,
                         const double *y, const char *const *tips, guint length)
{
    for (guint i = 0; i < length; i++) {
        if (!isfinite(y[i]))
            continue;
        const double left = across(plot, edges[i]), top = down(plot, y[i]);
        g_string_append_printf(plot->out,
                               "<rect class=\"s%u\" style=\"stroke:none;opacity:.75\" x=\"%.1f\" "
                               "y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">",
                               colour_of(series), left, top,
                               MAX(across(plot, edges[i + 1]) - left - 1, 0.5),
                               HEIGHT - BOTTOM - top);
        append_tip(plot, tips, i, (edges[i] + edges[i + 1]) / 2, y[i]);
        g_string_append(plot->out, "</rect>\n");
    }
}

void chairlift_plot_reference(const ChairliftPlot *plot, double x0, double y0, double x1, double y1)
{
    g_string_append_printf(plot->out, "<path class=\"reference\" d=\"M%.1f %.1fL%.1f %.1f\"/>\n",
                           across(plot, x0), down(plot, y0), across(plot, x1), down(plot, y1));
}

void chairlift_plot_end(const ChairliftPlot *plot, const char *const *names, guint length,
                        const char *caption)
{
    g_string_append(plot->out, "</svg>");
    if (names != NULL) {
        g_string_append(plot->out, "<div class=\"legend\">");
        for (guint i = 0; i < length; i++)
            chairlift_html_append(plot->out, "<span class=\"s%u\"><i></i>%s</span>",
                                  colour_of(i + 1), names[i]);
        g_string_append(plot->out, "</div>");
    }
    if (caption != NULL)
        chairlift_html_append(plot->out, "<figcaption>%s</figcaption>", caption);
    g_string_append(plot->out, "</figure>\n");
}
