/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a venue's file: either a complete venue, or an error with place. */
#include "venue/key_file.h"
#include "venue/load.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the rest of the program relies on. */
static void check_venue(const ChairliftVenue *venue)
{
    if (venue->id == NULL || venue->name == NULL || venue->topics->len == 0 ||
        venue->theme_labels == NULL || venue->topic_labels == NULL || venue->most_topics == 0)
        abort();
    for (guint i = 0; i < venue->topics->len; i++) {
        const ChairliftTopic *topic = venue->topics->pdata[i];
        const ChairliftTopic *found = chairlift_venue_find_topic(venue, topic->id);
        if (found != topic || topic->name == NULL || topic->description == NULL)
            abort();
        chairlift_venue_find_topic(venue, topic->description);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftVenue) venue = NULL;
    g_autoptr(ChairliftKeyFile) file =
        chairlift_key_file_parse("x.venue", (const char *)data, size, &error);
    if (file != NULL)
        venue = chairlift_venue_build(file, &error);
    if ((venue == NULL) != (error != NULL))
        abort();
    if (error != NULL &&
        (!g_str_has_prefix(error->message, "x.venue:") || strchr(error->message, '\n') != NULL ||
         !g_utf8_validate(error->message, -1, NULL)))
        abort();
    if (venue != NULL)
        check_venue(venue);
    return 0;
}
