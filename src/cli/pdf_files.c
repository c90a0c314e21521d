/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf_files.h"

#include "../intake/files.h"
#include "../intake/recognise.h"
#include "complain.h"

/* The PDFs in a folder and the folders in it, by name. */
static gboolean add_folder(GPtrArray *files, const char *folder)
{
    guint before = files->len;
    g_autoptr(GPtrArray) found = chairlift_files_new();
    chairlift_files_find(folder, found);
    for (guint i = 0; i < found->len; i++) {
        const ChairliftInputFile *file = g_ptr_array_index(found, i);
        if (file->problem != NULL)
            complain("%s", file->problem);
        else if (chairlift_has_suffix(file->path, ".pdf"))
            g_ptr_array_add(files, g_strdup(file->path));
    }
    if (files->len == before)
        complain("%s: there is no PDF in this folder", folder);
    return files->len > before;
}

GPtrArray *list_pdf_files(char **arguments, guint *failed)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    for (; *arguments != NULL; arguments++) {
        if (!g_file_test(*arguments, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(files, g_strdup(*arguments));
        else if (!add_folder(files, *arguments))
            ++*failed;
    }
    g_ptr_array_add(files, NULL);
    return files;
}
