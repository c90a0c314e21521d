/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bids as OpenReview, HotCRP, CMT and people write them, right and wrong. */
#include <string.h>

#include "chairlift/roster.h"

static GPtrArray *read_bids(const char *text, GError **error)
{
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("bids", text, (gssize)strlen(text));
    return chairlift_bids_read(input, error);
}

/* "line paper person value" of each, a line for one. */
static void expect(const char *text, const char *bids)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) read = read_bids(text, &error);
    g_assert_no_error(error);
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < read->len; i++) {
        const ChairliftBid *bid = g_ptr_array_index(read, i);
        g_string_append_printf(lines, "%d %s %s %g\n", (int)bid->line, bid->paper, bid->person,
                               bid->value);
    }
    g_assert_cmpstr(lines->str, ==, bids);
}

static void expect_error(const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(read_bids(text, &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(error->message, ==, message);
}

static void test_openreview(void)
{
    expect(
        "[{\"invitation\":\"V/Reviewers/-/Bid\",\"head\":\"n1\",\"tail\":\"~A1\",\"label\":"
        "\"Very High\"},\n"
        "{\"invitation\":\"V/Reviewers/-/Bid\",\"head\":\"n1\",\"tail\":\"~B1\",\"label\":\"Low\"},"
        "\n{\"invitation\":\"V/Reviewers/-/Bid\",\"head\":\"n2\",\"tail\":\"~B1\",\"weight\":0.25},"
        "\n{\"invitation\":\"V/Reviewers/-/"
        "Bid\",\"head\":\"n3\",\"tail\":\"~B1\",\"label\":\"High\","
        "\"ddate\":1},\n"
        "{\"invitation\":\"V/Reviewers/-/Conflict\",\"head\":\"n2\",\"tail\":\"~A1\","
        "\"weight\":-1}]",
        "1 n1 ~A1 1\n2 n1 ~B1 -0.5\n3 n2 ~B1 0.25\n");
    expect_error("[{\"invitation\":\"V/-/Conflict\",\"head\":\"n2\",\"tail\":\"~A1\"}]",
                 "bids:1: holds no bids: edges whose invitation ends in \"/-/Bid\"");
    expect_error(
        "[{\"invitation\":\"V/-/Bid\",\"head\":\"n2\",\"tail\":\"~A1\",\"label\":\"so-so\"}]",
        "bids:1: a bid has a label from \"Very Low\" to \"Very High\", or a weight from -1 "
        "to 1, and this has \"so-so\"");
}

static void test_hotcrp(void)
{
    /* as its list of all preferences is, and as one's own is written */
    expect("paper,title,first,last,email,preference,expertise,topic_score,conflict\n"
           "1,\"A, b\",Ida,One,ida@x.example,20,X,3,\n"
           "1,\"A, b\",Bo,Two,bo@y.example,,,,conflict\n"
           "2,C,Ida,One,ida@x.example,-30,,,\n",
           "2 1 ida@x.example 1\n4 2 ida@x.example -1\n");
    expect("paper,email,preference\n1,ida@x.example,10Y\n2,ida@x.example,-5\n",
           "2 1 ida@x.example 0.5\n3 2 ida@x.example -0.25\n");
    expect_error("paper,email,preference\n1,ida@x.example,10 YES\n",
                 "bids:2: preference \"10 YES\" is not a number");
    expect_error("paper,email,preference\n1,ida@x.example,X\n",
                 "bids:2: preference \"X\" is not a number");
}

static void test_cmt(void)
{
    expect("<?xml version=\"1.0\"?>\n<bids>\n"
           "  <submission submissionId=\"101\">\n"
           "    <user email=\"ida@x.example\" bid=\"5 - Eager\" />\n"
           "    <user email=\"bo&amp;co@y.example\" bid=\"2 - Not Willing\" />\n"
           "  </submission>\n"
           "  <submission submissionId=\"103\">\n"
           "    <user email=\"ida@x.example\" bid=\"3 - In A Pinch\" />\n"
           "    <user email=\"bo@y.example\" bid=\"4 - Willing\" />\n"
           "  </submission>\n</bids>\n",
           "4 101 ida@x.example 1\n5 101 bo&co@y.example -1\n8 103 ida@x.example -0.5\n"
           "9 103 bo@y.example 0.5\n");
    expect("# Paper ID\tReviewer Email\tBid\n101\tida@x.example\t4 - Willing\n",
           "2 101 ida@x.example 0.5\n");
    expect_error(
        "<bids>\n<submission submissionId=\"1\">\n<user email=\"a@x\" bid=\"6 - Hungry\"/>\n"
        "</submission></bids>",
        "bids:3: bid \"6 - Hungry\" is none of CMT's: eager, willing, in a pinch, not "
        "willing");
    expect_error("<assignments/>", "bids:1: CMT's bids have no <assignments> here");
    expect_error("<bids><submission submissionId=\"1\">",
                 "bids:1: Document ended unexpectedly with elements still open — “submission” was "
                 "the last element opened");
}

/* Spreadsheets as XML: cells that are left out, others' elements, marked-up text. */
static void test_sheet(void)
{
    static const char SHEET[] =
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"
        "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"\n"
        " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n"
        "<Styles><Style ss:ID=\"h\"><Font ss:Bold=\"1\"/></Style></Styles>\n"
        "<Worksheet ss:Name=\"Bids\"><Table>\n"
        "<Row><Cell><Data ss:Type=\"String\">My Track</Data></Cell></Row>\n"
        "<Row/>\n"
        "<Row><Cell ss:StyleID=\"h\"><Data ss:Type=\"String\">Paper ID</Data></Cell>"
        "<Cell><Data ss:Type=\"String\">Paper Title</Data></Cell>"
        "<Cell><Data ss:Type=\"String\">Reviewer Email</Data></Cell>"
        "<Cell><Data ss:Type=\"String\">Bid</Data></Cell></Row>\n"
        "<Row ss:Index=\"9\"><Cell><Data ss:Type=\"Number\">7</Data></Cell>"
        "<Cell ss:Index=\"3\"><ss:Data ss:Type=\"String\">ida@<B>x</B>.example</ss:Data></Cell>"
        "<Cell><Data ss:Type=\"String\">5 - Eager</Data></Cell></Row>\n"
        "<Row><Cell><Data ss:Type=\"Number\">8</Data></Cell><Cell/>"
        "<Cell><Data ss:Type=\"String\"><![CDATA[bo@y.example]]></Data></Cell></Row>\n"
        "</Table></Worksheet><Worksheet ss:Name=\"Notes\"><Table><Row><Cell><Data>not this"
        "</Data></Cell></Row></Table></Worksheet></Workbook>\n";
    expect(SHEET, "10 7 ida@x.example 1\n");
    g_autofree char *wide = g_strdup(SHEET);
    memcpy(strstr(wide, "ss:Index=\"3\""), "ss:Index=\"0\"", strlen("ss:Index=\"3\""));
    expect_error(wide, "bids:10: this row is larger than 16 MiB or has more than 10000 cells");
}

static void test_tables(void)
{
    expect("paper,person,bid\nn1,Ida One,very high\nn1,~B1,-1\nn2,~B1,\n'=n,'@b,neutral\n",
           "2 n1 Ida One 1\n3 n1 ~B1 -1\n5 =n @b 0\n");
    expect_error(
        "paper,person,bid\nn1,~B1,2\n",
        "bids:2: bid \"2\" is neither a number from -1 to 1 nor a word of OpenReview (very "
        "low, low, neutral, high, very high) or CMT (eager, willing, in a pinch, not "
        "willing)");
    expect_error("paper,person,bid\nn1,,1\n",
                 "bids:2: this row lacks its paper or its person; fill or delete it");
    expect_error("paper,bid\nn1,1\n",
                 "bids:1: the table needs columns called \"paper\", \"person\" and \"bid\" (or "
                 "HotCRP's \"preference\"); it has: paper, bid");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bids/openreview", test_openreview);
    g_test_add_func("/bids/hotcrp", test_hotcrp);
    g_test_add_func("/bids/cmt", test_cmt);
    g_test_add_func("/bids/sheet", test_sheet);
    g_test_add_func("/bids/tables", test_tables);
    return g_test_run();
}
