/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift extract: what the PDFs say, one record a file.
 *
 * A record is a JSON object:
 *   file                  as named, or found in a folder
 *   status                "ok", or why it could not be read ("password", "no-text", ...)
 *   message               one line about that; only when status is not "ok"
 *   title, abstract       text or null
 *   title_confidence, abstract_confidence   0 to 1
 *   template              "neurips", "icml", "iclr", "colm", "acl", "arxiv-article", "other";
 *                         null when not read
 *   template_year         number or null
 *   form                  "review", "preprint", "final", "unknown"
 *   columns               1, 2 or null
 *   pages                 number, or null when not known
 *   flags                 array: "no-abstract", "abstract-uncertain", "not-english", "slides",
 *                         "long", "truncated", ...
 *   structure             with --structure: see extract_structure.c
 */
#include "commands.h"
#include "extract_structure.h"
#include "output.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "chairlift/pdf.h"

enum { CONFIDENCE_DIGITS = 4 };

typedef struct Extraction {
    FILE *output;
    gboolean as_array; /* JSON: the records in one array */
    gboolean as_text;
    guint done, failed;
} Extraction;

/* ---- which files ----------------------------------------------------------------------------- */

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
        fprintf(stderr, "chairlift extract: %s\n", error->message);
        return FALSE;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(entries)) != NULL;) {
        if (is_pdf_name(name))
            g_ptr_array_add(names, g_build_filename(folder, name, NULL));
    }
    if (names->len == 0)
        fprintf(stderr, "chairlift extract: %s: there is no PDF in this folder\n", folder);
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

/* ---- one record ------------------------------------------------------------------------------ */

static json_t *text_or_null(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    return value != NULL ? value : json_null();
}

static json_t *integer_or_null(guint value)
{
    return value > 0 ? json_integer(value) : json_null();
}

static void append_names(json_t *array, const char *const *names)
{
    for (; *names != NULL; names++)
        json_array_append_new(array, json_string(*names));
}

static json_t *make_record(const ChairliftPdf *pdf)
{
    g_autofree char *file = g_utf8_make_valid(pdf->file, -1);
    g_autoptr(ChairliftPaper) paper = chairlift_pdf_to_paper(pdf);
    g_autofree const char **of_paper = chairlift_paper_flag_names(paper->flags);
    g_autofree const char **of_file = chairlift_pdf_note_names(pdf->notes);
    json_t *flags = json_array();
    append_names(flags, of_paper);
    append_names(flags, of_file);
    gboolean read = pdf->status == CHAIRLIFT_PDF_OK;
    json_t *record =
        json_pack("{s:s, s:s}", "file", file, "status", chairlift_pdf_status_name(pdf->status));
    if (!read)
        json_object_set_new(record, "message", text_or_null(pdf->message));
    json_object_set_new(record, "title", text_or_null(pdf->title));
    json_object_set_new(record, "title_confidence", json_real(pdf->title_confidence));
    json_object_set_new(record, "abstract", text_or_null(pdf->abstract));
    json_object_set_new(record, "abstract_confidence", json_real(pdf->abstract_confidence));
    json_object_set_new(record, "template",
                        text_or_null(read ? chairlift_pdf_template_name(pdf->template) : NULL));
    json_object_set_new(record, "template_year", integer_or_null(pdf->template_year));
    json_object_set_new(record, "form", json_string(chairlift_pdf_form_name(pdf->form)));
    json_object_set_new(record, "columns", integer_or_null(pdf->columns));
    json_object_set_new(record, "pages", integer_or_null(pdf->pages));
    json_object_set_new(record, "flags", flags);
    if (pdf->structure != NULL)
        json_object_set_new(record, "structure", extract_structure(pdf->structure));
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
        fprintf(stderr, "chairlift extract: %s: %s\n", pdf->file, pdf->message);
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

/* ---- the command ----------------------------------------------------------------------------- */

typedef struct Options {
    char *format;
    char *output;
    int timeout;
    gboolean structure;
    char **arguments;
} Options;

static void options_clear(Options *options)
{
    g_free(options->format);
    g_free(options->output);
    g_strfreev(options->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
         "jsonl for a record a line (the default), json for an array of them, text for people",
         "jsonl|json|text"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "write to a file instead of standard output", "FILE"},
        {"timeout", 't', 0, G_OPTION_ARG_INT, &options->timeout,
         "give a file up after so many seconds (20)", "SECONDS"},
        {"structure", 's', 0, G_OPTION_ARG_NONE, &options->structure,
         "also sections, references, captions, addresses, links and properties", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->arguments, NULL,
         "FILE.pdf|FOLDER..."},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(
        context, "Reads PDFs, and the PDFs in folders: the title and the abstract of each, how\n"
                 "certain they are, and its number of pages; or why it cannot be read.");
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (options->format != NULL && strcmp(options->format, "json") != 0 &&
        strcmp(options->format, "jsonl") != 0 && strcmp(options->format, "text") != 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--format \"%s\" is neither jsonl, json nor text", options->format);
        return FALSE;
    }
    if (options->timeout < 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--timeout %d is not a number of seconds", options->timeout);
        return FALSE;
    }
    if (options->arguments == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "name the PDFs to read, or folders of them");
        return FALSE;
    }
    return TRUE;
}

/* FALSE with error set when nothing could be read or written. */
static gboolean extract(const Options *options, Extraction *extraction, GError **error)
{
    ChairliftPdfOptions settings = {.timeout_seconds = (guint)options->timeout,
                                    .structure = options->structure};
    g_autoptr(ChairliftPdfPool) pool = chairlift_pdf_pool_new(&settings, error);
    g_autoptr(Output) output = pool != NULL ? output_open(options->output, error) : NULL;
    if (output == NULL)
        return FALSE;
    extraction->output = output_stream(output);
    g_autoptr(GPtrArray) files = list_files(options->arguments, &extraction->failed);
    chairlift_pdf_pool_read(pool, (const char *const *)files->pdata, print_record, extraction);
    if (extraction->as_array)
        fputs(files->len > 1 ? "\n]\n" : "[]\n", extraction->output);
    return output_finish(output, error);
}

int command_extract(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {0};
    Extraction extraction = {0};
    gboolean complete = parse_options(argc, argv, &options, &error);
    if (complete) {
        extraction.as_array = g_strcmp0(options.format, "json") == 0;
        extraction.as_text = g_strcmp0(options.format, "text") == 0;
        complete = extract(&options, &extraction, &error);
    }
    if (!complete) {
        fprintf(stderr, "chairlift extract: %s\n", error->message);
        return EXIT_NOTHING_DONE;
    }
    if (extraction.done == 0)
        return EXIT_NOTHING_DONE;
    return extraction.failed > 0 ? EXIT_SOME_FAILED : EXIT_DONE;
}
