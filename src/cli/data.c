/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data.h"

/* Whether a folder holds what the program needs. */
static gboolean is_data_folder(const char *folder)
{
    g_autofree char *venues = g_build_filename(folder, "corpus", "venues", NULL);
    g_autofree char *models = g_build_filename(folder, "models", NULL);
    return g_file_test(venues, G_FILE_TEST_IS_DIR) && g_file_test(models, G_FILE_TEST_IS_DIR);
}

/* The checkout around the running program (build/chairlift, build/sanitize/chairlift), or NULL. */
static char *find_checkout(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program == NULL)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(program);
    for (int level = 0; level < 2; level++) {
        char *parent = g_path_get_dirname(folder);
        g_free(folder);
        folder = parent;
        if (is_data_folder(folder))
            return g_steal_pointer(&folder);
    }
    return NULL;
}

char *data_path(const char *relative)
{
    const char *chosen = g_getenv("CHAIRLIFT_DATA");
    if (chosen != NULL && *chosen != '\0')
        return g_build_filename(chosen, relative, NULL);
    g_autofree char *checkout = find_checkout();
    return g_build_filename(checkout != NULL ? checkout : CHAIRLIFT_DATA_DIR, relative, NULL);
}
