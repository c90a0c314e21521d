/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic regression on how a text was found.
 *
 * Fitted on 1,288 titles and 1,170 abstracts that were read from 43 real papers and 65 invented
 * ones of other layouts, each as it is and with eleven kinds of damage (letters all alike, headings
 * gone, the title or the first page gone, a cover in front, words missing, lines out of place,
 * ...); those that are as they should be count five times. Out of fold by paper, of the titles
 * given 0.9 or more 91 % were right (88 of 88 undamaged), of those given less than 0.3 3 %; of the
 * abstracts, 99 % (105 of 105) and 4 %. */
#include "confidence.h"

#include <math.h>

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

double chairlift_title_confidence(const TitleEvidence *evidence)
{
    double x = -5.01;
    x += 3.87 * (CLAMP((double)evidence->size, 0.8, 1.5) - 1);
    x -= 1.50 * (CLAMP((double)evidence->rival, 0.8, 1.2) - 0.8);
    x -= evidence->rival < 0.55F ? 2.39
                                 : 0; /* much larger than all else: a journal's name, a logo */
    x += evidence->bold ? 0.50 : 0;
    x += evidence->above_abstract ? 0.16 : 0;
    x += evidence->first_page ? 1.18 : 0;
    x += 2.31 * (double)MIN(evidence->length, 30) / 30;
    x -= evidence->length > 200 ? 2.41 : 0;
    x -= evidence->numbered ? 2.70 : 0;
    x += evidence->has_function_word ? 2.75 : 0;
    return logistic(x);
}

double chairlift_abstract_confidence(const AbstractEvidence *evidence)
{
    double x = -11.55;
    x += evidence->ends_sentence ? 2.73 : 0;
    x += evidence->begins_well ? 2.54 : 0;
    x += 5.34 * MIN(evidence->letters, 600) / 600;
    x -= evidence->letters > 2500 ? 1.14 : 0;
    x += evidence->summary ? 1.10 : 0;
    if (evidence->headed)
        x += 3.65 + (evidence->stopped ? 1.84 : 0);
    else
        x += 5.01 * evidence->title - (evidence->followed ? 0.48 : evidence->stopped ? 0.38 : 0);
    return logistic(x);
}
