/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good judgements are, as a page with plots. */
#ifndef CHAIRLIFT_REPORT_EVAL_PAGE_H
#define CHAIRLIFT_REPORT_EVAL_PAGE_H

#include "chairlift/learn.h"

/* Appends a whole page of HTML. figures: of ChairliftFigures, venue by venue; curves: of
 * ChairliftLearningCurve, or NULL; venues: of ChairliftVenue, for the names of the figures' venues
 * and topics; corpus: the checksum of what it was measured on. */
void chairlift_eval_page(GString *out, const GPtrArray *figures, const GPtrArray *curves,
                         const GPtrArray *venues, const char *corpus);

#endif
