/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/routed_paper.h"

ChairliftRoutedPaper *chairlift_routed_paper_new(ChairliftPaper *paper)
{
    ChairliftRoutedPaper *routed = g_new0(ChairliftRoutedPaper, 1);
    routed->paper = paper;
    routed->fits = TRUE;
    return routed;
}

void chairlift_routed_paper_free(ChairliftRoutedPaper *paper)
{
    if (paper == NULL)
        return;
    chairlift_paper_free(paper->paper);
    g_free(paper->topic);
    g_free(paper);
}

char *chairlift_routed_paper_need(const ChairliftRoutedPaper *paper)
{
    static const guint SAY_WHY = CHAIRLIFT_PAPER_NO_ABSTRACT | CHAIRLIFT_PAPER_SHORT_TEXT |
                                 CHAIRLIFT_PAPER_REPETITIVE | CHAIRLIFT_PAPER_NOT_ENGLISH;
    if (paper->one_sentence)
        return g_strdup("needs a human (hangs on one sentence)");
    return paper->no_evidence || (paper->paper->flags & SAY_WHY) != 0
               ? g_strdup("needs a human")
               : g_strdup_printf("needs a human (confidence %.2f)", paper->confidence);
}
