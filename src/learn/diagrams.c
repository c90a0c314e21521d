/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagrams.h"

#include "figures.h"
#include "json_number.h"

#include <math.h>
#include <stdlib.h>

/* ---- reliability --------------------------------------------------------------------------- */

/* 97.5 % quantile of the normal distribution. */
static const double Z = 1.959963984540054;

void chairlift_wilson_interval(guint positive, guint papers, double *low, double *high)
{
    double n = papers;
    double part = positive / n;
    double centre = (part + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z * sqrt(part * (1 - part) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    *low = MAX(centre - half, 0);
    *high = MIN(centre + half, 1);
}

/* Until it is finished, a bin's probability is a sum, its frequency a number of papers, and low the
 * variance of that number if every probability held. */
static void add_to_diagram(ChairliftReliabilityDiagram *diagram, gsize papers,
                           const double *probability, const gint8 *class, const gboolean *mark)
{
    for (gsize i = 0; i < papers; i++) {
        if (class[i] < 0 || !mark[i])
            continue;
        int number =
            MIN((int)(probability[i] * CHAIRLIFT_CALIBRATION_BINS), CHAIRLIFT_CALIBRATION_BINS - 1);
        ChairliftReliabilityBin *bin = &diagram->bin[number];
        bin->papers++;
        bin->probability += probability[i];
        bin->frequency += class[i];
        bin->low += probability[i] * (1 - probability[i]);
        diagram->papers++;
        diagram->positive += (guint) class[i];
        diagram->probability += probability[i];
    }
}

/* By chance a bin's number of true answers lies off by sqrt(2 variance / pi) on average, the mean
 * distance of a normal distribution. */
static void finish_diagram(ChairliftReliabilityDiagram *diagram)
{
    double distance = 0;
    double by_chance = 0;
    for (int b = 0; b < CHAIRLIFT_CALIBRATION_BINS; b++) {
        ChairliftReliabilityBin *bin = &diagram->bin[b];
        distance += fabs(bin->frequency - bin->probability);
        by_chance += sqrt(2 * bin->low / G_PI);
        if (bin->papers > 0)
            chairlift_wilson_interval((guint)bin->frequency, bin->papers, &bin->low, &bin->high);
        else
            bin->low = bin->high = NAN;
        bin->probability = bin->papers > 0 ? bin->probability / bin->papers : NAN;
        bin->frequency = bin->papers > 0 ? bin->frequency / bin->papers : NAN;
    }
    const double papers = diagram->papers; /* 0: nothing is defined */
    diagram->probability /= papers;
    diagram->ece = (ChairliftFigure){distance / papers, NAN, NAN};
    diagram->ece_by_chance = by_chance / papers;
}

ChairliftReliabilityDiagram chairlift_reliability_diagram(const char *of, gsize papers,
                                                          const double *probability,
                                                          const gint8 *class, const gboolean *mark)
{
    ChairliftReliabilityDiagram diagram = {.of = of};
    add_to_diagram(&diagram, papers, probability, class, mark);
    finish_diagram(&diagram);
    return diagram;
}

static void draw_theme(GArray *diagrams, const ChairliftFigures *figures,
                       const ChairliftTruth *truth, const ChairliftPredictions *predictions,
                       const gboolean *mark)
{
    g_autofree gint8 *class = g_new(gint8, truth->papers + 1);
    for (gsize i = 0; i < truth->papers; i++)
        class[i] = (gint8)(truth->degree[i] < 0 ? -1 : truth->degree[i] > 0);
    ChairliftReliabilityDiagram diagram =
        chairlift_reliability_diagram("theme", truth->papers, predictions->theme, class, mark);
    diagram.ece = figures->overall[CHAIRLIFT_THEME_ECE];
    g_array_append_val(diagrams, diagram);
}

/* The theme's diagram, that of all topics together, and then each topic's. */
static GArray *draw_reliability(const ChairliftFigures *figures, const ChairliftTruth *truth,
                                const ChairliftPredictions *predictions, const gboolean *mark)
{
    enum { ALL = 1 };
    GArray *diagrams = g_array_new(FALSE, FALSE, sizeof(ChairliftReliabilityDiagram));
    ChairliftReliabilityDiagram all = {.of = "topics"};
    double by_chance = 0;
    draw_theme(diagrams, figures, truth, predictions, mark);
    g_array_append_val(diagrams, all);
    for (gsize t = 0; t < truth->topics; t++) {
        const double *probability = predictions->probability + t * truth->papers;
        const gint8 *class = truth->has + t * truth->papers;
        ChairliftReliabilityDiagram own = chairlift_reliability_diagram(
            figures->topic[t], truth->papers, probability, class, mark);
        own.ece = figures->of_topic[t * CHAIRLIFT_TOPIC_FIGURES + CHAIRLIFT_TOPIC_ECE];
        by_chance += own.ece_by_chance / (double)truth->topics;
        add_to_diagram(&all, truth->papers, probability, class, mark);
        g_array_append_val(diagrams, own);
    }
    finish_diagram(&all);
    all.ece = figures->overall[CHAIRLIFT_TOPICS_ECE];
    all.ece_by_chance = by_chance;
    g_array_index(diagrams, ChairliftReliabilityDiagram, ALL) = all;
    return diagrams;
}

/* ---- risk by coverage ---------------------------------------------------------------------- */

static int surest_first(const void *a, const void *b)
{
    const ChairliftJudged *left = a;
    const ChairliftJudged *right = b;
    if (left->confidence != right->confidence)
        return left->confidence > right->confidence ? -1 : 1;
    return (left->paper > right->paper) - (left->paper < right->paper);
}

ChairliftCoverageCurve chairlift_coverage_curve(ChairliftJudged *judged, gsize papers)
{
    ChairliftCoverageCurve curve = {.papers = (guint)papers};
    guint wrong = 0;
    guint wrong_theme = 0;
    gsize number = 0;
    qsort(judged, papers, sizeof *judged, surest_first);
    for (gsize i = 0; i < papers; i++) {
        const guint covered = (guint)i + 1;
        wrong += judged[i].is_wrong != FALSE;
        wrong_theme += judged[i].is_wrong_on_theme != FALSE;
        curve.area += (double)wrong / covered / (double)papers;
        /* The papers up to this one are at least the part that the next points ask for. */
        while (number < CHAIRLIFT_COVERAGE_POINTS &&
               (i + 1) * CHAIRLIFT_COVERAGE_POINTS >= (number + 1) * papers) {
            curve.point[number].coverage = (double)(number + 1) / CHAIRLIFT_COVERAGE_POINTS;
            curve.point[number].confidence = judged[i].confidence;
            curve.point[number].risk = (double)wrong / covered;
            curve.point[number].theme_risk = (double)wrong_theme / covered;
            chairlift_wilson_interval(wrong, covered, &curve.point[number].low,
                                      &curve.point[number].high);
            number++;
        }
    }
    return curve;
}

static void draw_coverage(ChairliftFigures *figures, const ChairliftTruth *truth,
                          const ChairliftPredictions *predictions, const gboolean *mark)
{
    g_autofree ChairliftJudged *judged = g_new(ChairliftJudged, truth->papers + 1);
    double least = INFINITY;
    double most = -INFINITY;
    gsize length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        const int is_right = mark[i] ? chairlift_judgement_is_right(truth, predictions, i) : -1;
        if (is_right < 0)
            continue;
        judged[length++] = (ChairliftJudged){.paper = i,
                                             .confidence = predictions->confidence[i],
                                             .is_wrong = !is_right,
                                             .is_wrong_on_theme = predictions->in_theme[i] !=
                                                                  (truth->degree[i] > 0)};
        least = MIN(least, predictions->limit[i]);
        most = MAX(most, predictions->limit[i]);
    }
    figures->coverage = chairlift_coverage_curve(judged, length);
    figures->coverage.least_limit = least;
    figures->coverage.most_limit = most;
}

/* ---- confusion ----------------------------------------------------------------------------- */

static gboolean has_any_topic(const ChairliftTruth *truth, gsize paper)
{
    for (gsize t = 0; t < truth->topics; t++) {
        if (chairlift_truth_has(truth, t, paper) > 0)
            return TRUE;
    }
    return FALSE;
}

static void count_paper(ChairliftFigures *figures, const ChairliftTruth *truth,
                        const ChairliftPredictions *predictions, gsize paper)
{
    gsize topics = truth->topics;
    gboolean any_true = has_any_topic(truth, paper);
    gboolean any_assigned = FALSE;
    for (gsize t = 0; t < topics; t++)
        any_assigned |= predictions->assigned[t * truth->papers + paper];
    for (gsize t = 0; t < topics; t++) {
        gboolean has = chairlift_truth_has(truth, t, paper) > 0;
        gboolean assigned = predictions->assigned[t * truth->papers + paper];
        figures->counts[t].true_positives += has && assigned;
        figures->counts[t].false_positives += !has && assigned;
        figures->counts[t].false_negatives += has && !assigned;
        figures->confusion.nothing[t] += has && !any_assigned;
        figures->confusion.of_none[t] += assigned && !any_true;
        guint *row = (assigned ? figures->confusion.besides : figures->confusion.instead);
        for (gsize u = 0; has && u < topics; u++)
            row[t * topics + u] += chairlift_truth_has(truth, u, paper) == 0 &&
                                   predictions->assigned[u * truth->papers + paper];
    }
}

/* ---- all of them --------------------------------------------------------------------------- */

void chairlift_figures_draw(ChairliftFigures *figures, const ChairliftTruth *truth,
                            const ChairliftPredictions *predictions, const gboolean *mark)
{
    gsize topics = truth->topics;
    figures->counts = g_new0(ChairliftTopicCounts, topics + 1);
    figures->confusion = (ChairliftTopicConfusion){.instead = g_new0(guint, topics * topics + 1),
                                                   .besides = g_new0(guint, topics * topics + 1),
                                                   .nothing = g_new0(guint, topics + 1),
                                                   .of_none = g_new0(guint, topics + 1)};
    figures->reliability = draw_reliability(figures, truth, predictions, mark);
    draw_coverage(figures, truth, predictions, mark);
    for (gsize i = 0; i < truth->papers; i++) {
        if (mark[i])
            count_paper(figures, truth, predictions, i);
    }
}

void chairlift_figures_clear_drawn(ChairliftFigures *figures)
{
    g_free(figures->counts);
    if (figures->reliability != NULL)
        g_array_unref(figures->reliability);
    g_free(figures->confusion.instead);
    g_free(figures->confusion.besides);
    g_free(figures->confusion.nothing);
    g_free(figures->confusion.of_none);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static json_t *reliability_to_json(const ChairliftReliabilityDiagram *diagram)
{
    json_t *bins = json_array();
    for (int b = 0; b < CHAIRLIFT_CALIBRATION_BINS; b++) {
        const ChairliftReliabilityBin *bin = &diagram->bin[b];
        if (bin->papers > 0)
            json_array_append_new(bins,
                                  json_pack("{s:i, s:o, s:o, s:o, s:o}", "papers", (int)bin->papers,
                                            "probability", chairlift_json_number(bin->probability),
                                            "frequency", chairlift_json_number(bin->frequency),
                                            "low", chairlift_json_number(bin->low), "high",
                                            chairlift_json_number(bin->high)));
    }
    return json_pack("{s:s, s:i, s:i, s:o, s:o, s:o, s:o}", "of", diagram->of, "papers",
                     (int)diagram->papers, "positive", (int)diagram->positive, "probability",
                     chairlift_json_number(diagram->probability), "ece",
                     chairlift_figure_to_json(&diagram->ece), "ece_by_chance",
                     chairlift_json_number(diagram->ece_by_chance), "bins", bins);
}

static json_t *coverage_to_json(const ChairliftCoverageCurve *curve)
{
    json_t *points = json_array();
    for (int i = 0; curve->papers > 0 && i < CHAIRLIFT_COVERAGE_POINTS; i++)
        json_array_append_new(
            points, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "coverage",
                              chairlift_json_number(curve->point[i].coverage), "confidence",
                              chairlift_json_number(curve->point[i].confidence), "risk",
                              chairlift_json_number(curve->point[i].risk), "low",
                              chairlift_json_number(curve->point[i].low), "high",
                              chairlift_json_number(curve->point[i].high), "theme_risk",
                              chairlift_json_number(curve->point[i].theme_risk)));
    return json_pack("{s:i, s:o, s:{s:o, s:o}, s:o}", "papers", (int)curve->papers, "area",
                     chairlift_json_number(curve->area), "limit", "low",
                     chairlift_json_number(curve->least_limit), "high",
                     chairlift_json_number(curve->most_limit), "points", points);
}

static json_t *counts_to_json(const guint *counts, gsize length)
{
    json_t *list = json_array();
    for (gsize i = 0; i < length; i++)
        json_array_append_new(list, json_integer(counts[i]));
    return list;
}

static json_t *matrix_to_json(const guint *counts, gsize length)
{
    json_t *rows = json_array();
    for (gsize i = 0; i < length; i++)
        json_array_append_new(rows, counts_to_json(counts + i * length, length));
    return rows;
}

void chairlift_diagrams_to_json(const ChairliftFigures *figures, json_t *object)
{
    json_t *reliability = json_array();
    const ChairliftTopicConfusion *confusion = &figures->confusion;
    for (guint i = 0; i < figures->reliability->len; i++)
        json_array_append_new(reliability,
                              reliability_to_json(&g_array_index(figures->reliability,
                                                                 ChairliftReliabilityDiagram, i)));
    json_object_set_new(object, "reliability", reliability);
    json_object_set_new(object, "coverage", coverage_to_json(&figures->coverage));
    json_object_set_new(object, "confusion",
                        json_pack("{s:o, s:o, s:o, s:o}", "instead",
                                  matrix_to_json(confusion->instead, figures->topics), "besides",
                                  matrix_to_json(confusion->besides, figures->topics), "nothing",
                                  counts_to_json(confusion->nothing, figures->topics), "of_none",
                                  counts_to_json(confusion->of_none, figures->topics)));
}
