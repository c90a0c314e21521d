/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key file that knows its lines.
 *
 * GKeyFile reads the values, but it merges groups and keys that stand twice and forgets where
 * things stood. So the text is scanned first for its groups and keys, which finds duplicates and
 * lines that are neither, and remembers line numbers for every later message.
 */
#ifndef CHAIRLIFT_VENUE_KEY_FILE_H
#define CHAIRLIFT_VENUE_KEY_FILE_H

#include <glib.h>

#include "chairlift/paper.h"

typedef struct ChairliftKeyFileKey {
    char *name;
    guint line;
} ChairliftKeyFileKey;

typedef struct ChairliftKeyFileGroup {
    char *name;
    guint line;
    GPtrArray *keys; /* of ChairliftKeyFileKey, in the file's order */
} ChairliftKeyFileGroup;

typedef struct ChairliftKeyFile {
    char *path; /* for messages */
    GKeyFile *values;
    GPtrArray *groups; /* of ChairliftKeyFileGroup, in the file's order */
} ChairliftKeyFile;

void chairlift_key_file_free(ChairliftKeyFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftKeyFile, chairlift_key_file_free)

/* Reads a file of at most 1 MiB. */
ChairliftKeyFile *chairlift_key_file_load(const char *path, GError **error);

/* Reads text[length], which need not end in NUL; path serves for messages. */
ChairliftKeyFile *chairlift_key_file_parse(const char *path, const char *text, gsize length,
                                           GError **error);

/* Line of a key, or of the group when it has no such key. */
guint chairlift_key_file_line(const ChairliftKeyFileGroup *group, const char *key);

gboolean chairlift_key_file_has(const ChairliftKeyFileGroup *group, const char *key);

/* Sets CHAIRLIFT_ERROR_FORMAT with "path:line: message"; always FALSE. */
gboolean chairlift_key_file_fail(const ChairliftKeyFile *file, guint line, GError **error,
                                 const char *format, ...) G_GNUC_PRINTF(4, 5);

/* Each of the following puts the value of a key into *value, and fails when it is malformed. A key
 * that is missing is an error when required, else it leaves *value alone. */

/* One line of text that is not empty. Free with g_free. */
gboolean chairlift_key_file_text(const ChairliftKeyFile *file, const ChairliftKeyFileGroup *group,
                                 const char *key, gboolean required, char **value, GError **error);

/* A decimal number from least to most. */
gboolean chairlift_key_file_number(const ChairliftKeyFile *file, const ChairliftKeyFileGroup *group,
                                   const char *key, guint least, guint most, gboolean required,
                                   guint *value, GError **error);

/* Parts separated by ";", none empty, none twice, at least one. Free with g_strfreev. */
gboolean chairlift_key_file_list(const ChairliftKeyFile *file, const ChairliftKeyFileGroup *group,
                                 const char *key, gboolean required, char ***value, GError **error);

#endif
