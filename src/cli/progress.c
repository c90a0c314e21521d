/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"

#include "data.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "chairlift/paper.h"

enum { BAR_WIDTH = 30, PLAIN_STEPS = 4 };

struct Progress {
    const char *what;
    GCancellable *cancellable;
    gboolean terminal;
    gint64 start;    /* monotonic, microseconds */
    int shown;       /* per mille on a terminal, steps elsewhere */
    gboolean opened; /* a line on the terminal is unfinished */
};

static volatile sig_atomic_t interrupted;

static void note_interruption(int number)
{
    (void)number;
    interrupted = 1;
}

ChairliftCorpus *training_corpus(const char *folder, GError **error)
{
    g_autofree char *own = data_path("corpus");
    g_autofree char *papers = g_build_filename(own, "papers.jsonl", NULL);
    if (folder == NULL && !g_file_test(papers, G_FILE_TEST_EXISTS)) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "%s: there is no corpus; name its folder with --corpus, or make one with "
                    "chairlift corpus",
                    own);
        return NULL;
    }
    return chairlift_corpus_load(folder != NULL ? folder : own, error);
}

GPtrArray *training_venues(const char *folder, const char *id, GError **error)
{
    g_autofree char *directory = NULL;
    if (folder != NULL)
        directory = g_build_filename(folder, "venues", NULL);
    if (directory == NULL || !g_file_test(directory, G_FILE_TEST_IS_DIR)) {
        g_free(directory);
        directory = data_path("corpus/venues");
    }
    g_autoptr(GPtrArray) venues = chairlift_venues_load(directory, error);
    if (venues == NULL || id == NULL || strcmp(id, "all") == 0)
        return g_steal_pointer(&venues);
    for (guint i = venues->len; i-- > 0;) {
        const ChairliftVenue *venue = g_ptr_array_index(venues, i);
        if (strcmp(venue->id, id) != 0)
            g_ptr_array_remove_index(venues, i);
    }
    if (venues->len > 0)
        return g_steal_pointer(&venues);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                "there is no venue \"%s\"; chairlift venues lists them", id);
    return NULL;
}

Progress *progress_new(const char *what)
{
    Progress *progress = g_new0(Progress, 1);
    progress->what = what;
    progress->cancellable = g_cancellable_new();
    progress->terminal = isatty(STDERR_FILENO) != 0;
    progress->start = g_get_monotonic_time();
    progress->shown = -1;
    struct sigaction action = {.sa_handler = note_interruption};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return progress;
}

void progress_end(Progress *progress)
{
    if (progress->opened)
        fputs("\r\033[K", stderr);
    progress->opened = FALSE;
}

void progress_free(Progress *progress)
{
    if (progress == NULL)
        return;
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    progress_end(progress);
    g_object_unref(progress->cancellable);
    g_free(progress);
}

static void show_bar(Progress *progress, double done, double left)
{
    static const char FULL[] = "##############################";
    int per_mille = (int)(1000 * done);
    if (per_mille == progress->shown)
        return;
    progress->shown = per_mille;
    progress->opened = TRUE;
    fprintf(stderr, "\r%s [%-*.*s] %3d %%", progress->what, BAR_WIDTH, (int)(BAR_WIDTH * done),
            FULL, (int)(100 * done));
    if (done > 0.02)
        fprintf(stderr, ", about %d s left\033[K", (int)(left + 0.5));
    fflush(stderr);
}

static void show_line(Progress *progress, double done, double left)
{
    int step = (int)(PLAIN_STEPS * done);
    if (step == progress->shown || step == 0 || step == PLAIN_STEPS)
        return;
    progress->shown = step;
    fprintf(stderr, "%s: %d %% done, about %d s left\n", progress->what, 100 * step / PLAIN_STEPS,
            (int)(left + 0.5));
}

static void show(double done, gpointer data)
{
    Progress *progress = data;
    double elapsed = (double)(g_get_monotonic_time() - progress->start) / G_USEC_PER_SEC;
    double left = done > 0 ? elapsed / done * (1 - done) : 0;
    if (interrupted)
        g_cancellable_cancel(progress->cancellable);
    if (progress->terminal)
        show_bar(progress, done, left);
    else
        show_line(progress, done, left);
}

ChairliftTrainOptions progress_options(Progress *progress, int threads)
{
    return (ChairliftTrainOptions){.threads = (guint)threads,
                                   .cancellable = progress->cancellable,
                                   .progress = show,
                                   .progress_data = progress};
}
