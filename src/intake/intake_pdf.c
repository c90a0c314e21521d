/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_pdf.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGEST_PDF = 512 * 1024 * 1024 }; /* bytes, of one that is held in memory */

typedef struct WaitingPdf {
    char *path; /* to open */
    char *name; /* NULL, or what the user called it, where that is something else */
    int memory; /* file descriptor of the memory behind path, or -1 */
} WaitingPdf;

struct ChairliftPdfBatch {
    const ChairliftPdfOptions *options;
    ChairliftPdfPool *pool; /* made when the first PDF is read */
    GPtrArray *waiting;     /* of WaitingPdf */
    ChairliftPaperFunction function;
    gpointer user_data;
};

static void waiting_free(WaitingPdf *waiting)
{
    g_free(waiting->path);
    g_free(waiting->name);
    if (waiting->memory >= 0)
        close(waiting->memory);
    g_free(waiting);
}

ChairliftPdfBatch *chairlift_pdf_batch_new(const ChairliftPdfOptions *options)
{
    ChairliftPdfBatch *batch = g_new0(ChairliftPdfBatch, 1);
    batch->options = options;
    batch->waiting = g_ptr_array_new_with_free_func((GDestroyNotify)waiting_free);
    return batch;
}

void chairlift_pdf_batch_free(ChairliftPdfBatch *batch)
{
    if (batch == NULL)
        return;
    g_ptr_array_unref(batch->waiting);
    chairlift_pdf_pool_free(batch->pool);
    g_free(batch);
}

static WaitingPdf *add(ChairliftPdfBatch *batch, const char *path)
{
    WaitingPdf *waiting = g_new0(WaitingPdf, 1);
    waiting->path = g_strdup(path);
    waiting->memory = -1;
    g_ptr_array_add(batch->waiting, waiting);
    return waiting;
}

void chairlift_pdf_batch_add(ChairliftPdfBatch *batch, const char *path)
{
    add(batch, path);
}

static gboolean write_all(int descriptor, const char *bytes, gsize length)
{
    while (length > 0) {
        gssize written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return FALSE;
        bytes += written;
        length -= (gsize)written;
    }
    return TRUE;
}

/* Submissions are confidential, so they go to memory and not to a temporary file. */
gboolean chairlift_pdf_batch_add_input(ChairliftPdfBatch *batch, ChairliftInput *input,
                                       GError **error)
{
    const char *name = chairlift_input_name(input);
    int memory = memfd_create("chairlift", MFD_CLOEXEC);
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", memory);
    WaitingPdf *waiting = add(batch, path);
    waiting->name = g_strdup(name);
    waiting->memory = memory;
    gsize size = 0;
    for (;;) {
        const char *bytes;
        gsize length;
        if (!chairlift_input_next(input, &bytes, &length, error))
            break;
        if (length == 0)
            return TRUE;
        size += length;
        if (size > LARGEST_PDF || !write_all(memory, bytes, length)) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                        "%s: the PDF cannot be held in memory; save it as a file", name);
            break;
        }
    }
    g_ptr_array_remove_index(batch->waiting, batch->waiting->len - 1);
    return FALSE;
}

static gboolean hand_over(guint index, ChairliftPdf *result, gpointer user_data)
{
    ChairliftPdfBatch *batch = user_data;
    g_autoptr(ChairliftPdf) pdf = result;
    const WaitingPdf *waiting = g_ptr_array_index(batch->waiting, index);
    ChairliftPaper *paper = chairlift_pdf_to_paper(pdf);
    if (waiting->name != NULL) {
        g_free(paper->id);
        g_free(paper->source);
        paper->id = chairlift_paper_file_id(waiting->name);
        paper->source = g_utf8_make_valid(waiting->name, -1);
    }
    return batch->function(paper, batch->user_data);
}

gboolean chairlift_pdf_batch_read(ChairliftPdfBatch *batch, ChairliftPaperFunction function,
                                  gpointer user_data, GError **error)
{
    if (batch->waiting->len == 0)
        return TRUE;
    if (batch->pool == NULL)
        batch->pool = chairlift_pdf_pool_new(batch->options, error);
    if (batch->pool == NULL)
        return FALSE;
    batch->function = function;
    batch->user_data = user_data;
    g_autofree const char **files = g_new0(const char *, batch->waiting->len + 1);
    for (guint i = 0; i < batch->waiting->len; i++)
        files[i] = ((WaitingPdf *)g_ptr_array_index(batch->waiting, i))->path;
    chairlift_pdf_pool_read(batch->pool, files, hand_over, batch);
    g_ptr_array_set_size(batch->waiting, 0);
    return TRUE;
}
