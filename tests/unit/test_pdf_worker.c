/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real worker program: what it can still do when it reads, as the kernel tells. */
#include "pdf/picture.h"
#include "pdf/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static char *proc_file(pid_t pid, const char *name)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/%s", (int)pid, name);
    char *contents = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(path, &contents, &length, NULL));
    return contents;
}

static guint count_descriptors(pid_t pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/fd", (int)pid);
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    g_assert_nonnull(folder);
    guint n = 0;
    while (g_dir_read_name(folder) != NULL)
        n++;
    return n;
}

/* Asks about one file. Returns the body of the answer, which the worker holds. */
static const guint8 *ask(WorkerProcess *worker, const char *program, const PdfRequest *request,
                         const char *path, gsize *length)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    g_assert_cmpint(descriptor, >=, 0);
    g_assert_true(chairlift_worker_send(worker, program, request, descriptor, 20));
    close(descriptor);
    const guint8 *body = NULL;
    WorkerAnswer answer = WORKER_ANSWER_PARTIAL;
    while (answer == WORKER_ANSWER_PARTIAL) {
        struct pollfd polled = {.fd = worker->socket, .events = POLLIN};
        g_assert_cmpint(poll(&polled, 1, 20000), ==, 1);
        answer = chairlift_worker_receive(worker, &body, length);
    }
    g_assert_cmpint(answer, ==, WORKER_ANSWER_COMPLETE);
    return body;
}

static ChairliftPdf *read_one(WorkerProcess *worker, const char *program, const char *path)
{
    const PdfRequest request = {.kind = PDF_REQUEST_STRUCTURE};
    gsize length = 0;
    const guint8 *body = ask(worker, program, &request, path, &length);
    ChairliftPdf *pdf = chairlift_pdf_reply_decode((const char *)body, length);
    g_assert_nonnull(pdf);
    return pdf;
}

/* A filter is in force, the environment is empty, and of descriptors there are the socket and twice
 * nothing. */
static void expect_confined(pid_t pid)
{
    g_autofree char *status = proc_file(pid, "status");
    g_assert_nonnull(strstr(status, "\nSeccomp:\t2\n"));
    g_assert_nonnull(strstr(status, "\nNoNewPrivs:\t1\n"));
    g_autofree char *environment = proc_file(pid, "environ");
    g_assert_cmpstr(environment, ==, "LC_ALL=C.UTF-8");
    g_assert_cmpuint(count_descriptors(pid), ==, 3);
}

static void test_confined(void)
{
    const char *program = g_getenv("CHAIRLIFT_PDF_WORKER");
    if (program == NULL) {
        g_test_skip("CHAIRLIFT_PDF_WORKER is not set");
        return;
    }
    g_autofree char *paper =
        g_test_build_filename(G_TEST_DIST, "fixtures", "pdf", "run-in.pdf", NULL);
    g_setenv("CHAIRLIFT_TEST_SECRET", "a secret", TRUE);
    WorkerProcess worker;
    chairlift_worker_init(&worker, FALSE);

    /* Two files by one process. */
    g_autoptr(ChairliftPdf) first = read_one(&worker, program, paper);
    pid_t pid = worker.pid;
    g_autoptr(ChairliftPdf) second = read_one(&worker, program, paper);
    g_assert_cmpint(worker.pid, ==, pid);
    g_assert_cmpstr(first->title, ==, "On the Folding of Sails by Untrained Networks");
    g_assert_cmpstr(second->abstract, ==, first->abstract);

    expect_confined(pid);
    chairlift_worker_clear(&worker);
    g_assert_cmpint(kill(pid, 0), ==, -1);
}

/* Pages are drawn in a process that is confined likewise. */
static void test_draws_confined(void)
{
    const char *program = g_getenv("CHAIRLIFT_PDF_WORKER");
    if (program == NULL) {
        g_test_skip("CHAIRLIFT_PDF_WORKER is not set");
        return;
    }
    g_autofree char *paper =
        g_test_build_filename(G_TEST_DIST, "fixtures", "pdf", "structure.pdf", NULL);
    WorkerProcess worker;
    chairlift_worker_init(&worker, TRUE);
    for (guint page = 1; page <= 3; page++) { /* there are two */
        const PdfRequest request = {.kind = PDF_REQUEST_RENDER, .page = page, .width = 306};
        gsize length = 0;
        const guint8 *body = ask(&worker, program, &request, paper, &length);
        ChairliftPdfStatus status;
        ChairliftPdfPicture *read = NULL;
        g_assert_true(chairlift_pdf_picture_decode(body, length, &status, &read));
        g_autoptr(ChairliftPdfPicture) picture = read;
        g_assert_cmpint(status, ==, CHAIRLIFT_PDF_OK);
        g_assert_true((picture != NULL) == (page <= 2));
        if (picture != NULL)
            g_assert_cmpuint(picture->pixel_width, ==, 306);
    }
    expect_confined(worker.pid);
    chairlift_worker_clear(&worker);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/worker/confined", test_confined);
    g_test_add_func("/pdf/worker/draws-confined", test_draws_confined);
    return g_test_run();
}
