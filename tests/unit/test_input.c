/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs of every kind, and the plain text reader on top of them. */
#include "papers_read.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* All bytes of an input, or NULL with error set. */
static GString *read_all(ChairliftInput *input, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *bytes;
    gsize length;
    do {
        if (!chairlift_input_next(input, &bytes, &length, error))
            return NULL;
        g_string_append_len(text, bytes, (gssize)length);
    } while (length > 0);
    return g_steal_pointer(&text);
}

static void check_bytes(const void *bytes, gsize length, const char *expected,
                        gsize expected_length)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("in", bytes, length);
    GError *error = NULL;
    gsize peeked;
    const char *start = chairlift_input_peek(input, &peeked, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(peeked, ==, MIN(expected_length, (gsize)CHAIRLIFT_PEEK_SIZE));
    g_assert_cmpmem(start, peeked, expected, peeked);
    g_autoptr(GString) text = read_all(input, &error);
    g_assert_no_error(error);
    g_assert_cmpmem(text->str, text->len, expected, expected_length);
}

static GBytes *compress(const char *text, gsize length)
{
    g_autoptr(GConverter) compressor =
        G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
    GError *error = NULL;
    g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
    g_autoptr(GOutputStream) stream = g_converter_output_stream_new(memory, compressor);
    g_assert_true(g_output_stream_write_all(stream, text, length, NULL, NULL, &error));
    g_assert_true(g_output_stream_close(stream, NULL, &error));
    return g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory));
}

static void test_plain(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    check_bytes("", 0, "", 0);
    check_bytes("a", 1, "a", 1);
    check_bytes("\xEF\xBB\xBFtext", 7, "text", 4);
    check_bytes("a\0b", 3, "a\0b", 3);
    for (int i = 0; i < 300000; i++)
        g_string_append_c(text, (char)(i % 251));
    check_bytes(text->str, text->len, text->str, text->len);
}

static void test_gzip(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append_printf(text, "%d\n", i);
    g_autoptr(GBytes) first = compress(text->str, text->len);
    g_autoptr(GByteArray) members = g_byte_array_new();
    g_byte_array_append(members, g_bytes_get_data(first, NULL), (guint)g_bytes_get_size(first));
    check_bytes(members->data, members->len, text->str, text->len);
    /* as `cat a.gz b.gz` makes it, with an empty member and padding */
    g_autoptr(GBytes) empty = compress("", 0);
    g_autoptr(GBytes) last = compress("end", 3);
    g_byte_array_append(members, g_bytes_get_data(empty, NULL), (guint)g_bytes_get_size(empty));
    g_byte_array_append(members, g_bytes_get_data(last, NULL), (guint)g_bytes_get_size(last));
    g_byte_array_append(members, (const guint8 *)"\0\0\0", 3);
    g_string_append(text, "end");
    check_bytes(members->data, members->len, text->str, text->len);
}

static void check_damaged(const void *bytes, gsize length)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("in.gz", bytes, length);
    g_autoptr(GError) error = NULL;
    GString *text = read_all(input, &error);
    g_assert_null(text);
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    g_assert_true(g_str_has_prefix(error->message, "in.gz: "));
}

static void test_damaged_gzip(void)
{
    g_autoptr(GBytes) bytes = compress("some text that is long enough to be cut", 39);
    gsize length;
    const guint8 *data = g_bytes_get_data(bytes, &length);
    for (gsize cut = 2; cut < length; cut++)
        check_damaged(data, cut);
    g_autofree guint8 *changed = g_memdup2(data, length);
    changed[length / 2] ^= 0xFF;
    check_damaged(changed, length);
}

static void test_utf16(void)
{
    check_bytes("\xFF\xFEG\0r\0\xFC\0n\0", 10, "Gr\xC3\xBCn", 5);
    check_bytes("\xFE\xFF\0G\0r\0\xFC\0n", 10, "Gr\xC3\xBCn", 5);
    check_bytes("\xFF\xFE", 2, "", 0);
    check_damaged("\xFF\xFEG\0r", 5);
    check_damaged("\xFF\xFE\x00\xDC", 4);
}

static void check_refused(const char *path, const char *what)
{
    g_autoptr(GError) error = NULL;
    ChairliftInput *input = chairlift_input_open(path, &error);
    g_assert_null(input);
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE);
    assert_contains(error->message, what);
    g_assert_true(g_str_has_prefix(error->message, path));
}

static void test_kinds_of_files(void)
{
    GError *error = NULL;
    g_autofree char *folder = g_dir_make_tmp("chairlift-XXXXXX", &error);
    g_autofree char *pipe = g_build_filename(folder, "pipe", NULL);
    g_assert_no_error(error);
    check_refused(folder, "is a folder");
    check_refused("/dev/zero", "is a device");
    check_refused("/nonexistent/file", "No such file");
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    check_refused(pipe, "nobody writes");

    /* a pipe that somebody does write to, as in <(command) */
    int both = open(pipe, O_RDWR | O_CLOEXEC);
    g_assert_cmpint(write(both, "piped", 5), ==, 5);
    g_autoptr(ChairliftInput) input = chairlift_input_open(pipe, &error);
    g_assert_no_error(error);
    close(both);
    g_assert_false(chairlift_input_is_plain_file(input));
    g_autoptr(GString) text = read_all(input, &error);
    g_assert_cmpstr(text->str, ==, "piped");
    g_unlink(pipe);
    g_rmdir(folder);
}

static void check_text(const char *text, const char *title, const char *abstract)
{
    PapersRead read;
    read_bytes(&read, text, strlen(text), chairlift_papers_read_text);
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 1);
    g_assert_cmpstr(paper_at(&read, 0)->title, ==, title);
    g_assert_cmpstr(paper_at(&read, 0)->abstract, ==, abstract);
    papers_read_clear(&read);
}

static void test_text(void)
{
    check_text("T\n\nA\nmore", "T", "A more");
    check_text("T\nA one.\nA two.", "T", "A one. A two.");
    check_text("T one\nT two\n\nA\n\nB\n", "T one T two", "A B");
    check_text("Title: T\nAbstract: A", "T", "A");
    check_text("TITLE:\r\nT\r\n\r\nABSTRACT\r\nA\r\n", "T", "A");
    check_text("# T\n\n## Abstract\n\nA", "T", "A");
    check_text("**Title**: T\n\n**Abstract.** A", "T", "A");
    check_text("T\n\nAda Example\nSome Institute\n\nAbstract\xE2\x80\x94"
               "A",
               "T", "A");
    check_text("Abstract rewriting systems\n\nWe study them.", "Abstract rewriting systems",
               "We study them.");
    check_text("T", "T", NULL);
    check_text("Abstract: A", NULL, "A");
    check_text("\xEF\xBB\xBFT\rA", "T", "A");

    PapersRead read;
    read_bytes(&read, " \n \0", 4, chairlift_papers_read_text);
    g_assert_nonnull(paper_at(&read, 0)->failure);
    papers_read_clear(&read);
    read_fixture(&read, "paper.txt", chairlift_papers_read_text);
    g_assert_cmpstr(paper_at(&read, 0)->id, ==, "paper");
    g_assert_cmpstr(paper_at(&read, 0)->title, ==, FIXTURE_TITLE);
    g_assert_cmpstr(paper_at(&read, 0)->abstract, ==, FIXTURE_ABSTRACT);
    papers_read_clear(&read);
}

static void test_text_too_large(void)
{
    gsize length = CHAIRLIFT_RECORD_LIMIT + 1;
    g_autofree char *text = g_malloc(length);
    memset(text, 'x', length);
    PapersRead read;
    read_bytes(&read, text, length, chairlift_papers_read_text);
    g_assert_error(read.error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    g_assert_cmpuint(read.papers->len, ==, 0);
    papers_read_clear(&read);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/input/plain", test_plain);
    g_test_add_func("/input/gzip", test_gzip);
    g_test_add_func("/input/damaged-gzip", test_damaged_gzip);
    g_test_add_func("/input/utf16", test_utf16);
    g_test_add_func("/input/kinds-of-files", test_kinds_of_files);
    g_test_add_func("/papers-text/shapes", test_text);
    g_test_add_func("/papers-text/too-large", test_text_too_large);
    return g_test_run();
}
