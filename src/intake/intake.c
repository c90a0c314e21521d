/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/intake.h"

#include "files.h"
#include "intake_pdf.h"
#include "recognise.h"
#include "unique_ids.h"

#include <string.h>

typedef struct Intake {
    const ChairliftIntakeOptions *options;
    ChairliftPaperFunction function;
    gpointer user_data;
    ChairliftIntakeCounts *counts;
    ChairliftUniqueIds *ids;
    ChairliftPdfBatch *pdfs; /* files that wait to be read together */
    gboolean only;           /* there is one file, and the user named it */
    gboolean one_paper;      /* and it is one paper, a PDF or a text */
    gboolean stopped;        /* by function */
    guint64 duplicates;
    char *first_duplicate; /* the source of it */
    guint64 left_out;      /* files in folders that are no papers */
    char *first_left_out;  /* its name, and the reason where that is not plain */
    GError *error;         /* why the only file gives nothing */
} Intake;

static void warn(const char *message, gpointer user_data)
{
    const Intake *intake = user_data;
    if (intake->options->warning != NULL)
        intake->options->warning(message, intake->options->warning_data);
}

/* Where all papers pass through. */
static gboolean deliver(ChairliftPaper *paper, gpointer user_data)
{
    Intake *intake = user_data;
    if (intake->one_paper && paper->failure != NULL) {
        g_set_error(&intake->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: %s",
                    paper->source, paper->failure);
        chairlift_paper_free(paper);
        return FALSE;
    }
    if (!chairlift_unique_ids_register(intake->ids, paper) && intake->duplicates++ == 0)
        intake->first_duplicate = g_strdup(paper->source);
    intake->counts->papers++;
    intake->counts->failed += paper->failure != NULL;
    intake->stopped = !intake->function(paper, intake->user_data);
    return !intake->stopped;
}

/* What a file that cannot be read, or not to its end, comes to: a failed paper, whose source is the
 * place that the message begins with, or the failure of everything when it is all there was. Takes
 * the error. */
static void fail(Intake *intake, const char *path, GError *error)
{
    if (intake->only && intake->counts->papers == 0) {
        intake->error = error;
        return;
    }
    const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
    const char *reason = error->message;
    gsize place = g_str_has_prefix(reason, name) ? strlen(name) : 0;
    if (place > 0 && reason[place] == ':' && g_ascii_isdigit(reason[place + 1]))
        place += 1 + strspn(reason + place + 1, "0123456789");
    g_autofree char *source = place > 0 ? g_strndup(reason, place) : g_strdup(name);
    if (place > 0 && g_str_has_prefix(reason + place, ": "))
        reason += place + 2;
    g_autofree char *id = chairlift_paper_file_id(name);
    ChairliftPaper *paper = chairlift_paper_new(id, source);
    chairlift_paper_set_failure(paper, "%s", reason);
    chairlift_paper_finish(paper);
    g_error_free(error);
    deliver(paper, intake);
}

/* Whether a file in a folder is meant to be read, by its name. */
static gboolean has_paper_name(const char *path)
{
    static const char *const SUFFIXES[] = {".pdf", ".json", ".jsonl", ".ndjson",
                                           ".csv", ".tsv",  ".txt"};
    for (gsize i = 0; i < G_N_ELEMENTS(SUFFIXES); i++) {
        g_autofree char *compressed = g_strconcat(SUFFIXES[i], ".gz", NULL);
        if (chairlift_has_suffix(path, SUFFIXES[i]) || chairlift_has_suffix(path, compressed))
            return TRUE;
    }
    return FALSE;
}

static void leave_out(Intake *intake, const char *which)
{
    if (intake->left_out++ == 0)
        intake->first_left_out = g_strdup(which);
}

/* Reads the PDFs that wait, so that what comes after them is handed over after them. FALSE, with
 * intake->error set, when no PDF can be read at all. */
static gboolean read_pdfs(Intake *intake)
{
    return intake->stopped || intake->error != NULL ||
           chairlift_pdf_batch_read(intake->pdfs, deliver, intake, &intake->error);
}

/* Reads an input that is no plain PDF file. */
static gboolean read_input(Intake *intake, ChairliftInput *input, ChairliftKind kind,
                           const char *remedy, GError **error)
{
    const ChairliftPaperSink sink = {deliver, warn, intake};
    const char *name = chairlift_input_name(input);
    guint64 before = intake->counts->papers;
    gboolean done = TRUE;
    switch (kind) {
    case CHAIRLIFT_KIND_JSON:
        done = chairlift_papers_read_json(input, &sink, error);
        break;
    case CHAIRLIFT_KIND_CSV:
        done = chairlift_papers_read_csv(input, &sink, error);
        break;
    case CHAIRLIFT_KIND_TEXT:
        done = chairlift_papers_read_text(input, &sink, error);
        break;
    case CHAIRLIFT_KIND_EMPTY:
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s: is empty; give a file that holds papers", name);
        return FALSE;
    case CHAIRLIFT_KIND_FOREIGN:
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s: %s", name, remedy);
        return FALSE;
    case CHAIRLIFT_KIND_PDF:
        return chairlift_pdf_batch_add_input(intake->pdfs, input, error);
    }
    if (done && intake->counts->papers == before && !intake->stopped) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_NO_PAPERS,
                    "%s: holds no papers to judge", name);
        return FALSE;
    }
    return done;
}

/* Reads one file, or puts it to the PDFs that wait. */
static gboolean read_file(Intake *intake, const ChairliftInputFile *file, GError **error)
{
    if (file->problem != NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, file->problem);
        return FALSE;
    }
    g_autoptr(ChairliftInput) input = chairlift_input_open(file->path, error);
    gsize length = 0;
    const char *bytes = input != NULL ? chairlift_input_peek(input, &length, error) : NULL;
    if (bytes == NULL)
        return FALSE;
    const char *remedy = NULL;
    ChairliftKind kind = chairlift_recognise(file->path, bytes, length, &remedy);
    /* A file that calls itself a PDF and is none is a broken paper, not a text. */
    if (chairlift_has_suffix(file->path, ".pdf"))
        kind = CHAIRLIFT_KIND_PDF;
    intake->one_paper = intake->only && (kind == CHAIRLIFT_KIND_PDF || kind == CHAIRLIFT_KIND_TEXT);
    if (kind == CHAIRLIFT_KIND_PDF && chairlift_input_is_plain_file(input)) {
        chairlift_pdf_batch_add(intake->pdfs, file->path);
        return TRUE;
    }
    if (!file->named && !has_paper_name(file->path) && kind != CHAIRLIFT_KIND_CSV) {
        leave_out(intake, file->path);
        return TRUE;
    }
    return !read_pdfs(intake) || intake->stopped || read_input(intake, input, kind, remedy, error);
}

static void warn_of_all(Intake *intake)
{
    if (intake->duplicates > 0) {
        g_autofree char *message = g_strdup_printf(
            "%" G_GUINT64_FORMAT " paper%s the id of an earlier one and got \"~2\" or more added "
            "to it; the first is at %s",
            intake->duplicates, intake->duplicates == 1 ? " has" : "s have",
            intake->first_duplicate);
        warn(message, intake);
    }
    if (intake->left_out > 0) {
        g_autofree char *message = g_strdup_printf(
            "left out %" G_GUINT64_FORMAT " file%s without papers; the first is %s",
            intake->left_out, intake->left_out == 1 ? "" : "s", intake->first_left_out);
        warn(message, intake);
    }
}

/* The files of all inputs. */
static GPtrArray *find_files(const char *const *inputs)
{
    GPtrArray *files = chairlift_files_new();
    for (; *inputs != NULL; inputs++)
        chairlift_files_find(*inputs, files);
    return files;
}

static void read_files(Intake *intake, const GPtrArray *files)
{
    for (guint i = 0; i < files->len && !intake->stopped && intake->error == NULL; i++) {
        const ChairliftInputFile *file = g_ptr_array_index(files, i);
        GError *error = NULL;
        if (read_file(intake, file, &error))
            continue;
        /* Beside its papers, a folder may hold tables of chairs, scores, settings. */
        if (!file->named && g_error_matches(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_NO_PAPERS)) {
            leave_out(intake, error->message);
            g_error_free(error);
        } else {
            fail(intake, file->path, error);
        }
    }
    read_pdfs(intake);
}

gboolean chairlift_intake_read(const char *const *inputs, const ChairliftIntakeOptions *options,
                               ChairliftPaperFunction function, gpointer user_data,
                               ChairliftIntakeCounts *counts, GError **error)
{
    static const ChairliftIntakeOptions DEFAULTS = {0};
    ChairliftIntakeCounts own_counts = {0};
    Intake intake = {.options = options != NULL ? options : &DEFAULTS,
                     .function = function,
                     .user_data = user_data,
                     .counts = counts != NULL ? counts : &own_counts};
    *intake.counts = (ChairliftIntakeCounts){0};
    g_autoptr(GPtrArray) files = find_files(inputs);
    g_autoptr(ChairliftUniqueIds) ids = chairlift_unique_ids_new();
    g_autoptr(ChairliftPdfBatch) pdfs = chairlift_pdf_batch_new(intake.options->pdf);
    intake.ids = ids;
    intake.pdfs = pdfs;
    intake.only = files->len == 1 && ((ChairliftInputFile *)g_ptr_array_index(files, 0))->named;
    read_files(&intake, files);
    warn_of_all(&intake);
    if (intake.error == NULL && intake.counts->papers == 0 && !intake.stopped)
        g_set_error(&intake.error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: holds no papers (files that are PDF, JSON, CSV or text)",
                    inputs[0] != NULL ? inputs[0] : "nothing");
    g_free(intake.first_duplicate);
    g_free(intake.first_left_out);
    if (intake.error != NULL) {
        g_propagate_error(error, intake.error);
        return FALSE;
    }
    return TRUE;
}
