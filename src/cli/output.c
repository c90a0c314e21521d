/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/paper.h"

struct Output {
    FILE *stream;
    char *path;      /* NULL for stdout */
    char *temporary; /* what the file is called for now; NULL for stdout and after the renaming */
};

/* Creates the file with the permissions that a new file gets. */
static FILE *create(char *template)
{
    int descriptor = g_mkstemp_full(template, O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return NULL;
    FILE *stream = fdopen(descriptor, "w");
    if (stream == NULL) {
        close(descriptor);
        g_unlink(template);
    }
    return stream;
}

static void set_error(const Output *output, GError **error)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT, "%s: cannot be written: %s",
                output->path != NULL ? output->path : "standard output", g_strerror(errno));
}

Output *output_open(const char *path, GError **error)
{
    g_autoptr(Output) output = g_new0(Output, 1);
    if (path == NULL || strcmp(path, "-") == 0) {
        output->stream = stdout;
        return g_steal_pointer(&output);
    }
    output->path = g_strdup(path);
    output->temporary = g_strconcat(path, ".XXXXXX", NULL);
    output->stream = create(output->temporary);
    if (output->stream == NULL) {
        set_error(output, error);
        g_clear_pointer(&output->temporary, g_free);
        return NULL;
    }
    return g_steal_pointer(&output);
}

FILE *output_stream(Output *output)
{
    return output->stream;
}

gboolean output_finish(Output *output, GError **error)
{
    gboolean failed = fflush(output->stream) != 0 || ferror(output->stream);
    if (output->path != NULL) {
        failed = failed || fsync(fileno(output->stream)) != 0;
        failed = (fclose(output->stream) != 0) || failed;
        output->stream = NULL;
        failed = failed || g_rename(output->temporary, output->path) != 0;
        if (!failed)
            g_clear_pointer(&output->temporary, g_free);
    }
    if (failed)
        set_error(output, error);
    return !failed;
}

void output_free(Output *output)
{
    if (output == NULL)
        return;
    if (output->path != NULL && output->stream != NULL)
        fclose(output->stream);
    if (output->temporary != NULL)
        g_unlink(output->temporary);
    g_free(output->temporary);
    g_free(output->path);
    g_free(output);
}
