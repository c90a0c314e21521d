/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what the user names to files. Folders are walked in the order of their names' bytes, so that
 * every run on every machine sees the same order. */
#include "files.h"

#include <string.h>
#include <sys/stat.h>

#include "chairlift/paper.h"

enum { DEEPEST_FOLDER = 32 };

/* A walk through what is below one input. Symbolic links may lead to a folder in many ways, and
 * back to one above: each folder is read the first time only. */
typedef struct Walk {
    GHashTable *folders; /* set of FolderId that were read */
    GPtrArray *files;
} Walk;

typedef struct FolderId {
    dev_t device;
    ino_t inode;
} FolderId;

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

static guint hash_folder(gconstpointer data)
{
    const FolderId *id = data;
    return (guint)(id->inode ^ (id->inode >> 32) ^ id->device);
}

static gboolean is_same_folder(gconstpointer a, gconstpointer b)
{
    const FolderId *first = a, *second = b;
    return first->inode == second->inode && first->device == second->device;
}

/* FALSE when the folder was read before. */
static gboolean enter(const Walk *walk, const struct stat *status)
{
    const FolderId id = {status->st_dev, status->st_ino};
    return g_hash_table_add(walk->folders, g_memdup2(&id, sizeof id));
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

static void read_folder(const Walk *walk, const char *folder, guint depth)
{
    g_autoptr(GPtrArray) names = list_names(folder);
    if (names == NULL) {
        ChairliftInputFile *file = add_file(walk->files, folder, depth == 0);
        file->problem =
            g_strdup_printf("%s: the folder cannot be read; check its permissions", folder);
        return;
    }
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        struct stat found;
        /* a link to nothing is added, too: opening it says so */
        if (stat(path, &found) != 0 || S_ISREG(found.st_mode))
            add_file(walk->files, path, FALSE);
        else if (S_ISDIR(found.st_mode) && depth < DEEPEST_FOLDER && enter(walk, &found))
            read_folder(walk, path, depth + 1);
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
    g_autoptr(GHashTable) folders =
        g_hash_table_new_full(hash_folder, is_same_folder, g_free, NULL);
    const Walk walk = {folders, files};
    enter(&walk, &status);
    read_folder(&walk, input, 0);
    if (files->len == before)
        add_file(files, input, TRUE)->problem =
            g_strdup_printf("%s: the folder holds no files that could be papers", input);
}
