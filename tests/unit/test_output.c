/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output files that appear whole or not at all. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chairlift/exchange.h"

static char *folder; /* for the files of one test */

static char *path_in(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void set_up(void)
{
    GError *error = NULL;
    folder = g_dir_make_tmp("chairlift-XXXXXX", &error);
    g_assert_no_error(error);
}

/* Removes what the test has left, which must be these files (NULL-terminated, sorted) alone. */
static void tear_down(const char *const *expected)
{
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    guint found = 0;
    const char *name;
    while ((name = g_dir_read_name(directory)) != NULL) {
        g_autofree char *path = path_in(name);
        if (!g_strv_contains(expected, name))
            g_error("%s was left behind", path);
        found++;
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    g_assert_cmpuint(found, ==, g_strv_length((char **)expected));
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_clear_pointer(&folder, g_free);
}

static void check_contents(const char *path, const char *expected)
{
    g_autofree char *contents = NULL;
    g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
    g_assert_cmpstr(contents, ==, expected);
}

static void write_file(const char *path, const char *text)
{
    GError *error = NULL;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(path, &error);
    g_assert_no_error(error);
    g_assert_true(chairlift_output_write(output, text, strlen(text), &error));
    g_assert_true(chairlift_output_commit(output, &error));
}

static void test_commit(void)
{
    set_up();
    g_autofree char *path = path_in("out.json");
    write_file(path, "first");
    check_contents(path, "first");
    struct stat status;
    g_assert_cmpint(g_stat(path, &status), ==, 0);
    mode_t mask = umask(0);
    umask(mask);
    g_assert_cmpuint(status.st_mode & 0777, ==, 0666 & ~mask);
    /* what is replaced keeps its permissions, and stays until the end */
    g_assert_cmpint(g_chmod(path, 0640), ==, 0);
    GError *error = NULL;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(path, &error);
    g_autofree char *large = g_strnfill(200000, 'x');
    g_assert_true(chairlift_output_write(output, large, 200000, &error));
    g_assert_true(chairlift_output_flush(output, &error));
    check_contents(path, "first");
    g_assert_true(chairlift_output_commit(output, &error));
    check_contents(path, large);
    g_assert_cmpint(g_stat(path, &status), ==, 0);
    g_assert_cmpuint(status.st_mode & 0777, ==, 0640);
    tear_down((const char *const[]){"out.json", NULL});
}

static void test_abort(void)
{
    set_up();
    g_autofree char *path = path_in("out.json");
    g_autofree char *fresh = path_in("fresh.json");
    write_file(path, "kept");
    GError *error = NULL;
    ChairliftOutput *output = chairlift_output_open(path, &error);
    g_assert_true(chairlift_output_write(output, "lost", 4, &error));
    g_assert_true(chairlift_output_flush(output, &error));
    chairlift_output_free(output);
    output = chairlift_output_open(fresh, &error);
    g_assert_true(chairlift_output_write(output, "lost", 4, &error));
    chairlift_output_free(output);
    check_contents(path, "kept");
    tear_down((const char *const[]){"out.json", NULL});
}

/* Killed in the middle of writing, it leaves nothing either. */
static void test_killed(void)
{
    set_up();
    g_autofree char *path = path_in("out.json");
    pid_t child = fork();
    if (child == 0) {
        ChairliftOutput *output = chairlift_output_open(path, NULL);
        chairlift_output_write(output, "lost", 4, NULL);
        chairlift_output_flush(output, NULL);
        kill(getpid(), SIGKILL);
    }
    g_assert_cmpint(child, >, 0);
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFSIGNALED(status));
    tear_down((const char *const[]){NULL});
}

static void test_link(void)
{
    set_up();
    g_autofree char *path = path_in("real.json");
    g_autofree char *link = path_in("link.json");
    write_file(path, "old");
    g_assert_cmpint(symlink("real.json", link), ==, 0);
    write_file(link, "new");
    check_contents(path, "new");
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    tear_down((const char *const[]){"link.json", "real.json", NULL});
}

static void check_open_fails(const char *path, const char *what)
{
    g_autoptr(GError) error = NULL;
    ChairliftOutput *output = chairlift_output_open(path, &error);
    g_assert_null(output);
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT);
    g_assert_true(g_str_has_prefix(error->message, path));
    g_assert_nonnull(strstr(error->message, what));
}

static void test_unwritable(void)
{
    set_up();
    g_autofree char *missing = path_in("no/such/folder.json");
    check_open_fails(missing, "create the folder first");
    check_open_fails(folder, "Is a directory");
    check_open_fails("/proc/version/x", "Not a directory");
    tear_down((const char *const[]){NULL});
}

static void test_full_disk(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftOutput) output = chairlift_output_open("/dev/full", &error);
    g_assert_no_error(error);
    g_assert_true(chairlift_output_write(output, "text", 4, &error));
    g_assert_false(chairlift_output_commit(output, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_OUTPUT);
    g_assert_nonnull(strstr(error->message, "/dev/full: cannot be written: No space left"));
}

/* A file that cannot grow any more, as on a disk that becomes full, leaves the old one in place. */
static void test_full_in_the_middle(void)
{
    set_up();
    g_autofree char *path = path_in("out.json");
    write_file(path, "kept");
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(path, &error);
    g_assert_no_error(error);
    struct rlimit before;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    const struct rlimit small = {100000, before.rlim_max};
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
    g_autofree char *large = g_strnfill(300000, 'x');
    gboolean written = chairlift_output_write(output, large, 300000, &error);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
    g_assert_false(written);
    g_assert_nonnull(strstr(error->message, "make room or write elsewhere"));
    check_contents(path, "kept");
    tear_down((const char *const[]){"out.json", NULL});
}

static void test_closed_pipe(void)
{
    set_up();
    g_autofree char *path = path_in("pipe");
    g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    int reader = g_open(path, O_RDONLY | O_NONBLOCK, 0);
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftOutput) output = chairlift_output_open(path, &error);
    g_assert_no_error(error);
    close(reader);
    g_assert_true(chairlift_output_write(output, "text", 4, &error));
    g_assert_false(chairlift_output_flush(output, &error));
    g_assert_nonnull(strstr(error->message, "its reader stopped reading"));
    tear_down((const char *const[]){"pipe", NULL});
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    g_test_add_func("/output/commit", test_commit);
    g_test_add_func("/output/abort", test_abort);
    g_test_add_func("/output/killed", test_killed);
    g_test_add_func("/output/link", test_link);
    g_test_add_func("/output/unwritable", test_unwritable);
    g_test_add_func("/output/full-disk", test_full_disk);
    g_test_add_func("/output/full-in-the-middle", test_full_in_the_middle);
    g_test_add_func("/output/closed-pipe", test_closed_pipe);
    return g_test_run();
}
