/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conflict_types.h"

#include <string.h>

gboolean chairlift_is_no_conflict(const char *type)
{
    static const char *const NONE[] = {"none", "unconflicted", "no", "n", "false"};
    static const char PINNED[] = "pinned ";
    if (g_ascii_strncasecmp(type, PINNED, strlen(PINNED)) == 0)
        type += strlen(PINNED);
    for (gsize i = 0; i < G_N_ELEMENTS(NONE); i++) {
        if (g_ascii_strcasecmp(type, NONE[i]) == 0)
            return TRUE;
    }
    return FALSE;
}
