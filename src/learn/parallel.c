/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parallel.h"

enum { REPORT_INTERVAL = 100 * G_TIME_SPAN_MILLISECOND };

ChairliftRun chairlift_run_new(const ChairliftTrainOptions *options)
{
    return (ChairliftRun){.threads = options->threads,
                          .cancellable = options->cancellable,
                          .progress = options->progress,
                          .progress_data = options->progress_data,
                          .total = 1};
}

void chairlift_run_advance(ChairliftRun *run, double cost)
{
    run->done += cost;
    if (run->progress != NULL)
        run->progress(MIN(run->done / run->total, 1.0), run->progress_data);
}

typedef struct Work {
    ChairliftPieceFunction function;
    gpointer data;
    guint count;
    GCancellable *cancellable;
    GMutex lock;
    GCond ended;    /* a thread has ended */
    guint next;     /* piece to begin; guarded, as all below */
    guint finished; /* pieces */
    guint running;  /* threads */
} Work;

static gpointer run_pieces(gpointer data)
{
    Work *work = data;
    g_mutex_lock(&work->lock);
    while (work->next < work->count && !g_cancellable_is_cancelled(work->cancellable)) {
        guint piece = work->next++;
        g_mutex_unlock(&work->lock);
        work->function(piece, work->data);
        g_mutex_lock(&work->lock);
        work->finished++;
    }
    work->running--;
    g_cond_signal(&work->ended);
    g_mutex_unlock(&work->lock);
    return NULL;
}

/* Waits for the threads and reports meanwhile. */
static void wait_for_threads(ChairliftRun *run, Work *work, double cost)
{
    g_mutex_lock(&work->lock);
    while (work->running > 0) {
        g_cond_wait_until(&work->ended, &work->lock, g_get_monotonic_time() + REPORT_INTERVAL);
        double done = run->done + cost * work->finished / work->count;
        g_mutex_unlock(&work->lock);
        if (run->progress != NULL)
            run->progress(MIN(done / run->total, 1.0), run->progress_data);
        g_mutex_lock(&work->lock);
    }
    g_mutex_unlock(&work->lock);
}

/* Where the system gives no more threads, those that there are do the work. */
static void start_thread(Work *work, GPtrArray *threads)
{
    GThread *thread = g_thread_try_new("learn", run_pieces, work, NULL);
    if (thread != NULL) {
        g_ptr_array_add(threads, thread);
        return;
    }
    g_mutex_lock(&work->lock);
    work->running--;
    g_mutex_unlock(&work->lock);
}

gboolean chairlift_parallel(ChairliftRun *run, guint count, double cost,
                            ChairliftPieceFunction work, gpointer data, GError **error)
{
    Work all = {.function = work, .data = data, .count = count, .cancellable = run->cancellable};
    all.running = CLAMP(run->threads, 1, MAX(count, 1));
    g_autoptr(GPtrArray) threads = g_ptr_array_new();
    g_mutex_init(&all.lock);
    g_cond_init(&all.ended);
    for (guint i = 0, wanted = all.running; i < wanted; i++)
        start_thread(&all, threads);
    if (threads->len == 0) {
        all.running = 1;
        run_pieces(&all);
    }
    wait_for_threads(run, &all, cost);
    for (guint i = 0; i < threads->len; i++)
        g_thread_join(g_ptr_array_index(threads, i));
    g_mutex_clear(&all.lock);
    g_cond_clear(&all.ended);
    run->done += cost;
    return !g_cancellable_set_error_if_cancelled(run->cancellable, error);
}
