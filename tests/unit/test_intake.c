/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/recognise.h"
#include "intake/unique_ids.h"
#include "papers_read.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/intake.h"

/* A folder for one test, with files in it. */
typedef struct Folder {
    char *path;
} Folder;

static void folder_init(Folder *folder)
{
    GError *error = NULL;
    folder->path = g_dir_make_tmp("chairlift-XXXXXX", &error);
    g_assert_no_error(error);
}

static void folder_clear(Folder *folder)
{
    const char *const argv[] = {"rm", "-rf", "--", folder->path, NULL};
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
    g_free(folder->path);
}

static char *path_in(const Folder *folder, const char *name)
{
    return g_build_filename(folder->path, name, NULL);
}

static void put(const Folder *folder, const char *name, const char *text)
{
    GError *error = NULL;
    g_autofree char *path = path_in(folder, name);
    g_autofree char *parent = g_path_get_dirname(path);
    g_mkdir_with_parents(parent, 0700);
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
}

typedef struct Run {
    PapersRead read;
    ChairliftIntakeCounts counts;
} Run;

/* Reads up to three inputs of a folder (names that begin with "/" or are "-" as they stand). */
static void run(Run *run, const Folder *folder, const char *first, const char *second,
                const char *third)
{
    const char *names[] = {first, second, third};
    char *inputs[4] = {NULL};
    for (int i = 0; i < 3 && names[i] != NULL; i++)
        inputs[i] = *names[i] == '/' ? g_strdup(names[i]) : path_in(folder, names[i]);
    guint most = run->read.most;
    papers_read_init(&run->read);
    run->read.most = most;
    const ChairliftIntakeOptions options = {.warning = keep_warning, .warning_data = &run->read};
    run->read.done = chairlift_intake_read((const char *const *)inputs, &options, keep_paper,
                                           &run->read, &run->counts, &run->read.error);
    g_assert_true(run->read.done == (run->read.error == NULL));
    g_assert_cmpuint(run->counts.papers, ==, run->read.papers->len);
    for (int i = 0; i < 3; i++)
        g_free(inputs[i]);
}

static void run_clear(Run *run)
{
    papers_read_clear(&run->read);
}

#define RECORD(id) "{\"id\":\"" id "\",\"title\":\"T\",\"abstract\":\"A\"}\n"

/* All ids, joined by a space. */
static char *ids_of(const PapersRead *read)
{
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint i = 0; i < read->papers->len; i++)
        g_string_append_printf(ids, "%s%s", i == 0 ? "" : " ", paper_at(read, i)->id);
    return g_strdup(ids->str);
}

static void test_folder_order(void)
{
    Folder folder;
    Run all = {0};
    folder_init(&folder);
    put(&folder, "b.jsonl", RECORD("b1") RECORD("b2"));
    put(&folder, "a.csv", "id,title,abstract\na1,T,A\n");
    put(&folder, "sub/c.txt", "T\n\nA");
    put(&folder, ".hidden.jsonl", RECORD("hidden"));
    put(&folder, ".git/d.jsonl", RECORD("hidden"));
    put(&folder, "README.md", "Not a paper, though it says:\nid, title, abstract\n1,T,A\n");
    put(&folder, "chairs.csv", "name,topics\nIda,all\n");
    put(&folder, "settings.json", "{\"colour\":\"blue\"}");
    put(&folder, "z.txt", "T\n\nA");
    run(&all, &folder, "", NULL, NULL);
    g_assert_no_error(all.read.error);
    g_autofree char *ids = ids_of(&all.read);
    g_assert_cmpstr(ids, ==, "a1 b1 b2 c z");
    g_assert_cmpuint(all.counts.failed, ==, 0);
    g_assert_cmpuint(all.read.warnings->len, ==, 1);
    assert_contains((char *)g_ptr_array_index(all.read.warnings, 0), "left out 3 files");
    run_clear(&all);

    /* named by the user, it is read */
    run(&all, &folder, "README.md", NULL, NULL);
    g_assert_cmpuint(all.counts.papers, ==, 1);
    run_clear(&all);
    folder_clear(&folder);
}

static void test_loops_and_pipes(void)
{
    Folder folder;
    Run all = {0};
    folder_init(&folder);
    put(&folder, "sub/a.jsonl", RECORD("a"));
    g_autofree char *loop = path_in(&folder, "sub/loop");
    g_autofree char *nothing = path_in(&folder, "sub/nothing.pdf");
    g_autofree char *pipe = path_in(&folder, "sub/pipe.json");
    g_assert_cmpint(symlink("..", loop), ==, 0);
    g_assert_cmpint(symlink("missing", nothing), ==, 0);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    run(&all, &folder, "", NULL, NULL);
    g_assert_no_error(all.read.error);
    g_autofree char *ids = ids_of(&all.read);
    g_assert_cmpstr(ids, ==, "a nothing");
    assert_contains(paper_at(&all.read, 1)->failure, "No such file");
    run_clear(&all);

    /* 2^28 ways lead to the last folder, and its paper is read once */
    for (int i = 0; i < 28; i++) {
        g_autofree char *from = g_strdup_printf("ways/%d/x", i);
        g_autofree char *other = g_strdup_printf("ways/%d/y", i);
        g_autofree char *to = g_strdup_printf("../%d", i + 1);
        g_autofree char *parent = g_strdup_printf("ways/%d/keep", i);
        g_autofree char *first = path_in(&folder, from);
        g_autofree char *second = path_in(&folder, other);
        put(&folder, parent, "");
        g_assert_cmpint(symlink(to, first), ==, 0);
        g_assert_cmpint(symlink(to, second), ==, 0);
    }
    put(&folder, "ways/28/b.jsonl", RECORD("b"));
    run(&all, &folder, "ways", NULL, NULL);
    g_assert_no_error(all.read.error);
    g_assert_cmpuint(all.counts.papers, ==, 1);
    run_clear(&all);
    folder_clear(&folder);
}

static void test_failures(void)
{
    Folder folder;
    Run all = {0};
    folder_init(&folder);
    put(&folder, "good.jsonl", RECORD("a"));
    put(&folder, "cut.json", "[" RECORD("b") ",\n{\"id\":");
    put(&folder, "empty", "");
    g_autofree char *hollow = path_in(&folder, "hollow");
    g_mkdir(hollow, 0700);

    run(&all, &folder, "missing.json", "cut.json", "good.jsonl");
    g_assert_no_error(all.read.error);
    g_autofree char *ids = ids_of(&all.read);
    g_assert_cmpstr(ids, ==, "missing b cut a");
    g_assert_cmpuint(all.counts.failed, ==, 2);
    assert_contains(paper_at(&all.read, 0)->failure, "cannot be opened");
    assert_contains(paper_at(&all.read, 2)->source, "cut.json:3");
    g_assert_true(g_str_has_prefix(paper_at(&all.read, 2)->failure, "malformed JSON"));
    run_clear(&all);

    run(&all, &folder, "hollow", "empty", NULL);
    g_assert_no_error(all.read.error);
    g_assert_cmpuint(all.counts.failed, ==, 2);
    run_clear(&all);
    folder_clear(&folder);
}

/* An only input that gives nothing is an error. */
static void test_only_input(void)
{
    static const char *const FILES[][3] = {
        {"empty.json", "", "is empty"},
        {"blank.txt", " \n\n", "is empty"},
        {"shape.json", "{\"a\":[1]}", "expected OpenReview notes"},
        {"none.json", "[]", "holds no papers"},
        {"cut.json", "{\"notes\":[{\"id\":", "ends too early"},
        {"gone.json", "[{\"id\":\"a\",\"ddate\":1,\"content\":{}}]", "holds no papers"},
        {"columns.csv", "id,name\n1,x\n", "it has: id, name"},
        {"office.csv", "PK\x03\x04more", "zip archive"},
        {"page.json", "<!DOCTYPE html><html>", "web page"},
        {"binary", "\x01\x02\x03\x04\x05", "neither PDF, JSON, CSV nor text"},
        {"notes.json", "not json at all", "neither an object nor an array"},
    };
    Folder folder;
    Run all = {0};
    folder_init(&folder);
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        put(&folder, FILES[i][0], FILES[i][1]);
        run(&all, &folder, FILES[i][0], NULL, NULL);
        g_assert_nonnull(all.read.error);
        g_assert_cmpuint(all.counts.papers, ==, 0);
        assert_contains(all.read.error->message, FILES[i][0]);
        assert_contains(all.read.error->message, FILES[i][2]);
        run_clear(&all);
    }
    run(&all, &folder, "missing", NULL, NULL);
    assert_contains(all.read.error->message, "No such file");
    run_clear(&all);
    g_autofree char *hollow = path_in(&folder, "hollow");
    g_mkdir(hollow, 0700);
    run(&all, &folder, "hollow", NULL, NULL);
    assert_contains(all.read.error->message, "holds no files");
    run_clear(&all);
    put(&folder, "hollow/notes.org", "* nothing to read");
    run(&all, &folder, "hollow", NULL, NULL);
    assert_contains(all.read.error->message, "holds no papers");
    run_clear(&all);
    folder_clear(&folder);
}

static void test_duplicates(void)
{
    Folder folder;
    Run all = {0};
    folder_init(&folder);
    put(&folder, "a.jsonl", RECORD("x") RECORD("x~2") RECORD("x") RECORD("x"));
    put(&folder, "b.jsonl", RECORD("x") RECORD("y"));
    run(&all, &folder, "a.jsonl", "b.jsonl", NULL);
    g_autofree char *ids = ids_of(&all.read);
    g_assert_cmpstr(ids, ==, "x x~2 x~3 x~4 x~5 y");
    g_assert_false(paper_at(&all.read, 1)->flags & CHAIRLIFT_PAPER_DUPLICATE_ID);
    g_assert_true(paper_at(&all.read, 2)->flags & CHAIRLIFT_PAPER_DUPLICATE_ID);
    g_assert_cmpuint(all.read.warnings->len, ==, 1);
    assert_contains((char *)g_ptr_array_index(all.read.warnings, 0), "3 papers");
    assert_contains((char *)g_ptr_array_index(all.read.warnings, 0), "a.jsonl:3");
    run_clear(&all);
    folder_clear(&folder);
}

static void test_many_ids(void)
{
    g_autoptr(ChairliftUniqueIds) ids = chairlift_unique_ids_new();
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < 100000; i++) {
            g_autofree char *id = g_strdup_printf("%d", i);
            g_autoptr(ChairliftPaper) paper = chairlift_paper_new(id, "in");
            g_assert_true(chairlift_unique_ids_register(ids, paper) == (pass == 0));
        }
    }
    for (int i = 0; i < 50000; i++) {
        g_autoptr(ChairliftPaper) paper = chairlift_paper_new("same", "in");
        g_assert_true(chairlift_unique_ids_register(ids, paper) == (i == 0));
    }
}

static void test_stop(void)
{
    Folder folder;
    Run all = {.read = {.most = 2}};
    folder_init(&folder);
    put(&folder, "a.jsonl", RECORD("a") RECORD("b") RECORD("c"));
    put(&folder, "b.jsonl", RECORD("d"));
    run(&all, &folder, "a.jsonl", "b.jsonl", NULL);
    g_assert_no_error(all.read.error);
    g_assert_cmpuint(all.counts.papers, ==, 2);
    run_clear(&all);
    folder_clear(&folder);
}

/* The same paper, whatever holds it. */
static void test_formats_agree(void)
{
    static const char *const NAMES[] = {
        "notes-v2.json",  "notes-v1.json",    "records.jsonl", "openreview-console.csv",
        "cmt-papers.tsv", "hotcrp-data.json", "paper.txt"};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        Run one = {0};
        g_autofree char *path =
            g_test_build_filename(G_TEST_DIST, "fixtures", "exchange", NAMES[i], NULL);
        run(&one, NULL, path, NULL, NULL);
        g_assert_no_error(one.read.error);
        g_assert_cmpstr(paper_at(&one.read, 0)->title, ==, FIXTURE_TITLE);
        g_assert_cmpstr(paper_at(&one.read, 0)->abstract, ==, FIXTURE_ABSTRACT);
        run_clear(&one);
    }
}

static void test_recognise(void)
{
    static const struct {
        const char *name, *bytes;
        ChairliftKind kind;
    } CASES[] = {
        {"x", "%PDF-1.7\n", CHAIRLIFT_KIND_PDF},
        {"x", "\n\njunk before\n%PDF-1.4", CHAIRLIFT_KIND_PDF},
        {"x", "{\"title\":\"about %PDF-1.7\"}", CHAIRLIFT_KIND_JSON},
        {"x", " [ {", CHAIRLIFT_KIND_JSON},
        {"x", "[1] A title\n\nAn abstract", CHAIRLIFT_KIND_TEXT},
        {"x", "{\\bf A title}\n\nAn abstract", CHAIRLIFT_KIND_TEXT},
        {"x", "number,forum,title,abstract\n", CHAIRLIFT_KIND_CSV},
        {"x.csv", "a,b\n", CHAIRLIFT_KIND_CSV},
        {"x.TSV", "a\tb\n", CHAIRLIFT_KIND_CSV},
        {"x", "Title, and more\n\nText", CHAIRLIFT_KIND_TEXT},
        {"x",
         "Schr\xF6"
         "dinger in Latin-1\n\nText",
         CHAIRLIFT_KIND_TEXT},
        {"x", "", CHAIRLIFT_KIND_EMPTY},
        {"x", "\x89PNG\r\n\x1A\n", CHAIRLIFT_KIND_FOREIGN},
        {"x.txt",
         "\x7F"
         "ELF\x02\x01\x01",
         CHAIRLIFT_KIND_FOREIGN},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const char *remedy = NULL;
        ChairliftKind kind =
            chairlift_recognise(CASES[i].name, CASES[i].bytes, strlen(CASES[i].bytes), &remedy);
        if (kind != CASES[i].kind)
            g_error("case %" G_GSIZE_FORMAT " is taken for %d", i, kind);
        g_assert_true((kind == CHAIRLIFT_KIND_FOREIGN) == (remedy != NULL));
    }
}

/* PDFs stand in the order of the inputs among the others, gzip'd or not. */
static void test_pdfs(void)
{
    Folder folder;
    Run all = {0};
    folder_init(&folder);
    g_autofree char *pdf =
        g_test_build_filename(G_TEST_DIST, "fixtures", "pdf", "two-columns.pdf", NULL);
    if (g_getenv("CHAIRLIFT_PDF_WORKER") == NULL || !g_file_test(pdf, G_FILE_TEST_EXISTS)) {
        g_test_skip("needs the PDF worker");
        folder_clear(&folder);
        return;
    }
    g_autofree char *command =
        g_strdup_printf("sh -c \"gzip -c '%s' >'%s/packed.gz'\"", pdf, folder.path);
    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
    put(&folder, "a.jsonl", RECORD("a"));
    put(&folder, "false.pdf", "this is no PDF but a text\n\nof two paragraphs");
    run(&all, &folder, pdf, "a.jsonl", "packed.gz");
    g_assert_no_error(all.read.error);
    g_autofree char *ids = ids_of(&all.read);
    g_assert_cmpstr(ids, ==, "two-columns a packed");
    g_assert_nonnull(paper_at(&all.read, 0)->title);
    g_assert_cmpstr(paper_at(&all.read, 0)->title, ==, paper_at(&all.read, 2)->title);
    g_assert_cmpstr(paper_at(&all.read, 0)->abstract, ==, paper_at(&all.read, 2)->abstract);
    assert_contains(paper_at(&all.read, 2)->source, "packed.gz");
    run_clear(&all);

    run(&all, &folder, "false.pdf", "a.jsonl", NULL);
    g_assert_no_error(all.read.error);
    g_assert_nonnull(paper_at(&all.read, 0)->failure);
    run_clear(&all);
    run(&all, &folder, "false.pdf", NULL, NULL);
    g_assert_nonnull(all.read.error);
    assert_contains(all.read.error->message, "false.pdf: ");
    run_clear(&all);
    folder_clear(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/intake/folder-order", test_folder_order);
    g_test_add_func("/intake/loops-and-pipes", test_loops_and_pipes);
    g_test_add_func("/intake/failures", test_failures);
    g_test_add_func("/intake/only-input", test_only_input);
    g_test_add_func("/intake/duplicates", test_duplicates);
    g_test_add_func("/intake/many-ids", test_many_ids);
    g_test_add_func("/intake/stop", test_stop);
    g_test_add_func("/intake/formats-agree", test_formats_agree);
    g_test_add_func("/intake/recognise", test_recognise);
    g_test_add_func("/intake/pdfs", test_pdfs);
    return g_test_run();
}
