/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift extract: what the PDFs say, one record a file. */
#include "commands.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "chairlift/pdf.h"

enum { CONFIDENCE_DIGITS = 4 };

typedef struct Extraction {
    FILE *output;
    gboolean as_array; /* JSON: the records in one array */
    gboolean as_text;
    guint done, failed;
} Extraction;

/* ---- which files -------------------------------------------------------------------------------- */

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean is_pdf_name(const char *name)
{
    gsize length = strlen(name);
    return length > 4 && g_ascii_strcasecmp(name + length - 4, ".pdf") == 0;
}

/* The PDFs in a folder, by name; not those in folders within. */
static gboolean add_folder(GPtrArray *files, const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) entries = g_dir_open(folder, 0, &error);
    if (entries == NULL) {
        fprintf(stderr, "chairlift: %s\n", error->message);
        return FALSE;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(entries)) != NULL;) {
        if (is_pdf_name(name))
            g_ptr_array_add(names, g_build_filename(folder, name, NULL));
    }
    if (names->len == 0)
        fprintf(stderr, "chairlift: %s: there is no PDF in this folder\n", folder);
    g_ptr_array_sort(names, by_name);
    gboolean any = names->len > 0;
    g_ptr_array_extend_and_steal(files, g_steal_pointer(&names));
    return any;
}

static GPtrArray *list_files(char **arguments, guint *failed)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    for (; *arguments != NULL; arguments++) {
        if (!g_file_test(*arguments, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(files, g_strdup(*arguments));
        else if (!add_folder(files, *arguments))
            ++*failed;
    }
    g_ptr_array_add(files, NULL);
    return files;
}

/* ---- one record --------------------------------------------------------------------------------- */

static json_t *text_or_null(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    return value != NULL ? value : json_null();
}

static json_t *make_record(const ChairliftPdf *pdf)
{
    g_autofree char *file = g_utf8_make_valid(pdf->file, -1);
    g_autoptr(ChairliftPaper) paper = chairlift_pdf_to_paper(pdf);
    g_autofree const char **names = chairlift_paper_flag_names(paper->flags);
    json_t *flags = json_array();
    for (guint i = 0; names[i] != NULL; i++)
        json_array_append_new(flags, json_string(names[i]));
    json_t *record = json_pack("{s:s, s:s}", "file", file, "status",
                               chairlift_pdf_status_name(pdf->status));
    if (pdf->status == CHAIRLIFT_PDF_OK) {
        json_object_set_new(record, "title", text_or_null(pdf->title));
        json_object_set_new(record, "title_confidence", json_real(pdf->title_confidence));
        json_object_set_new(record, "abstract", text_or_null(pdf->abstract));
        json_object_set_new(record, "abstract_confidence", json_real(pdf->abstract_confidence));
    } else {
        json_object_set_new(record, "message", text_or_null(pdf->message));
    }
    json_object_set_new(record, "pages", json_integer(pdf->pages));
    json_object_set_new(record, "flags", flags);
    return record;
}

static void print_text(FILE *output, const ChairliftPdf *pdf)
{
    fprintf(output, "%s: %s, %u pages\n", pdf->file, chairlift_pdf_status_name(pdf->status),
            pdf->pages);
    if (pdf->status != CHAIRLIFT_PDF_OK) {
        fprintf(output, "  %s\n\n", pdf->message);
        return;
    }
    fprintf(output, "  title (%.2f): %s\n", pdf->title_confidence,
            pdf->title != NULL ? pdf->title : "not found");
    fprintf(output, "  abstract (%.2f): %s\n\n", pdf->abstract_confidence,
            pdf->abstract != NULL ? pdf->abstract : "not found");
}

static gboolean print_record(guint index, ChairliftPdf *pdf, gpointer user_data)
{
    Extraction *extraction = user_data;
    if (pdf->status == CHAIRLIFT_PDF_OK) {
        extraction->done++;
    } else {
        extraction->failed++;
        fprintf(stderr, "chairlift: %s: %s\n", pdf->file, pdf->message);
    }
    if (extraction->as_text) {
        print_text(extraction->output, pdf);
    } else {
        if (extraction->as_array)
            fputs(index == 0 ? "[\n" : ",\n", extraction->output);
        json_t *record = make_record(pdf);
        json_dumpf(record, extraction->output, JSON_REAL_PRECISION(CONFIDENCE_DIGITS));
        json_decref(record);
        if (!extraction->as_array)
            fputc('\n', extraction->output);
    }
    chairlift_pdf_free(pdf);
    return !ferror(extraction->output);
}
