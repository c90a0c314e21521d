/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nearest.h"

#include <string.h>

enum { LONGEST = 100 };

gsize chairlift_edit_distance(const char *first, const char *second)
{
    const gsize length = strlen(second);
    g_autofree gsize *row = g_new(gsize, length + 1); /* distances of first's beginning */
    for (gsize k = 0; k <= length; k++)
        row[k] = k;
    for (gsize i = 0; first[i] != '\0'; i++) {
        gsize diagonal = row[0];
        row[0] = i + 1;
        for (gsize k = 0; k < length; k++) {
            const gsize replaced = diagonal + (first[i] != second[k]);
            diagonal = row[k + 1];
            row[k + 1] = MIN(replaced, MIN(row[k], diagonal) + 1);
        }
    }
    return row[length];
}

const char *chairlift_nearest(const char *mistyped, const char *const *words)
{
    const char *nearest = NULL;
    gsize least = G_MAXSIZE;
    if (strlen(mistyped) > LONGEST)
        return NULL;
    g_autofree char *folded = g_ascii_strdown(mistyped, -1);
    for (; *words != NULL; words++) {
        /* A third of the letters may be wrong, or some missing at the end. */
        const gsize distance =
            g_str_has_prefix(*words, folded) ? 1 : chairlift_edit_distance(folded, *words);
        if (*folded != '\0' && distance <= MAX(strlen(*words) / 3, 1) && distance < least) {
            nearest = *words;
            least = distance;
        }
    }
    return nearest;
}
