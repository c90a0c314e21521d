/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker starts with nothing of ours but one end of a socket as its standard input: no other
 * descriptor, no environment, limits on memory and on what it may write. What it gives up by itself
 * (system calls, file system) is in worker_confine.c. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER 1
#endif
#endif

/* Memory of a worker: several times what the largest papers need. */
#define MEMORY_LIMIT_MB 1024

/* The address sanitizer reserves terabytes of address space, and has a limit of its own. */
#ifdef ADDRESS_SANITIZER
static char *const ENVIRONMENT[] = {
    (char[]){"LC_ALL=C.UTF-8"},
    (char[]){"ASAN_OPTIONS=detect_leaks=0:hard_rss_limit_mb=" G_STRINGIFY(MEMORY_LIMIT_MB)}, NULL};
#else
static char *const ENVIRONMENT[] = {(char[]){"LC_ALL=C.UTF-8"}, NULL};
#endif

void chairlift_worker_init(WorkerProcess *worker, gboolean renders)
{
    *worker = (WorkerProcess){.socket = -1, .renders = renders, .reply = g_byte_array_new()};
}

void chairlift_worker_stop(WorkerProcess *worker)
{
    if (worker->socket >= 0)
        close(worker->socket);
    worker->socket = -1;
    if (worker->pid > 0) {
        kill(worker->pid, SIGKILL);
        while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    worker->pid = 0;
    worker->busy = FALSE;
}

void chairlift_worker_clear(WorkerProcess *worker)
{
    chairlift_worker_stop(worker);
    g_byte_array_unref(worker->reply);
}

static void limit(int resource, rlim_t value)
{
    struct rlimit both = {.rlim_cur = value, .rlim_max = value};
    setrlimit(resource, &both);
}

/* In the child, between fork and exec: only what is safe after a fork of a program with threads. */
static void become_worker(const char *path, gboolean renders, int channel, int nowhere)
{
    static char render[] = "render";
    char *const arguments[] = {(char *)path, renders ? render : NULL, NULL};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
#ifndef ADDRESS_SANITIZER
    limit(RLIMIT_AS, (rlim_t)MEMORY_LIMIT_MB * 1024 * 1024);
    int errors = nowhere;
#else
    int errors = STDERR_FILENO; /* where the sanitizers report */
#endif
    signal(SIGPIPE, SIG_DFL);
    if (dup2(channel, STDIN_FILENO) < 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
        dup2(errors, STDERR_FILENO) < 0)
        _exit(127);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    execve(path, arguments, ENVIRONMENT);
    _exit(127);
}

static gboolean start(WorkerProcess *worker, const char *path)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return FALSE;
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    pid_t pid = nowhere >= 0 ? fork() : -1;
    if (pid == 0)
        become_worker(path, worker->renders, ends[1], nowhere);
    close(ends[1]);
    if (nowhere >= 0)
        close(nowhere);
    if (pid < 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
        close(ends[0]);
        return FALSE;
    }
    worker->pid = pid;
    worker->socket = ends[0];
    return TRUE;
}

/* Allows the process as much more processor time as it has time by the clock: a second net, for
 * when this process is stopped or killed while the worker runs on. */
static void limit_processor_time(pid_t pid, guint seconds)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return;
    rlim_t allowed = (rlim_t)used.tv_sec + seconds + 2;
    struct rlimit soft = {.rlim_cur = allowed, .rlim_max = RLIM_INFINITY};
    prlimit(pid, RLIMIT_CPU, &soft, NULL);
}

static gboolean send_request(int socket, const PdfRequest *request, int descriptor)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control = {{0}};
    guint8 bytes[CHAIRLIFT_PDF_REQUEST_SIZE];
    chairlift_pdf_request_encode(request, bytes);
    struct iovec part = {.iov_base = bytes, .iov_len = sizeof bytes};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);

    ssize_t sent;
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == sizeof bytes;
}

gboolean chairlift_worker_send(WorkerProcess *worker, const char *path, const PdfRequest *request,
                               int descriptor, guint timeout_seconds)
{
    /* An idle worker may have died unnoticed; a new one is tried once. */
    for (int attempt = 0; attempt < 2; attempt++) {
        if (worker->pid == 0 && !start(worker, path))
            return FALSE;
        if (send_request(worker->socket, request, descriptor)) {
            limit_processor_time(worker->pid, timeout_seconds);
            worker->busy = TRUE;
            worker->limit = chairlift_pdf_reply_limit(request->kind);
            worker->deadline = g_get_monotonic_time() + (gint64)timeout_seconds * G_USEC_PER_SEC;
            g_byte_array_set_size(worker->reply, 0);
            return TRUE;
        }
        chairlift_worker_stop(worker);
    }
    return FALSE;
}

/* Bytes that the answer needs in all, as far as is known; 0 when it is wrong. */
static gsize reply_size(const WorkerProcess *worker)
{
    if (worker->reply->len < CHAIRLIFT_PDF_REPLY_HEADER)
        return CHAIRLIFT_PDF_REPLY_HEADER;
    gsize body = chairlift_pdf_reply_length(worker->reply->data, worker->limit);
    return body > 0 ? CHAIRLIFT_PDF_REPLY_HEADER + body : 0;
}

WorkerAnswer chairlift_worker_receive(WorkerProcess *worker, const guint8 **body, gsize *length)
{
    guint8 bytes[16384];
    for (;;) {
        gsize size = reply_size(worker);
        if (size == 0)
            return WORKER_ANSWER_BROKEN;
        if (size > CHAIRLIFT_PDF_REPLY_HEADER && worker->reply->len == size)
            break;
        gsize wanted = MIN(size - worker->reply->len, sizeof bytes);
        ssize_t got = recv(worker->socket, bytes, wanted, 0);
        if (got > 0)
            g_byte_array_append(worker->reply, bytes, (guint)got);
        else if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return WORKER_ANSWER_PARTIAL;
        else if (got == 0 || errno != EINTR)
            return WORKER_ANSWER_BROKEN;
    }
    *body = worker->reply->data + CHAIRLIFT_PDF_REPLY_HEADER;
    *length = worker->reply->len - CHAIRLIFT_PDF_REPLY_HEADER;
    worker->busy = FALSE;
    return WORKER_ANSWER_COMPLETE;
}
