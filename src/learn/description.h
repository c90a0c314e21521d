/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How near papers are to what a call's file says of a theme or topic. */
#ifndef CHAIRLIFT_LEARN_DESCRIPTION_H
#define CHAIRLIFT_LEARN_DESCRIPTION_H

#include "training_set.h"

/* Cosines of papers ([length] numbers) and of the text, taken as a query, standardised to mean 0
 * and deviation 1, into similarity ([length]). touched ([length]) says which papers share a term
 * with it. */
gboolean chairlift_description_compare(const ChairliftTrainingSet *set, const char *name,
                                       const char *description, const guint32 *paper, gsize length,
                                       double *similarity, gboolean *touched, GError **error);

/* Shifts and scales a column ([length]) to mean 0 and deviation 1; one of equal values to 0. */
void chairlift_standardise(double *column, gsize length);

#endif
