/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_INTAKE_FILES_H
#define CHAIRLIFT_INTAKE_FILES_H

#include <glib.h>

/* A file to read, or a folder that cannot be. */
typedef struct ChairliftInputFile {
    char *path;     /* "-" for standard input */
    gboolean named; /* by the user, not found in a folder */
    char *problem;  /* NULL, or why there is nothing to read: "folder: ..." */
} ChairliftInputFile;

/* The files that an input stands for, appended to files (of ChairliftInputFile, freed by its
 * element function): itself, or those in the folder and its folders, sorted by name. */
void chairlift_files_find(const char *input, GPtrArray *files);

/* An array for chairlift_files_find. */
GPtrArray *chairlift_files_new(void);

#endif
