/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads papers for the tests and keeps them. */
#ifndef CHAIRLIFT_TESTS_PAPERS_READ_H
#define CHAIRLIFT_TESTS_PAPERS_READ_H

#include <string.h>

#include "chairlift/exchange.h"

typedef gboolean (*PaperReader)(ChairliftInput *, const ChairliftPaperSink *, GError **);

typedef struct PapersRead {
    GPtrArray *papers;   /* of ChairliftPaper */
    GPtrArray *warnings; /* of char * */
    guint most;          /* papers to take before stopping; 0 for all */
    gboolean done;       /* what the reader returned */
    GError *error;
} PapersRead;

static gboolean keep_paper(ChairliftPaper *paper, gpointer user_data)
{
    PapersRead *read = user_data;
    g_ptr_array_add(read->papers, paper);
    return read->papers->len != read->most;
}

static void keep_warning(const char *message, gpointer user_data)
{
    PapersRead *read = user_data;
    g_ptr_array_add(read->warnings, g_strdup(message));
}

static void papers_read_init(PapersRead *read)
{
    *read = (PapersRead){0};
    read->papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_paper_free);
    read->warnings = g_ptr_array_new_with_free_func(g_free);
}

static void papers_read_clear(PapersRead *read)
{
    g_ptr_array_unref(read->papers);
    g_ptr_array_unref(read->warnings);
    g_clear_error(&read->error);
}

static inline void read_input(PapersRead *read, ChairliftInput *input, PaperReader reader)
{
    const ChairliftPaperSink sink = {keep_paper, keep_warning, read};
    papers_read_init(read);
    read->done = reader(input, &sink, &read->error);
    g_assert_true(read->done == (read->error == NULL));
    chairlift_input_free(input);
}

static inline void read_bytes(PapersRead *read, const char *bytes, gsize length, PaperReader reader)
{
    read_input(read, chairlift_input_new_for_bytes("in", bytes, length), reader);
}

static inline void read_fixture(PapersRead *read, const char *name, PaperReader reader)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "fixtures", "exchange", name, NULL);
    ChairliftInput *input = chairlift_input_open(path, &read->error);
    g_assert_nonnull(input);
    read_input(read, input, reader);
}

static inline ChairliftPaper *paper_at(const PapersRead *read, guint index)
{
    g_assert_cmpuint(index, <, read->papers->len);
    return g_ptr_array_index(read->papers, index);
}

#define assert_contains(text, part)                                                                \
    do {                                                                                           \
        if (strstr(text, part) == NULL)                                                            \
            g_error("\"%s\" does not contain \"%s\"", text, part);                                 \
    } while (0)

/* The paper that every fixture holds first. */
#define FIXTURE_TITLE "Copying Rare Names: Two Heads Are Enough"
#define FIXTURE_ABSTRACT                                                                           \
    "We ask how small transformers copy a \"rare\" name across a long context. Ablating two "      \
    "attention heads removes the skill, and the remaining heads do not make up for it. The "       \
    "result holds for three model sizes and for names that the tokenizer splits into several "     \
    "pieces."

#endif
