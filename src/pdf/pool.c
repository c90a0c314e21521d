/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pool: which worker reads which file, and what becomes of a file whose worker fails.
 *
 * One thread. Every idle worker gets the next file; then poll() waits for the first answer or the
 * first deadline. Results are handed over in the order of the files, so one that is done early
 * waits for those before it. A worker that fails in any way is killed and replaced, and its file
 * gets the status that says so; no file is tried twice. */
#include "pool.h"

#include <poll.h>
#include <unistd.h>

static const char WORKER_NAME[] = "chairlift-pdf-worker";

enum {
    DEFAULT_TIMEOUT = 20, /* seconds a file */
    MAX_WORKERS = 256
};

/* One call of chairlift_pdf_pool_read. */
typedef struct Batch {
    ChairliftPdfPool *pool;
    const char *const *files; /* [n_files] */
    guint n_files;
    guint next;             /* first file that no worker has had */
    guint delivered;        /* results handed over */
    ChairliftPdf **results; /* [n_files], NULL where there is none yet, or no more */
} Batch;

/* ---- the pool -------------------------------------------------------------------------------- */

static gboolean is_program(const char *path)
{
    return g_file_test(path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test(path, G_FILE_TEST_IS_DIR);
}

/* Path of the worker program: as chosen, by the environment, beside this program, installed. */
static char *find_worker(const char *chosen, GError **error)
{
    if (chosen == NULL)
        chosen = g_getenv("CHAIRLIFT_PDF_WORKER");
    if (chosen != NULL && *chosen != '\0') {
        if (is_program(chosen))
            return g_strdup(chosen);
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: there is no such program to read PDFs with; correct CHAIRLIFT_PDF_WORKER",
                    chosen);
        return NULL;
    }
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    if (self != NULL) {
        g_autofree char *folder = g_path_get_dirname(self);
        g_autofree char *beside = g_build_filename(folder, WORKER_NAME, NULL);
        if (is_program(beside))
            return g_steal_pointer(&beside);
    }
    g_autofree char *installed = g_build_filename(CHAIRLIFT_LIBEXEC_DIR, WORKER_NAME, NULL);
    if (is_program(installed))
        return g_steal_pointer(&installed);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                "%s: the program that reads PDFs is missing; install it, or name it in the "
                "environment variable CHAIRLIFT_PDF_WORKER",
                installed);
    return NULL;
}

ChairliftPdfPool *chairlift_pdf_pool_new(const ChairliftPdfOptions *options, GError **error)
{
    static const ChairliftPdfOptions DEFAULTS = {0};
    if (options == NULL)
        options = &DEFAULTS;
    char *worker = find_worker(options->worker, error);
    if (worker == NULL)
        return NULL;

    ChairliftPdfPool *pool = g_new0(ChairliftPdfPool, 1);
    pool->worker = worker;
    pool->timeout_seconds =
        options->timeout_seconds > 0 ? MIN(options->timeout_seconds, 86400) : DEFAULT_TIMEOUT;
    pool->request.kind = options->traces      ? PDF_REQUEST_TRACES
                         : options->structure ? PDF_REQUEST_STRUCTURE
                                              : PDF_REQUEST_TEXT;
    pool->n_workers = options->workers > 0 ? options->workers : g_get_num_processors();
    pool->n_workers = MIN(pool->n_workers, MAX_WORKERS);
    pool->workers = g_new(WorkerProcess, pool->n_workers);
    for (guint i = 0; i < pool->n_workers; i++)
        chairlift_worker_init(&pool->workers[i], FALSE);
    chairlift_worker_init(&pool->single, FALSE);
    chairlift_worker_init(&pool->renderer, TRUE);
    return pool;
}

void chairlift_pdf_pool_free(ChairliftPdfPool *pool)
{
    if (pool == NULL)
        return;
    for (guint i = 0; i < pool->n_workers; i++)
        chairlift_worker_clear(&pool->workers[i]);
    chairlift_worker_clear(&pool->single);
    chairlift_worker_clear(&pool->renderer);
    g_free(pool->workers);
    g_free(pool->worker);
    g_free(pool);
}

/* ---- one file -------------------------------------------------------------------------------- */

static ChairliftPdf *failure(ChairliftPdfStatus status)
{
    ChairliftPdf *pdf = g_new0(ChairliftPdf, 1);
    pdf->status = status;
    pdf->message = g_strdup(chairlift_pdf_status_message(status));
    return pdf;
}

/* ---- a batch --------------------------------------------------------------------------------- */

/* Gives workers that are idle the next files; those that need no worker get their result. */
static void hand_out(Batch *batch)
{
    ChairliftPdfPool *pool = batch->pool;
    for (guint i = 0; i < pool->n_workers; i++) {
        WorkerProcess *worker = &pool->workers[i];
        while (!worker->busy && batch->next < batch->n_files) {
            guint file = batch->next++;
            int descriptor = chairlift_pdf_open(batch->files[file], &batch->results[file]);
            if (descriptor < 0)
                continue;
            if (chairlift_worker_send(worker, pool->worker, &pool->request, descriptor,
                                      pool->timeout_seconds))
                worker->file = file;
            else
                batch->results[file] = failure(CHAIRLIFT_PDF_CRASHED);
            close(descriptor);
        }
    }
}

/* Milliseconds until the first deadline. */
static int time_to_wait(const ChairliftPdfPool *pool)
{
    gint64 now = g_get_monotonic_time(), first = G_MAXINT64;
    for (guint i = 0; i < pool->n_workers; i++) {
        if (pool->workers[i].busy)
            first = MIN(first, pool->workers[i].deadline);
    }
    return first <= now ? 0 : (int)MIN((first - now) / 1000 + 1, 60L * 1000);
}

/* Looks after one worker that had a file: takes its answer, or gives it up. */
static void attend(Batch *batch, WorkerProcess *worker, gboolean ready)
{
    WorkerAnswer answer = WORKER_ANSWER_PARTIAL;
    ChairliftPdf **result = &batch->results[worker->file];
    const guint8 *body = NULL;
    gsize length = 0;
    if (ready)
        answer = chairlift_worker_receive(worker, &body, &length);
    if (answer == WORKER_ANSWER_COMPLETE)
        *result = chairlift_pdf_reply_decode((const char *)body, length);
    if (*result != NULL)
        return;
    /* One that overran is killed by its limit on processor time, if we are late ourselves. */
    gboolean late = g_get_monotonic_time() >= worker->deadline;
    if (answer != WORKER_ANSWER_PARTIAL || late) {
        *result = failure(late ? CHAIRLIFT_PDF_TIMEOUT : CHAIRLIFT_PDF_CRASHED);
        chairlift_worker_stop(worker);
    }
}

/* Waits until at least one worker has something to say or is out of time. */
static void wait_for_workers(Batch *batch)
{
    ChairliftPdfPool *pool = batch->pool;
    g_autofree struct pollfd *polled = g_new(struct pollfd, pool->n_workers);
    for (guint i = 0; i < pool->n_workers; i++) {
        int socket = pool->workers[i].busy ? pool->workers[i].socket : -1;
        polled[i] = (struct pollfd){.fd = socket, .events = POLLIN};
    }
    if (poll(polled, pool->n_workers, time_to_wait(pool)) < 0)
        return;
    for (guint i = 0; i < pool->n_workers; i++) {
        if (pool->workers[i].busy)
            attend(batch, &pool->workers[i], polled[i].revents != 0);
    }
}

/* Hands over what is ready, in order. FALSE when the receiver has had enough. */
static gboolean deliver(Batch *batch, ChairliftPdfFunction function, gpointer user_data)
{
    while (batch->delivered < batch->n_files && batch->results[batch->delivered] != NULL) {
        guint index = batch->delivered++;
        ChairliftPdf *pdf = g_steal_pointer(&batch->results[index]);
        pdf->file = g_strdup(batch->files[index]);
        if (!function(index, pdf, user_data))
            return FALSE;
    }
    return TRUE;
}

/* Forgets what was begun and will not be asked for. */
static void abandon(Batch *batch)
{
    for (guint i = 0; i < batch->pool->n_workers; i++) {
        if (batch->pool->workers[i].busy)
            chairlift_worker_stop(&batch->pool->workers[i]);
    }
    for (guint i = 0; i < batch->n_files; i++)
        chairlift_pdf_free(batch->results[i]);
}

gboolean chairlift_pdf_pool_read(ChairliftPdfPool *pool, const char *const *files,
                                 ChairliftPdfFunction function, gpointer user_data)
{
    Batch batch = {.pool = pool, .files = files};
    while (files[batch.n_files] != NULL)
        batch.n_files++;
    g_autofree ChairliftPdf **results = g_new0(ChairliftPdf *, batch.n_files);
    batch.results = results;

    gboolean wanted = TRUE;
    while (wanted && batch.delivered < batch.n_files) {
        hand_out(&batch);
        if (batch.results[batch.delivered] == NULL)
            wait_for_workers(&batch);
        wanted = deliver(&batch, function, user_data);
    }
    abandon(&batch);
    return wanted;
}
