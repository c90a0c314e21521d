/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of the papers that a reader makes of any bytes. */
#ifndef CHAIRLIFT_TESTS_PAPERS_FUZZ_H
#define CHAIRLIFT_TESTS_PAPERS_FUZZ_H

#include <stdint.h>
#include <string.h>

#include "chairlift/exchange.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(const char *text)
{
    g_assert_true(text == NULL || (*text != '\0' && g_utf8_validate(text, -1, NULL) &&
                                   strpbrk(text, "\n\r\x1B") == NULL));
}

static gboolean check_paper(ChairliftPaper *paper, gpointer user_data)
{
    guint *papers = user_data;
    g_assert_nonnull(paper->id);
    g_assert_nonnull(paper->source);
    check_line(paper->id);
    check_line(paper->title);
    check_line(paper->abstract);
    check_line(paper->number);
    check_line(paper->failure);
    g_assert_true(paper->failure != NULL || paper->title != NULL || paper->abstract != NULL);
    (*papers)++;
    g_autoptr(GString) record = g_string_new(NULL);
    chairlift_scores_append(record, CHAIRLIFT_SCORES_JSONL, paper, "venue", NULL, NULL, NULL);
    chairlift_scores_append(record, CHAIRLIFT_SCORES_CSV, paper, "venue", NULL, NULL, NULL);
    g_assert_true(g_utf8_validate(record->str, (gssize)record->len, NULL));
    chairlift_paper_free(paper);
    return TRUE;
}

static void check_warning(const char *message, gpointer user_data)
{
    (void)user_data;
    check_line(message);
}

/* Reads the bytes as the reader's format. A reader fails with a message of one line, or not. */
static void fuzz_papers(const uint8_t *data, size_t size,
                        gboolean (*reader)(ChairliftInput *, const ChairliftPaperSink *, GError **))
{
    guint papers = 0;
    g_autoptr(GError) error = NULL;
    const ChairliftPaperSink sink = {check_paper, check_warning, &papers};
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("in", data, size);
    gboolean done = reader(input, &sink, &error);
    g_assert_true(done == (error == NULL));
    if (error != NULL) {
        check_line(error->message);
        g_assert_true(g_str_has_prefix(error->message, "in"));
    }
}

#endif
