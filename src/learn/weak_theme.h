/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A theme of its own that nobody has labelled papers for, or few: weak degrees of fit, from the
 * older themes that the call's file says it is like, and from its description. */
#ifndef CHAIRLIFT_LEARN_WEAK_THEME_H
#define CHAIRLIFT_LEARN_WEAK_THEME_H

#include "truth.h"

/* Gives weak degrees to papers that the truth has none for and that `usable` ([truth->papers])
 * marks; none when the call names no older theme, or CHAIRLIFT_ENOUGH_LABELS papers have degrees
 * already. Fails when no paper of the corpus has a label of a theme that it names. */
gboolean chairlift_weak_theme_add(ChairliftTruth *truth, const ChairliftTrainingSet *set,
                                  const gboolean *usable, GError **error);

#endif
