/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short way from a record to a paper makes of every record that it takes just what the long way
 * through jansson makes of it. */
#include "exchange/json_flat.h"
#include "exchange/json_paper.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The long way: NULL when the bytes are no plain record of a paper, without any repair. */
static ChairliftPaper *read_long(const char *bytes, gsize length)
{
    json_error_t error;
    json_t *value = json_loadb(bytes, length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
    ChairliftPaper *paper = NULL;
    if (value != NULL && !chairlift_note_is_note(value) && chairlift_record_is_record(value)) {
        paper = chairlift_paper_new("none", "fuzz");
        chairlift_record_read(value, paper);
        chairlift_paper_finish(paper);
    }
    json_decref(value);
    return paper;
}

static void expect_same(const char *ours, const char *theirs)
{
    if (g_strcmp0(ours, theirs) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char none[] = "none";
    g_autofree char *bytes = g_malloc(MAX(size, 1));
    g_autofree char *room = g_malloc(MAX(size, 1)); /* no more than is promised */
    memcpy(bytes, data, size);
    ChairliftPaper flat = {.id = none};
    char *next = room;
    if (!chairlift_json_flat_read(bytes, size, &next, &flat))
        return 0;
    g_autoptr(ChairliftPaper) paper = read_long(bytes, size);
    if (paper == NULL || paper->failure != NULL || flat.flags != paper->flags || next > room + size)
        abort();
    expect_same(flat.id, paper->id);
    expect_same(flat.title, paper->title);
    expect_same(flat.abstract, paper->abstract);
    return 0;
}
