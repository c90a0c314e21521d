/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what the user names to files. Folders are walked in the order of their names' bytes, so that
 * every run on every machine sees the same order. */
#include "files.h"

#include <string.h>
#include <sys/stat.h>

#include "chairlift/paper.h"

enum { DEEPEST_FOLDER = 32 };

/* The folders between the input and where the walk is: a symbolic link back to one of them is a
 * loop. */
typedef struct Ancestor {
    const struct Ancestor *parent;
    dev_t device;
    ino_t inode;
    guint depth;
} Ancestor;

static void file_free(ChairliftInputFile *file)
{
    g_free(file->path);
    g_free(file->problem);
    g_free(file);
}

GPtrArray *chairlift_files_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)file_free);
}

static ChairliftInputFile *add_file(GPtrArray *files, const char *path, gboolean named)
{
    ChairliftInputFile *file = g_new0(ChairliftInputFile, 1);
    file->path = g_strdup(path);
    file->named = named;
    g_ptr_array_add(files, file);
    return file;
}

static gboolean is_loop(const Ancestor *ancestor, const struct stat *status)
{
    for (; ancestor != NULL; ancestor = ancestor->parent) {
        if (ancestor->device == status->st_dev && ancestor->inode == status->st_ino)
            return TRUE;
    }
    return FALSE;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, without hidden ones; NULL when it cannot be read. */
static GPtrArray *list_names(const char *folder)
{
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    if (directory == NULL)
        return NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(directory)) != NULL) {
        if (name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, compare_names);
    return names;
}

static void walk(const char *folder, const struct stat *status, const Ancestor *parent,
                 gboolean named, GPtrArray *files)
{
    Ancestor here = {parent, status->st_dev, status->st_ino,
                     parent != NULL ? parent->depth + 1 : 0};
    g_autoptr(GPtrArray) names = list_names(folder);
    if (names == NULL) {
        ChairliftInputFile *file = add_file(files, folder, named);
        file->problem =
            g_strdup_printf("%s: the folder cannot be read; check its permissions", folder);
        return;
    }
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        struct stat found;
        /* a link to nothing is added, too: opening it says so */
        if (stat(path, &found) != 0 || S_ISREG(found.st_mode))
            add_file(files, path, FALSE);
        else if (S_ISDIR(found.st_mode) && here.depth < DEEPEST_FOLDER && !is_loop(&here, &found))
            walk(path, &found, &here, FALSE, files);
    }
}

void chairlift_files_find(const char *input, GPtrArray *files)
{
    struct stat status;
    if (strcmp(input, "-") == 0 || stat(input, &status) != 0 || !S_ISDIR(status.st_mode)) {
        add_file(files, input, TRUE);
        return;
    }
    guint before = files->len;
    walk(input, &status, NULL, TRUE, files);
    if (files->len == before)
        add_file(files, input, TRUE)->problem =
            g_strdup_printf("%s: the folder holds no files that could be papers", input);
}
