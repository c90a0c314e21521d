/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "find_venue.h"

#include "../exchange/nearest.h"
#include "data.h"

#include <string.h>

/* An id that differs by more than this many letters is no slip of the pen. */
enum { FARTHEST_SLIP = 6, LONGEST_NAME = 100 };

GPtrArray *load_venues(GError **error)
{
    g_autofree char *directory = data_path("corpus/venues");
    return chairlift_venues_load(directory, error);
}

/* The venue whose id is closest to a mistyped name, or holds it as a part; else NULL. */
static const ChairliftVenue *nearest_venue(const GPtrArray *venues, const char *name)
{
    const ChairliftVenue *nearest = NULL;
    gsize least = FARTHEST_SLIP + 1;
    if (*name == '\0' || strlen(name) > LONGEST_NAME)
        return NULL;
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        const gsize distance =
            strstr(venue->id, name) != NULL ? 1 : chairlift_edit_distance(name, venue->id);
        if (distance < least && distance < strlen(venue->id)) {
            nearest = venue;
            least = distance;
        }
    }
    return nearest;
}

static void set_unknown(const GPtrArray *venues, const char *name, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", venue->id);
    }
    const ChairliftVenue *nearest = nearest_venue(venues, name);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "there is no venue \"%s\"; %s%s%sknown are %s", name,
                nearest != NULL ? "did you mean \"" : "", nearest != NULL ? nearest->id : "",
                nearest != NULL ? "\"? " : "", known->str);
}

ChairliftVenue *find_venue(const char *name, GError **error)
{
    if (strchr(name, '/') != NULL || g_str_has_suffix(name, ".venue"))
        return chairlift_venue_load(name, error);
    g_autoptr(GPtrArray) venues = load_venues(error);
    if (venues == NULL)
        return NULL;
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        if (strcmp(venue->id, name) == 0)
            return g_ptr_array_steal_index(venues, i);
    }
    set_unknown(venues, name, error);
    return NULL;
}
