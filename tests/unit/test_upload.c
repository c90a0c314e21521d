/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads of every format, right and wrong in each way. */
#include <string.h>

#include "chairlift/upload.h"

static ChairliftPerson *person_called(const char *id, const char *email, guint capacity)
{
    ChairliftPerson *person = chairlift_person_new();
    person->id = g_strdup(id);
    person->email = g_strdup(email);
    person->has_capacity = TRUE;
    person->capacity = capacity;
    return person;
}

static GPtrArray *two_people(void)
{
    GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    g_ptr_array_add(people, person_called("~Ida_One1", "ida@x.example", 1));
    g_ptr_array_add(people, person_called("~Bo_Two1", "bo@y.example", 2));
    return people;
}

static GPtrArray *two_papers(void)
{
    GPtrArray *papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    for (guint i = 0; i < 2; i++) {
        ChairliftPaper *paper = chairlift_paper_new(i == 0 ? "note-a" : "note-b", "up");
        paper->number = g_strdup(i == 0 ? "1" : "2");
        g_ptr_array_add(papers, chairlift_routed_paper_new(paper));
    }
    return papers;
}

static ChairliftUpload *read_upload(const char *text, GError **error)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("up", text, strlen(text));
    return chairlift_upload_read(input, error);
}

/* All findings as lines; note-a must not go to Bo. */
static char *verify(const char *text, ChairliftUploadFormat format, guint demand)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftUpload) upload = read_upload(text, &error);
    g_assert_no_error(error);
    g_assert_cmpint(upload->format, ==, format);
    g_autoptr(GPtrArray) papers = two_papers(), people = two_people();
    ChairliftListedConflict conflict = {.paper = (char *)"note-a", .person = (char *)"~Bo_Two1"};
    g_autoptr(GPtrArray) listed = g_ptr_array_new();
    g_ptr_array_add(listed, &conflict);
    const ChairliftConflictOptions how = {.listed = listed, .file = "conflicts.csv"};
    g_autoptr(ChairliftConflicts) conflicts = chairlift_conflicts_find(papers, people, &how);
    g_autoptr(GPtrArray) findings =
        chairlift_upload_verify(upload, papers, people, conflicts, demand);
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftUploadFinding *finding = g_ptr_array_index(findings, i);
        g_string_append_printf(lines, "%d: %s\n", (int)finding->line, finding->text);
    }
    return g_string_free(lines, FALSE);
}

static void expect(const char *text, ChairliftUploadFormat format, guint demand,
                   const char *findings)
{
    g_autofree char *got = verify(text, format, demand);
    g_assert_cmpstr(got, ==, findings);
}

static void test_right(void)
{
    expect("note-a,~Ida_One1,0.5\r\nnote-b,~Ida_One1,0\n\nnote-b,~Bo_Two1,1.0000\n",
           CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, 0, "");
    expect("[{\"invitation\":\"V/Area_Chairs/-/Proposed_Assignment\",\"head\":\"note-a\","
           "\"tail\":\"~Ida_One1\",\"weight\":0.5},\n"
           "{\"invitation\":\"V/Area_Chairs/-/Assignment\",\"head\":\"note-b\","
           "\"tail\":\"~Bo_Two1\"},\n"
           "{\"invitation\":\"V/-/Conflict\",\"head\":\"note-a\",\"tail\":\"~Bo_Two1\","
           "\"weight\":-1}]",
           CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 1, "");
    expect("paper,action,email\n1,lead,ida@x.example\n2,lead,bo@y.example\n2,tag,\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 1, "");
    expect("paper,email,preference\n1,ida@x.example,20X\n2,bo@y.example,-5\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 0, "");
    expect("<assignments>\n <submission submissionId=\"1\">\n  <user email=\"ida@x.example\" />\n"
           " </submission>\n <submission submissionId=\"2\"><user email=\"bo@y.example\"/>"
           "</submission>\n</assignments>\n",
           CHAIRLIFT_UPLOAD_CMT, 1, "");
    expect("paper,title,chair\nnote-a,A,~Ida_One1\nnote-b,B,~Bo_Two1\n", CHAIRLIFT_UPLOAD_TABLE, 1,
           "");
}

static void test_swapped(void)
{
    expect("~Ida_One1,note-a,0.5\n~Bo_Two1,note-b,0.5\n", CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, 0,
           "0: the columns are swapped: papers come first, then people; OpenReview drops such rows "
           "without a word\n");
}

static void test_scores(void)
{
    expect("note-a,~Ida_One1,0.5\n"
           "note-b,~Ida_One1,-0.2\n"
           "note-b,~Bo_Two1,1.5\n"
           "note-b,~Bo_Two1,high\n"
           "note-z,~Bo_Two1,\n"
           "note-z,~Bo_Two1,nan\n"
           "1,bo@y.example,0.1\n",
           CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, 0,
           "2: score -0.2 is negative: OpenReview makes it 0\n"
           "3: score 1.5 is above 1, the most that an affinity can be\n"
           "4: paper note-b with ~Bo_Two1 stands in line 3 already\n"
           "4: score \"high\" is not a number\n"
           "5: a row has no score\n"
           "5: paper \"note-z\" is not among those given: OpenReview drops such a row without a "
           "word (2 times)\n"
           "6: score \"nan\" is not a number\n"
           "7: paper \"1\" must be written \"note-a\" here\n"
           "7: person \"bo@y.example\" must be written \"~Bo_Two1\" here\n");
    expect("note-b,~Ida_One1,0.5\n", CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, 0,
           "0: 2 of 3 pairs without a conflict have no score, which counts as 0: note-a with "
           "~Ida_One1, note-b with ~Bo_Two1\n");
}

static void test_assignments(void)
{
    expect("paper,action,email\n1,lead,bo@y.example\n1,lead,ida@x.example\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 1,
           "0: paper note-a goes to 2, not to 1\n"
           "0: paper note-b goes to nobody\n"
           "2: bo@y.example has a conflict with paper 1 (listed)\n");
    expect("paper,person\nnote-a,~Ida_One1\nnote-b,~Ida_One1\n", CHAIRLIFT_UPLOAD_TABLE, 0,
           "0: ~Ida_One1 gets 2 papers, and takes 1 at most\n");
    expect("paper,action,email\nnote-a,lead,~Ida_One1\n2,lead,\n2,lead,bo@y.example\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 0,
           "2: paper \"note-a\" must be written \"1\" here\n"
           "2: person \"~Ida_One1\" must be written \"ida@x.example\" here\n"
           "3: a row names no person\n");
}

static void test_conflicts(void)
{
    expect("[{\"invitation\":\"V/-/Conflict\",\"head\":\"note-b\",\"tail\":\"~Bo_Two1\","
           "\"weight\":1}]",
           CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 0,
           "0: 1 of 1 conflicts that were found are not in the file: note-a with ~Bo_Two1\n"
           "1: a conflict's weight must be -1, not 1: from 0 up it allows the pair\n");
    expect("[]", CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 0, "0: says nothing of any paper and person\n");
}

static void expect_error(const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftUpload) upload = read_upload(text, &error);
    g_assert_null(upload);
    g_assert_nonnull(error);
    if (!g_str_has_prefix(error->message, message))
        g_error("\"%s\" does not begin with \"%s\"", error->message, message);
}

static void test_unreadable(void)
{
    expect_error("note-a,~Ida_One1,0.5\nnote-a,0.5\n", "up:2: OpenReview's scores are ");
    expect_error("name,what\nx,y\n", "up:1: this is neither lines of \"paper,person,score\" nor ");
    expect_error("<assignments>\n<paper/></assignments>",
                 "up:2: CMT's assignments have no <paper>");
    expect_error("<assignments>\n<submission>", "up:2: ");
    expect_error("<assignments><submission submissionId=\"1\">", "up:1: ");
    expect_error("[{\"head\": 3}]", "up:1: edge 1 ");
    expect_error("", "up");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/upload/right", test_right);
    g_test_add_func("/upload/swapped", test_swapped);
    g_test_add_func("/upload/scores", test_scores);
    g_test_add_func("/upload/assignments", test_assignments);
    g_test_add_func("/upload/conflicts", test_conflicts);
    g_test_add_func("/upload/unreadable", test_unreadable);
    return g_test_run();
}
