/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_CLI_PDF_FILES_H
#define CHAIRLIFT_CLI_PDF_FILES_H

#include <glib.h>

/* The PDFs that a user named, and those in the folders named and the folders in them, by name: an
 * array of char * that owns them, ended by NULL. Complains of folders without any, and adds their
 * number to *failed. */
GPtrArray *list_pdf_files(char **arguments, guint *failed);

#endif
