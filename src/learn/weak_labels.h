/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topics of a call that nobody has labelled papers for, or few: weak labels, from what its file
 * says. */
#ifndef CHAIRLIFT_LEARN_WEAK_LABELS_H
#define CHAIRLIFT_LEARN_WEAK_LABELS_H

#include "calibration.h"

/* Gives weak labels to papers that the truth has no topics for and that `usable` ([truth->papers])
 * marks; none when CHAIRLIFT_ENOUGH_LABELS papers in theme have topics already. Fails when the call
 * names a topic of another call that no paper of the corpus has. */
gboolean chairlift_weak_labels_add(ChairliftTruth *truth, const ChairliftTrainingSet *set,
                                   const gboolean *usable, GError **error);

/* The calibration for a truth with weak labels, as chairlift_calibration_new makes it for others:
 * learnt from weak labels, and drawn towards what the readers' labels say, the more of these there
 * are. */
ChairliftCalibration *chairlift_weak_calibration_new(const ChairliftTruth *truth,
                                                     const double *margin, const gboolean *papers);

#endif
