/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the program's own data is: a folder that holds models/ and corpus/venues/. */
#ifndef CHAIRLIFT_CLI_DATA_H
#define CHAIRLIFT_CLI_DATA_H

#include <glib.h>

/* Path of a file or folder of the data, such as "models" or "corpus/venues": in the folder that the
 * environment variable CHAIRLIFT_DATA names, else beside the program (the checkout that it was
 * built in, or PREFIX/share/chairlift), else where the library was built to be installed. Free with
 * g_free. Whether it exists is for its reader to say; but NULL, with error set, when CHAIRLIFT_DATA
 * names no folder. */
char *data_path(const char *relative, GError **error);

#endif
