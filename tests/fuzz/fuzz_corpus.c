/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corpus' readers: the three files stand one after the other, split at lines of "----". What is
 * read is written and read again. In a file of papers CHECKSUM stands for that of the terms. */
#include "learn/corpus.h"

#include <stdint.h>
#include <string.h>

typedef gboolean (*Reader)(ChairliftCorpus *, ChairliftLineReader *, GError **);
typedef GString *(*Writer)(const ChairliftCorpus *);

static gboolean read_bytes(ChairliftCorpus *corpus, Reader reader, const char *bytes, gsize length)
{
    g_autoptr(GInputStream) stream =
        g_memory_input_stream_new_from_data(bytes, (gssize)length, NULL);
    g_autoptr(ChairliftLineReader) lines = chairlift_line_reader_new(stream, "corpus");
    g_autoptr(GError) error = NULL;
    gboolean good = reader(corpus, lines, &error);
    g_assert_true(good == (error == NULL));
    return good;
}

/* Writing what was read and reading it again must work, and give the same text. */
static void read_again(const ChairliftCorpus *corpus)
{
    static const Reader READERS[] = {chairlift_corpus_read_terms, chairlift_corpus_read_papers,
                                     chairlift_corpus_read_background};
    static const Writer WRITERS[] = {chairlift_corpus_write_terms, chairlift_corpus_write_papers,
                                     chairlift_corpus_write_background};
    g_autoptr(ChairliftCorpus) again = chairlift_corpus_new();
    for (int part = 0; part < 3; part++) {
        GString *text = WRITERS[part](corpus);
        g_assert_true(read_bytes(again, READERS[part], text->str, text->len));
        GString *twice = WRITERS[part](again);
        g_assert_cmpmem(text->str, text->len, twice->str, twice->len);
        g_string_free(text, TRUE);
        g_string_free(twice, TRUE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) parts = g_strsplit(text, "----\n", 3);
    g_autoptr(ChairliftCorpus) corpus = chairlift_corpus_new();
    if (g_strv_length(parts) != 3 ||
        !read_bytes(corpus, chairlift_corpus_read_terms, parts[0], strlen(parts[0])))
        return 0;
    for (int i = 1; i < 3; i++) {
        GString *part = g_string_new(parts[i]);
        g_string_replace(part, "CHECKSUM", corpus->terms_checksum, 1);
        g_free(parts[i]);
        parts[i] = g_string_free(part, FALSE);
    }
    if (read_bytes(corpus, chairlift_corpus_read_papers, parts[1], strlen(parts[1])) &&
        read_bytes(corpus, chairlift_corpus_read_background, parts[2], strlen(parts[2])))
        read_again(corpus);
    return 0;
}
