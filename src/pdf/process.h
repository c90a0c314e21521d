/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One worker process as the library sees it: started, given a file, listened to, ended. */
#ifndef CHAIRLIFT_PDF_PROCESS_H
#define CHAIRLIFT_PDF_PROCESS_H

#include "message.h"

#include <sys/types.h>

typedef struct WorkerProcess {
    pid_t pid;         /* 0 when there is none */
    int socket;        /* our end, non-blocking; -1 when there is none */
    gboolean renders;  /* it is one that can make pictures */
    gsize limit;       /* bytes that the body of its answer may have */
    gboolean busy;     /* has a file */
    guint file;        /* index of that file */
    gint64 deadline;   /* monotonic microseconds until which it must have answered */
    GByteArray *reply; /* what has arrived of its answer */
} WorkerProcess;

/* A process that renders takes longer to start, and may open fonts. */
void chairlift_worker_init(WorkerProcess *worker, gboolean renders);

/* Ends the process, if there is one, at once. */
void chairlift_worker_stop(WorkerProcess *worker);

/* Stops it and frees what the struct holds, not the struct. */
void chairlift_worker_clear(WorkerProcess *worker);

/* Hands over an open file, starting the process at path if there is none; the caller still closes
 * the descriptor. FALSE when no process can be started or reached. */
gboolean chairlift_worker_send(WorkerProcess *worker, const char *path, const PdfRequest *request,
                               int descriptor, guint timeout_seconds);

typedef enum WorkerAnswer {
    WORKER_ANSWER_PARTIAL,
    WORKER_ANSWER_COMPLETE, /* the body has arrived; the worker is idle again */
    WORKER_ANSWER_BROKEN    /* the process died or broke the protocol: stop it */
} WorkerAnswer;

/* Reads what the socket has. Sets *body, which belongs to the worker until its next file, and its
 * length when it is complete. */
WorkerAnswer chairlift_worker_receive(WorkerProcess *worker, const guint8 **body, gsize *length);

#endif
