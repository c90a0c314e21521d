/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "eval_page.h"

#include "eval_plots.h"
#include "eval_words.h"
#include "html.h"

#include <math.h>
#include <string.h>

#include "chairlift/venue.h"

/* A venue's figures: by folds and by time, of all and of stratified papers, as far as there are
 * any. The first is what tables and plots show. */
typedef struct Section {
    const ChairliftVenue *venue;
    GPtrArray *columns; /* of ChairliftFigures */
    const ChairliftLearningCurve *curve;
} Section;

static const ChairliftFigures *first_of(const Section *section)
{
    return g_ptr_array_index(section->columns, 0);
}

static const char *topic_name(const Section *section, guint topic)
{
    const char *id = first_of(section)->topic[topic];
    for (guint i = 0; i < section->venue->topics->len; i++) {
        const ChairliftTopic *own = g_ptr_array_index(section->venue->topics, i);
        if (strcmp(own->id, id) == 0)
            return own->name;
    }
    return id;
}

static void append_card(GString *out, const ChairliftFigure *figure, const char *what)
{
    if (!isnan(figure->value))
        chairlift_html_append(out,
                              "<div class=\"card\"><b>%.3f</b><span>%s<br>[%.3f, "
                              "%.3f]</span></div>",
                              figure->value, what, figure->low, figure->high);
}

static void append_cards(GString *out, const ChairliftFigures *figures)
{
    static const ChairliftOverallFigure CARDS[] = {CHAIRLIFT_THEME_AUC,      CHAIRLIFT_TURNED_AWAY,
                                                   CHAIRLIFT_MICRO_F1,       CHAIRLIFT_MACRO_F1,
                                                   CHAIRLIFT_PRECISION_AT_1, CHAIRLIFT_NEEDS_HUMAN,
                                                   CHAIRLIFT_SURE_BUT_WRONG};
    g_string_append(out, "<div class=\"cards\">");
    for (gsize i = 0; i < G_N_ELEMENTS(CARDS); i++)
        append_card(out, &figures->overall[CARDS[i]], chairlift_overall_figure_name(CARDS[i]));
    g_string_append(out, "</div>\n");
}

/* ---- tables --------------------------------------------------------------------------------- */

static void append_column_heads(GString *out, const Section *section)
{
    g_string_append(out, "<thead><tr><th></th>");
    for (guint c = 0; c < section->columns->len; c++) {
        const ChairliftFigures *own = g_ptr_array_index(section->columns, c);
        chairlift_html_append(out, "<th class=\"number\">%s<br>%s, n = %u</th>", own->procedure,
                              own->sample, own->papers);
    }
    g_string_append(out, "</tr></thead>\n");
}

static void append_interval(GString *out, const ChairliftFigure *figure)
{
    if (isnan(figure->value))
        g_string_append(out, "<td class=\"number\">–</td>");
    else
        chairlift_html_append(out,
                              "<td class=\"number\">%.3f <span class=\"note\">[%.3f, "
                              "%.3f]</span></td>",
                              figure->value, figure->low, figure->high);
}

static void append_overall(GString *out, const Section *section)
{
    g_string_append(out, "<h3>All figures</h3>\n<div class=\"scroll\"><table>");
    append_column_heads(out, section);
    for (int f = 0; f < CHAIRLIFT_OVERALL_FIGURES; f++) {
        chairlift_html_append(out, "<tr><th>%s</th>",
                              chairlift_overall_figure_name((ChairliftOverallFigure)f));
        for (guint c = 0; c < section->columns->len; c++) {
            const ChairliftFigures *own = g_ptr_array_index(section->columns, c);
            append_interval(out, &own->overall[f]);
        }
        g_string_append(out, "</tr>\n");
    }
    g_string_append(out, "</table></div>\n");
}

/* A figure that may be undefined, as that of a topic that no paper has. */
static void append_number(GString *out, double value)
{
    if (isnan(value))
        g_string_append(out, "<td class=\"number\">–</td>");
    else
        chairlift_html_append(out, "<td class=\"number\">%.3f</td>", value);
}

static void append_topic_row(GString *out, const Section *section, guint t)
{
    const ChairliftFigures *figures = first_of(section);
    const ChairliftFigure *own = &figures->of_topic[(gsize)t * CHAIRLIFT_TOPIC_FIGURES];
    const ChairliftFigure *f1 = &own[CHAIRLIFT_TOPIC_F1];
    const ChairliftTopicCounts *counts = &figures->counts[t];
    chairlift_html_append(out, "<tr><th>%s<br><span class=\"note\">%s</span></th>",
                          topic_name(section, t), figures->topic[t]);
    chairlift_html_append(out, "<td class=\"number\">%u</td>", figures->topic_papers[t]);
    chairlift_html_append(out,
                          "<td class=\"bar\" style=\"--v:%.3f\">%.3f <span class=\"note\">[%.3f, "
                          "%.3f]</span></td>",
                          f1->value, f1->value, f1->low, f1->high);
    append_number(out, own[CHAIRLIFT_TOPIC_PRECISION].value);
    append_number(out, own[CHAIRLIFT_TOPIC_RECALL].value);
    chairlift_html_append(out,
                          "<td class=\"number\">%u</td><td class=\"number\">%u</td>"
                          "<td class=\"number\">%u</td>",
                          counts->true_positives, counts->false_positives, counts->false_negatives);
    append_number(out, own[CHAIRLIFT_TOPIC_AVERAGE_PRECISION].value);
    append_number(out, own[CHAIRLIFT_TOPIC_AUC].value);
    append_interval(out, &own[CHAIRLIFT_TOPIC_ECE]);
    g_string_append(out, "</tr>\n");
}

static void append_topics(GString *out, const Section *section)
{
    g_string_append(out,
                    "<h3>Topics</h3>\n<div class=\"scroll\"><table><thead><tr><th>topic</th>"
                    "<th class=\"number\">papers</th><th>F1</th>"
                    "<th class=\"number\">precision</th><th class=\"number\">recall</th>"
                    "<th class=\"number\">TP</th><th class=\"number\">FP</th>"
                    "<th class=\"number\">FN</th><th class=\"number\">average<br>precision</th>"
                    "<th class=\"number\">AUC</th><th class=\"number\">ECE</th></tr></thead>\n");
    for (guint t = 0; t < first_of(section)->topics; t++)
        append_topic_row(out, section, t);
    g_string_append(out, "</table></div>\n");
}

/* ---- confusion ------------------------------------------------------------------------------ */

static void append_confusion_cell(GString *out, const ChairliftFigures *figures, guint t, guint u)
{
    gsize cell = (gsize)t * figures->topics + u;
    guint instead = figures->confusion.instead[cell];
    guint besides = figures->confusion.besides[cell];
    guint papers = MAX(figures->topic_papers[t], 1);
    if (t == u)
        chairlift_html_append(out, "<td class=\"heat note\" style=\"--v:0\">%u</td>",
                              figures->counts[t].true_positives);
    else if (instead + besides == 0)
        g_string_append(out, "<td></td>");
    else
        chairlift_html_append(out,
                              "<td class=\"heat\" style=\"--v:%.3f\" title=\"%u papers have %s; %s "
                              "instead: %u, besides: %u\">%u</td>",
                              MIN(4.0 * (instead + besides) / papers, 1), papers, figures->topic[t],
                              figures->topic[u], instead, besides, instead + besides);
}

static void append_confusion(GString *out, const Section *section)
{
    const ChairliftFigures *figures = first_of(section);
    g_string_append(out,
                    "<h3>What is taken for what</h3>\n<p class=\"note\">A row is a topic that "
                    "papers have, a column one that they are assigned and have not, instead of it "
                    "or besides it. In the diagonal are the papers where it was found. A cell is "
                    "fully coloured when it holds a quarter of the row's papers.</p>\n"
                    "<div class=\"scroll\"><table class=\"map\"><thead><tr><th>has</th>"
                    "<th class=\"number\">papers</th>");
    for (guint u = 0; u < figures->topics; u++)
        chairlift_html_append(out, "<th class=\"slant\">%s</th>", figures->topic[u]);
    g_string_append(out, "<th class=\"slant\">nothing</th></tr></thead>\n");
    for (guint t = 0; t < figures->topics; t++) {
        chairlift_html_append(out, "<tr><th>%s</th><td class=\"number\">%u</td>", figures->topic[t],
                              figures->topic_papers[t]);
        for (guint u = 0; u < figures->topics; u++)
            append_confusion_cell(out, figures, t, u);
        guint nothing = figures->confusion.nothing[t];
        chairlift_html_append(out, "<td class=\"heat\" style=\"--v:%.3f\">%u</td></tr>\n",
                              MIN(4.0 * nothing / MAX(figures->topic_papers[t], 1), 1), nothing);
    }
    g_string_append(out, "<tr><th>no topic</th><td></td>");
    for (guint u = 0; u < figures->topics; u++)
        chairlift_html_append(out, "<td class=\"heat\" style=\"--v:0\">%u</td>",
                              figures->confusion.of_none[u]);
    g_string_append(out, "<td></td></tr>\n</table></div>\n");
}

/* ---- learning curve ------------------------------------------------------------------------- */

static void append_learning_table(GString *out, const ChairliftLearningCurve *curve)
{
    g_string_append(out, "<div class=\"scroll\"><table><thead><tr><th class=\"number\">labelled "
                         "papers</th><th class=\"number\">micro F1</th><th class=\"number\">macro "
                         "F1</th><th class=\"number\">precision at 1</th></tr></thead>\n");
    for (guint i = 0; i < curve->points->len; i++) {
        const ChairliftLearningPoint *point =
            &g_array_index(curve->points, ChairliftLearningPoint, i);
        static const ChairliftOverallFigure SHOWN[] = {CHAIRLIFT_MICRO_F1, CHAIRLIFT_MACRO_F1,
                                                       CHAIRLIFT_PRECISION_AT_1};
        chairlift_html_append(out, "<tr><td class=\"number\">%u</td>", point->labels);
        for (gsize f = 0; f < G_N_ELEMENTS(SHOWN); f++)
            append_interval(out, &point->figures->overall[SHOWN[f]]);
        g_string_append(out, "</tr>\n");
    }
    g_string_append(out, "</table></div>\n");
}

static void append_learning(GString *out, const ChairliftLearningCurve *curve)
{
    g_string_append(out, "<h3>How many labelled papers does it take?</h3>\n"
                         "<div class=\"plots\">");
    chairlift_eval_plot_learning(out, curve);
    g_string_append(out, "</div>\n");
    append_learning_table(out, curve);
    chairlift_html_append(out, "<p class=\"note\">%s</p>\n", CHAIRLIFT_EVAL_CURVE_MEANING);
}

/* ---- page ----------------------------------------------------------------------------------- */

static void append_reliability(GString *out, const Section *section, guint number)
{
    enum { THEME, ALL_TOPICS, FIRST_TOPIC };
    const ChairliftReliabilityDiagram *diagram =
        &g_array_index(first_of(section)->reliability, ChairliftReliabilityDiagram, number);
    const char *name = number == THEME        ? "theme"
                       : number == ALL_TOPICS ? "topics"
                                              : topic_name(section, number - FIRST_TOPIC);
    chairlift_eval_plot_reliability(out, diagram, name, number < FIRST_TOPIC);
}

static void append_plots(GString *out, const Section *section)
{
    const ChairliftFigures *figures = first_of(section);
    g_string_append(out, "<h3>Do probabilities hold, and when is it sure?</h3>\n"
                         "<div class=\"plots\">");
    for (guint d = 0; d < 2; d++)
        append_reliability(out, section, d);
    chairlift_eval_plot_coverage(out, figures);
    g_string_append(out, "</div>\n<p class=\"note\">On the dashed line what is called 0.7 probable "
                         "is true 7 times of 10.</p>\n"
                         "<details><summary>Reliability of each topic</summary>"
                         "<div class=\"plots\">");
    for (guint d = 2; d < figures->reliability->len; d++)
        append_reliability(out, section, d);
    g_string_append(out, "</div></details>\n");
}

static void append_section(GString *out, const Section *section)
{
    const ChairliftFigures *figures = first_of(section);
    chairlift_html_append(out, "<h2 id=\"%s\">%s</h2>\n", figures->venue, section->venue->name);
    chairlift_html_append(out,
                          "<p class=\"note\">Cards, plots and topics: %s, %s labelled papers, "
                          "n = %u. In brackets 95 %% intervals.</p>\n",
                          figures->procedure, figures->sample, figures->papers);
    if (figures->from_descriptions)
        g_string_append(out,
                        "<p><span class=\"badge warn\">from descriptions</span> Few papers are "
                        "labelled for these topics, which are learnt from their descriptions "
                        "too: probabilities are not calibrated.</p>\n");
    append_cards(out, figures);
    append_plots(out, section);
    if (section->curve != NULL)
        append_learning(out, section->curve);
    append_topics(out, section);
    append_confusion(out, section);
    append_overall(out, section);
}

static void append_meanings(GString *out)
{
    g_string_append(out, "<h2 id=\"meanings\">What the figures mean</h2>\n<dl class=\"note\">");
    for (const ChairliftEvalMeaning *own = chairlift_eval_meanings(); own->name != NULL; own++)
        chairlift_html_append(out, "<dt>%s</dt><dd>%s</dd>\n", own->name, own->meaning);
    g_string_append(out, "</dl>\n");
}

static const ChairliftVenue *find_venue(const GPtrArray *venues, const char *id)
{
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, i);
        if (strcmp(venue->id, id) == 0)
            return venue;
    }
    g_assert_not_reached();
}

static const ChairliftLearningCurve *find_curve(const GPtrArray *curves, const char *venue)
{
    for (guint i = 0; curves != NULL && i < curves->len; i++) {
        const ChairliftLearningCurve *curve = g_ptr_array_index(curves, i);
        if (strcmp(curve->venue, venue) == 0)
            return curve;
    }
    return NULL;
}

/* The section that begins with figures number *next, which it passes. */
static Section take_section(const GPtrArray *figures, guint *next, const GPtrArray *curves,
                            const GPtrArray *venues)
{
    const ChairliftFigures *first = g_ptr_array_index(figures, *next);
    Section section = {.venue = find_venue(venues, first->venue),
                       .columns = g_ptr_array_new(),
                       .curve = find_curve(curves, first->venue)};
    while (*next < figures->len) {
        ChairliftFigures *own = g_ptr_array_index(figures, *next);
        if (strcmp(own->venue, first->venue) != 0)
            break;
        g_ptr_array_add(section.columns, own);
        (*next)++;
    }
    return section;
}

static void append_contents(GString *out, const GPtrArray *figures, const GPtrArray *venues)
{
    const char *previous = "";
    g_string_append(out, "<ul class=\"no-print\">");
    for (guint i = 0; i < figures->len; i++) {
        const char *id = ((const ChairliftFigures *)g_ptr_array_index(figures, i))->venue;
        if (strcmp(id, previous) != 0)
            chairlift_html_append(out, "<li><a href=\"#%s\">%s</a></li>", id,
                                  find_venue(venues, id)->name);
        previous = id;
    }
    g_string_append(out, "</ul>\n");
}

void chairlift_eval_page(GString *out, const GPtrArray *figures, const GPtrArray *curves,
                         const GPtrArray *venues, const char *corpus)
{
    chairlift_html_begin(out, "How good the judgements are", NULL);
    g_string_append(out, "<p>Every paper here was judged by models that had not seen it. <a "
                         "href=\"#meanings\">What the figures mean</a> stands at the end.</p>\n");
    g_autoptr(GPtrArray) labels = chairlift_eval_labels(figures);
    for (guint i = 0; i < labels->len; i++)
        chairlift_html_append(out, "<p>%s</p>\n", (const char *)g_ptr_array_index(labels, i));
    append_contents(out, figures, venues);
    for (guint next = 0; next < figures->len;) {
        const Section section = take_section(figures, &next, curves, venues);
        append_section(out, &section);
        g_ptr_array_unref(section.columns);
    }
    append_meanings(out);
    chairlift_html_append(out, "<p class=\"note\">chairlift %s; corpus %s</p>\n", CHAIRLIFT_VERSION,
                          corpus);
    chairlift_html_end(out);
}
