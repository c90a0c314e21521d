/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the options say of the groups of a venue in OpenReview. */
#ifndef CHAIRLIFT_CLI_OPENREVIEW_VENUE_H
#define CHAIRLIFT_CLI_OPENREVIEW_VENUE_H

#include "chairlift/routing_files.h"

typedef struct OpenReviewOptions {
    char *group;
    char *chairs;    /* NULL: Area_Chairs */
    char *reviewers; /* NULL: Reviewers */
    char *label;     /* NULL: chairlift */
} OpenReviewOptions;

void openreview_options_clear(OpenReviewOptions *options);

/* Fills venue from options, which must outlive it. FALSE, with error set, when a group or label is
 * none, or the group is missing. */
gboolean openreview_venue_make(ChairliftOpenReviewVenue *venue, const OpenReviewOptions *options,
                               GError **error);

#endif
