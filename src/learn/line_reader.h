/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a text file that may be compressed with gzip (RFC 1952). */
#ifndef CHAIRLIFT_LEARN_LINE_READER_H
#define CHAIRLIFT_LEARN_LINE_READER_H

#include <gio/gio.h>

/* Longer lines are an error: no record of a paper comes near it. */
#define CHAIRLIFT_LINE_LIMIT ((gsize)16 * 1024 * 1024)

typedef struct ChairliftLineReader ChairliftLineReader;

/* Reads stream; name stands for it in error messages. */
ChairliftLineReader *chairlift_line_reader_new(GInputStream *stream, const char *name);

/* Opens a file, and decompresses it when it starts like gzip. NULL, with error set, when it cannot
 * be opened. */
ChairliftLineReader *chairlift_line_reader_open(const char *file, GError **error);

/* Adds every line read from now on, and "\n", to a checksum, which must outlive the reader. */
void chairlift_line_reader_sum(ChairliftLineReader *lines, GChecksum *checksum);

void chairlift_line_reader_free(ChairliftLineReader *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftLineReader, chairlift_line_reader_free)

/* The next line, without its end ("\n" or "\r\n"), NUL-terminated and valid until the next call.
 * NULL at the end of the file, or with error set when reading fails or a line is too long. */
const char *chairlift_line_reader_next(ChairliftLineReader *lines, gsize *length, GError **error);

/* "file" and number (from 1) of the line last read, for messages. */
const char *chairlift_line_reader_name(const ChairliftLineReader *lines);
guint chairlift_line_reader_number(const ChairliftLineReader *lines);

/* Sets a CHAIRLIFT_ERROR_FORMAT that begins with "file:line: ". Always FALSE. */
gboolean chairlift_line_reader_fail(const ChairliftLineReader *lines, GError **error,
                                    const char *format, ...) G_GNUC_PRINTF(3, 4);

#endif
