/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers that may be labelled, with what the models say of them. */
#ifndef CHAIRLIFT_CLI_LABEL_PAPERS_H
#define CHAIRLIFT_CLI_LABEL_PAPERS_H

#include "judges.h"

#include "chairlift/label.h"
#include "chairlift/paper.h"

/* What models say of a paper. */
typedef struct LabelOpinion {
    char *words;        /* "fits 0.93: circuits 0.81, safety 0.40"; of topics that are assigned */
    char *decision;     /* the same without probabilities */
    char *row;          /* of a table to fill, as chairlift_labels_append_row writes it */
    char **assigned;    /* ids of the topics assigned */
    char *likeliest;    /* id of the most probable topic, or NULL */
    double uncertainty; /* chairlift_label_uncertainty */
} LabelOpinion;

typedef struct LabelPapers {
    GPtrArray *papers; /* of ChairliftPaper; those that could not be read are left out */
    GArray *opinions;  /* [papers] of LabelOpinion */
    GArray *vectors;   /* [papers] of ChairliftVector */
    guint failed;      /* papers that could not be read */
} LabelPapers;

/* Reads the inputs and judges every paper; those that cannot be read are complained of. NULL, with
 * error set, when nothing can be done. */
LabelPapers *label_papers_read(char *const *inputs, const Judges *judges, GError **error);
void label_papers_free(LabelPapers *papers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LabelPapers, label_papers_free)

/* Judges all papers anew, by other models. */
gboolean label_papers_judge(LabelPapers *papers, const Judges *judges, GError **error);

static inline const ChairliftPaper *label_papers_get(const LabelPapers *papers, guint number)
{
    return g_ptr_array_index(papers->papers, number);
}

static inline const LabelOpinion *label_papers_opinion(const LabelPapers *papers, guint number)
{
    return &g_array_index(papers->opinions, LabelOpinion, number);
}

/* The number of the paper with this id; -1 when there is none. */
int label_papers_find(const LabelPapers *papers, const char *id);

/* Numbers (guint) of up to `count` papers to label next. */
GArray *label_papers_propose(const LabelPapers *papers, const ChairliftLabelFile *file,
                             guint count);

#endif
