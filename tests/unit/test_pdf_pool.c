/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pool of workers when workers fail in every way. This program is its own worker: started by
 * the pool, with a socket as standard input, it does to each file what the file says. */
#include "pdf/picture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/pdf.h"

/* ---- the worker ------------------------------------------------------------------------------ */

static int receive(guint8 request[CHAIRLIFT_PDF_REQUEST_SIZE])
{
    char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
    struct iovec part = {request, CHAIRLIFT_PDF_REQUEST_SIZE};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    if (recvmsg(STDIN_FILENO, &message, 0) != CHAIRLIFT_PDF_REQUEST_SIZE)
        exit(0);
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
    return descriptor;
}

static void answer(const void *bytes, size_t length)
{
    if (send(STDIN_FILENO, bytes, length, MSG_NOSIGNAL) != (ssize_t)length)
        exit(1);
}

static void answer_well(const char *title)
{
    ChairliftPdf pdf = {.pages = 3, .title = (char *)title, .title_confidence = 0.5};
    gsize length;
    g_autofree char *reply = chairlift_pdf_reply_encode(&pdf, &length);
    answer(reply, length);
}

/* A complete frame around any body. */
static void answer_body(const char *body)
{
    guint32 length = GUINT32_TO_LE((guint32)strlen(body));
    answer(&length, sizeof length);
    answer(body, strlen(body));
}

/* A PNG of one pixel, as cairo writes it. */
static const guint8 PIXEL[] = {
    0x89, 'P',  'N',  'G',  '\r', '\n', 0x1A, '\n', 0,    0,    0,    13,   'I',  'H',
    'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    2,    0,    0,
    0,    0x90, 0x77, 0x53, 0xDE, 0,    0,    0,    12,   'I',  'D',  'A',  'T',  0x08,
    0xD7, 0x63, 0xF8, 0xFF, 0xFF, 0x3F, 0,    0x05, 0xFE, 0x02, 0xFE, 0xDC, 0xCC, 0x59,
    0xE7, 0,    0,    0,    0,    'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};

/* A picture of which the last bytes are missing. */
static void answer_picture(gsize missing)
{
    g_autoptr(GBytes) png = g_bytes_new_static(PIXEL, sizeof PIXEL - missing);
    ChairliftPdfPicture picture = {.png = png, .page_width = 595.276, .page_height = 841.89};
    gsize length;
    g_autofree char *reply = chairlift_pdf_picture_encode(CHAIRLIFT_PDF_OK, &picture, &length);
    answer(reply, length);
}

static void answer_without_picture(ChairliftPdfStatus status)
{
    gsize length;
    g_autofree char *reply = chairlift_pdf_picture_encode(status, NULL, &length);
    answer(reply, length);
}

static void eat_memory(void)
{
    for (;;) {
        char *block = malloc(16 * 1024 * 1024);
        if (block == NULL)
            abort();
        memset(block, 1, 16 * 1024 * 1024);
        __asm__ volatile("" : : "r"(block) : "memory");
    }
}

static void obey(const char *order)
{
    if (strcmp(order, "crash") == 0)
        abort();
    else if (strcmp(order, "exit") == 0)
        exit(0);
    else if (strcmp(order, "loop") == 0)
        for (volatile guint i = 0;; i++)
            continue;
    else if (strcmp(order, "sleep") == 0)
        sleep(3600);
    else if (strcmp(order, "memory") == 0)
        eat_memory();
    else if (strcmp(order, "garbage") == 0)
        answer_body("\001\002garbage\377");
    else if (strcmp(order, "huge") == 0)
        answer("\377\377\377\377", 4);
    else if (strcmp(order, "half") == 0) {
        answer("\100\000\000\000{\"sta", 9);
        exit(0);
    } else if (strcmp(order, "picture") == 0)
        answer_picture(0);
    else if (strcmp(order, "half picture") == 0)
        answer_picture(1);
    else if (strcmp(order, "no page") == 0)
        answer_without_picture(CHAIRLIFT_PDF_OK);
    else if (strcmp(order, "locked") == 0)
        answer_without_picture(CHAIRLIFT_PDF_PASSWORD);
    else if (strcmp(order, "wrong") == 0)
        answer_body("{\"status\":0,\"pages\":-1}");
    else
        answer_well(order);
}

static int work(void)
{
    for (;;) {
        char text[64] = {0};
        guint8 request[CHAIRLIFT_PDF_REQUEST_SIZE];
        int descriptor = receive(request);
        if (pread(descriptor, text, sizeof text - 1, 0) < 0)
            return 1;
        close(descriptor);
        obey(text + strlen("%PDF-1.4 "));
    }
}

/* ---- the tests ------------------------------------------------------------------------------- */

typedef struct Fixture {
    char *folder;
    GPtrArray *files;   /* of paths, ended by NULL when read */
    GPtrArray *results; /* of ChairliftPdf */
    guint stop_after;   /* results; 0 for never */
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->folder = g_dir_make_tmp("chairlift-XXXXXX", NULL);
    fixture->files = g_ptr_array_new_with_free_func(g_free);
    fixture->results = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_pdf_free);
    g_assert_nonnull(fixture->folder);
}

static void tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint i = 0; i < fixture->files->len; i++) {
        if (g_ptr_array_index(fixture->files, i) != NULL)
            g_unlink(g_ptr_array_index(fixture->files, i));
    }
    g_rmdir(fixture->folder);
    g_ptr_array_unref(fixture->files);
    g_ptr_array_unref(fixture->results);
    g_free(fixture->folder);
}

static void add_bytes(Fixture *fixture, const char *bytes)
{
    g_autofree char *name = g_strdup_printf("%u.pdf", fixture->files->len);
    char *path = g_build_filename(fixture->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
    g_ptr_array_add(fixture->files, path);
}

static void add(Fixture *fixture, const char *order)
{
    g_autofree char *bytes = g_strconcat("%PDF-1.4 ", order, NULL);
    add_bytes(fixture, bytes);
}

static gboolean collect(guint index, ChairliftPdf *pdf, gpointer data)
{
    Fixture *fixture = data;
    g_assert_cmpuint(index, ==, fixture->results->len);
    g_assert_cmpstr(pdf->file, ==, g_ptr_array_index(fixture->files, index));
    g_ptr_array_add(fixture->results, pdf);
    return fixture->results->len != fixture->stop_after;
}

static gboolean read_all(Fixture *fixture, guint workers, guint seconds)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    ChairliftPdfOptions options = {.workers = workers, .timeout_seconds = seconds, .worker = self};
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftPdfPool) pool = chairlift_pdf_pool_new(&options, &error);
    g_assert_no_error(error);
    g_ptr_array_add(fixture->files, NULL);
    return chairlift_pdf_pool_read(pool, (const char *const *)fixture->files->pdata, collect,
                                   fixture);
}

static void expect(const Fixture *fixture, guint index, ChairliftPdfStatus status,
                   const char *title)
{
    const ChairliftPdf *pdf = g_ptr_array_index(fixture->results, index);
    g_assert_cmpstr(chairlift_pdf_status_name(pdf->status), ==, chairlift_pdf_status_name(status));
    g_assert_cmpstr(pdf->title, ==, title);
    g_assert_true((pdf->message == NULL) == (status == CHAIRLIFT_PDF_OK));
}

/* Every fault costs its own file and no other. */
static void test_faults(Fixture *fixture, gconstpointer data)
{
    static const char *const FAULTS[] = {"crash", "exit", "memory", "garbage",
                                         "huge",  "half", "wrong"};
    (void)data;
    for (guint i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
        add(fixture, "before");
        add(fixture, FAULTS[i]);
    }
    add(fixture, "after");
    g_assert_true(read_all(fixture, 2, 20));
    g_assert_cmpuint(fixture->results->len, ==, 2 * G_N_ELEMENTS(FAULTS) + 1);
    for (guint i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
        expect(fixture, 2 * i, CHAIRLIFT_PDF_OK, "before");
        expect(fixture, 2 * i + 1, CHAIRLIFT_PDF_CRASHED, NULL);
    }
    expect(fixture, 2 * G_N_ELEMENTS(FAULTS), CHAIRLIFT_PDF_OK, "after");
}

static void test_timeout(Fixture *fixture, gconstpointer data)
{
    (void)data;
    add(fixture, "loop");
    add(fixture, "one");
    add(fixture, "sleep");
    add(fixture, "two");
    gint64 start = g_get_monotonic_time();
    g_assert_true(read_all(fixture, 2, 1));
    g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_USEC_PER_SEC);
    expect(fixture, 0, CHAIRLIFT_PDF_TIMEOUT, NULL);
    expect(fixture, 1, CHAIRLIFT_PDF_OK, "one");
    expect(fixture, 2, CHAIRLIFT_PDF_TIMEOUT, NULL);
    expect(fixture, 3, CHAIRLIFT_PDF_OK, "two");
}

static void test_thousand(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint i = 0; i < 1000; i++) {
        g_autofree char *title = g_strdup_printf("paper %u", i);
        add(fixture, i == 500 ? "crash" : title);
    }
    g_assert_true(read_all(fixture, 3, 20));
    g_assert_cmpuint(fixture->results->len, ==, 1000);
    for (guint i = 0; i < 1000; i++) {
        g_autofree char *title = g_strdup_printf("paper %u", i);
        expect(fixture, i, i == 500 ? CHAIRLIFT_PDF_CRASHED : CHAIRLIFT_PDF_OK,
               i == 500 ? NULL : title);
    }
}

/* One picture after the other, of which each fault costs its own. */
static void test_render(Fixture *fixture, gconstpointer data)
{
    static const struct {
        const char *order, *message; /* no message: a picture */
    } CASES[] = {{"picture", NULL},        {"crash", "died"},
                 {"picture", NULL},        {"half picture", "nonsense"},
                 {"no page", "no page 7"}, {"locked", "password"},
                 {"loop", "too long"},     {"huge", "nonsense"},
                 {"picture", NULL}};
    (void)data;
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    ChairliftPdfOptions options = {.workers = 1, .timeout_seconds = 1, .worker = self};
    g_autoptr(ChairliftPdfPool) pool = chairlift_pdf_pool_new(&options, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GError) error = NULL;
        add(fixture, CASES[i].order);
        const char *file = g_ptr_array_index(fixture->files, i);
        g_autoptr(ChairliftPdfPicture) picture =
            chairlift_pdf_pool_render(pool, file, 7, 100, &error);
        if (CASES[i].message == NULL) {
            g_assert_no_error(error);
            g_assert_cmpuint(picture->pixel_width, ==, 1);
            g_assert_cmpuint(g_bytes_get_size(picture->png), ==, sizeof PIXEL);
            g_assert_cmpfloat_with_epsilon(picture->page_height, 841.89, 0.001);
        } else {
            g_assert_null(picture);
            g_assert_nonnull(strstr(error->message, CASES[i].message));
            g_assert_true(g_str_has_prefix(error->message, file));
        }
    }
}

/* Nothing but a PNG passes: any byte that says how it is built, if another, is noticed. */
static void test_picture(void)
{
    static const gsize BUILD[] = {0, 3, 7, 11, 12, 15, 16, 20, 24, 25, 26, 28, 36, 37, 40, 60, 64};
    g_autoptr(GBytes) png = g_bytes_new_static(PIXEL, sizeof PIXEL);
    ChairliftPdfPicture picture = {.png = png, .page_width = 10, .page_height = 10};
    gsize length;
    g_autofree char *reply = chairlift_pdf_picture_encode(CHAIRLIFT_PDF_OK, &picture, &length);
    guint8 *body = (guint8 *)reply + CHAIRLIFT_PDF_REPLY_HEADER;
    length -= CHAIRLIFT_PDF_REPLY_HEADER;
    ChairliftPdfStatus status;
    ChairliftPdfPicture *read = NULL;
    g_assert_true(chairlift_pdf_picture_decode(body, length, &status, &read));
    g_clear_pointer(&read, chairlift_pdf_picture_free);
    for (gsize i = 0; i < G_N_ELEMENTS(BUILD); i++) {
        body[9 + BUILD[i]] ^= 0x80;
        g_assert_false(chairlift_pdf_picture_decode(body, length, &status, &read));
        body[9 + BUILD[i]] ^= 0x80;
    }
    for (gsize cut = 2; cut < length; cut++)
        g_assert_false(chairlift_pdf_picture_decode(body, cut, &status, &read));
}

static void test_files(Fixture *fixture, gconstpointer data)
{
    (void)data;
    add_bytes(fixture, "");
    add_bytes(fixture, "Dear chairs, please find my paper attached.");
    g_ptr_array_add(fixture->files, g_strdup("/nonexistent/paper.pdf"));
    g_ptr_array_add(fixture->files, g_strdup("/dev/null"));
    add(fixture, "good");
    g_assert_true(read_all(fixture, 1, 20));
    expect(fixture, 0, CHAIRLIFT_PDF_EMPTY, NULL);
    expect(fixture, 1, CHAIRLIFT_PDF_NOT_A_PDF, NULL);
    expect(fixture, 2, CHAIRLIFT_PDF_UNREADABLE_FILE, NULL);
    expect(fixture, 3, CHAIRLIFT_PDF_UNREADABLE_FILE, NULL);
    expect(fixture, 4, CHAIRLIFT_PDF_OK, "good");
    g_clear_pointer(&fixture->files->pdata[3], g_free); /* /dev/null stays */
}

static void test_stop(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint i = 0; i < 20; i++)
        add(fixture, "paper");
    fixture->stop_after = 3;
    g_assert_false(read_all(fixture, 2, 20));
    g_assert_cmpuint(fixture->results->len, ==, 3);
}

static void test_no_worker(void)
{
    ChairliftPdfOptions options = {.worker = "/nonexistent/worker"};
    g_autoptr(GError) error = NULL;
    g_assert_null(chairlift_pdf_pool_new(&options, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE);
    g_assert_nonnull(strstr(error->message, "/nonexistent/worker"));
}

/* What is encoded is decoded, and nothing else is. */
static void test_message(void)
{
    ChairliftPdf pdf = {.pages = 9,
                        .notes = CHAIRLIFT_PDF_LONG,
                        .title = (char *)"T\303\274re \"quoted\"",
                        .abstract = (char *)"An abstract.",
                        .title_confidence = 0.25,
                        .abstract_confidence = 1};
    gsize length;
    g_autofree char *reply = chairlift_pdf_reply_encode(&pdf, &length);
    g_assert_cmpuint(chairlift_pdf_reply_length((const guint8 *)reply, CHAIRLIFT_PDF_REPLY_LIMIT),
                     ==, length - CHAIRLIFT_PDF_REPLY_HEADER);
    g_assert_cmpuint(chairlift_pdf_reply_length((const guint8 *)reply, 10), ==, 0);
    const char *body = reply + CHAIRLIFT_PDF_REPLY_HEADER;
    length -= CHAIRLIFT_PDF_REPLY_HEADER;
    g_autoptr(ChairliftPdf) read = chairlift_pdf_reply_decode(body, length);
    g_assert_nonnull(read);
    g_assert_cmpstr(read->title, ==, pdf.title);
    g_assert_cmpstr(read->abstract, ==, pdf.abstract);
    g_assert_cmpuint(read->pages, ==, 9);
    g_assert_cmpuint(read->notes, ==, CHAIRLIFT_PDF_LONG);
    g_assert_cmpfloat(read->title_confidence, ==, 0.25);
    for (gsize cut = 0; cut < length; cut++)
        g_assert_null(chairlift_pdf_reply_decode(body, cut));
}

static void test_structure_message(void)
{
    g_autoptr(ChairliftPdfStructure) structure = chairlift_pdf_structure_new();
    ChairliftPdfSection *section = g_new0(ChairliftPdfSection, 1);
    *section = (ChairliftPdfSection){g_strdup("1 Introduction"), 2, 0.5};
    g_ptr_array_add(structure->sections, section);
    g_ptr_array_add(structure->links, g_strdup("https://example.org/"));
    structure->references_page = 7;
    structure->tables = 3;
    ChairliftPdf pdf = {.structure = structure};
    gsize length;
    g_autofree char *reply = chairlift_pdf_reply_encode(&pdf, &length);
    g_autoptr(ChairliftPdf) read = chairlift_pdf_reply_decode(reply + CHAIRLIFT_PDF_REPLY_HEADER,
                                                              length - CHAIRLIFT_PDF_REPLY_HEADER);
    g_assert_nonnull(read);
    g_assert_cmpuint(read->structure->sections->len, ==, 1);
    const ChairliftPdfSection *again = g_ptr_array_index(read->structure->sections, 0);
    g_assert_cmpstr(again->title, ==, "1 Introduction");
    g_assert_cmpuint(again->page, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(read->structure->links, 0), ==, "https://example.org/");
    g_assert_cmpuint(read->structure->references_page, ==, 7);
    g_assert_cmpuint(read->structure->tables, ==, 3);

    /* A position beyond the page. */
    section->position = 1.5;
    g_autofree char *wrong = chairlift_pdf_reply_encode(&pdf, &length);
    g_assert_null(chairlift_pdf_reply_decode(wrong + CHAIRLIFT_PDF_REPLY_HEADER,
                                             length - CHAIRLIFT_PDF_REPLY_HEADER));
}

static void test_paper(void)
{
    ChairliftPdf good = {.file = (char *)"papers/Gulls 3.PDF",
                         .title = (char *)"Gulls",
                         .title_confidence = 0.9,
                         .text = (char *)"What the first page says instead.",
                         .pages = 4};
    g_autoptr(ChairliftPaper) paper = chairlift_pdf_to_paper(&good);
    g_assert_cmpstr(paper->id, ==, "Gulls 3");
    g_assert_cmpstr(paper->source, ==, "papers/Gulls 3.PDF");
    g_assert_cmpstr(paper->abstract, ==, "What the first page says instead.");
    g_assert_cmpuint(paper->flags & CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN, !=, 0);
    g_assert_cmpuint(paper->flags & CHAIRLIFT_PAPER_NO_ABSTRACT, !=, 0);
    g_assert_cmpuint(paper->flags & CHAIRLIFT_PAPER_TITLE_UNCERTAIN, ==, 0);
    g_assert_null(paper->failure);

    /* What is hardly an abstract gives way to the text, and what may be one does not. */
    ChairliftPdf doubtful = good;
    doubtful.abstract = (char *)"Perhaps an abstract.";
    doubtful.abstract_confidence = 0.1;
    g_autoptr(ChairliftPaper) replaced = chairlift_pdf_to_paper(&doubtful);
    g_assert_cmpstr(replaced->abstract, ==, good.text);
    g_assert_cmpuint(replaced->flags & CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN, !=, 0);
    g_assert_cmpuint(replaced->flags & CHAIRLIFT_PAPER_NO_ABSTRACT, ==, 0);
    doubtful.abstract_confidence = 0.4;
    g_autoptr(ChairliftPaper) kept = chairlift_pdf_to_paper(&doubtful);
    g_assert_cmpstr(kept->abstract, ==, doubtful.abstract);
    g_assert_cmpuint(kept->flags & CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN, !=, 0);

    ChairliftPdf bad = {.file = (char *)"x.pdf", .status = CHAIRLIFT_PDF_PASSWORD};
    g_autoptr(ChairliftPaper) failed = chairlift_pdf_to_paper(&bad);
    g_assert_nonnull(failed->failure);
    g_assert_nonnull(strstr(failed->failure, "password"));
}

int main(int argc, char **argv)
{
    struct stat input;
    if (fstat(STDIN_FILENO, &input) == 0 && S_ISSOCK(input.st_mode))
        return work();
    g_test_init(&argc, &argv, NULL);
    g_test_add("/pdf/pool/faults", Fixture, NULL, set_up, test_faults, tear_down);
    g_test_add("/pdf/pool/timeout", Fixture, NULL, set_up, test_timeout, tear_down);
    g_test_add("/pdf/pool/thousand", Fixture, NULL, set_up, test_thousand, tear_down);
    g_test_add("/pdf/pool/render", Fixture, NULL, set_up, test_render, tear_down);
    g_test_add_func("/pdf/pool/picture", test_picture);
    g_test_add("/pdf/pool/files", Fixture, NULL, set_up, test_files, tear_down);
    g_test_add("/pdf/pool/stop", Fixture, NULL, set_up, test_stop, tear_down);
    g_test_add_func("/pdf/pool/no-worker", test_no_worker);
    g_test_add_func("/pdf/pool/message", test_message);
    g_test_add_func("/pdf/pool/structure-message", test_structure_message);
    g_test_add_func("/pdf/pool/paper", test_paper);
    return g_test_run();
}
