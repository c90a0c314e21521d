/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers keep the order in which the older theme puts them, moved by how near they are to the new
 * one's description; and as many as were in it, borderline and out of it, are so now. */
#include "weak_theme.h"

#include "description.h"
#include "parameters.h"

#include <stdlib.h>
#include <string.h>

#include "chairlift/paper.h"

/* Weight of a standard deviation of similarity to the description, where a degree of fit weighs 1.
 */
static const double DESCRIPTION_WEIGHT = 0.5;

/* A paper of older themes. */
typedef struct Candidate {
    guint32 paper;
    int degree; /* the highest of the older themes' */
    double score;
} Candidate;

static int best_first(const void *a, const void *b)
{
    const Candidate *left = a;
    const Candidate *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return (left->paper > right->paper) - (left->paper < right->paper);
}

/* Raises degrees ([truth->papers]) to those of an older theme. */
static gboolean take_like(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                          const char *like, int *degree, GError **error)
{
    guint found = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        int own = chairlift_corpus_degree(g_ptr_array_index(set->corpus->papers, i), like);
        degree[i] = MAX(degree[i], own);
        found += own >= 0;
    }
    if (found > 0)
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%u: the theme is said to be like \"%s\", which no paper of the corpus is "
                "labelled with; theme-labels of an older call are meant, as in \"theme\"",
                truth->venue->file, truth->venue->theme_line, like);
    return FALSE;
}

/* Candidates that may get a weak degree, best first. */
static gboolean rank(const ChairliftTruth *truth, const ChairliftTrainingSet *set,
                     const gboolean *usable, const int *degree, GArray *candidates, GError **error)
{
    g_autofree guint32 *paper = g_new(guint32, truth->papers + 1);
    g_autofree double *similarity = g_new(double, truth->papers + 1);
    g_autofree gboolean *touched = g_new(gboolean, truth->papers + 1);
    gsize length = 0;
    for (gsize i = 0; i < truth->papers; i++) {
        if (usable[i] && degree[i] >= 0 && truth->degree[i] < 0)
            paper[length++] = (guint32)i;
    }
    if (length == 0)
        return TRUE;
    if (!chairlift_description_compare(set, truth->venue->theme_name,
                                       truth->venue->theme_description, paper, length, similarity,
                                       touched, error))
        return FALSE;
    for (gsize i = 0; i < length; i++) {
        const Candidate own = {paper[i], degree[paper[i]],
                               degree[paper[i]] + DESCRIPTION_WEIGHT * similarity[i]};
        g_array_append_val(candidates, own);
    }
    g_array_sort(candidates, best_first);
    return TRUE;
}

static gsize count_labels(const ChairliftTruth *truth)
{
    gsize known = 0;
    for (gsize i = 0; i < truth->papers; i++)
        known += truth->degree[i] >= 0;
    return known;
}

gboolean chairlift_weak_theme_add(ChairliftTruth *truth, const ChairliftTrainingSet *set,
                                  const gboolean *usable, GError **error)
{
    const gsize known = count_labels(truth);
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    g_autofree int *degree = g_new(int, truth->papers + 1);
    gsize of_degree[] = {0, 0, 0};
    for (gsize i = 0; i < truth->papers; i++)
        degree[i] = -1;
    if (truth->venue->theme_like == NULL || known >= CHAIRLIFT_ENOUGH_LABELS)
        return TRUE;
    for (char **like = truth->venue->theme_like; *like != NULL; like++) {
        if (!take_like(truth, set, *like, degree, error))
            return FALSE;
    }
    if (!rank(truth, set, usable, degree, candidates, error))
        return FALSE;
    for (guint i = 0; i < candidates->len; i++)
        of_degree[g_array_index(candidates, Candidate, i).degree]++;
    for (guint i = 0; i < candidates->len; i++) {
        const guint32 paper = g_array_index(candidates, Candidate, i).paper;
        truth->degree[paper] = i < of_degree[2] ? 2 : i < of_degree[2] + of_degree[1] ? 1 : 0;
        truth->weak_degree[paper] = TRUE;
    }
    truth->weak_degrees = candidates->len;
    truth->is_whole = truth->is_whole && candidates->len == 0;
    truth->weak_degree_cost =
        CHAIRLIFT_WEAK_LABELS_WORTH / (CHAIRLIFT_WEAK_LABELS_WORTH + (double)known);
    return TRUE;
}
