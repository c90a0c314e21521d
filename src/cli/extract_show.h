/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_CLI_EXTRACT_SHOW_H
#define CHAIRLIFT_CLI_EXTRACT_SHOW_H

#include <glib.h>

#include "chairlift/pdf.h"

/* Where chairlift extract --show puts its pictures. */
typedef struct Pictures {
    char *folder;
    GHashTable *names; /* of those written, so that no file takes another's */
} Pictures;

/* Makes the folder if there is none. FALSE with error set when it cannot be made. */
gboolean pictures_open(Pictures *pictures, const char *folder, GError **error);
void pictures_clear(Pictures *pictures);

/* Writes the picture of a file that was read. FALSE with error set when it cannot be drawn or
 * written. */
gboolean pictures_add(Pictures *pictures, ChairliftPdfPool *pool, const char *file, GError **error);

#endif
