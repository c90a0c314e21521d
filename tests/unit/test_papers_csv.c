/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "papers_read.h"

static void read_text(PapersRead *read, const char *text)
{
    read_bytes(read, text, strlen(text), chairlift_papers_read_csv);
}

static void test_console(void)
{
    PapersRead read;
    read_fixture(&read, "openreview-console.csv", chairlift_papers_read_csv);
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 2);
    const ChairliftPaper *paper = paper_at(&read, 0);
    g_assert_cmpstr(paper->id, ==, "aB3xYz_9-1");
    g_assert_cmpstr(paper->number, ==, "12");
    g_assert_cmpstr(paper->title, ==, FIXTURE_TITLE);
    g_assert_cmpstr(paper->abstract, ==, FIXTURE_ABSTRACT);
    g_assert_true(g_str_has_suffix(paper->source, "openreview-console.csv:2"));
    paper = paper_at(&read, 1);
    g_assert_cmpstr(paper->id, ==, "-newShape2");
    g_assert_null(paper->abstract);
    g_assert_true(paper->flags & CHAIRLIFT_PAPER_NO_ABSTRACT);
    g_assert_null(paper->failure);
    g_assert_true(g_str_has_suffix(paper->source, "openreview-console.csv:4"));
    papers_read_clear(&read);
}

static void test_cmt(void)
{
    PapersRead read;
    read_fixture(&read, "cmt-papers.tsv", chairlift_papers_read_csv);
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 1);
    const ChairliftPaper *paper = paper_at(&read, 0);
    g_assert_cmpstr(paper->id, ==, "12");
    g_assert_cmpstr(paper->title, ==, FIXTURE_TITLE);
    g_assert_cmpstr(paper->abstract, ==, FIXTURE_ABSTRACT);
    g_assert_cmpuint(paper->authors->len, ==, 2);
    const ChairliftAuthor *author = g_ptr_array_index(paper->authors, 0);
    g_assert_cmpstr(author->name, ==, "Ida Example");
    g_assert_cmpstr(author->email, ==, "ida@example.org");
    papers_read_clear(&read);
}

/* CMT's whole export, as the spreadsheet in XML that it is: a track's name above the headers, cells
 * left out, authors with institutions, family names first, and conflicts that are only counted. */
static void test_cmt_sheet(void)
{
    static const char SHEET[] =
        "\xEF\xBB\xBF<?xml version=\"1.0\"?>\r\n"
        "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""
        " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\r\n"
        "<Worksheet ss:Name=\"Papers\"><Table>\r\n"
        "<Row><Cell><Data ss:Type=\"String\">My Track</Data></Cell></Row>\r\n<Row></Row>\r\n"
        "<Row><Cell><Data>Paper ID</Data></Cell><Cell><Data>Paper Title</Data></Cell>"
        "<Cell><Data>Abstract</Data></Cell><Cell><Data>Authors</Data></Cell>"
        "<Cell><Data>Author Names</Data></Cell><Cell><Data>Author Emails</Data></Cell>"
        "<Cell><Data>Conflicts</Data></Cell><Cell><Data>Files</Data></Cell></Row>\r\n"
        "<Row><Cell><Data ss:Type=\"Number\">101</Data></Cell>"
        "<Cell><Data>Of &lt;b&gt; &amp; C</Data></Cell><Cell><Data>Text.</Data></Cell>"
        "<Cell><Data>Ada Lovelace (Analytical Engines)*; Bo Two (Y)</Data></Cell>"
        "<Cell><Data>Lovelace, Ada*; Two, Bo</Data></Cell>"
        "<Cell><Data>ada@x.example*; bo@y.example</Data></Cell>"
        "<Cell><Data ss:Type=\"Number\">2</Data></Cell></Row>\r\n"
        "<Row><Cell><Data>102</Data></Cell><Cell ss:Index=\"3\"><Data>No title.</Data></Cell>"
        "<Cell ss:Index=\"5\"><Data>Four, Cy*</Data></Cell><Cell><Data>cy@x.example*</Data></Cell>"
        "<Cell ss:Index=\"7\"><Data>cy@z.example; ~Di_Five1</Data></Cell></Row>\r\n"
        "</Table></Worksheet></Workbook>";
    PapersRead read;
    read_bytes(&read, SHEET, sizeof SHEET - 1, chairlift_papers_read_csv);
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 2);
    const ChairliftPaper *paper = paper_at(&read, 0);
    g_assert_cmpstr(paper->id, ==, "101");
    g_assert_cmpstr(paper->source, ==, "in:7");
    g_assert_cmpstr(paper->title, ==, "Of <b> & C");
    const ChairliftAuthor *author = g_ptr_array_index(paper->authors, 0);
    g_assert_cmpstr(author->name, ==, "Ada Lovelace");
    g_assert_cmpstr(author->email, ==, "ada@x.example");
    g_assert_cmpstr(author->institution, ==, "Analytical Engines");
    g_assert_cmpuint(paper->counted_conflicts, ==, 2);
    g_assert_null(paper->conflicts);
    const ChairliftPaper *other = paper_at(&read, 1);
    g_assert_null(other->title);
    g_assert_cmpuint(other->authors->len, ==, 1); /* one address, so one person */
    const ChairliftAuthor *only = g_ptr_array_index(other->authors, 0);
    g_assert_cmpstr(only->name, ==, "Cy Four");
    g_assert_cmpstr(only->email, ==, "cy@x.example");
    g_assert_cmpstr(other->abstract, ==, "No title.");
    g_assert_cmpuint(other->counted_conflicts, ==, 0);
    g_assert_cmpuint(other->conflicts->len, ==, 2);
    g_assert_cmpstr(((ChairliftPaperConflict *)g_ptr_array_index(other->conflicts, 1))->person, ==,
                    "~Di_Five1");
    papers_read_clear(&read);
}

/* The same table in every dialect. */
static void test_dialects(void)
{
    static const char *const TEXTS[] = {
        "id,title,abstract\n1,T,A\n",
        "id,title,abstract\n1,T,A",
        "\"ID\",\"Paper Title\",\"Abstract\"\r\n\"1\",\"T\",\"A\"\r\n",
        "id;title;abstract\n1;T;A\n",
        "Paper ID\tTitle\tABSTRACT\n1\tT\tA\n",
        "abstract,title,number\nA,T,1\n",
        "\n\nid,title,abstract\n\n1,T,A\n\n,,\n",
        "id,title,abstract\r1,T,A\r",
        "id,title,abstract,\n1,T,A,,,\n",
        "Track,,\n,,\nid,title,abstract\n1, T ,A\n",
        "\xEF\xBB\xBFid,title,abstract\n1,T,A\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        PapersRead read;
        read_text(&read, TEXTS[i]);
        g_assert_no_error(read.error);
        g_assert_cmpuint(read.papers->len, ==, 1);
        g_assert_cmpstr(paper_at(&read, 0)->id, ==, "1");
        g_assert_cmpstr(paper_at(&read, 0)->title, ==, "T");
        g_assert_cmpstr(paper_at(&read, 0)->abstract, ==, "A");
        g_assert_true(chairlift_papers_is_csv(TEXTS[i], strlen(TEXTS[i])) || *TEXTS[i] == '\xEF');
        papers_read_clear(&read);
    }
}

/* Rows have their lines even where carriage returns alone end them. */
static void test_carriage_returns(void)
{
    PapersRead read;
    read_text(&read, "id,title,abstract\r1,T,A\r\r2,T,\"A\rB\"\r3,T\r");
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 3);
    g_assert_cmpstr(paper_at(&read, 0)->source, ==, "in:2");
    g_assert_cmpstr(paper_at(&read, 1)->source, ==, "in:4");
    g_assert_cmpstr(paper_at(&read, 2)->source, ==, "in:6");
    papers_read_clear(&read);
}

/* Two columns that could be meant: the first is read, and that is told. */
static void test_ambiguous_columns(void)
{
    PapersRead read;
    read_text(&read, "id,Title,title,abstract\n1,T,U,A\n");
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 1);
    g_assert_cmpstr(paper_at(&read, 0)->title, ==, "T");
    g_assert_cmpuint(read.warnings->len, ==, 1);
    assert_contains((char *)g_ptr_array_index(read.warnings, 0), "in:1: ");
    assert_contains((char *)g_ptr_array_index(read.warnings, 0), "\"Title\" in column 2");
    papers_read_clear(&read);
    read_text(&read, "id,title,abstract,authors,author\n1,T,A,B,C\n");
    g_assert_cmpuint(read.warnings->len, ==, 0);
    papers_read_clear(&read);
}

static void test_no_id(void)
{
    PapersRead read;
    read_text(&read, "title,abstract\nT,A\nU,B\n");
    g_assert_cmpuint(read.papers->len, ==, 2);
    g_assert_cmpstr(paper_at(&read, 1)->id, ==, "in#2");
    papers_read_clear(&read);
}

/* A row with too many or too few cells, or nothing in them, fails alone. */
static void test_bad_rows(void)
{
    PapersRead read;
    read_text(&read, "id,title,abstract\n1,T,A\n2,T\n3,T,A,more\n4,undefined,undefined\n5,T,A\n");
    g_assert_no_error(read.error);
    g_assert_cmpuint(read.papers->len, ==, 5);
    assert_contains(paper_at(&read, 1)->failure, "2 cells in this row and 3 headers");
    g_assert_cmpstr(paper_at(&read, 1)->source, ==, "in:3");
    assert_contains(paper_at(&read, 2)->failure, "4 cells");
    assert_contains(paper_at(&read, 3)->failure, "neither title nor abstract");
    g_assert_null(paper_at(&read, 4)->failure);
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
    papers_read_clear(&read);
}

static void test_errors(void)
{
    check_error("id,title,abstract\n1,T,A\n2,say \"no\" to,A\n3,T,A\n", 1, "in:3:", "quoting");
    check_error("id,title,abstract\n1,T,A\n2,\"T\"x,A\n", 1, "in:3:", "quoting");
    check_error("id,title,abstract\n1,T,A\n2,T,\"not\nclosed\n", 1,
                "in:5:", "begins at line 3, so that it and the rows after it were not read");
    check_error("id,title,decision\n1,T,accept\n", 0, "in:1:", "it has: id, title, decision");
    check_error("a;b\n1;2\n", 0, "in:1:", "\"title\" and \"abstract\"");
    check_error("", 0, "in:1:", "no rows");
}

static void test_hostile(void)
{
    PapersRead read;
    static const char TEXT[] = "id,title,abstract\n\"a\0\",\"T\0\x1B\xFF\",A\n";
    read_bytes(&read, TEXT, sizeof TEXT - 1, chairlift_papers_read_csv);
    g_assert_cmpuint(read.papers->len, ==, 1);
    g_assert_cmpstr(paper_at(&read, 0)->title, ==, "T\xEF\xBF\xBD");
    g_assert_true(paper_at(&read, 0)->flags & CHAIRLIFT_PAPER_REPAIRED_TEXT);
    papers_read_clear(&read);

    /* more cells than any table has */
    g_autoptr(GString) text = g_string_new("id,title,abstract\n1,T,A\n");
    for (int i = 0; i < 200000; i++)
        g_string_append_c(text, ',');
    g_string_append(text, "x\n3,T,A\n");
    read_bytes(&read, text->str, text->len, chairlift_papers_read_csv);
    g_assert_cmpuint(read.papers->len, ==, 3);
    assert_contains(paper_at(&read, 1)->failure, "cells");
    g_assert_null(paper_at(&read, 2)->failure);
    papers_read_clear(&read);
}

/* A quotation mark that is never closed must not take all memory. */
static void test_endless_cell(void)
{
    g_autoptr(GString) text = g_string_new("id,title,abstract\n1,T,A\n2,\"");
    gsize start = text->len;
    g_string_set_size(text, start + (gsize)3 * CHAIRLIFT_RECORD_LIMIT);
    memset(text->str + start, 'x', (gsize)3 * CHAIRLIFT_RECORD_LIMIT);
    PapersRead read;
    read_bytes(&read, text->str, text->len, chairlift_papers_read_csv);
    g_assert_error(read.error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    g_assert_cmpuint(read.papers->len, ==, 1);
    papers_read_clear(&read);
}

static void test_stop(void)
{
    PapersRead read;
    papers_read_init(&read);
    read.most = 2;
    const ChairliftPaperSink sink = {keep_paper, keep_warning, &read};
    static const char TEXT[] = "id,title,abstract\n1,T,A\n2,T,A\n3,T,A\n4,T,A\n";
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("in", TEXT, strlen(TEXT));
    g_assert_true(chairlift_papers_read_csv(input, &sink, &read.error));
    g_assert_cmpuint(read.papers->len, ==, 2);
    papers_read_clear(&read);
}

static void test_is_csv(void)
{
    static const char *const NOT[] = {
        "Title, with comma\n\nAn abstract, with commas, too.",
        "Title: A\nAbstract: B\n",
        "a,b,c\n1,2,3\n",
        "",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(NOT); i++)
        g_assert_false(chairlift_papers_is_csv(NOT[i], strlen(NOT[i])));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/papers-csv/console", test_console);
    g_test_add_func("/papers-csv/cmt", test_cmt);
    g_test_add_func("/papers-csv/cmt-sheet", test_cmt_sheet);
    g_test_add_func("/papers-csv/dialects", test_dialects);
    g_test_add_func("/papers-csv/carriage-returns", test_carriage_returns);
    g_test_add_func("/papers-csv/ambiguous-columns", test_ambiguous_columns);
    g_test_add_func("/papers-csv/no-id", test_no_id);
    g_test_add_func("/papers-csv/bad-rows", test_bad_rows);
    g_test_add_func("/papers-csv/errors", test_errors);
    g_test_add_func("/papers-csv/hostile", test_hostile);
    g_test_add_func("/papers-csv/endless-cell", test_endless_cell);
    g_test_add_func("/papers-csv/stop", test_stop);
    g_test_add_func("/papers-csv/is-csv", test_is_csv);
    return g_test_run();
}
