/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiling: every venue of a model directory, into one file beside their text. */
#include "compiled.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_VENUES = 4096 };

/* Whether an entry of a model directory is a venue's models. */
static int is_venue(const char *directory, const char *name)
{
    char path[CHAIRLIFT_LONGEST_PATH];
    int length = snprintf(path, sizeof path, "%s/%s/venue.model", directory, name);

    return chairlift_is_id(name, strlen(name)) && length > 0 && (size_t)length < sizeof path &&
           access(path, F_OK) == 0;
}

/* Whatever the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The ids of the venues, in the order of their names; *length of them, each to be freed, too. */
static char **find_venues(const char *directory, size_t *length, ChairliftError *error)
{
    struct dirent **entries;
    int found = scandir(directory, &entries, NULL, by_name);
    char **venues = found < 0 ? NULL : calloc((size_t)found + 1, sizeof *venues);
    bool good = venues != NULL;

    *length = 0;
    if (found < 0)
        chairlift_error_set(error, "%s: cannot be read: %s", directory, strerror(errno));
    else if (venues == NULL)
        chairlift_error_set(error, "not enough memory for the venues of %s", directory);
    for (int i = 0; i < found; i++) {
        if (good && is_venue(directory, entries[i]->d_name) && *length < MOST_VENUES)
            good = (venues[(*length)++] = strdup(entries[i]->d_name)) != NULL;
        free(entries[i]);
    }
    if (found >= 0)
        free(entries);
    return venues;
}

static bool fail(ChairliftError *error, const char *path)
{
    return chairlift_error_set(error, "%s: cannot be written: %s", path, strerror(errno));
}

/* Writes a file that is there whole or not at all. */
static bool write_file(const char *path, const char *bytes, size_t length, ChairliftError *error)
{
    char temporary[CHAIRLIFT_LONGEST_PATH];
    int size = snprintf(temporary, sizeof temporary, "%s.%ld", path, (long)getpid());

    if (size < 0 || (size_t)size >= sizeof temporary)
        return chairlift_error_set(error, "the name of the model directory is too long");
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "wb");
    if (stream == NULL) {
        fail(error, path);
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool good = fwrite(bytes, 1, length, stream) == length;
    good = fclose(stream) == 0 && good && rename(temporary, path) == 0;
    if (!good) {
        fail(error, path);
        unlink(temporary);
    }
    return good;
}

static bool write_compiled(const char *directory, const ChairliftModel *model,
                           ChairliftError *error)
{
    char path[CHAIRLIFT_LONGEST_PATH];
    size_t length;
    int size = snprintf(path, sizeof path, "%s/%s", directory, CHAIRLIFT_COMPILED_NAME);

    if (size < 0 || (size_t)size >= sizeof path)
        return chairlift_error_set(error, "the name of the model directory is too long");
    char *bytes = chairlift_compiled_format(model, &length);
    if (bytes == NULL)
        return chairlift_error_set(error, "not enough memory to compile %s", directory);
    bool good = write_file(path, bytes, length, error);
    free(bytes);
    return good;
}

bool chairlift_model_compile(const char *directory, ChairliftError *error)
{
    size_t length;
    char **venues = find_venues(directory, &length, error);
    bool good = venues != NULL &&
                (length > 0 || chairlift_error_set(error, "%s: holds no models", directory));
    ChairliftModel *model =
        good ? chairlift_model_load_text(directory, (const char *const *)venues, length, error)
             : NULL;

    good = model != NULL && write_compiled(directory, model, error);
    chairlift_model_free(model);
    for (size_t i = 0; venues != NULL && i < length; i++)
        free(venues[i]);
    free(venues);
    return good;
}
