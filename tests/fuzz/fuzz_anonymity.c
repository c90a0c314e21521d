/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as what a PDF says: the check of its anonymity ends, and names places that are on pages
 * and excerpts that can be printed.
 *
 * A line of the input is a trace: its first byte tells the kind, "|" ends the name. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/check.h"
#include "chairlift/contributors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ChairliftContributors *team(void)
{
    static const char LIST[] =
        "Annika Long, annika@uni.example, University of Nordhavn, github: annika-long\n"
        "Østergård, Søren; huggingface: soren\n"
        "王小明\nJ. Park\nhomepage: park.example/~j\n";
    static ChairliftContributors *contributors;
    if (contributors == NULL) {
        g_autoptr(ChairliftInput) input =
            chairlift_input_new_for_bytes("team", LIST, sizeof LIST - 1);
        contributors = chairlift_contributors_read(input, NULL);
    }
    return contributors;
}

static void add_trace(ChairliftPdfTraces *traces, char *line)
{
    char *bar = strchr(line, '|');
    if (*line == '\0')
        return;
    const double top = (double)(traces->list->len % 60) / 60;
    ChairliftTrace trace = {.kind = (ChairliftTraceKind)((guint8)line[0] % CHAIRLIFT_TRACE_KINDS),
                            .page = traces->list->len / 60 + 1,
                            .left = 0.1,
                            .top = top,
                            .right = 0.9,
                            .bottom = top + 0.01,
                            .size = 10,
                            .name = (char *)"",
                            .text = line + 1};
    if (bar != NULL && bar > line) {
        *bar = '\0';
        trace.name = line + 1;
        trace.text = bar + 1;
    }
    chairlift_pdf_traces_add(traces, &trace);
}

static void check_finding(const ChairliftFinding *finding)
{
    if (finding->text == NULL || !g_utf8_validate(finding->text, -1, NULL))
        abort();
    for (guint i = 0; i < finding->places->len; i++) {
        const ChairliftPlace *place = g_ptr_array_index(finding->places, i);
        if (!isfinite(place->left) || place->left < 0 || place->right > 1.0001 ||
            place->left > place->right + 1e-9 || place->top < 0 || place->bottom > 1.1 ||
            (place->excerpt != NULL && !g_utf8_validate(place->excerpt, -1, NULL)))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(ChairliftPdfTraces) traces = chairlift_pdf_traces_new();
    g_autofree char *text =
        g_utf8_make_valid((const char *)data, (gssize)size); /* as decoding leaves it */
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        add_trace(traces, *line);
    ChairliftPdf pdf = {.pages = 3, .title = (char *)"Shelves: A Study"};
    ChairliftVenue venue = {.anonymity = "double-blind", .rules = g_ptr_array_new()};
    g_autoptr(GPtrArray) findings = chairlift_check_anonymity(&pdf, traces, team(), &venue);
    g_ptr_array_unref(venue.rules);
    for (guint i = 0; i < findings->len; i++)
        check_finding(g_ptr_array_index(findings, i));
    return 0;
}
