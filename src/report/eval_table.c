/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "eval_table.h"

#include <math.h>
#include <string.h>

enum { MOST_PAIRS = 10 };

const char *chairlift_eval_figure_words(ChairliftOverallFigure figure)
{
    static const char *const WORDS[CHAIRLIFT_OVERALL_FIGURES] = {
        [CHAIRLIFT_THEME_AUC] = "theme: AUC",
        [CHAIRLIFT_THEME_AUC_CLEAR] = "theme: AUC without borderline papers",
        [CHAIRLIFT_THEME_AVERAGE_PRECISION] = "theme: average precision",
        [CHAIRLIFT_THEME_ACCURACY] = "theme: accuracy",
        [CHAIRLIFT_THEME_ACCURACY_CLEAR] = "theme: accuracy without borderline papers",
        [CHAIRLIFT_THEME_BRIER] = "theme: Brier score",
        [CHAIRLIFT_THEME_ECE] = "theme: calibration error",
        [CHAIRLIFT_TURNED_AWAY] = "in theme, but called \"does not fit\"",
        [CHAIRLIFT_LET_IN] = "out of theme, but called \"fits\"",
        [CHAIRLIFT_BORDERLINE] = "called \"borderline\"",
        [CHAIRLIFT_MICRO_PRECISION] = "topics: micro precision",
        [CHAIRLIFT_MICRO_RECALL] = "topics: micro recall",
        [CHAIRLIFT_MICRO_F1] = "topics: micro F1",
        [CHAIRLIFT_MACRO_PRECISION] = "topics: macro precision",
        [CHAIRLIFT_MACRO_RECALL] = "topics: macro recall",
        [CHAIRLIFT_MACRO_F1] = "topics: macro F1",
        [CHAIRLIFT_MACRO_AVERAGE_PRECISION] = "topics: average precision",
        [CHAIRLIFT_TOPICS_BRIER] = "topics: Brier score",
        [CHAIRLIFT_TOPICS_ECE] = "topics: calibration error",
        [CHAIRLIFT_PRECISION_AT_1] = "first topic is one of the paper's",
        [CHAIRLIFT_RECALL_AT_3] = "a paper's topics among the first three",
        [CHAIRLIFT_NDCG] = "ranking of topics: NDCG",
        [CHAIRLIFT_NEEDS_HUMAN] = "needs a human",
        [CHAIRLIFT_SURE_BUT_WRONG] = "wrong, of those that do not",
        [CHAIRLIFT_WRONG] = "wrong, of all",
        [CHAIRLIFT_PAPER_F1] = "F1 of a paper's topics",
    };
    return WORDS[figure];
}

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

static void append_topics(GString *out, const ChairliftFigures *figures)
{
    g_string_append_printf(out, "\n  %-20s %6s %5s %5s %5s  %-5s %-5s %-20s  %-5s %s\n", "topic",
                           "papers", "TP", "FP", "FN", "prec.", "rec.", "F1", "a.p.", "ECE");
    for (guint t = 0; t < figures->topics; t++) {
        const ChairliftFigure *own = &figures->of_topic[(gsize)t * CHAIRLIFT_TOPIC_FIGURES];
        const ChairliftTopicCounts *counts = &figures->counts[t];
        const ChairliftFigure *f1 = &own[CHAIRLIFT_TOPIC_F1];
        g_string_append_printf(
            out, "  %-20s %6u %5u %5u %5u  %.3f %.3f %.3f [%.3f, %.3f]  %.3f %.3f\n",
            figures->topic[t], figures->topic_papers[t], counts->true_positives,
            counts->false_positives, counts->false_negatives, own[CHAIRLIFT_TOPIC_PRECISION].value,
            own[CHAIRLIFT_TOPIC_RECALL].value, f1->value, f1->low, f1->high,
            own[CHAIRLIFT_TOPIC_AVERAGE_PRECISION].value, own[CHAIRLIFT_TOPIC_ECE].value);
    }
}

/* ---- reliability, coverage, confusion ------------------------------------------------------- */

static void append_reliability(GString *out, const ChairliftFigures *figures)
{
    const guint shown = MIN(figures->reliability->len, 2); /* the theme, and all topics */
    g_string_append(out, "\n  reliability    ");
    for (guint d = 0; d < shown; d++)
        g_string_append_printf(
            out, "  %-28s", g_array_index(figures->reliability, ChairliftReliabilityDiagram, d).of);
    g_string_append(out, "\n  probability    ");
    for (guint d = 0; d < shown; d++)
        g_string_append_printf(out, "  %-28s", "frequency             papers");
    g_string_append_c(out, '\n');
    for (int b = 0; b < CHAIRLIFT_CALIBRATION_BINS; b++) {
        g_string_append_printf(out, "  %.2f to %.2f   ", (double)b / CHAIRLIFT_CALIBRATION_BINS,
                               (double)(b + 1) / CHAIRLIFT_CALIBRATION_BINS);
        for (guint d = 0; d < shown; d++) {
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

static void append_coverage(GString *out, const ChairliftFigures *figures)
{
    static const int SHOWN[] = {19, 18, 17, 15, 13, 9};
    g_string_append(out, "\n  risk by coverage: answers that are wrong, when the least sure papers "
                         "go to a human\n  left to it  ");
    for (gsize i = 0; i < G_N_ELEMENTS(SHOWN); i++)
        g_string_append_printf(out, "  %3d %%", 5 * (SHOWN[i] + 1));
    g_string_append_c(out, '\n');
    for (int c = 0; c < CHAIRLIFT_COVERAGE_CURVES; c++) {
        const ChairliftCoverageCurve *curve = &figures->coverage[c];
        g_string_append_printf(out, "  %-12s", curve->of);
        for (gsize i = 0; curve->papers > 0 && i < G_N_ELEMENTS(SHOWN); i++)
            g_string_append_printf(out, "  %.3f", curve->point[SHOWN[i]].risk);
        g_string_append_printf(out, "   (%u papers)\n", curve->papers);
    }
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
                           "\n%s: how many labelled papers does it take?\n  %-16s  %-21s  %-21s  "
                           "%-13s  %s\n",
                           curve->venue, "labelled papers", "micro F1", "macro F1", "micro, draws",
                           "first topic");
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
            out, "  %-16u  %.3f [%.3f, %.3f]  %.3f [%.3f, %.3f]  %.3f - %.3f  %.3f\n",
            point->labels, micro->value, micro->low, micro->high, macro->value, macro->low,
            macro->high, least, most, overall[CHAIRLIFT_PRECISION_AT_1].value);
    }
}

/* ---- words ---------------------------------------------------------------------------------- */

/* What the figures' names mean, for whoever sees them for the first time. */
static const char LEGEND[] =
    "\n"
    "out-of-fold       each fifth of the papers is judged by models made from the other four\n"
    "held-out          the newest fifth is judged by models made from the older papers\n"
    "stratified        papers drawn over the whole range from in theme to out, not for being hard\n"
    "theme_auc         how often, of a paper in theme and one out of it, the first is ranked "
    "above\n"
    "..._clear         borderline papers left out; elsewhere they count as in theme\n"
    "micro_, macro_    over all decisions together; mean of the topics\n"
    "precision_at_1    of papers with topics: the most probable topic is one of theirs\n"
    "recall_at_3       of a paper's topics: those among its three most probable ones\n"
    "ndcg              how high up a paper's topics are in its ranking of topics; 1 is best\n"
    "paper_f1          F1 of the topics that a paper is assigned; mean over papers with topics\n"
    "brier             mean square of probability minus truth (1 or 0); 0 is best\n"
    "ece               expected calibration error: mean distance of probabilities from "
    "frequencies,\n"
    "                  in 15 bins; 0 is best. Resampling adds chance to it, so that its interval\n"
    "                  lies too high, and may lie above the value\n"
    "TP, FP, FN        papers that have the topic and are assigned it; are, but have it not; have\n"
    "                  it, but are not\n"
    "instead, besides  papers that are assigned a topic they have not, in place of one they have,\n"
    "                  or with it\n"
    "[low, high]       95 % of 1,000 bootstrap resamples of the papers\n";

static const char CURVE_LEGEND[] =
    "labelled papers   papers in theme that are known to have which topics, drawn at random, five\n"
    "                  times; each draw is judged on another fifth, which it cannot draw from. "
    "With\n"
    "                  0, topics are learnt from their descriptions and from topics of other "
    "calls\n";

GPtrArray *chairlift_eval_labels(const GPtrArray *figures)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    const ChairliftFigures *previous = NULL;
    gboolean differ = FALSE;
    for (guint i = 1; i < figures->len; i++)
        differ |= strcmp(((const ChairliftFigures *)figures->pdata[i])->labels,
                         ((const ChairliftFigures *)figures->pdata[0])->labels) != 0;
    for (guint i = 0; i < figures->len; i++) {
        const ChairliftFigures *own = g_ptr_array_index(figures, i);
        if (previous == NULL || (differ && strcmp(previous->venue, own->venue) != 0))
            g_ptr_array_add(lines,
                            differ ? g_strdup_printf("Labels of %s: %s", own->venue, own->labels)
                                   : g_strdup_printf("Labels: %s", own->labels));
        previous = own;
    }
    return lines;
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
    g_string_append(out, LEGEND);
    if (curves != NULL)
        g_string_append(out, CURVE_LEGEND);
    g_autoptr(GPtrArray) labels = chairlift_eval_labels(figures);
    for (guint i = 0; i < labels->len; i++)
        g_string_append_printf(out, "\n%s\n", (const char *)g_ptr_array_index(labels, i));
}
