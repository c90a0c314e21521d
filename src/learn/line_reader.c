/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/paper.h"

enum { CHUNK = 65536, WRITER_PATIENCE = 5000 /* ms */ };

struct ChairliftLineReader {
    GInputStream *stream;
    char *name;
    guint number;    /* of the line last returned, from 1 */
    GString *buffer; /* bytes read; the line last returned begins at `start` */
    gsize start;     /* of what has not been returned yet */
    gboolean ended;
    GChecksum *checksum; /* of the lines, or NULL */
};

ChairliftLineReader *chairlift_line_reader_new(GInputStream *stream, const char *name)
{
    ChairliftLineReader *lines = g_new0(ChairliftLineReader, 1);
    lines->stream = g_object_ref(stream);
    lines->name = g_strdup(name);
    lines->buffer = g_string_sized_new((gsize)2 * CHUNK);
    return lines;
}

static gboolean is_gzip(GBufferedInputStream *stream, GError **error)
{
    if (g_buffered_input_stream_fill(stream, CHUNK, NULL, error) < 0)
        return FALSE;
    gsize available;
    const guchar *bytes = g_buffered_input_stream_peek_buffer(stream, &available);
    return available >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

/* Whether somebody writes to a pipe, or does so soon. Without a writer, it reads as if it had
 * ended. */
static gboolean has_writer(int fd)
{
    struct pollfd pipe = {.fd = fd, .events = POLLIN};
    char byte;
    if (poll(&pipe, 1, WRITER_PATIENCE) > 0)
        return TRUE;
    return read(fd, &byte, 1) < 0 && errno == EAGAIN;
}

/* Opens without blocking, because opening a pipe waits for its writer for ever. On failure returns
 * NULL and says why. */
static GInputStream *open_file(const char *file, const char **problem)
{
    struct stat status;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    *problem = NULL;
    if (fd < 0 || fstat(fd, &status) != 0)
        *problem = g_strerror(errno);
    else if (S_ISDIR(status.st_mode))
        *problem = g_strerror(EISDIR);
    else if (S_ISFIFO(status.st_mode) && !has_writer(fd))
        *problem = "it is a pipe that nobody writes to";
    if (*problem == NULL && fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK) != 0)
        *problem = g_strerror(errno);
    if (*problem == NULL)
        return g_unix_input_stream_new(fd, TRUE);
    if (fd >= 0)
        close(fd);
    return NULL;
}

ChairliftLineReader *chairlift_line_reader_open(const char *file, GError **error)
{
    const char *problem;
    g_autoptr(GError) cause = NULL;
    g_autoptr(GInputStream) bytes = open_file(file, &problem);
    if (bytes != NULL) {
        g_autoptr(GInputStream) buffered = g_buffered_input_stream_new_sized(bytes, CHUNK);
        gboolean gzip = is_gzip(G_BUFFERED_INPUT_STREAM(buffered), &cause);
        if (cause == NULL && gzip) {
            g_autoptr(GConverter) gunzip =
                G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
            g_autoptr(GInputStream) plain = g_converter_input_stream_new(buffered, gunzip);
            return chairlift_line_reader_new(plain, file);
        }
        if (cause == NULL)
            return chairlift_line_reader_new(buffered, file);
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: cannot be read: %s", file,
                cause != NULL ? cause->message : problem);
    return NULL;
}

void chairlift_line_reader_sum(ChairliftLineReader *lines, GChecksum *checksum)
{
    lines->checksum = checksum;
}

void chairlift_line_reader_free(ChairliftLineReader *lines)
{
    if (lines == NULL)
        return;
    g_object_unref(lines->stream);
    g_free(lines->name);
    g_string_free(lines->buffer, TRUE);
    g_free(lines);
}

/* Appends a chunk; at the end of the file sets `ended`. */
static gboolean fill(ChairliftLineReader *lines, GError **error)
{
    g_string_erase(lines->buffer, 0, (gssize)lines->start);
    lines->start = 0;
    if (lines->buffer->len > CHAIRLIFT_LINE_LIMIT) {
        lines->number++;
        return chairlift_line_reader_fail(lines, error, "the line is longer than %zu MiB",
                                          CHAIRLIFT_LINE_LIMIT >> 20);
    }
    gsize before = lines->buffer->len;
    g_string_set_size(lines->buffer, before + CHUNK);
    g_autoptr(GError) cause = NULL;
    gssize count =
        g_input_stream_read(lines->stream, lines->buffer->str + before, CHUNK, NULL, &cause);
    g_string_set_size(lines->buffer, before + (gsize)MAX(count, 0));
    if (count < 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: cannot be read beyond line %u: %s", lines->name, lines->number,
                    cause->message);
        return FALSE;
    }
    lines->ended = count == 0;
    return TRUE;
}

const char *chairlift_line_reader_next(ChairliftLineReader *lines, gsize *length, GError **error)
{
    gsize searched = 0; /* bytes of the unfinished line that hold no newline */
    char *newline = NULL;
    while (newline == NULL) {
        gsize unread = lines->buffer->len - lines->start;
        newline = memchr(lines->buffer->str + lines->start + searched, '\n', unread - searched);
        searched = unread;
        if (newline == NULL && lines->ended)
            break;
        if (newline == NULL && !fill(lines, error))
            return NULL;
    }
    char *line = lines->buffer->str + lines->start;
    gsize bytes = newline != NULL ? (gsize)(newline - line) : lines->buffer->len - lines->start;
    if (newline == NULL && bytes == 0)
        return NULL;
    lines->start += bytes + (newline != NULL);
    if (bytes > 0 && line[bytes - 1] == '\r')
        bytes--;
    if (lines->checksum != NULL) {
        g_checksum_update(lines->checksum, (const guchar *)line, (gssize)bytes);
        g_checksum_update(lines->checksum, (const guchar *)"\n", 1);
    }
    line[bytes] = '\0';
    *length = bytes;
    lines->number++;
    return line;
}

const char *chairlift_line_reader_name(const ChairliftLineReader *lines)
{
    return lines->name;
}

guint chairlift_line_reader_number(const ChairliftLineReader *lines)
{
    return lines->number;
}

gboolean chairlift_line_reader_fail(const ChairliftLineReader *lines, GError **error,
                                    const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s:%u: %s", lines->name,
                MAX(lines->number, 1), message);
    return FALSE;
}
