/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of contributors in every format they come in. */
#include "exchange/contributors.h"
#include "exchange/latex.h"

#include <string.h>

static ChairliftContributors *read_text(const char *text, GError **error)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("team", text, strlen(text));
    return chairlift_contributors_read(input, error);
}

static ChairliftContributors *read_good(const char *text)
{
    g_autoptr(GError) error = NULL;
    ChairliftContributors *contributors = read_text(text, &error);
    g_assert_no_error(error);
    g_assert_nonnull(contributors);
    return contributors;
}

/* All that is known of everybody, "given|family; email; institution; account" a person. */
static char *describe(const ChairliftContributors *contributors)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < contributors->people->len; i++) {
        const ChairliftContributor *person = g_ptr_array_index(contributors->people, i);
        const GPtrArray *const lists[] = {person->emails, person->institutions, person->accounts};
        g_string_append(text, i > 0 ? "\n" : "");
        for (guint k = 0; k < person->names->len; k++) {
            const ChairliftContributorName *name = g_ptr_array_index(person->names, k);
            g_string_append_printf(text, "%s%s|%s", k > 0 ? "/" : "",
                                   name->given != NULL ? name->given : "", name->family);
        }
        for (guint list = 0; list < G_N_ELEMENTS(lists); list++) {
            for (guint k = 0; k < lists[list]->len; k++)
                g_string_append_printf(text, "; %s", (char *)g_ptr_array_index(lists[list], k));
        }
    }
    return g_string_free(text, FALSE);
}

static void expect(const char *text, const char *description)
{
    g_autoptr(ChairliftContributors) contributors = read_good(text);
    g_autofree char *found = describe(contributors);
    g_assert_cmpstr(found, ==, description);
}

static void test_lines(void)
{
    expect("# who\n"
           "Jane H. Doe, jane@uni.example, University of Somewhere, github: jdoe\n"
           "\n"
           "- Roe, Richard <rr@lab.example>; https://huggingface.co/rroe\n"
           "Ana van der Berg\r\n"
           "~Li_Wen2\n"
           "@fox-42\n"
           "Acme Hall, Institute of Things\n",
           "Jane H.|Doe; jane@uni.example; University of Somewhere; jdoe\n"
           "Richard|Roe; rr@lab.example; rroe\n"
           "Ana|van der Berg\n"
           "Li|Wen\n"
           "; fox-42\n"
           "Acme|Hall; Institute of Things");
}

static void test_csv(void)
{
    expect("\xEF\xBB\xBFName;E-mail;Affiliation;GitHub;Hugging Face\n"
           "Jane Doe;jane@uni.example|jd@mail.example;Somewhere;https://github.com/jdoe/;jane-d\n"
           "\"Roe, Richard\";;;;\n",
           "Jane|Doe; jane@uni.example; jd@mail.example; Somewhere; jdoe; jane-d\n"
           "Richard|Roe");
    expect("First name,Last name,Email\nAda Maria,Doe,\n,Roe,roe@uni.example\n",
           "Ada Maria|Doe\n|Roe; roe@uni.example");
}

static void test_bibtex(void)
{
    expect("@string{x = \"author\"}\n"
           "@inproceedings{doe2024,\n"
           "  title = {On {A}uthors and others},\n"
           "  AUTHOR = {Doe, Jane and M{\\\"u}ller, J{\\\"o}rg  and\n"
           "     {\\'E}lodie {de la} Cruz and Roe, Jr., Richard and others},\n"
           "}\n"
           "@misc{b, author = \"{\\O}rsted, Hans and Wei Song\"}\n",
           "Jane|Doe\nJörg|Müller\nÉlodie|de la Cruz\nRichard|Roe\nHans|Ørsted\nWei|Song");
}

static void test_openreview(void)
{
    expect("{\"notes\": [{\"id\": \"abcdefghij\", \"content\": {\"title\": {\"value\": \"T\"},\n"
           " \"authors\": {\"value\": [\"Jane Doe\", \"Wei Song\"]},\n"
           " \"authorids\": {\"value\": [\"~Jane_Doe1\", \"wei@uni.example\"]}}}]}",
           "Jane|Doe/Jane|Doe\nWei|Song; wei@uni.example");
    expect(
        "[{\"id\": \"~Jane_Doe1\", \"content\": {\"names\": [{\"first\": \"Jane\", \"middle\": "
        "\"H.\","
        " \"last\": \"Doe\"}, {\"fullname\": \"Jane Roe\"}],"
        " \"preferredEmail\": \"****@uni.example\", \"emails\": [\"jd@uni.example\"],"
        " \"homepage\": \"https://www.jane.example/~jd/\","
        " \"history\": [{\"institution\": {\"name\": \"New Hall\", \"domain\": \"new.example\"}},"
        " {\"end\": 2019, \"institution\": {\"name\": \"Old Hall\"}}]}}]",
        "Jane H.|Doe/Jane|Roe; jd@uni.example; New Hall; new.example; jane.example/~jd");
    expect("[{\"name\": \"Jane Doe\", \"github\": \"jdoe\", \"institutions\": [\"A\", \"B\"]}]",
           "Jane|Doe; A; B; jdoe");
}

static void test_names(void)
{
    expect("王小明\n", "|王小明");
    expect("Name,Email\nSammy Davis Jr.,\nPlato,\n\"García Márquez, Gabriel\",\n",
           "Sammy|Davis\n|Plato\nGabriel|García Márquez");
}

static void test_latex(void)
{
    static const struct {
        const char *tex, *text;
    } NAMES[] = {{"Br{\\^u}l\\'e", "Brûlé"},
                 {"\\v{C}ern\\'{y}", "Černý"},
                 {"{\\L}ukasz", "Łukasz"},
                 {"\\AA ngstr\\\"om", "Ångström"},
                 {"Gau\\ss", "Gauß"},
                 {"\\'{\\i}a", "ía"},
                 {"O'Neil", "O'Neil"},
                 {"\\", ""},
                 {"{{{", ""}};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *text = chairlift_latex_to_text(NAMES[i].tex);
        g_assert_cmpstr(text, ==, NAMES[i].text);
    }
}

static void expect_error(const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(read_text(text, &error));
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, message));
}

static void test_errors(void)
{
    expect_error("", "team: this names nobody");
    expect_error("# nobody\n", "team: this names nobody");
    expect_error("{\"notes\": [", "team:1: ");
    expect_error("@misc{a,\n author = {Doe, Jane\n", "team:2: the authors that begin here");
    expect_error("name,email\n\"Doe\" Jane,x\n", "team:");
    expect_error(
        "[{\"title\": \"A\", \"authors\": [\"B C\"]}, {\"title\": \"D\", \"authors\": []}]",
        "team: this holds 2 papers");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/contributors/lines", test_lines);
    g_test_add_func("/contributors/csv", test_csv);
    g_test_add_func("/contributors/bibtex", test_bibtex);
    g_test_add_func("/contributors/openreview", test_openreview);
    g_test_add_func("/contributors/names", test_names);
    g_test_add_func("/contributors/latex", test_latex);
    g_test_add_func("/contributors/errors", test_errors);
    return g_test_run();
}
