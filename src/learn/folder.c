/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "chairlift/paper.h"

struct ChairliftFolder {
    char *path; /* what is replaced, without links */
    char *next; /* the new version; NULL once it is in place */
};

static gboolean fail(GError **error, const char *path, const char *what)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: %s: %s", path, what,
                g_strerror(errno));
    return FALSE;
}

/* Links are not followed. */
static void remove_tree(const char *path)
{
    g_autoptr(GDir) entries =
        g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;
    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *entry = g_build_filename(path, name, NULL);
        remove_tree(entry);
    }
    g_remove(path);
}

/* Whether an entry of the old version may be replaced or copied: a file, or a venue's model. */
static gboolean is_replaceable(const char *path)
{
    g_autofree char *manifest = g_build_filename(path, "venue.model", NULL);
    if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
        return FALSE;
    return g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
           g_file_test(manifest, G_FILE_TEST_IS_REGULAR);
}

static gboolean check_old_version(const char *path, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);
    if (entries == NULL)
        return fail(error, path, "cannot be read as a folder");
    const char *name;
    while ((name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *entry = g_build_filename(path, name, NULL);
        if (is_replaceable(entry))
            continue;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                    "%s: is no folder of models, because it holds \"%s\"; name another one", path,
                    name);
        return FALSE;
    }
    return TRUE;
}

ChairliftFolder *chairlift_folder_new(const char *path, GError **error)
{
    g_autofree char *resolved = realpath(path, NULL);
    g_autofree char *own = g_canonicalize_filename(resolved != NULL ? resolved : path, NULL);
    if (!check_old_version(own, error))
        return NULL;
    g_autofree char *next = g_strdup_printf("%s.new-XXXXXX", own);
    if (g_mkdtemp_full(next, 0777) == NULL) {
        fail(error, own, "cannot be written");
        return NULL;
    }
    ChairliftFolder *folder = g_new(ChairliftFolder, 1);
    folder->path = g_steal_pointer(&own);
    folder->next = g_steal_pointer(&next);
    return folder;
}

void chairlift_folder_free(ChairliftFolder *folder)
{
    if (folder == NULL)
        return;
    if (folder->next != NULL)
        remove_tree(folder->next);
    g_free(folder->path);
    g_free(folder->next);
    g_free(folder);
}

gboolean chairlift_folder_make(ChairliftFolder *folder, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(folder->next, name, NULL);
    return g_mkdir(path, 0777) == 0 || fail(error, path, "cannot be made");
}

gboolean chairlift_folder_write(ChairliftFolder *folder, const char *name, const char *bytes,
                                gsize length, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *path = g_build_filename(folder->next, name, NULL);
    if (g_file_set_contents_full(path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0666,
                                 &cause))
        return TRUE;
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be written: %s", path,
                cause->message);
    return FALSE;
}

const char *chairlift_folder_next(const ChairliftFolder *folder)
{
    return folder->next;
}

static gboolean keep_other_files(const ChairliftFolder *folder, GError **error)
{
    g_autoptr(GDir) entries = g_dir_open(folder->path, 0, NULL);
    const char *name;
    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        g_autoptr(GFile) old = g_file_new_build_filename(folder->path, name, NULL);
        g_autoptr(GFile) new = g_file_new_build_filename(folder->next, name, NULL);
        g_autoptr(GError) cause = NULL;
        if (g_file_query_exists(new, NULL) ||
            g_file_query_file_type(old, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_REGULAR)
            continue;
        if (g_file_copy(old, new, G_FILE_COPY_NONE, NULL, NULL, NULL, &cause))
            continue;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be kept: %s",
                    g_file_peek_path(old), cause->message);
        return FALSE;
    }
    return TRUE;
}

/* Where two folders cannot be exchanged at once, the old one steps aside. */
static gboolean step_aside(const ChairliftFolder *folder)
{
    g_autofree char *old = g_strconcat(folder->next, ".old", NULL);
    if (rename(folder->path, old) != 0)
        return FALSE;
    if (rename(folder->next, folder->path) != 0) {
        int cause = errno;
        if (rename(old, folder->path) != 0)
            g_warning("the old models are in %s", old);
        errno = cause;
        return FALSE;
    }
    remove_tree(old);
    return TRUE;
}

gboolean chairlift_folder_replace(ChairliftFolder *folder, GError **error)
{
    if (!check_old_version(folder->path, error) || !keep_other_files(folder, error))
        return FALSE;
    gboolean replaced;
    if (!g_file_test(folder->path, G_FILE_TEST_EXISTS)) {
        replaced = rename(folder->next, folder->path) == 0;
    } else if (renameat2(AT_FDCWD, folder->next, AT_FDCWD, folder->path, RENAME_EXCHANGE) == 0) {
        remove_tree(folder->next); /* it is the old version now */
        replaced = TRUE;
    } else {
        replaced = (errno == EINVAL || errno == ENOSYS) && step_aside(folder);
    }
    if (!replaced)
        return fail(error, folder->path, "cannot be replaced");
    g_clear_pointer(&folder->next, g_free);
    return TRUE;
}
