/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers that were checked, as reports show them. */
#ifndef CHAIRLIFT_REPORT_CHECKED_H
#define CHAIRLIFT_REPORT_CHECKED_H

#include "chairlift/check.h"

/* A paper as one venue sees it. */
typedef struct CheckedVenue {
    const ChairliftVenue *venue;
    GPtrArray *findings;           /* of ChairliftFinding, owned; the theme's first */
    const ChairliftScores *scores; /* NULL when the venue has no models, or the paper no text */
    GPtrArray *in_favour;          /* of char *, owned: the paper's words that most speak for the */
    GPtrArray *against;            /* theme, and against it, strongest first */
} CheckedVenue;

typedef struct Checked {
    const ChairliftPdf *pdf;
    const ChairliftPaper *paper;
    const char *track; /* chosen, or NULL */
    GPtrArray *venues; /* of CheckedVenue, owned; none when the PDF could not be read */
} Checked;

/* What a reader looks for first comes first: how many findings each outcome has, and in which order
 * outcomes are shown. */
typedef struct CheckedCounts {
    guint of[CHAIRLIFT_CHECK_NOT_CHECKED + 1]; /* [ChairliftCheckOutcome] */
} CheckedCounts;

extern const ChairliftCheckOutcome CHECKED_ORDER[CHAIRLIFT_CHECK_NOT_CHECKED + 1];

CheckedCounts chairlift_checked_count(const GPtrArray *findings);

/* "breaks a rule", "look at this", ...: an outcome for people. */
const char *chairlift_checked_word(ChairliftCheckOutcome outcome);

/* "1 rule broken, 2 warnings, 9 checks passed, 1 not checked." Free with g_free. */
char *chairlift_checked_summary(const GPtrArray *findings);

/* "9 pages, NeurIPS template, form for review". Free with g_free. */
char *chairlift_checked_about(const ChairliftPdf *pdf);

#endif
