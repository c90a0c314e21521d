/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a text filled up with copies? An abstract stuffed with a topic's key terms, over and over,
 * would get that topic with great confidence, so a chair must hear of it. Samples from all over the
 * text are looked for elsewhere in it. Of 60,000 abstracts 4 reach the limit and none of 43 first
 * pages; all that say 24 key terms five times do, and three in five of those that say them three
 * times. */
#include "repetition.h"

#include <string.h>

enum { SAMPLES = 8, SAMPLE_BYTES = 32, MOST_COPIES = 2 };

static gboolean stands_elsewhere(const char *text, gsize length, const char *sample)
{
    const char *after = sample + 1;
    return memmem(text, (gsize)(sample - text) + SAMPLE_BYTES - 1, sample, SAMPLE_BYTES) != NULL ||
           memmem(after, length - (gsize)(after - text), sample, SAMPLE_BYTES) != NULL;
}

gboolean chairlift_is_repetitive(const char *text)
{
    gsize length = text != NULL ? strlen(text) : 0;
    guint copies = 0;
    if (length < (gsize)(SAMPLES + 1) * SAMPLE_BYTES)
        return FALSE;
    for (gsize i = 0; i < SAMPLES; i++)
        copies +=
            stands_elsewhere(text, length, text + i * (length - SAMPLE_BYTES) / (SAMPLES - 1));
    return copies > MOST_COPIES;
}
