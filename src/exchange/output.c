/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output files that are never seen half-written.
 *
 * Bytes go to a file without a name (O_TMPFILE) in the folder of the target, which vanishes with
 * the process however that ends. To commit, it gets a name beside the target and is renamed over
 * it. File systems without O_TMPFILE (NFS, some containers) get a hidden file with a name instead.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/exchange.h"

enum { BUFFER_SIZE = 65536, NAME_ATTEMPTS = 100 };

struct ChairliftOutput {
    char *name;      /* for messages */
    char *target;    /* NULL when bytes go to their place at once */
    char *temporary; /* NULL while the file has no name */
    int fd;
    gboolean owns_fd;
    gboolean resumed; /* and not yet cut to resume_at bytes */
    off_t resume_at;
    char *buffer; /* [BUFFER_SIZE], used of it filled */
    gsize used;
};

static const char *remedy_for(int problem)
{
    switch (problem) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "make room or write elsewhere";
    case EPIPE:
        return "its reader stopped reading";
    case ENOENT:
    case ENOTDIR:
        return "create the folder first";
    default:
        return "choose a place that you may write to";
    }
}

static gboolean fail(const ChairliftOutput *output, int problem, GError **error)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be written: %s; %s",
                output->name, g_strerror(problem), remedy_for(problem));
    return FALSE;
}

/* A hidden name beside the target. */
static char *temporary_name(const char *target)
{
    g_autofree char *folder = g_path_get_dirname(target);
    g_autofree char *base = g_path_get_basename(target);
    return g_strdup_printf("%s/.%.200s.%08x", folder, base, g_random_int());
}

/* Opens a file with a name of its own; -1 with errno set. */
static int open_named(ChairliftOutput *output)
{
    for (int attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
        g_autofree char *name = temporary_name(output->target);
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            output->temporary = g_steal_pointer(&name);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static int open_temporary(ChairliftOutput *output)
{
    g_autofree char *folder = g_path_get_dirname(output->target);
    if (access("/proc/self/fd", X_OK) != 0) /* without it, the file could not be given a name */
        return open_named(output);
    int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    gboolean unsupported = errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL;
    return fd >= 0 || !unsupported ? fd : open_named(output);
}

/* Opens what the path stands for; FALSE with errno set. */
static gboolean open_target(ChairliftOutput *output, const char *path)
{
    struct stat status;
    gboolean exists = stat(path, &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return FALSE;
    }
    if (exists && !S_ISREG(status.st_mode)) {
        output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return output->fd >= 0;
    }
    /* Renaming would succeed on a file that the user has made read-only. */
    if (exists && access(path, W_OK) != 0)
        return FALSE;
    /* A symbolic link stays, and what it points to is replaced. */
    char *resolved = exists ? realpath(path, NULL) : NULL;
    output->target = g_strdup(resolved != NULL ? resolved : path);
    free(resolved);
    output->fd = open_temporary(output);
    if (output->fd < 0)
        return FALSE;
    if (exists)
        (void)fchmod(output->fd, status.st_mode & 07777);
    return TRUE;
}

ChairliftOutput *chairlift_output_open(const char *path, GError **error)
{
    ChairliftOutput *output = g_new0(ChairliftOutput, 1);
    gboolean is_stdout = path == NULL || strcmp(path, "-") == 0;
    output->name = g_strdup(is_stdout ? "standard output" : path);
    output->fd = is_stdout ? STDOUT_FILENO : -1;
    output->owns_fd = !is_stdout;
    output->buffer = g_malloc(BUFFER_SIZE);
    if (is_stdout || open_target(output, path))
        return output;
    fail(output, errno, error);
    chairlift_output_free(output);
    return NULL;
}

/* Opens a file to be written on where it stands; FALSE with errno set. */
static gboolean open_resumed(ChairliftOutput *output, const char *path, off_t length)
{
    struct stat status;
    output->fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    if (output->fd < 0 || fstat(output->fd, &status) != 0)
        return FALSE;
    if (!S_ISREG(status.st_mode)) {
        errno = ESPIPE;
        return FALSE;
    }
    /* Some file systems of clusters have no locks; then it is for the user to start one run only.
     */
    gboolean locked = flock(output->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    if (!locked || lseek(output->fd, length, SEEK_SET) < 0)
        return FALSE;
    output->resumed = TRUE;
    output->resume_at = length;
    return TRUE;
}

ChairliftOutput *chairlift_output_resume(const char *path, guint64 length, GError **error)
{
    ChairliftOutput *output = g_new0(ChairliftOutput, 1);
    output->name = g_strdup(path);
    output->fd = -1;
    output->owns_fd = TRUE;
    output->buffer = g_malloc(BUFFER_SIZE);
    if (open_resumed(output, path, (off_t)length))
        return output;
    if (errno == EWOULDBLOCK)
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT,
                    "%s: another run is writing it; wait for that to end", path);
    else
        fail(output, errno, error);
    chairlift_output_free(output);
    return NULL;
}

gboolean chairlift_output_flush(ChairliftOutput *output, GError **error)
{
    if (output->resumed && ftruncate(output->fd, output->resume_at) != 0)
        return fail(output, errno, error);
    output->resumed = FALSE;
    gsize done = 0;
    while (done < output->used) {
        gssize written = write(output->fd, output->buffer + done, output->used - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(output, errno, error);
        done += (gsize)written;
    }
    output->used = 0;
    return TRUE;
}

gboolean chairlift_output_write(ChairliftOutput *output, const char *bytes, gsize length,
                                GError **error)
{
    while (length > 0) {
        gsize part = MIN(length, BUFFER_SIZE - output->used);
        memcpy(output->buffer + output->used, bytes, part);
        output->used += part;
        bytes += part;
        length -= part;
        if (output->used == BUFFER_SIZE && !chairlift_output_flush(output, error))
            return FALSE;
    }
    return TRUE;
}

/* Gives the file without a name one beside its target; FALSE with errno set. */
static gboolean give_name(ChairliftOutput *output)
{
    g_autofree char *file = g_strdup_printf("/proc/self/fd/%d", output->fd);
    for (int attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
        g_autofree char *name = temporary_name(output->target);
        if (linkat(AT_FDCWD, file, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0) {
            output->temporary = g_steal_pointer(&name);
            return TRUE;
        }
        if (errno != EEXIST)
            return FALSE;
    }
    return FALSE;
}

gboolean chairlift_output_commit(ChairliftOutput *output, GError **error)
{
    if (!chairlift_output_flush(output, error))
        return FALSE;
    if (output->target == NULL)
        return TRUE;
    if (fsync(output->fd) != 0 || (output->temporary == NULL && !give_name(output)) ||
        rename(output->temporary, output->target) != 0)
        return fail(output, errno, error);
    g_clear_pointer(&output->temporary, g_free);
    g_clear_pointer(&output->target, g_free);
    return TRUE;
}

void chairlift_output_free(ChairliftOutput *output)
{
    if (output == NULL)
        return;
    if (output->temporary != NULL)
        (void)unlink(output->temporary);
    if (output->owns_fd && output->fd >= 0)
        close(output->fd);
    g_free(output->name);
    g_free(output->target);
    g_free(output->temporary);
    g_free(output->buffer);
    g_free(output);
}
