/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of models that is replaced as a whole or not at all. */
#ifndef CHAIRLIFT_LEARN_FOLDER_H
#define CHAIRLIFT_LEARN_FOLDER_H

#include <glib.h>

typedef struct ChairliftFolder ChairliftFolder;

/* Begins a new version of the folder at path, beside it. Fails when there is something that is not
 * a folder of models: it would be lost. */
ChairliftFolder *chairlift_folder_new(const char *path, GError **error);

/* Removes the new version unless it was put in place. Takes NULL. */
void chairlift_folder_free(ChairliftFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftFolder, chairlift_folder_free)

/* Makes a folder in it. */
gboolean chairlift_folder_make(ChairliftFolder *folder, const char *name, GError **error);

/* Writes a file in it; `name` is relative to it. */
gboolean chairlift_folder_write(ChairliftFolder *folder, const char *name, const char *bytes,
                                gsize length, GError **error);

/* Where the new version is until then. */
const char *chairlift_folder_next(const ChairliftFolder *folder);

/* Puts the new version in the old one's place, with those files of the old one (README.md) that the
 * new one does not have. */
gboolean chairlift_folder_replace(ChairliftFolder *folder, GError **error);

#endif
