/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout analysis on pages of any runs. A line of the input is a run: left, top, width, size
 * (in points), style, "j" if it is joined to the run before, and its text; an empty line begins a
 * page. */
#include "pdf/blocks.h"
#include "pdf/layout.h"
#include "pdf/message.h"
#include "pdf/sections.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_PAGES = 3 };

static void add_run(LayoutPage *page, const char *line)
{
    char *at;
    LayoutRun run = {.left = strtof(line, &at)};
    run.top = strtof(at, &at);
    run.right = run.left + strtof(at, &at);
    run.size = strtof(at, &at);
    run.bottom = run.top + run.size;
    run.style = (guint)strtoul(at, &at, 10) & 0xF;
    run.joined = strncmp(at, " j", 2) == 0;
    at += run.joined ? 2 : 0;
    at += *at == ' ';
    chairlift_layout_page_add(page, &run, at, strlen(at));
}

static void check(const char *text, double confidence)
{
    if (text != NULL && (*text == '\0' || !g_utf8_validate(text, -1, NULL)))
        g_error("a text that is empty or no UTF-8");
    if (!(confidence >= 0 && confidence <= 1))
        g_error("confidence %g", confidence);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    LayoutPage *pages[MAX_PAGES] = {chairlift_layout_page_new(612, 792)};
    guint n = 1;
    for (guint i = 0; lines[i] != NULL; i++) {
        if (*lines[i] != '\0')
            add_run(pages[n - 1], lines[i]);
        else if (n < MAX_PAGES)
            pages[n++] = chairlift_layout_page_new(612, 792);
    }
    LayoutFindings findings;
    chairlift_layout_analyse(pages, n, &findings);
    check(findings.title, findings.title_confidence);
    check(findings.abstract, findings.abstract_confidence);
    check(findings.text, 0);
    chairlift_layout_findings_clear(&findings);
    g_autoptr(ChairliftPdfStructure) structure = chairlift_pdf_structure_new();
    gsize text_left = CHAIRLIFT_PDF_BLOCKS_TEXT_LIMIT;
    for (guint i = 0; i < n; i++) {
        LayoutGutter gutter = chairlift_layout_gutter(pages[i]);
        g_autoptr(GArray) page_lines = chairlift_layout_lines(pages[i], 0, gutter);
        chairlift_layout_sections(page_lines, pages[i], i, gutter, 10, structure);
        chairlift_layout_about_page(pages[i], gutter, structure);
        chairlift_layout_blocks(page_lines, pages[i], gutter, structure, &text_left);
        chairlift_layout_page_free(pages[i]);
    }
    for (guint i = 0; i < structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(structure->blocks, i);
        check(block->text, 0);
        if (strlen(block->text) > CHAIRLIFT_PDF_BLOCK_TEXT_LIMIT || block->page > n)
            g_error("a block that should not be");
    }
    return 0;
}
