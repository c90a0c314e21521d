/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of reading a file: its words for people, and the paper made of it. */
#include "chairlift/pdf.h"

#include "message.h"

#include <string.h>

static const struct {
    const char *name;
    const char *message; /* what a chair should know or do */
} STATUS[] = {
    [CHAIRLIFT_PDF_OK] = {"ok", NULL},
    [CHAIRLIFT_PDF_UNREADABLE_FILE] = {"unreadable-file", "cannot be read"},
    [CHAIRLIFT_PDF_EMPTY] = {"empty", "the file is empty; ask for it again"},
    [CHAIRLIFT_PDF_NOT_A_PDF] = {"not-a-pdf", "this is not a PDF file"},
    [CHAIRLIFT_PDF_DAMAGED] = {"damaged",
                               "the PDF is damaged and cannot be opened; ask for it again"},
    [CHAIRLIFT_PDF_PASSWORD] = {"password", "the PDF needs a password; ask for one without"},
    [CHAIRLIFT_PDF_NO_TEXT] = {"no-text",
                               "the PDF holds images of pages and no text; ask for one with text"},
    [CHAIRLIFT_PDF_GARBLED] = {"garbled", "the PDF's fonts do not say which letters they show; ask "
                                          "for one with Type 1 or TrueType fonts"},
    [CHAIRLIFT_PDF_TIMEOUT] = {"timeout", "reading the PDF took too long and was given up"},
    [CHAIRLIFT_PDF_CRASHED] = {"crashed", "reading the PDF failed: its worker process died, ran "
                                          "out of memory or answered nonsense"},
};

const char *chairlift_pdf_status_name(ChairliftPdfStatus status)
{
    return (guint)status < G_N_ELEMENTS(STATUS) ? STATUS[status].name : "unknown";
}

const char *chairlift_pdf_status_message(ChairliftPdfStatus status)
{
    return (guint)status < G_N_ELEMENTS(STATUS) ? STATUS[status].message : NULL;
}

const char **chairlift_pdf_note_names(guint notes)
{
    static const char *const NAMES[] = {"slides", "long", "truncated"};
    const char **names = g_new0(const char *, G_N_ELEMENTS(NAMES) + 1);
    gsize length = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (notes & 1U << i)
            names[length++] = NAMES[i];
    }
    return names;
}

const char *chairlift_pdf_template_name(ChairliftPdfTemplate name)
{
    static const char *const NAMES[] = {"other", "arxiv-article", "neurips", "icml",
                                        "iclr",  "colm",          "acl"};
    return (guint)name < G_N_ELEMENTS(NAMES) ? NAMES[name] : "unknown";
}

const char *chairlift_pdf_form_name(ChairliftPdfForm form)
{
    static const char *const NAMES[] = {"unknown", "review", "preprint", "final"};
    return (guint)form < G_N_ELEMENTS(NAMES) ? NAMES[form] : "unknown";
}

void chairlift_pdf_free(ChairliftPdf *pdf)
{
    if (pdf == NULL)
        return;
    g_free(pdf->file);
    g_free(pdf->message);
    g_free(pdf->title);
    g_free(pdf->abstract);
    g_free(pdf->text);
    chairlift_pdf_structure_free(pdf->structure);
    chairlift_pdf_front_free(pdf->front);
    chairlift_pdf_traces_free(pdf->traces);
    g_free(pdf);
}

/* Below these confidences a text is marked as uncertain: of what is below, four in five titles and
 * two in three abstracts are wrong where they were fitted (confidence.c). tests/bench/bench_pdf
 * tells how often texts of each confidence are right. */
static const double TITLE_CERTAIN = 0.4;
static const double ABSTRACT_CERTAIN = 0.5;

/* Below this one the running text says more about a paper than what was taken for its abstract. */
static const double ABSTRACT_WORTHLESS = 0.3;

/* The file's name without folders and ".pdf". */
static char *paper_id(const char *file)
{
    char *name = g_path_get_basename(file);
    gsize length = strlen(name);
    if (length > 4 && g_ascii_strcasecmp(name + length - 4, ".pdf") == 0)
        name[length - 4] = '\0';
    char *valid = g_utf8_make_valid(name, -1);
    g_free(name);
    return valid;
}

ChairliftPaper *chairlift_pdf_to_paper(const ChairliftPdf *pdf)
{
    g_autofree char *id = paper_id(pdf->file);
    g_autofree char *source = g_utf8_make_valid(pdf->file, -1);
    ChairliftPaper *paper = chairlift_paper_new(id, source);
    paper->pages = pdf->pages;
    if (pdf->status != CHAIRLIFT_PDF_OK) {
        const char *message = pdf->message;
        if (message == NULL)
            message = chairlift_pdf_status_message(pdf->status);
        paper->failure = g_strdup(message);
        return paper;
    }
    if (pdf->title != NULL) {
        chairlift_paper_set_title(paper, pdf->title, -1);
        if (pdf->title_confidence < TITLE_CERTAIN)
            paper->flags |= CHAIRLIFT_PAPER_TITLE_UNCERTAIN;
    }
    gboolean worthless = pdf->abstract_confidence < ABSTRACT_WORTHLESS && pdf->text != NULL;
    if (pdf->abstract != NULL && !worthless)
        chairlift_paper_set_abstract(paper, pdf->abstract, -1);
    else if (pdf->text != NULL)
        chairlift_paper_set_abstract(paper, pdf->text, -1);
    if (pdf->abstract == NULL)
        paper->flags |= CHAIRLIFT_PAPER_NO_ABSTRACT;
    if (pdf->abstract == NULL || pdf->abstract_confidence < ABSTRACT_CERTAIN)
        paper->flags |= CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN;
    chairlift_paper_finish(paper);
    return paper;
}
