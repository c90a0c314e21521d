/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What chairlift extract --format text prints of a file. All of it comes from strangers: nothing
 * goes out that could drive a terminal. */
#include "extract_text.h"

#include "../report/terminal.h"

static void append_value(GString *text, const char *value)
{
    g_autofree char *clean = chairlift_without_controls(value);
    g_string_append(text, clean);
}

static void append_line(GString *text, const char *label, const char *value)
{
    g_string_append_printf(text, "  %s: ", label);
    append_value(text, value);
    g_string_append_c(text, '\n');
}

static void append_found(GString *text, const char *label, const char *value, double confidence)
{
    g_string_append_printf(text, "  %s (%.2f): ", label, confidence);
    append_value(text, value != NULL ? value : "not found");
    g_string_append_c(text, '\n');
}

/* "neurips 2025, review, 1 column; slides, long". */
static void append_form(GString *text, const ChairliftPdf *pdf)
{
    g_autofree const char **notes = chairlift_pdf_note_names(pdf->notes);
    g_string_append_printf(text, "  template: %s", chairlift_pdf_template_name(pdf->page_template));
    if (pdf->template_year > 0)
        g_string_append_printf(text, " %u", pdf->template_year);
    if (pdf->form != CHAIRLIFT_PDF_FORM_UNKNOWN)
        g_string_append_printf(text, ", %s", chairlift_pdf_form_name(pdf->form));
    if (pdf->columns > 0)
        g_string_append_printf(text, pdf->columns == 1 ? ", 1 column" : ", %u columns",
                               pdf->columns);
    for (guint i = 0; notes[i] != NULL; i++)
        g_string_append_printf(text, "%s %s", i == 0 ? ";" : ",", notes[i]);
    g_string_append_c(text, '\n');
}

static void append_front(GString *text, const ChairliftPdfFront *front)
{
    for (guint i = 0; i < front->authors->len; i++) {
        const ChairliftPdfAuthorLine *line = g_ptr_array_index(front->authors, i);
        append_line(text, chairlift_pdf_author_part_name(line->part), line->text);
    }
    if (front->keywords != NULL)
        append_line(text, "keywords", front->keywords);
}

/* A place as "page 9, 34 % down". */
static void append_place(GString *text, const char *label, guint page, double position)
{
    if (page > 0)
        g_string_append_printf(text, "  %s: page %u, %.0f %% down\n", label, page, 100 * position);
}

static void append_list(GString *text, const char *label, const GPtrArray *values)
{
    for (guint i = 0; i < values->len; i++)
        append_line(text, label, g_ptr_array_index(values, i));
}

static void append_structure(GString *text, const ChairliftPdfStructure *structure)
{
    for (guint i = 0; i < structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(structure->sections, i);
        g_string_append_printf(text, "  section, page %u: ", section->page);
        append_value(text, section->title);
        g_string_append_c(text, '\n');
    }
    append_place(text, "main text ends", structure->main_end_page, structure->main_end_position);
    append_place(text, "references", structure->references_page, structure->references_position);
    g_string_append_printf(text, "  figures: %u, tables: %u, attached files: %u\n",
                           structure->figures, structure->tables, structure->attachments);
    append_list(text, "address in the text", structure->emails);
    append_list(text, "link", structure->links);
    for (guint i = 0; i < structure->properties->len; i++) {
        const ChairliftPdfProperty *property = g_ptr_array_index(structure->properties, i);
        append_line(text, property->name, property->value);
    }
}

void extract_text(GString *text, const ChairliftPdf *pdf)
{
    append_value(text, pdf->file);
    g_string_append_printf(text, ": %s", chairlift_pdf_status_name(pdf->status));
    if (pdf->pages > 0)
        g_string_append_printf(text, pdf->pages == 1 ? ", 1 page" : ", %u pages", pdf->pages);
    g_string_append_c(text, '\n');
    if (pdf->status == CHAIRLIFT_PDF_OK) {
        append_found(text, "title", pdf->title, pdf->title_confidence);
        if (pdf->front != NULL)
            append_front(text, pdf->front);
        append_found(text, "abstract", pdf->abstract, pdf->abstract_confidence);
        append_form(text, pdf);
        if (pdf->structure != NULL)
            append_structure(text, pdf->structure);
    } else {
        g_string_append_printf(text, "  %s\n", pdf->message);
    }
    g_string_append_c(text, '\n');
}
