/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract_show.h"

#include <errno.h>
#include <string.h>

#include "chairlift/exchange.h"

gboolean pictures_open(Pictures *pictures, const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0777) != 0 || !g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: this folder for pictures cannot be made: %s", folder, g_strerror(errno));
        return FALSE;
    }
    pictures->folder = g_strdup(folder);
    pictures->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return TRUE;
}

void pictures_clear(Pictures *pictures)
{
    g_clear_pointer(&pictures->folder, g_free);
    g_clear_pointer(&pictures->names, g_hash_table_unref);
}

/* "paper.png" for "submissions/paper.pdf"; with a number if there was one of that name. */
static char *name_for(Pictures *pictures, const char *file)
{
    g_autofree char *id = chairlift_paper_file_id(file);
    char *name = g_strconcat(id, ".png", NULL);
    for (guint i = 2; !g_hash_table_add(pictures->names, g_strdup(name)); i++) {
        g_free(name);
        name = g_strdup_printf("%s-%u.png", id, i);
    }
    return name;
}

gboolean pictures_add(Pictures *pictures, ChairliftPdfPool *pool, const char *file, GError **error)
{
    g_autofree char *name = name_for(pictures, file);
    g_autofree char *path = g_build_filename(pictures->folder, name, NULL);
    g_autoptr(ChairliftPdfPicture) picture = chairlift_pdf_pool_show(pool, file, 0, error);
    if (picture == NULL)
        return FALSE;
    gsize length;
    const char *png = g_bytes_get_data(picture->png, &length);
    g_autoptr(ChairliftOutput) output = chairlift_output_open(path, error);
    return output != NULL && chairlift_output_write(output, png, length, error) &&
           chairlift_output_commit(output, error);
}
