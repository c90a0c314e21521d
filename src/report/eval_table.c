/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "eval_table.h"

#include "eval_words.h"
#include "terminal.h"

#include <math.h>
#include <string.h>

enum { MOST_PAIRS = 10 };

/* Of the text that explains the figures. */
enum { WIDTH = 96 };

/* ---- overall -------------------------------------------------------------------------------- */

/* Figures of one venue and split: those of all papers, and of stratified ones. */
typedef struct Columns {
    const ChairliftFigures *column[2];
    guint length;
} Columns;

static Columns columns_at(const GPtrArray *all, guint first)
{
    Columns columns = {.length = 0};
    for (guint i = first; i < all->len && columns.length < G_N_ELEMENTS(columns.column); i++) {
        const ChairliftFigures *own = g_ptr_array_index(all, i);
        const ChairliftFigures *head = g_ptr_array_index(all, first);
        if (strcmp(own->venue, head->venue) != 0 || strcmp(own->procedure, head->procedure) != 0)
            break;
        columns.column[columns.length++] = own;
    }
    return columns;
}

static void append_overall(GString *out, const Columns *columns)
{
    g_string_append_printf(out, "\n  %-30s", "");
    for (guint c = 0; c < columns->length; c++) {
        g_autofree char *heading =
            g_strdup_printf("%s, n = %u", columns->column[c]->sample, columns->column[c]->papers);
        g_string_append_printf(out, "  %-21s", heading);
    }
    g_string_append_c(out, '\n');
    for (int f = 0; f < CHAIRLIFT_OVERALL_FIGURES; f++) {
        g_string_append_printf(out, "  %-30s",
                               chairlift_overall_figure_name((ChairliftOverallFigure)f));
        for (guint c = 0; c < columns->length; c++) {
            const ChairliftFigure *figure = &columns->column[c]->overall[f];
            if (isnan(figure->value))
                g_string_append_printf(out, "  %-21s", "not defined");
            else
                g_string_append_printf(out, "  %.3f [%.3f, %.3f]", figure->value, figure->low,
                                       figure->high);
        }
        g_string_append_c(out, '\n');
    }
}

/* ---- topics --------------------------------------------------------------------------------- */

static void append_interval(GString *out, const ChairliftFigure *figure)
{
    if (isnan(figure->value))
        g_string_append_printf(out, "  %-20s", "-");
    else
        g_string_append_printf(out, "  %.3f [%.3f, %.3f]", figure->value, figure->low,
                               figure->high);
}

/* A figure that may be undefined, as that of a topic that no paper has. */
static void append_number(GString *out, double value)
{
    if (isnan(value))
        g_string_append(out, "  -    ");
    else
        g_string_append_printf(out, "  %.3f", value);
}

static void append_topics(GString *out, const ChairliftFigures *figures)
{
    g_string_append_printf(out, "\n  %-20s %6s %5s %5s %5s  %-5s  %-5s  %-20s  %-20s  %s\n",
                           "topic", "papers", "TP", "FP", "FN", "prec.", "rec.", "F1",
                           "average precision", "AUC");
    for (guint t = 0; t < figures->topics; t++) {
        const ChairliftFigure *own = &figures->of_topic[(gsize)t * CHAIRLIFT_TOPIC_FIGURES];
        const ChairliftTopicCounts *counts = &figures->counts[t];
        g_string_append_printf(out, "  %-20s %6u %5u %5u %5u", figures->topic[t],
                               figures->topic_papers[t], counts->true_positives,
                               counts->false_positives, counts->false_negatives);
        append_number(out, own[CHAIRLIFT_TOPIC_PRECISION].value);
        append_number(out, own[CHAIRLIFT_TOPIC_RECALL].value);
        append_interval(out, &own[CHAIRLIFT_TOPIC_F1]);
        append_interval(out, &own[CHAIRLIFT_TOPIC_AVERAGE_PRECISION]);
        append_number(out, own[CHAIRLIFT_TOPIC_AUC].value);
        g_string_append_c(out, '\n');
    }
}

/* ---- reliability, coverage, confusion ------------------------------------------------------- */

/* Bin by bin, of the theme and of all topics together. */
static void append_bins(GString *out, const ChairliftFigures *figures)
{
    enum { SHOWN = 2 };
    g_string_append(out, "\n  reliability    ");
    for (guint d = 0; d < SHOWN; d++)
        g_string_append_printf(
            out, "  %-28s", g_array_index(figures->reliability, ChairliftReliabilityDiagram, d).of);
    g_string_append(out, "\n  probability    ");
    for (guint d = 0; d < SHOWN; d++)
        g_string_append_printf(out, "  %-28s", "frequency             papers");
    g_string_append_c(out, '\n');
    for (int b = 0; b < CHAIRLIFT_CALIBRATION_BINS; b++) {
        g_string_append_printf(out, "  %.2f to %.2f   ", (double)b / CHAIRLIFT_CALIBRATION_BINS,
                               (double)(b + 1) / CHAIRLIFT_CALIBRATION_BINS);
        for (guint d = 0; d < SHOWN; d++) {
            const ChairliftReliabilityBin *bin =
                &g_array_index(figures->reliability, ChairliftReliabilityDiagram, d).bin[b];
            if (bin->papers == 0)
                g_string_append_printf(out, "  %-28s", "-");
            else
                g_string_append_printf(out, "  %.3f [%.3f, %.3f] %6u", bin->frequency, bin->low,
                                       bin->high, bin->papers);
        }
        g_string_append_c(out, '\n');
    }
}

/* In one row for each topic: whether what is said of it is too much or too little, and the ECE. */
static void append_reliability(GString *out, const ChairliftFigures *figures)
{
    append_bins(out, figures);
    g_string_append_printf(out, "\n  %-20s %7s  %-11s  %-9s  %-20s  %s\n", "reliability of",
                           "answers", "mean prob.", "frequency", "ECE", "by chance");
    for (guint d = 0; d < figures->reliability->len; d++) {
        const ChairliftReliabilityDiagram *own =
            &g_array_index(figures->reliability, ChairliftReliabilityDiagram, d);
        const double papers = own->papers;
        g_string_append_printf(out, "  %-20s %7u  %-11.3f  %-9.3f", own->of, own->papers,
                               own->probability, own->positive / papers);
        append_interval(out, &own->ece);
        g_string_append_printf(out, "  %.3f\n", own->ece_by_chance);
    }
}

static void append_coverage(GString *out, const ChairliftFigures *figures)
{
    static const int SHOWN[] = {19, 18, 17, 15, 13, 11, 9};
    const ChairliftCoverageCurve *curve = &figures->coverage;
    g_autofree char *limit = chairlift_eval_limit_words(figures);
    g_string_append_printf(out, "\n  risk by coverage, %u papers\n  %-14s  %-10s  %-20s  %s\n",
                           curve->papers, "left to it", "confidence", "judged wrongly",
                           "on the theme");
    for (gsize i = 0; curve->papers > 0 && i < G_N_ELEMENTS(SHOWN); i++)
        g_string_append_printf(out, "  %3d %%           %.2f        %.3f [%.3f, %.3f]  %.3f\n",
                               5 * (SHOWN[i] + 1), curve->point[SHOWN[i]].confidence,
                               curve->point[SHOWN[i]].risk, curve->point[SHOWN[i]].low,
                               curve->point[SHOWN[i]].high, curve->point[SHOWN[i]].theme_risk);
    chairlift_append_wrapped(out, limit, 2, WIDTH);
}

static gint most_papers_first(gconstpointer a, gconstpointer b)
{
    const ChairliftConfusedPair *left = a;
    const ChairliftConfusedPair *right = b;
    guint left_papers = left->instead + left->besides;
    guint right_papers = right->instead + right->besides;
    if (left_papers != right_papers)
        return left_papers > right_papers ? -1 : 1;
    return left->has != right->has ? (left->has > right->has) - (left->has < right->has)
                                   : (left->said > right->said) - (left->said < right->said);
}

GArray *chairlift_eval_confused_pairs(const ChairliftFigures *figures)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(ChairliftConfusedPair));
    for (guint t = 0; t < figures->topics; t++) {
        for (guint u = 0; u < figures->topics; u++) {
            gsize cell = (gsize)t * figures->topics + u;
            const ChairliftConfusedPair pair = {t, u, figures->confusion.instead[cell],
                                                figures->confusion.besides[cell]};
            if (pair.instead + pair.besides > 0)
                g_array_append_val(pairs, pair);
        }
    }
    g_array_sort(pairs, most_papers_first);
    return pairs;
}

static void append_confusion(GString *out, const ChairliftFigures *figures)
{
    g_autoptr(GArray) pairs = chairlift_eval_confused_pairs(figures);
    if (pairs->len == 0)
        return;
    g_string_append_printf(out, "\n  %-20s    %-20s %7s %7s\n", "a paper has", "is assigned",
                           "instead", "besides");
    for (guint i = 0; i < MIN(pairs->len, MOST_PAIRS); i++) {
        const ChairliftConfusedPair *pair = &g_array_index(pairs, ChairliftConfusedPair, i);
        g_string_append_printf(out, "  %-20s    %-20s %7u %7u\n", figures->topic[pair->has],
                               figures->topic[pair->said], pair->instead, pair->besides);
    }
}

/* ---- learning curves ------------------------------------------------------------------------ */

static void append_curve(GString *out, const ChairliftLearningCurve *curve)
{
    g_string_append_printf(out,
                           "\n%s: how many labelled papers does it take?\n  %-16s  %-20s  %-20s  "
                           "%-17s  %s\n",
                           curve->venue, "labelled papers", "micro F1", "macro F1",
                           "micro F1 of draws", "precision at 1");
    for (guint i = 0; i < curve->points->len; i++) {
        const ChairliftLearningPoint *point =
            &g_array_index(curve->points, ChairliftLearningPoint, i);
        const ChairliftFigure *overall = point->figures->overall;
        const ChairliftFigure *micro = &overall[CHAIRLIFT_MICRO_F1];
        const ChairliftFigure *macro = &overall[CHAIRLIFT_MACRO_F1];
        double least = point->micro_f1[0];
        double most = point->micro_f1[0];
        for (guint draw = 1; draw < CHAIRLIFT_DRAWS; draw++) {
            least = MIN(least, point->micro_f1[draw]);
            most = MAX(most, point->micro_f1[draw]);
        }
        g_string_append_printf(
            out, "  %-16u  %.3f [%.3f, %.3f]  %.3f [%.3f, %.3f]  %.3f to %.3f     %.3f\n",
            point->labels, micro->value, micro->low, micro->high, macro->value, macro->low,
            macro->high, least, most, overall[CHAIRLIFT_PRECISION_AT_1].value);
    }
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void append_meanings(GString *out, gboolean curves)
{
    g_string_append_c(out, '\n');
    for (const ChairliftEvalMeaning *own = chairlift_eval_meanings(); own->name != NULL; own++) {
        g_autofree char *text = g_strdup_printf("%s: %s", own->name, own->meaning);
        chairlift_append_wrapped(out, text, 0, WIDTH);
    }
    if (curves)
        chairlift_append_wrapped(out, CHAIRLIFT_EVAL_CURVE_MEANING, 0, WIDTH);
}

void chairlift_eval_table(GString *out, const GPtrArray *figures, const GPtrArray *curves)
{
    for (guint i = 0; i < figures->len;) {
        const Columns columns = columns_at(figures, i);
        const ChairliftFigures *first = columns.column[0];
        g_string_append_printf(
            out, "%s%s, %s%s\n", i > 0 ? "\n\n" : "", first->venue, first->procedure,
            first->from_descriptions ? "; topics are learnt from their descriptions too" : "");
        append_overall(out, &columns);
        append_topics(out, first);
        append_reliability(out, first);
        append_coverage(out, first);
        append_confusion(out, first);
        i += columns.length;
    }
    for (guint i = 0; curves != NULL && i < curves->len; i++)
        append_curve(out, g_ptr_array_index(curves, i));
    append_meanings(out, curves != NULL);
    g_autoptr(GPtrArray) labels = chairlift_eval_labels(figures);
    for (guint i = 0; i < labels->len; i++)
        g_string_append_printf(out, "\n%s\n", (const char *)g_ptr_array_index(labels, i));
}
