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
 *   structure, front      with --structure: see extract_structure.c
 */
#include "commands.h"
#include "complain.h"
#include "extract_show.h"
#include "extract_structure.h"
#include "extract_text.h"
#include "overwriting.h"
#include "pdf_files.h"
#include "portion.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/exchange.h"
#include "chairlift/pdf.h"

enum { CONFIDENCE_DIGITS = 4, DEFAULT_TIMEOUT = 20 /* seconds, as --help says */ };

typedef struct Extraction {
    ChairliftOutput *output;
    ChairliftPdfPool *pool;
    Pictures pictures; /* its folder is NULL when none are wanted */
    GString *text;     /* of one record */
    Portion portion;   /* what is done already */
    GError *error;     /* what stopped it */
    gboolean as_array; /* JSON: the records in one array */
    gboolean as_text;
    guint shard, shards; /* 0 of 1: all */
    guint done, failed;
    guint not_found; /* folders without a PDF */
} Extraction;

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
    json_object_set_new(
        record, "template",
        text_or_null(read ? chairlift_pdf_template_name(pdf->page_template) : NULL));
    json_object_set_new(record, "template_year", integer_or_null(pdf->template_year));
    json_object_set_new(record, "form", json_string(chairlift_pdf_form_name(pdf->form)));
    json_object_set_new(record, "columns", integer_or_null(pdf->columns));
    json_object_set_new(record, "pages", integer_or_null(pdf->pages));
    json_object_set_new(record, "flags", flags);
    if (pdf->structure != NULL)
        json_object_set_new(record, "structure", extract_structure(pdf->structure));
    if (pdf->front != NULL)
        json_object_set_new(record, "front", extract_front(pdf->front));
    return record;
}

static void append_record(GString *text, const ChairliftPdf *pdf)
{
    json_t *record = make_record(pdf);
    char *json = json_dumps(record, JSON_REAL_PRECISION(CONFIDENCE_DIGITS));
    g_string_append(text, json);
    free(json);
    json_decref(record);
}

static void count(Extraction *extraction, const ChairliftPdf *pdf)
{
    if (pdf->status == CHAIRLIFT_PDF_OK) {
        extraction->done++;
    } else {
        extraction->failed++;
        complain("%s: %s", pdf->file, pdf->message);
    }
}

/* A file of which no picture can be made is one that failed; a folder that is full ends it all. */
static gboolean add_picture(Extraction *extraction, const ChairliftPdf *pdf)
{
    g_autoptr(GError) error = NULL;
    if (extraction->pictures.folder == NULL || pdf->status != CHAIRLIFT_PDF_OK ||
        pictures_add(&extraction->pictures, extraction->pool, pdf->file, &error))
        return TRUE;
    if (g_error_matches(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE)) {
        complain("%s", error->message);
        extraction->failed++;
        return TRUE;
    }
    extraction->error = g_steal_pointer(&error);
    return FALSE;
}

static gboolean write_record(guint index, ChairliftPdf *result, gpointer user_data)
{
    Extraction *extraction = user_data;
    g_autoptr(ChairliftPdf) pdf = result;
    GString *text = extraction->text;
    gboolean done = FALSE;
    count(extraction, pdf);
    g_string_truncate(text, 0);
    if (extraction->as_text) {
        extract_text(text, pdf);
    } else {
        if (extraction->as_array)
            g_string_append(text, index == 0 ? "[\n" : ",\n");
        append_record(text, pdf);
    }
    if (!portion_is_done(&extraction->portion, text->str, text->len, &done, &extraction->error))
        return FALSE;
    if (done)
        return TRUE;
    if (!add_picture(extraction, pdf))
        return FALSE;
    if (!extraction->as_array && !extraction->as_text)
        g_string_append_c(text, '\n');
    return chairlift_output_write(extraction->output, text->str, text->len, &extraction->error);
}

/* ---- the command ----------------------------------------------------------------------------- */

typedef struct Options {
    char *format;
    char *output;
    int timeout;
    gboolean structure;
    char *show;
    char *shard;
    gboolean resume;
    char **arguments;
} Options;

static void options_clear(Options *options)
{
    g_free(options->format);
    g_free(options->output);
    g_free(options->show);
    g_free(options->shard);
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
         "also sections, references, captions, addresses, links, properties, authors, keywords, "
         "and "
         "where they stand",
         NULL},
        {"show", 0, 0, G_OPTION_ARG_FILENAME, &options->show,
         "also draw each file's first page, with what was found in boxes, as FOLDER/NAME.png",
         "FOLDER"},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &options->shard,
         "read one of N equal parts of the files; together they are the whole", "I/N"},
        {"resume", 0, 0, G_OPTION_ARG_NONE, &options->resume,
         "go on where an earlier run that wrote the same file ended, however it did", NULL},
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
    if (options->timeout < 1) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "--timeout %d is too short; give 1 second or more", options->timeout);
        return FALSE;
    }
    if (options->resume && (options->output == NULL ||
                            (options->format != NULL && strcmp(options->format, "jsonl") != 0))) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "--resume goes with --format jsonl and --output FILE");
        return FALSE;
    }
    if (options->arguments == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "name the PDFs to read, or folders of them");
        return FALSE;
    }
    return spares_inputs(options->output, options->arguments, error);
}

/* A PortionFailureFunction. Inside a string the quotation marks would be escaped. */
static gboolean is_failure(const char *line, gsize length)
{
    static const char MARK[] = "\"status\": \"ok\"";
    return memmem(line, length, MARK, strlen(MARK)) == NULL;
}

static gboolean open_output(const Options *options, Extraction *extraction, GError **error)
{
    Portion *portion = &extraction->portion;
    if (!options->resume) {
        extraction->output = chairlift_output_open(options->output, error);
    } else if (portion_read(portion, options->output, 1, is_failure, error)) {
        extraction->output = chairlift_output_resume(options->output, portion->length, error);
    }
    return extraction->output != NULL;
}

/* The files of the shard, without those that are done; ended by NULL. */
static void choose_files(const Options *options, Extraction *extraction, GPtrArray *files)
{
    g_autoptr(GPtrArray) all = list_pdf_files(options->arguments, &extraction->not_found);
    guint64 skip = portion_skip(&extraction->portion);
    for (guint i = extraction->shard; i + 1 < all->len; i += extraction->shards) {
        if (skip > 0)
            skip--;
        else
            g_ptr_array_add(files, g_steal_pointer(&g_ptr_array_index(all, i)));
    }
    g_ptr_array_add(files, NULL);
}

/* FALSE with error set when nothing could be read or written. */
static gboolean extract(const Options *options, Extraction *extraction, GError **error)
{
    ChairliftPdfOptions settings = {.timeout_seconds = (guint)options->timeout,
                                    .structure = options->structure};
    g_autoptr(ChairliftPdfPool) pool = chairlift_pdf_pool_new(&settings, error);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    extraction->pool = pool;
    if (options->shard != NULL &&
        !portion_parse_shard(options->shard, options->arguments, &extraction->shard,
                             &extraction->shards, error))
        return FALSE;
    if (pool == NULL || !open_output(options, extraction, error) ||
        (options->show != NULL && !pictures_open(&extraction->pictures, options->show, error)))
        return FALSE;
    choose_files(options, extraction, files);
    chairlift_pdf_pool_read(pool, (const char *const *)files->pdata, write_record, extraction);
    if (extraction->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&extraction->error));
        return FALSE;
    }
    const char *end = !extraction->as_array ? "" : files->len > 1 ? "\n]\n" : "[]\n";
    return portion_finish(&extraction->portion, error) &&
           chairlift_output_write(extraction->output, end, strlen(end), error) &&
           chairlift_output_commit(extraction->output, error);
}

static void extraction_clear(Extraction *extraction)
{
    chairlift_output_free(extraction->output);
    pictures_clear(&extraction->pictures);
    g_string_free(extraction->text, TRUE);
    portion_clear(&extraction->portion);
    g_clear_error(&extraction->error);
}

int command_extract(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(Options) options = {.timeout = DEFAULT_TIMEOUT};
    Extraction extraction = {.text = g_string_new(NULL), .shards = 1};
    gboolean complete = parse_options(argc, argv, &options, &error);
    if (complete) {
        extraction.as_array = g_strcmp0(options.format, "json") == 0;
        extraction.as_text = g_strcmp0(options.format, "text") == 0;
        complete = extract(&options, &extraction, &error);
    }
    /* What an earlier run has read counts, but for the last ones, which were read again. A part of
     * the files may well hold none, or none that can be read. */
    guint64 before = portion_skip(&extraction.portion);
    gboolean any = extraction.done > 0 || before > extraction.portion.failed ||
                   (options.shard != NULL && extraction.not_found == 0);
    gboolean failed =
        extraction.failed > 0 || extraction.not_found > 0 || extraction.portion.failed > 0;
    extraction_clear(&extraction);
    if (!complete) {
        complain("%s", error->message);
        return EXIT_NOTHING_DONE;
    }
    if (!any)
        return EXIT_NOTHING_DONE;
    return failed ? EXIT_SOME_FAILED : EXIT_DONE;
}
