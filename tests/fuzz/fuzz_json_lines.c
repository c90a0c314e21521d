/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of JSON Lines, every line that is not blank is one paper, broken or not, or is said to be left
 * out; whatever the lines hold. */
#include "exchange/json_papers.h"
#include "papers_fuzz.h"

typedef struct Reading {
    ChairliftJsonPapers *papers;
    guint64 records;
} Reading;

static gboolean take(const ChairliftJsonRecord *record, gpointer user_data)
{
    Reading *reading = user_data;
    g_assert_cmpuint(record->number, ==, ++reading->records);
    g_assert_cmpuint(record->line, >=, record->number);
    g_assert_true((record->bytes == NULL) == (record->problem != NULL));
    g_assert_true(record->bytes == NULL || memchr(record->bytes, '\n', record->length) == NULL);
    return chairlift_json_papers_take(reading->papers, record);
}

static guint64 records;

static gboolean read_lines(ChairliftInput *input, const ChairliftPaperSink *sink, GError **error)
{
    Reading reading = {chairlift_json_papers_new_lines(input, sink), 0};
    gboolean done = chairlift_json_papers_read(reading.papers, take, &reading, error);
    done = chairlift_json_papers_finish(reading.papers, error) && done;
    chairlift_json_papers_free(reading.papers);
    records = reading.records;
    return done;
}

/* Of bytes that stand for themselves, and are not compressed or in another charset. */
static guint64 count_lines(const uint8_t *data, size_t size)
{
    guint64 lines = 0;
    gboolean blank = TRUE;
    for (size_t i = 0; i < size; i++) {
        blank = data[i] == '\n' || (blank && memchr(" \t\r", data[i], 3) != NULL);
        lines += !blank && (i + 1 == size || data[i + 1] == '\n');
    }
    return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_papers(data, size, read_lines);
    if (size > 0 && data[0] == '{')
        g_assert_cmpuint(records, ==, count_lines(data, size));
    return 0;
}
