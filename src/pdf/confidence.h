/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely it is that a title or an abstract is right, from how it was found.
 *
 * Right means: 0.95 of the title's text, 0.80 of the abstract's, by normalised Levenshtein
 * similarity after folding case and punctuation. */
#ifndef CHAIRLIFT_PDF_CONFIDENCE_H
#define CHAIRLIFT_PDF_CONFIDENCE_H

#include <glib.h>

typedef struct TitleEvidence {
    float size;  /* of its largest letters, in units of the body's */
    float rival; /* size of the largest other row it was chosen over, in units of its own */
    gboolean bold;
    gboolean above_abstract; /* there is a heading of the abstract below it */
    gboolean first_page;
    gboolean numbered;          /* it begins as sections do: "3 Results" */
    gboolean has_function_word; /* "of", "for", "the": names of people and journals have none */
    glong length;               /* characters of text */
} TitleEvidence;

typedef struct AbstractEvidence {
    double title;      /* confidence of the title above it */
    gboolean headed;   /* under a heading "Abstract" or run in after one */
    gboolean summary;  /* under another heading */
    gboolean followed; /* by a heading, keywords or the like */
    gboolean stopped;  /* where letters, gaps or edges change */
    gboolean ends_sentence;
    gboolean begins_well; /* with a capital, a digit or a quotation mark */
    guint letters;        /* letters and digits of text */
} AbstractEvidence;

/* Probabilities, 0 .. 1. */
double chairlift_title_confidence(const TitleEvidence *evidence);
double chairlift_abstract_confidence(const AbstractEvidence *evidence);

#endif
