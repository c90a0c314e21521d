/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/json_flat.h"
#include "papers_read.h"

#define GOOD(id) "{\"id\":\"" id "\",\"title\":\"T\",\"abstract\":\"A\"}"

static void read_text(PapersRead *read, const char *text)
{
    read_bytes(read, text, strlen(text), chairlift_papers_read_json);
}

static void check_author(const ChairliftPaper *paper, guint index, const char *name, const char *id,
                         const char *email, const char *institution)
{
    g_assert_cmpuint(index, <, paper->authors->len);
    const ChairliftAuthor *author = g_ptr_array_index(paper->authors, index);
    g_assert_cmpstr(author->name, ==, name);
    g_assert_cmpstr(author->id, ==, id);
    g_assert_cmpstr(author->email, ==, email);
    g_assert_cmpstr(author->institution, ==, institution);
}

static void test_notes_v2(void)
{
    PapersRead read;
    read_fixture(&read, "notes-v2.json", chairlift_papers_read_json);
    g_assert_true(read.done);
    g_assert_cmpuint(read.papers->len, ==, 3);
    const ChairliftPaper *paper = paper_at(&read, 0);
    g_assert_cmpstr(paper->id, ==, "aB3xYz_9-1");
    g_assert_cmpstr(paper->number, ==, "12");
    g_assert_cmpstr(paper->title, ==, FIXTURE_TITLE);
    g_assert_cmpstr(paper->abstract, ==, FIXTURE_ABSTRACT);
    g_assert_true(g_str_has_suffix(paper->source, "notes-v2.json#1"));
    g_assert_cmpuint(paper->flags, ==, 0);
    g_assert_cmpuint(paper->keywords->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(paper->keywords, 1), ==, "ablation");
    check_author(paper, 0, "Ida Example", "~Ida_Example1", NULL, NULL);
    check_author(paper, 1, "Noor Sample", NULL, "noor@sample.example", NULL);

    paper = paper_at(&read, 1);
    check_author(paper, 0, "Zo\xC3\xAB Muster", "~Zo\xC3\xAB_Muster1", NULL, "muster.example");
    check_author(paper, 1, "Lee Model", "~Lee_Model2", NULL, "model.example");

    g_assert_nonnull(paper_at(&read, 2)->failure);
    g_assert_cmpuint(read.warnings->len, ==, 1);
    assert_contains(
        (char *)g_ptr_array_index(read.warnings, 0),
        "left out 4 of its records: withdrawn 1, desk-rejected 1, deleted 1, replies 1");
    papers_read_clear(&read);
}

static void test_notes_v1(void)
{
    PapersRead read;
    read_fixture(&read, "notes-v1.json", chairlift_papers_read_json);
    g_assert_cmpuint(read.papers->len, ==, 1);
    const ChairliftPaper *paper = paper_at(&read, 0);
    g_assert_cmpstr(paper->title, ==, FIXTURE_TITLE);
    g_assert_cmpstr(paper->abstract, ==, FIXTURE_ABSTRACT);
    check_author(paper, 0, "Ida Example", "~Ida_Example1", NULL, NULL);
    g_assert_cmpuint(read.warnings->len, ==, 1);
    papers_read_clear(&read);
}

static void test_records(void)
{
    PapersRead read;
    read_fixture(&read, "records.jsonl", chairlift_papers_read_json);
    g_assert_cmpuint(read.papers->len, ==, 2);
    const ChairliftPaper *paper = paper_at(&read, 0);
    g_assert_cmpstr(paper->id, ==, "12");
    g_assert_cmpstr(paper->title, ==, FIXTURE_TITLE);
    g_assert_cmpstr(paper->abstract, ==, FIXTURE_ABSTRACT);
    g_assert_cmpuint(paper->keywords->len, ==, 2);
    check_author(paper, 1, "Noor Sample", NULL, NULL, NULL);
    /* other names of the keys, an empty line before it, and NaN as Python writes it */
    paper = paper_at(&read, 1);
    g_assert_cmpstr(paper->id, ==, "p-13");
    g_assert_true(g_str_has_suffix(paper->source, "records.jsonl:3"));
    g_assert_null(paper->abstract);
    g_assert_false(paper->flags & CHAIRLIFT_PAPER_REPAIRED_TEXT);
    papers_read_clear(&read);
}

static void expect_conflicts(const ChairliftPaper *paper, const char *wanted)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; paper->conflicts != NULL && i < paper->conflicts->len; i++) {
        const ChairliftPaperConflict *conflict = g_ptr_array_index(paper->conflicts, i);
        g_string_append_printf(text, "%s: %s\n", conflict->person, conflict->reason);
    }
    g_assert_cmpstr(text->str, ==, wanted);
}

static void test_hotcrp(void)
{
    PapersRead read;
    read_fixture(&read, "hotcrp-data.json", chairlift_papers_read_json);
    g_assert_cmpuint(read.papers->len, ==, 2);
    g_assert_cmpstr(paper_at(&read, 0)->id, ==, "7");
    g_assert_cmpstr(paper_at(&read, 0)->abstract, ==, FIXTURE_ABSTRACT);
    check_author(paper_at(&read, 0), 0, "Ida Example", NULL, "ida@example.org",
                 "Example Institute");
    expect_conflicts(paper_at(&read, 0), "chair@example.org: conflict in HotCRP (collaborator)\n");
    assert_contains(paper_at(&read, 1)->failure, "permission");
    papers_read_clear(&read);
    read_text(
        &read,
        "[{\"pid\":1,\"title\":\"T\",\"abstract\":\"A\",\"pc_conflicts\":{\"a@x.example\":true,"
        "\"b@x.example\":\"pinned advisor\",\"c@x.example\":\"pinned unconflicted\","
        "\"d@x.example\":false,\"e@x.example\":\"none\",\"\":true,\"f@x.example\":[]},"
        "\"contacts\":[{\"email\":\"g@x.example\",\"name\":\"G\"},\"h@x.example\",3]},"
        "{\"pid\":2,\"title\":\"T\",\"abstract\":\"A\",\"pc_conflicts\":[1],"
        "\"contacts\":{\"i@x.example\":true}},"
        "{\"id\":3,\"title\":\"T\",\"abstract\":\"A\",\"pc_conflicts\":{\"a@x.example\":true}}]");
    expect_conflicts(paper_at(&read, 0), "a@x.example: conflict in HotCRP\n"
                                         "b@x.example: conflict in HotCRP (pinned advisor)\n"
                                         "f@x.example: conflict in HotCRP\n"
                                         "g@x.example: contact of the paper in HotCRP\n"
                                         "h@x.example: contact of the paper in HotCRP\n");
    expect_conflicts(paper_at(&read, 1), "i@x.example: contact of the paper in HotCRP\n");
    expect_conflicts(paper_at(&read, 2), ""); /* not HotCRP's */
    papers_read_clear(&read);
    /* what is no submission, or not any more; another system's status is its own affair */
    read_text(&read, "[{\"pid\":1,\"title\":\"T\",\"abstract\":\"A\",\"status\":\"withdrawn\"},"
                     "{\"pid\":2,\"title\":\"T\",\"abstract\":\"A\",\"status\":\"draft\"},"
                     "{\"pid\":6,\"title\":\"T\",\"abstract\":\"A\",\"status\":\"desk_reject\"},"
                     "{\"pid\":3,\"title\":\"T\",\"abstract\":\"A\",\"draft\":true},"
                     "{\"pid\":4,\"title\":\"T\",\"abstract\":\"A\",\"status\":\"accept\"},"
                     "{\"id\":5,\"title\":\"T\",\"abstract\":\"A\",\"status\":\"draft\"}]");
    g_assert_cmpuint(read.papers->len, ==, 2);
    g_assert_cmpstr(paper_at(&read, 0)->id, ==, "4");
    g_assert_cmpstr(paper_at(&read, 1)->id, ==, "5");
    g_assert_cmpuint(read.warnings->len, ==, 1);
    assert_contains((char *)g_ptr_array_index(read.warnings, 0),
                    "left out 4 of its records: withdrawn 1, desk-rejected 1, drafts 2");
    papers_read_clear(&read);
}

/* One record in every container that is understood. */
static void test_containers(void)
{
    static const char *const TEXTS[] = {
        "{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\"}",
        "[{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\"}]",
        " \n[ {\"id\" : \"a\" ,\n \"title\":\"T\", \"abstract\":\"A\" } ] \n",
        "{\"count\":1,\"x\":{\"notes\":[1]},\"notes\":[{\"id\":\"a\",\"title\":\"T\",\"abstract\":"
        "\"A\"}],\"more\":[2]}",
        "{\"ok\":true,\"papers\":[{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\"}]}",
        "{\"a\":{\"title\":\"T\",\"abstract\":\"A\"}}",
        "{\"k\":{\"id\":\"a\",\"content\":{\"title\":\"T\",\"abstract\":\"A\"}}}",
        "{\"file\":\"dir/a.pdf\",\"title\":\"T\",\"abstract\":\"A\",\"pages\":9}",
        "{\"forum\":\"https://openreview.net/forum?id=a&x=1\",\"title\":\"T\",\"abstract\":\"A\"}",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        PapersRead read;
        read_text(&read, TEXTS[i]);
        g_assert_no_error(read.error);
        g_assert_cmpuint(read.papers->len, ==, 1);
        g_assert_cmpstr(paper_at(&read, 0)->id, ==, "a");
        g_assert_cmpstr(paper_at(&read, 0)->title, ==, "T");
        g_assert_cmpstr(paper_at(&read, 0)->abstract, ==, "A");
        papers_read_clear(&read);
    }
}

/* A record that has notes of its own is a record, wherever they stand; what only bears a title over
 * its papers is none. */
static void test_notes_of_records(void)
{
    static const char *const TEXTS[] = {
        "{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\",\"notes\":[]}",
        "{\"notes\":[],\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\"}",
        "{\"id\":\"a\",\"title\":\"T\",\"papers\":[\"x\",[2]],\"abstract\":\"A\"}",
        "{\"papers\":[\"x\"],\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\"}",
        "{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\",\"papers\":[{\"title\":\"Cited\"}]}",
        "{\"id\":\"a\",\"content\":{\"title\":\"T\",\"abstract\":\"A\"},\"notes\":[{\"id\":\"r\"}]"
        "}",
        "{\"title\":\"All\",\"papers\":[{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\"}]}",
        "{\"id\":\"all\",\"notes\":[{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\"}]}",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autofree char *text = g_strdup_printf("%s\n" GOOD("b"), TEXTS[i]);
        PapersRead read;
        read_text(&read, text);
        g_assert_no_error(read.error);
        g_assert_cmpuint(read.papers->len, ==, 2);
        g_assert_cmpstr(paper_at(&read, 0)->id, ==, "a");
        g_assert_cmpstr(paper_at(&read, 0)->title, ==, "T");
        g_assert_cmpstr(paper_at(&read, 0)->abstract, ==, "A");
        g_assert_cmpstr(paper_at(&read, 1)->id, ==, "b");
        papers_read_clear(&read);
    }
    PapersRead read;
    read_text(&read, "{\"notes\":[],\"count\":0}");
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 0);
    papers_read_clear(&read);
}

/* Rows that chairlift extract writes are read again, and an answer of OpenReview's API that is an
 * error is no paper. */
static void test_extracted(void)
{
    PapersRead read;
    read_text(&read, "{\"file\":\"d/a.pdf\",\"status\":\"password\",\"message\":\"needs a "
                     "password\",\"pages\":0}\n"
                     "{\"file\":\"d/b.pdf\",\"status\":\"ok\",\"title\":\"T\",\"abstract\":\"A\","
                     "\"pages\":9}\n");
    g_assert_cmpuint(read.papers->len, ==, 2);
    g_assert_cmpstr(paper_at(&read, 0)->id, ==, "a");
    g_assert_cmpstr(paper_at(&read, 0)->failure, ==, "needs a password");
    g_assert_cmpstr(paper_at(&read, 1)->id, ==, "b");
    g_assert_cmpuint(paper_at(&read, 1)->pages, ==, 9);
    papers_read_clear(&read);
    read_text(&read, "{\"name\":\"ForbiddenError\",\"message\":\"log in\",\"status\":403}");
    g_assert_nonnull(read.error);
    papers_read_clear(&read);
}

/* A broken line costs itself; the error says where it is. */
static void test_broken_lines(void)
{
    static const char *const LINES[] = {
        "{\"id\":\"x\",\"title\":\"not closed",
        "{\"id\":\"x\",\"title\":\"T\"",
        "{\"id\":\"x\",\"title\":\"T\",",
        "{\"id\":\"x\",\"title\":[}",
        "{\"id\":\"x\" \"title\":\"T\"}",
        "{\"id\":\"x\",\"title\":tru}",
        "{\"title\":\"a\\qb\"}",
        "nonsense",
        "{\"other\":1}",
        "17",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
        g_autofree char *text = g_strdup_printf(GOOD("a") "\n%s\n" GOOD("b") "\n", LINES[i]);
        PapersRead read;
        read_text(&read, text);
        g_assert_no_error(read.error);
        g_assert_cmpuint(read.papers->len, ==, 3);
        g_assert_cmpstr(paper_at(&read, 0)->id, ==, "a");
        g_assert_nonnull(paper_at(&read, 1)->failure);
        g_assert_cmpstr(paper_at(&read, 1)->source, ==, "in:2");
        g_assert_cmpstr(paper_at(&read, 1)->id, ==, "in#2");
        g_assert_cmpstr(paper_at(&read, 2)->id, ==, "b");
        g_assert_cmpstr(paper_at(&read, 2)->source, ==, "in:3");
        papers_read_clear(&read);
    }
    /* the first line is no exception */
    PapersRead read;
    read_text(&read, "{\"id\":1,\"title\":null,\"abstract\":null}\n" GOOD("a"));
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 2);
    assert_contains(paper_at(&read, 0)->failure, "neither title nor abstract");
    papers_read_clear(&read);
    /* nor are lines that do not begin in the first column */
    read_text(&read, GOOD("a") "\n  {\"id\":\"x\n\t " GOOD("b") "\n  {\"id\":\"y\"\n  " GOOD("c"));
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 5);
    g_assert_cmpstr(paper_at(&read, 2)->id, ==, "b");
    g_assert_cmpstr(paper_at(&read, 2)->source, ==, "in:3");
    g_assert_nonnull(paper_at(&read, 3)->failure);
    g_assert_cmpstr(paper_at(&read, 4)->id, ==, "c");
    papers_read_clear(&read);
    read_text(&read, "{\"id\":\"x\n" GOOD("a"));
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 2);
    papers_read_clear(&read);
}

static void check_error(const char *text, guint papers, const char *place, const char *what)
{
    PapersRead read;
    read_text(&read, text);
    g_assert_true(read.error->domain == CHAIRLIFT_ERROR);
    g_assert_cmpuint(read.papers->len, ==, papers);
    g_assert_true(g_str_has_prefix(read.error->message, place));
    assert_contains(read.error->message, what);
    g_assert_null(strchr(read.error->message, '\n'));
    papers_read_clear(&read);
}

static void test_errors(void)
{
    check_error("[" GOOD("a") ",\n" GOOD("b") ",\n{\"id\":\"c\",", 2, "in:3:", "ends too early");
    check_error("{\"notes\":[" GOOD("a") ",", 1, "in:1:", "ends too early");
    check_error("{\"notes\":[" GOOD("a") "]", 1, "in:1:", "ends too early");
    check_error("{\"notes\":[\n  {\"id\":\"x\n  },\n  " GOOD("b") "]}", 0, "in:2:", "not closed");
    check_error("{\"title\":\n\"T\"", 0, "in:2:", "ends too early");
    check_error("[" GOOD("a") GOOD("b") "]", 1, "in:1:", "comma");
    check_error("{\"a\":1,\"b\":[2]}", 0, "in:1:", "a, b");
    check_error("{}", 0, "in:1:", "object without members");
    check_error("[[1,2],[3]]", 0, "in#1:", "an array");
    check_error("{\"id\":\"a\",\"title\":\"T\",\"venue\":\"v\",\"theme\":{}}", 0,
                "in:1:", "id, title, venue, theme");
    check_error("[1]", 0, "in#1:", "a single value");
    check_error("nonsense", 0, "in:1:", "neither an object nor an array");
    g_autoptr(GString) deep = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append(deep, "[");
    check_error(deep->str, 0, "in:1:", "nested too deeply");
}

/* The short way from a record to a paper leaves words that a line breaks to the long one, which
 * mends them. */
static void test_flat_broken_words(void)
{
    static const struct {
        const char *title;
        gboolean is_taken;
    } CASES[] = {{"inter-\\nvention", FALSE},
                 {"inter- \\nvention", FALSE},
                 {"inter-\\u00a0\\nvention", FALSE},
                 {"inter-\\r\\nvention", FALSE},
                 {"inter-vention\\nhere", TRUE},
                 {"inter- vention", TRUE},
                 {"\\n-inter", TRUE}};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *record =
            g_strconcat("{\"id\":\"1\",\"title\":\"", CASES[i].title, "\"}", NULL);
        g_autofree char *room = g_malloc(strlen(record));
        char *next = room;
        ChairliftPaper paper = {0};
        g_assert_cmpint(chairlift_json_flat_read(record, strlen(record), &next, &paper), ==,
                        CASES[i].is_taken);
    }
}

static void test_hostile_text(void)
{
    PapersRead read;
    static const char TEXT[] =
        "{\"id\":\"a\\u0000\\u001b[1m\",\"title\":\"caf\xE9\\ud83d\",\"abstract\":"
        "\"\\ud83d\\ude00 and \\u0000 more\"}\n"
        "{\"id\":7.5,\"title\":\"tab\there\",\"title\":\"last\"}";
    read_bytes(&read, TEXT, sizeof TEXT - 1, chairlift_papers_read_json);
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 2);
    g_assert_cmpstr(paper_at(&read, 0)->id, ==, "a[1m");
    g_assert_cmpstr(paper_at(&read, 0)->title, ==, "caf\xEF\xBF\xBD\xEF\xBF\xBD");
    g_assert_cmpstr(paper_at(&read, 0)->abstract, ==, "\xF0\x9F\x98\x80 and more");
    g_assert_true(paper_at(&read, 0)->flags & CHAIRLIFT_PAPER_REPAIRED_TEXT);
    g_assert_cmpstr(paper_at(&read, 1)->id, ==, "7.5");
    g_assert_cmpstr(paper_at(&read, 1)->title, ==, "last");
    papers_read_clear(&read);
}

/* A record beyond the limit is refused, and the next one is read; memory stays bounded. */
static void test_too_large(void)
{
    g_autoptr(GString) text = g_string_new(GOOD("a") "\n{\"id\":\"big\",\"title\":\"");
    gsize start = text->len;
    g_string_set_size(text, start + CHAIRLIFT_RECORD_LIMIT);
    memset(text->str + start, 'x', CHAIRLIFT_RECORD_LIMIT);
    g_string_append(text, "\"}\n" GOOD("b") "\n");
    PapersRead read;
    read_bytes(&read, text->str, text->len, chairlift_papers_read_json);
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 3);
    assert_contains(paper_at(&read, 1)->failure, "16 MiB");
    g_assert_cmpstr(paper_at(&read, 2)->id, ==, "b");
    papers_read_clear(&read);
}

/* The function may stop the reader, and records that lie across buffers are whole. */
static void test_many(void)
{
    g_autoptr(GString) text = g_string_new("[");
    for (int i = 0; i < 5000; i++)
        g_string_append_printf(text, "%s{\"id\":%d,\"title\":\"T %d\",\"abstract\":\"%0*d\"}",
                               i == 0 ? "" : ",", i, i, i % 300 + 1, i);
    g_string_append(text, "]");
    PapersRead read;
    read_bytes(&read, text->str, text->len, chairlift_papers_read_json);
    g_assert_cmpuint(read.papers->len, ==, 5000);
    for (guint i = 0; i < 5000; i++) {
        g_autofree char *title = g_strdup_printf("T %u", i);
        g_assert_cmpstr(paper_at(&read, i)->title, ==, title);
        g_assert_cmpint(atoi(paper_at(&read, i)->abstract), ==, (int)i);
    }
    papers_read_clear(&read);

    const ChairliftPaperSink sink = {keep_paper, NULL, &read};
    papers_read_init(&read);
    read.most = 3;
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("in", text->str, text->len);
    g_assert_true(chairlift_papers_read_json(input, &sink, &read.error));
    g_assert_cmpuint(read.papers->len, ==, 3);
    papers_read_clear(&read);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/papers-json/notes-v2", test_notes_v2);
    g_test_add_func("/papers-json/notes-v1", test_notes_v1);
    g_test_add_func("/papers-json/records", test_records);
    g_test_add_func("/papers-json/hotcrp", test_hotcrp);
    g_test_add_func("/papers-json/containers", test_containers);
    g_test_add_func("/papers-json/notes-of-records", test_notes_of_records);
    g_test_add_func("/papers-json/extracted", test_extracted);
    g_test_add_func("/papers-json/broken-lines", test_broken_lines);
    g_test_add_func("/papers-json/errors", test_errors);
    g_test_add_func("/papers-json/flat-broken-words", test_flat_broken_words);
    g_test_add_func("/papers-json/hostile-text", test_hostile_text);
    g_test_add_func("/papers-json/too-large", test_too_large);
    g_test_add_func("/papers-json/many", test_many);
    return g_test_run();
}
