/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question about one file, outside of batches. */
#include "pool.h"

#include <poll.h>
#include <unistd.h>

static WorkerProcess *worker_for(ChairliftPdfPool *pool, const PdfRequest *request)
{
    gboolean renders = request->kind == PDF_REQUEST_RENDER || request->kind == PDF_REQUEST_SHOW;
    return renders ? &pool->renderer : &pool->single;
}

static void set_error(GError **error, const char *file, const char *message)
{
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: %s", file, message);
}

static WorkerAnswer wait_for(WorkerProcess *worker, const guint8 **body, gsize *length)
{
    WorkerAnswer answer = WORKER_ANSWER_PARTIAL;
    while (answer == WORKER_ANSWER_PARTIAL) {
        gint64 left = worker->deadline - g_get_monotonic_time();
        if (left <= 0)
            break;
        struct pollfd polled = {.fd = worker->socket, .events = POLLIN};
        if (poll(&polled, 1, (int)MIN(left / 1000 + 1, 60L * 1000)) > 0)
            answer = chairlift_worker_receive(worker, body, length);
    }
    return answer;
}

const guint8 *chairlift_pdf_pool_ask(ChairliftPdfPool *pool, const char *file,
                                     const PdfRequest *request, gsize *length, GError **error)
{
    g_autoptr(ChairliftPdf) wrong = NULL;
    int descriptor = chairlift_pdf_open(file, &wrong);
    if (descriptor < 0) {
        set_error(error, file, wrong->message);
        return NULL;
    }
    WorkerProcess *worker = worker_for(pool, request);
    gboolean sent =
        chairlift_worker_send(worker, pool->worker, request, descriptor, pool->timeout_seconds);
    close(descriptor);
    const guint8 *body = NULL;
    WorkerAnswer answer = sent ? wait_for(worker, &body, length) : WORKER_ANSWER_BROKEN;
    if (answer == WORKER_ANSWER_COMPLETE)
        return body;
    chairlift_worker_stop(worker);
    set_error(error, file,
              chairlift_pdf_status_message(
                  answer == WORKER_ANSWER_PARTIAL ? CHAIRLIFT_PDF_TIMEOUT : CHAIRLIFT_PDF_CRASHED));
    return NULL;
}

void chairlift_pdf_pool_refuse(ChairliftPdfPool *pool, const char *file, const PdfRequest *request,
                               GError **error)
{
    chairlift_worker_stop(worker_for(pool, request));
    set_error(error, file, chairlift_pdf_status_message(CHAIRLIFT_PDF_CRASHED));
}
