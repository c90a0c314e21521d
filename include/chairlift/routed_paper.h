/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routed_paper: a paper on its way to somebody. */
#ifndef CHAIRLIFT_ROUTED_PAPER_H
#define CHAIRLIFT_ROUTED_PAPER_H

#include <glib.h>

#include "chairlift/export.h"
#include "chairlift/paper.h"

G_BEGIN_DECLS

/* A paper and what is known of its topics. */
typedef struct ChairliftRoutedPaper {
    ChairliftPaper *paper;  /* owned */
    double *topic;          /* [venue's topics, in its order] probabilities; NULL when the paper
                               could not be read: then it is left out */
    double theme;           /* probability that it fits the theme */
    gboolean fits;          /* the verdict on the theme is not "does not fit" */
    gboolean is_borderline; /* the verdict is "borderline" */
    double confidence;      /* probability that the judgement is right */
    gboolean needs_human;   /* that is too little to go without one */
    gboolean one_sentence;  /* it fits for one sentence of the abstract alone */
    gboolean no_evidence;   /* none of its words is known: its probabilities say nothing */
} ChairliftRoutedPaper;

/* Takes ownership of paper. */
CHAIRLIFT_API ChairliftRoutedPaper *chairlift_routed_paper_new(ChairliftPaper *paper);
/* "needs a human (confidence 0.62)", for a paper that needs one; without the confidence where a
 * flag says why, or "(hangs on one sentence)" in its place. */
CHAIRLIFT_API char *chairlift_routed_paper_need(const ChairliftRoutedPaper *paper);
CHAIRLIFT_API void chairlift_routed_paper_free(ChairliftRoutedPaper *paper);

G_END_DECLS

#endif
