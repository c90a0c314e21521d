/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file: opens it, says what is wrong with it, or reads as many of its first pages as title and
 * abstract need. */
#include "worker.h"
#include "worker_traces.h"

#include <string.h>

enum {
    MAX_READ_PAGES = 3, /* for an abstract */
    PAGES_FOR_TEXT = 6, /* looked at until one has text */
    LONG_PAGES = 100,
    END_WITHIN = 2048 /* bytes from the end in which readers look for it */
};

typedef struct ReadPages {
    LayoutPage *pages[PAGES_FOR_TEXT];
    guint n;
} ReadPages;

static ChairliftPdfStatus status_of_error(const GError *error)
{
    return g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? CHAIRLIFT_PDF_PASSWORD
                                                                          : CHAIRLIFT_PDF_DAMAGED;
}

static gboolean read_next(PopplerDocument *document, ReadPages *read)
{
    if (read->n >= PAGES_FOR_TEXT || (int)read->n >= poppler_document_get_n_pages(document))
        return FALSE;
    LayoutPage *page = worker_page(document, (int)read->n);
    if (page == NULL)
        page = chairlift_layout_page_new(0, 0);
    read->pages[read->n++] = page;
    return TRUE;
}

static guint count_runs(const ReadPages *read)
{
    guint runs = 0;
    for (guint i = 0; i < read->n; i++)
        runs += read->pages[i]->runs->len;
    return runs;
}

/* Whether a run has something other than letters, digits and the marks of spelling among them. */
static gboolean is_interrupted(const char *text)
{
    gboolean letters = FALSE, others = FALSE;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar letter = g_utf8_get_char(text);
        if (letter == ' ') {
            others = FALSE;
        } else if (g_unichar_isalnum(letter)) {
            if (letters && others)
                return TRUE;
            letters = TRUE;
        } else if (letter < 0x2000 && (letter >= 0x80 || strchr("-'.,/:@_", (int)letter) == NULL)) {
            others = letters; /* no script's punctuation */
        }
    }
    return !letters;
}

/* Whether what the fonts call letters is no text: words of any language are letters throughout. */
static gboolean is_garbled(const ReadPages *read)
{
    guint words = 0, interrupted = 0;
    for (guint i = 0; i < read->n; i++) {
        for (guint j = 0; j < read->pages[i]->runs->len; j++) {
            const char *text = g_array_index(read->pages[i]->runs, LayoutRun, j).text;
            if (g_utf8_strlen(text, -1) < 2)
                continue;
            words++;
            interrupted += is_interrupted(text) ? 1 : 0;
        }
    }
    return interrupted * 2 > words;
}

/* Whether the end that every PDF has is missing. */
static gboolean is_truncated(GBytes *bytes)
{
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);
    gsize end = MIN(length, END_WITHIN);
    return memmem(data + length - end, end, "%%EOF", 5) == NULL;
}

static guint note(GBytes *bytes, const ChairliftPdf *pdf, const ReadPages *read)
{
    guint notes = 0;
    if (pdf->pages >= LONG_PAGES)
        notes |= CHAIRLIFT_PDF_LONG;
    if (read->n > 0 && read->pages[read->n - 1]->width > 1.1F * read->pages[read->n - 1]->height)
        notes |= CHAIRLIFT_PDF_SLIDES;
    if (is_truncated(bytes))
        notes |= CHAIRLIFT_PDF_TRUNCATED;
    return notes;
}

static void take(ChairliftPdf *pdf, LayoutFindings *found)
{
    g_free(pdf->title);
    g_free(pdf->abstract);
    g_free(pdf->text);
    chairlift_pdf_front_free(pdf->front);
    pdf->front = g_steal_pointer(&found->front);
    pdf->title = g_steal_pointer(&found->title);
    pdf->abstract = g_steal_pointer(&found->abstract);
    pdf->text = g_steal_pointer(&found->text);
    pdf->title_confidence = found->title_confidence;
    pdf->abstract_confidence = found->abstract_confidence;
    pdf->page_template = found->template;
    pdf->form = found->form;
    pdf->template_year = found->template_year;
    pdf->columns = found->columns;
}

static void read_pages(PopplerDocument *document, ChairliftPdf *pdf, ReadPages *read)
{
    while (read_next(document, read) && count_runs(read) == 0)
        continue;
    if (count_runs(read) == 0) {
        pdf->status = CHAIRLIFT_PDF_NO_TEXT;
        return;
    }
    if (is_garbled(read)) {
        pdf->status = CHAIRLIFT_PDF_GARBLED;
        return;
    }
    gboolean more;
    do {
        LayoutFindings found;
        chairlift_layout_analyse(read->pages, read->n, &found);
        take(pdf, &found);
        more = (found.wants_more || pdf->abstract == NULL) && read->n < MAX_READ_PAGES &&
               read_next(document, read);
    } while (more);
}

static void read_structure(PopplerDocument *document, GBytes *bytes, const ReadPages *read,
                           PdfRequestKind kind, ChairliftPdf *pdf)
{
    if (kind == PDF_REQUEST_TRACES)
        pdf->traces = chairlift_pdf_traces_new();
    pdf->structure = worker_structure(document, read->pages, read->n, pdf->traces);
    if (pdf->traces != NULL)
        worker_traces_objects(bytes, pdf->traces);
}

static void read_document(PopplerDocument *document, GBytes *bytes, PdfRequestKind kind,
                          ChairliftPdf *pdf)
{
    int pages = poppler_document_get_n_pages(document);
    if (pages <= 0) {
        pdf->status = CHAIRLIFT_PDF_DAMAGED;
        return;
    }
    pdf->pages = (guint)pages;
    ReadPages read = {.n = 0};
    read_pages(document, pdf, &read);
    pdf->notes = note(bytes, pdf, &read);
    if (kind == PDF_REQUEST_TEXT) /* for scoring, which has no business with authors */
        g_clear_pointer(&pdf->front, chairlift_pdf_front_free);
    else if (pdf->status == CHAIRLIFT_PDF_OK)
        read_structure(document, bytes, &read, kind, pdf);
    for (guint i = 0; i < read.n; i++)
        chairlift_layout_page_free(read.pages[i]);
}

PopplerDocument *worker_open(GBytes *bytes, ChairliftPdfStatus *status)
{
    g_autoptr(GError) error = NULL;
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
    *status = document != NULL ? CHAIRLIFT_PDF_OK : status_of_error(error);
    return document;
}

ChairliftPdf *worker_read(GBytes *bytes, PdfRequestKind kind)
{
    ChairliftPdf *pdf = g_new0(ChairliftPdf, 1);
    PopplerDocument *document = worker_open(bytes, &pdf->status);
    if (document == NULL) {
        if (pdf->status == CHAIRLIFT_PDF_DAMAGED && is_truncated(bytes))
            pdf->notes = CHAIRLIFT_PDF_TRUNCATED;
        return pdf;
    }
    read_document(document, bytes, kind, pdf);
    g_object_unref(document);
    return pdf;
}
