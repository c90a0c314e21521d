/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads of every format, right and wrong in each way. */
#include <string.h>

#include "chairlift/upload.h"

static ChairliftPerson *person_called(const char *id, const char *name, const char *email,
                                      guint capacity)
{
    ChairliftPerson *person = chairlift_person_new();
    person->id = g_strdup(id);
    person->name = g_strdup(name);
    person->email = g_strdup(email);
    person->has_capacity = TRUE;
    person->capacity = capacity;
    return person;
}

static GPtrArray *two_people(void)
{
    GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    g_ptr_array_add(people, person_called("~Ida_One1", "Ida One", "ida@x.example", 1));
    g_ptr_array_add(people, person_called("~Bo_Two1", "Bo Two", "bo@y.example", 2));
    return people;
}

static GPtrArray *two_papers(void)
{
    GPtrArray *papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    for (guint i = 0; i < 2; i++) {
        ChairliftPaper *paper = chairlift_paper_new(i == 0 ? "note-a" : "note-b", "up");
        paper->number = g_strdup(i == 0 ? "1" : "2");
        chairlift_paper_set_title(paper, i == 0 ? "=A, once" : "B", -1);
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
static char *verify(const char *text, ChairliftUploadFormat format, GPtrArray *people,
                    const guint *demand)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftUpload) upload = read_upload(text, &error);
    g_assert_no_error(error);
    g_assert_cmpint(upload->format, ==, format);
    g_autoptr(GPtrArray) papers = two_papers();
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
        g_string_append_printf(lines, "%s%d: %s\n", finding->is_remark ? "note " : "",
                               (int)finding->line, finding->text);
    }
    return g_string_free(lines, FALSE);
}

static void expect(const char *text, ChairliftUploadFormat format, guint demand,
                   const char *findings)
{
    g_autoptr(GPtrArray) people = two_people();
    g_autofree char *got = verify(text, format, people, (const guint[]){demand, 0});
    g_assert_cmpstr(got, ==, findings);
}

/* With two who review: Ida, who is a chair, too, and Cy. */
static void expect_of_roles(const char *text, ChairliftUploadFormat format, guint chairs,
                            guint reviewers, const char *findings)
{
    g_autoptr(GPtrArray) people = two_people();
    g_ptr_array_add(people, person_called("~Ida_One1", "Ida One", "ida@x.example", 1));
    g_ptr_array_add(people, person_called("~Cy_Three1", "Cy Three", "cy@z.example", 2));
    for (guint i = 2; i < 4; i++)
        ((ChairliftPerson *)g_ptr_array_index(people, i))->role = CHAIRLIFT_ROLE_REVIEWER;
    g_autofree char *got = verify(text, format, people, (const guint[]){chairs, reviewers});
    g_assert_cmpstr(got, ==, findings);
}

#define PERMISSIONS                                                                                \
    "\"readers\":[\"V.cc/W\"],\"writers\":[\"V.cc/W\"],\"signatures\":[\"V.cc/W/Program_Chairs\"]"

static void test_right(void)
{
    expect("note-a,~Ida_One1,0.5\r\nnote-b,~Ida_One1,0\n\nnote-b,~Bo_Two1,1.0000\n",
           CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, 0, "");
    expect("[{\"invitation\":\"V.cc/W/Area_Chairs/-/Proposed_Assignment\",\"head\":\"note-a\","
           "\"tail\":\"~Ida_One1\",\"weight\":0.5,\"label\":\"first\"," PERMISSIONS "},\n"
           "{\"invitation\":\"V.cc/W/Area_Chairs/-/Assignment\",\"head\":\"note-b\","
           "\"tail\":\"~Bo_Two1\"," PERMISSIONS "},\n"
           "{\"invitation\":\"V.cc/W/Area_Chairs/-/Conflict\",\"head\":\"note-a\","
           "\"tail\":\"~Bo_Two1\",\"weight\":-1," PERMISSIONS "}]",
           CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 1, "");
    expect("paper,action,email\n1,lead,ida@x.example\n2,lead,bo@y.example\n2,tag,\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 1, "");
    expect("paper,email,preference\n1,ida@x.example,20X\n2,bo@y.example,-5\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 0, "");
    expect("<assignments>\n <submission submissionId=\"1\">\n  <user email=\"ida@x.example\" />\n"
           " </submission>\n <submission submissionId=\"2\"><user email=\"bo@y.example\"/>"
           "</submission>\n</assignments>\n",
           CHAIRLIFT_UPLOAD_CMT, 1, "");
    expect("paper,title,chair,chair_name,score\nnote-a,\"'=A, once\",~Ida_One1,Ida  ONE,0.5\n"
           "note-b,B,~Bo_Two1,,\n",
           CHAIRLIFT_UPLOAD_TABLE, 1, "");
    expect("{\"venue\":\"core\",\n\"summary\":{\"placed\":2},\n\"assignments\":[\n"
           "{\"paper\":\"note-a\",\"title\":\"=A, once\",\"chair\":\"~Ida_One1\",\"chair_name\":"
           "\"Ida One\",\"score\":0.5,\"status\":\"placed\"},\n"
           "{\"paper\":\"note-b\",\"title\":\"B\",\"chair\":\"~Bo_Two1\",\"chair_name\":null,"
           "\"score\":"
           "0.25,\"status\":\"placed\"}\n],\n\"chairs\":[{\"id\":\"~Ida_One1\"}]}\n",
           CHAIRLIFT_UPLOAD_ROUTING, 1, "");
}

/* What chairlift route writes as JSON is read as what it is, with lines. */
static void test_routing(void)
{
    expect("{\"venue\":\"core\",\n\"assignments\":[\n"
           "{\"paper\":\"note-a\",\"chair\":\"~Bo_Two1\",\"chair_name\":\"Ida One\",\"score\":2},\n"
           "{\"paper\":\"note-b\",\"chair\":null,\"score\":null,\"status\":\"unplaced\"}\n]}\n",
           CHAIRLIFT_UPLOAD_ROUTING, 0,
           "0: paper note-b goes to nobody: assign it\n"
           "3: score 2 is above 1, the most that an affinity can be: divide all by the greatest\n"
           "3: ~Bo_Two1 has a conflict with paper note-a (listed): give it to somebody else\n"
           "3: ~Bo_Two1 is called \"Ida One\" here, but \"Bo Two\" in the list of people: has a "
           "column been moved against the others?\n");
}

/* Demand and loads of each role by itself. */
static void test_roles(void)
{
    static const char TABLE[] = "paper,title,chair,chair_name,topic,score,reason,status,role\n"
                                "note-a,,~Ida_One1,,,0.5,,placed,chair\n"
                                "note-a,,~Cy_Three1,,,0.5,,placed,reviewer\n"
                                "note-b,,~Bo_Two1,,,0.5,,placed,chair\n"
                                "note-b,,~Ida_One1,,,0.5,,placed,reviewer\n";
    expect_of_roles(TABLE, CHAIRLIFT_UPLOAD_TABLE, 1, 1, "");
    expect_of_roles(TABLE, CHAIRLIFT_UPLOAD_TABLE, 1, 2,
                    "0: paper note-a has 1 of 2 reviewers: assign more\n"
                    "0: paper note-b has 1 of 2 reviewers: assign more\n");
    expect_of_roles("paper,action,email\n1,lead,ida@x.example\n1,primary,ida@x.example\n"
                    "2,primary,ida@x.example\n2,primary,cy@z.example\n2,primary,bo@y.example\n",
                    CHAIRLIFT_UPLOAD_HOTCRP, 1, 1,
                    "0: paper note-b goes to no chair: assign it\n"
                    "3: ida@x.example has paper 1 in another role already, in line 2: give it to "
                    "somebody else\n"
                    "4: Ida One takes 1 paper at most, and this is one more: give it to somebody "
                    "else, or raise the capacity\n"
                    "5: paper note-b wants 1 reviewer, and this is one more: delete one\n"
                    "6: person \"bo@y.example\" is no reviewer in the lists: correct the role, or "
                    "the lists\n");
    /* of reviewers alone: nothing is said of chairs */
    expect_of_roles(
        "[{\"invitation\":\"V.cc/W/Reviewers/-/Proposed_Assignment\",\"head\":\"note-a\","
        "\"tail\":\"~Cy_Three1\",\"weight\":0.5,\"label\":\"r\"," PERMISSIONS "}]",
        CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 1, 1,
        "0: paper note-b goes to no reviewer: assign it\n");
}

/* A column that was sorted without the others. */
static void test_beside(void)
{
    expect(
        "paper,action,email,given_name,family_name,title\n1,lead,ida@x.example,Bo,Two,B\n"
        "2,lead,bo@y.example,,Two,b\n",
        CHAIRLIFT_UPLOAD_HOTCRP, 1,
        "2: ida@x.example is called \"Bo Two\" here, but \"Ida One\" in the list of people: has a "
        "column been moved against the others?\n"
        "2: paper 1 is titled \"B\" here, but \"=A, once\" among the papers: has a column been "
        "moved against the others?\n");
}

static void test_edges(void)
{
    expect(
        "[{\"invitation\":\"Area_Chairs/-/Proposed_Assignment\",\"head\":\"note-a\","
        "\"tail\":\"~Ida_One1\",\"weight\":0.5},\n"
        "{\"invitation\":\"V.cc/W/Area_Chairs/-/Proposed_Assignment\",\"head\":\"note-b\","
        "\"tail\":\"~Bo_Two1\",\"weight\":-0.5,\"label\":\"a:b\"},\n"
        "{\"invitation\":\"V.cc/X/Area_Chairs/-/Assignment\",\"head\":\"note-b\","
        "\"tail\":\"~Bo_Two1\"," PERMISSIONS "}]",
        CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 1,
        "note 0: 2 edges do not say who may read and write them and who signs: that is left to "
        "their invitation\n"
        "1: the invitation \"Area_Chairs/-/Proposed_Assignment\" lacks the venue's group and the "
        "committee, as in ICML.cc/2026/Workshop/NAME/Area_Chairs/-/...: write the edges with "
        "--openreview-group\n"
        "2: score -0.5 of an assignment is negative: write one from 0 to 1\n"
        "2: the label \"a:b\" holds one of , : ; which no title of a matching may have: use "
        "another\n"
        "3: paper note-b with ~Bo_Two1 stands in line 2 already: delete one of the two\n"
        "3: the invitation \"V.cc/X/Area_Chairs/-/Assignment\" is of another venue than the first "
        "edge, which is of V.cc/W: keep one of them\n");
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
           "2: score -0.2 is negative: OpenReview makes it 0; write 0, or leave the row out\n"
           "3: score 1.5 is above 1, the most that an affinity can be: divide all by the greatest\n"
           "4: paper note-b with ~Bo_Two1 stands in line 3 already: delete one of the two\n"
           "4: score \"high\" is not a number: write one from 0 to 1\n"
           "5: a row has no score: write it, or delete the row\n"
           "5: paper \"note-z\" is not among those given: OpenReview drops such a row without a "
           "word; correct the id, or leave the row out (2 times)\n"
           "6: score \"nan\" is not a number: write one from 0 to 1\n"
           "7: paper \"1\" must be written \"note-a\" here\n"
           "7: person \"bo@y.example\" must be written \"~Bo_Two1\" here\n");
    expect("note-b,~Ida_One1,0.5\n", CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, 0,
           "0: 2 of 3 pairs without a conflict have no score, which counts as 0: note-a with "
           "~Ida_One1, note-b with ~Bo_Two1\n");
    expect("note-a,~Ida_One1,0.0099\nnote-b,~Ida_One1,0\nnote-b,~Bo_Two1,0.01\n",
           CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES, 0,
           "note 0: 1 scores are above 0 but below 0.01, and count as 0 in OpenReview's matcher, "
           "which cuts them to hundredths\n");
    expect("paper,action,email,preference\n1,preference,ida@x.example,\n2,pref,bo@y.example,X\n"
           "2,revpref,ida@x.example,-20Z\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 0,
           "2: a row has no preference: write it, or delete the row\n"
           "3: preference \"X\" is not a number: write one, such as 10 or -10\n");
}

static void test_assignments(void)
{
    expect("paper,action,email\n1,lead,bo@y.example\n1,lead,ida@x.example\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 1,
           "0: paper note-b goes to nobody: assign it\n"
           "2: bo@y.example has a conflict with paper 1 (listed): give it to somebody else\n"
           "3: paper note-a wants 1 chair, and this is one more: delete one\n");
    expect("paper,person\nnote-b,~Ida_One1\nnote-a,~Ida_One1\n", CHAIRLIFT_UPLOAD_TABLE, 0,
           "3: Ida One takes 1 paper at most, and this is one more: give it to somebody else, or "
           "raise the capacity\n");
    expect("paper,person\nnote-b,~Ida_One1\nnote-a,~Ida_One1\n", CHAIRLIFT_UPLOAD_TABLE, 2,
           "0: paper note-a has 1 of 2 people: assign more\n"
           "0: paper note-b has 1 of 2 people: assign more\n"
           "3: Ida One takes 1 paper at most, and this is one more: give it to somebody else, or "
           "raise the capacity\n");
    expect("paper,action,email\nnote-a,lead,~Ida_One1\n2,lead,\n2,lead,bo@y.example\n",
           CHAIRLIFT_UPLOAD_HOTCRP, 0,
           "2: paper \"note-a\" must be written \"1\" here\n"
           "2: person \"~Ida_One1\" must be written \"ida@x.example\" here\n"
           "3: a row names no person: fill it, or delete the row\n");
}

static void test_conflicts(void)
{
    expect("[{\"invitation\":\"V.cc/W/Area_Chairs/-/Conflict\",\"head\":\"note-b\",\"tail\":"
           "\"~Bo_Two1\",\"weight\":1," PERMISSIONS "}]",
           CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 0,
           "0: 1 of 1 conflicts that were found are not in the file: note-a with ~Bo_Two1\n"
           "1: a conflict's weight must be -1, not 1: from 0 up it allows the pair\n");
    expect("[]", CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES, 0,
           "0: says nothing of any paper and person: is it the right file?\n");
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
    expect_error("<bids/>", "up:1: CMT's assignments have no <bids> here");
    expect_error("[{\"head\": 3}]", "up:1: edge 1 ");
    expect_error("{\"assignments\":[\n{},\n3]}", "up:3: ");
    expect_error("{\"assignments\":[\n{]}", "up:2: ");
    expect_error("", "up");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/upload/right", test_right);
    g_test_add_func("/upload/routing", test_routing);
    g_test_add_func("/upload/roles", test_roles);
    g_test_add_func("/upload/beside", test_beside);
    g_test_add_func("/upload/edges", test_edges);
    g_test_add_func("/upload/swapped", test_swapped);
    g_test_add_func("/upload/scores", test_scores);
    g_test_add_func("/upload/assignments", test_assignments);
    g_test_add_func("/upload/conflicts", test_conflicts);
    g_test_add_func("/upload/unreadable", test_unreadable);
    return g_test_run();
}
