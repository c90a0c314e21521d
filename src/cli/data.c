/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data.h"

#include "chairlift/paper.h"

/* Whether a folder holds what the program needs. */
static gboolean is_data_folder(const char *folder)
{
    g_autofree char *venues = g_build_filename(folder, "corpus", "venues", NULL);
    g_autofree char *models = g_build_filename(folder, "models", NULL);
    return g_file_test(venues, G_FILE_TEST_IS_DIR) && g_file_test(models, G_FILE_TEST_IS_DIR);
}

/* The data beside the running program, or NULL: in the checkout that it was built in
 * (build/chairlift, build/sanitize/chairlift), or where it was installed (PREFIX/bin/chairlift). */
static char *find_beside_program(void)
{
    static const char *const WAYS[] = {"..", "../..", "../share/chairlift"};
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program == NULL)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(program);
    for (size_t i = 0; i < G_N_ELEMENTS(WAYS); i++) {
        g_autofree char *candidate = g_canonicalize_filename(WAYS[i], folder);
        if (is_data_folder(candidate))
            return g_steal_pointer(&candidate);
    }
    return NULL;
}

char *data_path(const char *relative, GError **error)
{
    const char *chosen = g_getenv("CHAIRLIFT_DATA");
    if (chosen != NULL && *chosen != '\0') {
        if (g_file_test(chosen, G_FILE_TEST_IS_DIR))
            return g_build_filename(chosen, relative, NULL);
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "%s: the environment variable CHAIRLIFT_DATA names it, and it is no folder; "
                    "unset the variable, or name a folder that holds models and corpus/venues",
                    chosen);
        return NULL;
    }
    g_autofree char *found = find_beside_program();
    return g_build_filename(found != NULL ? found : CHAIRLIFT_DATA_DIR, relative, NULL);
}
