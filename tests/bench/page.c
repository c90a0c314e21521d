/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a page of HTML of a run of the benchmarks, in the style of chairlift's own pages.
 *
 * usage: page RESULTS.jsonl
 *
 * Each line of the results is a JSON object that one of these members tells apart:
 *
 *   machine   what it ran on; "rounds": how many
 *   race      its title; "work" done; "name" of who took part, its "cost", the "unit" of that,
 *             "memory", "verdict" and "note" as text; "ratio": median, least and greatest of its
 *             cost by chairlift's, null for chairlift itself, which comes first
 *   growth    its title; "work"; "what" grows, "number" of these, "series" (may be empty); median,
 *             least and greatest "seconds", "mebibytes"; "cost", "each" (microseconds) and
 *             "memory" as text
 *   fact      a sentence
 *   left_out  a sentence: what could not be measured, and why
 *   bench     a program's name; how long it "took", what part of the machine "others" used,
 *             whether it "failed"
 */
#include "report/html.h"
#include "report/plot.h"

#include <glib.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>

/* ---- results -------------------------------------------------------------------------------- */

static void release(gpointer record)
{
    json_decref(record);
}

/* [] of json_t, or NULL after a message. */
static GPtrArray *load(const char *path)
{
    g_autofree char *content = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &content, NULL, &error)) {
        fprintf(stderr, "page: %s\n", error->message);
        return NULL;
    }
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(release);
    for (guint i = 0; lines[i] != NULL; i++) {
        json_error_t wrong;
        json_t *record = *lines[i] != '\0' ? json_loads(lines[i], 0, &wrong) : NULL;
        if (record != NULL)
            g_ptr_array_add(records, record);
        else if (*lines[i] != '\0') {
            fprintf(stderr, "page: %s:%u: %s\n", path, i + 1, wrong.text);
            return NULL;
        }
    }
    return g_steal_pointer(&records);
}

static const char *text_of(const json_t *record, const char *member)
{
    const char *text = json_string_value(json_object_get(record, member));
    return text != NULL ? text : "";
}

static double number_of(const json_t *record, const char *member)
{
    return json_number_value(json_object_get(record, member));
}

/* Of a median, the least and the greatest. */
static double element_of(const json_t *record, const char *member, size_t i)
{
    return json_number_value(json_array_get(json_object_get(record, member), i));
}

/* Those that have the member, with this text unless it is NULL; borrowed. */
static GPtrArray *select_records(const GPtrArray *records, const char *member, const char *text)
{
    GPtrArray *selected = g_ptr_array_new();
    for (guint i = 0; i < records->len; i++) {
        const json_t *record = g_ptr_array_index(records, i);
        if (json_object_get(record, member) != NULL &&
            (text == NULL || g_str_equal(text_of(record, member), text)))
            g_ptr_array_add(selected, g_ptr_array_index(records, i));
    }
    return selected;
}

/* The different texts of a member, in their order; borrowed. */
static GPtrArray *list_texts(const GPtrArray *records, const char *member)
{
    GPtrArray *texts = g_ptr_array_new();
    for (guint i = 0; i < records->len; i++) {
        const json_t *record = g_ptr_array_index(records, i);
        if (json_object_get(record, member) != NULL &&
            !g_ptr_array_find_with_equal_func(texts, text_of(record, member), g_str_equal, NULL))
            g_ptr_array_add(texts, (gpointer)text_of(record, member));
    }
    return texts;
}

/* ---- races ---------------------------------------------------------------------------------- */

typedef enum Outcome { FASTER, SLOWER, UNSURE, OUTCOMES } Outcome;

/* How chairlift stands: what it is called, its badge, and its colour in plots. */
static const char *const OUTCOME_NAMES[OUTCOMES] = {"faster", "slower", "unsure"};
static const char *const OUTCOME_BADGES[OUTCOMES] = {"good", "bad", ""};
static const guint OUTCOME_SERIES[OUTCOMES] = {3, 5, 1};

static gboolean is_peer(const json_t *record)
{
    return json_is_array(json_object_get(record, "ratio"));
}

static Outcome outcome_of(const json_t *record)
{
    return element_of(record, "ratio", 1) >= 1   ? FASTER
           : element_of(record, "ratio", 2) <= 1 ? SLOWER
                                                 : UNSURE;
}

static void append_summary(GString *out, const GPtrArray *races)
{
    guint count[OUTCOMES] = {0};
    for (guint i = 0; i < races->len; i++) {
        const json_t *record = g_ptr_array_index(races, i);
        if (is_peer(record))
            count[outcome_of(record)]++;
    }
    chairlift_html_append(
        out,
        "<p>Beside other programs, in %u comparisons, chairlift is the faster one "
        "in %u and the slower one in %u",
        count[FASTER] + count[SLOWER] + count[UNSURE], count[FASTER], count[SLOWER]);
    if (count[UNSURE] > 0)
        chairlift_html_append(out, "; in %u no difference is sure", count[UNSURE]);
    g_string_append(out, ".</p>\n");
    g_string_append(out, "<div class=\"cards\">\n");
    for (guint i = 0; i < races->len; i++) {
        const json_t *record = g_ptr_array_index(races, i);
        if (is_peer(record))
            continue;
        g_auto(GStrv) cost = g_strsplit(text_of(record, "cost"), " ", 2);
        chairlift_html_append(out, "<div class=\"card\"><b>%s %s</b><span>%s</span></div>\n",
                              cost[0], text_of(record, "unit"), text_of(record, "race"));
    }
    g_string_append(out, "</div>\n");
}

/* Of the drawing of ratios: names to the left, and rows below each other. */
enum { WIDTH = 400, LEFT = 186, RIGHT = 22, ROW = 20, BOTTOM = 44 };

static double across(double low, double high, double ratio)
{
    return LEFT + log(ratio / low) / log(high / low) * (WIDTH - LEFT - RIGHT);
}

/* The powers of ten around all ratios and 1. */
static void find_range(const GPtrArray *races, double *low, double *high)
{
    double least = 0.5, greatest = 2;
    for (guint i = 0; i < races->len; i++) {
        if (!is_peer(g_ptr_array_index(races, i)))
            continue;
        least = MIN(least, element_of(g_ptr_array_index(races, i), "ratio", 1));
        greatest = MAX(greatest, element_of(g_ptr_array_index(races, i), "ratio", 2));
    }
    *low = pow(10, floor(log10(least)));
    *high = pow(10, ceil(log10(greatest)));
}

static void append_ratio_axis(GString *out, double low, double high, int height)
{
    for (int power = (int)lrint(log10(low)); power <= (int)lrint(log10(high)); power++) {
        const double x = across(low, high, pow(10, power));
        g_string_append_printf(out,
                               "<path class=\"%s\" d=\"M%.1f 0V%d\"/><text x=\"%.1f\" y=\"%d\" "
                               "text-anchor=\"middle\">%g</text>",
                               power == 0 ? "reference" : "grid", x, height - BOTTOM, x,
                               height - BOTTOM + 16, pow(10, power));
    }
    g_string_append_printf(out,
                           "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">times chairlift’s time"
                           "</text>\n",
                           (LEFT + WIDTH - RIGHT) / 2, height - 8);
}

/* A row: a race's title, or a program with the interval of its ratio. */
static void append_ratio(GString *out, const json_t *record, double low, double high, int y)
{
    if (!is_peer(record)) {
        chairlift_html_append(out,
                              "<text x=\"0\" y=\"%d\" style=\"font-weight:600;paint-order:stroke;"
                              "stroke:var(--paper);stroke-width:5px\">%s</text>\n",
                              y + 5, text_of(record, "race"));
        return;
    }
    const guint series = OUTCOME_SERIES[outcome_of(record)];
    chairlift_html_append(out, "<text x=\"10\" y=\"%d\">%s</text>", y + 5, text_of(record, "name"));
    g_string_append_printf(out,
                           "<path class=\"line s%u\" d=\"M%.1f %dH%.1f\"/><circle class=\"s%u\" "
                           "r=\"3.5\" cx=\"%.1f\" cy=\"%d\">",
                           series, across(low, high, element_of(record, "ratio", 1)), y,
                           across(low, high, element_of(record, "ratio", 2)), series,
                           across(low, high, element_of(record, "ratio", 0)), y);
    chairlift_html_append(out, "<title>%s</title></circle>\n", text_of(record, "verdict"));
}

/* All ratios beside each other. */
static void append_ratios(GString *out, const GPtrArray *races)
{
    double low, high;
    find_range(races, &low, &high);
    const int height = (int)races->len * ROW + BOTTOM;
    g_string_append_printf(
        out,
        "<figure><svg class=\"plot\" style=\"max-width:28rem\" viewBox=\"0 0 %d "
        "%d\" role=\"img\" aria-label=\"How long other programs take, as multiples of "
        "chairlift’s time\">\n",
        WIDTH, height);
    append_ratio_axis(out, low, high, height);
    for (guint i = 0; i < races->len; i++)
        append_ratio(out, g_ptr_array_index(races, i), low, high, (int)i * ROW + ROW / 2);
    g_string_append(out, "</svg><div class=\"legend\">");
    for (Outcome outcome = 0; outcome < OUTCOMES; outcome++)
        g_string_append_printf(out, "<span class=\"s%u\"><i></i>chairlift: %s</span>",
                               OUTCOME_SERIES[outcome], OUTCOME_NAMES[outcome]);
    g_string_append(out, "</div><figcaption>How long others take for the same work: medians, and "
                         "lines from the least to the greatest round. Right of the dashed line "
                         "they take longer than chairlift.</figcaption></figure>\n");
}

static void append_runner(GString *out, const json_t *record)
{
    chairlift_html_append(out, "<tr><td>%s</td><td class=\"number\">%s %s</td><td>",
                          text_of(record, "name"), text_of(record, "cost"),
                          text_of(record, "unit"));
    if (is_peer(record)) {
        const Outcome outcome = outcome_of(record);
        chairlift_html_append(out, "<span class=\"badge %s\">%s</span> %s", OUTCOME_BADGES[outcome],
                              OUTCOME_NAMES[outcome], text_of(record, "verdict"));
    }
    chairlift_html_append(out,
                          "</td><td class=\"number\" data-label=\"peak memory:\">%s</td>"
                          "<td>%s</td></tr>\n",
                          text_of(record, "memory"), text_of(record, "note"));
}

static void append_races(GString *out, const GPtrArray *races)
{
    const char *title = "";
    g_string_append(out,
                    "<div class=\"scroll\"><table class=\"stack\">\n<thead><tr><th>Program</th><th "
                    "class=\"number\">Processor time</th><th>chairlift beside it</th><th "
                    "class=\"number\">Peak memory</th><th></th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < races->len; i++) {
        const json_t *record = g_ptr_array_index(races, i);
        if (!g_str_equal(title, text_of(record, "race")))
            chairlift_html_append(
                out,
                "<tr><td colspan=\"5\"><b>%s</b> <span class=\"note\">%s</span></td>"
                "</tr>\n",
                text_of(record, "race"), text_of(record, "work"));
        title = text_of(record, "race");
        append_runner(out, record);
    }
    g_string_append(out, "</tbody></table></div>\n");
}

/* ---- growth --------------------------------------------------------------------------------- */

static char *group_digits(double number)
{
    GString *digits = g_string_new(NULL);
    g_string_printf(digits, "%.0f", number);
    for (gssize at = (gssize)digits->len - 3; at > 0; at -= 3)
        g_string_insert_c(digits, at, ',');
    return g_string_free(digits, FALSE);
}

/* From a power of ten to one. */
static ChairliftAxis cost_axis(const char *label, double least, double greatest)
{
    const double low = floor(log10(least) + 1e-9), high = ceil(log10(greatest) - 1e-9);
    return (ChairliftAxis){label, pow(10, low), pow(10, MAX(high, low + 1)), TRUE};
}

/* Likewise, but ends soon after the greatest, with room for half of its name. */
static ChairliftAxis work_axis(const char *label, double least, double greatest)
{
    return (ChairliftAxis){label, pow(10, floor(log10(least) + 1e-9)), 1.4 * greatest, TRUE};
}

/* A step's seconds (their median, least or greatest), or its MiB; none below what can be drawn. */
static double height_of(const json_t *step, gboolean is_memory, size_t i)
{
    return MAX(is_memory ? number_of(step, "mebibytes") : element_of(step, "seconds", i), 1e-6);
}

/* What grows in proportion to the work, through the last step of the series, as far as it is within
 * the axes. */
static void draw_proportion(const ChairliftPlot *plot, const json_t *last)
{
    const double x = number_of(last, "number"), y = height_of(last, FALSE, 0);
    const double from = MAX(plot->x.low, x * plot->y.low / y);
    chairlift_plot_reference(plot, from, y * from / x, x, y);
}

static void draw_series(const ChairliftPlot *plot, guint series, const GPtrArray *steps,
                        gboolean is_memory)
{
    const guint length = steps->len;
    g_autofree double *x = g_new(double, length);
    g_autofree double *y = g_new(double, length);
    g_autofree double *low = g_new(double, length);
    g_autofree double *high = g_new(double, length);
    g_autoptr(GPtrArray) tips = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < length; i++) {
        const json_t *step = g_ptr_array_index(steps, i);
        g_autofree char *number = group_digits(number_of(step, "number"));
        x[i] = number_of(step, "number");
        y[i] = height_of(step, is_memory, 0);
        low[i] = height_of(step, is_memory, 1);
        high[i] = height_of(step, is_memory, 2);
        g_ptr_array_add(tips, g_strdup_printf("%s %s: %s s, %s", number, text_of(step, "what"),
                                              text_of(step, "cost"), text_of(step, "memory")));
    }
    chairlift_plot_band(plot, series, x, low, high, length);
    chairlift_plot_line(plot, series, x, y, length);
    chairlift_plot_points(plot, series, x, y, (const char *const *)tips->pdata, length);
}

/* steps: of all series. */
static void append_plot(GString *out, const GPtrArray *steps, gboolean is_memory)
{
    const json_t *first = g_ptr_array_index(steps, 0);
    double least[2] = {G_MAXDOUBLE, G_MAXDOUBLE}, greatest[2] = {0, 0};
    for (guint i = 0; i < steps->len; i++) {
        const json_t *step = g_ptr_array_index(steps, i);
        least[0] = MIN(least[0], number_of(step, "number"));
        greatest[0] = MAX(greatest[0], number_of(step, "number"));
        least[1] = MIN(least[1], height_of(step, is_memory, 1));
        greatest[1] = MAX(greatest[1], height_of(step, is_memory, 2));
    }
    g_autofree char *title =
        g_strdup_printf("%s: %s", text_of(first, "growth"), is_memory ? "memory" : "time");
    const ChairliftPlot plot = chairlift_plot_begin(
        out, title, work_axis(text_of(first, "what"), least[0], greatest[0]),
        cost_axis(is_memory ? "MiB" : "seconds of the processor", least[1], greatest[1]));
    g_autoptr(GPtrArray) names = list_texts(steps, "series");
    for (guint i = 0; i < names->len; i++) {
        g_autoptr(GPtrArray) own = select_records(steps, "series", g_ptr_array_index(names, i));
        draw_series(&plot, i + 1, own, is_memory);
        if (i == 0 && !is_memory)
            draw_proportion(&plot, g_ptr_array_index(own, own->len - 1));
    }
    chairlift_plot_end(&plot, names->len > 1 ? (const char *const *)names->pdata : NULL, names->len,
                       is_memory ? "Peak memory." : "Time; dashed: in proportion to the work.");
}

static void append_step(GString *out, const json_t *step, gboolean has_series)
{
    g_autofree char *number = group_digits(number_of(step, "number"));
    g_string_append(out, "<tr>");
    if (has_series)
        chairlift_html_append(out, "<td>%s</td>", text_of(step, "series"));
    chairlift_html_append(
        out,
        "<td class=\"number\">%s</td><td class=\"number\">%s</td><td class=\"number\">"
        "%s</td><td class=\"number\">%s</td></tr>\n",
        number, text_of(step, "cost"), text_of(step, "each"), text_of(step, "memory"));
}

static void append_growths(GString *out, const GPtrArray *records)
{
    g_autoptr(GPtrArray) titles = list_texts(records, "growth");
    for (guint i = 0; i < titles->len; i++) {
        g_autoptr(GPtrArray) steps =
            select_records(records, "growth", g_ptr_array_index(titles, i));
        g_autoptr(GPtrArray) names = list_texts(steps, "series");
        const json_t *first = g_ptr_array_index(steps, 0);
        chairlift_html_append(out,
                              "<h3>%s</h3>\n<p class=\"note\" "
                              "style=\"break-after:avoid\">%s</p>\n<div class=\"plots\">\n",
                              text_of(first, "growth"), text_of(first, "work"));
        append_plot(out, steps, FALSE);
        append_plot(out, steps, TRUE);
        g_string_append_printf(out, "</div>\n<div class=\"scroll\"><table>\n<thead><tr>%s",
                               names->len > 1 ? "<th></th>" : "");
        chairlift_html_append(out,
                              "<th class=\"number\">%s</th><th class=\"number\">seconds</th><th "
                              "class=\"number\">microseconds each</th><th class=\"number\">peak "
                              "memory</th></tr></thead>\n<tbody>\n",
                              text_of(first, "what"));
        for (guint s = 0; s < steps->len; s++)
            append_step(out, g_ptr_array_index(steps, s), names->len > 1);
        g_string_append(out, "</tbody></table></div>\n");
    }
}

/* ---- the rest ------------------------------------------------------------------------------- */

static void append_sentences(GString *out, const GPtrArray *records, const char *member,
                             const char *heading)
{
    g_autoptr(GPtrArray) sentences = list_texts(records, member);
    if (sentences->len == 0)
        return;
    chairlift_html_append(out, "<h2>%s</h2>\n<ul class=\"sentences\">\n", heading);
    for (guint i = 0; i < sentences->len; i++)
        chairlift_html_append(out, "<li>%s</li>\n", (const char *)g_ptr_array_index(sentences, i));
    g_string_append(out, "</ul>\n");
}

static void append_conditions(GString *out, const GPtrArray *records)
{
    g_autoptr(GPtrArray) machines = select_records(records, "machine", NULL);
    g_autoptr(GPtrArray) benches = select_records(records, "bench", NULL);
    const json_t *machine = machines->len > 0 ? g_ptr_array_index(machines, 0) : NULL;
    const guint rounds = (guint)number_of(machine, "rounds");
    g_string_append(out, "<h2 id=\"conditions\">How it was measured</h2>\n");
    chairlift_html_append(out, "<p>%s</p>\n<p>Costs are processor time",
                          text_of(machine, "machine"));
    if (rounds > 1)
        chairlift_html_append(
            out,
            ", and a figure with brackets is the median of the rounds with the least and the "
            "greatest. The programs take turns in %u rounds, and ratios are of one round: other "
            "work on the machine disturbs them less. The brackets hold the true median of a ratio "
            "with probability %.2f.</p>\n",
            rounds, 1 - pow(0.5, rounds - 1.0));
    else
        g_string_append(
            out, " of one round alone, which shows that everything works, but says little of "
                 "speed.</p>\n");
    g_string_append(out, "<div class=\"scroll\"><table>\n<thead><tr><th>Program</th><th "
                         "class=\"number\">Took</th><th class=\"number\">Others used of the "
                         "machine</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < benches->len; i++) {
        const json_t *bench = g_ptr_array_index(benches, i);
        chairlift_html_append(out,
                              "<tr><td><code>bench_%s</code>%s</td><td class=\"number\">%s</td>"
                              "<td class=\"number\">%s</td></tr>\n",
                              text_of(bench, "bench"),
                              json_is_true(json_object_get(bench, "failed")) ? " (failed)" : "",
                              text_of(bench, "took"), text_of(bench, "others"));
    }
    g_string_append(out, "</tbody></table></div>\n");
}

static void append_contents(GString *out)
{
    g_string_append(out,
                    "<nav class=\"no-print\"><a href=\"#races\">Beside other programs</a> · <a "
                    "href=\"#growth\">As work grows</a> · <a href=\"#conditions\">How it was "
                    "measured</a></nav>\n");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: page RESULTS.jsonl\n");
        return 2;
    }
    g_autoptr(GPtrArray) records = load(argv[1]);
    if (records == NULL)
        return 2;
    g_autoptr(GPtrArray) races = select_records(records, "race", NULL);
    g_autoptr(GPtrArray) growths = select_records(records, "growth", NULL);
    g_autoptr(GString) page = g_string_new(NULL);
    chairlift_html_begin(page, "What chairlift costs", NULL);
    if (races->len > 0)
        append_summary(page, races);
    append_contents(page);
    if (races->len > 0) {
        g_string_append(page, "<h2 id=\"races\">Beside other programs</h2>\n");
        append_ratios(page, races);
        append_races(page, races);
    }
    if (growths->len > 0) {
        g_string_append(page, "<h2 id=\"growth\">As work grows</h2>\n");
        append_growths(page, records);
    }
    append_sentences(page, records, "fact", "Other figures");
    append_sentences(page, records, "left_out", "Left out");
    append_conditions(page, records);
    chairlift_html_end(page);
    return fputs(page->str, stdout) < 0 || fflush(stdout) != 0 ? 1 : 0;
}
