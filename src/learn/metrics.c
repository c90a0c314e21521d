/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metrics.h"

#include <math.h>
#include <stdlib.h>

/* What is measured of the topics of one paper that has some. */
typedef struct PaperFigures {
    guint32 paper;
    gboolean first_is_right;
    double recall_at_3;
    double ndcg;
    double lrap;
    double f1;
    gboolean is_exact;
} PaperFigures;

/* A paper that is assigned a topic, and whether it has it. */
typedef struct Assigned {
    guint32 paper;
    gboolean has;
} Assigned;

/* What decisions on a paper's theme depend on, in the bits of a byte, so that a resample is counted
 * by kinds first. */
enum { DEGREE = 0, IN_THEME = 2, FIT = 3, JUDGED = 5, SURE = 7, KINDS = 256 };
enum { NOT_JUDGED, JUDGED_WRONGLY, JUDGED_RIGHTLY };

struct ChairliftMeasurement {
    gsize papers; /* labelled ones */
    gsize topics;
    ChairliftRanking *theme;       /* in theme or borderline against out of theme */
    ChairliftRanking *clear_theme; /* borderline papers left out */
    ChairliftRanking **topic;      /* [topics] */
    GArray **assigned;             /* [topics] of Assigned */
    GArray *paper;                 /* of PaperFigures */
    guint32 *labelled;             /* [length] papers whose fit to the theme is known */
    guint8 *kind;                  /* [length] of each of them */
    gsize length;
};

/* ---- preparation --------------------------------------------------------------------------- */

typedef struct Ranked {
    double probability;
    gboolean has;
    gsize topic;
} Ranked;

static int by_probability(const void *a, const void *b)
{
    const Ranked *left = a;
    const Ranked *right = b;
    if (left->probability != right->probability)
        return left->probability > right->probability ? -1 : 1;
    return (left->topic > right->topic) - (left->topic < right->topic);
}

/* Looks at one paper's topics in order of their probability. For NDCG a topic that it has gains 1,
 * one that it has not 0, divided by the logarithm of its place. For LRAP each topic that it has
 * counts the part of the places up to its own that are of such topics. */
static void look_at_paper(ChairliftMeasurement *measurement, const ChairliftTruth *truth,
                          const ChairliftPredictions *predictions, guint32 paper)
{
    g_autofree Ranked *ranked = g_new(Ranked, truth->topics + 1);
    PaperFigures figures = {.paper = paper};
    guint topics = 0, assigned = 0, both = 0;
    double found = 0, gain = 0, best = 0;
    for (gsize t = 0; t < truth->topics; t++) {
        gsize cell = t * truth->papers + paper;
        ranked[t] = (Ranked){predictions->probability[cell], truth->has[cell] > 0, t};
        best += ranked[t].has ? 1 / log2(2.0 + topics) : 0;
        topics += ranked[t].has;
        assigned += predictions->assigned[cell] != FALSE;
        both += ranked[t].has && predictions->assigned[cell];
    }
    if (topics == 0)
        return;
    qsort(ranked, truth->topics, sizeof *ranked, by_probability);
    for (gsize place = 0; place < truth->topics; place++) {
        if (!ranked[place].has)
            continue;
        found++;
        gain += 1 / log2(2.0 + (double)place);
        figures.lrap += found / (1.0 + (double)place) / topics;
        figures.recall_at_3 += place < 3 ? 1.0 / topics : 0;
    }
    figures.first_is_right = chairlift_truth_has(truth, predictions->first[paper], paper) > 0;
    figures.ndcg = gain / best;
    figures.f1 = 2.0 * both / (assigned + topics);
    figures.is_exact = both == assigned && both == topics;
    g_array_append_val(measurement->paper, figures);
}

static void look_at_theme(ChairliftMeasurement *measurement, const ChairliftTruth *truth,
                          const ChairliftPredictions *predictions, guint32 paper)
{
    if (truth->degree[paper] < 0)
        return;
    int is_right = chairlift_judgement_is_right(truth, predictions, paper);
    guint judged = is_right < 0 ? NOT_JUDGED : is_right ? JUDGED_RIGHTLY : JUDGED_WRONGLY;
    measurement->labelled[measurement->length] = paper;
    measurement->kind[measurement->length++] =
        (guint8)((guint)truth->degree[paper] << DEGREE |
                 (predictions->in_theme[paper] ? 1U : 0U) << IN_THEME |
                 (guint)predictions->fit[paper] << FIT | judged << JUDGED |
                 (predictions->sure[paper] ? 1U : 0U) << SURE);
}

static GArray *list_assigned(const gint8 *has, const gboolean *assigned, const guint32 *papers,
                             gsize length)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(Assigned));
    for (gsize i = 0; i < length; i++) {
        Assigned own = {papers[i], has[papers[i]] > 0};
        if (assigned[papers[i]] && has[papers[i]] >= 0)
            g_array_append_val(list, own);
    }
    return list;
}

static void rank_theme(ChairliftMeasurement *measurement, const ChairliftTruth *truth,
                       const ChairliftPredictions *predictions, const guint32 *papers, gsize length)
{
    g_autofree gint8 *in_theme = g_new(gint8, truth->papers + 1);
    g_autofree gint8 *clear = g_new(gint8, truth->papers + 1);
    for (gsize i = 0; i < truth->papers; i++) {
        int degree = truth->degree[i];
        in_theme[i] = (gint8)(degree < 0 ? -1 : degree > 0);
        clear[i] = (gint8)(degree == 2 ? 1 : degree == 0 ? 0 : -1);
    }
    measurement->theme = chairlift_ranking_new(papers, length, predictions->theme, in_theme);
    measurement->clear_theme = chairlift_ranking_new(papers, length, predictions->theme, clear);
}

ChairliftMeasurement *chairlift_measurement_new(const ChairliftTruth *truth,
                                                const ChairliftPredictions *predictions,
                                                const guint32 *papers, gsize length)
{
    ChairliftMeasurement *measurement = g_new0(ChairliftMeasurement, 1);
    measurement->papers = truth->papers;
    measurement->topics = truth->topics;
    measurement->topic = g_new(ChairliftRanking *, truth->topics + 1);
    measurement->assigned = g_new(GArray *, truth->topics + 1);
    measurement->paper = g_array_new(FALSE, FALSE, sizeof(PaperFigures));
    measurement->labelled = g_new(guint32, length + 1);
    measurement->kind = g_new(guint8, length + 1);
    rank_theme(measurement, truth, predictions, papers, length);
    for (gsize t = 0; t < truth->topics; t++) {
        const gint8 *has = truth->has + t * truth->papers;
        measurement->topic[t] = chairlift_ranking_new(
            papers, length, predictions->probability + t * truth->papers, has);
        measurement->assigned[t] =
            list_assigned(has, predictions->assigned + t * truth->papers, papers, length);
    }
    for (gsize i = 0; i < length; i++) {
        look_at_theme(measurement, truth, predictions, papers[i]);
        look_at_paper(measurement, truth, predictions, papers[i]);
    }
    return measurement;
}

void chairlift_measurement_free(ChairliftMeasurement *measurement)
{
    if (measurement == NULL)
        return;
    chairlift_ranking_free(measurement->theme);
    chairlift_ranking_free(measurement->clear_theme);
    for (gsize t = 0; t < measurement->topics; t++) {
        chairlift_ranking_free(measurement->topic[t]);
        g_array_unref(measurement->assigned[t]);
    }
    g_free(measurement->topic);
    g_free(measurement->assigned);
    g_array_unref(measurement->paper);
    g_free(measurement->labelled);
    g_free(measurement->kind);
    g_free(measurement);
}

/* ---- all of them --------------------------------------------------------------------------- */

/* How decisions and classes fall together. */
typedef struct Confusion {
    ChairliftCounts both; /* called and true */
    ChairliftCounts called;
    ChairliftCounts true_;
} Confusion;

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static double defined_ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

/* How decisions on the theme, and judgements as a whole, fall together with the truth in one
 * resample. */
static void measure_kinds(const ChairliftCounts *of_kind, int resample, double *figures)
{
    double total = 0, right = 0, clear_right = 0, borderline = 0, turned_away = 0, let_in = 0;
    double of_degree[3] = {0}, judged[2] = {0}, wrong[2] = {0}; /* not sure, and sure */
    for (guint kind = 0; kind < KINDS; kind++) {
        const double n = of_kind[kind].in[resample];
        if (n == 0)
            continue;
        const guint degree = kind >> DEGREE & 3;
        const guint fit = kind >> FIT & 3;
        const guint judgement = kind >> JUDGED & 3;
        const guint sure = kind >> SURE & 1;
        const gboolean is_right = (kind >> IN_THEME & 1) == (degree > 0);
        total += n;
        of_degree[degree] += n;
        right += n * is_right;
        clear_right += n * (is_right && degree != 1);
        borderline += n * (fit == CHAIRLIFT_FIT_BORDERLINE);
        turned_away += n * (degree == 2 && fit == CHAIRLIFT_FIT_NO);
        let_in += n * (degree == 0 && fit == CHAIRLIFT_FIT_YES);
        judged[sure] += n * (judgement != NOT_JUDGED);
        wrong[sure] += n * (judgement == JUDGED_WRONGLY);
    }
    figures[CHAIRLIFT_THEME_ACCURACY] = defined_ratio(right, total);
    figures[CHAIRLIFT_THEME_ACCURACY_CLEAR] =
        defined_ratio(clear_right, of_degree[0] + of_degree[2]);
    figures[CHAIRLIFT_TURNED_AWAY] = defined_ratio(turned_away, of_degree[2]);
    figures[CHAIRLIFT_LET_IN] = defined_ratio(let_in, of_degree[0]);
    figures[CHAIRLIFT_BORDERLINE] = defined_ratio(borderline, total);
    figures[CHAIRLIFT_NEEDS_HUMAN] = defined_ratio(judged[0], judged[0] + judged[1]);
    figures[CHAIRLIFT_SURE_BUT_WRONG] = defined_ratio(wrong[1], judged[1]);
    figures[CHAIRLIFT_WRONG] = defined_ratio(wrong[0] + wrong[1], judged[0] + judged[1]);
}

static void measure_decisions(const ChairliftMeasurement *measurement,
                              const ChairliftCounts *counts, double *figures)
{
    const gsize width = chairlift_measurement_width(measurement);
    ChairliftCounts of_kind[KINDS] = {0};
    for (gsize i = 0; i < measurement->length; i++)
        chairlift_counts_add(&of_kind[measurement->kind[i]], &counts[measurement->labelled[i]], 1);
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++)
        measure_kinds(of_kind, r, figures + r * width);
}

static void measure_theme(const ChairliftMeasurement *measurement, const ChairliftCounts *counts,
                          double *figures)
{
    const gsize width = chairlift_measurement_width(measurement);
    ChairliftRankingFigures all[CHAIRLIFT_ABREAST];
    ChairliftRankingFigures clear[CHAIRLIFT_ABREAST];
    chairlift_ranking_measure(measurement->theme, counts, all);
    chairlift_ranking_measure(measurement->clear_theme, counts, clear);
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++, figures += width) {
        figures[CHAIRLIFT_THEME_AUC] = all[r].auc;
        figures[CHAIRLIFT_THEME_AUC_CLEAR] = clear[r].auc;
        figures[CHAIRLIFT_THEME_AVERAGE_PRECISION] = all[r].average_precision;
        figures[CHAIRLIFT_THEME_BRIER] = all[r].brier;
        figures[CHAIRLIFT_THEME_ECE] = all[r].ece;
    }
}

static Confusion measure_topic(const ChairliftMeasurement *measurement, gsize topic,
                               const ChairliftCounts *counts, double *figures)
{
    const GArray *assigned = measurement->assigned[topic];
    ChairliftRankingFigures ranking[CHAIRLIFT_ABREAST];
    Confusion confusion = {0};
    chairlift_ranking_measure(measurement->topic[topic], counts, ranking);
    for (guint i = 0; i < assigned->len; i++) {
        const Assigned *own = &g_array_index(assigned, Assigned, i);
        chairlift_counts_add(&confusion.called, &counts[own->paper], 1);
        chairlift_counts_add(&confusion.both, &counts[own->paper], own->has);
    }
    figures += CHAIRLIFT_OVERALL_FIGURES + topic * CHAIRLIFT_TOPIC_FIGURES;
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++) {
        const double both = confusion.both.in[r];
        const double called = confusion.called.in[r];
        confusion.true_.in[r] = ranking[r].positives;
        figures[CHAIRLIFT_TOPIC_PRECISION] = ratio(both, called);
        figures[CHAIRLIFT_TOPIC_RECALL] = ratio(both, ranking[r].positives);
        figures[CHAIRLIFT_TOPIC_F1] = ratio(2 * both, called + ranking[r].positives);
        figures[CHAIRLIFT_TOPIC_AVERAGE_PRECISION] = ranking[r].average_precision;
        figures[CHAIRLIFT_TOPIC_AUC] = ranking[r].auc;
        figures[CHAIRLIFT_TOPIC_BRIER] = ranking[r].brier;
        figures[CHAIRLIFT_TOPIC_ECE] = ranking[r].ece;
        figures += chairlift_measurement_width(measurement);
    }
    return confusion;
}

/* Means over topics of one resample's figures. */
static void average_topics(gsize topics, double *figures)
{
    double macro[CHAIRLIFT_TOPIC_FIGURES] = {0};
    for (gsize f = 0; f < topics * CHAIRLIFT_TOPIC_FIGURES; f++)
        macro[f % CHAIRLIFT_TOPIC_FIGURES] +=
            figures[CHAIRLIFT_OVERALL_FIGURES + f] / (double)topics;
    figures[CHAIRLIFT_MACRO_PRECISION] = macro[CHAIRLIFT_TOPIC_PRECISION];
    figures[CHAIRLIFT_MACRO_RECALL] = macro[CHAIRLIFT_TOPIC_RECALL];
    figures[CHAIRLIFT_MACRO_F1] = macro[CHAIRLIFT_TOPIC_F1];
    figures[CHAIRLIFT_MACRO_AVERAGE_PRECISION] = macro[CHAIRLIFT_TOPIC_AVERAGE_PRECISION];
    figures[CHAIRLIFT_MACRO_AUC] = macro[CHAIRLIFT_TOPIC_AUC];
    figures[CHAIRLIFT_TOPICS_BRIER] = macro[CHAIRLIFT_TOPIC_BRIER];
    figures[CHAIRLIFT_TOPICS_ECE] = macro[CHAIRLIFT_TOPIC_ECE];
}

static void measure_topics(const ChairliftMeasurement *measurement, const ChairliftCounts *counts,
                           double *figures)
{
    Confusion sum = {0};
    for (gsize t = 0; t < measurement->topics; t++) {
        const Confusion own = measure_topic(measurement, t, counts, figures);
        chairlift_counts_add(&sum.both, &own.both, 1);
        chairlift_counts_add(&sum.called, &own.called, 1);
        chairlift_counts_add(&sum.true_, &own.true_, 1);
    }
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++) {
        figures[CHAIRLIFT_MICRO_PRECISION] = ratio(sum.both.in[r], sum.called.in[r]);
        figures[CHAIRLIFT_MICRO_RECALL] = ratio(sum.both.in[r], sum.true_.in[r]);
        figures[CHAIRLIFT_MICRO_F1] = ratio(2 * sum.both.in[r], sum.called.in[r] + sum.true_.in[r]);
        average_topics(measurement->topics, figures);
        figures += chairlift_measurement_width(measurement);
    }
}

/* Means over papers that have topics. */
static void measure_papers(const ChairliftMeasurement *measurement, const ChairliftCounts *counts,
                           double *figures)
{
    ChairliftCounts right = {0}, recall = {0}, ndcg = {0}, lrap = {0}, f1 = {0}, exact = {0};
    ChairliftCounts total = {0};
    for (guint i = 0; i < measurement->paper->len; i++) {
        const PaperFigures *paper = &g_array_index(measurement->paper, PaperFigures, i);
        const ChairliftCounts *n = &counts[paper->paper];
        chairlift_counts_add(&total, n, 1);
        chairlift_counts_add(&right, n, paper->first_is_right);
        chairlift_counts_add(&recall, n, paper->recall_at_3);
        chairlift_counts_add(&ndcg, n, paper->ndcg);
        chairlift_counts_add(&lrap, n, paper->lrap);
        chairlift_counts_add(&f1, n, paper->f1);
        chairlift_counts_add(&exact, n, paper->is_exact);
    }
    for (int r = 0; r < CHAIRLIFT_ABREAST; r++) {
        figures[CHAIRLIFT_PRECISION_AT_1] = defined_ratio(right.in[r], total.in[r]);
        figures[CHAIRLIFT_RECALL_AT_3] = defined_ratio(recall.in[r], total.in[r]);
        figures[CHAIRLIFT_NDCG] = defined_ratio(ndcg.in[r], total.in[r]);
        figures[CHAIRLIFT_LRAP] = defined_ratio(lrap.in[r], total.in[r]);
        figures[CHAIRLIFT_PAPER_F1] = defined_ratio(f1.in[r], total.in[r]);
        figures[CHAIRLIFT_EXACT_MATCH] = defined_ratio(exact.in[r], total.in[r]);
        figures += chairlift_measurement_width(measurement);
    }
}

gsize chairlift_measurement_width(const ChairliftMeasurement *measurement)
{
    return CHAIRLIFT_OVERALL_FIGURES + measurement->topics * CHAIRLIFT_TOPIC_FIGURES;
}

void chairlift_measure_resamples(const ChairliftMeasurement *measurement,
                                 const ChairliftCounts *counts, double *figures)
{
    measure_theme(measurement, counts, figures);
    measure_decisions(measurement, counts, figures);
    measure_topics(measurement, counts, figures);
    measure_papers(measurement, counts, figures);
}

void chairlift_measure(const ChairliftMeasurement *measurement, double *figures)
{
    const gsize width = chairlift_measurement_width(measurement);
    g_autofree double *all = g_new(double, CHAIRLIFT_ABREAST *width);
    g_autofree ChairliftCounts *counts = g_new0(ChairliftCounts, measurement->papers + 1);
    for (gsize i = 0; i < measurement->papers; i++)
        counts[i].in[0] = 1;
    chairlift_measure_resamples(measurement, counts, all);
    for (gsize f = 0; f < width; f++)
        figures[f] = all[f];
}
