/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes from a file, a pipe or memory, through a decompressor and a charset converter where their
 * first bytes ask for them.
 *
 * Each stage has a buffer and pulls from the stage below; the topmost is what readers see. GIO's
 * converters do the work; its stream classes are not used, because they stop silently after the
 * first member of a gzip file that was put together from several. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/exchange.h"

enum {
    BUFFER_SIZE = 65536,
    STAGES = 3,            /* file, gzip, charset */
    WRITER_PATIENCE = 2000 /* ms to wait for somebody to write to a named pipe */
};

G_STATIC_ASSERT((int)CHAIRLIFT_PEEK_SIZE <= (int)BUFFER_SIZE);

typedef struct Stage {
    GConverter *converter; /* NULL for the lowest, which reads the file */
    const char *problem;   /* what a failing converter means to the user */
    char *buffer;          /* [BUFFER_SIZE], of which [start, end) are unread */
    gsize start, end;
    gboolean at_end; /* nothing will come after what is unread */
} Stage;

struct ChairliftInput {
    char *name;
    int fd; /* -1: memory */
    gboolean owns_fd, is_plain_file;
    const char *memory;
    gsize memory_left;
    Stage stage[STAGES];
    guint stages;     /* in use */
    gboolean started; /* the first bytes have been looked at and the stages set up */
};

static gboolean fill(ChairliftInput *input, guint level, GError **error);

/* Moves the unread bytes to the front, so that there is room behind them. */
static void compact(Stage *stage)
{
    memmove(stage->buffer, stage->buffer + stage->start, stage->end - stage->start);
    stage->end -= stage->start;
    stage->start = 0;
}

static gboolean fill_from_source(ChairliftInput *input, Stage *stage, GError **error)
{
    gsize room = BUFFER_SIZE - stage->end;
    gssize got;
    if (input->fd < 0) {
        got = (gssize)MIN(room, input->memory_left);
        if (got > 0)
            memcpy(stage->buffer + stage->end, input->memory, (gsize)got);
        input->memory += got;
        input->memory_left -= (gsize)got;
    } else {
        do
            got = read(input->fd, stage->buffer + stage->end, room);
        while (got < 0 && errno == EINTR);
    }
    if (got < 0) {
        int problem = errno;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: cannot be read: %s",
                    input->name, g_strerror(problem));
        return FALSE;
    }
    stage->end += (gsize)got;
    stage->at_end = got == 0;
    return TRUE;
}

/* After a gzip member has ended: whether another one follows. What else follows is padding, which
 * gzip itself ignores, too. */
static gboolean starts_gzip(const Stage *below)
{
    const unsigned char *bytes = (const unsigned char *)below->buffer + below->start;
    return below->end - below->start >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

static gboolean next_member(ChairliftInput *input, guint level, GError **error)
{
    Stage *stage = &input->stage[level];
    Stage *below = &input->stage[level - 1];
    while (below->end - below->start < 2 && !below->at_end) {
        if (!fill(input, level - 1, error))
            return FALSE;
    }
    if (G_IS_ZLIB_DECOMPRESSOR(stage->converter) && starts_gzip(below))
        g_converter_reset(stage->converter);
    else
        stage->at_end = TRUE;
    return TRUE;
}

static gboolean fill_from_converter(ChairliftInput *input, guint level, GError **error)
{
    Stage *stage = &input->stage[level];
    Stage *below = &input->stage[level - 1];
    for (;;) {
        if (below->start == below->end && !below->at_end && !fill(input, level - 1, error))
            return FALSE;
        gsize taken = 0;
        gsize made = 0;
        g_autoptr(GError) problem = NULL;
        GConverterResult result = g_converter_convert(
            stage->converter, below->buffer + below->start, below->end - below->start,
            stage->buffer + stage->end, BUFFER_SIZE - stage->end,
            below->at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &taken, &made,
            &problem);
        if (result == G_CONVERTER_ERROR) {
            gsize unread = below->end - below->start;
            if (g_error_matches(problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && !below->at_end &&
                unread < BUFFER_SIZE) {
                if (!fill(input, level - 1, error))
                    return FALSE;
                continue;
            }
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s: %s", input->name,
                        stage->problem);
            return FALSE;
        }
        below->start += taken;
        stage->end += made;
        if (result == G_CONVERTER_FINISHED && !next_member(input, level, error))
            return FALSE;
        if (made > 0 || stage->at_end)
            return TRUE;
    }
}

/* Adds at least one byte to a stage that has room, or finds its end. */
static gboolean fill(ChairliftInput *input, guint level, GError **error)
{
    Stage *stage = &input->stage[level];
    compact(stage);
    return stage->converter == NULL ? fill_from_source(input, stage, error)
                                    : fill_from_converter(input, level, error);
}

/* Fills the topmost stage until it holds `wanted` bytes or all there are. */
static gboolean fill_up(ChairliftInput *input, gsize wanted, GError **error)
{
    Stage *top = &input->stage[input->stages - 1];
    while (top->end - top->start < wanted && !top->at_end) {
        if (!fill(input, input->stages - 1, error))
            return FALSE;
    }
    return TRUE;
}

/* Puts a stage on top; takes the converter. */
static void add_stage(ChairliftInput *input, GConverter *converter, const char *problem)
{
    Stage *stage = &input->stage[input->stages++];
    stage->converter = converter;
    stage->problem = problem;
    stage->buffer = g_malloc(BUFFER_SIZE);
}

/* Looks at the first bytes and adds the stages they ask for. */
static gboolean start(ChairliftInput *input, GError **error)
{
    input->started = TRUE;
    if (!fill_up(input, 2, error))
        return FALSE;
    if (starts_gzip(&input->stage[0])) {
        add_stage(input, G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP)),
                  "the gzip data is damaged or ends too early; copy or compress the file again");
        input->is_plain_file = FALSE;
    }
    if (!fill_up(input, 3, error))
        return FALSE;
    Stage *top = &input->stage[input->stages - 1];
    const char *bytes = top->buffer + top->start;
    gsize length = top->end - top->start;
    const char *charset = NULL;
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        charset = "UTF-16LE";
    else if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        charset = "UTF-16BE";
    if (charset != NULL) {
        top->start += 2;
        GCharsetConverter *converter = g_charset_converter_new("UTF-8", charset, error);
        if (converter == NULL)
            return FALSE;
        add_stage(input, G_CONVERTER(converter),
                  "starts like UTF-16, but is not; save it as UTF-8");
    } else if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        top->start += 3;
    }
    return TRUE;
}

static ChairliftInput *new_input(const char *name)
{
    ChairliftInput *input = g_new0(ChairliftInput, 1);
    input->name = g_strdup(name);
    input->fd = -1;
    add_stage(input, NULL, NULL);
    return input;
}

ChairliftInput *chairlift_input_new_for_bytes(const char *name, const void *bytes, gsize length)
{
    ChairliftInput *input = new_input(name);
    input->memory = bytes;
    input->memory_left = length;
    return input;
}

/* Waits until somebody writes to a named pipe that was opened without blocking. Reading gives 0
 * bytes while there is no writer, and EAGAIN when there is one. */
static gboolean wait_for_writer(ChairliftInput *input, GError **error)
{
    const int step = 20; /* ms */
    Stage *stage = &input->stage[0];
    for (int waited = 0; waited < WRITER_PATIENCE; waited += step) {
        gssize got = read(input->fd, stage->buffer, BUFFER_SIZE);
        if (got > 0)
            stage->end = (gsize)got;
        if (got > 0 || (got < 0 && errno == EAGAIN)) {
            int flags = fcntl(input->fd, F_GETFL);
            (void)fcntl(input->fd, F_SETFL, flags & ~O_NONBLOCK);
            return TRUE;
        }
        (void)poll(NULL, 0, step);
    }
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                "%s: is a pipe that nobody writes to; give a file", input->name);
    return FALSE;
}

/* Refuses what is no file. */
static gboolean check_kind(ChairliftInput *input, const struct stat *status, GError **error)
{
    const char *problem = NULL;
    if (S_ISDIR(status->st_mode))
        problem = "is a folder; give the files in it";
    else if (S_ISBLK(status->st_mode) || (S_ISCHR(status->st_mode) && !isatty(input->fd)))
        problem = "is a device; give a file";
    if (problem != NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: %s", input->name,
                    problem);
        return FALSE;
    }
    input->is_plain_file = S_ISREG(status->st_mode);
    return !S_ISFIFO(status->st_mode) || wait_for_writer(input, error);
}

ChairliftInput *chairlift_input_open(const char *path, GError **error)
{
    if (strcmp(path, "-") == 0) {
        ChairliftInput *input = new_input("stdin");
        input->fd = STDIN_FILENO;
        return input;
    }
    g_autoptr(ChairliftInput) input = new_input(path);
    /* without blocking, because opening a pipe waits for its writer for ever */
    input->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    input->owns_fd = TRUE;
    struct stat status;
    if (input->fd < 0 || fstat(input->fd, &status) != 0) {
        int problem = errno;
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: cannot be opened: %s; check its name and permissions", path,
                    g_strerror(problem));
        return NULL;
    }
    if (!check_kind(input, &status, error))
        return NULL;
    return g_steal_pointer(&input);
}

void chairlift_input_free(ChairliftInput *input)
{
    if (input == NULL)
        return;
    for (guint i = 0; i < input->stages; i++) {
        if (input->stage[i].converter != NULL)
            g_object_unref(input->stage[i].converter);
        g_free(input->stage[i].buffer);
    }
    if (input->owns_fd && input->fd >= 0)
        close(input->fd);
    g_free(input->name);
    g_free(input);
}

const char *chairlift_input_name(const ChairliftInput *input)
{
    return input->name;
}

gboolean chairlift_input_is_plain_file(const ChairliftInput *input)
{
    return input->is_plain_file;
}

const char *chairlift_input_peek(ChairliftInput *input, gsize *length, GError **error)
{
    if ((!input->started && !start(input, error)) || !fill_up(input, CHAIRLIFT_PEEK_SIZE, error))
        return NULL;
    const Stage *top = &input->stage[input->stages - 1];
    *length = MIN(top->end - top->start, (gsize)CHAIRLIFT_PEEK_SIZE);
    return top->buffer + top->start;
}

gboolean chairlift_input_next(ChairliftInput *input, const char **bytes, gsize *length,
                              GError **error)
{
    if ((!input->started && !start(input, error)) || !fill_up(input, 1, error))
        return FALSE;
    Stage *top = &input->stage[input->stages - 1];
    *bytes = top->buffer + top->start;
    *length = top->end - top->start;
    top->start = top->end;
    return TRUE;
}

gboolean chairlift_input_is_json(ChairliftInput *input)
{
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, NULL);
    while (bytes != NULL && length > 0 && g_ascii_isspace(*bytes)) {
        bytes++;
        length--;
    }
    return bytes != NULL && length > 0 && (*bytes == '{' || *bytes == '[');
}

GString *chairlift_input_read_all(ChairliftInput *input, gsize most, const char *too_large,
                                  GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    while (TRUE) {
        const char *bytes;
        gsize length;
        if (!chairlift_input_next(input, &bytes, &length, error))
            return NULL;
        if (length == 0)
            return g_steal_pointer(&all);
        if (length > most - all->len) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s: %s",
                        chairlift_input_name(input), too_large);
            return NULL;
        }
        g_string_append_len(all, bytes, (gssize)length);
    }
}
