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
