/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and conflicts from tables, right and wrong. */
#include <string.h>

#include "chairlift/roster.h"
#include "chairlift/routing_files.h"

static ChairliftVenue *load_core(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file =
        g_test_build_filename(G_TEST_DIST, "..", "corpus", "venues", "core.venue", NULL);
    ChairliftVenue *venue = chairlift_venue_load(file, &error);
    g_assert_no_error(error);
    return venue;
}

/* The last warning that reading people gave, or NULL. */
static char *last_warning;

static void keep_warning(const char *message, gpointer user_data)
{
    (void)user_data;
    g_free(last_warning);
    last_warning = g_strdup(message);
}

static GPtrArray *read_people(const char *text, GError **error)
{
    g_clear_pointer(&last_warning, g_free);
    g_autoptr(ChairliftVenue) venue = load_core();
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("chairs.csv", text, (gssize)strlen(text));
    return chairlift_people_read_csv(input, venue, keep_warning, NULL, error);
}

static const ChairliftPerson *only_person(const GPtrArray *people)
{
    g_assert_cmpuint(people->len, ==, 1);
    return g_ptr_array_index(people, 0);
}

static void test_all_columns(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) people = read_people(
        "\xEF\xBB\xBF ID ,Name,E-Mail,Topics,Max Load,Min,Affiliation,Conflicts\r\n"
        "~Ida_One1,\"One, Ida\",ida@x.example,circuits; SAFETY |Sparse Autoencoders and Dictionary "
        "Learning,6,2,\"X Labs; y.example\",p1;~Bo_Two1 | bo@z.example\r\n",
        &error);
    g_assert_no_error(error);
    const ChairliftPerson *person = only_person(people);
    g_assert_cmpstr(person->id, ==, "~Ida_One1");
    g_assert_cmpstr(person->name, ==, "One, Ida");
    g_assert_cmpstr(person->email, ==, "ida@x.example");
    g_assert_cmpuint(person->topics->len, ==, 3);
    for (guint i = 0; i < 3; i++)
        g_assert_cmpuint(g_array_index(person->topics, guint, i), ==, ((guint[]){0, 1, 3})[i]);
    g_assert_true(person->has_capacity);
    g_assert_cmpuint(person->capacity, ==, 6);
    g_assert_cmpuint(person->minimum, ==, 2);
    g_assert_cmpuint(person->institutions->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(person->institutions, 1), ==, "y.example");
    g_assert_cmpuint(person->conflicts->len, ==, 3);
    g_assert_cmpstr(g_ptr_array_index(person->conflicts, 2), ==, "bo@z.example");
    g_assert_cmpuint(person->line, ==, 2);
}

/* The console's columns, in its way of writing them: unquoted headers, "undefined". */
static void test_openreview_console(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) people =
        read_people("\xEF\xBB\xBFid,name,institution name,institution domain,num assigned papers\n"
                    "\"~Ida_One1\",\"Ida One\",\"X Labs\",\"x.example\",\"0\"\n"
                    "\"~Bo_Two1\",\"Bo Two\",\"undefined\",\"undefined\",\"0\"\n",
                    &error);
    g_assert_no_error(error);
    g_assert_cmpuint(people->len, ==, 2);
    const ChairliftPerson *first = g_ptr_array_index(people, 0);
    const ChairliftPerson *second = g_ptr_array_index(people, 1);
    g_assert_cmpuint(first->institutions->len, ==, 2);
    g_assert_cmpuint(second->institutions->len, ==, 0);
    g_assert_false(second->has_capacity);
    g_assert_cmpuint(second->topics->len, ==, 0);
}

static void test_hotcrp_users(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) people = read_people(
        "given_name,family_name,email,affiliation\nIda,One,ida@x.example,X Labs\n", &error);
    g_assert_no_error(error);
    const ChairliftPerson *person = only_person(people);
    g_assert_cmpstr(person->id, ==, "ida@x.example");
    g_assert_cmpstr(person->name, ==, "Ida One");
    g_assert_cmpstr(chairlift_person_label(person), ==, "Ida One");
}

/* All that it says of the programme committee. */
static void test_hotcrp_pcinfo(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) people = read_people(
        "first,last,email,roles,affiliation,collaborators,follow,topic: Circuits,topic: safety,"
        "topic: Reasoning,topic: Cooking\n"
        "Ida,One,ida@x.example,pc,X Labs,\"Cy Four (Z)\nDi Five (Z Labs, Inc.)\nAll (Old Place)\n"
        "\",reviews,2,-1,,2\n"
        "Bo,Two,bo@y.example,\"chair,pc\",Y,None,,,1,0,\n",
        &error);
    g_assert_no_error(error);
    g_assert_cmpuint(people->len, ==, 2);
    const ChairliftPerson *ida = g_ptr_array_index(people, 0), *bo = g_ptr_array_index(people, 1);
    g_assert_cmpuint(ida->topics->len, ==, 1);
    g_assert_cmpuint(bo->topics->len, ==, 1);
    g_assert_cmpuint(ida->collaborators->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(ida->collaborators, 0), ==, "Cy Four");
    g_assert_cmpstr(g_ptr_array_index(ida->collaborators, 1), ==, "Di Five");
    g_assert_cmpuint(bo->collaborators->len, ==, 0);
    g_assert_cmpuint(ida->institutions->len, ==, 2);
    g_assert_nonnull(strstr(last_warning, "\"topic: Cooking\""));
    g_assert_null(strstr(last_warning, "Circuits"));
    g_clear_pointer(&last_warning, g_free);
    g_assert_null(read_people("email,topic: safety\na@x.example,much\n", &error));
    g_assert_cmpstr(
        error->message, ==,
        "chairs.csv:2: interest \"much\" in a topic is not a whole number, such as -2 to "
        "2");
}

static void test_people_errors(void)
{
    static const struct {
        const char *text, *message;
    } CASES[] = {
        {"", "chairs.csv:1: the table is empty"},
        {"\n \n", "chairs.csv:1: the table is empty"},
        {"id,topics\n", "chairs.csv:1: there is nobody below the headers"},
        {"topics,load\ncircuits,3\n",
         "chairs.csv:1: the table needs a column called \"id\", \"email\" or \"name\" (and topics, "
         "capacity); it has: topics, load"},
        {"id,Max Load,email,max-load\na,3,,4\n",
         "chairs.csv:1: there are two columns called \"max-load\"; keep one of them"},
        {"id,capacity\na,3\n\nb,three\n", "chairs.csv:4: capacity \"three\" is not a number"},
        {"id,capacity\ra,3\r\rb,three\r", "chairs.csv:4: capacity \"three\" is not a number"},
        {"id,capacity\na,2.5\n",
         "chairs.csv:2: capacity \"2.5\" is not a whole number up to 1000000"},
        {"id,capacity\na,9999999\n",
         "chairs.csv:2: capacity \"9999999\" is not a whole number up to 1000000"},
        {"id,capacity\na,-1\n",
         "chairs.csv:2: capacity \"-1\" is negative; use 0 for nobody's papers"},
        {"id,min,max\na,4,3\n", "chairs.csv:2: minimum 4 is above capacity 3"},
        {"id,email\na,x@y.example\nA,z@y.example\n",
         "chairs.csv:3: \"A\" stands in line 2 already; keep one of the two"},
        {"id,email\na,x@y.example\nb,X@y.example\n",
         "chairs.csv:3: \"X@y.example\" stands in line 2 already; keep one of the two"},
        {"id,topics\na,circits\n",
         "chairs.csv:2: core has no topic \"circits\"; did you mean \"circuits\"? its topics are "
         "circuits, dictionary-learning, reasoning, safety"},
        {"id,topics\na,safety;woodwork\n",
         "chairs.csv:2: core has no topic \"woodwork\"; its topics are circuits, "
         "dictionary-learning, reasoning, safety"},
        {"id,topics\na,\"cir\"cuits\n",
         "chairs.csv:2: wrong quoting in this row: a cell that holds quotation marks must be "
         "quoted and have them doubled"},
        {"id,topics\na,\"circuits\n",
         "chairs.csv:2: wrong quoting in this row: a cell that holds quotation marks must be "
         "quoted and have them doubled"},
        {"id,topics\na,circuits,safety\n",
         "chairs.csv:2: 3 cells in this row and 2 headers; put cells that hold delimiters or line "
         "breaks in quotation marks"},
        {"id,name\n,\nx,y\n,\"\n\"\n,z\n", NULL},
        {"id,email,topics\n,,circuits\n",
         "chairs.csv:2: this row has neither id nor e-mail address nor name"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) people = read_people(CASES[i].text, &error);
        if (CASES[i].message == NULL) {
            g_assert_no_error(error);
            g_assert_cmpuint(people->len, ==, 2);
            continue;
        }
        g_assert_null(people);
        g_assert_nonnull(error);
        g_assert_cmpstr(error->message, ==, CASES[i].message);
    }
}

static void test_unknown_columns(void)
{
    g_autoptr(GPtrArray) known = read_people("id,Topics,max load\na,safety,3\n", NULL);
    g_assert_nonnull(known);
    g_assert_null(last_warning);
    g_autoptr(GPtrArray) misspelt =
        read_people("id,topcis,Capacty,shoe size\na,safety,3,38\n", NULL);
    g_assert_false(only_person(misspelt)->has_capacity);
    g_assert_cmpstr(
        last_warning, ==,
        "chairs.csv:1: columns \"topcis\" (did you mean \"topics\"?), \"Capacty\" (did "
        "you mean \"capacity\"?), \"shoe size\" are not used; known columns are id, name, "
        "email, topics, capacity, minimum, institution, conflicts, aliases");
    g_clear_pointer(&last_warning, g_free);
}

static void test_topics_between_commas(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) people = read_people("id,topics\na,\"circuits, safety\"\n", &error);
    g_assert_no_error(error);
    g_assert_cmpuint(only_person(people)->topics->len, ==, 2);
}

static GPtrArray *read_conflicts(const char *text, GError **error)
{
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("conflicts.csv", text, (gssize)strlen(text));
    return chairlift_conflicts_read(input, error);
}

static void test_conflicts(void)
{
    static const char *const TEXTS[] = {
        "paper,person,reason\n7,ida@x.example,advisor\n",
        ("paper,title,given_name,family_name,email,conflicttype\n7,T,Ida,One,ida@x.example,"
         "advisor\n"),
        "Reason\tReviewer Email\tPaper ID\nadvisor\tida@x.example\t7\n",
        "# Paper ID\tReviewer Email\tReason\n7\tida@x.example\tadvisor\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) conflicts = read_conflicts(TEXTS[i], &error);
        g_assert_no_error(error);
        g_assert_cmpuint(conflicts->len, ==, 1);
        const ChairliftListedConflict *conflict = g_ptr_array_index(conflicts, 0);
        g_assert_cmpstr(conflict->paper, ==, "7");
        g_assert_cmpstr(conflict->person, ==, "ida@x.example");
        g_assert_cmpstr(conflict->reason, ==, "advisor");
        g_assert_cmpuint(conflict->line, ==, 2);
    }
}

/* Tables that list pairs without a conflict, too. */
static void test_marked_conflicts(void)
{
    static const char *const TEXTS[] = {
        "paper,title,first,last,email,preference,topic_score,conflict\n7,T,Ida,One,ida@x.example,,,"
        "conflict\n8,U,Ida,One,ida@x.example,-20,,\n",
        "paper,email,conflicttype\n8,ida@x.example,N\n7,ida@x.example,advisor\n"
        "9,ida@x.example,pinned unconflicted\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) conflicts = read_conflicts(TEXTS[i], &error);
        g_assert_no_error(error);
        g_assert_cmpuint(conflicts->len, ==, 1);
        g_assert_cmpstr(((ChairliftListedConflict *)g_ptr_array_index(conflicts, 0))->paper, ==,
                        "7");
    }
    g_autoptr(GError) error = NULL;
    g_assert_null(read_conflicts("paper,email,preference\n8,ida@x.example,-20\n", &error));
    g_assert_cmpstr(
        error->message, ==,
        "conflicts.csv:1: these are bids or preferences, and none of their columns says "
        "\"conflict\"; give them with --bids");
}

/* What is no table, by its first bytes. */
static void test_foreign_files(void)
{
    static const struct {
        const char *bytes;
        gsize length;
        const char *message;
    } CASES[] = {
        {"PK\x03\x04\0\0", 6, "is a spreadsheet or another archive; save the table as CSV"},
        {"\xD0\xCF\x11\xE0\xA1", 5, "is an old office document; save the table as CSV"},
        {"paper,person\n1,a\0b\n", 18,
         "holds bytes that no text has; save the table as CSV in UTF-8"},
        {"<html><body>Log in</body></html>", 32,
         "is a web page or XML, and no table; log in and download the file itself again"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(ChairliftInput) input =
            chairlift_input_new_for_bytes("c.csv", CASES[i].bytes, CASES[i].length);
        g_assert_null(chairlift_conflicts_read(input, &error));
        g_autofree char *message = g_strconcat("c.csv: ", CASES[i].message, NULL);
        g_assert_cmpstr(error->message, ==, message);
    }
}

/* As Excel saves "Unicode text": UTF-16 with a byte order mark, tabs, CRLF. */
static void test_utf16(void)
{
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    g_autofree char *text = g_convert("\xEF\xBB\xBFid\tname\temail\tmax\r\n~J1\tJos\xC3\xA9\t"
                                      "jose@x.example\t4\r\n",
                                      -1, "UTF-16LE", "UTF-8", NULL, &length, &error);
    g_assert_no_error(error);
    g_autoptr(ChairliftVenue) venue = load_core();
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("c.txt", text, length);
    g_autoptr(GPtrArray) people =
        chairlift_people_read_csv(input, venue, keep_warning, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(only_person(people)->name, ==, "Jos\xC3\xA9");
    g_assert_cmpuint(only_person(people)->capacity, ==, 4);
}

static void test_conflict_errors(void)
{
    g_autoptr(GError) columns = NULL;
    g_assert_null(read_conflicts("title,person\nT,a\n", &columns));
    g_assert_cmpstr(columns->message, ==,
                    "conflicts.csv:1: the table needs columns called \"paper\" and \"person\" (and "
                    "perhaps \"reason\"); it has: title, person");
    g_autoptr(GError) hole = NULL;
    g_assert_null(read_conflicts("paper,person\n1,a\n2,\n", &hole));
    g_assert_cmpstr(hole->message, ==,
                    "conflicts.csv:3: this row lacks its paper or its person; fill or delete it");
}

static void test_previous(void)
{
    static const char TEXT[] = "paper,title,chair,chair_name,topic,score,reason,status\r\n"
                               "p1,T,~A1,A,circuits,0.5000,because,placed\r\n"
                               "p2,T,,,circuits,,all are full,unplaced\r\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("old.csv", TEXT, sizeof TEXT - 1);
    g_autoptr(GPtrArray) pairs = chairlift_previous_read_csv(input, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(pairs->len, ==, 2);
    const ChairliftListedConflict *pair = g_ptr_array_index(pairs, 0);
    g_assert_cmpstr(pair->paper, ==, "p1");
    g_assert_cmpstr(pair->person, ==, "~A1");
    g_assert_null(((const ChairliftListedConflict *)g_ptr_array_index(pairs, 1))->person);
}

/* Ids that a spreadsheet would compute are written with a "'" before them. */
static void test_previous_formulas(void)
{
    static const char TEXT[] = "paper,chair\r\n'=p(1),'@bo\r\n-aB3_x,'quoted'\r\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("old.csv", TEXT, sizeof TEXT - 1);
    g_autoptr(GPtrArray) pairs = chairlift_previous_read_csv(input, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(pairs->len, ==, 2);
    const ChairliftListedConflict *first = g_ptr_array_index(pairs, 0);
    g_assert_cmpstr(first->paper, ==, "=p(1)");
    g_assert_cmpstr(first->person, ==, "@bo");
    const ChairliftListedConflict *second = g_ptr_array_index(pairs, 1);
    g_assert_cmpstr(second->paper, ==, "-aB3_x");
    g_assert_cmpstr(second->person, ==, "'quoted'");
}

static void test_previous_json(void)
{
    static const char TEXT[] = " \n{\"venue\":\"core\"}";
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("old.json", TEXT, sizeof TEXT - 1);
    g_assert_null(chairlift_previous_read_csv(input, &error));
    g_assert_cmpstr(error->message, ==,
                    "old.json:1: --keep wants the CSV of an earlier routing, and this is JSON");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roster/people/columns", test_all_columns);
    g_test_add_func("/roster/people/openreview-console", test_openreview_console);
    g_test_add_func("/roster/people/hotcrp-users", test_hotcrp_users);
    g_test_add_func("/roster/people/hotcrp-pcinfo", test_hotcrp_pcinfo);
    g_test_add_func("/roster/people/errors", test_people_errors);
    g_test_add_func("/roster/people/unknown-columns", test_unknown_columns);
    g_test_add_func("/roster/people/topics-between-commas", test_topics_between_commas);
    g_test_add_func("/roster/conflicts", test_conflicts);
    g_test_add_func("/roster/conflicts/marked", test_marked_conflicts);
    g_test_add_func("/roster/foreign-files", test_foreign_files);
    g_test_add_func("/roster/utf-16", test_utf16);
    g_test_add_func("/roster/conflicts/errors", test_conflict_errors);
    g_test_add_func("/roster/previous", test_previous);
    g_test_add_func("/roster/previous/formulas", test_previous_formulas);
    g_test_add_func("/roster/previous/json", test_previous_json);
    const int status = g_test_run();
    g_free(last_warning);
    return status;
}
