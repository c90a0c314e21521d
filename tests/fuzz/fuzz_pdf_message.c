/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library's reading of what a worker answers. What is accepted must be within the limits, and
 * be read back the same. */
#include "pdf/message.h"
#include "pdf/traces.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text, gsize limit)
{
    if (text != NULL && (strlen(text) > limit || !g_utf8_validate(text, -1, NULL)))
        g_error("a text that should have been refused");
}

static void check_traces(const ChairliftPdfTraces *traces)
{
    if (traces->list->len > CHAIRLIFT_TRACES_LIMIT)
        g_error("more traces than there may be");
    for (guint i = 0; i < traces->list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(traces->list, i);
        check_text(trace->name, CHAIRLIFT_TRACE_NAME_LIMIT);
        check_text(trace->text, CHAIRLIFT_TRACE_TEXT_LIMIT);
        if ((guint)trace->kind >= CHAIRLIFT_TRACE_KINDS || *trace->text == '\0' ||
            !(trace->left >= 0 && trace->left <= 1 && trace->bottom >= 0 && trace->bottom <= 1))
            g_error("a trace that should have been refused");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= CHAIRLIFT_PDF_REPLY_HEADER && chairlift_pdf_reply_length(data, 100) > 100)
        g_error("a length that should have been refused");
    g_autoptr(ChairliftPdf) pdf = chairlift_pdf_reply_decode((const char *)data, size);
    if (pdf == NULL)
        return 0;
    check_text(pdf->title, CHAIRLIFT_PDF_TITLE_LIMIT);
    check_text(pdf->abstract, CHAIRLIFT_PDF_ABSTRACT_LIMIT);
    check_text(pdf->text, CHAIRLIFT_PDF_TEXT_LIMIT);
    if (pdf->traces != NULL)
        check_traces(pdf->traces);

    gsize length;
    g_autofree char *reply = chairlift_pdf_reply_encode(pdf, &length);
    g_autoptr(ChairliftPdf) again = chairlift_pdf_reply_decode(reply + CHAIRLIFT_PDF_REPLY_HEADER,
                                                               length - CHAIRLIFT_PDF_REPLY_HEADER);
    if (again == NULL || g_strcmp0(again->title, pdf->title) != 0 || again->pages != pdf->pages)
        g_error("what was written is not read back");
    return 0;
}
