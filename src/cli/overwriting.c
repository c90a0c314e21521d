/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "overwriting.h"

#include <sys/stat.h>

#include "chairlift/paper.h"

gboolean spares_inputs(const char *output, char *const *inputs, GError **error)
{
    struct stat target;
    if (output == NULL || inputs == NULL || stat(output, &target) != 0)
        return TRUE;
    for (; *inputs != NULL; inputs++) {
        struct stat input;
        if (S_ISREG(target.st_mode) && stat(*inputs, &input) == 0 &&
            input.st_dev == target.st_dev && input.st_ino == target.st_ino) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                        "%s: is read from, and would be overwritten; give the output another name",
                        output);
            return FALSE;
        }
    }
    return TRUE;
}
