/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/intake.h"

#include "files.h"
#include "intake_pdf.h"
#include "mapper.h"
#include "recognise.h"
#include "unique_ids.h"

#include <string.h>

typedef struct Intake {
    const ChairliftIntakeOptions *options;
    ChairliftPaperFunction function; /* NULL where there is a mapper */
    gpointer user_data;
    ChairliftMapper *mapper;
    ChairliftIntakeCounts *counts;
    ChairliftUniqueIds *ids;
    ChairliftPdfBatch *pdfs; /* files that wait to be read together */
    guint pdfs_waiting;      /* how many */
    guint64 file;            /* number of the one that is read, from 0 */
    guint64 row;             /* papers of it that came, where they are its units */
    gboolean by_row;         /* they are */
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

/* Whether a unit of the file (a record, a row, or 0 for the whole of it) belongs to the shard. */
static gboolean is_in_shard(const Intake *intake, guint64 unit)
{
    return intake->options->shards == 0 ||
           (intake->file + unit) % intake->options->shards == intake->options->shard;
}

/* Counts a paper, and sees to it that its id is unique: a ChairliftEnrolFunction. */
static gboolean enrol(ChairliftPaper *paper, char **id, gpointer user_data)
{
    Intake *intake = user_data;
    *id = chairlift_unique_ids_claim(intake->ids, paper->id);
    if (*id != NULL) {
        paper->flags |= CHAIRLIFT_PAPER_DUPLICATE_ID;
        if (intake->duplicates++ == 0)
            intake->first_duplicate = g_strdup(paper->source);
    }
    intake->counts->papers++;
    intake->counts->failed += paper->failure != NULL;
    return intake->counts->papers > intake->options->skip;
}

/* Hands a paper over without threads. */
static gboolean hand_over(Intake *intake, ChairliftPaper *paper)
{
    char *id = NULL;
    gboolean wanted = enrol(paper, &id, intake);
    if (id != NULL) {
        g_free(paper->id);
        paper->id = id;
    }
    if (!wanted) {
        chairlift_paper_free(paper);
        return TRUE;
    }
    return intake->function(paper, intake->user_data);
}

/* Where all papers pass through, but for plain records that threads read. */
static gboolean deliver(ChairliftPaper *paper, gpointer user_data)
{
    Intake *intake = user_data;
    if (intake->one_paper && paper->failure != NULL) {
        g_set_error(&intake->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: %s",
                    paper->source, paper->failure);
        chairlift_paper_free(paper);
        return FALSE;
    }
    if (intake->by_row && !is_in_shard(intake, intake->row++)) {
        chairlift_paper_free(paper);
        return TRUE;
    }
    if (intake->mapper == NULL)
        intake->stopped = !hand_over(intake, paper);
    else if (!chairlift_mapper_add_paper(intake->mapper, paper))
        intake->stopped = TRUE;
    return !intake->stopped;
}

/* Likewise, for papers that take long to read: what is known is handed over at once. */
static gboolean deliver_slow(ChairliftPaper *paper, gpointer user_data)
{
    Intake *intake = user_data;
    if (!deliver(paper, intake))
        return FALSE;
    if (intake->mapper != NULL)
        intake->stopped = !chairlift_mapper_drain(intake->mapper);
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
    intake->by_row = FALSE;
    if (!is_in_shard(intake, 0)) {
        g_error_free(error);
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
    intake->pdfs_waiting = 0;
    return intake->stopped || intake->error != NULL ||
           chairlift_pdf_batch_read(intake->pdfs, deliver_slow, intake, &intake->error);
}

/* Puts a PDF to those that wait, unless it need not be read. */
static void add_pdf(Intake *intake, const char *path)
{
    if (intake->counts->papers + intake->pdfs_waiting < intake->options->skip) {
        g_autofree char *id = chairlift_paper_file_id(path);
        deliver(chairlift_paper_new(id, path), intake);
        return;
    }
    chairlift_pdf_batch_add(intake->pdfs, path);
    intake->pdfs_waiting++;
}

/* What a JSON file's records are read for. */
typedef struct JsonFile {
    Intake *intake;
    ChairliftJsonPapers *papers;
} JsonFile;

static gboolean take_record(const ChairliftJsonRecord *record, gpointer user_data)
{
    const JsonFile *file = user_data;
    Intake *intake = file->intake;
    if (!is_in_shard(intake, record->number - 1))
        return TRUE;
    if (intake->mapper == NULL)
        return chairlift_json_papers_take(file->papers, record);
    intake->stopped = !chairlift_mapper_add_record(intake->mapper, file->papers, record);
    return !intake->stopped;
}

static gboolean read_json(Intake *intake, ChairliftInput *input, const ChairliftPaperSink *sink,
                          GError **error)
{
    g_autoptr(ChairliftJsonPapers) papers = intake->options->lines
                                                ? chairlift_json_papers_new_lines(input, sink)
                                                : chairlift_json_papers_new(input, sink);
    JsonFile file = {intake, papers};
    gboolean done = chairlift_json_papers_read(papers, take_record, &file, error);
    if (intake->mapper != NULL)
        intake->stopped = !chairlift_mapper_drain(intake->mapper) || intake->stopped;
    return chairlift_json_papers_finish(papers, error) && done;
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
        done = read_json(intake, input, &sink, error);
        break;
    case CHAIRLIFT_KIND_CSV:
        intake->by_row = TRUE;
        done = chairlift_papers_read_csv(input, &sink, error);
        intake->by_row = FALSE;
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
    if (done && intake->counts->papers == before && !intake->stopped &&
        intake->options->shards == 0) {
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
    if (input != NULL && intake->options->lines) {
        const ChairliftPaperSink sink = {deliver, warn, intake};
        return read_json(intake, input, &sink, error);
    }
    gsize length = 0;
    const char *bytes = input != NULL ? chairlift_input_peek(input, &length, error) : NULL;
    if (bytes == NULL)
        return FALSE;
    const char *remedy = NULL;
    ChairliftKind kind = chairlift_recognise(file->path, bytes, length, &remedy);
    /* A file that calls itself a PDF and is none is a broken paper, not a text. */
    if (chairlift_has_suffix(file->path, ".pdf"))
        kind = CHAIRLIFT_KIND_PDF;
    intake->row = 0;
    gboolean whole = kind == CHAIRLIFT_KIND_PDF || kind == CHAIRLIFT_KIND_TEXT;
    if (whole && !is_in_shard(intake, 0))
        return TRUE;
    intake->one_paper = intake->only && (kind == CHAIRLIFT_KIND_PDF || kind == CHAIRLIFT_KIND_TEXT);
    if (kind == CHAIRLIFT_KIND_PDF && chairlift_input_is_plain_file(input)) {
        add_pdf(intake, file->path);
        return TRUE;
    }
    if (!file->named && !has_paper_name(file->path)) {
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
        intake->file = i;
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

/* Reads everything, with what hands the papers over set up. */
static gboolean run(Intake *intake, const char *const *inputs, GError **error)
{
    g_autoptr(GPtrArray) files = find_files(inputs);
    g_autoptr(ChairliftUniqueIds) ids = chairlift_unique_ids_new();
    g_autoptr(ChairliftPdfBatch) pdfs = chairlift_pdf_batch_new(intake->options->pdf);
    *intake->counts = (ChairliftIntakeCounts){0};
    intake->ids = ids;
    intake->pdfs = pdfs;
    intake->only = files->len == 1 && ((ChairliftInputFile *)g_ptr_array_index(files, 0))->named;
    read_files(intake, files);
    if (intake->mapper != NULL)
        intake->stopped = !chairlift_mapper_drain(intake->mapper) || intake->stopped;
    warn_of_all(intake);
    if (intake->error == NULL && intake->counts->papers == 0 && !intake->stopped &&
        intake->options->shards == 0 && !intake->options->lines)
        g_set_error(&intake->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: holds no papers (files that are PDF, JSON, CSV or text)",
                    inputs[0] != NULL ? inputs[0] : "nothing");
    g_free(intake->first_duplicate);
    g_free(intake->first_left_out);
    if (intake->error != NULL) {
        g_propagate_error(error, intake->error);
        return FALSE;
    }
    return TRUE;
}

static const ChairliftIntakeOptions DEFAULTS = {0};

gboolean chairlift_intake_read(const char *const *inputs, const ChairliftIntakeOptions *options,
                               ChairliftPaperFunction function, gpointer user_data,
                               ChairliftIntakeCounts *counts, GError **error)
{
    ChairliftIntakeCounts own_counts = {0};
    Intake intake = {.options = options != NULL ? options : &DEFAULTS,
                     .function = function,
                     .user_data = user_data,
                     .counts = counts != NULL ? counts : &own_counts};
    return run(&intake, inputs, error);
}

gboolean chairlift_intake_map(const char *const *inputs, const ChairliftIntakeOptions *options,
                              const ChairliftMapping *mapping, ChairliftIntakeCounts *counts,
                              GError **error)
{
    ChairliftIntakeCounts own_counts = {0};
    Intake intake = {.options = options != NULL ? options : &DEFAULTS,
                     .counts = counts != NULL ? counts : &own_counts};
    g_autoptr(ChairliftMapper) mapper = chairlift_mapper_new(mapping, enrol, &intake);
    intake.mapper = mapper;
    if (!run(&intake, inputs, error))
        return FALSE;
    GError *why = chairlift_mapper_take_error(mapper);
    if (why == NULL)
        return TRUE;
    g_propagate_error(error, why);
    return FALSE;
}
